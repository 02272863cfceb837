"""`manage.py parse FILE`: what reading finds in a file, as JSON, without touching the database."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError

from kb.importing.vocabulary import DEFAULT_VOCABULARY
from kb.ingest.contract import as_contract
from kb.ingest.errors import UnreadableFile
from kb.ingest.parse import parse
from kb.ingest.vocabulary import VocabularyError, read_vocabulary

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Print what reading finds in a file, as JSON (docs/reference/parse-contract.md)."
    requires_system_checks: list[str] = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a thesis: text, Markdown, PDF or DOCX")
        parser.add_argument(
            "--themes",
            type=Path,
            default=DEFAULT_VOCABULARY,
            help="the vocabulary of themes (default: the one here)",
        )
        parser.add_argument("--indent", type=int, default=None, help="indent the JSON by so many spaces")

    def handle(self, *, file: Path, themes: Path, indent: int | None, **options: Any) -> None:
        try:
            data = file.read_bytes()
            draft = parse(file.name, data, vocabulary=read_vocabulary(themes))
        except OSError as error:
            raise CommandError(f"{file}: cannot be opened ({error.strerror}).") from error
        except VocabularyError as error:
            raise CommandError(str(error)) from error
        except UnreadableFile as error:
            raise CommandError(f"{file}: {error}") from error
        self.stdout.write(json.dumps(as_contract(draft), ensure_ascii=False, indent=indent))
