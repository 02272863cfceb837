"""Following the links of the matrix and of themes that go together.

Every address is read as the pages read it, and what answers is counted; every so many are opened as a reader opens
them, because that takes a hundred times longer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

from django.http import QueryDict

from kb.pages.cross_section.matrix_cell import find_list
from kb.records.models import Quotation, ThemeLink, Thesis
from kb.records.stamps import renew_stamps
from kb.synthesis.cross_section.matrix import count_cell_theses, count_matrix, find_cell
from kb.synthesis.cross_section.matrix_question import ANY_THEME, MatrixQuestion
from kb.synthesis.cross_section.together import TogetherQuestion, find_units
from kb.synthesis.facts import load_facts
from kb.synthesis.quotations.answers import answer
from kb.synthesis.quotations.question import QuotationQuestion
from kb.synthesis.vocabulary import load_vocabulary

OPENED_CELLS, OPENED_PAIRS = 30, 100
_CARD = re.compile(r'<article class="quotecard ')


@dataclass
class Walk:
    """What was followed: cells, those of any theme among them, theses of a theme, and lists behind cells."""

    cells: int = 0
    of_any: int = 0
    spreads: int = 0
    lists: int = 0


def accept_some() -> None:
    """Let curators have accepted every other quotation, and two in three of the themes on them.

    Chosen by their place in the texts: keys go on from what earlier tests have used up.
    """
    Quotation.objects.filter(pk__in=_keys(Quotation)[::2]).update(state="accepted")
    ThemeLink.objects.filter(pk__in=[pk for place, pk in enumerate(_keys(ThemeLink)) if place % 3]).update(
        state="accepted"
    )
    renew_stamps(_keys(Thesis))


def _keys(model: Any) -> list[int]:
    return list(model.objects.order_by("pk").values_list("pk", flat=True))


def _ask(url: str) -> QueryDict:
    return QueryDict(url.partition("#")[0].partition("?")[2])


def walk_matrix(client: Any, address: str) -> Walk:
    """Follow every number of the table at ``address`` (which shows numbers), and the list behind each panel."""
    walk, facts, vocabulary = Walk(), load_facts(), load_vocabulary()
    page = client.get(address).context["page"]
    cells = [cell for row in page.table.rows for cell in (*row.cells, row.total)]
    cells += [cell for foot in page.table.feet for cell in (*foot.cells, foot.total)]
    for cell in cells:
        if not cell.url:
            assert cell.text == "0"
            continue
        question = MatrixQuestion.from_params(_ask(cell.url))
        assert question.cell is not None
        keys = find_cell(facts, vocabulary, question, question.cell)
        assert len(keys) == int(cell.text), cell
        url = find_list(count_matrix(facts, vocabulary, question), question.cell, question)
        if url:
            asked = QuotationQuestion.from_params(_ask(url))
            assert sorted(answer(asked, vocabulary, facts).keys) == sorted(keys), url
            walk.lists += 1
        walk.of_any += question.cell.theme == ANY_THEME
        if walk.cells % OPENED_CELLS == 0:
            _open_cell(client, urljoin(address, cell.url), int(cell.text))
        walk.cells += 1
    for row in page.table.rows:
        if row.spread.url:
            question = MatrixQuestion.from_params(_ask(row.spread.url))
            assert question.cell is not None
            theses = count_cell_theses(facts, vocabulary, question, question.cell)
            assert len(theses) == int(row.spread.text), row
            assert sum(n for _thesis, n in theses) == int(row.total.text), row
            walk.spreads += 1
    _open_theses(client, urljoin(address, page.table.rows[0].spread.url), page.table.rows[0])
    return walk


def _open_cell(client: Any, address: str, said: int) -> None:
    """The panel shows as many quotations as the number says, on all its pages; so does the list that it leads to."""
    shown, url = 0, address
    while url:
        response = client.get(url)
        panel = response.context["page"].panel
        shown += len(_CARD.findall(response.content.decode()))
        url = urljoin(address, panel.pager.next_url) if panel.pager.next_url else ""
    assert panel.n == shown == said, address
    if panel.list_url:
        assert client.get(panel.list_url).context["page"].total == said, panel.list_url


def _open_theses(client: Any, address: str, row: Any) -> None:
    response = client.get(address)
    lines = response.context["page"].panel.theses
    assert len(lines) == int(row.spread.text)
    for line in lines:
        assert f">{line.title}" in response.content.decode()
        assert client.get(urljoin(address, line.url)).context["page"].panel.n == line.n


def walk_pairs(client: Any, address: str) -> int:
    """Follow every number of every pair on all pages; returns how many pairs there were."""
    n_pairs, url, count = 0, address, _Counter()
    while url:
        page = client.get(url).context["page"]
        for row in page.rows:
            assert count(row.url) == count(row.n_url) == row.n, row
            assert count(row.first.n_url) == row.first.n, row
            assert count(row.second.n_url) == row.second.n, row
            assert row.strength == row.n / (row.first.n + row.second.n - row.n)
            if n_pairs % OPENED_PAIRS == 0:
                _open_pair(client, urljoin(address, row.url), row.n)
                if not row.first.n_url.startswith("/quotations/"):
                    _open_pair(client, urljoin(address, row.first.n_url), row.first.n)
            n_pairs += 1
        url = urljoin(address, page.pager.next_url) if page.pager.next_url else ""
    return n_pairs


class _Counter:
    """How much answers to an address: of the list of quotations, or of ours."""

    def __init__(self) -> None:
        self.facts, self.vocabulary = load_facts(), load_vocabulary()
        self.known: dict[str, int] = {}

    def __call__(self, url: str) -> int:
        if url not in self.known:
            self.known[url] = self._count(url)
        return self.known[url]

    def _count(self, url: str) -> int:
        if url.startswith("/quotations/"):
            return len(answer(QuotationQuestion.from_params(_ask(url)), self.vocabulary, self.facts).keys)
        question = TogetherQuestion.from_params(_ask(url))
        units = find_units(self.facts, self.vocabulary, question.unit, confirmed=question.is_confirmed)
        return len(units.with_all([self.vocabulary.by_slug[slug].pk for slug in question.pair]))


def _open_pair(client: Any, address: str, said: int) -> None:
    """The quotations, passages or sections on all pages are as many as the number says."""
    shown, url = 0, address
    while url:
        panel = client.get(url).context["page"].panel
        shown += sum(len(g.cards) + len(g.passages) + len(g.sections) for g in panel.groups)
        url = urljoin(address, panel.pager.next_url) if panel.pager.next_url else ""
    assert shown == panel.n == said, address
    assert [unit.count for unit in panel.units if unit.is_chosen] == [said]
