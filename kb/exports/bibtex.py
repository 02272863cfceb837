"""An item as BibTeX, in UTF-8, with what TeX would take for commands written out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from kb.exports.csl import MORE_AUTHORS, Item
from kb.exports.rich_text import clean
from kb.exports.ris import split_pages, write_name, write_year

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TYPES = {
    "book": "book",
    "chapter": "incollection",
    "article-journal": "article",
    "report": "techreport",
    "legislation": "legislation",
    "webpage": "online",
}
_HOLDERS = {
    "chapter": "booktitle",
    "article-journal": "journal",
    "webpage": "organization",
    "legislation": "organization",
}
_HOUSES = {"thesis": "school", "report": "institution"}
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#",
        "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    }
)  # fmt: skip


def write_bibtex(item: Item, notes: Sequence[str] = ()) -> str:
    """The entry, its key the record's own. Titles stand in braces of their own, so no style changes their capitals.

    ``notes`` are its annotation, a paragraph each, which no style prints.
    """
    annotation = ("annote", "\n\n".join(map(_escape, notes)))
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in (*_fields(item), annotation) if value)
    return f"@{_type_of(item)}{{{item['id']},\n{fields}}}\n"


def _type_of(item: Item) -> str:
    if item["type"] == "thesis":
        return (
            "phdthesis"
            if "dokt" in item.get("genre", "").lower().replace("doct", "dokt")
            else "mastersthesis"
        )
    return _TYPES.get(item["type"], "misc")


def _fields(item: Item) -> Iterable[tuple[str, str]]:
    kind = item["type"]
    yield "author", " and ".join(_write_author(author) for author in item.get("author", ()))
    yield "editor", " and ".join(_write_author(editor) for editor in item.get("editor", ()))
    yield "title", f"{{{_escape(item.get('title', ''))}}}"
    yield "year", write_year(item)
    yield _HOLDERS.get(kind, "series"), _escape(item.get("container-title", ""))
    yield _HOUSES.get(kind, "publisher"), _escape(item.get("publisher", ""))
    yield "type", _escape(item.get("genre", ""))
    yield "volume", _escape(item.get("volume", ""))
    yield "number", _escape(item.get("issue", ""))
    yield "pages", _escape("--".join(filter(None, split_pages(item))))
    yield "doi", item.get("DOI", "").translate({ord("{"): None, ord("}"): None})
    yield "url", quote(item.get("URL", ""), safe="%/:=&?~#+!$,;'@()*[]-._")
    yield "language", {"nb": "norsk", "nn": "nynorsk", "en": "english"}.get(item.get("language", ""), "")
    yield "note", _escape(item.get("note", ""))


def _write_author(author: Item) -> str:
    if author == MORE_AUTHORS:
        return "others"
    name = _escape(write_name(author))
    # An organisation, and a name of one word, would else be taken apart at its blanks and commas.
    return f"{{{name}}}" if "literal" in author else name


def _escape(text: str) -> str:
    return clean(text).translate(_TEX)
