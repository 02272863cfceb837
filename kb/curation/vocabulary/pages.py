"""The pages on which the vocabulary is shaped: the tree, a new name, another place, what goes with a theme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.curation.base import AddressedAdmin
from kb.curation.history.messages import say_done
from kb.curation.vocabulary.tree import find_branches, find_effect
from kb.pages.markdown import render_markdown
from kb.records.actions import Refused, check_unchanged, move_theme, rename_theme
from kb.records.actions.addresses import check_slug
from kb.records.actions.vocabulary import clean_name
from kb.records.identifiers import make_slug
from kb.records.models import Theme
from kb.records.recording import fingerprint

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.urls import URLPattern
    from django.utils.safestring import SafeString

LONGEST_PREVIEW = 50_000


class MarkdownInput(forms.Textarea):
    """A field for Markdown with a button that shows what becomes of it, beside it or, without script, on a page."""

    def __init__(self, preview: str) -> None:
        super().__init__(attrs={"rows": 8, "cols": 80, "class": "vLargeTextField"})
        self.preview = preview

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return format_html(
            '<div class="theme-markdown" data-markdown="{}">{}<button type="submit" class="button" formaction="{}" '
            'formtarget="_blank" formnovalidate data-preview>{}</button>'
            '<div class="theme-preview" data-shown role="region" aria-live="polite" aria-label="{}" hidden></div>'
            "</div>",
            name,
            super().render(name, value, attrs, renderer),
            self.preview,
            _("Preview"),
            _("Preview"),
        )


class RenameForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    slug = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=100,
        required=False,
        help_text=gettext_lazy(
            "Empty: made of the new name. The old address goes on leading here, whatever you choose."
        ),
    )
    keeps_label = forms.BooleanField(
        label=gettext_lazy("The old name goes on finding it, as an alternative label"),
        required=False,
        initial=True,
    )

    def __init__(self, data: Any = None, *, theme: Theme) -> None:
        super().__init__(data, initial={"name": theme.name, "slug": theme.slug})
        self.theme = theme

    def clean_name(self) -> str:
        try:
            return clean_name(self.cleaned_data["name"], self.theme)
        except Refused as error:
            raise forms.ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        slug, name = given.get("slug"), given.get("name")
        if not slug and name:
            given["slug"] = slug = make_slug(name, taken=self._is_taken, fallback="theme")
        if slug and slug != self.theme.slug:
            try:
                check_slug(self.theme, slug)
            except Refused as error:
                self.add_error("slug", str(error))
        return given

    def _is_taken(self, slug: str) -> bool:
        try:
            check_slug(self.theme, slug)
        except Refused:
            return True
        return False


class ThemePagesAdmin(AddressedAdmin):
    """The tree of themes, and what is done to one of them."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("tree/", view(self.show_tree), name="records_theme_tree"),
            path("preview/", view(self.preview), name="records_theme_preview"),
            path("<int:pk>/rename/", view(self.rename), name="records_theme_rename"),
            path("<int:pk>/move/", view(self.move), name="records_theme_move"),
        ]
        return [*own, *super().get_urls()]

    def show_tree(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        branches = find_branches()
        return self.show(
            request,
            "tree.html",
            _("The tree of themes"),
            branches=branches,
            n_themes=sum(1 for branch in branches for _each in branch.walk()),
            may_change=self.has_change_permission(request),
            may_delete=self.has_delete_permission(request),
            may_add=self.has_add_permission(request),
        )

    def preview(self, request: HttpRequest) -> HttpResponse:
        """What the site makes of the Markdown that is being written: a part of a page, or a page of its own."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        shown = render_markdown(request.POST.get("description", "")[:LONGEST_PREVIEW])
        if request.headers.get("X-Requested-With") == "fetch":
            return HttpResponse(shown)
        return self.show(request, "preview.html", _("Preview"), shown=shown)

    def rename(self, request: HttpRequest, pk: int) -> HttpResponse:
        theme = self._find(request, pk)
        form = RenameForm(request.POST if request.method == "POST" else None, theme=theme)
        if request.method == "POST" and form.is_valid():
            given = form.cleaned_data

            def act() -> None:
                rename_theme(
                    theme=theme,
                    name=given["name"],
                    slug=given["slug"],
                    keeps_label=given["keeps_label"],
                    by=request.user,
                )

            if self._try(request, theme, act):
                say_done(request, _("Renamed: %s.") % theme)
                return HttpResponseRedirect(self.tree_of(theme))
        context = {"form": form, "theme": theme, "seen": fingerprint(theme), "verb": _("Rename")}
        return self.show(request, "rename.html", _("Rename “%s”") % theme, **context)

    def move(self, request: HttpRequest, pk: int) -> HttpResponse:
        theme = self._find(request, pk)
        branches = find_branches()
        places = [each for branch in branches for each in branch.walk()]
        own = {each.theme.pk for branch in places if branch.theme.pk == pk for each in branch.walk()}
        if request.method == "POST":
            chosen = request.POST.get("broader", "")
            broader = next((each.theme for each in places if str(each.theme.pk) == chosen), None)
            if chosen and broader is None:
                messages.error(request, _("Choose a place that is there."))
            elif self._try(request, theme, lambda: move_theme(theme=theme, broader=broader, by=request.user)):
                say_done(request, _("Moved: %s.") % theme)
                return HttpResponseRedirect(self.tree_of(theme))
        context = {
            "theme": theme,
            "seen": fingerprint(theme),
            "branches": [branch for branch in places if branch.theme.pk not in own],
        }
        return self.show(request, "move.html", _("Move “%s”") % theme, **context)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Django's question, with what would go, and the answer as one action."""
        theme = self.get_object(request, object_id)
        more: dict[str, Any] = {}
        if theme is not None and self.has_delete_permission(request, theme):
            effect = find_effect(theme)
            seen = f"{fingerprint(theme)}-{effect.n_links}-{len(effect.narrower)}"
            if request.method == "POST" and request.POST.get("seen", seen) != seen:
                messages.error(
                    request, _("“%s” was changed by somebody else in the meantime. Look at it again.") % theme
                )
                return HttpResponseRedirect(request.get_full_path())
            more = {"effect": effect, "seen": seen}
        return cast(
            "HttpResponse", super().delete_view(request, object_id, {**more, **(extra_context or {})})
        )

    def show(self, request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
        """One of our pages, inside the frame of the admin."""
        return TemplateResponse(
            request,
            f"admin/themes/{template}",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "title": title,
                "media": self.media,
                **context,
            },
        )

    def tree_of(self, theme: Theme | None = None) -> str:
        """The address of the tree, at the theme."""
        return reverse("admin:records_theme_tree") + (f"#theme-{theme.pk}" if theme else "")

    def _find(self, request: HttpRequest, pk: int) -> Theme:
        theme: Theme | None = Theme.objects.select_related("broader").filter(pk=pk).first()
        if theme is None:
            raise Http404
        if not self.has_change_permission(request, theme):
            raise PermissionDenied
        return theme

    def _try(self, request: HttpRequest, theme: Theme, act: Callable[[], object]) -> bool:
        """Whether it was done; else the page says why not."""
        try:
            check_unchanged(theme, request.POST.get("seen", ""))
            act()
        except Refused as error:
            messages.error(request, str(error))
            return False
        return True
