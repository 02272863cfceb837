"""People who may log in, and the roles they have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, Permission, User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kb.curation.accounts.attempts import is_shut_out, let_in_again
from kb.curation.recorded import RecordedAdmin
from kb.records.recording import say

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest

admin.site.unregister(User)
admin.site.unregister(Group)


class WaitsFilter(admin.SimpleListFilter):
    """Accounts that somebody tried too often."""

    title = gettext_lazy("has to wait")
    parameter_name = "waits"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", gettext_lazy("Yes"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() != "yes":
            return queryset
        names = [name for name in User.objects.values_list("username", flat=True) if is_shut_out(name)]
        return queryset.filter(username__in=names)


# What comes before the model in the name of a right that Django gives every model.
_DEEDS = {
    "add": gettext_lazy("may add"),
    "change": gettext_lazy("may change"),
    "delete": gettext_lazy("may delete"),
    "view": gettext_lazy("may look at"),
}


def word_right(right: Permission) -> str:
    """Of what the right is, and what it allows, in the language of the page; those of our own say it themselves."""
    deed, _underscore, model = right.codename.partition("_")
    said = _DEEDS.get(deed) if model == right.content_type.model else None
    return f"{right.content_type.app_labeled_name} | {said or _(right.name)}"


class RightsAdmin(RecordedAdmin):
    """An admin with a choice of rights."""

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        if field is not None and db_field.remote_field.model is Permission:
            field.label_from_instance = word_right
        return field


@admin.register(User)
class AccountAdmin(RightsAdmin, UserAdmin):  # type: ignore[type-arg]
    """Accounts. Whoever is no superuser can neither make one nor touch one, and gives rights by roles only."""

    list_display = ("username", "email", "last_name", "first_name", "roles", "is_active", "last_login")
    list_filter = ("groups", WaitsFilter, "is_active", "is_staff", "is_superuser")
    actions = ("let_in",)
    fieldsets = (
        (None, {"fields": ("username", "password", "waits")}),
        (gettext_lazy("Person"), {"fields": ("first_name", "last_name", "email")}),
        (
            gettext_lazy("What they may do"),
            {"fields": ("is_active", "is_staff", "groups", "is_superuser", "user_permissions")},
        ),
        (gettext_lazy("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined", "waits")

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        users: QuerySet[User] = super().get_queryset(request)
        return users.prefetch_related("groups")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = super().get_readonly_fields(request, obj)
        return fields if _is_superuser(request) else (*fields, "is_superuser", "user_permissions")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:
        if not change:
            # Accounts are for the admin; readers need none.
            obj.is_staff = True
        super().save_model(request, obj, form, change)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Of a password it is said that it was set, and nothing else."""
        if "password1" in request.POST:
            say(obj, _("Password set."))

    def user_change_password(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return super().user_change_password(request, *args, **kwargs)
        with self.recording(request, "change", "auth.change_user"):
            return super().user_change_password(request, *args, **kwargs)

    @admin.display(description=gettext_lazy("roles"))
    def roles(self, user: User) -> str:
        return ", ".join(str(group) for group in user.groups.all())

    @admin.display(description=gettext_lazy("has to wait"), boolean=True)
    def waits(self, user: User) -> bool:
        """Whether too many attempts to log in keep somebody waiting."""
        return is_shut_out(user.get_username())

    @admin.action(
        description=gettext_lazy("Let selected in again after too many attempts"), permissions=["change"]
    )
    def let_in(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        for user in queryset:
            if let_in_again(user.get_username()):
                say(user, _("Let in again after too many attempts."))
        count = len(queryset)
        done = ngettext("%d account may try again.", "%d accounts may try again.", count) % count
        self.message_user(request, done, messages.SUCCESS)


@admin.register(Group)
class RoleAdmin(RightsAdmin, GroupAdmin):
    """Roles: what their members may do."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form; beside a stored name that the pages translate stands what they make of it."""
        if obj is not None and str(obj) != obj.name:
            kwargs["help_texts"] = {"name": _("As it is stored. The pages call it “%s”.") % obj}
        return super().get_form(request, obj, change, **kwargs)


def _is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def _may_touch(request: HttpRequest, account: Any) -> bool:
    return account is None or not account.is_superuser or _is_superuser(request)
