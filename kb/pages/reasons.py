"""The reasons of the reading, in the reader's language.

Reading gives its reasons in a small fixed set of English phrases, joined by "; " and ", ", or a phrase and the words
it rests on ("word: partnerskapsavtale"). What is not in the set is shown as it is.
"""

from __future__ import annotations

from django.utils.translation import gettext, gettext_noop

# What comes before the words that a suggested theme rests on, and before the heading that names it.
HEADS = frozenset({gettext_noop("word"), gettext_noop("chapter")})
PHRASES = frozenset(
    {
        gettext_noop("a few words in marks"),
        gettext_noop("a few words somebody says"),
        gettext_noop("a group in the lead-in"),
        gettext_noop("a list of works"),
        gettext_noop("a question"),
        gettext_noop("a question of the thesis or its interviews"),
        gettext_noop("a saying or catchword"),
        gettext_noop("a speaker's label stands beside it"),
        gettext_noop("cites a public body"),
        gettext_noop("cites a work"),
        gettext_noop("goes on from the citation before"),
        gettext_noop("in a chapter of findings"),
        gettext_noop("label after the quotation"),
        gettext_noop("like surer passages"),
        gettext_noop("label before the quotation"),
        gettext_noop("named as a title"),
        gettext_noop("named in a sentence before"),
        gettext_noop("named in the lead-in"),
        gettext_noop("named in the sentence after"),
        gettext_noop("named just before"),
        gettext_noop("no voice near"),
        gettext_noop("nothing tells"),
        gettext_noop("presented as written"),
        gettext_noop("set off in a chapter of findings"),
        gettext_noop("set off outside the findings"),
        gettext_noop("set off, and somebody talking"),
        gettext_noop("somebody interviewed is given the word"),
        gettext_noop("somebody interviewed is spoken of"),
        gettext_noop("somebody talking, and a voice near"),
        gettext_noop("taken up from before"),
        gettext_noop("the same as the quotation before"),
        gettext_noop("the words before name a law, report or plan"),
        gettext_noop("the words before name a work"),
        gettext_noop("the words before name an author"),
        gettext_noop("the words before quote a law, report or plan"),
        gettext_noop("verb of saying after the quotation"),
        gettext_noop("verb of saying beside one of several"),
    }
)


def word_reason(reason: str) -> str:
    """The reason in the language of the page."""
    return "; ".join(_word_part(part) for part in reason.split("; ")) if reason else ""


def _word_part(part: str) -> str:
    if part in PHRASES:
        return gettext(part)
    head, separator, words = part.partition(": ")
    if separator and head in HEADS:
        return f"{gettext(head)}: {words}"
    pieces = part.split(", ")
    return ", ".join(gettext(piece) if piece in PHRASES else piece for piece in pieces)
