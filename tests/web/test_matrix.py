"""The matrix as a reader meets it: heads, folds, parts, the list beside it, and the table to download."""

from __future__ import annotations

import csv
import io
from urllib.parse import urljoin

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.records.actions.addresses import check_slug
from kb.records.actions.history import Refused
from kb.records.models import Passage, Person, Quotation, Theme, Thesis, Work
from tests import recipes
from tests.web.across import fill
from tests.web.conftest import words

pytestmark = pytest.mark.django_db
MATRIX = "/themes/matrix/"


def open_page(client, address: str = ""):
    return client.get(MATRIX + address).context["page"]


def read_csv(client, address: str) -> list[list[str]]:
    response = client.get(address)
    assert response["Content-Type"].startswith("text/csv")
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))


def texts(row) -> list[str]:
    return [cell.text for cell in row.cells]


def test_a_table_has_a_caption_and_heads_both_ways(client, read):
    fill(3)
    (table,) = read(MATRIX).find_all("table.matrix")
    assert words(table.find_all("caption")[0]).startswith("Temaer etter oppgave: antall sitater")
    heads = [words(head) for head in table.find_all("thead th[scope=col]")]
    assert len(heads) == 6
    assert heads[1].startswith("Prøvesen2002")
    assert [words(h.find_all("a.themename")[0]) for h in table.find_all("tbody th[scope=row]")] == [
        "Samarbeid", "Partnerskap", "Tillit",
    ]  # fmt: skip
    assert {words(cell) for cell in table.find_all("tbody td")} == {"5", "15", "4", "12", "3"}
    for square in table.find_all("tbody i.sq"):
        assert words(square.parent).isdigit()


def test_theses_of_one_name_and_year_are_told_apart_by_their_titles(client):
    fill(2)
    Thesis.objects.update(year=2020)
    assert [head.note for head in open_page(client).heads] == ["2020 · Oppgave 00", "2020 · Oppgave 01"]
    assert {head.label for head in open_page(client).heads} == {"Prøvesen"}


def test_shares_and_densities_say_what_they_are_of(client):
    fill(2)
    Thesis.objects.update(n_words=2000)
    rows = {row.name: row for row in open_page(client, "?show=share").table.rows}
    assert texts(rows["Samarbeid"]) == ["100,0", "100,0"]
    assert rows["Tillit"].total.text == "80,0"
    dense = open_page(client, "?show=density")
    assert texts(dense.table.rows[0]) == ["25,0", "25,0"]
    assert dense.table.rows[0].total.text == "25,0"
    assert [foot.label for foot in dense.table.feet] == [
        "Under hvilket som helst tema",
        "Alle sitater",
        "Ord",
    ]
    for show in ("n", "share", "density"):
        assert texts(open_page(client, f"?show={show}").table.feet[1]) == ["5", "5"]


def test_rows_sort_by_name_by_spread_by_total_and_by_any_column_and_turn_round(client, read):
    fill(3)
    rare = recipes.make_theme("Aldri langt")
    first = Quotation.objects.filter(thesis__slug="oppgave-00-2000", kind="interview").order_by("pk")[0]
    recipes.tag(first, rare)

    def names(address: str) -> list[str]:
        return [row.name for row in open_page(client, address).table.rows]

    assert names("") == ["Aldri langt", "Samarbeid", "Partnerskap", "Tillit"]
    assert names("?reverse=1") == ["Tillit", "Samarbeid", "Partnerskap", "Aldri langt"]
    assert (
        names("?sort=spread") == names("?sort=total") == ["Samarbeid", "Partnerskap", "Tillit", "Aldri langt"]
    )
    assert names("?sort=total&reverse=1")[0] == "Aldri langt"
    assert names("?sort=column:oppgave-00-2000")[-1] == "Aldri langt"
    assert names("?sort=column:finnes-ikke") == names("")
    sorted_by = read(f"{MATRIX}?sort=column:oppgave-00-2000").find_all("th[aria-sort=descending]")
    assert len(sorted_by) == 1
    assert "reverse=1" in (sorted_by[0].find_all("a.sort")[0].get("href") or "")
    assert len(read(MATRIX).find_all("th[aria-sort=ascending]")) == 1


def test_broad_themes_fold_and_the_address_keeps_it(client):
    fill(1)
    page = open_page(client)
    assert [row.level for row in page.table.rows] == [0, 1, 0]
    folded = open_page(client, page.table.rows[0].fold_url.partition("#")[0])
    assert [row.name for row in folded.table.rows] == ["Samarbeid", "Tillit"]
    assert not folded.table.rows[0].is_open
    again = open_page(client, folded.table.rows[0].fold_url.partition("#")[0])
    assert len(again.table.rows) == 3
    assert [row.name for row in open_page(client, "?fold=all").table.rows] == ["Samarbeid", "Tillit"]
    assert len(open_page(client, "?fold=all&open=samarbeid").table.rows) == 3
    assert "fold=samarbeid" in folded.measures[1].url


def test_more_theses_than_columns_come_in_parts_and_the_totals_count_them_all(client):
    fill(30)
    first, last = open_page(client), open_page(client, "?part=3")
    assert (len(first.heads), len(last.heads), first.n_columns) == (12, 6, 30)
    assert first.table.rows[0].total.text == last.table.rows[0].total.text == "150"
    assert first.pager.last == 3
    assert [head.value for head in open_page(client, "?part=99").heads] == [head.value for head in last.heads]
    assert not {head.value for head in first.heads} & {head.value for head in last.heads}
    rows = read_csv(client, last.whole_table_url)
    assert len(rows[0]) == 4 + 30


def test_a_number_opens_its_quotations_beside_the_table(client, read):
    fill(3)
    cell = next(row for row in open_page(client).table.rows if row.name == "Tillit").cells[0]
    assert cell.url.endswith("cell=tillit:oppgave-02-2002#cell")
    page = read(urljoin(MATRIX, cell.url))
    panel = page.by_id("cell")
    assert words(panel.find_all("h2")[0]) == "Tillit"
    assert len(panel.find_all("article")) == 4
    assert len(page.find_all("table td a[aria-current=true]")) == 1
    close = panel.find_all("a.cellpanel__close")[0].get("href") or ""
    assert open_page(client, close.partition("#")[0]).panel is None


@pytest.mark.parametrize("cell", ["tillit:borte", "borte:", "samarbeid:&page=99"])
def test_a_cell_that_has_gone_says_so_and_a_page_past_the_last_is_the_last(client, cell):
    fill(2)
    page = open_page(client, f"?cell={cell}")
    assert page.panel.n == (10 if "page" in cell else 0)
    assert len(page.panel.cards) == page.panel.n
    assert page.table.rows


def test_themes_without_a_quotation_show_when_asked(client):
    fill(1)
    recipes.make_theme("Aldri sagt")
    assert len(open_page(client).table.rows) == 3
    page = open_page(client, "?empty=1")
    assert [cell.url for cell in page.table.rows[0].cells] == [""]
    assert page.empty.is_chosen


@pytest.mark.parametrize(
    "query", ["", "?by=role&show=share", "?show=density&fold=all&sort=total", "?part=2&empty=1"]
)
def test_the_table_to_download_is_the_table_shown(client, query):
    fill(15)
    Thesis.objects.update(n_words=3000)
    page = open_page(client, query)
    header, *rows = read_csv(client, page.table_url)
    assert [row[0] for row in rows[:-2]] == [row.name for row in page.table.rows]
    assert len(header) == 4 + len(page.heads)
    for written, shown in zip(rows, page.table.rows, strict=False):
        assert int(written[3]) == int(shown.spread.text)
        for number, cell in zip(written[4:], shown.cells, strict=True):
            assert float(number.replace(",", ".")) == pytest.approx(
                float(cell.text.replace(",", ".")), abs=0.051
            )


def test_the_switch_says_what_is_counted_and_stays(client, read):
    fill(2)
    assert "Forslag telles sammen" in words(read(MATRIX))
    page = read(f"{MATRIX}?confirmed=1")
    assert "Ingen redaktør har bekreftet noe her ennå" in words(page)
    Quotation.objects.first().thesis.quotations.update(state="accepted")
    for quotation in Quotation.objects.filter(kind="literature"):
        quotation.state = "accepted"
        quotation.save()
    confirmed = open_page(client, "?confirmed=1")
    assert [row.name for row in confirmed.table.rows] == ["Samarbeid", "Partnerskap"]
    assert all("confirmed=1" in cell.url for row in confirmed.table.rows for cell in row.cells)


def test_without_themes_the_page_says_what_to_do(client, read):
    recipes.make_thesis()
    assert "Ingen sitater har tema ennå" in words(read(MATRIX))
    fill(1)
    assert "Ingenting passer med det valget av oppgaver" in words(read(f"{MATRIX}?title=finnesikke"))
    Quotation.objects.all().delete()
    assert "Ingen sitater har tema ennå" in words(read(MATRIX))


@pytest.mark.parametrize("slug", ["matrix", "together", "table"])
def test_a_theme_cannot_hide_behind_a_page(client, slug):
    theme = recipes.make_theme(slug.title())
    assert theme.slug == f"{slug}-2"
    assert client.get(theme.get_absolute_url()).context["page"].title == slug.title()
    with pytest.raises(Refused):
        check_slug(theme, slug)


ODD = ["abc", "-1", "0", "9" * 30, "9" * 6000, "\x00", "'; --", "🙂", "<script>", "a:b", "*:", "²", ""]
NAMES = (
    "by", "show", "confirmed", "thesis", "from", "to", "institution", "title", "empty", "open", "fold", "sort",
    "reverse", "columns", "part", "cell", "list", "page", "in", "theme", "with", "pair", "min",
)  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize(
    "address", [MATRIX, f"{MATRIX}table/", "/themes/together/", "/themes/together/table/"]
)
def test_odd_parameters_never_give_an_error_page(client, odd, address):
    fill(1)
    assert client.get(address, dict.fromkeys(NAMES, odd)).status_code == 200
    assert client.get(address, {name: [odd, odd] for name in NAMES}).status_code == 200
    for name in ("cell", "page", "part", "pair", "sort"):
        response = client.get(address, {name: odd, "cell" if name != "cell" else "list": "tillit:"})
        assert response.status_code == 200
        assert b"<script>alert" not in response.content


PAGES = [
    "/themes/matrix/", "/themes/matrix/?by=role&show=share", "/themes/matrix/?cell=samarbeid:",
    "/themes/matrix/?cell=samarbeid:&list=theses", "/themes/together/", "/themes/together/?in=section&theme=tillit",
    "/themes/together/?pair=tillit,partnerskap", "/themes/together/?in=passage&pair=tillit,partnerskap",
    "/themes/together/?in=section&pair=tillit,partnerskap",
]  # fmt: skip


def test_thirty_theses_cost_as_many_questions_as_three(client):
    def ask(address: str) -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    ContentType.objects.get_for_models(Quotation, Passage, Thesis)
    fill(3)
    few = {address: ask(address) for address in PAGES}
    for model in (Thesis, Theme, Work, Person):
        model.objects.all().delete()
    fill(30)
    assert {address: ask(address) for address in PAGES} == few
    assert max(few.values()) <= 12


@pytest.mark.parametrize("address", PAGES)
def test_ids_stand_once_and_nothing_is_styled_or_scripted_on_the_page(client, read, address):
    fill(2)
    ids = [element.get("id") for element in read(address).find_all("*[id]")]
    assert len(ids) == len(set(ids))
    text = client.get(address).content.decode()
    assert " style=" not in text
    assert "<script>" not in text


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
@pytest.mark.parametrize("address", PAGES)
def test_nothing_of_a_thesis_that_is_not_published_shows(client, address, state):
    fill(2)
    for thesis in Thesis.objects.all():
        thesis.state = state
        thesis.save()
    text = client.get(address).content.decode()
    for hidden in ("Oppgave 0", "lappeteppe", "Vi eier kontoret"):
        assert hidden not in text
