"""The pseudonyms of a thesis, learnt from where they stand: beside quotations, verbs of saying and ages."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kb.ingest.document import BlockKind, Region
from kb.ingest.people import is_known_given_name
from kb.ingest.roles import find_role_words
from kb.ingest.speech import ATTRIBUTION, SAYING
from kb.ingest.voices import Habits, find_mentions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.ingest.document import Document
    from kb.ingest.quotation_context import QuotationContext

_NAME = re.compile(r"[A-ZÆØÅ][a-zæøåéöäü]{1,14}(?:[ -][A-ZÆØÅ][a-zæøåé]{1,14})?")
_NAME_BEFORE_VERB = re.compile(r"(?<![\w-])([A-ZÆØÅ][a-zæøåéöäü]{1,14})\s(?:\([^()]{1,40}\)\s)?(?=[a-zæøå]+)")
_NAME_AFTER = re.compile(r"\s(?:[a-zæøå]+\s)?([A-ZÆØÅ][a-zæøåéöäü]{1,14})\b(?!\s[A-ZÆØÅ&(]|\s\()")
# "Marte (34)", "Siri, 41 år": a name and an age.
_AGED = re.compile(r"(?<![\w-])([A-ZÆØÅ][a-zæøåéöäü]{1,14})(?: \(|, )([1-9]\d)(?: år| years)?(?=[),])")
_LONE = re.compile(r"(?<![\w.-])([A-ZÆØÅ][a-zæøåéöäü]{1,14})\b(?!\s[A-ZÆØÅ&(]|-)")
_OFTEN = 3
_PLURAL_NOUN = re.compile(r"(?:ene|ane|erne)$")
_SMALL_WORD = re.compile(r"\b[a-zæøåéöäü]{2,15}\b")
# Words with a capital that open sentences or brackets and are nobody's pseudonym.
_NO_NAME_WORDS = (
    "ibid min mi mitt vår vårt egen eigen forfatter forfattaren red sitat kilde kjelde figur tabell vedlegg "
    "kapittel side nav hun han ho de dei det den dette denne jeg eg vi informanten informantene informant "
    "lederen leder ledere leiaren leiar en ein et ei og men slik sitatet utsagnet videre vidare her der som "
    "når om i på for ifølge andre noen flere nokon fleire stat staten kommune kommunen mens så da også he she "
    "intervjuer intervjuar intervjueren interviewer forsker forskar forskeren they it the this one our we in "
    "as my emphasis author norge oslo bergen stortinget regjeringen aetat "
    "trygdeetaten direktoratet departementet intervju interview alle begge ingen dersom hvis selv samme"
)
_NO_NAME = frozenset(_NO_NAME_WORDS.split())


def learn_names(
    document: Document,
    contexts: Sequence[QuotationContext],
    tails: Counter[str],
    labels: Sequence[str],
    authors: set[str],
) -> frozenset[str]:
    told = {label for label in labels if _NAME.fullmatch(label) and label.casefold() not in _NO_NAME}
    seen: Counter[str] = Counter()
    for text, count in tails.items():
        name = text.partition(",")[0]
        # "avdelingsleder Kari"
        first, _, last = name.partition(" ")
        name = last if last and first.islower() and any(find_role_words(first)) else name
        if _NAME.fullmatch(name) and name.casefold() not in _NO_NAME and is_lone_name(name):
            seen[name] += count
    bracketed = {name for name in seen if f"({name}" in document.text}
    trusted = {name for name, count in seen.items() if count >= 2}
    # One name that comes back, or is presented, shows that the others are pseudonyms too.
    trusted |= set(seen) if trusted or told or len(seen) >= 4 else set()
    trusted |= _find_aged(document.text)
    alone = (_find_given_names(document, contexts) | _find_told_names(document)) - authors
    if len(trusted | told) >= 3 or len(alone) >= 4:
        trusted |= alone
    spoken = Counter(_names_beside_verbs(document, contexts))
    trusted |= {
        name
        for name, count in spoken.items()
        if count >= 2 and not any(find_role_words(name)) and _is_written_large(name, document.text)
    }
    trusted = {name for name in trusted if not _PLURAL_NOUN.search(name) or is_known_given_name(name)}
    if doubtful := trusted - bracketed:
        # A word that the thesis also writes small is no name, unless a bracket shows that it is one.
        small = set(_SMALL_WORD.findall(document.text))
        written_small = {name for name in doubtful if name.casefold() in small}
        # "Dag" is one where it has its capital within sentences.
        trusted -= {name for name in written_small if not _is_often_large(name, document.text)}
    return frozenset(told | (trusted - authors))


def _is_written_large(name: str, text: str) -> bool:
    """Whether a word has its capital within a sentence too, or is a given name: "Samtidig sier" is none."""
    if is_known_given_name(name):
        return True
    return re.search(rf"[a-zæøå,;]\s{re.escape(name)}\b", text) is not None


def _is_often_large(name: str, text: str) -> bool:
    if not is_known_given_name(name):
        return False
    return len(re.findall(rf"[a-zæøå,;]\s{re.escape(name)}s?\b(?!\s[A-ZÆØÅ])", text)) >= _OFTEN


def _find_aged(text: str) -> set[str]:
    """Names told with an age, where two of them or more are given names."""
    found = {match[1] for match in _AGED.finditer(text)}
    known = {name for name in found if is_known_given_name(name)}
    return found if len(known) >= 2 and len(known) >= 0.5 * len(found) else set()


def _find_given_names(document: Document, contexts: Sequence[QuotationContext]) -> set[str]:
    """Given names that stand alone in the words before quotations."""
    leads = (document.text_of(context.lead)[-200:] for context in contexts)
    return {name for lead in leads for name in _LONE.findall(lead) if is_known_given_name(name)}


def _find_told_names(document: Document) -> set[str]:
    """Given names that come back alone, without a family name, in the body: whom the thesis tells of."""
    counts: Counter[str] = Counter()
    for block in document.blocks:
        if block.region is Region.BODY and block.kind is BlockKind.PARAGRAPH:
            counts.update(
                name.removesuffix("s") if not is_known_given_name(name) else name
                for name in _LONE.findall(document.text, block.span.start, block.span.end)
            )
    return {name for name, count in counts.items() if count >= _OFTEN and is_known_given_name(name)}


def _names_beside_verbs(document: Document, contexts: Sequence[QuotationContext]) -> Iterable[str]:
    """Names that stand right by a verb of saying around a quotation: "Kari sier: «", "», svarer Kari"."""
    for context in contexts:
        lead = document.text_of(context.lead)[-200:]
        for match in _NAME_BEFORE_VERB.finditer(lead):
            verb = SAYING.match(lead, match.end())
            if verb is not None and match.group(1).casefold() not in _NO_NAME:
                yield match.group(1)
        for verb in SAYING.finditer(lead):
            name = _NAME_AFTER.match(lead, verb.end())
            if name is not None and name.group(1).casefold() not in _NO_NAME:
                yield name.group(1)
        after = document.text_of(context.after)[:80]
        attribution = ATTRIBUTION.match(after)
        if attribution is not None:
            name = _NAME_AFTER.match(after, attribution.end())
            if name is not None and name.group(1).casefold() not in _NO_NAME:
                yield name.group(1)


def is_lone_name(text: str) -> bool:
    """Not a role word, which is read as one ("Leder", "Informant")."""
    return not find_mentions(text + " ", Habits())
