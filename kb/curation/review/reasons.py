"""The rules by which reading decided, in the words of the interface."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kb.ingest.themes import HEADING_REASON, KIN_REASON, WORD_REASON

if TYPE_CHECKING:
    from collections.abc import Sequence

# What reading says of quotations; rules that are not here are shown as reading says them.
_RULES = {
    "nothing tells": gettext_lazy("nothing tells"),
    "a speaker's label stands beside it": gettext_lazy("a speaker's label stands beside it"),
    "a question of the thesis or its interviews": gettext_lazy("a question of the thesis or its interviews"),
    "named as a title": gettext_lazy("named as a title"),
    "the researcher's name for something": gettext_lazy("the researcher's name for something"),
    "the words before quote a law, report or plan": gettext_lazy(
        "the words before quote a law, report or plan"
    ),
    "the words before quote a plan or another document": gettext_lazy(
        "the words before quote a plan or another document"
    ),
    "goes on from a law, report or plan": gettext_lazy("goes on from a law, report or plan"),
    "goes on from the citation before": gettext_lazy("goes on from the citation before"),
    "a list of works": gettext_lazy("a list of works"),
    "a few words in marks": gettext_lazy("a few words in quotation marks"),
    "cites a public body": gettext_lazy("cites a public body"),
    "cites a work": gettext_lazy("cites a work"),
    "a few words somebody says": gettext_lazy("a few words that somebody says"),
    "somebody interviewed is given the word": gettext_lazy("somebody interviewed is given the word"),
    "somebody interviewed is spoken of": gettext_lazy("somebody interviewed is spoken of"),
    "set off in a chapter of findings": gettext_lazy("set off in a chapter of findings"),
    "in a chapter of findings": gettext_lazy("in a chapter of findings"),
    "the words before name a work": gettext_lazy("the words before name a work"),
    "the words before name an author": gettext_lazy("the words before name an author"),
    "a saying or catchword": gettext_lazy("a saying or catchword"),
    "presented as written": gettext_lazy("presented as written"),
    "a question": gettext_lazy("a question"),
    "in a chapter of findings, and nothing else tells": gettext_lazy(
        "in a chapter of findings, and nothing else tells"
    ),
    "set off outside the findings": gettext_lazy("set off outside the findings"),
    "set off, and somebody talking": gettext_lazy("set off, and somebody talking"),
    "somebody talking, and a voice near": gettext_lazy("somebody talking, and a voice near"),
    "the same work as before": gettext_lazy("the same work as before"),
    "the words before cite a work": gettext_lazy("the words before cite a work"),
    "the words before name a law, report or plan": gettext_lazy(
        "the words before name a law, report or plan"
    ),
    "label after the quotation": gettext_lazy("speaker: the label after it"),
    "label before the quotation": gettext_lazy("speaker: the label before it"),
    "label at the end of the quotation": gettext_lazy("speaker: the label at its end"),
    "named in the lead-in": gettext_lazy("speaker: named in the words that lead in to it"),
    "named in the sentence after": gettext_lazy("speaker: named in the sentence after it"),
    "named in a sentence before": gettext_lazy("speaker: named in a sentence before it"),
    "named just before": gettext_lazy("speaker: named just before it"),
    "a group in the lead-in": gettext_lazy("speaker: a group, in the words that lead in to it"),
    "no voice near": gettext_lazy("speaker: nobody is named near it"),
    "the same as the quotation before": gettext_lazy("speaker: the same as of the quotation before"),
    "verb of saying after the quotation": gettext_lazy("speaker: “… says” after it"),
    "verb of saying inside the marks": gettext_lazy("speaker: “… says” inside the marks"),
    "verb of saying after the quotation, one of several": gettext_lazy(
        "speaker: one of several, and nothing tells which"
    ),
    "verb of saying beside one of several": gettext_lazy("speaker: one of several, and nothing tells which"),
    "marked by a curator": gettext_lazy("marked by a curator"),
}
_TAKEN_UP = ", taken up from before"
_AS_ELSEWHERE = "the same words as elsewhere: "

_HEADINGS = {
    "same_number": gettext_lazy("another heading has the same number"),
    "sentence": gettext_lazy("it reads like part of a sentence"),
    "long": gettext_lazy("it is long for a heading"),
    "odd_number": gettext_lazy("its number does not follow the one before"),
    "odd_level": gettext_lazy("its number and its level do not agree"),
    "no_number": gettext_lazy("the headings beside it are numbered, and it is not"),
    "empty": gettext_lazy("nothing stands under it"),
}


def explain_quotation(reason: str) -> str:
    """The rule of a quotation's kind, and that of its speaker after it."""
    if reason.startswith(_AS_ELSEWHERE):
        return _("The same words as elsewhere, where: %s") % explain_quotation(
            reason.removeprefix(_AS_ELSEWHERE)
        )
    return "; ".join(_explain_rule(rule) for rule in reason.split("; ") if rule)


def _explain_rule(rule: str) -> str:
    said = str(_RULES.get(rule, rule))
    if rule not in _RULES and rule.endswith(_TAKEN_UP):
        named = _explain_rule(rule.removesuffix(_TAKEN_UP))
        said = _("%s (as “he”, “she” or the like, meaning somebody named before)") % named
    return said


def explain_theme(reason: str) -> str:
    """Which words, or which heading, made reading suggest a theme."""
    told = []
    for part in reason.split("; "):
        kind, _colon, words = part.partition(": ")
        if kind == WORD_REASON and words:
            told.append(_("the words %s") % words)
        elif kind == HEADING_REASON and words:
            told.append(_("the heading “%s”") % words)
        elif part == KIN_REASON:
            told.append(_("like passages that are surer"))
        else:
            told.append(part)
    return "; ".join(told)


def find_theme_words(reason: str) -> tuple[str, ...]:
    """The words that a theme's reason names."""
    for part in reason.split("; "):
        kind, _colon, words = part.partition(": ")
        if kind == WORD_REASON:
            return tuple(word for word in words.split(", ") if word)
    return ()


def explain_headings(codes: Sequence[str]) -> str:
    """What is odd about a heading."""
    return "; ".join(str(_HEADINGS[code]) for code in codes)


def explain_citation(state: str, near: int) -> str:
    """Why it is not certain what a citation cites."""
    if state == "ambiguous":
        return _("several works fit, or one fits only in part")
    return (
        ngettext(
            "the reference list has no such entry, but %d of the same name",
            "the reference list has no such entry, but %d of the same names",
            near,
        )
        % near
    )
