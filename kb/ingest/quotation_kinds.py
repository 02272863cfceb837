"""What kind of quotation it is: an interview, literature, policy, a term, a title, or something else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.chapter_roles import ChapterRole
from kb.ingest.draft import Citation, QuotationForm, QuotationKind
from kb.ingest.quotation_cues import (
    ACCORDING_TO_DOCUMENT,
    AS_IT_STANDS,
    ASKED,
    ASKED_JUST_BEFORE,
    BINDING,
    CATEGORY,
    COMMISSIONED,
    DEFINES,
    DOCUMENT,
    DOCUMENT_SAYS,
    HEADED,
    HEADED_BELOW,
    IMPERSONAL,
    OWN_WORDING,
    PHRASE,
    POLICY_SAYS,
    POLICY_TEXT,
    PUBLIC,
    PUBLIC_OFFICE,
    PUT_TO_SOMEBODY,
    SAME_WORK,
    STANDS_THERE,
    TERM_BELOW,
    TITLED,
    WRITTEN_THERE,
)
from kb.ingest.speech import SAYING, WRITING, sounds_spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.speakers import Voice

FEW_WORDS = 5
_SPOKEN = 0.3
# "Kodene «a», «b» og" before «c».
_ROW_BEFORE = re.compile(r"(?:[«“\"][^«»“”\"]{1,80}[»”\"][\s,]*(?:(?:og|eller|and|or)\s)?)+$")
_SENTENCE = 160

_WRITTEN = frozenset((ChapterRole.THEORY, ChapterRole.INTRODUCTION, ChapterRole.METHOD))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a quotation when its kind is to be told; texts are the words around it."""

    text: str
    form: QuotationForm
    lead: str
    after: str
    voice: Voice
    role: ChapterRole
    source: Citation | None  # in the brackets right after it
    later: Citation | None  # later in its sentence
    narrative: Citation | None  # in the words that bring it in
    earlier: Citation | None  # at the end of the sentence before
    author: bool  # somebody cited elsewhere is named in the words before
    labelled: bool  # this thesis labels its display quotations
    listed: bool = False  # a list item that holds nothing else
    announced: bool = False
    cited: Citation | None = None  # in brackets among the words that bring it in
    page: bool = False  # brackets after it hold a page alone
    before: str = ""  # what stands before ``lead`` in its paragraph, from the voice named last on


@dataclass(frozen=True, slots=True)
class Verdict:
    kind: QuotationKind
    sure: float
    rule: str


def is_public(citation: Citation, commissioned: frozenset[tuple[str, str]]) -> bool:
    """Whether a cited work is of the state or the municipality and not of scholars."""
    first = citation.authors[0] if citation.authors else ""
    return bool(PUBLIC.search(first)) or (first.casefold(), citation.year or "") in commissioned


def _names_public(evidence: Evidence) -> bool:
    """Whether the name of the work in the lead-in is the end of a public body's: "the Directorate of Health (2018)"."""
    name = evidence.narrative.raw if evidence.narrative is not None else ""
    before, found, _ = evidence.lead.partition(name)
    return bool(found) and PUBLIC_OFFICE.search(before[-60:]) is not None


def find_commissioned(text: str, citations: Sequence[Citation]) -> frozenset[tuple[str, str]]:
    """Works by named persons that the thesis presents as a working group's or committee's, as (first author, year).

    Told by the sentences that cite them: two of them must say so.
    """
    seen: dict[tuple[str, str], int] = {}
    for citation in citations:
        if not citation.authors or len(citation.authors) > 1 or citation.et_al:
            continue
        around = text[max(0, citation.span.start - 160) : citation.span.start]
        if COMMISSIONED.search(around):
            key = (citation.authors[0].casefold(), citation.year or "")
            seen[key] = seen.get(key, 0) + 1
    return frozenset(key for key, count in seen.items() if count >= 2)


def find_kind(evidence: Evidence, commissioned: frozenset[tuple[str, str]]) -> Verdict:
    """The kind of a quotation and the rule that told it; the plainest evidence is asked first."""
    for rule in (_by_label, _by_words_before, _by_source, _by_length, _by_voice, _by_mention, _by_chapter):
        verdict = rule(evidence, commissioned)
        if verdict is not None:
            return verdict
    return Verdict(QuotationKind.OTHER, 0.4, "nothing tells")


def _words(evidence: Evidence) -> int:
    return len(evidence.text.split())


def _by_label(evidence: Evidence, _: frozenset[tuple[str, str]]) -> Verdict | None:
    if evidence.voice.rule.startswith(("label", "the same as")) and evidence.source is None:
        return Verdict(QuotationKind.INTERVIEW, 0.99, "a speaker's label stands beside it")
    return None


def _by_words_before(evidence: Evidence, _: frozenset[tuple[str, str]]) -> Verdict | None:
    lead = evidence.lead[-160:]
    question = evidence.text.rstrip(" *_.").endswith("?")
    asked = ASKED.search(lead) if question else ASKED_JUST_BEFORE.search(lead)
    if not question and PUT_TO_SOMEBODY.search(lead):
        asked = None
    stated = evidence.form is QuotationForm.INLINE and _words(evidence) >= FEW_WORDS
    if asked and (question or stated) and evidence.source is None:
        return Verdict(QuotationKind.OTHER, 0.9, "a question of the thesis or its interviews")
    if evidence.form is QuotationForm.INLINE and TITLED.search(lead) and _may_be_title(evidence):
        return Verdict(QuotationKind.TITLE, 0.92, "named as a title")
    headed = HEADED.search(lead) or HEADED_BELOW.search(lead)
    if evidence.form is QuotationForm.INLINE and headed and evidence.source is None:
        return Verdict(QuotationKind.TITLE, 0.8, "named as a title")
    if evidence.form is QuotationForm.INLINE and evidence.source is None and _is_named(evidence, lead):
        return Verdict(QuotationKind.TERM, 0.85, "the researcher's name for something")
    # Who speaks after the mark speaks, whatever document the words before quote.
    told = evidence.voice.rule.startswith("verb of saying after")
    if POLICY_SAYS.search(lead) and POLICY_TEXT.search(lead) and evidence.source is None and not told:
        return Verdict(QuotationKind.POLICY, 0.8, "the words before quote a law, report or plan")
    person = evidence.voice.plain and evidence.voice.label is not None
    document = DOCUMENT.search(lead) or POLICY_TEXT.search(lead)
    written = IMPERSONAL.search(lead) or (not person and WRITTEN_THERE.search(lead))
    if document and written and evidence.source is None and not told:
        return Verdict(QuotationKind.POLICY, 0.75, "the words before quote a plan or another document")
    if not told and evidence.source is None and _is_of_document(evidence, lead):
        return Verdict(QuotationKind.POLICY, 0.7, "goes on from a law, report or plan")
    if evidence.listed and evidence.source is not None and evidence.text[:1].isupper():
        return Verdict(QuotationKind.TITLE, 0.9, "a list of works")
    return None


def _is_of_document(evidence: Evidence, lead: str) -> bool:
    """Whether the words are of a document named in the sentences before, or right after them."""
    if evidence.form is not QuotationForm.INLINE or sounds_spoken(evidence.text) > _SPOKEN:
        return False
    after = evidence.after[:90]
    if AS_IT_STANDS.match(after) and (DOCUMENT.search(after) or POLICY_TEXT.search(after)):
        return True
    if evidence.voice.plain or not (DOCUMENT.search(evidence.before) or POLICY_TEXT.search(evidence.before)):
        return False
    if STANDS_THERE.search(lead):
        return True
    before = evidence.before[-_SENTENCE:]
    stands = STANDS_THERE.search(before) or DOCUMENT_SAYS.search(before)
    return stands is not None and BINDING.search(f"{lead[-25:]} {evidence.text[:25]}") is not None


def _is_named(evidence: Evidence, lead: str) -> bool:
    if evidence.announced or evidence.voice.rule.startswith("verb of saying after"):
        return False
    lead = _ROW_BEFORE.sub("", lead)
    own = evidence.role in _WRITTEN and OWN_WORDING.search(lead) is not None
    return own or CATEGORY.search(lead) is not None or TERM_BELOW.match(evidence.after) is not None


def _may_be_title(evidence: Evidence) -> bool:
    """Whether words after "kurset" or "planen" can be its name: what somebody says of it is announced or spoken."""
    said = evidence.announced and evidence.voice.plain and evidence.voice.label is not None
    sentence = evidence.text.rstrip(" *_").endswith((".", "!", "…"))
    return (
        evidence.text[:1].isupper()
        and not said
        and not (sentence and evidence.announced)
        and (sounds_spoken(evidence.text) <= 0.3)
    )


def _by_source(evidence: Evidence, commissioned: frozenset[tuple[str, str]]) -> Verdict | None:
    source = evidence.source or evidence.later or (evidence.narrative if evidence.page else None)
    if source is None:
        return None
    sure = 0.96 if evidence.source is not None else 0.85
    if _words(evidence) < FEW_WORDS and evidence.form is QuotationForm.INLINE:
        return Verdict(QuotationKind.TERM, 0.8, "a few words in marks")
    agreed = source.organization and POLICY_TEXT.search(evidence.lead[-250:]) is not None
    agreed = agreed or ACCORDING_TO_DOCUMENT.search(evidence.lead[-120:]) is not None
    if agreed or is_public(source, commissioned):
        return Verdict(QuotationKind.POLICY, sure - 0.03, "cites a public body")
    return Verdict(QuotationKind.LITERATURE, sure, "cites a work")


def _by_length(evidence: Evidence, _: frozenset[tuple[str, str]]) -> Verdict | None:
    if evidence.form is QuotationForm.BLOCK or _words(evidence) >= FEW_WORDS:
        return None
    if evidence.voice.rule.startswith("verb of saying after"):
        return Verdict(QuotationKind.INTERVIEW, 0.85, "a few words somebody says")
    return Verdict(QuotationKind.TERM, 0.85, "a few words in marks")


def _by_voice(evidence: Evidence, _: frozenset[tuple[str, str]]) -> Verdict | None:
    voice = evidence.voice
    attributed = voice.rule.startswith("verb of saying") and evidence.role not in _WRITTEN
    # Who speaks after the mark speaks, whatever work the sentence before names.
    told = voice.rule == "verb of saying after the quotation" and voice.label is not None
    given = voice.plain and (voice.label is not None or attributed) and (evidence.narrative is None or told)
    theory = evidence.role in (ChapterRole.THEORY, ChapterRole.INTRODUCTION)
    if given and (not theory or sounds_spoken(evidence.text) > 0.4):
        return Verdict(QuotationKind.INTERVIEW, 0.93, "somebody interviewed is given the word")
    if evidence.form is QuotationForm.BLOCK and evidence.narrative is None:
        if evidence.role in (ChapterRole.FINDINGS, ChapterRole.DISCUSSION, ChapterRole.CONCLUSION):
            sure = 0.95 if sounds_spoken(evidence.text) > 0.2 else 0.85
            return Verdict(QuotationKind.INTERVIEW, sure, "set off in a chapter of findings")
        if sounds_spoken(evidence.text) > 0.5:
            return Verdict(QuotationKind.INTERVIEW, 0.8, "set off, and somebody talking")
    return None


def _by_mention(evidence: Evidence, commissioned: frozenset[tuple[str, str]]) -> Verdict | None:
    """A work named in the sentence, or in the one just before."""
    lead = evidence.lead[-250:]
    if SAME_WORK.search(lead) and not (evidence.voice.plain and evidence.voice.label is not None):
        public = evidence.earlier is not None and is_public(evidence.earlier, commissioned)
        kind = QuotationKind.POLICY if public else QuotationKind.LITERATURE
        return Verdict(kind, 0.75, "the same work as before")
    if PHRASE.search(lead) and _words(evidence) < 12 and evidence.narrative is None:
        return Verdict(QuotationKind.OTHER, 0.75, "a saying or catchword")
    if evidence.narrative is not None:
        public = is_public(evidence.narrative, commissioned) or _names_public(evidence)
        kind = QuotationKind.POLICY if public else QuotationKind.LITERATURE
        return Verdict(kind, 0.88, "the words before name a work")
    if evidence.cited is not None and not (evidence.voice.plain and evidence.voice.label is not None):
        kind = QuotationKind.POLICY if is_public(evidence.cited, commissioned) else QuotationKind.LITERATURE
        return Verdict(kind, 0.75, "the words before cite a work")
    if evidence.author and not evidence.voice.plain:
        return Verdict(QuotationKind.LITERATURE, 0.75, "the words before name an author")
    if evidence.voice.label is not None and SAYING.search(lead) and evidence.role is ChapterRole.FINDINGS:
        return Verdict(QuotationKind.INTERVIEW, 0.85, "somebody interviewed is given the word")
    if POLICY_TEXT.search(lead) and evidence.role is not ChapterRole.FINDINGS:
        return Verdict(QuotationKind.POLICY, 0.7, "the words before name a law, report or plan")
    if evidence.voice.rule == "named just before" and evidence.role not in (
        ChapterRole.THEORY,
        ChapterRole.METHOD,
    ):
        return Verdict(QuotationKind.INTERVIEW, 0.7, "somebody interviewed is spoken of")
    if WRITING.search(lead) or DEFINES.search(lead):
        return Verdict(QuotationKind.LITERATURE, 0.65, "presented as written")
    return None


def _by_chapter(evidence: Evidence, commissioned: frozenset[tuple[str, str]]) -> Verdict | None:
    spoken = sounds_spoken(evidence.text)
    if evidence.earlier is not None and evidence.role != ChapterRole.FINDINGS and spoken < 0.5:
        public = is_public(evidence.earlier, commissioned)
        kind = QuotationKind.POLICY if public else QuotationKind.LITERATURE
        return Verdict(kind, 0.6, "goes on from the citation before")
    if evidence.role is ChapterRole.FINDINGS and (evidence.voice.label is not None or spoken > 0.3):
        return Verdict(QuotationKind.INTERVIEW, 0.7, "in a chapter of findings")
    if evidence.text.rstrip().endswith("?"):
        return Verdict(QuotationKind.OTHER, 0.6, "a question")
    if evidence.role is ChapterRole.FINDINGS and not evidence.author and _words(evidence) >= FEW_WORDS:
        return Verdict(QuotationKind.INTERVIEW, 0.55, "in a chapter of findings, and nothing else tells")
    if evidence.voice.label is not None and spoken > 0.2:
        return Verdict(QuotationKind.INTERVIEW, 0.6, "somebody talking, and a voice near")
    if evidence.form is QuotationForm.BLOCK:
        return Verdict(QuotationKind.LITERATURE, 0.5, "set off outside the findings")
    return None
