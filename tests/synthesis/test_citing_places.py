"""The places that cite a source: which they are, and what is counted over them."""

from __future__ import annotations

import pytest

from kb.records.models import Citation, Work
from kb.synthesis.sources.citing_places import (
    PlaceQuestion,
    find_places_in,
    find_places_of,
    find_places_of_work,
)
from kb.synthesis.sources.citing_sentences import (
    SENTENCES_A_PAGE,
    lay_out,
    load_sentences,
    load_theses,
    load_works,
)
from kb.synthesis.sources.place_counts import (
    count_beside_authors,
    count_beside_works,
    count_pages,
    count_parts,
    count_read_in,
    count_via,
    describe_use,
)
from kb.synthesis.vocabulary import load_vocabulary
from tests.recipes import (
    make_chapter,
    make_citation,
    make_passage,
    make_person,
    make_quotation,
    make_theme,
    make_thesis,
    make_work,
    tag,
)

pytestmark = pytest.mark.django_db


def find(work: Work, *, confirmed: bool = False):  # type: ignore[no-untyped-def]
    return find_places_of_work(work, load_vocabulary(), confirmed=confirmed)


def cite(chapter, work: Work, text: str = "Skriversen (2010) sier det.", **fields: object) -> Citation:  # type: ignore[no-untyped-def]
    return make_citation(make_passage(chapter, text), work, **fields)


def test_places_are_told_apart_by_the_part_of_the_thesis_that_cites() -> None:
    work = make_work()
    for titles in (("Teori", "Metode"), ("Metode", "Metode"), ("Om alt",)):
        thesis = make_thesis()
        for title in titles:
            cite(make_chapter(thesis, title), work)
    places = find(work)
    assert [(part.role.value, part.n_theses, part.n_places) for part in count_parts(places)] == [
        ("method", 2, 3),
        ("theory", 1, 1),
        ("other", 1, 1),
    ]
    assert places.answer(PlaceQuestion(part="method")).sum() == 3


def test_a_page_named_at_second_hand_is_one_of_the_book_that_was_read() -> None:
    chapter, read, cited = make_chapter(make_thesis()), make_work(), make_work(title="")
    cite(chapter, cited, locator="s. 5", via=read, secondary_via="Forfatter")
    cite(chapter, cited, locator="s. 7-8")
    cite(chapter, cited, locator="kap.2")
    places = find(cited)
    assert count_pages(places) == [("7", 1), ("8", 1), ("kap. 2", 1)]
    assert [(row.pk, row.n) for row in count_via(places)] == [(read.pk, 1)]
    assert [(row.pk, row.n) for row in count_read_in(places.facts, read)] == [(cited.pk, 1)]
    assert places.answer(PlaceQuestion(how="second")).tolist() == [True, False, False]
    assert places.answer(PlaceQuestion(via=read.slug)).tolist() == [True, False, False]
    assert places.answer(PlaceQuestion(cited="7")).tolist() == [False, True, False]
    assert places.answer(PlaceQuestion(cited="5")).sum() == 0


def test_company_is_what_others_wrote_in_the_same_passage() -> None:
    chapter = make_chapter(make_thesis())
    siri, per = make_person("Skriversen", "Siri"), make_person("Persen", "Per")
    own, joint, other = make_work(siri), make_work(siri, per), make_work(per)
    passage = make_passage(chapter, "Skriversen (2010), Persen (2011) og begge (2012).")
    for work, raw in ((own, "Skriversen (2010)"), (other, "Persen (2011)"), (joint, "begge (2012)")):
        make_citation(passage, work, raw)
    cite(chapter, own)
    assert [(row.pk, row.n) for row in count_beside_works(find(own))] == [(joint.pk, 1), (other.pk, 1)]
    places = find_places_of(siri, load_vocabulary())
    # Named together on the title page of the joint work is something else than cited together.
    assert [(row.slug, row.n) for row in count_beside_authors(places, 5)] == [(per.slug, 2)]
    assert places.answer(PlaceQuestion(beside=per.slug)).sum() == 2
    assert find(own).answer(PlaceQuestion(beside_work=other.slug)).tolist() == [True, False]


def test_themes_and_quotations_can_be_those_that_curators_confirmed() -> None:
    chapter, work = make_chapter(make_thesis()), make_work()
    trust = make_theme("Tillit", broader=make_theme("Samarbeid"))
    one = make_passage(chapter, "Skriversen (2010) kaller det et lappeteppe.")
    tag(one, trust, suggested=True)
    citation = make_citation(one, work, "Skriversen (2010)")
    make_quotation(one, "et lappeteppe", kind="literature", citation=citation)
    places = find(work)
    (use,) = describe_use(places, [0], places.answer(PlaceQuestion()), confirmed=False, n_themes=3)
    assert [(theme.pk, theme.n, theme.is_sure) for theme in use.themes] == [(trust.pk, 1, False)]
    assert places.answer(PlaceQuestion(theme="samarbeid")).sum() == 1
    assert places.answer(PlaceQuestion(theme="samarbeid", is_confirmed=True)).sum() == 0
    assert (places.is_quoted.sum(), find(work, confirmed=True).is_quoted.sum()) == (1, 0)
    tag(cite(chapter, work).passage, trust)
    places = find(work)
    (use,) = describe_use(places, [0], places.answer(PlaceQuestion()), confirmed=False, n_themes=3)
    assert [(theme.pk, theme.n, theme.is_sure) for theme in use.themes] == [(trust.pk, 2, True)]


def test_the_places_of_a_thesis_are_those_of_all_it_cites() -> None:
    thesis, work = make_thesis(), make_work()
    chapter = make_chapter(thesis)
    cite(chapter, work)
    cite(chapter, make_work())
    cite(make_chapter(make_thesis()), work)
    make_citation(make_passage(make_chapter(thesis, "Skjult", is_hidden=True)), work)
    assert len(find_places_in(thesis, load_vocabulary()).row) == 2


def test_first_theses_show_all_their_sentences_and_the_rest_their_numbers() -> None:
    work = make_work()
    for year, n in ((2003, 2), (2002, SENTENCES_A_PAGE), (2001, 3)):
        chapter = make_chapter(make_thesis(year=year))
        for _ in range(n):
            cite(chapter, work)
    places = find(work)
    layout = lay_out(places, places.answer(PlaceQuestion()), None)
    assert [(block.n, len(block.rows)) for block in layout.blocks] == [(2, 2), (SENTENCES_A_PAGE, 0), (3, 3)]
    thesis = places.facts.theses[1].slug
    alone = lay_out(places, places.answer(PlaceQuestion(thesis=thesis)), "2")
    assert (alone.n_places, alone.page.number, len(alone.blocks[0].rows)) == (SENTENCES_A_PAGE, 2, 20)


def test_a_citation_that_stands_alone_is_led_by_the_passage_before() -> None:
    chapter, work = make_chapter(make_thesis()), make_work()
    make_passage(chapter, "Først noe. Kontoret er et lappeteppe.")
    cite(chapter, work, "(Skriversen, 2010)", raw="(Skriversen, 2010)")
    places = find(work)
    (sentence,) = load_sentences(places, [0], load_theses(places, [0]), load_works([work.pk])).values()
    assert sentence.lead == "Først noe. Kontoret er et lappeteppe."
