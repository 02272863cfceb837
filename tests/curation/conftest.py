"""A base with one of everything, and people with more and fewer rights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import User

from kb.records.models import Import, NameVariant, Reference, SlugRedirect, ThemeLabel
from tests.recipes import (
    make_chapter,
    make_citation,
    make_informant,
    make_passage,
    make_quotation,
    make_theme,
    make_thesis,
    make_work,
    tag,
)

if TYPE_CHECKING:
    from django.test import Client

    from kb.records.models import Thesis


@pytest.fixture
def curator(db: None) -> User:
    return User.objects.create_superuser("kari", password="-")


@pytest.fixture
def admin(client: Client, curator: User) -> Client:
    """A browser in which the curator is logged in."""
    client.force_login(curator)
    return client


@pytest.fixture
def onlooker(client: Client, db: None) -> Client:
    """A browser of somebody on the staff who has been given no rights."""
    client.force_login(User.objects.create_user("ola", is_staff=True))
    return client


def make_everything(number: int = 1) -> Thesis:
    """A thesis with one of everything that the base can hold, and what lies beside it."""
    thesis = make_thesis(f"Oppgave med alt {number}")
    chapter = make_chapter(thesis)
    passage = make_passage(chapter, f"Lindqvist skriver at «tillit tar tid», og leder {number} er enig.")
    work = make_work()
    citation = make_citation(passage, work)
    Reference.objects.create(
        thesis=thesis, work=work, order=1, raw="Lindqvist (2010). Tillit.", first_line=9, last_line=9
    )
    informant = make_informant(thesis)
    quotation = make_quotation(passage, "tillit tar tid", informant=informant, citation=citation)
    theme = make_theme(f"Tillit {number}")
    ThemeLabel.objects.create(theme=theme, language="en", text=f"Trust {number}", kind="preferred")
    for record in (quotation, passage, chapter, thesis, work, work.authors.get()):
        tag(record, theme, suggested=True)
    NameVariant.objects.create(person=work.authors.get(), name=f"Lindkvist {number}")
    SlugRedirect.objects.create(kind="thesis", old_slug=f"gammel-{number}", target_id=thesis.pk)
    Import.objects.create(
        file_name="oppgave.txt",
        thesis=thesis,
        source_file=thesis.files.get(),
        outcome="created",
        steps=[{"name": "read", "done": 1, "total": 1}],
        notices=[{"code": "no_year", "message": "No year was found.", "lines": [3, 4]}],
    )
    return thesis


@pytest.fixture
def everything(db: None) -> Thesis:
    return make_everything()
