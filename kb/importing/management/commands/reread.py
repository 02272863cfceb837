"""`manage.py reread [THESES…] [--all] [--preview]`: reads theses anew from the files that are kept."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from kb.importing.anew import find_behind
from kb.importing.renewing import renew_recurring
from kb.importing.store import Halted, Outcome, ingest_file
from kb.ingest.errors import UnreadableFile
from kb.records.models import Reanchoring, SourceFile
from kb.search.folder import IndexBusyError, IndexUnwritableError
from kb.search.updates import update_pending

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = (
        "Read theses anew from their kept files: those that an earlier reader read, or the ones named. What people "
        "did stays; where it has no sure place, the admin asks. One thesis at a time, each wholly or not at all."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("theses", nargs="*", help="theses, by their slugs; default: all behind")
        parser.add_argument("--all", action="store_true", help="also those that this very reader read")
        parser.add_argument("--preview", action="store_true", help="say what would change, and store nothing")

    def handle(self, *, theses: list[str], preview: bool, **options: Any) -> None:
        files = self._choose(theses, everything=options["all"])
        failed: list[str] = []
        with tqdm(files, unit="thesis", disable=not sys.stderr.isatty()) as bar:
            for done, source in enumerate(bar):
                try:
                    outcome = _read(source, preview=preview)
                except (OSError, UnreadableFile, Halted) as error:
                    failed.append(f"{source.thesis.slug}: {error}")
                except KeyboardInterrupt:
                    raise CommandError(
                        f"Stopped at {source.thesis.slug}; {done} are done. Run the command again to go on."
                    ) from None
                else:
                    with tqdm.external_write_mode():
                        self.stdout.write(_tell(outcome))
        if not preview:
            self._follow()
        for message in failed:
            self.stderr.write(self.style.ERROR(message))
        if failed:
            raise CommandError(f"{len(failed)} of {len(files)} theses were not read; they are as they were.")
        if not files:
            self.stdout.write("Every thesis was read by this reader.")

    def _choose(self, slugs: list[str], *, everything: bool) -> list[SourceFile]:
        files = SourceFile.objects.filter(is_current=True).select_related("thesis").defer("text", "pages")
        if slugs:
            chosen = list(files.filter(thesis__slug__in=slugs).order_by("pk"))
            if missing := set(slugs) - {source.thesis.slug for source in chosen}:
                raise CommandError(f"No thesis with a kept file: {', '.join(sorted(missing))}.")
            return chosen
        return list(files.order_by("pk") if everything else find_behind())

    def _follow(self) -> None:
        try:
            update_pending()
        except (IndexBusyError, IndexUnwritableError) as error:
            self.stderr.write(self.style.WARNING(f"Stored, and not found by search yet: {error}"))
        renew_recurring()


def _read(source: SourceFile, *, preview: bool) -> Outcome:
    with source.file.open("rb") as file:
        data = file.read()
    return ingest_file(source.name, data, thesis=source.thesis, anew=True, preview=preview)


def _tell(outcome: Outcome) -> str:
    sorts, outcomes = outcome.effect["sorts"], outcome.effect["outcomes"]
    changed = [
        f"{counts['after']} {sort} (+{counts['new']} -{counts['gone']})" for sort, counts in sorts.items()
    ]
    worked_on = ", ".join(f"{outcomes[name]} {name}" for name in Reanchoring.Outcome.values)
    return f"{outcome.thesis.slug}: {outcome.state}: {', '.join(changed)}; worked on: {worked_on}"
