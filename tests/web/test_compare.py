from __future__ import annotations

import csv
import io
from urllib.parse import urljoin

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kb.records.models import Person, Quotation, Theme, Thesis, Work
from tests import recipes
from tests.web.across import fill
from tests.web.conftest import words

pytestmark = pytest.mark.django_db

ODD = ["abc", "-1", "99999999999999999999", "9" * 6000, "\x00", "'; --", "🙂", "<script>", ""]
TWO = "/compare/?t=oppgave-00-2000&t=oppgave-01-2001"


def test_theses_stand_in_the_order_of_the_address_and_can_be_moved(client, read):
    fill(3)
    page = client.get(f"{TWO}&t=oppgave-02-2002&per=n").context["page"]
    assert [column.letter for column in page.columns] == ["A", "B", "C"]
    moved = client.get(f"/compare/{page.columns[2].left_url}").context["page"]
    assert [column.title for column in moved.columns] == ["Oppgave 00", "Oppgave 02", "Oppgave 01"]
    fewer = client.get(f"/compare/{page.columns[0].remove_url}").context["page"]
    assert [column.title for column in fewer.columns] == ["Oppgave 01", "Oppgave 02"]
    assert "per=n" in page.columns[0].remove_url
    assert (page.columns[0].left_url, page.columns[2].right_url) == ("", "")


def test_what_cannot_be_compared_is_said_plainly(client, read):
    fill(6)
    gone = Thesis.objects.get(slug="oppgave-05-2005")
    gone.state = "withdrawn"
    gone.save()
    slugs = "&".join(f"t=oppgave-0{n}-200{n}" for n in (0, 0, 1, 2, 3, 4, 5))
    page = read(f"/compare/?{slugs}&t=finnes-ikke")
    told = [words(p) for p in page.find_all("p.cmpnotice")]
    assert len(told) == 4
    assert any("finnes-ikke" in text for text in told)
    assert any("oppgave-05-2005" in text for text in told)
    instead = next(a.get("href") for a in page.find_all("p.cmpnotice a"))
    shown = client.get(f"/compare/{instead}").context["page"].columns
    assert [column.title for column in shown][-1] == "Oppgave 04"
    assert len(page.find_all("ol.cmpheads > li")) == 4


def test_with_none_or_one_there_is_a_form_that_works_without_a_script(client, read):
    fill(3)
    none = read("/compare/")
    assert len(none.find_all("input[type=checkbox]")) == 3
    one = read("/compare/?t=oppgave-00-2000&per=words&q=oppgave")
    ticked = [box.get("value") for box in one.find_all("input[checked]")]
    assert ticked == ["oppgave-00-2000"]
    assert len(one.find_all("input[type=checkbox]")) == 3
    assert [box.get("value") for box in one.find_all("form.cmpform input[name=per]")] == ["words"]
    assert client.get("/compare/?t=oppgave-00-2000&q=finnes-ikke").context["page"].chooser.found == ()
    assert len(client.get(f"{TWO}&q=oppgave").context["page"].chooser.found) == 1


def test_without_a_thesis_the_page_says_so(read):
    assert "/" in [a.get("href") for a in read("/compare/").find_all(".empty a")]


def test_theses_without_themes_sources_or_text_can_be_compared(client):
    recipes.make_thesis("Tom en", institution=None, year=None)
    recipes.make_thesis("Tom to", access="restricted")
    page = client.get("/compare/?t=tom-en&t=tom-to-2021").context["page"]
    assert page.comparison is not None
    assert page.comparison.themes.rows == ()
    assert page.comparison.theme is None


def test_one_theme_is_read_in_columns(client, read):
    fill(2)
    page = read(f"{TWO}&theme=tillit")
    sides = page.find_all("section.cmpside")
    assert len(sides) == 2
    for side in sides:
        assert len(side.find_all("li.cmpwords--interview")) == 3
        assert all(a.get("href").startswith("/informants/") for a in side.find_all("p.cmpwords__who > a"))
    assert client.get(f"{TWO}&theme=finnes-ikke").context["page"].comparison.theme.is_unknown


def test_columns_repeat_the_names_that_stand_above_each_other_on_a_phone(read):
    fill(2)
    page = read(TWO)
    for row in page.find_all("div.cmprow--2"):
        for cell in row.find_all(".cmpcell"):
            assert cell.find_all("p.cmplabel") or cell.find_all("h3")


def test_no_address_of_the_page_is_broken(client, read):
    fill(3)
    page = read(f"{TWO}&t=oppgave-02-2002")
    ids = {element.get("id") for element in page.find_all("*[id]")}
    for href in {a.get("href") for a in page.find_all("main a")}:
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert client.get(urljoin("/compare/", href).partition("#")[0]).status_code == 200, href
    listed = [element.get("id") for element in page.find_all("*[id]")]
    assert len(listed) == len(set(listed))
    assert not page.find_all("*[style]")


def test_tables_hold_what_the_page_shows(client):
    fill(2)
    page = client.get(TWO).context["page"]
    for table in page.tables:
        response = client.get(table.url)
        assert response["Content-Type"].startswith("text/csv")
        rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig")), delimiter=";"))
        assert len({len(row) for row in rows}) == 1
        if "what=themes" in table.url:
            shown = {row.name: [str(bar.n) for bar in row.bars] for row in page.comparison.themes.rows}
            assert {row[0]: [row[1], row[4]] for row in rows[1:]} == shown
        if "what=sources" in table.url:
            assert len(rows) - 1 == page.comparison.sources.n_works
        if "what=theses" in table.url:
            assert [row[0] for row in rows[1:]] == ["Oppgave 00", "Oppgave 01"]
    for odd in (
        "",
        "?t=oppgave-00-2000&what=themes",
        "?what=sources",
        "?what=theses&t=finnes-ikke",
        "?what=x",
    ):
        assert client.get(f"/compare/table/{odd}").status_code == 200


@pytest.mark.parametrize("odd", ODD)
def test_odd_parameters_never_give_an_error_page(client, odd):
    fill(2)
    names = ("per", "sort", "theme", "confirmed", "q", "in", "sources", "what", "page")
    for address in ("/compare/", "/compare/table/"):
        assert client.get(address, {"t": [odd, odd]}).status_code == 200
        params = {"t": ["oppgave-00-2000", odd, "oppgave-01-2001"], **dict.fromkeys(names, odd)}
        assert client.get(address, params).status_code == 200


@pytest.mark.parametrize("address", ["/compare/", "/compare/?t=oppgave-00-2000", f"{TWO}&t=oppgave-02-2002"])
def test_thirty_theses_cost_as_many_questions_as_three(client, address):
    def count() -> int:
        ContentType.objects.get_for_models(Quotation, Thesis)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    fill(5)
    few = count()
    for model in (Thesis, Theme, Work, Person):
        model.objects.all().delete()
    fill(30)
    assert count() == few <= 20


def test_cards_and_pages_of_theses_lead_to_the_comparison(read):
    fill(1)
    for address in ("/theses/", "/theses/oppgave-00-2000/"):
        assert "/compare/?t=oppgave-00-2000" in [a.get("href") for a in read(address).find_all("a")]
