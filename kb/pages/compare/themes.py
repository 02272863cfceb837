"""The themes of compared theses: a drawing of bars on one scale, and the table behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kb.pages.chips import Mark, find_mark
from kb.pages.lists import Choice, change_query
from kb.pages.themes.themes import list_quotations
from kb.synthesis.compare.compare import Measure, Sorting, find_value, sort_themes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.http import QueryDict

    from kb.pages.compare.compare import Column
    from kb.records.models import Thesis
    from kb.synthesis.compare.compare import CompareQuestion, Counts
    from kb.synthesis.compare.comparison import Compared
    from kb.synthesis.vocabulary import Vocabulary

# As many bars are drawn, of as many themes at least; the table has all.
DRAWN_BARS, LEAST_DRAWN = 16, 6
# Measures of the drawing, in pixels; widths are per cent, so that it fits any screen with letters of one size.
NAME_HEIGHT = 28
BAR_PITCH = 24
BAR_HEIGHT = 14
ROW_GAP = 10


@dataclass(frozen=True, slots=True)
class Bar:
    """One thesis on one theme: ``n`` quotations, listed at ``url`` ("" for none); ``text`` is their measure."""

    letter: str
    place: int
    name: str
    n: int
    text: str
    url: str
    width: float
    y: int

    @property
    def middle(self) -> int:
        return self.y + BAR_PITCH // 2

    @property
    def top(self) -> int:
        return self.y + (BAR_PITCH - BAR_HEIGHT) // 2


@dataclass(frozen=True, slots=True)
class ThemeBars:
    """A theme as a row of the drawing and of the table; ``gap`` is how far the theses lie apart."""

    name: str
    url: str
    here_url: str
    mark: Mark
    has_narrower: bool
    y: int
    bars: tuple[Bar, ...]
    gap: str

    @property
    def baseline(self) -> int:
        return self.y + 18

    @property
    def mark_y(self) -> int:
        return self.y + 8


@dataclass(frozen=True, slots=True)
class ThemesSection:
    """``rows`` in the order asked for, the first of them ``drawn`` in a field ``height`` pixels high."""

    rows: tuple[ThemeBars, ...]
    drawn: tuple[ThemeBars, ...]
    height: int
    title: str
    description: str
    explanation: str
    gap_label: str
    measures: tuple[Choice, ...]
    sortings: tuple[Choice, ...]
    shared: Choice


def present_themes(
    compared: Compared,
    columns: Sequence[Column],
    *,
    question: CompareQuestion,
    vocabulary: Vocabulary,
    query: QueryDict,
) -> ThemesSection:
    """The section of themes, in the order and by the measure asked for."""
    sizes, measure = compared.sizes, question.measure
    rows = sort_themes(compared.list_themes(question), sizes, question, vocabulary)
    values = [[find_value(n, size, measure) for n, size in zip(r.numbers, sizes, strict=True)] for r in rows]
    most = max((value for row in values for value in row), default=0)
    pitch = NAME_HEIGHT + BAR_PITCH * len(columns) + ROW_GAP
    draw = _Drawing(compared.theses, columns, most, question, vocabulary, query)
    presented = tuple(
        draw.present_row(row, value, place * pitch)
        for place, (row, value) in enumerate(zip(rows, values, strict=True))
    )
    drawn = presented[: max(LEAST_DRAWN, DRAWN_BARS // len(columns))]
    return ThemesSection(
        rows=presented,
        drawn=drawn,
        height=pitch * len(drawn),
        title=_("Themes in the theses, side by side"),
        description=_describe(drawn),
        explanation=_explain(question.measure),
        gap_label=_("Difference, percentage points") if measure is Measure.SHARE else _("Difference"),
        measures=tuple(_present_measures(question, query)),
        sortings=tuple(_present_sortings(question, query)),
        shared=Choice(
            _("Only what both speak of") if len(columns) == 2 else _("Only what all of them speak of"),
            change_query(query, **{"in": None if question.shared_themes else "all"}) + "#themes",
            question.shared_themes,
            len(compared.summary.shared),
        ),
    )


def write_value(value: float, measure: Measure) -> str:
    """The value as it is read: "23", "12 %", "4.2 %", "5.3"."""
    written = _write_number(value, measure)
    return f"{written}\u00a0%" if measure is Measure.SHARE else written


def _write_number(value: float, measure: Measure) -> str:
    decimals = 1 if measure is not Measure.NUMBER and 0 < value < 10 else 0
    # number_format cuts what it does not write.
    return str(number_format(round(value, decimals), decimals, force_grouping=True))


@dataclass(frozen=True, slots=True)
class _Drawing:
    """What every row is made with; ``most`` is the value that the longest bar stands for."""

    theses: Sequence[Thesis]
    columns: Sequence[Column]
    most: float
    question: CompareQuestion
    vocabulary: Vocabulary
    query: QueryDict

    def present_row(self, row: Counts, values: Sequence[float], y: int) -> ThemeBars:
        theme = self.vocabulary.themes[row.pk]
        measure = self.question.measure
        return ThemeBars(
            name=theme.display_name,
            url=theme.get_absolute_url(),
            here_url=change_query(self.query, theme=theme.slug) + "#on-theme",
            mark=find_mark(row.pk),
            has_narrower=row.pk in self.vocabulary.narrower,
            y=y,
            bars=tuple(
                self._present_bar(theme.slug, place, row.numbers[place], value, y)
                for place, value in enumerate(values)
            ),
            gap=_write_number(max(values) - min(values), measure),
        )

    def _present_bar(self, slug: str, place: int, n: int, value: float, y: int) -> Bar:
        confirmed = self.question.is_confirmed
        listed = list_quotations(theme=slug, thesis=self.theses[place].slug, confirmed=confirmed)
        return Bar(
            letter=self.columns[place].letter,
            place=place,
            name=self.columns[place].name,
            n=n,
            text=write_value(value, self.question.measure),
            url=listed if n else "",
            width=round(100 * value / self.most, 1) if self.most else 0,
            y=y + NAME_HEIGHT + place * BAR_PITCH,
        )


def _describe(rows: Iterable[ThemeBars]) -> str:
    """All that is drawn, in words."""
    return " ".join(
        f"{row.name}: {', '.join(f'{bar.letter} {bar.text}' for bar in row.bars)}." for row in rows
    )


def _explain(measure: Measure) -> str:
    match measure:
        case Measure.NUMBER:
            return _("Number of quotations about each theme. A long thesis has more of everything.")
        case Measure.SHARE:
            return _(
                "Of each thesis’ quotations, how many per cent are about the theme. One can be about several."
            )
        case Measure.WORDS:
            return _("Quotations about each theme in every 10,000 words of the thesis, since lengths differ.")


def _present_measures(question: CompareQuestion, query: QueryDict) -> Iterable[Choice]:
    labels = {
        Measure.SHARE: _("per cent of its quotations"),
        Measure.NUMBER: pgettext("matrix", "number"),
        Measure.WORDS: _("per 10,000 words"),
    }
    for measure, label in labels.items():
        usual = measure is Measure.SHARE
        url = change_query(query, per=None if usual else measure.value) + "#themes"
        yield Choice(label, url, measure is question.measure)


def _present_sortings(question: CompareQuestion, query: QueryDict) -> Iterable[Choice]:
    labels = {
        Sorting.DIFFER: _("where they differ most"),
        Sorting.TOTAL: _("most in all"),
        Sorting.NAME: _("name"),
    }
    for sorting, label in labels.items():
        usual = sorting is Sorting.DIFFER
        url = change_query(query, sort=None if usual else sorting.value) + "#themes"
        yield Choice(label, url, sorting is question.sorting)
