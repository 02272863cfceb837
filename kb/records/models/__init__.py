"""All records of the knowledge base, DESIGN §1; one module a subject."""

from __future__ import annotations

from kb.records.models.changes import FactsStamp, PendingChange, WriteMark
from kb.records.models.checklist import Tick
from kb.records.models.distinctions import Distinction
from kb.records.models.history import Change, Operation
from kb.records.models.imports import Import
from kb.records.models.libraries import ReferenceEntry, ReferenceFile
from kb.records.models.logins import FailedLogin
from kb.records.models.masks import Mask
from kb.records.models.people import NameVariant, Person
from kb.records.models.quotations import Informant, Quotation
from kb.records.models.reanchorings import Reanchoring
from kb.records.models.recurring import RecurringReading, RecurringResult, SetAside
from kb.records.models.redirects import SlugRedirect
from kb.records.models.suggestions import SuggestionChange, SuggestionRun
from kb.records.models.text import Chapter, Passage
from kb.records.models.themes import Theme, ThemeLabel, ThemeLink
from kb.records.models.theses import Contributor, Institution, SourceFile, Thesis
from kb.records.models.works import Authorship, Citation, Reference, Work

__all__ = [
    "Authorship",
    "Change",
    "Chapter",
    "Citation",
    "Contributor",
    "Distinction",
    "FactsStamp",
    "FailedLogin",
    "Import",
    "Informant",
    "Institution",
    "Mask",
    "NameVariant",
    "Operation",
    "Passage",
    "PendingChange",
    "Person",
    "Quotation",
    "Reanchoring",
    "RecurringReading",
    "RecurringResult",
    "Reference",
    "ReferenceEntry",
    "ReferenceFile",
    "SetAside",
    "SlugRedirect",
    "SourceFile",
    "SuggestionChange",
    "SuggestionRun",
    "Theme",
    "ThemeLabel",
    "ThemeLink",
    "Thesis",
    "Tick",
    "Work",
    "WriteMark",
]
