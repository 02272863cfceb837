from __future__ import annotations

import pytest

from kb.pages.quotations.citing import LONGEST_SIDE, cut_sentence


@pytest.mark.parametrize(
    ("text", "raw", "sentence"),
    [
        ("Først dette. Aas (2010) sier det. Så det.", "Aas (2010)", "Aas (2010) sier det."),
        ("Det er slik (Aas et al., 2010). Ja.", "(Aas et al., 2010)", "Det er slik (Aas et al., 2010)."),
        ("Aas (2010) sier det", "Aas (2010)", "Aas (2010) sier det"),
    ],
)
def test_the_sentence_around_a_citation(text: str, raw: str, sentence: str) -> None:
    start = text.index(raw)
    before, after = cut_sentence(text, start, start + len(raw))
    assert before + raw + after == sentence


def test_a_long_sentence_is_cut_at_words() -> None:
    text = "ord " * 200 + "Aas (2010) " + "mer " * 200
    before, after = cut_sentence(text, 800, 810)
    assert before.startswith("… ord")
    assert after.endswith("mer …")
    assert len(before) + len(after) < 2 * LONGEST_SIDE + 10
