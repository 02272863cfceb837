"""The tables of a comparison, to download: what the theses are, their themes, their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kb.pages.compare.particulars import read_questions
from kb.pages.quotations.cards import name_thesis
from kb.pages.sources.work_names import name_work
from kb.pages.theses.theses import find_authors
from kb.synthesis.compare.compare import Measure, find_value, sort_themes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kb.synthesis.compare.compare import CompareQuestion
    from kb.synthesis.compare.comparison import Compared
    from kb.synthesis.vocabulary import Vocabulary

Table = tuple[list[str], "Iterator[list[object]]"]


def present_table(
    what: str,
    compared: Compared,
    question: CompareQuestion,
    vocabulary: Vocabulary,
    absolute: Callable[[str], str],
) -> Table:
    """The head and the rows of the table of "themes", "sources" or "theses"."""
    if what == "sources":
        return _name_source_columns(compared), _list_sources(compared, absolute)
    if what == "theses":
        return _name_thesis_columns(), _list_theses(compared, absolute)
    return _name_theme_columns(compared), _list_themes(compared, question, vocabulary)


def _name_thesis_columns() -> list[str]:
    return [
        _("Thesis"), _("Author"), _("Year"), _("Institution"), _("Programme"), _("Research question"),
        _("Sub-questions"), _("Method"), _("Informants"), _("Voices quoted"), _("Words"), _("Chapters"),
        _("Quotations"), _("From interviews"), _("From literature"), _("Works cited"), _("Citations"), _("Address"),
    ]  # fmt: skip


def _list_theses(compared: Compared, absolute: Callable[[str], str]) -> Iterator[list[object]]:
    """One row a thesis."""
    parts = zip(compared.theses, compared.sizes, compared.voices, compared.chapters, strict=True)
    for thesis, size, voices, chapters in parts:
        yield [
            thesis.title, "; ".join(person.sort_name for person in find_authors(thesis)), thesis.year,
            thesis.institution.name if thesis.institution else "", thesis.programme,
            thesis.research_question, " / ".join(read_questions(thesis)), thesis.method, thesis.n_informants,
            len(voices), size.n_words, len(chapters), size.n_quotations, size.n_interviews, size.n_literature,
            size.n_works, size.n_citations, absolute(thesis.get_absolute_url()),
        ]  # fmt: skip


def _name_theme_columns(compared: Compared) -> list[str]:
    header = [_("Theme")]
    for thesis in compared.theses:
        name = name_thesis(thesis)
        header += [
            name,
            _("%(name)s, per cent of its quotations") % {"name": name},
            _("%(name)s, per 10,000 words") % {"name": name},
        ]
    return header


def _list_themes(
    compared: Compared, question: CompareQuestion, vocabulary: Vocabulary
) -> Iterator[list[object]]:
    """One row a theme: for each thesis the number, the share and the number in 10,000 words."""
    for row in sort_themes(compared.list_themes(question), compared.sizes, question, vocabulary):
        cells: list[object] = [vocabulary.name(row.pk)]
        for n, size in zip(row.numbers, compared.sizes, strict=True):
            shares = (find_value(n, size, measure) for measure in (Measure.SHARE, Measure.WORDS))
            cells += [n, *(round(value, 2) for value in shares)]
        yield cells


def _name_source_columns(compared: Compared) -> list[str]:
    names = [name_thesis(thesis) for thesis in compared.theses]
    return [_("Work"), _("Title"), _("Theses that cite it"), *names, _("Address")]


def _list_sources(compared: Compared, absolute: Callable[[str], str]) -> Iterator[list[object]]:
    """One row a work: how often each thesis cites it."""
    groups = compared.works
    for row in (*groups.all, *groups.some, *(row for rows in groups.one for row in rows)):
        if work := compared.work_records.get(row.pk):
            url = absolute(work.get_absolute_url())
            yield [name_work(work), work.title, row.n_theses, *row.numbers, url]
