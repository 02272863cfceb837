"""Attempts to log in that failed, for as long as they count."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FailedLogin(models.Model):
    """One attempt. Who and from where are kept as keyed hashes: nobody's address, and no mistyped password, lies here.

    ``source`` is the address, or the browser that has been logged in to the account before (``is_known``).
    """

    account = models.CharField(max_length=32, db_index=True)
    source = models.CharField(max_length=32, db_index=True)
    is_known = models.BooleanField(default=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("failed login")
        verbose_name_plural = _("failed logins")
        ordering = ["-at"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.account} {self.at}"
