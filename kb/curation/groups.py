"""The group whose members may do all that curators do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission

CURATORS = "Curators"


def ensure_curators(**_signal: Any) -> None:
    """Make the group in a new base; one that is there stays as the operator has set it."""
    group, is_new = Group.objects.get_or_create(name=CURATORS)
    if is_new:
        group.permissions.set(Permission.objects.filter(content_type__app_label="records"))
