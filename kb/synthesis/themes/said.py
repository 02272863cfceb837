"""The words of quotations: which nouns each holds, and whether it is a whole sentence."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kb.ingest.language import detect_language
from kb.language.lemmas import lemma_of
from kb.language.lexicon import find_english_lemma
from kb.language.word_classes import EMPTY_NOUNS, SMALL_ENGLISH, is_noun
from kb.language.words import split_words
from kb.records.models import Quotation
from kb.synthesis.kept import Kept

if TYPE_CHECKING:
    from kb.synthesis.themes.on_theme import OnTheme

SHORTEST = 4
_ENDS = (".", "!", "?", "…", "»", "”", '"')


class Said(NamedTuple):
    """The nouns of a quotation in dictionary form, each once, and whether it begins and ends as sentences do."""

    words: frozenset[str]
    is_whole: bool


_said: Kept[tuple[Said, ...]] = Kept()


def load_said(on: OnTheme) -> tuple[Said, ...]:
    """What each of the theme's quotations says, a row each; one query where the facts are new, else none."""
    return _said.find(on.facts, (on.theme, on.ids, on.confirmed), lambda: _read(on))


def _read(on: OnTheme) -> tuple[Said, ...]:
    pks = on.pks.tolist()
    rows = Quotation.objects.filter(pk__in=pks).order_by()
    texts = {pk: (text, language) for pk, text, language in rows.values_list("pk", "text", "language")}
    languages = [on.facts.theses[place].language for place in on.thesis.tolist()]
    return tuple(
        # A quotation that went away since is without words until the facts are read anew.
        read_said(texts.get(pk, ("", ""))[0], texts.get(pk, ("", ""))[1] or of_thesis)
        for pk, of_thesis in zip(pks, languages, strict=True)
    )


@lru_cache(maxsize=30_000)
def read_said(text: str, language: str) -> Said:
    """The nouns of a text, by its own language where it is long enough to tell, and whether it is a whole sentence."""
    stripped = text.strip()
    is_whole = stripped.lstrip("«“\"'– ")[:1].isupper() and stripped.endswith(_ENDS)
    is_english = detect_language(text, language) == "en"
    return Said(frozenset(lemma for lemma, _start, _end in find_nouns(text, is_english=is_english)), is_whole)


def find_nouns(text: str, *, is_english: bool) -> list[tuple[str, int, int]]:
    """The nouns of a text as (dictionary form, start, end); of English all words that are not small ones."""
    found = []
    for word in split_words(text):
        form = word.form
        if word.suspended or len(form) < SHORTEST or not form[0].isalpha():
            continue
        if is_english:
            if form not in SMALL_ENGLISH:
                found.append((find_english_lemma(form) or form, word.start, word.end))
        elif form not in EMPTY_NOUNS and is_noun(form) and _is_telling(lemma := lemma_of(form)):
            found.append((lemma, word.start, word.end))
    return found


def _is_telling(lemma: str) -> bool:
    """Whether a dictionary form is one of a noun of its own: "sier" may be read as one, and is "si"."""
    return len(lemma) >= 3 and lemma not in EMPTY_NOUNS
