from __future__ import annotations

from urllib.parse import unquote_plus

from tests.web.conftest import words


def test_the_page_about_the_site_has_its_parts_where_the_footer_links_to_them(read, db):
    page = read("/about/")
    for link in page.find_all("footer a"):
        address, _, anchor = (link.get("href") or "").partition("#")
        assert address == "/about/"
        assert not anchor or page.by_id(anchor)


def test_every_way_to_search_is_shown_by_a_search_one_can_try(read, db):
    links = read("/about/").find_all("td > a")
    assert len(links) >= 8
    for link in links:
        assert unquote_plus(link.get("href") or "") == f"/search/?q={words(link)}"
