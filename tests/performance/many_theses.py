"""A base of many theses to measure pages on: whole copies of the example theses, varied, with all that hangs on them.

``python -m tests.performance.many_theses N FOLDER`` makes one in FOLDER (a KB_DATA of its own) to look at.

A third of the works is cited by copies of every age, the rest by copies of about the same time, so that there are
works and authors that all share and a long tail that few do. The same number gives the same base.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

AT_ONCE = 50
_OF_AN_AGE, _SHARED = 20, 3


def make_theses(n: int, progress: Callable[[int], None] | None = None) -> None:
    """Fill the empty base that Django is set up with, up to ``n`` published theses."""
    from django.core.management import call_command
    from django.db import transaction

    from kb.importing.store import ingest_file
    from kb.importing.vocabulary import ensure_vocabulary
    from kb.records.models import Thesis
    from tests.performance.corpus import EXAMPLES

    call_command("migrate", verbosity=0)
    ensure_vocabulary()
    for file in sorted(EXAMPLES.iterdir()):
        ingest_file(file.name, file.read_bytes(), publish=True)
    examples = list(Thesis.objects.order_by("pk").values_list("pk", flat=True))
    copier = _Copier()
    for start in range(len(examples), n, AT_ONCE):
        with transaction.atomic():
            for number in range(start, min(start + AT_ONCE, n)):
                copier.copy(examples[number % len(examples)], number)
        if progress is not None:
            progress(min(start + AT_ONCE, n))


class _Copier:
    """Copies theses row by row; what theses share (works, authors, themes) is copied once an age."""

    def __init__(self) -> None:
        self.works: dict[tuple[int, int], int] = {}
        self.people: dict[tuple[int, int], int] = {}
        self.n_quotations = 0

    def copy(self, pk: int, number: int) -> None:
        """Store the copy with this number of the thesis ``pk``."""
        from kb.records.models import Chapter, Citation, Contributor, Informant, Passage, Reference, Thesis

        age = number // _OF_AN_AGE
        thesis = Thesis.objects.get(pk=pk)
        thesis.pk, thesis.slug = None, f"{thesis.slug[:60]}-{number}"
        thesis.title, thesis.year = f"{thesis.title} {number}", 1990 + number % 35
        thesis._state.adding = True
        thesis.save()
        chapters: dict[int, Any] = {}
        for row in Chapter.objects.filter(thesis=pk).order_by("order"):
            old, parent = row.pk, chapters.get(row.parent_id or 0)
            row.pk, row.thesis, row.parent = None, thesis, parent
            row._state.adding = True
            row.save()
            chapters[old] = row
        passages = self._copy_all(Passage, pk, thesis, chapter=chapters)
        works = {old: self._find_work(old, age) for old in self._works_of(pk)}
        references = self._copy_all(Reference, pk, thesis, work_id=works)
        citations = self._copy_all(
            Citation, pk, thesis, passage=passages, reference=references, work_id=works, via_id=works
        )
        informants = self._copy_all(Informant, pk, thesis)
        self._copy_all(Contributor, pk, thesis)
        quotations = self._copy_quotations(pk, thesis, passages, informants, citations)
        self._copy_links(pk, thesis, {"passage": passages, "quotation": quotations, "chapter": chapters})

    def _copy_all(self, model: Any, pk: int, thesis: Any, **relations: dict[int, Any]) -> dict[int, Any]:
        rows = list(model.objects.filter(thesis=pk).order_by("pk"))
        olds = [row.pk for row in rows]
        for row in rows:
            row.pk, row.thesis = None, thesis
            row._state.adding = True
            for name, renewed in relations.items():
                key = getattr(row, name if name.endswith("_id") else f"{name}_id")
                setattr(row, name, renewed.get(key))
        model.objects.bulk_create(rows, batch_size=500)
        return dict(zip(olds, rows, strict=True))

    def _copy_quotations(self, pk: int, thesis: Any, passages: Any, informants: Any, citations: Any) -> Any:
        from kb.records.models import Quotation

        rows = list(Quotation.objects.filter(thesis=pk).order_by("pk"))
        olds = [row.pk for row in rows]
        for row in rows:
            self.n_quotations += 1
            row.pk, row.thesis, row.public_id = None, thesis, f"{self.n_quotations:06d}"
            row.passage, row.last_passage = passages.get(row.passage_id), passages.get(row.last_passage_id)
            row.informant, row.citation = informants.get(row.informant_id), citations.get(row.citation_id)
            row._state.adding = True
        Quotation.objects.bulk_create(rows, batch_size=500)
        return dict(zip(olds, rows, strict=True))

    def _copy_links(self, pk: int, thesis: Any, renewed: dict[str, dict[int, Any]]) -> None:
        from kb.records.models import ThemeLink

        rows = []
        for row in ThemeLink.objects.filter(thesis=pk).select_related("content_type"):
            kind = row.content_type.model
            record = thesis if kind == "thesis" else renewed.get(kind, {}).get(row.object_id)
            if record is not None:
                row.pk, row.thesis, row.object_id = None, thesis, record.pk
                row._state.adding = True
                rows.append(row)
        ThemeLink.objects.bulk_create(rows, batch_size=500)

    def _works_of(self, pk: int) -> set[int]:
        from kb.records.models import Citation, Reference

        cited = Citation.objects.filter(thesis=pk).values_list("work", "via")
        listed = Reference.objects.filter(thesis=pk).values_list("work", flat=True)
        return {work for pair in cited for work in pair if work} | {work for work in listed if work}

    def _find_work(self, pk: int, age: int) -> int:
        from kb.records.models import Authorship, Work

        if pk % _SHARED == 0:
            return pk
        if (pk, age) not in self.works:
            work = Work.objects.get(pk=pk)
            authors = list(Authorship.objects.filter(work=pk))
            work.pk, work.slug = None, f"{work.slug[:60]}-{age}"
            work.title = f"{work.title} {age}" if work.title else ""
            work._state.adding = True
            work.save()
            for row in authors:
                person = self._find_person(row.person_id, age)
                Authorship.objects.create(work=work, person_id=person, order=row.order)
            self.works[pk, age] = work.pk
        return self.works[pk, age]

    def _find_person(self, pk: int, age: int) -> int:
        from kb.records.models import Person

        if pk % _SHARED == 0:
            return pk
        if (pk, age) not in self.people:
            person = Person.objects.get(pk=pk)
            person.pk, person.slug = None, f"{person.slug[:60]}-{age}"
            person._state.adding = True
            person.save()
            self.people[pk, age] = person.pk
        return self.people[pk, age]


def main(arguments: list[str]) -> None:
    if len(arguments) != 2 or not arguments[0].isdigit():
        sys.exit("Say how many theses, and a folder: python -m tests.performance.many_theses 1000 /tmp/many")
    os.environ.update(KB_MODE="test", KB_DATA=arguments[1], DJANGO_SETTINGS_MODULE="kb.config.settings")
    import django

    from tests.performance.figures import row

    django.setup()
    make_theses(int(arguments[0]), lambda done: row("theses", str(done)))


if __name__ == "__main__":
    main(sys.argv[1:])
