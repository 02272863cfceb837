"""Atom feeds (RFC 4287)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_ATOM = "http://www.w3.org/2005/Atom"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; ``tag`` (a tag: URI) stays the same whatever becomes of its address."""

    tag: str
    title: str
    url: str
    updated: datetime
    summary: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: ``url`` is the page it follows, ``self_url`` its own address."""

    tag: str
    title: str
    url: str
    self_url: str
    author: str
    updated: datetime
    entries: Sequence[Entry]


def write_feed(feed: Feed) -> bytes:
    """The feed as an XML document."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed")
    _add(root, "id", feed.tag)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated.isoformat())
    _add(_add(root, "author"), "name", feed.author)
    _add(root, "link", rel="alternate", type="text/html", href=feed.url)
    _add(root, "link", rel="self", type="application/atom+xml", href=feed.self_url)
    for entry in feed.entries:
        _add_entry(root, entry)
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))


def _add_entry(root: ET.Element, entry: Entry) -> None:
    element = _add(root, "entry")
    _add(element, "id", entry.tag)
    _add(element, "title", entry.title)
    _add(element, "updated", entry.updated.isoformat())
    _add(element, "link", rel="alternate", type="text/html", href=entry.url)
    for name in entry.authors:
        _add(_add(element, "author"), "name", name)
    for term in entry.categories:
        _add(element, "category", term=term)
    if entry.summary:
        summary = _add(element, "summary", entry.summary, type="text")
        if entry.language:
            summary.set(_XML_LANG, entry.language)


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    if text:
        element.text = keep_allowed(text)
    return element


def keep_allowed(text: str) -> str:
    """The text without the characters that XML 1.0 cannot hold at all."""
    return "".join(char for char in text if _is_allowed(char))


def _is_allowed(char: str) -> bool:
    return char in "\t\n\r" or "\x20" <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff"
