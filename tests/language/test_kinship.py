from __future__ import annotations

import pytest

from kb.language.kinship import find_synonyms, root_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kommune", "kommunal"),
        ("byråkrat", "byråkratisk"),
        ("anonymitet", "anonymisere"),
        ("rapportere", "rapportering"),
        ("organisasjon", "organisere"),
        ("effektiv", "effektivisering"),
    ],
)
def test_words_made_from_one_root_share_it(one: str, other: str) -> None:
    assert root_of(one) == root_of(other)


@pytest.mark.parametrize(("one", "other"), [("leder", "lede"), ("stat", "status"), ("bruker", "brud")])
def test_words_that_only_begin_alike_do_not(one: str, other: str) -> None:
    assert root_of(one) != root_of(other)


def test_synonyms_go_both_ways_and_never_to_the_word_itself() -> None:
    assert "medarbeider" in find_synonyms("ansatt")
    assert "ansatt" in find_synonyms("medarbeider")
    assert "ansatt" not in find_synonyms("ansatt")
    assert find_synonyms("lappeteppe") == frozenset()
