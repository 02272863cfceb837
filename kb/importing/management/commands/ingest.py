"""`manage.py ingest FILES… [--publish]`: reads theses into the base, with progress."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from kb.importing.renewing import renew_recurring
from kb.importing.store import Halted, Outcome, Progress, ingest_file
from kb.importing.vocabulary import ensure_vocabulary
from kb.ingest.errors import UnreadableFile
from kb.search.folder import IndexBusyError, IndexUnwritableError
from kb.search.updates import update_pending

if TYPE_CHECKING:
    from argparse import ArgumentParser


def _teller(bar: tqdm[Path], name: str) -> Progress:
    """Tells the step that a file is at, behind the bar."""
    return lambda step, _done, _total: bar.set_postfix_str(f"{name}: {step}")


class Command(BaseCommand):
    help = "Read thesis files into the base: each wholly or not at all. The same file again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", type=Path, nargs="+", help="theses: text, Markdown, PDF or DOCX")
        parser.add_argument("--publish", action="store_true", help="publish them at once, without review")
        parser.add_argument("--example", action="store_true", help="mark them as invented examples")

    def handle(self, *, files: list[Path], publish: bool, example: bool, **options: Any) -> None:
        ensure_vocabulary()
        failed: list[str] = []
        with tqdm(files, unit="file", disable=not sys.stderr.isatty()) as bar:
            for done, file in enumerate(bar):
                try:
                    outcome = ingest_file(
                        file.name,
                        file.read_bytes(),
                        publish=publish,
                        is_example=example,
                        progress=_teller(bar, file.name),
                    )
                except OSError as error:
                    failed.append(f"{file}: cannot be opened ({error.strerror}).")
                except UnreadableFile as error:
                    failed.append(f"{file}: {error}")
                except Halted:
                    failed.append(f"{file}: was cancelled in the admin.")
                except KeyboardInterrupt:
                    raise CommandError(
                        f"Stopped at {file.name}; the {done} files before it are in. Run the command again to go on."
                    ) from None
                else:
                    self._report(file, outcome)
        self._index()
        self._renew()
        for message in failed:
            self.stderr.write(self.style.ERROR(message))
        if failed:
            raise CommandError(
                f"{len(failed)} of {len(files)} files were not read; nothing of them was stored."
            )

    def _index(self) -> None:
        """Carries what was stored into the search index: no request waits for a command."""
        with tqdm(desc="index", disable=not sys.stderr.isatty()) as bar:

            def show(name: str, done: int, total: int) -> None:
                bar.total, bar.n = total, done
                bar.set_postfix_str(name)

            try:
                update_pending(show)
            except (IndexBusyError, IndexUnwritableError) as error:
                self.stderr.write(self.style.WARNING(f"Stored, and not found by search yet: {error}"))

    def _renew(self) -> None:
        """Counts what recurs in the theses, those that came in among them."""
        with tqdm(desc="recurring", disable=not sys.stderr.isatty()) as bar:

            def show(name: str, done: int, total: int) -> None:
                bar.total, bar.n = total, done
                bar.set_postfix_str(name)

            renew_recurring(show)

    def _report(self, file: Path, outcome: Outcome) -> None:
        thesis = outcome.thesis
        counts = (
            f"{thesis.quotations.count()} quotations, {thesis.citations.count()} citations, "
            f"{thesis.passages.count()} passages"
        )
        line = f"{file.name}: {outcome.state} ({thesis.get_state_display()}): {counts}"
        if outcome.notices:
            line += f", {len(outcome.notices)} notices"
        with tqdm.external_write_mode():
            self.stdout.write(line)
