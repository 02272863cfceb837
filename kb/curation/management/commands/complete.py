"""`manage.py complete FILE [--dry-run]`: fills in the works that a file of references is sure of."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from kb.curation.completing.cards import name_work
from kb.curation.completing.words import VERDICTS, tell_field, tell_problem, tell_unreadable
from kb.importing.completing import fill_in_sure, find_sure, match_again, take_in_file
from kb.importing.libraries import UnreadableLibrary
from kb.records.models import ReferenceEntry
from kb.search.folder import IndexBusyError, IndexUnwritableError
from kb.search.updates import update_pending

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from kb.records.models import ReferenceFile


class Command(BaseCommand):
    help = (
        "Fill in the works that a file of references (BibTeX, RIS, CSL-JSON) is sure of, and keep the other entries "
        "for a curator."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a library as BibTeX, RIS or CSL-JSON, at most 10 MB")
        parser.add_argument(
            "--dry-run", action="store_true", help="only print what would be done; nothing is stored"
        )

    def handle(self, *, file: Path, dry_run: bool, **options: Any) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: cannot be opened ({error.strerror}).") from error
        try:
            with transaction.atomic():
                taken = take_in_file(file.name, data, by=None)
                if not taken.is_new:
                    match_again(taken.file)
                self._tell(taken.file)
                done, refused = (0, []) if dry_run else fill_in_sure(taken.file, by=None)
                transaction.set_rollback(dry_run)
        except UnreadableLibrary as error:
            raise CommandError(f"{file}: {tell_unreadable(error)}") from error
        for sentence in refused:
            self.stderr.write(self.style.WARNING(sentence))
        if dry_run:
            self.stdout.write("Nothing was stored.")
            return
        self.stdout.write(
            f"{done} works filled in. The other entries wait in the admin under Complete works."
        )
        try:
            update_pending(lambda _name, _done, _total: None)
        except (IndexBusyError, IndexUnwritableError) as error:
            self.stderr.write(self.style.WARNING(f"Stored, and not found by search yet: {error}"))

    def _tell(self, file: ReferenceFile) -> None:
        """What is wrong with the file, what would be filled in, and how many entries there are of each match."""
        for problem in file.problems:
            where = f"line {problem['line']}: " if problem["line"] else ""
            self.stderr.write(f"{file.name}: {where}{tell_problem(problem)} {problem['what']}".rstrip())
        for row, work, fillings in find_sure(file):
            names = ", ".join(tell_field(filling.name) for filling in fillings)
            self.stdout.write(f"{name_work(work)} <- {row}: {names}")
        open_rows = file.entries.filter(state=ReferenceEntry.State.OPEN)
        counts = Counter(open_rows.values_list("verdict", flat=True))
        told = ", ".join(
            f"{counts[verdict]} {label}" for verdict, label in VERDICTS.items() if counts[verdict]
        )
        self.stdout.write(f"{file.name} ({file.get_format_display()}): {told or 'nothing open'}")
