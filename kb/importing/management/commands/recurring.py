"""`manage.py recurring [--all]`: brings what recurs in several theses in step with them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from kb.importing.renewing import renew_recurring

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Read theses that changed for terms and passages that recur in several, and take all together."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="read every thesis anew")

    def handle(self, **options: Any) -> None:
        with tqdm(disable=not sys.stderr.isatty()) as bar:

            def show(name: str, done: int, total: int) -> None:
                bar.total, bar.n = total, done
                bar.set_postfix_str(name)

            try:
                done = renew_recurring(show, everything=options["all"])
            except KeyboardInterrupt:
                raise CommandError(
                    "Stopped. What was read is kept; run the command again to go on."
                ) from None
        self.stdout.write(
            f"{done.n_read} theses read; {'what recurs is made anew' if done.is_new else 'nothing else changed'}."
        )
