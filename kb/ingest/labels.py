"""The labels of a thesis' voices: learnt from where they stand beside quotations, then read."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kb.ingest.informants import is_short_for
from kb.ingest.roles import find_role_words, is_general
from kb.ingest.speech import ATTRIBUTION, SAYING
from kb.ingest.voices import Habits, Rank, find_mentions, is_given_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kb.ingest.document import Document
    from kb.ingest.draft import Citation, Informant
    from kb.ingest.quotation_context import QuotationContext

AGAIN = re.compile(r"(?:ibid\.?|samme(?: informant)?|same|op\.? ?cit\.?)", re.IGNORECASE)
_INTERVIEW = re.compile(
    r"[Ii]ntervju(?:et|person)?,?\s(?:nr\.?\s?)?(?:\d{1,2}|[A-ZÆØÅ])|[Ii]nterview\s(?:\d{1,2}|[A-Z])"
)
_TRAIT = re.compile(
    r"(?:kvinne|kvinnelig|mann|mannlig|kvinneleg|mannleg|female|male|woman|man)\b(?!\s(?:er|var|som))",
    re.IGNORECASE,
)
_MARKED = re.compile(r"\b(?:[A-HJ-ZÆØ]|\d{1,2})$")
_PLACE = re.compile(r"(?P<word>[^\W\d_][\w-]{1,20})\s(?:[A-ZÆØ]|\d{1,2})")
_NO_PLACE_WORDS = (
    "figur tabell vedlegg kapittel kap side punkt avsnitt linje del figure table appendix chapter page"
)
_NO_PLACE = frozenset(_NO_PLACE_WORDS.split())
_TITLE = re.compile(r"[^\W\d_]{5,30}")
_NUMBER = re.compile(r"\d{1,2}")
_CODE = re.compile(r"[A-ZÆØÅ]{1,4}[ -]?\d{1,2}|[A-HJ-ZÆØ]")
_NAME = re.compile(r"[A-ZÆØÅ][a-zæøåéöäü]{1,14}(?:[ -][A-ZÆØÅ][a-zæøåé]{1,14})?")
_NAME_BEFORE_VERB = re.compile(r"(?<![\w-])([A-ZÆØÅ][a-zæøåéöäü]{1,14})\s(?:\([^()]{1,40}\)\s)?(?=[a-zæøå]+)")
_NAME_AFTER = re.compile(r"\s(?:[a-zæøå]+\s)?([A-ZÆØÅ][a-zæøåéöäü]{1,14})\b(?!\s[A-ZÆØÅ&(]|\s\()")
_SMALL_WORD = re.compile(r"\b[a-zæøåéöäü]{2,15}\b")
# Words with a capital that open sentences or brackets and are nobody's pseudonym.
_NO_NAME_WORDS = (
    "ibid min mi mitt vår vårt egen eigen forfatter forfattaren red sitat kilde kjelde figur tabell vedlegg "
    "kapittel side nav hun han ho de dei det den dette denne jeg eg vi informanten informantene informant "
    "lederen leder ledere leiaren leiar en ein et ei og men slik sitatet utsagnet videre vidare her der som "
    "når om i på for ifølge andre noen flere nokon fleire stat staten kommune kommunen mens så da også he she "
    "they it the this one our we in as my emphasis author norge oslo bergen stortinget regjeringen aetat "
    "trygdeetaten direktoratet departementet intervju interview alle begge ingen dersom hvis selv samme"
)
_NO_NAME = frozenset(_NO_NAME_WORDS.split())


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
    codes = _learn_codes(tails, labels)
    names = _learn_names(document, contexts, tails, labels, authors)
    numbered = numbers >= 2
    habits = Habits(names, codes, numbered)
    explicit = numbered or bool(names | codes) or _has_labelled_roles(document, contexts, habits, labels)
    roles, general = _learn_roles(document, contexts, habits, informants)
    titles = _learn_titles(document, informants)
    return Habits(names, codes, numbered, explicit or bool(titles), roles, general, titles)


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
        and _is_lone_name(text)
    }
    short = {text for text in seen if any(is_short_for(text, label) for label in labels)}
    return frozenset(
        told
        | short
        | (set(seen) if sum(seen.values()) >= 2 else set())
        | (set(places) if sum(places.values()) >= 2 else set())
    )


def _learn_names(
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
        if _NAME.fullmatch(name) and name.casefold() not in _NO_NAME and _is_lone_name(name):
            seen[name] += count
    bracketed = {name for name in seen if f"({name}" in document.text}
    trusted = {name for name, count in seen.items() if count >= 2}
    # One name that comes back, or is presented, shows that the others are pseudonyms too.
    trusted |= set(seen) if trusted or told or len(seen) >= 4 else set()
    spoken = Counter(_names_beside_verbs(document, contexts))
    trusted |= {name for name, count in spoken.items() if count >= 2 and not any(find_role_words(name))}
    if doubtful := trusted - bracketed:
        # A word that the thesis also writes small is no name, unless a bracket shows that it is one.
        small = set(_SMALL_WORD.findall(document.text))
        trusted -= {name for name in doubtful if name.casefold() in small}
    return frozenset(told | (trusted - authors))


def _is_lone_name(text: str) -> bool:
    """Not a role word, which is read as one ("Leder", "Informant")."""
    return not find_mentions(text + " ", Habits())


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


def read_label(text: str, habits: Habits) -> str | None:
    """The voice that a bracket or a line of its own names, None when it names no voice of this thesis."""
    text = text.strip(" .,:;*_()")
    if not text or len(text) > 60:
        return None
    if _INTERVIEW.fullmatch(text) or _TRAIT.match(text):
        return text
    if _NUMBER.fullmatch(text):
        return f"informant {text}" if habits.numbered else None
    if text in habits.names or text in habits.codes:
        return text
    mentions = find_mentions(text, habits)
    explicit = [mention for mention in mentions if mention.rank is Rank.EXPLICIT and mention.label]
    if explicit:
        names = [mention.label for mention in explicit if mention.label in habits.names]
        return names[0] if names else explicit[0].label
    whole = [mention for mention in mentions if mention.label and mention.rank is not Rank.PRONOUN]
    if whole and len(text.split()) <= 4:
        return text
    words = text.split()
    # "Leder, kontor A": the letter tells the voices apart.
    if len(words) <= 5 and _is_role(words[0]) and _MARKED.search(text):
        return text
    # A role alone: "(leder)", "(Informant)", "(NAV-leder, stat)".
    if len(words) <= 3 and _is_role(words[0]):
        return words[0].rstrip(",")
    return None


def read_head(text: str, habits: Habits) -> str | None:
    """The voice that the words before a colon name, None where they say more than a label does."""
    if len(text.split()) > 4 or SAYING.search(text) is not None:
        return None
    return read_label(text, habits)


def _is_role(word: str) -> bool:
    return bool(find_mentions(f"en {word.rstrip(',')}", Habits()))
