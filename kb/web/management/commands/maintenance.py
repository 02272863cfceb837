"""`manage.py maintenance on|off|status`: closes the site for a while, and opens it again."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from kb.web.maintenance import close_site, find_maintenance, find_switch, open_site

if TYPE_CHECKING:
    from argparse import ArgumentParser

_MINUTES = re.compile(r"(\d{1,4}) ?(?:m|min)")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


class Command(BaseCommand):
    help = "Close the site for a while, or open it again."
    # It must work where the database does not.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("switch", choices=("on", "off", "status"), help="close, open, or say which it is")
        parser.add_argument("--message", default="", help="a sentence or two for readers")
        parser.add_argument("--until", default="", help="14:30, 2026-05-04T14:30 or 45m; readers are told")

    def handle(self, *, switch: str, message: str, until: str, **options: Any) -> None:
        if switch == "on":
            close_site(message=" ".join(message.split()), until=read_time(until))
        elif switch == "off" and not open_site():
            self.stdout.write("It was open already.")
        maintenance = find_maintenance()
        if maintenance is None:
            self.stdout.write("The site is open.")
            return
        if switch == "off":
            raise CommandError(
                "KB_MAINTENANCE keeps the site closed. Take it out of the environment and restart the site."
            )
        told = f", until {timezone.localtime(maintenance.until):%Y-%m-%d %H:%M}" if maintenance.until else ""
        self.stdout.write(
            f"The site is closed{told}. {find_switch()} closes it; `manage.py maintenance off` opens it."
        )


def read_time(text: str) -> datetime | None:
    """The time meant; None for "". Raises CommandError for what is no time, or is past."""
    text = text.strip()
    if not text:
        return None
    now = timezone.localtime()
    if match := _MINUTES.fullmatch(text):
        return now + timedelta(minutes=int(match[1]))
    if match := _CLOCK.fullmatch(text):
        time = now.replace(hour=int(match[1]), minute=int(match[2]), second=0, microsecond=0)
        return time if time > now else time + timedelta(days=1)
    try:
        meant = parse_datetime(text)
    except ValueError:
        meant = None
    if meant is None:
        raise CommandError(f"{text!r} is no time. Write 14:30, 2026-05-04T14:30 or 45m.")
    meant = timezone.make_aware(meant) if timezone.is_naive(meant) else meant
    if meant <= now:
        raise CommandError(f"{text} is past.")
    return meant
