from __future__ import annotations

import pytest

from kb.ingest.document import SectionKind
from kb.ingest.titles import (
    alike,
    fold,
    front_kind,
    is_core_chapter,
    is_part_title,
    is_references_title,
    plain_title,
    strip_markup,
)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Forord", SectionKind.FOREWORD),
        ("FORORD OG TAKK", SectionKind.FOREWORD),
        ("Føreord", SectionKind.FOREWORD),
        ("Acknowledgements", SectionKind.FOREWORD),
        ("Samandrag:", SectionKind.ABSTRACT),
        ("**Abstract**", SectionKind.ABSTRACT),
        ("Innhaldsliste", SectionKind.TOC),
        ("Table of contents", SectionKind.TOC),
        ("Liste over figurer og tabeller", SectionKind.FIGURE_LIST),
        ("Tabelloversikt", SectionKind.TABLE_LIST),
        ("Forkortelser", SectionKind.OTHER),
        ("Innledning", None),
        ("Forord til tredje utgave", None),
        ("Sammendrag " * 9, None),
    ],
)
def test_a_front_part_is_known_by_what_it_calls_itself(title: str, kind: SectionKind | None) -> None:
    assert front_kind(title) is kind


@pytest.mark.parametrize(
    "title",
    [
        "Litteratur",
        "Litteraturliste",
        "8. Litteraturliste",
        "Kapittel 8 Referanser",
        "Litteratur- og kildeliste",
        "Kjeldeliste",
        "References",
        "7.0 Bibliografi",
    ],
)
def test_a_reference_list_is_known_by_its_title_numbered_or_not(title: str) -> None:
    assert is_references_title(title)


@pytest.mark.parametrize(
    "title", ["Litteraturgjennomgang", "Kilder til konflikt på kontoret", "Referanseramme"]
)
def test_a_chapter_about_literature_is_no_reference_list(title: str) -> None:
    assert not is_references_title(title)


@pytest.mark.parametrize(
    ("title", "usual"),
    [
        ("Innledning", True),
        ("Metodisk tilnærming", True),
        ("Funn og analyse", True),
        ("Discussion", True),
        ("Når avtalen ligger i skuffen", False),
        ("Funn " + "fra de mange og lange samtalene " * 3, False),
    ],
)
def test_the_usual_chapters_are_known_by_their_names(title: str, usual: bool) -> None:
    assert is_core_chapter(title) is usual


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Samarbeid med skolen", "samarbeid  med  SKOLEN", True),
        ("Samarbeid med skolen", "Samarbeid med skolan", True),
        ("Tillit og tid", "Makt og vane", False),
        ("Funn", "Funn fra de lange samtalene", False),
        ("Funn", "—", False),
        ("—", "…", False),
    ],
)
def test_titles_are_alike_but_for_slips(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


def test_a_title_is_read_without_emphasis_and_note_marks() -> None:
    assert plain_title("**Tillit  på <i>avstand</i>**¹²") == "Tillit på avstand"
    assert (
        strip_markup("Det er *ikke* <b>sant</b>, snake_case og 2 * 3.")
        == "Det er ikke sant, snake_case og 2 * 3."
    )


def test_titles_are_compared_by_letters_and_digits() -> None:
    assert fold("§ 14a – Hva så?") == "14ahvaså"


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Del I", True),
        ("DEL 2 FUNN", True),
        ("Del II: Funn", True),
        ("Part one", True),
        ("Del av en helhet", False),
        ("Delkapittel 2", False),
        ("Del 2 av intervjuguiden handler om tid", False),
    ],
)
def test_a_part_of_a_thesis_is_called_so(title: str, part: bool) -> None:
    assert is_part_title(title) is part
