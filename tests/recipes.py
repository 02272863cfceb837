"""Records to test with: each function makes one, complete enough to be shown, and returns it.

Whatever a test does not name gets a plain default; the text of everything is invented.
"""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from kb.records.models import (
    Authorship,
    Chapter,
    Citation,
    Contributor,
    Informant,
    Institution,
    Passage,
    Person,
    Quotation,
    SourceFile,
    Theme,
    ThemeLink,
    Thesis,
    Tick,
    Work,
)

_numbers = count(1)


def make_institution(name: str = "Høgskolen i Eksempelvik") -> Institution:
    return Institution.objects.get_or_create(name=name)[0]


def make_person(family: str = "Eksempelsen", given: str = "Eli") -> Person:
    return Person.objects.create(kind="person", family=family, given=given)


def make_organization(name: str = "Eksempeldirektoratet") -> Person:
    return Person.objects.create(kind="organization", organization=name)


def make_thesis(
    title: str | None = None, *, published: bool = True, author: str = "Prøvesen", **fields: Any
) -> Thesis:
    """A thesis with an author, an institution and a source file; published unless told otherwise."""
    number = next(_numbers)
    fields.setdefault("institution", make_institution())
    fields.setdefault("year", 2021)
    if published:
        fields.setdefault("state", Thesis.State.PUBLISHED)
        fields.setdefault("published_at", timezone.now())
    thesis = Thesis.objects.create(title=title or f"Oppgave nummer {number}", **fields)
    Contributor.objects.create(thesis=thesis, person=make_person(author, f"Nr{number}"), role="author")
    SourceFile.objects.create(
        thesis=thesis,
        name=f"oppgave-{number}.txt",
        sha256=f"{number:064d}",
        format="txt",
        text="",
        n_lines=1000,
        parser_version="1",
    )
    return thesis


def make_ready(thesis: Thesis) -> Thesis:
    """The thesis with all that the checklist asks for before it is published; what is in it is judged and settled."""
    if not thesis.passages.exists():
        make_passage(make_chapter(thesis))
    thesis.research_question = thesis.research_question or "Hvordan møtes de?"
    thesis.licence = thesis.licence or "CC BY 4.0"
    thesis.title_is_made_up = False
    thesis.save()
    for item in ("particulars", "findings", "personal"):
        Tick.objects.update_or_create(thesis=thesis, item=item, defaults={"count": 1000})
    return thesis


def make_chapter(
    thesis: Thesis, title: str = "Funn", *, number: str = "", parent: Chapter | None = None, **fields: Any
) -> Chapter:
    order = thesis.chapters.count() + 1
    fields.setdefault("level", parent.level + 1 if parent else 1)
    fields.setdefault("slug", f"kapittel-{order}")
    return Chapter.objects.create(
        thesis=thesis,
        title=title,
        number=number or str(order),
        parent=parent,
        order=order,
        **{"first_line": order * 100, "last_line": order * 100 + 99, "page": str(order * 10), **fields},
    )


def make_passage(
    chapter: Chapter, text: str = "Kontoret har et partnerskap med kommunen.", **fields: Any
) -> Passage:
    order = fields.pop("order", chapter.thesis.passages.count() + 1)
    return Passage.objects.create(
        thesis=chapter.thesis,
        chapter=chapter,
        text=text,
        order=order,
        **{
            "anchor": f"p{order:06d}",
            "first_line": order,
            "last_line": order,
            "page": chapter.page,
            **fields,
        },
    )


def make_informant(
    thesis: Thesis, label: str = "Leder A", role_group: str = "leader", **fields: Any
) -> Informant:
    return Informant.objects.get_or_create(
        thesis=thesis,
        label=label,
        defaults={"role_group": role_group, "role": fields.pop("role", "leder"), **fields},
    )[0]


def make_quotation(
    passage: Passage, text: str | None = None, *, informant: Informant | None = None, **fields: Any
) -> Quotation:
    """A quotation of ``text`` where it stands in the passage, or of the whole passage."""
    words = text or passage.text
    start = passage.text.index(words)
    defaults: dict[str, Any] = {
        "form": "block" if words == passage.text else "inline",
        "kind": "interview",
        "confidence": 0.9,
        "state": "suggested",
        "order": passage.order,
        "reason": "said so",
        "first_line": passage.first_line,
        "last_line": passage.last_line,
    }
    return Quotation.objects.create(
        thesis=passage.thesis,
        passage=passage,
        last_passage=passage,
        text=words,
        start=start,
        end=start + len(words),
        informant=informant,
        **{**defaults, **fields},
    )


def make_work(
    *authors: Person, year: str = "2010", title: str = "En bok om samarbeid", **fields: Any
) -> Work:
    """A work by the authors (by one new person if none is given); ``title=""`` makes a stub."""
    fields.setdefault("slug", f"verk-{next(_numbers)}")
    work = Work.objects.create(year=year, title=title, **fields)
    for order, person in enumerate(authors or (make_person("Forfatter", f"F{work.pk}"),)):
        Authorship.objects.create(work=work, person=person, order=order)
    return work


def make_citation(passage: Passage, work: Work, raw: str | None = None, **fields: Any) -> Citation:
    """A citation of ``work`` in the passage; ``raw`` must stand there (default: its first word)."""
    words = raw or passage.text.split()[0]
    start = passage.text.index(words)
    return Citation.objects.create(
        thesis=passage.thesis,
        passage=passage,
        work=work,
        raw=words,
        start=start,
        end=start + len(words),
        order=passage.thesis.citations.count() + 1,
        **{
            "cited_year": work.year,
            "first_line": passage.first_line,
            "last_line": passage.last_line,
            "cited_names": [a.person.short_name for a in work.authorships.all()],
            **fields,
        },
    )


def make_theme(name: str = "Partnerskap", **fields: Any) -> Theme:
    return Theme.objects.get_or_create(name=name, defaults=fields)[0]


def tag(record: Any, theme: Theme, *, suggested: bool = False, **fields: Any) -> ThemeLink:
    """A link of the theme to the record: by a curator, or suggested."""
    defaults = (
        {"origin": "suggested", "state": "suggested", "confidence": 0.7, "reason": "the word itself"}
        if suggested
        else {"origin": "curator", "state": "accepted", "confidence": 1.0}
    )
    return ThemeLink.objects.create(
        tag=theme,
        content_type=ContentType.objects.get_for_model(record),
        object_id=record.pk,
        **{**defaults, **fields},
    )
