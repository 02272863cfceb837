"""What makes people recognisable in running text: names that slipped into quotations, named workplaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kb.ingest.document import BlockKind, Document, Region
from kb.ingest.draft import Informant, Quotation, QuotationKind
from kb.ingest.people import is_known_given_name
from kb.ingest.sentences import sentence_end, sentence_start

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kb.ingest.personal_forms import Finding

_NAME = re.compile(r"(?<=[a-zæøå,] )[A-ZÆØÅ][a-zæøåé]+\b(?!\s[(&]|-)")
# Where the author works, with a place or the years there.
_OWN = re.compile(
    r"\b(?:jeg|eg|vi|me|undertegnede|undertegna|I|we)(?:\s[\wæøå]+){0,5}?\s(?:jobbet|jobba|jobber|jobbar|arbeidet|arbeider|arbeidd?|"
    r"ansatt|tilsatt|tilsett|vært|vore|work|worked|employed)\b|\bfast (?:ansatt|tilsatt|tilsett) (?:i|ved|hos)\b",
    re.IGNORECASE,
)
_OWN_PLACE = re.compile(
    r"\b(?:min|vår|egen|eigen|my|our|own) (?:arbeidsgiver|arbeidsgivar|arbeidsplass|employer|workplace)\b",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(?:siden|sidan|fra|frå|since|from)\s(?:19|20)\d\d\b", re.IGNORECASE)
PLACE = re.compile(
    r"(?<!\()(?:\b[Nn](?:AV|av)(?:[- ]kontor(?:et)?)?(?: i| på)? "
    r"(?P<office>[A-ZÆØÅ][a-zæøå]{2,}(?:-[A-ZÆØÅ][a-zæøå]+)?)\b(?! [(&])"
    r"|\b(?P<municipality>[A-ZÆØÅ][a-zæøå]{2,}) kommune\b(?! \(|,? \d{4}))"
)
_TAKES_PART = re.compile(
    r"\binformant|\bintervju|\bdeltaker|\bdeltakar|\brespondent"
    r"|\butvalget\b|\butvalet\b|\bmin studie|\bparticipant|\binterview",
    re.IGNORECASE,
)
# Parts of the service and whole counties, in which nobody is recognised.
_WIDE_TEXT = """
    arbeid arbeidslivssenter arbeidslivssentre kontaktsenter hjelpemidler arbeidsrådgivning fylke forvaltning
    ytelse ytelser stat kommune direktoratet region loven reformen norge norway landet
    viken rogaland vestland hordaland agder innlandet troms finnmark nordland trøndelag østfold akershus
    buskerud telemark vestfold møre sogn hedmark oppland oslo bergen trondheim stavanger
    hver hvert en ei denne din vår min fra egen andre sin en
"""
_WIDE = frozenset(_WIDE_TEXT.split())


def find_in_quotations(
    document: Document, quotations: Sequence[Quotation], informants: Sequence[Informant]
) -> Iterator[Finding]:
    """Given names that somebody says in an interview and that are not the thesis' own names for its informants."""
    labels = {word for informant in informants for word in informant.label.split()}
    labels |= {word for quotation in quotations if quotation.speaker for word in quotation.speaker.split()}
    for quotation in quotations:
        if quotation.kind is not QuotationKind.INTERVIEW:
            continue
        for match in _NAME.finditer(document.text_of(quotation.span)):
            if is_known_given_name(match[0]) and match[0] not in labels:
                line = document.line_at(quotation.span.start + match.start())
                yield line, line, "name in a quotation"


def find_workplaces(document: Document) -> Iterator[Finding]:
    """Where the author tells the own workplace, and where the text names the place that informants come from."""
    for block in document.blocks:
        if block.region not in (Region.BODY, Region.FRONT) or block.kind is BlockKind.QUOTATION:
            continue
        text = document.text_of(block.span)
        for pattern in (_OWN, _OWN_PLACE):
            for match in pattern.finditer(text):
                sentence = _sentence_around(text, match)
                told = pattern is _OWN and _YEARS.search(sentence)
                if "«" not in sentence and (told or _named_places(sentence)):
                    line = document.line_at(block.span.start + match.start())
                    yield line, line, "the author's own workplace"
        if block.region is not Region.BODY:
            continue
        for match in PLACE.finditer(text):
            if _is_small(match) and _TAKES_PART.search(_sentence_around(text, match)):
                line = document.line_at(block.span.start + match.start())
                yield line, line, "named workplace of informants"


def _sentence_around(text: str, match: re.Match[str]) -> str:
    return text[sentence_start(text, match.start(), 0) : sentence_end(text, match.end(), len(text))]


def _named_places(text: str) -> list[str]:
    return [match[0] for match in PLACE.finditer(text) if _is_small(match)]


def _is_small(match: re.Match[str]) -> bool:
    place = match["office"] or match["municipality"]
    return place.casefold() not in _WIDE
