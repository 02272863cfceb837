"""What theses use a source for, in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from kb.ingest.chapter_roles import ChapterRole as Role
from kb.pages.sources.uses import write_use
from kb.synthesis.sources.place_counts import PartCount


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("parts", "n_theses", "sentence"),
    [
        ([], 0, ""),
        ([PartCount(Role.THEORY, 1, 4)], 1, "Used by one thesis, in theory."),
        (
            [PartCount(Role.THEORY, 1, 4), PartCount(Role.DISCUSSION, 1, 1)],
            1,
            "Used by one thesis, in theory and discussion.",
        ),
        (
            [PartCount(Role.METHOD, 2, 5), PartCount(Role.THEORY, 1, 1)],
            2,
            "Used for method in two theses and for theory in one.",
        ),
        (
            [
                PartCount(Role.FINDINGS, 12, 20),
                PartCount(Role.INTRODUCTION, 3, 3),
                PartCount(Role.OTHER, 1, 1),
            ],
            13,
            "Used with the findings of 12 theses, in the introduction of three and in other parts of one.",
        ),
    ],
)
def test_the_sentence_counts_theses(parts: list[PartCount], n_theses: int, sentence: str) -> None:
    assert write_use(parts, n_theses) == sentence
