"""What reading a thesis gives: frozen records, each with the place it was found at.

These are findings in one file, not records of the database: matching them to what the base already
holds is the work of ``kb.importing``. All spans are spans of :attr:`ThesisDraft.document`'s text.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kb.ingest.document import Document, Lines, Page, Span


class QuotationForm(StrEnum):
    BLOCK = "block"
    INLINE = "inline"


class QuotationKind(StrEnum):
    INTERVIEW = "interview"
    LITERATURE = "literature"
    POLICY = "policy"
    TERM = "term"
    TITLE = "title"
    OTHER = "other"


class RoleGroup(StrEnum):
    LEADER = "leader"
    MIDDLE_MANAGER = "middle_manager"
    EMPLOYEE = "employee"
    USER = "user"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Notice:
    """A doubt or a fact worth a curator's look. ``code`` is stable, ``message`` is for people."""

    code: str
    message: str
    lines: Lines | None = None


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    sha256: str
    format: str  # txt, md, pdf or docx
    text: str  # the extracted text, whose lines all findings count
    lines: int
    page_of_line: tuple[tuple[int, str], ...] = ()  # (first line, physical page) for paged formats


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the file says about the thesis; None or () where it says nothing."""

    title: str | None = None
    title_en: str | None = None
    subtitle: str | None = None
    authors: tuple[str, ...] = ()
    year: int | None = None
    institution: str | None = None
    programme: str | None = None
    supervisors: tuple[str, ...] = ()
    language: str = "nb"
    keywords: tuple[str, ...] = ()
    research_question: Question | None = None
    sub_questions: tuple[Question, ...] = ()
    n_informants: int | None = None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of somebody else. ``span`` covers the words without their outer quotation marks.

    ``speaker`` is the voice as the thesis names it ("Leder A", "Kim", "informant 3"); ``citation`` an index in
    :attr:`ThesisDraft.citations`; ``reason`` the rule that decided; ``confidence`` the chance,
    0 to 1, that form, kind and speaker are right.
    """

    form: QuotationForm
    kind: QuotationKind
    span: Span
    text: str
    speaker: str | None = None
    citation: int | None = None
    confidence: float = 0.5
    reason: str = ""
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Informant:
    """A voice of the thesis: its label as given, and the role where the thesis tells it."""

    label: str
    role: str | None
    role_group: RoleGroup
    lines: Lines


@dataclass(frozen=True, slots=True)
class Author:
    """A person (family, given) or an organisation (organization); exactly one of the two."""

    family: str | None = None
    given: str | None = None
    organization: str | None = None

    @property
    def name(self) -> str:
        return self.organization or self.family or ""


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the reference list."""

    lines: Lines
    raw: str
    authors: tuple[Author, ...]
    year: str | None
    title: str | None
    container: str | None = None
    publisher: str | None = None
    doi: str | None = None
    url: str | None = None
    type: str = "other"  # book, chapter, article, report, thesis, law, web, other
    editors: tuple[Author, ...] = ()
    pages: str | None = None
    volume: str | None = None
    issue: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One work cited at one place. ``span`` covers the whole citing expression (``raw`` is its text), which several
    citations share where one parenthesis cites several works.

    ``authors`` are the names as cited (families or the organisation), ``et_al`` tells that more are meant.
    ``organization`` is true where the first name is an organisation's. ``secondary_via`` names the work in which
    it was read ("Jacobsen 2018"), ``repeats`` is true for *ibid.* and its kin. ``state`` is matched (to an entry
    of the reference list), missing (no such entry, or no list), or ambiguous.
    """

    span: Span
    raw: str
    narrative: bool
    authors: tuple[str, ...]
    et_al: bool
    year: str | None
    locator: str | None = None
    secondary_via: str | None = None
    reference: int | None = None
    organization: bool = False
    repeats: bool = False
    state: str = "missing"


@dataclass(frozen=True, slots=True)
class ThemeSuggestion:
    """A theme that a passage or quotation seems to be about. ``block`` is an index in the document's blocks."""

    slug: str
    block: int
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class PersonalData:
    """Something that identifies a living person; ``what`` is its sort (e-mail, name ...), never the datum."""

    lines: Lines
    what: str


@dataclass(frozen=True, slots=True)
class ThesisDraft:
    source: Source
    particulars: Particulars
    document: Document
    quotations: tuple[Quotation, ...] = ()
    informants: tuple[Informant, ...] = ()
    references: tuple[Reference, ...] = ()
    citations: tuple[Citation, ...] = ()
    themes: tuple[ThemeSuggestion, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()
    notices: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of the vocabulary, as far as reading needs it: the slug and the words that point to it.

    ``labels`` are preferred and alternative labels in every language, ``hints`` the hidden ones (weaker).
    """

    slug: str
    labels: tuple[str, ...]
    hints: tuple[str, ...] = ()


def page_of(document: Document, span: Span) -> Page | None:
    """The page a reader must cite for ``span``: that of the block it starts in."""
    return document.block_at(span.start).page
