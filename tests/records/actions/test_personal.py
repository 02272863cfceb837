from __future__ import annotations

import pytest

from kb.importing.store import ingest_file
from kb.records.actions import (
    Refused,
    mask_everywhere,
    mask_words,
    rename_informant,
    reopen_passage,
    settle_label,
    settle_passage,
    undo,
    unmask,
)
from kb.records.covering import MARK
from kb.records.masking import read_whole, read_whole_texts
from kb.records.models import Citation, Mask, Operation, Passage, Quotation, Reference, Thesis
from tests.recipes import (
    make_chapter,
    make_citation,
    make_informant,
    make_passage,
    make_quotation,
    make_thesis,
    make_work,
)

pytestmark = pytest.mark.django_db

TEXT = "Vi ringte Kari Nordmann, og hun sa: «Døra står alltid åpen hos meg, sa Kari.» Berg (2010) kaller det en sluse."
"""The words of the passage that all these tests cover something in."""


@pytest.fixture
def passage() -> Passage:
    return make_passage(make_chapter(make_thesis()), TEXT, personal_data="name in a quotation")


def place(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def cover(passage, words, kari, **more):
    passage.refresh_from_db()
    mask_words(passage=passage, ranges=[place(passage.text, words)], by=kari, **more)
    passage.refresh_from_db()


def assert_spans_hold() -> None:
    """Whatever counts in a text says what stands there."""
    for quotation in Quotation.objects.exclude(passage=None).select_related("passage", "last_passage"):
        if quotation.passage == quotation.last_passage:
            assert quotation.passage.text[quotation.start : quotation.end] == quotation.text
        else:
            assert quotation.text.startswith(quotation.passage.text[quotation.start :])
            assert quotation.text.endswith(quotation.last_passage.text[: quotation.end])
    for citation in Citation.objects.select_related("passage"):
        assert citation.passage.text[citation.start : citation.end] == citation.raw


def test_covered_words_are_a_mark_in_the_text_and_stand_in_the_mask_alone(passage, kari):
    cover(passage, "Kari Nordmann", kari)
    assert passage.text == TEXT.replace("Kari Nordmann", MARK)
    assert Mask.objects.get().words == "Kari Nordmann"
    assert read_whole(passage).whole == TEXT == read_whole_texts(passage.thesis)[passage.pk]


def test_what_stands_on_the_text_moves_with_it(passage, kari):
    before = make_quotation(passage, "Vi ringte")
    around = make_quotation(passage, "Døra står alltid åpen hos meg, sa Kari.")
    behind = make_citation(passage, make_work(), "Berg (2010)")
    cover(passage, "Kari Nordmann", kari)
    cover(passage, "Kari", kari)
    assert_spans_hold()
    for record in (before, around, behind):
        record.refresh_from_db()
    assert (before.text, around.text) == ("Vi ringte", f"Døra står alltid åpen hos meg, sa {MARK}.")
    assert behind.raw == "Berg (2010)"


@pytest.mark.parametrize(
    ("quoted", "covered", "left"),
    [
        ("Nordmann, og hun", "Kari Nordmann", f"{MARK}, og hun"),
        ("Vi ringte Kari", "Kari Nordmann", f"Vi ringte {MARK}"),
        ("Kari Nordmann", "Kari Nordmann", MARK),
        ("Nord", "Kari Nordmann", MARK),
    ],
)
def test_a_quotation_that_begins_or_ends_in_covered_words_holds_the_mark(
    passage, kari, quoted, covered, left
):
    quotation = make_quotation(passage, quoted)
    cover(passage, covered, kari)
    quotation.refresh_from_db()
    assert quotation.text == left
    assert_spans_hold()


def test_a_quotation_over_several_passages_is_covered_in_each(passage, kari):
    middle = make_passage(passage.chapter, "Kari sa mer, og Kari gikk.")
    last = make_passage(passage.chapter, "Så kom Kari igjen, og vi var ferdige.")
    start = TEXT.index("«Døra")
    text = "\n\n".join([TEXT[start:], middle.text, last.text[:17]])
    quotation = make_quotation(passage, "Døra")
    Quotation.objects.filter(pk=quotation.pk).update(text=text, start=start, end=17, last_passage=last)
    for each in (last, middle, passage):
        cover(each, "Kari", kari)
    cover(middle, "Kari", kari)
    quotation.refresh_from_db()
    assert "Kari" not in quotation.text[len(TEXT) - start - 9 :]
    assert quotation.text == "\n\n".join(
        [
            Passage.objects.get(pk=passage.pk).text[quotation.start :],
            f"{MARK} sa mer, og {MARK} gikk.",
            f"Så kom {MARK} igjen",
        ]
    )
    assert_spans_hold()


def test_citations_in_covered_words_are_covered(passage, kari):
    citation = make_citation(passage, make_work(), "Berg (2010)")
    cover(passage, "Berg", kari)
    citation.refresh_from_db()
    assert citation.raw == f"{MARK} (2010)"
    assert_spans_hold()


def test_what_repeats_the_text_is_covered_at_the_same_place(passage, kari):
    thesis = passage.thesis
    lost = make_quotation(passage, "hun sa: «Døra står alltid åpen hos meg, sa Kari.")
    Quotation.objects.filter(pk=lost.pk).update(passage=None, last_passage=None)
    Thesis.objects.filter(pk=thesis.pk).update(
        abstract=f"Først noe annet om Kari fra Kautokeino.\n\n{TEXT}",
        sub_questions=["Hva sier de?", "ringte Kari Nordmann, og hun?"],
        keywords=["Kari"],
    )
    chapter = make_chapter(thesis, "1.2 Vi ringte Kari Nordmann")
    Reference.objects.create(
        thesis=thesis, order=1, raw="åpen hos meg, sa Kari.» Berg", first_line=1, last_line=1
    )
    passage = Passage.objects.get()
    ends = place(TEXT, "Kari Nordmann"), (TEXT.rindex("Kari"), TEXT.rindex("Kari") + 4)
    mask_words(passage=passage, ranges=ends, by=kari)
    thesis.refresh_from_db()
    chapter.refresh_from_db()
    lost.refresh_from_db()
    masked = Passage.objects.get().text
    assert thesis.abstract == f"Først noe annet om Kari fra Kautokeino.\n\n{masked}"
    assert thesis.sub_questions == ["Hva sier de?", f"ringte {MARK}, og hun?"]
    assert thesis.keywords == ["Kari"], "a word that could stand anywhere, and nothing beside it"
    assert chapter.title == f"1.2 Vi ringte {MARK}"
    assert lost.text.endswith(f"sa {MARK}.")
    assert Reference.objects.get().raw == f"åpen hos meg, sa {MARK}.» Berg"
    for mask in Mask.objects.filter(holder="passage"):
        unmask(mask=mask, by=kari)
    thesis.refresh_from_db()
    assert thesis.abstract.endswith(TEXT)
    assert not Mask.objects.exists()
    assert not any(MARK in quotation.text for quotation in Quotation.objects.all())


def test_words_are_covered_wherever_the_thesis_has_them(passage, kari):
    thesis = passage.thesis
    Thesis.objects.filter(pk=thesis.pk).update(title="Kari i front", keywords=["Kari", "Karisma"])
    make_passage(make_chapter(thesis, "Kari", is_hidden=True), "Karianne og Kari.")
    cover(passage, "Kari Nordmann", kari)
    thesis.refresh_from_db()
    assert mask_everywhere(thesis=thesis, words=" Kari ", by=kari) == 5
    thesis.refresh_from_db()
    assert (thesis.title, thesis.keywords) == (f"{MARK} i front", [MARK, "Karisma"])
    assert [each.text for each in Passage.objects.order_by("order")] == [
        TEXT.replace("Kari Nordmann", MARK).replace("Kari", MARK), f"Karianne og {MARK}.",
    ]  # fmt: skip
    with pytest.raises(Refused):
        mask_everywhere(thesis=thesis, words="Kari", by=kari)


def test_covering_more_makes_one_of_what_overlaps(passage, kari):
    cover(passage, "Nordmann", kari)
    cover(passage, f"Kari {MARK}, og", kari)
    assert passage.text.startswith(f"Vi ringte {MARK} hun")
    assert Mask.objects.get().words == "Kari Nordmann, og"
    unmask(mask=Mask.objects.get(), by=kari)
    passage.refresh_from_db()
    assert passage.text == TEXT


def test_masks_go_in_any_order_and_leave_everything_as_it_was(passage, kari):
    quotation = make_quotation(passage, "Døra står alltid åpen hos meg, sa Kari.")
    cover(passage, "Kari Nordmann", kari)
    cover(passage, "Kari", kari)
    cover(passage, "sluse", kari)
    for mask in Mask.objects.order_by("words"):
        unmask(mask=mask, by=kari)
        assert_spans_hold()
    passage.refresh_from_db()
    assert passage.text == TEXT
    assert Quotation.objects.get().text == quotation.text


def test_covering_is_taken_back_whole(passage, kari):
    make_quotation(passage, "sa Kari")
    cover(passage, "Kari Nordmann", kari, settle=True)
    assert passage.personal_data_settled
    undo(operation=Operation.objects.get(), by=kari)
    passage.refresh_from_db()
    assert (passage.text, passage.personal_data_settled) == (TEXT, False)
    assert not Mask.objects.exists()
    assert_spans_hold()


def test_what_is_shown_again_is_to_be_looked_at_again(passage, kari):
    cover(passage, "Kari Nordmann", kari, settle=True)
    unmask(mask=Mask.objects.get(), by=kari)
    passage.refresh_from_db()
    assert not passage.personal_data_settled


@pytest.mark.parametrize("ranges", [[], [(5, 5)], [(-3, 4)], [(0, 9999)], [(2, 3)]])
def test_nothing_is_covered_where_nothing_was_said(passage, kari, ranges):
    with pytest.raises(Refused):
        mask_words(passage=passage, ranges=ranges, by=kari)
    assert not Mask.objects.exists()


def test_the_history_does_not_repeat_what_was_covered(passage, kari):
    cover(passage, "Kari Nordmann", kari)
    mask_everywhere(thesis=passage.thesis, words="Kari", by=kari)
    assert not any("Kari" in operation.what for operation in Operation.objects.all())


def test_a_passage_is_settled_and_opened_again(passage, kari):
    settle_passage(passage=passage, by=kari)
    assert Passage.objects.get().personal_data_settled
    reopen_passage(passage=passage, by=kari)
    assert not Passage.objects.get().personal_data_settled


def test_a_voice_gets_another_label_and_the_file_knows_it_still(kari):
    informant = make_informant(make_thesis(), "Kari")
    make_informant(informant.thesis, "Leder B")
    for label in ("", "  ", "Leder B", "x" * 121):
        with pytest.raises(Refused):
            rename_informant(informant=informant, label=label, by=kari)
    rename_informant(informant=informant, label="Leder A", by=kari)
    informant.refresh_from_db()
    assert (informant.label, informant.read_as, informant.label_settled) == ("Leder A", ["Kari"], True)


def test_a_label_that_is_no_name_is_said_to_be_none(kari):
    informant = make_informant(make_thesis(), "Kim")
    settle_label(informant=informant, by=kari)
    informant.refresh_from_db()
    assert informant.label_settled


# -- a better file

FILE = """Møter i førstelinjen

Av Eli Prøvesen

Forord

Takk til Kari Nordmann for god hjelp med oppgaven, og til alle andre.

Sammendrag

Denne oppgaven handler om møter, og Kari Nordmann åpnet døra for oss.

1 Innledning

I denne oppgaven ser vi på hvordan ledere møter sine ansatte i hverdagen på kontoret.

2 Funn

Vi fikk snakke med lederen, og hun hadde mye på hjertet om hverdagen sin.

«Jeg sier alltid til Kari Nordmann at døra står åpen for alle som vil inn», fortalte lederen.

3 Avslutning

Til slutt oppsummerer vi hva ledere gjør når de møter sine ansatte i hverdagen på kontoret. Det viser seg at en
åpen dør ikke er nok. Noen må også sitte på den andre siden, ha tid til å høre etter, og huske det som ble sagt til
neste gang. Ledere som får dette til, har ofte lagt møtene til faste tider, og de sier fra når de ikke rekker det.
Ansatte som blir hørt, blir lenger i jobben, og de sier oftere fra om det som ikke virker. Slik henger møtene
sammen med det kontoret får til, uten at noen kan si hva som kom først. Vi tror at begge deler trengs, og at ingen
av dem kommer av seg selv.

Det er likevel mye som ikke er sagt. Små kontor har færre å fordele oppgavene på, og der blir døra ofte stående lukket
fordi den som skulle ha sittet bak den, er ute hos noen andre. Store kontor har flere dører, men også flere å gå forbi
før en finner den rette. Hva som er best, avhenger av hvem en spør, og av hvor lenge de har vært der. De nye vil helst
ha noen i nærheten, mens de erfarne ber om ro. En leder må kunne begge deler, og vite når det ene skal vike for det
andre. Det lærer ingen av et kurs alene, men av mange dager med folk som sier fra, og av noen dager der ingen gjør det.
"""


def read(text: str) -> Thesis:
    return ingest_file("møter.txt", text.encode()).thesis


def test_covered_words_stay_covered_in_a_better_file(kari):
    thesis = read(FILE)
    assert mask_everywhere(thesis=thesis, words="Kari Nordmann", by=kari) >= 3
    read(
        FILE.replace("på hjertet", "på sitt hjerte").replace(
            "1 Innledning", "1 Innledning\n\nEt nytt avsnitt."
        )
    )
    everything = [
        *Passage.objects.values_list("text", flat=True),
        *Quotation.objects.values_list("text", flat=True),
    ]
    thesis.refresh_from_db()
    assert "Kari" not in "\n".join([*everything, thesis.abstract])
    assert "\n".join(everything).count(MARK) >= 3
    assert "Kari Nordmann" in "\n".join(read_whole_texts(thesis).values())
    assert_spans_hold()


def test_a_passage_is_the_same_though_words_in_it_are_covered(kari):
    thesis = read(FILE)
    before = dict(thesis.passages.values_list("pk", "anchor"))
    quotation = thesis.quotations.get(text__contains="døra står")
    Quotation.objects.filter(pk=quotation.pk).update(state="accepted")
    mask_everywhere(thesis=thesis, words="Kari Nordmann", by=kari)
    read(FILE + "\nEnda et avsnitt til slutt, som ikke var der før.\n")
    assert before.items() <= dict(thesis.passages.values_list("pk", "anchor")).items()
    quotation.refresh_from_db()
    assert quotation.passage is not None
    assert MARK in quotation.text


def test_words_that_are_gone_keep_a_mask_that_somebody_must_look_at(kari):
    thesis = read(FILE)
    mask_everywhere(thesis=thesis, words="Kari Nordmann", by=kari)
    read(FILE.replace("Takk til Kari Nordmann for", "Takk til K. Nordmann for"))
    lost = Mask.objects.filter(record_id=None)
    assert [mask.words for mask in lost] == ["Kari Nordmann"]
    assert ["K. Nordmann" in passage.text for passage in Passage.objects.filter(is_hidden=True)] == [True]
    outcome = ingest_file("møter.txt", FILE.replace("Kari Nordmann", "Kari N.").encode())
    assert "lost_mask" in {notice.code for notice in outcome.notices}
    assert set(lost.values_list("words", flat=True)) == {"Kari Nordmann"}
    shown = Passage.objects.filter(is_hidden=False, text__contains="Kari N.")
    assert not shown.exists(), "they stay out of sight until somebody has looked"
    for mask in lost.all():
        unmask(mask=mask, by=kari)
    assert not lost.all().exists()


def test_what_was_looked_through_stays_so_unless_reading_points_out_more(kari):
    thesis = read(FILE)
    passage = thesis.passages.get(text__startswith="Takk til Kari")
    assert passage.personal_data
    settle_passage(passage=passage, by=kari)
    read(FILE + "\nEnda et avsnitt til slutt.\n")
    passage.refresh_from_db()
    assert passage.personal_data_settled
    read(FILE.replace("alle andre.", "alle andre. Skriv til kari@eksempel.no."))
    passage = thesis.passages.get(text__startswith="Takk til Kari")
    assert not passage.personal_data_settled
