"""Reading a chapter."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from kb.records.models import Passage
from kb.synthesis.recurring.renewal import renew
from tests import recipes
from tests.web.conftest import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter():
    thesis = recipes.make_thesis("Rom for valg", year=2021)
    return recipes.make_chapter(thesis, "Funn", number="4", slug="4-funn")


def passage_of(page, passage):
    return page.by_id(passage.anchor)


def test_a_chapter_is_read_with_all_under_it_headings_in_order(read, chapter):
    sub = recipes.make_chapter(chapter.thesis, "Om tid", number="4.1", parent=chapter, slug="4-1")
    deep = recipes.make_chapter(chapter.thesis, "Mandager", number="4.1.1", parent=sub, slug="4-1-1")
    other = recipes.make_chapter(chapter.thesis, "Drøfting", number="5", slug="5")
    for number, place in enumerate((chapter, sub, deep, other)):
        recipes.make_passage(place, f"Avsnitt {number}.")
    page = read(chapter.get_absolute_url())
    headings = [h for level in ("h1", "h2", "h3") for h in page.find_all(f".reading__section > {level}")]
    assert [(h.node.tag, words(h)) for h in headings] == [
        ("h1", "4 Funn"),
        ("h2", "4.1 Om tid"),
        ("h3", "4.1.1 Mandager"),
    ]
    assert [words(p) for p in page.find_all(".passage__text")] == ["Avsnitt 0.", "Avsnitt 1.", "Avsnitt 2."]


def test_the_address_of_a_sub_chapter_leads_to_its_place(client, read, chapter):
    sub = recipes.make_chapter(chapter.thesis, "Om tid", parent=chapter, slug="4-1-om-tid")
    recipes.make_passage(sub)
    address, _hash, place = sub.get_absolute_url().partition("#")
    response = client.get(address)
    # A place in the answer would stand in for the one that a link to a passage names.
    assert (response.status_code, response["Location"]) == (302, chapter.get_absolute_url())
    assert read(chapter.get_absolute_url()).by_id(place)


def test_every_passage_has_its_anchor_and_a_link_to_itself(read, chapter):
    passage = recipes.make_passage(chapter)
    (link,) = passage_of(read(chapter.get_absolute_url()), passage).find_all("a.passage__link")
    assert link.get("href") == f"#{passage.anchor}"


def test_printed_pages_stand_where_they_begin_and_inferred_ones_apart(read, chapter):
    pages = [("12", False), ("12", False), ("13", True), ("", False), ("13", True)]
    for number, (label, inferred) in enumerate(pages):
        recipes.make_passage(chapter, f"Avsnitt {number}.", page=label, page_is_inferred=inferred)
    marks = read(chapter.get_absolute_url()).find_all(".passage__page")
    assert [words(mark)[-2:] for mark in marks] == ["12", "13"]
    assert ["inferred" in (mark.get("class") or "") for mark in marks] == [False, True]


def test_a_quotation_is_marked_by_kind_and_described_by_its_note(read, chapter):
    passage = recipes.make_passage(chapter, "Hun sier at «vi velger alene» når det haster.")
    voice = recipes.make_informant(chapter.thesis, "Leder A", role="leder i en by")
    quotation = recipes.make_quotation(passage, "vi velger alene", informant=voice)
    recipes.tag(quotation, recipes.make_theme("Autonomi"))
    page = read(chapter.get_absolute_url())
    (mark,) = page.find_all("mark")
    assert words(mark) == "vi velger alene"
    assert (mark.get("class"), mark.get("id")) == (
        "said said--interview said--suggested",
        f"q-{quotation.public_id}",
    )
    note = page.by_id(mark.get("aria-describedby"))
    for expected in ("Leder A", "leder i en by", "Autonomi"):
        assert expected in words(note)
    assert quotation.get_absolute_url() in [a.get("href") for a in note.find_all("a")]


def test_terms_are_marked_without_a_note(read, chapter):
    recipes.make_quotation(
        recipes.make_passage(chapter, "Det heter «tidsklemme»."), "tidsklemme", kind="term"
    )
    page = read(chapter.get_absolute_url())
    assert page.find_all("mark.said--term")
    assert not page.find_all(".notes")


def test_a_quotation_over_two_passages_is_marked_in_both_under_one_id(read, chapter):
    first = recipes.make_passage(chapter, "Først sier hun: «Det tar tid.")
    second = recipes.make_passage(chapter, "Mellom dem.")
    third = recipes.make_passage(chapter, "Men det går.» Så ler hun.")
    quotation = recipes.make_quotation(first, "Det tar tid.")
    quotation.last_passage, quotation.end = third, len("Men det går.")
    quotation.save()
    page = read(chapter.get_absolute_url())
    assert [words(mark) for mark in page.find_all("mark")] == ["Det tar tid.", "Mellom dem.", "Men det går."]
    assert [bool(mark.get("id")) for mark in page.find_all("mark")] == [True, False, False]
    assert not passage_of(page, second).find_all(".notes")


def test_a_quotation_that_runs_on_into_another_chapter_is_marked_as_far_as_this_one_goes(read, chapter):
    after = recipes.make_chapter(chapter.thesis, "Drøfting", slug="5")
    first = recipes.make_passage(chapter, "Det tar tid.")
    second = recipes.make_passage(after, "Men det går. Så ler hun.")
    quotation = recipes.make_quotation(first)
    quotation.last_passage, quotation.end = second, len("Men det går.")
    quotation.save()
    assert [words(m) for m in read(chapter.get_absolute_url()).find_all("mark")] == ["Det tar tid."]
    assert [words(m) for m in read(after.get_absolute_url()).find_all("mark")] == ["Men det går."]


def test_citations_link_to_their_works_also_inside_a_quotation(read, chapter):
    passage = recipes.make_passage(
        chapter, "Hun viser til «rommet (Aas, 2010; Bø, 2012) som tas» og (Dal, 2000)."
    )
    recipes.make_quotation(passage, "rommet (Aas, 2010; Bø, 2012) som tas", kind="literature")
    works = [
        recipes.make_work(recipes.make_person(name, "A"), year=year)
        for name, year in (("Aas", "2010"), ("Bø", "2012"))
    ]
    for work in works:
        recipes.make_citation(passage, work, "(Aas, 2010; Bø, 2012)")
    unknown = recipes.make_citation(passage, works[0], "(Dal, 2000)")
    unknown.work = None
    unknown.save()
    page = read(chapter.get_absolute_url())
    assert [(words(a), a.get("href")) for a in page.find_all("mark a.cite")] == [
        ("Aas, 2010", works[0].get_absolute_url()),
        ("Bø, 2012", works[1].get_absolute_url()),
    ]
    assert len(page.find_all("a.cite")) == 2
    assert words(page.find_all(".passage__text")[0]) == passage.text


def test_what_a_literature_quotation_comes_from_stands_in_its_note(read, chapter):
    passage = recipes.make_passage(chapter, "«Rom tas» (Aas, 2010).")
    work = recipes.make_work(recipes.make_person("Aas", "A"))
    citation = recipes.make_citation(passage, work, "(Aas, 2010)")
    recipes.make_quotation(passage, "Rom tas", kind="literature", citation=citation)
    (who,) = read(chapter.get_absolute_url()).find_all(".note .note__who")
    assert words(who.find_all("a")[0]) == "Aas (2010)"
    assert who.find_all("a")[0].get("href") == work.get_absolute_url()


def test_the_text_is_escaped(client, chapter):
    passage = recipes.make_passage(chapter, "Hun skrev <script>alert(1)</script> & lo.")
    recipes.make_quotation(passage, "<script>alert(1)</script>")
    text = client.get(chapter.get_absolute_url()).content.decode()
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "&amp; lo." in text


def test_list_items_stand_in_a_list_with_a_bullet_where_they_bring_none(read, chapter):
    kind = Passage.Kind.LIST_ITEM
    recipes.make_passage(chapter, "Ting å huske:")
    for text in ("• en ting", "2) to ting", "enda en"):
        recipes.make_passage(chapter, text, kind=kind)
    page = read(chapter.get_absolute_url())
    (group,) = [div for div in page.find_all("div") if div.get("role") == "list"]
    items = group.find_all("> div")
    assert [item.get("role") for item in items] == ["listitem"] * 3
    assert ["unmarked" in (item.get("class") or "") for item in items] == [False, False, True]


def test_a_table_has_cells_and_a_caption_and_footnote_their_own_look(read, chapter):
    recipes.make_passage(chapter, "Rolle\tAntall\nleder\t4", kind=Passage.Kind.TABLE)
    recipes.make_passage(chapter, "Tabell 1: Utvalg", kind=Passage.Kind.CAPTION)
    recipes.make_passage(chapter, "1 Se vedlegg.", kind=Passage.Kind.FOOTNOTE)
    page = read(chapter.get_absolute_url())
    assert [words(cell) for cell in page.find_all(".passage td")] == ["Rolle", "Antall", "leder", "4"]
    assert page.find_all(".passage--caption")
    assert page.find_all(".passage--footnote")


def test_a_display_quotation_is_a_blockquote(read, chapter):
    recipes.make_quotation(recipes.make_passage(chapter, "Det går fint.", kind=Passage.Kind.QUOTATION))
    assert words(read(chapter.get_absolute_url()).find_all("blockquote mark")[0]) == "Det går fint."


def test_the_themes_of_a_passage_stand_beside_it_once(read, chapter):
    passage = recipes.make_passage(chapter)
    quotation = recipes.make_quotation(passage)
    both, own, rejected = (recipes.make_theme(name) for name in ("Begge", "Egen", "Avvist"))
    recipes.tag(quotation, both)
    recipes.tag(passage, both)
    recipes.tag(passage, own, suggested=True)
    recipes.tag(passage, rejected, state="rejected")
    chips = read(chapter.get_absolute_url()).find_all(".notes a.chip")
    assert [words(chip).split()[0] for chip in chips] == ["Egen", "Begge"]
    assert "chip--suggested" in (chips[0].get("class") or "")


def test_a_reader_can_choose_to_see_only_what_is_confirmed(read, chapter):
    passage = recipes.make_passage(chapter, "Sikkert her, usikkert der, avvist hist.")
    sure = recipes.make_quotation(passage, "Sikkert her", state="accepted")
    recipes.make_quotation(passage, "usikkert der")
    recipes.make_quotation(passage, "avvist hist", state="rejected")
    recipes.tag(sure, recipes.make_theme("Forslag"), suggested=True)
    page = read(chapter.get_absolute_url())
    assert [words(mark) for mark in page.find_all("mark")] == ["Sikkert her", "usikkert der"]
    (switch,) = [a for a in page.find_all(".legend a") if "confirmed" in (a.get("href") or "")]
    page = read(f"{chapter.get_absolute_url()}{switch.get('href')}")
    assert [words(mark) for mark in page.find_all("mark")] == ["Sikkert her"]
    assert not page.find_all(".chip")


def test_hidden_text_is_not_read(read, client, chapter):
    recipes.make_passage(chapter, "Åpent.")
    recipes.make_passage(chapter, "Et telefonnummer.", is_hidden=True)
    appendix = recipes.make_chapter(chapter.thesis, "Vedlegg", is_hidden=True, slug="vedlegg")
    letter = recipes.make_chapter(chapter.thesis, "Et brev", parent=appendix, slug="et-brev")
    assert [words(p) for p in read(chapter.get_absolute_url()).find_all(".passage__text")] == ["Åpent."]
    for hidden in (appendix, letter):
        assert client.get(hidden.get_absolute_url()).status_code == 404
    assert client.get(f"{chapter.thesis.get_absolute_url()}finnes-ikke/").status_code == 404


def test_neighbours_are_those_that_the_contents_list(read, chapter):
    thesis = chapter.thesis
    recipes.make_chapter(thesis, "Tabeller", kind="table_list", slug="tabeller")
    after = recipes.make_chapter(thesis, "Drøfting", number="5", slug="5")
    (link,) = read(chapter.get_absolute_url()).find_all("a[rel=next]")
    assert link.get("href") == after.get_absolute_url()
    (back,) = read(after.get_absolute_url()).find_all("a[rel=prev]")
    assert back.get("href") == chapter.get_absolute_url()
    assert not read(f"{thesis.get_absolute_url()}tabeller/").find_all("a[rel=next]")


def test_an_english_abstract_is_marked_as_english(read, chapter):
    abstract = recipes.make_chapter(
        chapter.thesis, "Abstract", kind="abstract", language="en", slug="abstract"
    )
    recipes.make_passage(abstract, "Leaders find room.")
    page = read(abstract.get_absolute_url())
    assert page.find_all(".reading__section")[0].get("lang") == "en"


def test_ids_stand_once_on_the_page(read, chapter):
    for number in range(3):
        passage = recipes.make_passage(chapter, f"Nummer {number}, ifølge Aas (2010).")
        recipes.make_quotation(passage)
        recipes.make_citation(passage, recipes.make_work(), "Aas (2010)")
    ids = [element.get("id") for element in read(chapter.get_absolute_url()).find_all("*[id]")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("n", [1, 30])
def test_reading_asks_the_database_as_often_however_long_the_chapter(
    client, django_assert_max_num_queries, chapter, n
):
    for number in range(n):
        sub = recipes.make_chapter(chapter.thesis, parent=chapter)
        passage = recipes.make_passage(sub, f"Nummer {number}, ifølge Aas (2010).")
        quotation = recipes.make_quotation(
            passage, informant=recipes.make_informant(chapter.thesis, f"Leder {number}")
        )
        theme = recipes.make_theme(f"Tema {number}")
        recipes.tag(quotation, theme)
        recipes.tag(passage, theme)
        recipes.make_citation(passage, recipes.make_work(), "Aas (2010)")
    client.get(chapter.get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(chapter.get_absolute_url())


def test_quotations_of_one_speaker_in_a_passage_share_a_note(read, chapter):
    passage = recipes.make_passage(
        chapter, "«Ja», sier hun. «Nei», sier han. «Jo», sier hun. «Kanskje», sier noen."
    )
    her, him = (recipes.make_informant(chapter.thesis, name) for name in ("Kim", "Bo"))
    voices = {"Ja": her, "Nei": him, "Jo": her, "Kanskje": None}
    said = {
        text: recipes.make_quotation(passage, text, **({"informant": voice} if voice else {}))
        for text, voice in voices.items()
    }
    recipes.tag(said["Jo"], recipes.make_theme("Tvil"))
    page = read(chapter.get_absolute_url())
    marks = {words(mark): mark.get("aria-describedby") for mark in page.find_all("mark")}
    assert marks["Ja"] == marks["Jo"] == f"n-{said['Ja'].public_id}"
    assert len(set(marks.values())) == len(page.find_all(".note[id]")) == 3
    note = page.by_id(marks["Ja"])
    assert [a.get("href") for a in note.find_all(".note__acts a")] == [
        said[text].get_absolute_url() for text in ("Ja", "Jo")
    ]
    assert [button.get("data-copy") for button in note.find_all("button")] == [
        f"#cited-{said[text].public_id}" for text in ("Ja", "Jo")
    ]
    assert "Tvil" in words(note)


def test_quotations_of_one_speaker_that_stand_far_apart_have_a_note_each(read, chapter):
    passage = recipes.make_passage(chapter, f"«Ja», sier hun. {'Så går det tid. ' * 30} «Nei», sier hun.")
    voice = recipes.make_informant(chapter.thesis, "Kim")
    for text in ("Ja", "Nei"):
        recipes.make_quotation(passage, text, informant=voice)
    assert len(read(chapter.get_absolute_url()).find_all(".note[id]")) == 2


def test_what_is_confirmed_and_what_is_suggested_have_a_note_each_though_one_speaks(read, chapter):
    passage = recipes.make_passage(chapter, "«Ja», sier hun. «Nei», sier hun.")
    voice = recipes.make_informant(chapter.thesis, "Kim")
    recipes.make_quotation(passage, "Ja", informant=voice, state="accepted")
    recipes.make_quotation(passage, "Nei", informant=voice)
    assert len(read(chapter.get_absolute_url()).find_all(".note[id]")) == 2


def test_a_theme_is_named_where_a_stretch_about_it_begins(read, chapter):
    tid, rom = recipes.make_theme("Tid"), recipes.make_theme("Rom")
    sub = recipes.make_chapter(chapter.thesis, "Mer", parent=chapter, slug="4-1")
    for place, themes in (
        (chapter, (tid,)),
        (chapter, (tid, rom)),
        (chapter, ()),
        (chapter, (tid,)),
        (sub, (tid,)),
    ):
        passage = recipes.make_passage(place)
        for theme in themes:
            recipes.tag(passage, theme)
    chips = read(chapter.get_absolute_url()).find_all(".note--passage a.chip")
    assert [words(chip).split()[0] for chip in chips] == ["Tid", "Rom", "Tid", "Tid"]


def test_the_words_for_folded_notes_say_who_speaks_or_what_it_is_about(chapter):
    from kb.pages.reading.chapter import present_reading
    from kb.synthesis.theses.chapters import find_chapter_tree, find_text
    from kb.synthesis.theses.elsewhere import Elsewhere

    said = recipes.make_passage(chapter, "Ja, sier en. Nei, sier en.")
    voice = recipes.make_informant(chapter.thesis, "Kim")
    for text in ("Ja", "Nei"):
        recipes.make_quotation(said, text, informant=voice)
    about = recipes.make_passage(chapter, "Om tid.")
    recipes.tag(about, recipes.make_theme("Tid"))
    tree = find_chapter_tree(chapter.thesis)
    page = present_reading(
        chapter.thesis, tree.tops[0], tree=tree, kinds={}, text=find_text(tree.chapters),
        elsewhere=Elsewhere(), query=QueryDict(), only_confirmed=False,
    )  # fmt: skip
    labels = [passage.notes_label for group in page.sections[0].groups for passage in group.passages]
    assert labels == ["Kim", "Tid"]


def test_a_display_quotation_does_not_tell_its_themes_twice(read, chapter):
    passage = recipes.make_passage(chapter, "Det går fint.", kind=Passage.Kind.QUOTATION)
    recipes.tag(recipes.make_quotation(passage), recipes.make_theme("Tid"))
    recipes.tag(passage, recipes.make_theme("Rom"))
    assert [words(chip) for chip in read(chapter.get_absolute_url()).find_all(".notes a.chip")] == ["Tid"]


def test_a_printed_page_is_a_link_to_itself_that_is_the_same_in_every_language(read, client, chapter):
    for number, label in enumerate(("42", "43", "iv", "42")):
        recipes.make_passage(chapter, f"Avsnitt {number}.", page=label)
    marks = read(chapter.get_absolute_url()).find_all("a.passage__page")
    assert [(mark.get("id"), mark.get("href")) for mark in marks[:3]] == [
        ("s-42", "#s-42"), ("s-43", "#s-43"), ("s-iv", "#s-iv"),
    ]  # fmt: skip
    # A label that comes again has its passage for address: an id stands once.
    assert (marks[3].get("id"), marks[3].get("href")[:2]) == (None, "#p")
    client.cookies["django_language"] = "en"
    assert read(chapter.get_absolute_url()).by_id("s-42")


def test_the_box_beside_the_text_searches_this_thesis(read, chapter):
    (form,) = read(chapter.get_absolute_url()).find_all("form.side__search")
    fields = {field.get("name"): field.get("value") for field in form.find_all("input")}
    assert (form.get("method"), form.get("action")) == ("get", "/search/")
    assert fields == {"thesis": chapter.thesis.slug, "q": None}


def test_citations_name_the_card_of_their_work(read, chapter):
    passage = recipes.make_passage(chapter, "Se Aas (2010).")
    work = recipes.make_work(recipes.make_person("Aas", "A"))
    recipes.make_citation(passage, work, "Aas (2010)")
    (link,) = read(chapter.get_absolute_url()).find_all("a.cite")
    assert link.get("data-card") == f"{work.get_absolute_url()}card/?from={chapter.thesis.slug}"


def test_a_quotation_can_be_copied_with_its_source_from_its_note(read, chapter):
    passage = recipes.make_passage(chapter, "Hun sier «vi velger alene».", page="42")
    quotation = recipes.make_quotation(passage, "vi velger alene")
    page = read(chapter.get_absolute_url())
    (button,) = page.find_all(".note button[data-copy]")
    cited = words(page.by_id((button.get("data-copy") or "").removeprefix("#")))
    assert "vi velger alene" in cited
    assert "42" in cited
    assert page.find_all(".note a")[0].get("href") == quotation.get_absolute_url()


def test_each_quotation_with_a_note_is_a_step_named_by_who_speaks(read, chapter):
    passage = recipes.make_passage(chapter, "«Ja», sier en. «Nei», sier ingen. Det heter «rom».")
    voice = recipes.make_informant(chapter.thesis, "Leder A", role="leder i en by")
    recipes.make_quotation(passage, "Ja", informant=voice)
    recipes.make_quotation(passage, "Nei")
    recipes.make_quotation(passage, "rom", kind="term")
    steps = read(chapter.get_absolute_url()).find_all("mark[data-step]")
    assert [words(step) for step in steps] == ["Ja", "Nei"]
    assert steps[0].get("data-step") == "Leder A, leder i en by"


def test_a_note_tells_in_how_many_other_theses_its_themes_are_and_leads_there(read, chapter):
    other = recipes.make_chapter(recipes.make_thesis("Andre rom"), "Funn", slug="4")
    tid, rom = recipes.make_theme("Tid"), recipes.make_theme("Rom")
    for place in (chapter, other):
        quotation = recipes.make_quotation(
            recipes.make_passage(place, f"Det tar tid i {place.thesis.title}.")
        )
        for theme in (tid, rom):
            recipes.tag(quotation, theme)
    (link,) = read(chapter.get_absolute_url()).find_all(".note__elsewhere a")
    asked = QueryDict((link.get("href") or "").partition("?")[2])
    assert (set(asked.getlist("theme")), asked["kind"]) == ({tid.slug, rom.slug}, "interview")
    listed = read(link.get("href") or "")
    assert len(listed.find_all(".results .quotecard")) == 2


def test_the_legend_shows_the_kinds_that_are_on_the_page(read, chapter):
    passage = recipes.make_passage(chapter, "«Ja» og «nei».")
    recipes.make_quotation(passage, "Ja")
    recipes.make_quotation(passage, "nei", kind="policy")
    samples = read(chapter.get_absolute_url()).find_all(".legend__sample")
    assert [(sample.get("class") or "").split()[-1] for sample in samples] == [
        "said--interview",
        "said--policy",
    ]


def test_what_a_table_is_read_by_stands_in_its_first_row(read, chapter):
    recipes.make_passage(chapter, "Rolle\tAntall\nleder\t4\nveileder\t12", kind=Passage.Kind.TABLE)
    recipes.make_passage(chapter, "2019\t4\n2020\t5\n2021\t6", kind=Passage.Kind.TABLE)
    heads = read(chapter.get_absolute_url()).find_all(".passage th[scope=col]")
    assert [words(head) for head in heads] == ["Rolle", "Antall"]


def test_previous_and_next_stand_above_the_text_too(read, chapter):
    after = recipes.make_chapter(chapter.thesis, "Drøfting", number="5", slug="5")
    links = read(chapter.get_absolute_url()).find_all(".neighbours a")
    assert [link.get("href") for link in links] == [after.get_absolute_url()] * 2


def test_what_only_a_script_can_do_is_marked_so(read, chapter):
    recipes.make_quotation(recipes.make_passage(chapter))
    page = read(chapter.get_absolute_url())
    assert page.find_all("details.view.needs-script")
    assert page.find_all(".needs-script > button.note__copy")


@pytest.mark.parametrize("n", [1, 12])
def test_what_is_told_of_other_theses_costs_no_query_a_note(
    client, django_assert_max_num_queries, chapter, n
):
    other = recipes.make_chapter(recipes.make_thesis("Andre rom"), "Funn", slug="4")
    for place in (chapter, other):
        for number in range(n):
            passage = recipes.make_passage(
                place, f"Kapittel {number} i loven sier «rom tas av den som vil ha det» (Aas, 2010)."
            )
            work = recipes.make_work(recipes.make_person(f"Aas{number}", "A"))
            citation = recipes.make_citation(passage, work, "(Aas, 2010)")
            citation.cited_names = []
            citation.save()
            words_ = "rom tas av den som vil ha det"
            quotation = recipes.make_quotation(passage, words_, kind="literature", citation=citation)
            recipes.tag(quotation, recipes.make_theme(f"Tema {place.pk} {number}"))
        recipes.make_passage(place, f"Det er slik: {' '.join(f'ord{number}' for number in range(60))}.")
    renew()
    client.get(chapter.get_absolute_url())
    with django_assert_max_num_queries(15):
        page = client.get(chapter.get_absolute_url()).content.decode()
    assert "note__elsewhere" in page


LOOSE = "\n".join(("Statlig linje Kommunal linje", "Fylke Rådhus", "Leder", "Fagansvarlig", "Team"))


def tables_of(page):
    return [
        (
            [(part.get("class") or "").split()[-1] for part in figure.find_all("> .passage")],
            bool(figure.find_all("figcaption")),
        )
        for figure in page.find_all("figure")
    ]


def test_a_table_that_lost_its_columns_says_so_and_where_it_stands_whole(read, chapter):
    recipes.make_passage(chapter, LOOSE, kind=Passage.Kind.TABLE, page="12", page_is_inferred=True)
    page = read(chapter.get_absolute_url())
    assert not page.find_all(".passage table")
    assert "~s. 12" in words(page.find_all(".tableword")[0])
    assert words(page.find_all(".loosetable")[0]).startswith("Statlig linje Kommunal linje Fylke Rådhus")
    assert not page.find_all(".tableword a")


def test_many_lines_without_columns_are_folded(read, chapter):
    recipes.make_passage(chapter, "\n".join(f"{LOOSE} {n}" for n in range(4)), kind=Passage.Kind.TABLE)
    (fold,) = read(chapter.get_absolute_url()).find_all("details.loosetable")
    assert fold.get("open") is None


def test_what_a_note_is_about_is_not_folded(read, chapter):
    passage = recipes.make_passage(
        chapter, "\n".join(f"{LOOSE} {n}" for n in range(4)), kind=Passage.Kind.TABLE
    )
    recipes.make_quotation(passage, "Fagansvarlig")
    assert not read(chapter.get_absolute_url()).find_all("details.loosetable")


def test_the_printed_thesis_is_one_click_away_where_its_address_is_known(read, chapter):
    thesis = chapter.thesis
    thesis.doi = "10.1234/abc"
    thesis.save()
    recipes.make_passage(chapter, LOOSE, kind=Passage.Kind.TABLE, page="12")
    (link,) = read(chapter.get_absolute_url()).find_all(".tableword a")
    assert link.get("href") == "https://doi.org/10.1234/abc"


@pytest.mark.parametrize(
    ("kinds", "figures"),
    [
        ("Tabell 1|T", [["caption", "table"]]),
        ("T|Figur 1", [["table", "caption"]]),
        ("T|Figur 1|T|Figur 2", [["table", "caption"], ["table", "caption"]]),
        ("Tabell 1|T|Tabell 2|T", [["caption", "table"], ["caption", "table"]]),
        ("T|Tabell 2|T", [["table"], ["caption", "table"]]),
        # the first figure is a picture
        ("Figur 1|T|Figur 2", [["table", "caption"]]),
        ("Figur 1|Tekst", []),
    ],
)
def test_a_table_stands_with_its_own_caption(read, chapter, kinds, figures):
    for word in kinds.split("|"):
        kind = {"T": Passage.Kind.TABLE, "Tekst": Passage.Kind.PARAGRAPH}.get(word, Passage.Kind.CAPTION)
        recipes.make_passage(chapter, LOOSE if word == "T" else f"{word}. Utvalg", kind=kind)
    found = tables_of(read(chapter.get_absolute_url()))
    assert [[name.removeprefix("passage--") for name in names] for names, _caption in found] == figures
    assert [has_caption for _names, has_caption in found] == ["caption" in figure for figure in figures]


def test_a_line_drawn_in_signs_is_no_passage_to_read(read, chapter):
    recipes.make_passage(chapter, "--\t--", kind=Passage.Kind.TABLE)
    recipes.make_passage(chapter, "Her står noe.")
    assert len(read(chapter.get_absolute_url()).find_all(".passage")) == 1


def metas_of(page):
    return {
        meta.get("name") or meta.get("property"): meta.get("content") for meta in page.find_all("head > meta")
    }


@pytest.mark.parametrize("query", ["", "?confirmed=1"])
def test_a_chapter_tells_machines_its_address_its_thesis_and_how_it_begins(read, chapter, query):
    recipes.make_passage(chapter, "Tabell 1", kind=Passage.Kind.CAPTION)
    recipes.make_passage(chapter, "Slik begynner det.")
    page = read(chapter.get_absolute_url() + query)
    (canonical,) = page.find_all("link[rel=canonical]")
    address = f"http://testserver{chapter.get_absolute_url()}"
    assert canonical.get("href") == address
    metas = metas_of(page)
    assert metas["description"] == metas["og:description"] == "Slik begynner det."
    assert metas["og:url"] == address
    assert metas["citation_title"] == "Rom for valg"
    assert metas["citation_abstract_html_url"] == f"http://testserver{chapter.thesis.get_absolute_url()}"


def test_a_quotation_tells_machines_which_thesis_it_is_in(read, chapter):
    quotation = recipes.make_quotation(recipes.make_passage(chapter, "Vi står sammen."))
    metas = metas_of(read(quotation.get_absolute_url()))
    assert metas["citation_title"] == "Rom for valg"
    assert metas["citation_publication_date"] == "2021"
    assert metas["description"].startswith("Vi står")
    assert metas["og:title"]
