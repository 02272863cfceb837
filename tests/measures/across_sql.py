"""The numbers of the pages across theses, by plain SQL over the tables: nothing here is the site's own code, but
the words by which it tells a law or a public paper from an author.

What the public sees, which rows carry which themes and what is cited is gathered into temporary tables first; each
function then asks for one sort of number, as {key: number} with keys that a page shows too.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter, defaultdict
from typing import Any

from kb.language.public_bodies import is_paper

Figures = dict[Any, float]

_GATHER = """
CREATE TEMP TABLE hidden AS
  SELECT p.thesis_id, p."order" FROM records_passage p JOIN records_chapter c ON c.id = p.chapter_id
  WHERE p.is_hidden OR c.is_hidden;
CREATE TEMP TABLE seen AS
  SELECT p.id, p.thesis_id, p.chapter_id FROM records_passage p
  JOIN records_chapter c ON c.id = p.chapter_id JOIN records_thesis t ON t.id = p.thesis_id
  WHERE t.state = 'published' AND t.access = 'open' AND NOT p.is_hidden AND NOT c.is_hidden;
CREATE TEMP TABLE said AS
  SELECT q.id, q.thesis_id, q.passage_id, q.kind, q.informant_id, q.state = 'accepted' AS sure,
         coalesce(i.role_group, 'none') AS role
  FROM records_quotation q JOIN records_thesis t ON t.id = q.thesis_id
  LEFT JOIN records_informant i ON i.id = q.informant_id
  LEFT JOIN records_passage f ON f.id = q.passage_id LEFT JOIN records_passage l ON l.id = q.last_passage_id
  WHERE t.state = 'published' AND t.access IN ('open', 'quotations') AND q.state <> 'rejected'
    AND q.kind NOT IN ('term', 'title')
    AND NOT EXISTS (SELECT 1 FROM hidden h WHERE h.thesis_id = q.thesis_id AND f.id IS NOT NULL
                    AND h."order" BETWEEN f."order" AND coalesce(l."order", f."order"));
CREATE TEMP TABLE under AS
  WITH RECURSIVE tree(above, theme) AS (
    SELECT id, id FROM records_theme
    UNION SELECT tree.above, t.id FROM tree JOIN records_theme t ON t.broader_id = tree.theme)
  SELECT above, theme FROM tree;
CREATE TEMP TABLE link AS
  SELECT l.object_id, l.tag_id, l.state = 'accepted' AS sure, ct.model
  FROM records_themelink l JOIN django_content_type ct ON ct.id = l.content_type_id
  WHERE ct.app_label = 'records' AND ct.model IN ('quotation', 'passage') AND l.state <> 'rejected';
CREATE TEMP TABLE on_quotation AS
  SELECT s.id, u.above AS theme, max(l.sure AND s.sure) AS sure
  FROM said s JOIN link l ON l.model = 'quotation' AND l.object_id = s.id JOIN under u ON u.theme = l.tag_id
  GROUP BY 1, 2;
CREATE TEMP TABLE on_passage AS
  SELECT p.id, u.above AS theme, max(l.sure) AS sure
  FROM seen p JOIN link l ON l.model = 'passage' AND l.object_id = p.id JOIN under u ON u.theme = l.tag_id
  GROUP BY 1, 2;
CREATE TEMP TABLE cited AS
  SELECT c.id, c.thesis_id, c.work_id FROM records_citation c JOIN seen p ON p.id = c.passage_id;
CREATE TEMP TABLE author AS
  SELECT a.work_id, p.id, p.slug FROM records_authorship a JOIN records_person p ON p.id = a.person_id
  WHERE NOT (p.kind = 'organization' AND is_paper(p.organization));
CREATE INDEX temp.said_id ON said(id);
CREATE INDEX temp.on_quotation_id ON on_quotation(id);
CREATE INDEX temp.on_passage_id ON on_passage(id);
"""
_NAMES = ("hidden", "seen", "said", "under", "link", "on_quotation", "on_passage", "cited", "author")


class PlainFigures:
    """Figures of one base. ``sure`` everywhere: only what curators confirmed, quotation and theme."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self.base = base
        base.create_function("is_paper", 1, is_paper, deterministic=True)
        for name in _NAMES:
            base.execute(f"DROP TABLE IF EXISTS temp.{name}")
        for statement in _GATHER.split(";"):
            if statement.strip():
                base.execute(statement)

    def ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        return self.base.execute(sql, values).fetchall()

    def themes(self) -> dict[int, tuple[str, str]]:
        """Name and slug of each theme."""
        return {pk: (name, slug) for pk, name, slug in self.ask("SELECT id, name, slug FROM records_theme")}

    def theses(self) -> list[tuple[int, str, int]]:
        """(key, slug, words) of the published theses, newest year first, unknown last, then by title."""
        return self.ask(
            "SELECT id, slug, n_words FROM records_thesis WHERE state = 'published'"
            " ORDER BY year IS NULL, year DESC, title, id"
        )

    def sizes(self) -> Figures:
        """What the front page says is in here."""
        (theses,) = self.ask("SELECT count(*) FROM records_thesis WHERE state = 'published'")
        (said,) = self.ask("SELECT count(*), sum(kind = 'interview') FROM said")
        (works,) = self.ask("SELECT count(DISTINCT work_id) FROM cited")
        (authors,) = self.ask(
            "SELECT count(DISTINCT a.id) FROM cited c JOIN author a ON a.work_id = c.work_id"
        )
        (themes,) = self.ask("SELECT count(*) FROM records_theme")
        return {
            "theses": theses[0],
            "quotations": said[0],
            "quotations of interviews": said[1] or 0,
            "themes": themes[0],
            "authors": authors[0],
            "works": works[0],
        }

    def spread(self, *, sure: bool) -> Figures:
        """(slug of a theme, what): quotations, theses, voices, passages; with what lies under it."""
        figures: Figures = {}
        for pk, (_name, slug) in self.themes().items():
            rows = self.ask(
                "SELECT s.thesis_id, i.label FROM on_quotation o JOIN said s ON s.id = o.id"
                " LEFT JOIN records_informant i ON i.id = s.informant_id WHERE o.theme = ? AND o.sure >= ?",
                pk, sure,
            )  # fmt: skip
            (passages,) = self.ask("SELECT count(*) FROM on_passage WHERE theme = ? AND sure >= ?", pk, sure)
            figures[slug, "quotations"] = len(rows)
            figures[slug, "theses"] = len({thesis for thesis, _label in rows})
            figures[slug, "voices"] = len({(thesis, fold(label)) for thesis, label in rows if label})
            figures[slug, "passages"] = passages[0]
        return figures

    def matrix(self, by: str, measure: str, *, sure: bool) -> Figures:
        """(name of a theme, column): the number, per cent of the column's quotations, or per 10,000 of its words.

        Columns are keys of theses, or role groups; for roles, which have no words of their own, all words count.
        """
        column = {"thesis": "s.thesis_id", "role": "s.role"}[by]
        words = {pk: n for pk, _slug, n in self.theses()}
        all_words = sum(words.values())
        base = dict(self.ask(f"SELECT {column}, count(*) FROM said s WHERE s.sure >= ? GROUP BY 1", sure))  # noqa: S608
        counted = {
            (theme, value): n
            for theme, value, n in self.ask(
                f"SELECT o.theme, {column}, count(*) FROM on_quotation o JOIN said s ON s.id = o.id"  # noqa: S608
                " WHERE o.sure >= ? GROUP BY 1, 2", sure,
            )
        }  # fmt: skip
        columns = list(words) if by == "thesis" else list(base)
        figures: Figures = {}
        for pk, (name, _slug) in self.themes().items():
            for value in columns:
                n = counted.get((pk, value), 0)
                if measure == "share":
                    figures[name, value] = 100 * n / base[value] if base.get(value) else 0
                elif measure == "density":
                    size = words[value] if by == "thesis" else all_words
                    figures[name, value] = 10_000 * n / size if size else 0
                else:
                    figures[name, value] = n
        return figures

    def together(self, unit: str, *, sure: bool) -> Figures:
        """(name, name, what) of themes that meet: together, first, second, strength.

        A passage carries its own themes and those of quotations that begin in it, a section those of its passages.
        """
        carried: dict[int, set[int]] = defaultdict(set)
        if unit == "quotation":
            for key, theme in self.ask("SELECT id, theme FROM on_quotation WHERE sure >= ?", sure):
                carried[key].add(theme)
        else:
            chapter = dict(self.ask("SELECT id, chapter_id FROM seen"))
            rows = self.ask("SELECT id, theme FROM on_passage WHERE sure >= ?", sure)
            rows += self.ask(
                "SELECT s.passage_id, o.theme FROM on_quotation o JOIN said s ON s.id = o.id WHERE o.sure >= ?",
                sure,
            )
            for key, theme in rows:
                if key in chapter:
                    carried[key if unit == "passage" else chapter[key]].add(theme)
        single: Counter[int] = Counter()
        both: Counter[tuple[int, int]] = Counter()
        for themes in carried.values():
            single.update(themes)
            both.update((a, b) for a in themes for b in themes if a < b)
        akin = set(self.ask("SELECT above, theme FROM under"))
        names = {pk: name for pk, (name, _slug) in self.themes().items()}
        figures: Figures = {}
        for (a, b), n in both.items():
            if (a, b) in akin or (b, a) in akin:
                continue
            first, second = sorted((a, b), key=lambda pk: names[pk])
            key = names[first], names[second]
            figures[*key, "together"] = n
            figures[*key, "first"], figures[*key, "second"] = single[first], single[second]
            figures[*key, "strength"] = n / (single[a] + single[b] - n)
        return figures

    def works(self) -> Figures:
        """(slug of a work, what): the theses that cite it, and at how many places."""
        figures: Figures = {}
        for slug, theses, places in self.ask(
            "SELECT w.slug, count(DISTINCT c.thesis_id), count(*) FROM cited c"
            " JOIN records_work w ON w.id = c.work_id GROUP BY w.id"
        ):
            figures[slug, "theses"], figures[slug, "places"] = theses, places
        return figures

    def authors(self) -> Figures:
        """(slug of a person, what): the theses that cite their works, places, and works."""
        figures: Figures = {}
        for slug, theses, places, works in self.ask(
            "SELECT a.slug, count(DISTINCT c.thesis_id), count(DISTINCT c.id), count(DISTINCT c.work_id)"
            " FROM cited c JOIN author a ON a.work_id = c.work_id GROUP BY a.id"
        ):
            figures[slug, "theses"], figures[slug, "places"], figures[slug, "works"] = theses, places, works
        return figures

    def shared(self) -> Figures:
        """By number of theses: how many works so many theses cite."""
        return dict(Counter(n for (_slug, what), n in self.works().items() if what == "theses"))

    def voices(self, *, sure: bool) -> Figures:
        """(slug of a thesis, voice as :func:`fold` has it): its quotations."""
        figures: Counter[Any] = Counter()
        for slug, label in self.ask(
            "SELECT t.slug, i.label FROM said s JOIN records_informant i ON i.id = s.informant_id"
            " JOIN records_thesis t ON t.id = s.thesis_id WHERE s.sure >= ?", sure,
        ):  # fmt: skip
            figures[slug, fold(label)] += 1
        return dict(figures)

    def thesis_sizes(self) -> Figures:
        """(slug of a thesis, what): words, quotations, voices."""
        figures: Figures = {}
        voices = Counter(slug for slug, _label in self.voices(sure=False))
        said = dict(self.ask("SELECT thesis_id, count(*) FROM said GROUP BY 1"))
        for pk, slug, words in self.theses():
            figures[slug, "words"], figures[slug, "quotations"] = words, said.get(pk, 0)
            figures[slug, "voices"] = voices[slug]
        return figures

    def quotations(self, *, sure: bool) -> Figures:
        """How many quotations there are in all, of each kind and of each role."""
        figures: Figures = {}
        for column in ("kind", "role"):
            figures |= {
                (column, value): n
                for value, n in self.ask(
                    f"SELECT {column}, count(*) FROM said WHERE sure >= ? GROUP BY 1",  # noqa: S608
                    sure,
                )
            }
        (total,) = self.ask("SELECT count(*) FROM said WHERE sure >= ?", sure)
        return {**figures, ("total", ""): total[0]}

    def cited_by(self, slugs: list[str]) -> Figures:
        """(slug of a thesis, slug of a work): the places that cite it."""
        marks = ", ".join("?" * len(slugs))
        return {
            (thesis, work): n
            for thesis, work, n in self.ask(
                "SELECT t.slug, w.slug, count(*) FROM cited c JOIN records_work w ON w.id = c.work_id"  # noqa: S608
                f" JOIN records_thesis t ON t.id = c.thesis_id WHERE t.slug IN ({marks}) GROUP BY 1, 2",
                *slugs,
            )
        }


def fold(label: str) -> str:
    """A voice's label without capitals, blanks and marks: labels that differ only in these are one voice."""
    return "-".join(re.findall(r"\w+", label.casefold()))
