"""What chapters are for, told by their titles."""

from __future__ import annotations

import pytest

from kb.synthesis.facts import load_facts
from kb.synthesis.sources.chapter_roles import ROLES, load_chapter_roles, read_role
from tests.recipes import make_chapter, make_passage, make_thesis


@pytest.mark.parametrize(
    ("titles", "role"),
    [
        (("Innledning",), "introduction"),
        (("Innleiing", "Bakgrunn for valet"), "introduction"),
        (("Innledning", "Tidligere forskning"), "theory"),
        (("Introduction", "Research question"), "introduction"),
        (("Innledning", "Casen"), "introduction"),
        (("Teoretisk rammeverk", "Metodologisk individualisme"), "theory"),
        (("Tidlegare forsking",), "theory"),
        (("Sentrale omgrep",), "theory"),
        (("Forskningsdesign og metode", "Analyse av intervjuene"), "method"),
        (("Forskning og metode",), "method"),
        (("Val av framgangsmåte",), "method"),
        (("Data collection and ethics",), "method"),
        (("Erfaringer fra to kontor", "Oppsummering"), "findings"),
        (("Presentasjon og analyse av funn",), "findings"),
        (("Drøfting av funn",), "discussion"),
        (("Diskusjon", "Metodekritikk"), "discussion"),
        (("Konklusjon", "Vidare forsking"), "conclusion"),
        (("Kontoret ved elva", "Møtet"), "other"),
        (("Kontoret ved elva", "Metode"), "method"),
        ((), "other"),
    ],
)
def test_titles_tell_what_a_chapter_is_for(titles: tuple[str, ...], role: str) -> None:
    assert read_role(titles) == role


@pytest.mark.django_db
def test_a_chapter_has_the_role_of_those_it_lies_in_and_a_new_title_tells_anew() -> None:
    thesis = make_thesis()
    top = make_chapter(thesis, "Metode")
    below = make_chapter(thesis, "Alt om kaffe", parent=top)
    foreword = make_chapter(thesis, "Forord om metode", kind="foreword")
    make_passage(below)

    def told() -> list[str]:
        roles = load_chapter_roles(load_facts())
        return [ROLES[n] for n in roles.role_of([top.pk, below.pk, foreword.pk, 10**9])]  # type: ignore[arg-type]

    assert told() == ["method", "method", "other", "other"]
    top.title = "Funn"
    top.save()
    assert told() == ["findings", "findings", "other", "other"]
    roles = load_chapter_roles(load_facts())
    assert roles.top_of([below.pk, 10**9]).tolist() == [top.pk, 0]  # type: ignore[arg-type]
