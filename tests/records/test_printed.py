"""What reference lists print of a work and its record has no place for."""

from __future__ import annotations

import pytest

from kb.exports.csl import make_work_item
from kb.records.models import Reference, Thesis, Work
from kb.records.printed import NOTHING, Printed, find_printed
from tests import recipes

pytestmark = pytest.mark.django_db

EDITORS = [{"family": "Aas", "given": "Bo"}, {"organization": "Rområdet"}]


def list_in(thesis: Thesis, work: Work, raw: str, **parsed: object) -> None:
    order = thesis.references.count()
    Reference.objects.create(
        thesis=thesis, work=work, order=order, raw=raw, parsed=parsed, first_line=order, last_line=order
    )


def make_work(kind: str, **fields: str) -> Work:
    return recipes.make_work(recipes.make_person("Dal", "Eva"), title="Døra", type=kind, **fields)


def test_editors_are_those_of_the_first_list_that_names_them() -> None:
    work, thesis = make_work("chapter", container="Husets deler"), recipes.make_thesis()
    list_in(thesis, work, "Dal, E. (2010). Døra. I Husets deler.")
    list_in(thesis, work, "Dal, E. (2010). Døra. I B. Aas & Rområdet (red.), Husets deler.", editors=EDITORS)
    assert find_printed(work).editors == tuple(EDITORS)
    item = make_work_item(work, find_printed(work))
    assert item["editor"] == [{"family": "Aas", "given": "Bo"}, {"literal": "Rområdet"}]


def test_a_list_that_is_not_public_tells_nothing() -> None:
    work = make_work("chapter", container="Husets deler")
    list_in(recipes.make_thesis(state="draft"), work, "Dal, E. (2010).", editors=EDITORS)
    assert find_printed(work) == NOTHING


@pytest.mark.parametrize(
    ("raw", "genre"),
    [
        ("Dal, E. (2010). Døra [upublisert masteroppgave]. Høgskolen på Øya.", "Upublisert masteroppgave"),
        ("Dal, E. (2010). Døra (Doktorgradsavhandling, Universitetet på Øya).", "Doktorgradsavhandling"),
        ("Dal, E. (2010). Doors [Unpublished master's thesis]. Isle College.", "Unpublished master's thesis"),
        ("Dal, E. (2010). Mestring (2. utg.). Masterforlaget.", ""),
    ],
)
def test_what_kind_of_thesis_it_is(raw: str, genre: str) -> None:
    work = make_work("thesis")
    list_in(recipes.make_thesis(), work, raw)
    assert find_printed(work).genre == genre
    assert make_work_item(work, find_printed(work)).get("genre", "") == genre


def test_a_book_whose_authors_edited_it_has_no_author() -> None:
    work = make_work("book")
    same, others = Printed(({"family": "Dal", "given": "Eva"},)), Printed(({"family": "Aas", "given": "Bo"},))
    names = [{"family": "Dal", "given": "Eva"}]
    assert [make_work_item(work, same).get(role) for role in ("author", "editor")] == [None, names]
    assert [make_work_item(work, others).get(role) for role in ("author", "editor")] == [names, None]
