"""Whatever is asked of the lists, a look at each record finds the same, and each number is that of a list."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.records.models import Institution, Quotation, Theme, ThemeLink, Thesis
from kb.synthesis.facts import load_facts
from kb.synthesis.quotations.answers import QuotationAnswer, answer
from kb.synthesis.quotations.question import NONE, QuotationQuestion, Sorting
from kb.synthesis.theses import theses as thesis_list
from kb.synthesis.theses.theses import ThesisAnswer, ThesisQuestion
from kb.synthesis.vocabulary import load_vocabulary
from tests import recipes

pytestmark = pytest.mark.usefixtures("collection", "db")


@dataclass(frozen=True)
class Plain:
    """A quotation as its record says; ``carried``: its themes and those above, ``sure``: by what was accepted."""

    pk: int
    kind: str
    form: str
    role: str
    thesis: str
    year: str
    title: str
    voice: int
    authors: frozenset[str]
    text: str
    is_accepted: bool
    carried: frozenset[str]
    sure: frozenset[str]


@pytest.fixture(scope="module")
def collection(examples: None, django_db_blocker: Any) -> list[Plain]:
    """The example theses, a third of whose quotations and themes a curator accepted; one has no year."""
    with django_db_blocker.unblock():
        oldest = Thesis.objects.order_by("year")[0]
        oldest.year = None
        oldest.save()
        for number, quotation in enumerate(Quotation.objects.order_by("pk")):
            if number % 3 == 0:
                quotation.state = "accepted" if number % 12 else "rejected"
                quotation.save()
        for number, link in enumerate(ThemeLink.objects.order_by("pk")):
            if number % 2 == 0:
                link.state = "accepted" if number % 10 else "rejected"
                link.save()
        recipes.make_thesis("Uten et ord", institution=None, language="en")
        return _look()


def _look() -> list[Plain]:
    broader = dict(Theme.objects.values_list("slug", "broader__slug"))
    links: dict[int, list[ThemeLink]] = {}
    for link in ThemeLink.objects.filter(content_type__model="quotation").select_related("tag"):
        links.setdefault(link.object_id, []).append(link)

    def above(chosen: list[ThemeLink]) -> frozenset[str]:
        found = set()
        for link in chosen:
            slug: str | None = link.tag.slug
            while slug is not None:
                found.add(slug)
                slug = broader[slug]
        return frozenset(found)

    return [
        Plain(
            pk=q.pk,
            kind=q.kind,
            form=q.form,
            role=q.informant.role_group if q.informant else NONE,
            thesis=q.thesis.slug,
            year=str(q.thesis.year) if q.thesis.year else NONE,
            title=q.thesis.title,
            voice=q.informant_id or 0,
            authors=frozenset(p.slug for p in q.citation.work.authors.all())
            if q.citation and q.citation.work
            else frozenset(),
            text=q.text,
            is_accepted=q.state == "accepted",
            carried=above([link for link in links.get(q.pk, []) if link.state != "rejected"]),
            sure=above([link for link in links.get(q.pk, []) if link.state == "accepted"]),
        )
        for q in Quotation.objects.public().select_related("thesis", "informant", "citation__work")
    ]


SILENT = frozenset({"term", "title"})  # kinds in which nobody says something


def fits(q: Plain, asked: QuotationQuestion) -> bool:
    return all(
        (
            q.kind in asked.kinds if asked.kinds else asked.with_terms or q.kind not in SILENT,
            not asked.roles or q.role in asked.roles,
            not asked.forms or q.form in asked.forms,
            not asked.theses or q.thesis in asked.theses,
            not asked.years or q.year in asked.years,
            not asked.authors or q.authors & set(asked.authors),
            asked.voice is None or q.voice == asked.voice,
            all(word.lower() in q.text.lower() for word in asked.words.split()),
            not asked.is_confirmed or q.is_accepted,
            set(asked.themes) <= (q.sure if asked.is_confirmed else q.carried),
        )
    )


def some(values: list[str], most: int = 2) -> Any:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


def questions(collection: list[Plain]) -> Any:
    themes = [*sorted({slug for q in collection for slug in q.carried}), "finnes-ikke"]
    return st.builds(
        QuotationQuestion,
        themes=some(themes),
        kinds=some(list(Quotation.Kind.values)),
        roles=some(["leader", "employee", "middle_manager", "user", "other", NONE]),
        theses=some([*sorted({q.thesis for q in collection}), "ingen"]),
        years=some([*sorted({q.year for q in collection}), "1066"]),
        authors=some([*sorted({slug for q in collection for slug in q.authors}), "ingen"], 1),
        forms=some(list(Quotation.Form.values), 1),
        voice=st.none() | st.sampled_from(sorted({q.voice for q in collection if q.voice})),
        words=st.sampled_from(["", "", "", "vi", "OG vi", "kontor", "finnesikke"]),
        is_confirmed=st.booleans(),
        with_terms=st.booleans(),
        is_grouped=st.booleans(),
        sorting=st.sampled_from(list(Sorting)),
    )


@settings(max_examples=20)
@given(data=st.data())
def test_any_question_finds_what_a_look_at_each_quotation_finds(
    collection: list[Plain], data: st.DataObject
) -> None:
    asked = data.draw(questions(collection))
    facts, vocabulary = load_facts(), load_vocabulary()

    def find(question: QuotationQuestion) -> QuotationAnswer:
        return answer(question, vocabulary, facts)

    found = find(asked)
    assert sorted(found.keys) == sorted(q.pk for q in collection if fits(q, asked))
    counts = found.counts
    assert counts.total == len(found.keys)
    assert counts.n_confirmed == len(find(replace(asked, is_confirmed=True)).keys)
    everything = find(replace(asked, kinds=tuple(Quotation.Kind.values)))
    silent = {q.pk for q in collection if q.kind in {"term", "title"}}
    assert counts.n_silent == len(silent & set(everything.keys))
    for name in ("kinds", "roles", "forms", "years"):
        for value, n in getattr(counts, name):
            assert n == len(find(replace(asked, **{name: (value,)})).keys), (name, value)
    for name in ("theses", "authors"):
        for slug, _label, n in getattr(counts, name):
            assert n == len(find(replace(asked, **{name: (slug,)})).keys), (name, slug)
    for pk, n in counts.themes.items():
        assert n == len(find(replace(asked, themes=(*asked.themes, vocabulary.themes[pk].slug))).keys)
    # What no number stands beside would leave nothing.
    for q in collection:
        if fits(q, asked):
            assert (q.sure if asked.is_confirmed else q.carried) <= {
                vocabulary.themes[pk].slug for pk in counts.themes
            }


@settings(max_examples=8)
@given(sorting=st.sampled_from(list(Sorting)), is_grouped=st.booleans())
def test_the_order_is_the_one_asked_for(
    collection: list[Plain], sorting: Sorting, *, is_grouped: bool
) -> None:
    found = answer(
        QuotationQuestion(sorting=sorting, is_grouped=is_grouped), load_vocabulary(), load_facts()
    ).keys
    records = Quotation.objects.select_related("thesis").in_bulk(found)

    def key(pk: int) -> tuple[Any, ...]:
        q = records[pk]
        year = q.thesis.year
        if sorting is Sorting.YEAR:
            return (year is None, year or 0, q.thesis.title, q.order, q.pk)
        newest = (year is None, -(year or 0), q.thesis.title)
        if sorting is Sorting.ORDER:
            return (*newest, q.order, q.pk)
        surest = (q.state != "accepted", -q.confidence)
        return (*newest, *surest, q.order, q.pk) if is_grouped else (*surest, *newest, q.order, q.pk)

    assert found == sorted(found, key=key)


def thesis_questions() -> Any:
    theses = Thesis.objects.public()
    return st.builds(
        ThesisQuestion,
        years=some([str(t.year) if t.year else NONE for t in theses] + ["1066"]),
        institutions=some([row.slug for row in Institution.objects.all()] + ["ingen"]),
        languages=some(["nb", "nn", "en", "xx"]),
        themes=some([theme.slug for theme in Theme.objects.all()] + ["ingen"], 1),
        sorting=st.sampled_from(list(thesis_list.Sorting)),
        is_reversed=st.booleans(),
    )


@settings(max_examples=20)
@given(data=st.data())
def test_any_question_finds_the_theses_that_a_look_at_each_finds(
    collection: list[Plain], data: st.DataObject
) -> None:
    asked = data.draw(thesis_questions())
    facts, vocabulary = load_facts(), load_vocabulary()
    # A thesis is about what is said in it.
    carried: defaultdict[str, set[str]] = defaultdict(set)
    for quotation in collection:
        if quotation.kind not in SILENT:
            carried[quotation.thesis] |= quotation.carried

    def find(question: ThesisQuestion) -> list[str]:
        return [facts.theses[place].slug for place in ThesisAnswer(question, vocabulary, facts).places]

    plain = [
        t.slug
        for t in Thesis.objects.public().select_related("institution")
        if (not asked.years or (str(t.year) if t.year else NONE) in asked.years)
        and (not asked.institutions or (t.institution and t.institution.slug in asked.institutions))
        and (not asked.languages or t.language in asked.languages)
        and set(asked.themes) <= carried[t.slug]
    ]
    assert sorted(find(asked)) == sorted(plain)
    counts = ThesisAnswer(asked, vocabulary, facts).counts
    for year, n in counts.years:
        assert n == len(find(replace(asked, years=(year,))))
    for slug, _name, n in counts.institutions:
        assert n == len(find(replace(asked, institutions=(slug,))))
    for language, n in counts.languages:
        assert n == len(find(replace(asked, languages=(language,))))
    for pk, n in counts.themes.items():
        assert n == len(find(replace(asked, themes=(*asked.themes, vocabulary.themes[pk].slug))))


def test_the_numbers_of_a_thesis_are_those_of_its_lists() -> None:
    facts, vocabulary = load_facts(), load_vocabulary()
    found = ThesisAnswer(ThesisQuestion(), vocabulary, facts)
    voices = found.count_voices()
    assert sum(voices) > 10
    for place, thesis in enumerate(facts.theses):
        said = answer(QuotationQuestion(theses=(thesis.slug,)), vocabulary, facts)
        assert found.n_quotations[place] == len(said.keys)
        assert voices[place] == found.count_voices([place])[place]
        heard = Quotation.objects.filter(pk__in=said.keys, informant__isnull=False)
        assert voices[place] == heard.values("informant").distinct().count()
