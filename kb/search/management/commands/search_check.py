"""`manage.py search_check [--quick] [--repair]`: whether the search index is whole and in step with the records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from kb.search.checking import compare, repair
from kb.search.folder import REMEDY, IndexBusyError, IndexUnusableError, IndexUnwritableError
from kb.search.management.progress import show_progress
from kb.search.marks import pending
from kb.search.run import backend

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from kb.search.checking import Comparison


class Command(BaseCommand):
    help = "Compare the search index with the records, document by document, and say what differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--quick", action="store_true", help="only see that each is there, not what it says"
        )
        parser.add_argument(
            "--repair", action="store_true", help="mend what differs; make the index anew where it is broken"
        )

    def handle(self, **options: Any) -> None:
        try:
            if options["repair"]:
                with show_progress() as show:
                    mended = repair(show)
                if mended.differs:
                    self.stdout.write(f"Mended: {_tell(mended)}.")
            self._check(quick=options["quick"])
        except (IndexUnusableError, IndexUnwritableError, IndexBusyError) as error:
            raise CommandError(str(error)) from error

    def _check(self, *, quick: bool) -> None:
        backend().forget_view()
        if damaged := backend().find_damage():
            raise CommandError(f"Damaged files of the index: {', '.join(damaged)}. {REMEDY}")
        with show_progress() as show:
            found = compare(quick=quick, progress=show)
        for kind, (held, wanted) in found.counts.items():
            self.stdout.write(f"{kind:10} {held:7} in the index, {wanted:7} in the records")
        if marks := pending():
            raise CommandError(f"{len(marks)} changes are not written yet. Run `manage.py reindex`.")
        if found.differs:
            raise CommandError(f"Out of step: {_tell(found)}. Run `manage.py search_check --repair`.")
        self.stdout.write("The index is in step.")


def _tell(found: Comparison) -> str:
    counts = dict(zip(("missing", "extra", "stale"), found.count(), strict=True))
    examples = [
        f"{model._meta.model_name} {pk}"
        for part in (found.missing, found.extra, found.stale)
        for model, pks in part.items()
        for pk in sorted(pks)[:3]
    ]
    told = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    return f"{told} ({', '.join(examples[:6])}{' …' if len(examples) > 6 else ''})"
