"""The roles: groups whose members may do what a reader, a curator, a chief curator or an administrator does.

A new base has all four. A group that is there stays as the operator has set it. Somebody may be in several.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

READERS = "Readers"
CURATORS = "Curators"
CHIEF_CURATORS = "Chief curators"
ADMINISTRATORS = "Administrators"

# What the roles are called on the pages; stored are the names above, which the operator's own programs may ask for.
_NAMES: dict[str, Any] = {
    READERS: _("Readers"),
    CURATORS: _("Curators"),
    CHIEF_CURATORS: _("Chief curators"),
    ADMINISTRATORS: _("Administrators"),
}

# What cannot be had again, or is shared by all theses: only a chief curator takes it away.
_KEPT = ("thesis", "person", "work", "theme", "institution")


def _records(**narrowed: str) -> Q:
    return Q(content_type__app_label="records", **narrowed)


_VIEW = _records(codename__startswith="view_")
_CHIEF = Q(codename__in=["publish_thesis", "merge_records", *(f"delete_{model}" for model in _KEPT)])
_ACCOUNTS = Q(content_type__app_label="auth", content_type__model="user") | Q(
    content_type__app_label="auth", codename="view_group"
)

ROLES: dict[str, Q] = {
    READERS: _VIEW,
    CURATORS: _records() & ~_CHIEF,
    CHIEF_CURATORS: _records(),
    ADMINISTRATORS: _VIEW | _ACCOUNTS,
}


def name_role(stored: str) -> str:
    """What a role is called in the language of the page; one that the operator made is called as they named it."""
    return str(_NAMES.get(stored, stored))


def use_names() -> None:
    """Lists, filters, forms and messages of the framework all ask a group itself what it is called."""
    Group.__str__ = _name  # type: ignore[assignment, method-assign]


def _name(group: Group) -> str:
    return name_role(group.name)


def find_permissions(role: str) -> QuerySet[Permission]:
    """What a new base lets the members of the role do."""
    return Permission.objects.filter(ROLES[role])


def ensure_roles(**_signal: Any) -> None:
    """Make the groups that are not there; one that is there stays as the operator has set it."""
    for role in ROLES:
        group, is_new = Group.objects.get_or_create(name=role)
        if is_new:
            group.permissions.set(find_permissions(role))
