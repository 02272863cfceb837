"""A text that knows its language keeps it through copies, and loses it in whatever is made of it."""

from __future__ import annotations

import pickle
from copy import copy, deepcopy

from kb.records.languages import TextIn, cut_text


def test_copies_know_the_language_too() -> None:
    title = TextIn("Pasienten mellom husa", "nn")
    for again in (copy(title), deepcopy([title])[0], pickle.loads(pickle.dumps(title)), cut_text(title, 9)):  # noqa: S301
        assert isinstance(again, TextIn)
        assert again.language == "nn"
    assert deepcopy(title) == title
    assert not isinstance(f"{title} (2023)", TextIn)
