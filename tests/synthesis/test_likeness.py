"""Names and works that may be the same."""

from __future__ import annotations

import pytest

from kb.records.models import Person
from kb.synthesis.sources.likeness import are_alike, find_namesakes, find_same_works
from tests.recipes import make_chapter, make_citation, make_passage, make_person, make_thesis, make_work


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (("Brinkmann", "S."), ("Brinkman", "Svend"), True),
        (("Vabø", "M."), ("Vabo", "Mia"), True),
        (("Vabø", "M."), ("Vabo", "S. I."), False),
        (("Eksempelsen", ""), ("Eksempelsen", "Eli"), True),
        (("Hansen", "A."), ("Hansen", "B."), False),
        (("Lie", ""), ("Lia", ""), False),
        (("Hansen", ""), ("Jansen", ""), True),
        (("Jacobsen", ""), ("Johannessen", ""), False),
    ],
)
def test_names_that_may_be_one(one: tuple[str, str], other: tuple[str, str], alike: bool) -> None:
    people = [Person(kind="person", family=family, given=given) for family, given in (one, other)]
    assert are_alike(*people) is alike


@pytest.mark.django_db
def test_only_cited_names_and_works_are_pointed_to() -> None:
    chapter = make_chapter(make_thesis())
    person, known, unseen = (make_person("Skriversen", given) for given in ("S.", "Siri", "Sara"))
    stub = make_work(person, title="", match_key="skriversen|2010")
    titled = make_work(known, title="Kontoret ved elva", match_key="skriversen|2010")
    make_work(unseen, title="Aldri vist til", match_key="skriversen|2010")
    for work in (stub, titled):
        make_citation(make_passage(chapter), work)
    assert find_namesakes(person) == [known]
    assert find_same_works(stub) == [titled]
    assert find_same_works(titled) == [stub]
    assert find_same_works(make_work(title="")) == []
    again = make_work(title="Kontoret ved elva: en fortelling", match_key="skriversen|2010")
    another = make_work(title="Kontoret på haugen", match_key="skriversen|2010")
    for work in (again, another):
        make_citation(make_passage(chapter), work)
    assert find_same_works(titled) == [stub, again]
