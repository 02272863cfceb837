"""`manage.py demo`: the invented example theses, read in and published, so that a new site has something to show."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

EXAMPLES = settings.BASE_DIR / "fixtures" / "theses"


class Command(BaseCommand):
    help = "Read in and publish the invented example theses. A second run changes nothing."

    def handle(self, **options: Any) -> None:
        files = (
            sorted(str(path) for path in EXAMPLES.iterdir() if path.is_file()) if EXAMPLES.is_dir() else []
        )
        if not files:
            raise CommandError(f"No example theses in {EXAMPLES}.")
        call_command("ingest", *files, publish=True, example=True, stdout=self.stdout, stderr=self.stderr)
