"""The example theses, read whole: in every form against their keys, and as they stand against golden parses.

The keys (``fixtures/sources/*.key.json``) say what a reader finds; the golden files say all that the program
finds, so that every change of a rule shows in the diff. ``make test ARGS=--update-golden`` writes them anew.
"""

from __future__ import annotations

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fixtures.docx_form import as_docx
from fixtures.markup import read_source
from fixtures.pdf_form import as_pdf, as_two_column_pdf
from fixtures.text_forms import as_double_spaced_text, as_markdown_text, as_plain_text
from kb.importing.reconcile import fold
from kb.ingest.contract import as_contract
from kb.ingest.document import Region, SectionKind
from kb.ingest.draft import QuotationForm
from kb.ingest.parse import parse
from kb.ingest.vocabulary import read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kb.ingest.draft import Quotation, ThesisDraft

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "fixtures/sources").glob("*.md"))
THESES = sorted(path for path in (ROOT / "fixtures/theses").iterdir() if path.is_file())
GOLDEN = Path(__file__).parent / "golden"
FORMS: dict[str, Callable[[Any], str | bytes]] = {
    "double-spaced.txt": as_double_spaced_text,
    "markdown.md": as_markdown_text,
    "plain.txt": as_plain_text,
    "word.docx": as_docx,
    "pages.pdf": as_pdf,
    "columns.pdf": as_two_column_pdf,
}


@cache
def read_form(name: str, form: str) -> tuple[dict[str, Any], ThesisDraft]:
    """The key of a source, and the draft of the file made from it."""
    path = ROOT / "fixtures/sources" / f"{name}.md"
    made = FORMS[form](read_source(path))
    data = made if isinstance(made, bytes) else made.encode()
    key = json.loads(path.with_name(f"{name}.key.json").read_text(encoding="utf-8"))
    return key, parse(form, data)


def share_found(wanted: Iterable[object], found: Iterable[object]) -> float:
    """The F1 of what was found: 1.0 where nothing is missed and nothing invented."""
    key, got = Counter(wanted), Counter(found)
    right = sum((key & got).values())
    return 2 * right / (sum(key.values()) + sum(got.values())) if key or got else 1.0


def quotations(draft: ThesisDraft, form: QuotationForm) -> list[Quotation]:
    document = draft.document
    return [
        quotation
        for quotation in draft.quotations
        if quotation.form is form and document.block_at(quotation.span.start).region is Region.BODY
    ]


every_form = pytest.mark.parametrize(
    ("name", "form"), [(path.stem, form) for path in SOURCES for form in FORMS]
)


@every_form
def test_headings_are_the_same_in_every_form(name: str, form: str) -> None:
    key, draft = read_form(name, form)
    wanted = [(h["number"], fold(h["title"]), h["level"]) for h in key["headings"] if h["part"] == "chapter"]
    chapters = [s for s in draft.document.sections if s.kind is SectionKind.CHAPTER]
    assert [(s.number, fold(s.title), s.level) for s in chapters] == wanted


@every_form
def test_quotations_are_the_same_in_every_form(name: str, form: str) -> None:
    key, draft = read_form(name, form)
    for kind in QuotationForm:
        wanted = [fold(quotation["text"]) for quotation in key["quotations"] if quotation["form"] == kind]
        assert share_found(wanted, [fold(q.text) for q in quotations(draft, kind)]) >= 0.9


@every_form
def test_citations_and_references_are_the_same_in_every_form(name: str, form: str) -> None:
    key, draft = read_form(name, form)
    cited = [(*map(fold, c["authors"]), fold(c["year"] or "")) for c in key["citations"]]
    assert share_found(cited, [(*map(fold, c.authors), fold(c.year or "")) for c in draft.citations]) >= 0.95
    listed = [(fold(r["title"]), fold(r["year"])) for r in key["references"]]
    assert share_found(listed, [(fold(r.title or ""), fold(r.year or "")) for r in draft.references]) >= 0.8


# No title page is set in columns so narrow that the name of a programme breaks.
@pytest.mark.parametrize(
    ("name", "form"), [(path.stem, form) for path in SOURCES for form in FORMS if form != "columns.pdf"]
)
def test_the_title_page_is_understood_in_every_form(name: str, form: str) -> None:
    key, draft = read_form(name, form)
    said, wanted = draft.particulars, key["thesis"]
    assert (said.title, said.year, list(said.authors)) == (wanted["title"], wanted["year"], wanted["authors"])


@every_form
def test_every_span_is_its_text(name: str, form: str) -> None:
    _, draft = read_form(name, form)
    document = draft.document
    for quotation in draft.quotations:
        assert document.text_of(quotation.span) == quotation.text
    for citation in draft.citations:
        assert document.text_of(citation.span) == citation.raw


@pytest.mark.parametrize("path", THESES, ids=lambda path: path.name)
def test_the_whole_parse_is_the_golden_one(path: Path, request: pytest.FixtureRequest) -> None:
    vocabulary = read_vocabulary(ROOT / "fixtures/themes.json")
    found = as_contract(parse(path.name, path.read_bytes(), vocabulary=vocabulary))
    for passage in found["passages"]:
        passage["text"] = f"{passage['text'][:40]}… ({len(passage['text'])})"
    for suggestion in found["themes"]:
        suggestion["confidence"] = round(suggestion["confidence"], 2)
    golden = GOLDEN / f"{path.name}.json"
    if request.config.getoption("--update-golden"):
        GOLDEN.mkdir(exist_ok=True)
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert json.loads(json.dumps(found)) == json.loads(golden.read_text(encoding="utf-8"))
