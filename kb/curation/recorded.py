"""Whatever is saved on a page of the admin is one operation in the history, with a button that takes it back."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from kb.curation.history.messages import mark_undo
from kb.curation.history.pages import HistoryPages
from kb.curation.lists import shorten_moments
from kb.curation.two_at_once import OnceSeenAdmin
from kb.records.models import Change
from kb.records.recording import find_last_operation, is_recording, record, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import Model, QuerySet
    from django.http import HttpRequest


class RecordedAdmin(OnceSeenAdmin, admin.ModelAdmin):  # type: ignore[type-arg]  # not subscriptable when it runs
    """An admin whose saves, deletions and list actions are recorded, and whose history is ours."""

    @contextmanager
    def recording(self, request: HttpRequest, name: str, *needs: str) -> Iterator[None]:
        """All that is done in the block is one operation, which takes the rights ``needs``.

        What the block says (:meth:`message_user`) is said when it is written, so that it can be taken back from there.
        """
        if is_recording():
            yield
            return
        said: list[dict[str, Any]] = []
        request.kept_messages = said  # type: ignore[attr-defined]
        try:
            with record(name, by=request.user, needs=needs) as recorder:
                yield
        finally:
            del request.kept_messages  # type: ignore[attr-defined]
        mark = mark_undo(request, recorder.operation)
        for number in reversed(range(len(said))):
            if mark and said[number]["level"] == messages.SUCCESS:
                said[number]["extra_tags"] = f"{said[number]['extra_tags']} {mark}".strip()
                break
        for each in said:
            super().message_user(request, **each)

    def message_user(
        self,
        request: HttpRequest,
        message: Any,
        level: int | str = messages.INFO,
        extra_tags: str = "",
        fail_silently: bool = False,
    ) -> None:
        """Say it on the next page; of what was done just now, with a button to take it back."""
        each = {
            "message": message, "level": level, "extra_tags": extra_tags, "fail_silently": fail_silently,
        }  # fmt: skip
        if (said := getattr(request, "kept_messages", None)) is not None:
            said.append(each)
            return
        if level == messages.SUCCESS and "undo-" not in extra_tags:
            each["extra_tags"] = f"{extra_tags} {mark_undo(request, find_last_operation())}".strip()
        super().message_user(request, **each)

    def get_list_display(self, request: HttpRequest) -> Any:
        """The columns; moments are written short."""
        return shorten_moments(self.model, super().get_list_display(request))

    # -- saving, deleting, doing something to many

    def _right(self, verb: str) -> str:
        return f"{self.opts.app_label}.{verb}_{self.opts.model_name}"

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> Any:
        if request.method != "POST":
            return super().changeform_view(request, object_id, *args, **kwargs)
        verb = "change" if object_id is not None and "_saveasnew" not in request.POST else "add"
        with self.recording(request, verb, self._right(verb)):
            return super().changeform_view(request, object_id, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return super().delete_view(request, *args, **kwargs)
        with self.recording(request, "delete", self._right("delete")):
            return super().delete_view(request, *args, **kwargs)

    def response_action(self, request: HttpRequest, queryset: QuerySet[Any], *args: Any) -> Any:
        with self.recording(request, "many"):
            return super().response_action(request, queryset, *args)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        with self.recording(request, "delete", self._right("delete")):
            super().delete_queryset(request, queryset)

    # Django's own log is not written: what was done stands in the history.

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        say(obj, _("Added."))

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The fields say what was changed."""

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Model]) -> Any:
        for each in queryset:
            say(each, _("Deleted."))

    # -- looking back

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> Any:
        """What was done to the record; also of one that is gone, as long as the history knows it."""
        instance = self.get_object(request, unquote(object_id))
        if not self.has_view_or_change_permission(request, instance):
            raise PermissionDenied
        shown = self._find_gone(object_id) if instance is None else instance
        if shown is None:
            # Django says so, and leads on.
            return super().history_view(request, object_id, extra_context)
        pages = HistoryPages(self.admin_site)
        return pages.show_record(request, shown, is_gone=instance is None, extra=extra_context or {})

    def _find_gone(self, object_id: str) -> Model | None:
        if not (object_id.isascii() and object_id.isdecimal() and len(object_id) < 16):
            return None
        content_type = ContentType.objects.get_for_model(self.model)
        known = Change.objects.filter(content_type=content_type, object_id=int(object_id)).exists()
        return self.model(pk=int(object_id)) if known else None
