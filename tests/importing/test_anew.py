"""A thesis read anew, from a better file or by a better reader: what people did stays theirs."""

from __future__ import annotations

import random
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from kb.importing.anew import is_behind, line_up_anew
from kb.importing.reconcile import fold
from kb.importing.store import Outcome, ingest_file
from kb.importing.vocabulary import ensure_vocabulary
from kb.records import actions
from kb.records.actions.spans import read_span
from kb.records.models import (
    Chapter,
    Citation,
    Import,
    Passage,
    Quotation,
    Reanchoring,
    SourceFile,
    Theme,
    Thesis,
    Work,
)
from tests.importing.small_thesis import FIRST, SECOND
from tests.importing.test_anchoring import slip, wrap, write_paragraph
from tests.records.snapshots import take_snapshots

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


def ingest(text: str, **options: Any) -> Outcome:
    return ingest_file("forste.txt", text.encode(), **options)


def outcome_of(record: Any) -> tuple[str, str]:
    row = Reanchoring.objects.filter(object_id=record.pk, content_type__model=record._meta.model_name).latest(
        "pk"
    )
    return row.outcome, row.state


def work_on(thesis: Thesis) -> None:
    """Touches one of everything."""
    ensure_vocabulary()
    by = None
    for quotation in thesis.quotations.filter(form="block"):
        actions.accept_quotation(quotation=quotation, by=by)
        actions.tag(record=quotation, theme=Theme.objects.get(slug="tillit"), by=by)
    conclusion = thesis.passages.get(chapter__title="Konklusjon")
    actions.mark_quotation(passage=conclusion, text="rammene er trange", kind="term", note="Ofte.", by=by)
    actions.hide_passage(passage=thesis.passages.get(chapter__title="Metode"), by=by)
    actions.tag(
        record=thesis.passages.get(chapter__title="Teori"), theme=Theme.objects.get(slug="tillit"), by=by
    )
    actions.set_work(
        citation=thesis.citations.get(locator="s. 44"),
        work=Work.objects.create(title="Det riktige verket", slug="det-riktige"),
        by=by,
    )
    actions.hide_chapter(chapter=thesis.chapters.get(title="Drøfting"), by=by)
    actions.correct_heading(
        chapter=thesis.chapters.get(title="Innledning"), title="Inngang", number="1", level=1, by=by
    )


def touched() -> dict[tuple[str, int], Any]:
    """All that people did, by record: what must be there after every reading."""
    found: dict[tuple[str, int], Any] = {}
    for quotation in Quotation.objects.exclude(state="suggested"):
        themes = sorted(link.tag.slug for link in quotation.theme_links.filter(origin="curator"))
        found["quotation", quotation.pk] = (quotation.public_id, quotation.state, quotation.note, themes)
    for citation in Citation.objects.filter(is_edited=True):
        found["citation", citation.pk] = citation.work_id
    for chapter in Chapter.objects.filter(is_edited=True):
        found["chapter", chapter.pk] = (chapter.title, chapter.slug)
    return found


def test_the_same_file_anew_changes_nothing_and_keeps_every_address() -> None:
    thesis = ingest(FIRST).thesis
    work_on(thesis)
    before = take_snapshots()
    outcome = ingest(FIRST, anew=True)
    assert outcome.state == "updated"
    assert set(outcome.effect["outcomes"]) == {"unchanged", "moved", "changed", "lost"}
    assert outcome.effect["n_asked"] == 0
    assert all(counts["new"] == counts["gone"] == 0 for counts in outcome.effect["sorts"].values())
    after = take_snapshots()
    kept = {"Chapter", "Passage", "Quotation", "Citation"}
    for key in (key for key in before if key[0] in kept):
        assert {**after[key], "order": 0} == {**before[key], "order": 0}, key
    assert not Reanchoring.objects.exclude(outcome="unchanged").exists()


def test_a_trial_says_what_would_change_and_stores_nothing() -> None:
    thesis = ingest(FIRST).thesis
    work_on(thesis)
    before, files = take_snapshots(), list(SourceFile.objects.values())
    outcome = ingest(
        FIRST.replace("noe vi gjør hver dag", "noe vi gjør hver uke"), preview=True, thesis=thesis
    )
    assert outcome.state == "previewed"
    assert outcome.effect["outcomes"]["changed"] == 1
    assert "hver dag" in outcome.effect["asked"][0]["words"]
    assert take_snapshots() == before
    assert list(SourceFile.objects.values()) == files
    run = Import.objects.latest("pk")
    assert (run.outcome, run.is_preview, run.effect) == ("previewed", True, outcome.effect)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_becomes_of_the_text_nothing_that_people_did_is_lost_or_stands_elsewhere(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311  nobody is to be kept from guessing
    thesis = ingest(FIRST, publish=True).thesis
    work_on(thesis)
    did = touched()
    hidden = fold(thesis.passages.get(chapter__title="Metode").text)
    words = {quotation.pk: fold(quotation.text) for quotation in Quotation.objects.exclude(state="suggested")}
    text = FIRST
    for _ in range(3):
        text = change(text, dice)
        ingest(text)
        assert touched() == did
        for quotation in Quotation.objects.exclude(state="suggested"):
            row = Reanchoring.objects.filter(object_id=quotation.pk, content_type__model="quotation").latest(
                "pk"
            )
            if quotation.passage is None:
                assert row.state == "open"
                assert not Quotation.objects.public().filter(pk=quotation.pk).exists()
            else:
                assert row.state == "settled"
                assert fold(quotation.text) == words[quotation.pk]
                assert quotation.passage.text[quotation.start : quotation.end] == quotation.text
        for citation in Citation.objects.filter(is_edited=True):
            assert citation.passage.text[citation.start : citation.end] == citation.raw
        public = fold(" ".join(Passage.objects.public().values_list("text", flat=True)))
        assert hidden not in public


def change(text: str, dice: random.Random) -> str:
    """Another version of the thesis: paragraphs of its prose gone, doubled, put in, moved, scanned badly, wrapped."""
    paragraphs = text.split("\n\n")
    for _ in range(4):
        prose = [n for n, paragraph in enumerate(paragraphs) if n > 8 and len(paragraph) > 60]
        at = dice.choice(prose)
        match dice.randrange(5):
            case 0 if len(prose) > 6:
                paragraphs.pop(at)
            case 1:
                paragraphs.insert(at, write_paragraph(dice))
            case 2:
                paragraphs.insert(at, paragraphs[at])
            case 3:
                paragraphs[at] = slip(paragraphs[at], dice)
            case _:
                paragraphs[at] = wrap(paragraphs[at], dice)
    return "\n\n".join(paragraphs)


def test_words_that_come_back_get_their_record_back() -> None:
    thesis = ingest(FIRST).thesis
    work_on(thesis)
    quotation = thesis.quotations.get(informant__label="Leder B", form="block")
    without = FIRST.replace(
        "«Jeg har ikke tid til å lese avtalen, men jeg stoler", "«Det er sol i dag, og jeg går"
    )
    ingest(without)
    assert outcome_of(quotation)[1] == "open"
    ingest(FIRST, anew=True)
    quotation.refresh_from_db()
    assert outcome_of(quotation) == ("moved", "settled")
    assert quotation.passage is not None
    assert not Reanchoring.objects.filter(state="open", object_id=quotation.pk).exists()


def test_what_was_kept_without_a_place_is_not_asked_again() -> None:
    thesis = ingest(FIRST).thesis
    work_on(thesis)
    quotation = thesis.quotations.get(informant__label="Leder B", form="block")
    without = FIRST.replace(
        "«Jeg har ikke tid til å lese avtalen, men jeg stoler", "«Det er sol i dag, og jeg går"
    )
    ingest(without)
    row = Reanchoring.objects.get(object_id=quotation.pk, content_type__model="quotation")
    actions.keep_anew(row=row, by=None)
    ingest(without.replace("Lederne møtes hver uke", "Lederne møtes hver dag"))
    assert outcome_of(quotation)[1] == "kept"
    quotation.refresh_from_db()
    assert quotation.stands_alone


def test_a_corrected_heading_stays_corrected_and_is_known_by_what_the_file_says() -> None:
    thesis = ingest(FIRST).thesis
    chapter = thesis.chapters.get(title="Metode")
    actions.correct_heading(chapter=chapter, title="Fremgangsmåte", number="2.1", level=2, by=None)
    ingest(FIRST.replace("Lederne møtes hver uke", "Lederne møtes hver dag"))
    chapter.refresh_from_db()
    assert (chapter.heading, chapter.level, chapter.read_as) == ("2.1 Fremgangsmåte", 2, "3 Metode")
    assert chapter.parent == thesis.chapters.get(title="Teori")
    assert chapter.passages.exists()


def test_a_heading_that_is_none_stays_text() -> None:
    thesis = ingest(FIRST).thesis
    actions.dissolve_heading(chapter=thesis.chapters.get(title="Metode"), by=None)
    ingest(FIRST.replace("Lederne møtes hver uke", "Lederne møtes hver dag"))
    assert not thesis.chapters.filter(title="Metode").exists()
    assert thesis.passages.get(text="3 Metode").chapter.title == "Teori"


def test_a_heading_that_was_pointed_out_stays_one() -> None:
    words = "hva lederne mener om ukene"
    paragraph = "Lederne møtes hver uke"
    text = FIRST.replace(paragraph, f"Først en setning.\n\n{words}\n\n{paragraph}", 1)
    thesis = ingest(text).thesis
    missed = thesis.passages.get(text=words)
    above = missed.chapter
    made = actions.raise_heading(passage=missed, title="Lederne om ukene", number="", level=3, by=None)
    ingest(text.replace("hver uke", "hver dag"))
    kept = thesis.chapters.get(pk=made.pk)
    assert (kept.title, kept.read_as, kept.level) == ("Lederne om ukene", words, 3)
    assert not thesis.passages.filter(text=words).exists()
    assert kept.passages.order_by("order").first().text.startswith("Lederne møtes hver dag")
    assert thesis.chapters.get(pk=above.pk).passages.filter(text__endswith="Først en setning.").exists()
    # And where it is taken back, the next reading has a paragraph again.
    actions.dissolve_heading(chapter=kept, by=None)
    ingest(text.replace("hver uke", "hver natt"))
    assert thesis.passages.filter(text__in=[words, "Lederne om ukene"]).exists()
    assert not thesis.chapters.filter(pk=made.pk).exists()


def test_an_appendix_that_was_opened_stays_open() -> None:
    thesis = ingest(FIRST).thesis
    actions.show_chapter(chapter=thesis.chapters.get(kind="appendix"), by=None)
    ingest(FIRST.replace("Lederne møtes hver uke", "Lederne møtes hver dag"))
    assert not thesis.chapters.get(kind="appendix").is_hidden


def test_a_hidden_chapter_with_another_heading_is_proposed_and_takes_its_place_with_its_address() -> None:
    thesis = ingest(FIRST, publish=True).thesis
    chapter = thesis.chapters.get(title="Drøfting")
    actions.hide_chapter(chapter=chapter, by=None)
    ingest(FIRST.replace("5 Drøfting", "5 Drøfting av funn"))
    fresh = thesis.chapters.get(title="Drøfting av funn")
    assert fresh.is_hidden
    chapter.refresh_from_db()
    with pytest.raises(actions.Refused):
        actions.show_chapter(chapter=chapter, by=None)
    assert [doubt.count for doubt in actions.find_doubts(thesis) if doubt.code == "anew"] == [1]
    row = Reanchoring.objects.get(object_id=chapter.pk, content_type__model="chapter")
    actions.place_anew(row=row, place=row.candidates[0], by=None)
    chapter.refresh_from_db()
    assert (chapter.title, chapter.is_former, chapter.is_hidden) == ("Drøfting av funn", False, True)
    assert chapter.passages.exists()
    assert not thesis.chapters.filter(pk=fresh.pk).exists()


def test_a_curators_own_words_of_a_quotation_stay() -> None:
    thesis = ingest(FIRST).thesis
    quotation = thesis.quotations.get(informant__label="Leder B", form="block")
    quotation.text = "[Vi] har ikke tid til å lese avtalen"
    actions.correct_quotation(quotation=quotation, fields=["text"], by=None)
    ingest(FIRST.replace("Lederne møtes hver uke", "Lederne møtes hver dag"))
    quotation.refresh_from_db()
    assert quotation.text == "[Vi] har ikke tid til å lese avtalen"
    assert quotation.passage is not None


def test_what_was_split_is_not_suggested_whole_again() -> None:
    thesis = ingest(FIRST).thesis
    quotation = thesis.quotations.get(informant__label="Leder B", form="block")
    passage = quotation.passage
    assert passage is not None
    middle = quotation.start + quotation.text.index("men")
    first = read_span(first=passage, start=quotation.start, last=passage, end=middle)
    second = read_span(first=passage, start=middle, last=passage, end=quotation.end)
    actions.split_quotation(quotation=quotation, first=first, second=second, by=None)
    before = set(thesis.quotations.values_list("public_id", "text"))
    ingest(FIRST, anew=True)
    assert set(thesis.quotations.values_list("public_id", "text")) == before


# -- the command


def reread(*arguments: str, **options: Any) -> str:
    out = StringIO()
    call_command("reread", *arguments, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def test_theses_that_an_earlier_reader_read_are_read_anew_each_by_itself() -> None:
    ingest(FIRST)
    ingest_file("andre.txt", SECOND.encode())
    assert "Every thesis" in reread()
    SourceFile.objects.update(parser_version="1")
    assert all(is_behind(source) for source in SourceFile.objects.all())
    assert reread(preview=True).count("previewed") == 2
    assert SourceFile.objects.filter(parser_version="1").count() == 2
    told = reread()
    assert told.count("updated") == 2
    assert "0 changed, 0 lost" in told
    assert not SourceFile.objects.filter(parser_version="1").exists()


def test_a_stopped_command_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    from kb.importing.management.commands import reread as command

    ingest(FIRST)
    ingest_file("andre.txt", SECOND.encode())
    SourceFile.objects.update(parser_version="1")
    real, seen = command.ingest_file, []

    def stop_at_the_second(*args: Any, **options: Any) -> Outcome:
        seen.append(args)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return real(*args, **options)

    monkeypatch.setattr(command, "ingest_file", stop_at_the_second)
    with pytest.raises(CommandError, match="1 are done"):
        reread()
    assert SourceFile.objects.filter(parser_version="1").count() == 1
    monkeypatch.undo()
    assert reread().count("updated") == 1


def test_a_thesis_that_is_not_there_or_whose_file_is_gone_is_told() -> None:
    thesis = ingest(FIRST).thesis
    with pytest.raises(CommandError, match="ingen-slik"):
        reread("ingen-slik")
    source = thesis.files.get()
    source.file = "theses/borte.txt"
    source.save()
    with pytest.raises(CommandError, match="1 of 1"):
        reread(thesis.slug)
    with pytest.raises(actions.Refused):
        line_up_anew(thesis, by=None, preview=False)
