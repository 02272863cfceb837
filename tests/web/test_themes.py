"""The tree of themes, and one theme read across all theses."""

from __future__ import annotations

import pytest

from kb.records.models import Quotation, SlugRedirect, Theme, ThemeLabel, ThemeLink, Thesis
from kb.records.stamps import renew_stamps
from tests import recipes
from tests.web.across import fill
from tests.web.conftest import words
from tests.web.theme_numbers import walk_numbers

pytestmark = pytest.mark.django_db


def total_of(client, address: str) -> int:
    return client.get(address).context["page"].total


def test_the_tree_counts_what_lies_under_a_theme_and_each_number_is_its_list(client):
    fill(3)
    rows = {row.name: row for row in client.get("/themes/").context["page"].themes}
    assert list(rows) == ["Samarbeid", "Partnerskap", "Tillit"]
    assert [row.level for row in rows.values()] == [0, 1, 0]
    assert (rows["Samarbeid"].n_quotations, rows["Samarbeid"].n_theses) == (15, 3)
    for row in rows.values():
        assert total_of(client, row.quotations_url) == row.n_quotations
        assert len(row.cells) == 3


def test_themes_of_most_theses_come_first_when_asked(client):
    fill(2)
    rare = recipes.make_theme("Aldri sett")
    flat = client.get("/themes/?sort=spread").context["page"].themes
    assert [row.name for row in flat][-1] == rare.name
    assert {row.level for row in flat} == {0}


def test_more_theses_than_cells_get_a_bar(client):
    for number in range(41):
        recipes.make_thesis(f"Nummer {number}")
    recipes.make_theme()
    assert client.get("/themes/").context["page"].themes[0].cells == ()


def test_every_number_on_the_page_of_a_theme_is_that_of_its_list(client):
    fill(3)
    links = walk_numbers(client, "/themes/samarbeid/")
    page = client.get("/themes/samarbeid/").context["page"]
    assert page.n_quotations.count == 15
    assert page.n_theses.count == len(page.spread) == 3
    assert page.n_voices.count == 6
    assert page.n_passages.count == 3
    assert len(links) > 30


def test_informants_stand_above_literature_thesis_by_thesis(read):
    fill(2)
    sides = read("/themes/partnerskap/").find_all("article.side")
    assert len(sides) == 2
    for side in sides:
        heads = [words(head).split()[0] for head in side.find_all("h4")]
        assert len(set(heads)) == 3
        assert len(side.find_all("section.side__cell")) == 3
        read_cell = side.find_all("section.side__cell--read")[0]
        assert "et lappeteppe" in words(read_cell)
        assert "Skriversen (2010" in words(read_cell.find_all(".citing mark")[0])


def test_the_reader_chooses_two_to_four_theses(client):
    fill(6)
    slugs = list(Thesis.objects.order_by("pk").values_list("slug", flat=True))

    def shown(*chosen: str) -> list[str]:
        page = client.get("/themes/partnerskap/", {"t": chosen}).context["page"]
        assert [choice.value for choice in page.choices if choice.is_chosen] == [
            choice.value for choice in page.choices
        ][: len(page.columns)]
        return [column.title for column in page.columns]

    assert len(shown()) == 3
    assert shown(slugs[4], slugs[1]) == ["Oppgave 04", "Oppgave 01"]
    assert len(shown(*slugs)) == 4
    assert shown(slugs[2])[0] == "Oppgave 02"
    assert len(shown(slugs[2])) == 2
    assert len(shown("finnes-ikke")) == 3


def test_forms_and_links_keep_what_was_chosen(read):
    fill(3)
    page = read("/themes/partnerskap/?confirmed=0&a=leader&b=employee&t=oppgave-01-2001")
    hidden = {f.get("name"): f.get("value") for f in page.find_all("form.chooser__form input[type=hidden]")}
    assert (hidden["a"], hidden["b"]) == ("leader", "employee")
    assert "t=oppgave-01-2001" in page.find_all(".switch a")[0].get("href")


def test_on_a_phone_theses_are_tabs_that_a_keyboard_reaches(read):
    fill(3)
    tabs = read("/themes/partnerskap/").find_all(".sidetabs input[type=radio]")
    assert [tab.get("name") for tab in tabs] == ["side"] * 3
    assert [tab.get("checked") is not None for tab in tabs] == [True, False, False]


def test_telling_quotations_are_of_different_theses_and_confirmed_first(client):
    fill(4)
    sure = Quotation.objects.filter(thesis__title="Oppgave 03", kind="interview").last()
    Quotation.objects.filter(pk=sure.pk).update(state="accepted")
    ThemeLink.objects.filter(object_id=sure.pk, tag__slug="partnerskap").update(state="accepted")
    telling = client.get("/themes/partnerskap/").context["page"].telling
    assert len({quote.thesis_title for quote in telling}) == len(telling) == 3
    assert telling[0].url == sure.get_absolute_url()
    assert not telling[0].is_suggested
    assert all(quote.is_suggested for quote in telling[1:])


def test_suggestions_are_told_apart_only_where_something_is_confirmed(client, read):
    fill(2)
    ThemeLink.objects.update(state="suggested")
    assert not read("/themes/partnerskap/").find_all(".tag--suggested")
    said = Quotation.objects.filter(kind="interview").first()
    Quotation.objects.filter(pk=said.pk).update(state="accepted")
    ThemeLink.objects.filter(object_id=said.pk, content_type__model="quotation").update(state="accepted")
    renew_stamps([said.thesis_id])
    assert read("/themes/partnerskap/").find_all(".tag--suggested")


def test_the_switch_leaves_what_curators_confirmed_on_both_sides(client):
    fill(2)
    page = client.get("/themes/partnerskap/").context["page"]
    assert (page.n_quotations.count, page.confirmed.count) == (10, 0)
    Quotation.objects.filter(kind="literature").update(state="accepted")
    renew_stamps(Thesis.objects.values_list("pk", flat=True))
    page = client.get("/themes/partnerskap/").context["page"]
    assert page.confirmed.count == 2
    confirmed = client.get(f"/themes/partnerskap/{page.confirmed.url}").context["page"]
    assert confirmed.n_quotations.count == 2
    assert total_of(client, confirmed.n_quotations.url) == 2


def test_a_rejected_theme_counts_nowhere(client):
    fill(1)
    ThemeLink.objects.update(state="rejected")
    assert client.get("/themes/partnerskap/").context["page"].n_quotations.count == 0
    assert {row.n_quotations for row in client.get("/themes/").context["page"].themes} == {0}


def test_a_theme_says_what_it_is_called_but_not_its_hidden_words(read):
    theme = recipes.make_theme("Tillit", description="Å *stole* på noen. <script>x</script>")
    for language, kind, text in (
        ("nb", "preferred", "Tillit"), ("nn", "preferred", "Tiltru"), ("en", "alternative", "Faith"),
        ("nb", "hidden", "tilit"),
    ):  # fmt: skip
        ThemeLabel.objects.create(theme=theme, language=language, kind=kind, text=text)
    page = read("/themes/tillit/")
    assert "Tiltru" in words(page)
    assert "Faith" in words(page)
    assert "tilit" not in words(page)
    assert words(page.find_all(".prose em")[0]) == "stole"
    assert not page.find_all(".prose script")


def test_an_old_address_of_a_theme_leads_to_the_new_one(client):
    theme = recipes.make_theme("Tillit")
    SlugRedirect.objects.create(kind="theme", old_slug="tiltro", target_id=theme.pk)
    response = client.get("/themes/tiltro/")
    assert (response.status_code, response["Location"]) == (301, "/themes/tillit/")
    assert client.get("/themes/finnes-ikke/").status_code == 404


def test_a_circle_of_themes_breaks_no_page(client):
    first, second = recipes.make_theme("Første"), recipes.make_theme("Andre")
    Theme.objects.filter(pk=first.pk).update(broader=second)
    Theme.objects.filter(pk=second.pk).update(broader=first)
    for address in ("/themes/", "/quotations/?theme=forste", first.get_absolute_url()):
        assert client.get(address).status_code == 200
