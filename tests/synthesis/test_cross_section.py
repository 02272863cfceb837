"""The matrix, and the themes that go together, against counting the records of the example theses one by one."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import Any

import pytest
from django.http import QueryDict

from kb.records.models import Passage, Quotation, Theme, ThemeLink, Thesis
from kb.synthesis.cross_section.matrix import Matrix, count_matrix
from kb.synthesis.cross_section.matrix_question import Across, ColumnOrder, MatrixQuestion
from kb.synthesis.cross_section.together import Unit, find_pairs
from kb.synthesis.facts import load_facts
from kb.synthesis.vocabulary import load_vocabulary
from tests.web.matrix_links import accept_some

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("examples")]


def count(address: str = "") -> Matrix:
    return count_matrix(load_facts(), load_vocabulary(), MatrixQuestion.from_params(QueryDict(address)))


def tell_matrix(matrix: Matrix) -> dict[tuple[str, str], int]:
    vocabulary = load_vocabulary()
    return {
        (vocabulary.themes[pk].slug, value): int(n)
        for pk, row in zip(matrix.themes, matrix.counts, strict=True)
        for value, n in zip(matrix.values, row, strict=True)
        if n
    }


def tell_cells(by: str, *, confirmed: bool) -> dict[tuple[str, str], int]:
    """The same numbers, a quotation at a time and each theme up to its root."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    quotations = (
        Quotation.objects.public().exclude(kind__in=["term", "title"]).select_related("thesis", "informant")
    )
    for quotation in quotations.filter(state="accepted") if confirmed else quotations:
        column = {
            "thesis": quotation.thesis.slug,
            "role": quotation.informant.role_group if quotation.informant else "none",
            "kind": quotation.kind,
            "year": str(quotation.thesis.year or "none"),
        }[by]
        for link in quotation.theme_links.exclude(state="rejected").select_related("tag"):
            if confirmed and link.state != "accepted":
                continue
            theme: Any = link.tag
            while theme is not None:
                found[theme.slug, column].add(quotation.pk)
                theme = theme.broader
    return {key: len(pks) for key, pks in found.items()}


@pytest.mark.parametrize("confirmed", [False, True])
@pytest.mark.parametrize("by", list(Across))
def test_every_cell_counts_the_records_one_by_one(by: Across, confirmed: bool) -> None:
    accept_some()
    expected = tell_cells(by.value, confirmed=confirmed)
    assert tell_matrix(count(f"by={by}&confirmed={int(confirmed)}")) == expected
    assert len(expected) > 15


def test_totals_count_a_quotation_once_however_many_themes_it_carries() -> None:
    matrix = count()
    spoken = Quotation.objects.public().exclude(kind__in=["term", "title"])
    assert matrix.n_quotations == spoken.count() == matrix.base.sum()
    links = ThemeLink.objects.not_rejected().filter(content_type__model="quotation")
    themed = spoken.filter(pk__in=links.values("object_id"))
    assert matrix.n_themed == themed.count() == matrix.themed.sum() < matrix.counts.sum()
    assert (matrix.totals == matrix.counts.sum(axis=1)).all()
    assert (matrix.spread == (matrix.counts > 0).sum(axis=1)).all()
    assert (
        matrix.n_words == sum(Thesis.objects.public().values_list("n_words", flat=True)) == sum(matrix.words)
    )


def test_a_role_may_speak_in_several_theses_and_each_counts_once_in_the_spread() -> None:
    assert (count("by=role").spread == count().spread).all()
    assert (count("by=role").totals == count().totals).all()


@pytest.mark.parametrize(
    ("address", "n"),
    [
        ("", 6),
        ("from=2023", 3),
        ("to=2021", 1),
        ("from=2022&to=2022", 2),
        ("institution=hogskolen-i-eksempelvik", 2),
        ("institution=finnes-ikke", 0),
        ("title=the COUNTER", 1),
        ("thesis=the-last-counter-2022&thesis=en-dor-to-oppdragsgivere-2021", 2),
        ("thesis=finnes-ikke", 0),
    ],
)
def test_a_reader_chooses_the_theses_that_are_counted(address: str, n: int) -> None:
    matrix = count(address)
    assert len(matrix.theses) == len(matrix.values) == n
    assert matrix.base.sum() == matrix.n_quotations
    assert matrix.totals.sum() == matrix.counts.sum()


def test_columns_stand_newest_first_by_title_or_by_size() -> None:
    newest, titles, sizes = (count(f"columns={order}") for order in ColumnOrder)
    assert [thesis.year for thesis in newest.theses] == sorted(
        (t.year or 0 for t in newest.theses), reverse=True
    )
    names = {thesis.slug: thesis.title for thesis in titles.theses}
    assert [names[value] for value in titles.values] == sorted(
        names.values(), key=lambda title: title.casefold().replace("é", "e")
    )
    assert sizes.base.tolist() == sorted(newest.base.tolist(), reverse=True)
    assert tell_matrix(newest) == tell_matrix(titles) == tell_matrix(sizes)


def tell_pairs(unit: Unit, *, confirmed: bool = False) -> dict[tuple[str, str], tuple[int, int, int]]:
    vocabulary = load_vocabulary()
    slug = {pk: theme.slug for pk, theme in vocabulary.themes.items()}
    return {
        (slug[pair.first], slug[pair.second]): (pair.n, pair.n_first, pair.n_second)
        for pair in find_pairs(load_facts(), vocabulary, unit, confirmed=confirmed)
    }


def tell_pairs_of_records(unit: Unit, *, confirmed: bool) -> dict[tuple[str, str], tuple[int, int, int]]:
    """The same numbers, a record at a time."""
    carried: dict[int, set[int]] = defaultdict(set)
    for quotation in Quotation.objects.public().exclude(kind__in=["term", "title"]).select_related("passage"):
        if confirmed and quotation.state != "accepted":
            continue
        key = {
            Unit.QUOTATION: quotation.pk,
            Unit.PASSAGE: quotation.passage_id,
            Unit.SECTION: quotation.passage.chapter_id if quotation.passage else None,
        }[unit]
        carried[key or 0] |= climb(quotation, confirmed=confirmed)
    if unit is not Unit.QUOTATION:
        for passage in Passage.objects.public():
            key = passage.pk if unit is Unit.PASSAGE else passage.chapter_id
            carried[key] |= climb(passage, confirmed=confirmed)
    themes = {theme.pk: theme for theme in Theme.objects.order_by("name", "pk")}
    numbers = {pk: {unit for unit, found in carried.items() if pk in found} for pk in themes}
    return {
        (themes[a].slug, themes[b].slug): (len(numbers[a] & numbers[b]), len(numbers[a]), len(numbers[b]))
        for a, b in combinations(themes, 2)
        if numbers[a] & numbers[b] and a not in above(themes[b]) and b not in above(themes[a])
    }


def climb(record: Any, *, confirmed: bool) -> set[int]:
    links = record.theme_links.exclude(state="rejected").select_related("tag")
    return {pk for link in links if not confirmed or link.state == "accepted" for pk in above(link.tag)}


def above(theme: Theme | None) -> set[int]:
    found = set()
    while theme is not None:
        found.add(theme.pk)
        theme = theme.broader
    return found


@pytest.mark.parametrize("confirmed", [False, True])
@pytest.mark.parametrize("unit", list(Unit))
def test_every_pair_counts_the_records_one_by_one(unit: Unit, confirmed: bool) -> None:
    accept_some()
    expected = tell_pairs_of_records(unit, confirmed=confirmed)
    assert tell_pairs(unit, confirmed=confirmed) == expected
    assert len(expected) > 20


def test_what_meets_in_a_quotation_meets_in_its_passage_and_its_section() -> None:
    quotations, passages, sections = (tell_pairs(unit) for unit in Unit)
    assert set(quotations) <= set(passages) <= set(sections)
