"""The door of the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.curation.accounts.attempts import succeed, try_login


class LoginForm(AdminAuthenticationForm):
    """Name and password, looked at only as often as is allowed."""

    def clean(self) -> Any:
        username = self.cleaned_data.get("username")
        if self.request is None or not username or not self.cleaned_data.get("password"):
            return super().clean()
        attempt = try_login(self.request, username)
        if isinstance(attempt, timedelta):
            raise forms.ValidationError(_tell_wait(attempt), code="wait")
        cleaned = super().clean()
        succeed(attempt)
        return cleaned


def _tell_wait(wait: timedelta) -> str:
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    told = ngettext(
        "Too many attempts. Try again in %d minute.", "Too many attempts. Try again in %d minutes.", minutes
    )
    return (told % minutes) + " " + _("An administrator can let you in at once.")
