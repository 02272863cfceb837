"""Theses of any length, made by varying the example theses: the same prose, other numbers, names and years."""

from __future__ import annotations

import io
import random
import re
from typing import TYPE_CHECKING

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph

from fixtures.forms import read_sources
from fixtures.text_forms import as_plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

CHARACTERS_A_PAGE = 2_100
_CHAPTER, _SECTION = "chapter", "section"


def make_long_text(pages: int) -> bytes:
    """A thesis of some ``pages`` pages as plain text."""
    return "\n\n".join(text for _, text in _pieces(pages)).encode()


def make_long_pdf(pages: int) -> bytes:
    """The same as PDF, with page numbers."""
    body = ParagraphStyle("body", fontName="Times-Roman", fontSize=12, leading=18, spaceAfter=8)
    heading = ParagraphStyle("heading", body, fontName="Times-Bold", fontSize=16)
    stream = io.BytesIO()
    document = BaseDocTemplate(stream, invariant=1)

    def number(canvas: Any, _document: Any) -> None:
        canvas.setFont("Times-Roman", 10)
        canvas.drawCentredString(300, 30, str(canvas.getPageNumber()))

    document.addPageTemplates(PageTemplate(frames=[Frame(72, 60, 450, 700)], onPage=number))
    document.build(
        [
            Paragraph(re.sub(r"[&<>]", "", text), body if kind == "text" else heading)
            for kind, text in _pieces(pages)
        ]
    )
    return stream.getvalue()


def _pieces(pages: int) -> Iterator[tuple[str, str]]:
    """Headings and paragraphs, as pairs (kind, text)."""
    chance = random.Random(pages)  # noqa: S311 - to be repeated, not to be secret
    texts = [as_plain_text(source) for source in read_sources()]
    prose = [" ".join(piece.split()) for text in texts for piece in text.split("\n\n") if len(piece) > 200]
    yield _CHAPTER, "En lang oppgave om mange saker"
    written = chapter = 0
    while written < pages * CHARACTERS_A_PAGE:
        chapter += 1
        yield _CHAPTER, f"{chapter} Om sak nummer {chapter}"
        for section in range(1, 5):
            yield _SECTION, f"{chapter}.{section} Den {section}. siden av sak {chapter}"
            for _ in range(6):
                text = re.sub(
                    r"\b(?:19|20)\d\d\b", lambda _: str(chance.randint(1970, 2023)), chance.choice(prose)
                )
                written += len(text)
                yield "text", text
