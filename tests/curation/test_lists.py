"""The lists of the admin: moments in short, rows that name their values."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import override
from lxml import html as lxml_html

from kb.curation.lists import write_moment
from kb.curation.templatetags.lists import labelled
from kb.records.models import Thesis
from tests.recipes import make_thesis

pytestmark = pytest.mark.django_db


def test_a_moment_is_written_in_figures_and_told_in_full():
    noon = dt.datetime(2026, 3, 9, 11, 44, tzinfo=dt.UTC)
    with override("nb"):
        (told,) = lxml_html.fragments_fromstring(write_moment(noon) or "")
    assert told.text == "09.03.2026 12:44"
    assert told.get("title") == "9. mars 2026 12:44"
    assert dt.datetime.fromisoformat(told.get("datetime")) == noon


def test_no_moment_is_nothing():
    assert write_moment(None) is None


@pytest.mark.parametrize(
    ("name", "column"),
    [("records_thesis", "modified"), ("auth_user", "last_login"), ("records_import", "started")],
)
def test_moments_in_lists_are_short_and_still_sort(admin, everything, name, column):
    page = lxml_html.fromstring(admin.get(reverse(f"admin:{name}_changelist")).content.decode())
    assert page.xpath(f'//td[starts-with(@class, "field-{column}")]/time[@datetime][@title]')
    assert page.xpath(f'//th[contains(@class, "sortable")][contains(@class, "column-{column}")]//a')


def test_the_cells_of_a_row_know_what_their_column_is_called(admin):
    make_thesis(title="Dørvakter på Myr", year=None)
    page = lxml_html.fromstring(admin.get(reverse("admin:records_thesis_changelist")).content.decode())
    heads = [each.text_content().strip() for each in page.xpath('//table[@id="result_list"]/thead//th')]
    (row,) = page.xpath('//table[@id="result_list"]/tbody/tr')
    # The first is the box.
    assert [cell.get("data-label") for cell in row[1:]] == heads[1:]
    assert {cell.get("role") for cell in row} == {"cell", "rowheader"}
    (year,) = row.xpath('td[@class="field-year"]')
    (state,) = row.xpath('td[@class="field-state"]')
    assert year.text_content() == "–"
    assert "data-bare" in year.attrib
    assert "data-bare" not in state.attrib


def test_a_label_breaks_out_of_nothing():
    (cell,) = labelled([format_html('<td class="field-x">{}</td>', "1 < 2")], [{"text": '"quoted"'}])
    (found,) = lxml_html.fragments_fromstring(f"<table><tr>{cell}</tr></table>")
    assert found.xpath(".//td/@data-label") == ['"quoted"']
    assert found.text_content() == "1 < 2"


def test_nought_is_something():
    cells = labelled(['<td class="field-n">0</td>', '<td class="field-n">–</td>'], [{"text": "n"}] * 2)
    assert ["data-bare" in cell for cell in cells] == [False, True]


def test_a_column_that_nobody_fills_is_left_out(admin, everything):
    assert Thesis.objects.exists()
    page = admin.get(reverse("admin:records_import_changelist"))
    assert b"column-by" not in page.content
