"""Every page of the admin, with something on it: by the rules of accessibility, in light and dark, and on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from playwright.sync_api import Page

from tests.browser.checks import check_accessible, check_reflow
from tests.browser.conftest import Windows
from tests.browser.sites import Site

# What a page needs besides itself to have something on it: a question to the base for the key in its address.
KEYS = {
    "thesis": "SELECT id FROM records_thesis WHERE state = 'draft' ORDER BY id LIMIT 1",
    "history_operation": "SELECT id FROM records_operation ORDER BY id DESC LIMIT 1",
    "chapter": "SELECT c.id FROM records_chapter c JOIN records_thesis t ON t.id = c.thesis_id "
    "WHERE t.state = 'draft' AND c.level = 1 AND c.is_hidden = 0 ORDER BY c.id LIMIT 1",
}
# Pages with an address of their own besides the lists and forms: name -> what its address takes.
OWN: dict[str, dict[str, str]] = {
    "index": {},
    "quality": {},
    "history": {},
    "history_operation": {"pk": "history_operation"},
    "duplicates": {},
    "duplicates-apart": {},
    "password_change": {},
    "records_thesis_upload": {},
    "records_thesis_new_version": {"thesis_pk": "thesis"},
    "records_thesis_anew": {"thesis_pk": "thesis"},
    "records_thesis_review": {"thesis_pk": "thesis"},
    "records_thesis_review_particulars": {"thesis_pk": "thesis"},
    "records_thesis_review_sure": {"thesis_pk": "thesis", "chapter_pk": "chapter"},
    "records_thesis_personal": {"thesis_pk": "thesis"},
    "records_thesis_publish": {"thesis_pk": "thesis"},
    "records_work_complete": {},
    "records_theme_import": {},
    "records_theme_suggest": {},
    "records_theme_tree": {},
    "records_theme_rename": {"pk": "theme"},
    "records_theme_move": {"pk": "theme"},
    "records_sourcefile_text": {"source_pk": "sourcefile"},
    "records_person_split": {"object_id": "person"},
    "records_work_split": {"object_id": "work"},
    "records_informant_split": {"object_id": "informant"},
}
# Stand on the way from a page above and are tried where that way is (or answer no page at all).
ELSEWHERE = {
    "overview-now", "history_undo", "login", "logout", "password_change_done", "autocomplete", "jsi18n",
    "view_on_site", "app_list", "records_import_batch", "records_import_batch_now", "records_import_cancel_all",
    "records_import_now", "records_import_cancel", "records_import_retry", "records_import_answer",
    "records_theme_suggestrun", "records_theme_suggestnow", "records_theme_tag", "records_theme_preview",
    "records_theme_takeback", "records_themelink_decide", "records_thesis_review_undo",
    "records_thesis_review_finding", "records_thesis_anew_read", "records_thesis_anew_reading",
    "records_thesis_anew_nearly", "records_thesis_anew_undo", "records_thesis_anew_decide",
    "records_work_complete_lists", "records_work_complete_file", "records_work_complete_sure",
    "records_work_complete_again", "records_work_complete_entry", "records_work_complete_undo",
    "auth_user_password_change", "records_person_merge", "records_work_merge", "records_informant_merge",
    "records_theme_merge",
}  # fmt: skip
# What Django makes of each sort of record; forms for adding and asking before deleting are like the form that changes.
LIST, FORM, LIKE = "changelist", "change", ("add", "delete", "history")


def names() -> Iterator[str]:
    """The names of all addresses of the admin."""

    def walk(resolver: URLResolver, space: str | None) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, pattern.namespace or space)
            elif isinstance(pattern, URLPattern) and space == "admin" and pattern.name:
                yield pattern.name

    yield from sorted(set(walk(get_resolver(), None)))


def of_kind(kind: str) -> list[str]:
    return [name for name in names() if name.endswith(f"_{kind}") and name.count("_") == 2]


def find_key(site: Site, of: str) -> int:
    table = f"auth_{of}" if of in {"user", "group"} else f"records_{of}"
    rows = site.ask(KEYS.get(of, f"SELECT id FROM {table} ORDER BY id LIMIT 1"))  # noqa: S608
    return int(rows[0][0]) if rows else 0


# Django's own: a help sign that is a span with a name, and what shows the picked records of a field for several.
DJANGOS = ("aria-prohibited-attr", "list")


def look_at(page: Page, addresses: list[str]) -> None:
    faults = []
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        try:
            check_accessible(page, leave_out=DJANGOS)
            check_reflow(page)
        except AssertionError as error:
            faults.append(str(error))
    assert not faults, "\n".join(faults)


@pytest.fixture
def boss(windows: Windows, site: Site) -> Page:
    """The page of somebody who may do everything."""
    site.ask("UPDATE auth_user SET is_superuser = 1 WHERE username = 'chief'")
    return windows.open("chief")


def test_every_page_is_looked_at_here_or_on_its_way() -> None:
    like = {name for kind in (LIST, FORM, *LIKE) for name in of_kind(kind)}
    assert set(names()) - like - set(OWN) - ELSEWHERE == set()


def test_lists(boss: Page, site: Site) -> None:
    look_at(boss, [reverse(f"admin:{name}") for name in of_kind(LIST)])


def test_forms(boss: Page, site: Site) -> None:
    with_key = ((name, find_key(site, name.split("_")[1])) for name in of_kind(FORM))
    look_at(boss, [reverse(f"admin:{name}", args=[key]) for name, key in with_key if key])


def test_pages_of_our_own(boss: Page, site: Site) -> None:
    own = [(name, {part: find_key(site, of) for part, of in takes.items()}) for name, takes in OWN.items()]
    look_at(boss, [reverse(f"admin:{name}", kwargs=keys) for name, keys in own])
