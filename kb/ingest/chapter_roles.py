"""What a chapter is for: theory, method, findings, discussion ..., told by its title and those above it."""

from __future__ import annotations

import re
from enum import StrEnum

from kb.ingest.document import Document, Region
from kb.ingest.titles import is_part_title


class ChapterRole(StrEnum):
    INTRODUCTION = "introduction"
    THEORY = "theory"
    METHOD = "method"
    FINDINGS = "findings"
    DISCUSSION = "discussion"
    CONCLUSION = "conclusion"
    OTHER = "other"


# The order matters: "drøfting av funn" discusses, "metode og analyse" tells of the method.
_TITLES: tuple[tuple[ChapterRole, re.Pattern[str]], ...] = tuple(
    (role, re.compile(words, re.IGNORECASE))
    for role, words in (
        (ChapterRole.DISCUSSION, r"drøft|diskusjon|discussion"),
        (ChapterRole.CONCLUSION, r"konklu|avslut|oppsummer|conclu|summary|vidare forsk|videre forsk"),
        (ChapterRole.METHOD, r"metod|forskningsdesign|vitenskapsteor|vitskapsteor|method|research design"),
        (ChapterRole.INTRODUCTION, r"innl[ei]|introduksjon|introduction|bakgrunn|background|problemstilling"),
        (
            ChapterRole.FINDINGS,
            (
                r"empiri|resultat|\bfunn|hovedfunn|presentasjon|erfaring|analyse|intervju|dataene|datamaterial|"
                r"finding|result|analysis|interviews|experience"
            ),
        ),
        (
            ChapterRole.THEORY,
            r"teor|litteratur|forskning|kunnskap|begrep|omgrep|rammeverk|theor|literature|framework|research|concept",
        ),
    )
)


def role_of_title(title: str) -> ChapterRole:
    """What a chapter of that title is for, OTHER where the title does not tell."""
    return next((role for role, pattern in _TITLES if pattern.search(title)), ChapterRole.OTHER)


def read_chapter_roles(document: Document) -> tuple[ChapterRole, ...]:
    """The role of every section: that of its chapter's title, else of the nearest title that tells."""
    roles: list[ChapterRole] = []
    for section in document.sections:
        own = role_of_title(section.title) if section.region is Region.BODY else ChapterRole.OTHER
        above = (
            roles[section.parent]
            if section.parent is not None and section.parent < len(roles)
            else ChapterRole.OTHER
        )
        # "Del II: Teori og metode" holds chapters of their own.
        part = section.parent is not None and is_part_title(document.sections[section.parent].title)
        if part and own is not ChapterRole.OTHER:
            roles.append(own)
        else:
            roles.append(own if above in (ChapterRole.OTHER, ChapterRole.INTRODUCTION) else above)
    return tuple(roles)


def top_sections(document: Document) -> tuple[int, ...]:
    """For every section the index of the chapter it stands in, itself for a chapter."""
    tops: list[int] = []
    for index, section in enumerate(document.sections):
        parent = section.parent
        tops.append(tops[parent] if parent is not None and parent < index else index)
    return tuple(tops)
