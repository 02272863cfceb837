"""`manage.py vocabulary FILE`: adds the themes of a vocabulary file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from kb.importing.themes import store_vocabulary
from kb.importing.vocabulary import DEFAULT_VOCABULARY
from kb.ingest.vocabulary import VocabularyError, read_entries

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Add the themes of a vocabulary file (JSON). Themes that are there already stay as they are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", default=DEFAULT_VOCABULARY)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            entries = read_entries(file)
        except VocabularyError as error:
            raise CommandError(str(error)) from error
        new = store_vocabulary(entries)
        self.stdout.write(f"{new} themes added, {len(entries) - new} were there already.")
