"""Every page of the admin with something on it, by name: its address on a furnished site (``Site.furnish``).

A new address in ``kb/curation`` gets a row in ``OWN``, or stands in ``ELSEWHERE``. Lists and forms come by themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import URLPattern, URLResolver, get_resolver, reverse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.sites import Site

# What a page needs besides itself to have something on it: a question to the base for the key in its address.
KEYS = {
    "thesis": "SELECT id FROM records_thesis WHERE state = 'draft' ORDER BY id LIMIT 1",
    "published": "SELECT id FROM records_thesis WHERE state = 'published' ORDER BY id LIMIT 1",
    "history_operation": "SELECT id FROM records_operation ORDER BY id DESC LIMIT 1",
    "chapter": "SELECT c.id FROM records_chapter c JOIN records_thesis t ON t.id = c.thesis_id "
    "WHERE t.state = 'draft' AND c.level = 1 AND c.is_hidden = 0 ORDER BY c.id LIMIT 1",
    "work": "SELECT work_id FROM records_citation GROUP BY work_id ORDER BY count(*) DESC LIMIT 1",
    "person": "SELECT person_id FROM records_authorship GROUP BY person_id ORDER BY count(*) DESC LIMIT 1",
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
    "records_themelink_decide": {},
    "records_sourcefile_text": {"source_pk": "sourcefile"},
    "records_passage_heading": {"pk": "passage"},
    "records_person_split": {"object_id": "person"},
    "records_work_split": {"object_id": "work"},
    "records_informant_split": {"object_id": "informant"},
}
# Pages again as they are otherwise: name of the picture -> name, what the address takes, the query.
AGAIN: dict[str, tuple[str, dict[str, str], str]] = {
    "admin-thesis-add": ("records_thesis_add", {}, ""),
    "admin-theme-add": ("records_theme_add", {}, ""),
    "admin-thesis-delete": ("records_thesis_delete", {"object_id": "published"}, ""),
    "admin-thesis-history": ("records_thesis_history", {"object_id": "published"}, ""),
    "admin-thesis-form-published": ("records_thesis_change", {"object_id": "published"}, ""),
    "admin-thesis-review-quotation": ("records_thesis_review", {"thesis_pk": "published"}, "sort=quotation"),
    "admin-thesis-review-theme": ("records_thesis_review", {"thesis_pk": "published"}, "sort=theme"),
    "admin-thesis-review-published": ("records_thesis_review", {"thesis_pk": "published"}, ""),
    "admin-thesis-personal-published": ("records_thesis_personal", {"thesis_pk": "published"}, ""),
    "admin-thesis-publish-published": ("records_thesis_publish", {"thesis_pk": "published"}, ""),
    "admin-quotation-list-narrowed": ("records_quotation_changelist", {}, "kind__exact=interview&q=tillit"),
    "admin-quotation-list-none": ("records_quotation_changelist", {}, "q=romskip"),
}
# Stand on the way from a page above and are tried where that way is (or answer no page at all).
ELSEWHERE = {
    "overview-now", "history_undo", "login", "logout", "password_change_done", "autocomplete", "jsi18n",
    "view_on_site", "app_list", "records_import_batch", "records_import_batch_now", "records_import_cancel_all",
    "records_import_now", "records_import_cancel", "records_import_retry", "records_import_answer",
    "records_theme_suggestrun", "records_theme_suggestnow", "records_theme_tag", "records_theme_preview",
    "records_theme_takeback", "records_thesis_review_undo",
    "records_thesis_review_finding", "records_thesis_anew_read", "records_thesis_anew_reading",
    "records_thesis_anew_nearly", "records_thesis_anew_undo", "records_thesis_anew_decide",
    "records_work_complete_lists", "records_work_complete_file", "records_work_complete_sure",
    "records_work_complete_again", "records_work_complete_next", "records_work_complete_entry",
    "records_work_complete_undo",
    "auth_user_password_change", "records_person_merge", "records_work_merge", "records_informant_merge",
    "records_theme_merge",
}  # fmt: skip
# What Django makes of each sort of record; forms for adding and asking before deleting are like the form that changes.
LIST, FORM, LIKE = "changelist", "change", ("add", "delete", "history")
# Whose eyes the pages are seen with.
SEEN_BY = "chief"


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
    """The names of the addresses of one kind, one for each sort of record."""
    return [name for name in names() if name.endswith(f"_{kind}") and name.count("_") == 2]


def find_key(site: Site, of: str) -> int:
    """The key of the record of that sort that has something to show; 0 where there is none."""
    table = f"auth_{of}" if of in {"user", "group"} else f"records_{of}"
    rows = site.ask(KEYS.get(of, f"SELECT id FROM {table} ORDER BY id LIMIT 1"))  # noqa: S608
    return int(rows[0][0]) if rows else 0


def allow_everything(site: Site) -> None:
    """Lets the person whose eyes the pages are seen with do all that can be done."""
    site.ask(f"UPDATE auth_user SET is_superuser = 1 WHERE username = '{SEEN_BY}'")  # noqa: S608


def find_lists() -> list[str]:
    """The addresses of all lists."""
    return [reverse(f"admin:{name}") for name in of_kind(LIST)]


def find_forms(site: Site) -> list[str]:
    """The addresses of one form of each sort of record that the site has any of."""
    return list(_find_forms(site).values())


def find_own(site: Site) -> list[str]:
    """The addresses of the pages that are neither list nor form."""
    return list(_find_own(site).values())


def name_pictures() -> list[str]:
    """The names of all pages, as their pictures are called: ``admin-thesis-list``, ``admin-thesis-form``, ..."""
    return [*map(_name, [*OWN, *of_kind(LIST), *of_kind(FORM)]), *AGAIN]


def find_addresses(site: Site) -> dict[str, str]:
    """The addresses of all pages by the names of their pictures; forms without a record to show are left out."""
    lists = {_name(name): reverse(f"admin:{name}") for name in of_kind(LIST)}
    again = {
        picture: reverse(f"admin:{name}", kwargs=_find_keys(site, takes)) + (f"?{query}" if query else "")
        for picture, (name, takes, query) in AGAIN.items()
    }
    return _find_own(site) | lists | _find_forms(site) | again


def _name(name: str) -> str:
    plain = name.removeprefix("records_").replace("changelist", "list").replace("_change", "_form")
    return "admin-" + plain.replace("_", "-").replace("password-form", "password")


def _find_keys(site: Site, takes: dict[str, str]) -> dict[str, int]:
    return {part: find_key(site, of) for part, of in takes.items()}


def _find_own(site: Site) -> dict[str, str]:
    return {
        _name(name): reverse(f"admin:{name}", kwargs=_find_keys(site, takes)) for name, takes in OWN.items()
    }


def _find_forms(site: Site) -> dict[str, str]:
    with_key = ((name, find_key(site, name.split("_")[1])) for name in of_kind(FORM))
    return {_name(name): reverse(f"admin:{name}", args=[key]) for name, key in with_key if key}
