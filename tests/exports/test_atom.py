from __future__ import annotations

from datetime import UTC, datetime

from lxml import etree

from kb.exports.atom import Entry, Feed, write_feed

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


def make_feed(*entries: Entry) -> etree._Element:
    feed = Feed(
        "tag:x.no,2000-01-01:/", "Søk & treff", "http://x.no/", "http://x.no/feed", "X", NOON, entries
    )
    return etree.fromstring(write_feed(feed))


def test_a_feed_says_what_it_is_and_where() -> None:
    feed = make_feed()
    assert feed.findtext(f"{ATOM}title") == "Søk & treff"
    assert {link.get("rel"): link.get("href") for link in feed.iter(f"{ATOM}link")} == {
        "alternate": "http://x.no/",
        "self": "http://x.no/feed",
    }


def test_an_entry_keeps_its_language_authors_and_themes() -> None:
    entry = Entry(
        "tag:1", "Lise", "http://x.no/q/1/", NOON, "Vi får det til.", "nb", ("L. Aas",), ("Tillit",)
    )
    written = make_feed(entry).find(f"{ATOM}entry")
    assert written is not None
    summary = written.find(f"{ATOM}summary")
    assert summary is not None
    assert summary.get("{http://www.w3.org/XML/1998/namespace}lang") == "nb"
    assert written.findtext(f"{ATOM}author/{ATOM}name") == "L. Aas"
    assert [each.get("term") for each in written.iter(f"{ATOM}category")] == ["Tillit"]


def test_what_xml_cannot_hold_is_left_out() -> None:
    entry = Entry("tag:1", "Li\x0bse\x00", "http://x.no/", NOON, "Smil \U0001f642 <b> & \x1f")
    written = make_feed(entry).find(f"{ATOM}entry")
    assert written is not None
    assert written.findtext(f"{ATOM}title") == "Lise"
    assert written.findtext(f"{ATOM}summary") == "Smil \U0001f642 <b> & "
