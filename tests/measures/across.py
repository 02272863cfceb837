"""``python -m tests.measures.across KB_DATA``: the numbers of the pages across theses, by another route.

Asks the pages themselves for their tables, as a reader does, and plain SQL for the same numbers; a line for each table
says how many there are and whether they are the same. Ends with 1 where any differs.
"""

from __future__ import annotations

import csv
import io
import logging
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from tests.measures.across_sql import Figures, PlainFigures, fold

UNITS = ("quotation", "passage", "section")
MEASURES = ("n", "share", "density")
ROLES = ("leader", "middle_manager", "employee", "user", "other", "none")
# Pages round to two places, strengths to four.
CLOSE = 0.0051


@dataclass(frozen=True)
class Comparison:
    """One table: what the pages say, and what SQL says."""

    name: str
    page: Figures
    plain: Figures
    close: float = CLOSE

    def differing(self) -> list[str]:
        """A line for each number that is not the same; one that is missing counts as nought."""
        return [
            f"{key}: the page says {self.page.get(key)}, plain SQL {self.plain.get(key)}"
            for key in sorted({*self.page, *self.plain}, key=str)
            if abs(self.page.get(key, 0) - self.plain.get(key, 0)) > self.close
        ]


class Pages:
    """The pages as they stand, read by a client of the site."""

    def __init__(self) -> None:
        from django.test import Client

        self.client = Client()

    def table(self, address: str) -> list[list[str]]:
        """The rows of a table to download, without its heads."""
        response = self.client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        text = b"".join(response).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1:]

    def tree(self, address: str) -> Any:
        from lxml import html

        response = self.client.get(address)
        assert response.status_code == 200, (address, response.status_code)
        return html.fromstring(response.content.decode())

    def numbers(self, address: str) -> list[int]:
        """The numbers at the head of a page."""
        found = self.tree(address).xpath("//ul[contains(concat(' ', @class, ' '), ' numbers ')]/li//b[1]")
        return [_number(each.text_content()) for each in found]

    def facets(self, address: str, names: tuple[str, ...]) -> Figures:
        """(name, value) of the choices beside a list, and ("total", "") of the list itself."""
        tree = self.tree(address)
        figures: Figures = {("total", ""): _number(tree.xpath("//*[@class='listhead__count']/text()")[0])}
        for link in tree.xpath("//a[.//span[@class='count']]"):
            asked = parse_qs(urlsplit(link.get("href")).query)
            for name in names:
                if name in asked:
                    figures[name, asked[name][0]] = _number(
                        link.xpath(".//span[@class='count']")[0].text_content()
                    )
        return figures


def compare_all(base: sqlite3.Connection, n_theme_pages: int | None = None) -> Iterator[Comparison]:
    """All comparisons, as they are made; of all theme pages, or of so many."""
    plain, pages = PlainFigures(base), Pages()
    names = ("theses", "quotations", "quotations of interviews", "themes", "authors", "works")
    yield Comparison("front page", dict(zip(names, pages.numbers("/"), strict=True)), plain.sizes())
    yield Comparison("theses: words, quotations, voices", _read_theses(pages), plain.thesis_sizes())
    for sure in (False, True):
        told, asked = (", confirmed", "confirmed=1") if sure else ("", "")
        yield Comparison(
            f"quotations{told}",
            pages.facets(f"/quotations/?{asked}", ("kind", "role")),
            plain.quotations(sure=sure),
        )
        spread = plain.spread(sure=sure)
        shown = {key: n for key, n in spread.items() if key[0] in _most_spread(spread, n_theme_pages)}
        yield Comparison(f"theme pages{told}", _read_spread(pages, shown, asked), shown)
        yield Comparison(f"list of themes{told}", _read_theme_list(pages, asked), _of_list(spread))
        for by in ("thesis", "role"):
            for measure in MEASURES:
                yield Comparison(
                    f"matrix by {by}, {measure}{told}",
                    _read_matrix(pages, plain, f"by={by}&show={measure}&{asked}", by),
                    plain.matrix(by, measure, sure=sure),
                )
        for unit in UNITS:
            yield Comparison(
                f"together in a {unit}{told}",
                _read_together(pages, f"in={unit}&{asked}"),
                plain.together(unit, sure=sure),
                close=0.00006,
            )
        yield Comparison(f"voices{told}", _read_voices(pages, asked), plain.voices(sure=sure))
    works = _read_counted(pages, "/works/?format=csv", {"theses": 5, "places": 6})
    yield Comparison("works: theses, places", works, plain.works())
    yield Comparison("works by number of theses", _share(works), plain.shared())
    authors = _read_counted(pages, "/authors/?format=csv", {"theses": 2, "places": 3, "works": 4})
    yield Comparison("authors: theses, places, works", authors, plain.authors())
    slugs = [slug for _pk, slug, _words in sorted(plain.theses(), key=lambda row: -row[2])[:3]]
    if len(slugs) > 1:
        yield Comparison(
            "sources of three theses compared", _read_sources(pages, slugs), plain.cited_by(slugs)
        )


def _read_theses(pages: Pages) -> Figures:
    figures: Figures = {}
    for row in pages.table("/theses/table/"):
        slug = _slug(row[-1])
        figures[slug, "words"], figures[slug, "quotations"] = int(row[6]), int(row[7])
        figures[slug, "voices"] = int(row[8])
    return figures


def _most_spread(spread: Figures, limit: int | None) -> list[str]:
    """The themes with most quotations."""
    counted = {slug: n for (slug, what), n in spread.items() if what == "quotations"}
    return sorted(counted, key=lambda slug: (-counted[slug], slug))[:limit]


def _read_spread(pages: Pages, shown: Figures, asked: str) -> Figures:
    figures: Figures = {}
    for slug in sorted({slug for slug, _what in shown}):
        numbers = pages.numbers(f"/themes/{slug}/?{asked}")
        names = ("quotations", "theses", "voices", "passages")
        figures |= {(slug, name): n for name, n in zip(names, numbers, strict=False)}
    return figures


def _read_theme_list(pages: Pages, asked: str) -> Figures:
    figures: Figures = {}
    for row in pages.table(f"/themes/table/?{asked}"):
        figures[_slug(row[4]), "quotations"], figures[_slug(row[4]), "theses"] = int(row[2]), int(row[3])
    return figures


def _of_list(spread: Figures) -> Figures:
    return {key: n for key, n in spread.items() if key[1] in {"quotations", "theses"}}


def _read_matrix(pages: Pages, plain: PlainFigures, asked: str, by: str) -> Figures:
    rows = pages.table(f"/themes/matrix/table/?{asked}&open=all&empty=1&part=0")
    # The last row counts all quotations of each column, whatever the measure.
    if by == "thesis":
        columns: list[Any] = [pk for pk, _slug, _words in plain.theses()]
    else:
        columns = _roles_there(plain, confirmed="confirmed" in asked)
    known = {name for name, _slug in plain.themes().values()}
    return {
        (row[0], column): _decimal(cell)
        for row in rows
        if row[0] in known
        for column, cell in zip(columns, row[4:], strict=True)
    }


def _roles_there(plain: PlainFigures, *, confirmed: bool) -> list[str]:
    """The roles that have a column: those with quotations."""
    there = {value for (what, value) in plain.quotations(sure=confirmed) if what == "role"}
    return [role for role in ROLES if role in there]


def _read_together(pages: Pages, asked: str) -> Figures:
    figures: Figures = {}
    for row in pages.table(f"/themes/together/table/?{asked}"):
        is_turned = row[0] > row[1]
        first, second = (row[1], row[0]) if is_turned else (row[0], row[1])
        figures[first, second, "together"] = int(row[2])
        figures[first, second, "second" if is_turned else "first"] = int(row[3])
        figures[first, second, "first" if is_turned else "second"] = int(row[4])
        figures[first, second, "strength"] = _decimal(row[5])
    return figures


def _read_voices(pages: Pages, asked: str) -> Figures:
    figures: Figures = {}
    for row in pages.table(f"/informants/table/?{asked}"):
        slug = urlsplit(row[6]).path.strip("/").split("/")[1]
        key = slug, fold(row[0].removeprefix("'"))
        figures[key] = figures.get(key, 0) + int(row[3])
    return figures


def _read_counted(pages: Pages, address: str, columns: dict[str, int]) -> Figures:
    return {
        (_slug(row[-1]), what): int(row[place])
        for row in pages.table(address)
        for what, place in columns.items()
    }


def _share(works: Figures) -> Figures:
    found: Figures = {}
    for (_slug_of, what), n in works.items():
        if what == "theses":
            found[n] = found.get(n, 0) + 1
    return found


def _read_sources(pages: Pages, slugs: list[str]) -> Figures:
    query = "&".join(f"t={slug}" for slug in slugs)
    figures: Figures = {}
    for row in pages.table(f"/compare/table/?{query}&what=sources&sources=all"):
        for slug, cell in zip(slugs, row[3:-1], strict=True):
            if int(cell):
                figures[slug, _slug(row[-1])] = int(cell)
    return figures


def _number(text: str) -> int:
    return int("".join(character for character in text if character.isdigit()) or 0)


def _decimal(cell: str) -> float:
    """A number as a Norwegian table writes it."""
    return float(cell.replace(",", "."))


def _slug(address: str) -> str:
    return unquote(urlsplit(address).path.strip("/").rsplit("/", 1)[-1])


def report(comparisons: Iterator[Comparison], tell: Callable[[str], object]) -> int:
    """A line for each table, and for each number that differs; how many do."""
    n_all, n_different = 0, 0
    for comparison in comparisons:
        differing, n = comparison.differing(), len({*comparison.page, *comparison.plain})
        n_all, n_different = n_all + n, n_different + len(differing)
        tell(
            f"{comparison.name:44} {n:6} numbers  {'same' if not differing else f'{len(differing)} DIFFERENT'}"
        )
        for line in differing[:10]:
            tell(f"    {line}")
    tell(f"{'in all':44} {n_all:6} numbers  {n_different} different")
    return n_different


def main(arguments: list[str]) -> None:
    if len(arguments) != 1 or not (Path(arguments[0]) / "tverrsnitt.sqlite3").is_file():
        sys.exit("Say which folder holds a base of SQLite: python -m tests.measures.across KB_DATA")
    os.environ.update(KB_MODE="test", KB_DATA=arguments[0], DJANGO_SETTINGS_MODULE="kb.config.settings")
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    logging.disable(logging.ERROR)
    base = sqlite3.connect(f"file:{Path(arguments[0]).resolve()}/tverrsnitt.sqlite3?mode=ro", uri=True)
    sys.exit(1 if report(compare_all(base), print) else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
