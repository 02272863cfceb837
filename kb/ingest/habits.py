"""How a thesis names its voices, learnt from its informants and from what stands beside its quotations."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kb.ingest.informant_labels import is_short_for
from kb.ingest.pseudonyms import is_lone_name, learn_names
from kb.ingest.roles import find_role_words, is_general
from kb.ingest.voice_places import learn_placed, learn_places
from kb.ingest.voices import Habits, Rank, find_mentions, is_given_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.ingest.document import Document
    from kb.ingest.draft import Citation, Informant
    from kb.ingest.quotation_context import QuotationContext

_PLACE = re.compile(r"(?P<word>[^\W\d_][\w-]{1,20})\s(?:[A-ZÆØ]|\d{1,2})")
_NO_PLACE_WORDS = (
    "figur tabell vedlegg kapittel kap side punkt avsnitt linje del figure table appendix chapter page"
)
_NO_PLACE = frozenset(_NO_PLACE_WORDS.split())
_PHRASE = re.compile(r"[a-z-]{3,20}(?: [a-z-]{2,20}){1,3}")
_TITLE = re.compile(r"[^\W\d_]{5,30}")
_NUMBER = re.compile(r"\d{1,2}")
_CODE = re.compile(r"[A-ZÆØÅ]{1,4}[ -]?\d{1,2}(?:[-.]?[A-ZÆØÅ]|[-.]\d{1,2})?|[A-HJ-ZÆØ]")
_NUMBERED_CODE = re.compile(r"(?P<letters>[A-ZÆØÅ]{1,4}[ -]?)\d{1,2}(?P<rest>[-.]?[A-ZÆØÅ]|[-.]\d{1,2})?")


def learn_habits(
    document: Document,
    contexts: Sequence[QuotationContext],
    citations: Sequence[Citation],
    informants: Sequence[Informant],
) -> Habits:
    """How this thesis names its voices, from its table of informants and from what stands beside its quotations."""
    authors = {author for citation in citations for author in citation.authors}
    cited = [citation.span for citation in citations]
    labels = [informant.label for informant in informants]
    tails = Counter(
        _tail_texts(document, contexts, {span.start for span in cited} | {span.start + 1 for span in cited})
    )
    numbers = sum(count for text, count in tails.items() if _NUMBER.fullmatch(text))
    codes = _with_family(document.text, _learn_codes(tails, labels))
    numbered = numbers >= 2
    placed = learn_placed(document, informants)
    places = learn_places(document.text) | {place for _, place, _ in placed}
    names = learn_names(document, contexts, tails, labels, authors)
    names = frozenset(name for name in names if name in labels or name.casefold() not in places)
    habits = Habits(names, codes, numbered, places=places, placed=placed)
    explicit = numbered or bool(names | codes) or _has_labelled_roles(document, contexts, habits, labels)
    roles, general = _learn_roles(document, contexts, habits, informants)
    titles = _learn_titles(document, informants)
    return Habits(
        names, codes, numbered, explicit or bool(titles or places), roles, general, titles, places, placed
    )


def _with_family(text: str, codes: frozenset[str]) -> frozenset[str]:
    """The codes and those of the same letters in the text: where L1 and L4 speak, L7 is a voice too."""
    letters = Counter(match["letters"] for code in codes if (match := _NUMBERED_CODE.fullmatch(code)))
    family = [re.escape(one) for one, count in letters.items() if count >= 2]
    if not family:
        return codes
    return codes | set(
        re.findall(rf"(?<![\w-])(?:{'|'.join(family)})\d{{1,2}}(?:-[A-Z]\b)?(?![\w,.]\d|\w)", text)
    )


def _learn_titles(document: Document, informants: Sequence[Informant]) -> tuple[tuple[str, str], ...]:
    """Words that only one informant answers to: labels that are titles ("Rektor") and the roles told of them."""
    text = document.text.casefold() if informants else ""
    owners: dict[str, set[str]] = {}
    for informant in informants:
        told = {word.base.casefold() for word in list(find_role_words(informant.role or ""))[:1]}
        told |= {word.base.casefold() for word in find_role_words(informant.label)}
        first = _TITLE.match(informant.role or "")
        # A pseudonym has no definite form; a title has.
        for word in (informant.label.casefold(), first.group().casefold() if first else ""):
            if _TITLE.fullmatch(word) and any(f"{word}{end} " in text for end in ("en", "n", "a")):
                told.add(word)
        phrase = (informant.role or "").casefold()
        if _PHRASE.fullmatch(phrase) and f"the {phrase} " in text:
            told.add(phrase)
        for word in told:
            if not is_general(word) or word == informant.label.casefold():
                owners.setdefault(word, set()).add(informant.label)
    return tuple((word, next(iter(labels))) for word, labels in owners.items() if len(labels) == 1)


def _learn_roles(
    document: Document, contexts: Sequence[QuotationContext], habits: Habits, informants: Sequence[Informant]
) -> tuple[frozenset[str], bool]:
    """The role words that stand for people interviewed, and whether the thesis says "informanten" as well."""
    counts: Counter[str] = Counter()
    general = 0
    for context in contexts:
        lead, after = document.text_of(context.lead)[-200:], document.text_of(context.after)[:100]
        near = ((text, one) for text in (lead, after) for one in find_mentions(text, habits))
        for around, mention in near:
            if not mention.role:
                continue
            if is_general(mention.role):
                general += 1
            elif mention.rank in (Rank.ANONYMOUS, Rank.EXPLICIT, Rank.GROUP) and is_given_word(
                around, mention
            ):
                counts[mention.role] += 1
    told = {
        word.base.casefold()
        for one in informants
        for word in find_role_words(f"{one.label} {one.role or ''}")
    }
    return frozenset(told | {role for role, count in counts.items() if count >= 2}), general >= 3


def _tail_texts(document: Document, contexts: Sequence[QuotationContext], cited: set[int]) -> Iterable[str]:
    """What the brackets after quotations hold, where it is no citation."""
    for context in contexts:
        tail = context.quoted.tail
        if context.quoted.head is not None:
            yield document.text_of(context.quoted.head).strip(" ().")
        if context.quoted.fault == "unmarked":
            continue
        for start, end in (*tail.brackets, *((tail.bare,) if tail.bare else ())):
            if start not in cited and start - 1 not in cited:
                yield document.text[start:end].strip(" .*_")


def _learn_codes(tails: Counter[str], labels: Sequence[str]) -> frozenset[str]:
    told = {label for label in labels if _CODE.fullmatch(label) and len(label) > 1}
    seen = {text: count for text, count in tails.items() if _CODE.fullmatch(text)}
    # "Kontor A", "Kommune 2": whatever comes back after quotations with a letter or number of its own.
    places = {
        text: count
        for text, count in tails.items()
        if (match := _PLACE.fullmatch(text))
        and match.group("word").casefold() not in _NO_PLACE
        and is_lone_name(text)
    }
    short = {text for text in seen if any(is_short_for(text, label) for label in labels)}
    return frozenset(
        told
        | short
        | (set(seen) if sum(seen.values()) >= 2 else set())
        | (set(places) if sum(places.values()) >= 2 else set())
    )


def _has_labelled_roles(
    document: Document, contexts: Sequence[QuotationContext], habits: Habits, labels: Sequence[str]
) -> bool:
    """Whether voices are told apart by role and letter or number ("Leder A", "informant 3")."""
    if sum(bool(re.search(r"\b(?:[A-ZÆØÅ]|\d{1,2})$", label)) for label in labels) >= 2:
        return True
    seen = 0
    for context in contexts:
        around = " ".join(document.text[start:end] for start, end in context.quoted.tail.brackets)
        text = f"{document.text_of(context.lead)[-200:]} | {document.text_of(context.after)[:80]} | {around}"
        seen += any(mention.rank is Rank.EXPLICIT for mention in find_mentions(text, habits))
        if seen >= 3:
            return True
    return False
