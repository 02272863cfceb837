"""A file into the records and, changed, into them again."""

from __future__ import annotations

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from kb.importing.findings import place_of
from kb.importing.store import Halted, Outcome, ingest_file
from kb.importing.themes import store_suggestions, vocabulary_in_use
from kb.importing.vocabulary import ensure_vocabulary
from kb.ingest.errors import UnreadableFile
from kb.ingest.parse import parse
from kb.records.actions import correct_informant, mark_quotation, merge_informants
from kb.records.models import (
    Citation,
    Import,
    Passage,
    Person,
    Quotation,
    SourceFile,
    Theme,
    ThemeLink,
    Thesis,
    Work,
)
from kb.search.query import SearchQuery
from kb.search.run import run
from kb.search.updates import pending, update_pending
from tests.importing.small_thesis import FIRST, PROSE, SECOND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]


def ingest(text: str, name: str = "forste.txt", **options: object) -> Outcome:
    return ingest_file(name, text.encode(), **options)  # type: ignore[arg-type]


def said_by(label: str) -> Quotation:
    return Quotation.objects.get(informant__label=label, form="block")


def test_a_thesis_is_stored_with_all_that_was_read() -> None:
    thesis = ingest(FIRST).thesis
    assert thesis.title == "Samarbeid på prøve"
    assert thesis.year == 2021
    assert thesis.institution is not None
    assert thesis.institution.name == "Høgskolen i Eksempelvik"
    assert [str(part.person) for part in thesis.contributors.all()] == ["Prøvesen, Prøve", "Veilederud, Vera"]
    assert thesis.research_question.startswith("Hvordan opplever ledere partnerskapet")
    assert thesis.chapters.filter(kind="chapter", level=1).count() == 6
    assert thesis.chapters.get(kind="appendix").is_hidden
    assert said_by("Leder A").passage is not None
    assert said_by("Leder A").passage.chapter.title == "Funn"
    assert thesis.references.count() == 2


def test_every_stored_span_is_the_text_it_says() -> None:
    ingest(FIRST)
    for quotation in Quotation.objects.select_related("passage", "last_passage"):
        assert quotation.passage is not None
        if quotation.passage_id == quotation.last_passage_id:
            assert quotation.passage.text[quotation.start : quotation.end] == quotation.text
    for citation in Citation.objects.select_related("passage"):
        assert citation.passage.text[citation.start : citation.end] == citation.raw


def test_a_new_thesis_is_a_draft_and_published_only_when_told() -> None:
    assert ingest(FIRST).thesis.state == Thesis.State.DRAFT
    assert ingest(FIRST, publish=True).thesis.state == Thesis.State.PUBLISHED


def test_the_same_file_again_changes_nothing() -> None:
    ingest(FIRST)
    before = list(Passage.objects.values()), list(Quotation.objects.values()), list(Work.objects.values())
    assert ingest(FIRST).state == "unchanged"
    assert (
        list(Passage.objects.values()),
        list(Quotation.objects.values()),
        list(Work.objects.values()),
    ) == before
    assert Import.objects.count() == 1


def test_works_of_two_theses_are_one_work_by_one_person() -> None:
    ingest(FIRST)
    ingest(SECOND, "andre.txt")
    stewart = Work.objects.get(year="1982")
    assert stewart.title == "Choices for the manager"
    assert {citation.thesis.title for citation in stewart.citations.all()} == {
        "Samarbeid på prøve",
        "Tillit på avstand",
    }
    assert Person.objects.filter(family="Stewart").count() == 1


def test_et_al_is_the_fuller_form_that_the_thesis_gives() -> None:
    ingest(FIRST)
    work = Work.objects.get(year="2015")
    assert [person.family for person in work.authors.order_by("authorships__order")] == [
        "Jacobsen",
        "Hansen",
        "Lie",
    ]
    assert work.citations.count() == 2
    assert work.is_stub


def test_themes_are_suggested_with_a_reason_and_a_confidence() -> None:
    ensure_vocabulary()
    ingest(FIRST)
    partnership = Theme.objects.get(slug="partnerskap")
    link = ThemeLink.objects.get(
        tag=partnership,
        content_type=ContentType.objects.get_for_model(Quotation),
        object_id=said_by("Leder A").pk,
    )
    assert link.origin == "suggested"
    assert 0 < link.confidence <= 1
    assert link.reason


def test_a_changed_file_updates_the_thesis_and_keeps_its_addresses() -> None:
    thesis = ingest(FIRST, publish=True).thesis
    address, quotation = thesis.slug, said_by("Leder B")
    anchors = set(thesis.passages.values_list("anchor", flat=True))
    outcome = ingest(
        FIRST.replace("Et kontor som dette må forklare seg", "Et slikt kontor må forklare seg", 1)
    )
    assert outcome.state == "updated"
    assert (outcome.thesis.pk, outcome.thesis.slug, outcome.thesis.state) == (thesis.pk, address, "published")
    assert said_by("Leder B").public_id == quotation.public_id
    assert len(anchors - set(thesis.passages.values_list("anchor", flat=True))) == 1
    assert [file.is_current for file in SourceFile.objects.order_by("created")] == [False, True]


def test_what_a_curator_set_survives_a_new_reading() -> None:
    ensure_vocabulary()
    thesis = ingest(FIRST).thesis
    quotation = said_by("Leder A")
    address = quotation.get_absolute_url()
    quotation.kind, quotation.note, quotation.state, quotation.is_edited = (
        "policy",
        "Viktig.",
        "accepted",
        True,
    )
    quotation.informant = None
    quotation.save()
    theme = Theme.objects.get(slug="tillit")
    quotation.themes.add(theme)
    ThemeLink.objects.filter(tag__slug="partnerskap", tagged_quotation=quotation).update(state="rejected")
    thesis.title, thesis.curated_fields = "En bedre tittel", ["title"]
    thesis.save()
    ingest(FIRST.replace("Lederne møtes hver uke", "Lederne møtes hver dag"))
    thesis.refresh_from_db()
    quotation.refresh_from_db()
    assert thesis.title == "En bedre tittel"
    assert (quotation.kind, quotation.note, quotation.state) == ("policy", "Viktig.", "accepted")
    assert quotation.informant is None
    assert quotation.get_absolute_url() == address
    assert quotation.passage is not None
    links = {link.tag.slug: link.state for link in quotation.theme_links.all()}
    assert links["tillit"] == "accepted"
    assert links["partnerskap"] == "rejected"


def test_a_quotation_worked_on_that_is_gone_is_kept_without_a_place_and_told() -> None:
    ingest(FIRST)
    quotation = said_by("Leder A")
    quotation.note = "Brukes i forelesning."
    quotation.save()
    gone = FIRST.replace(
        "«Partnerskapet er noe vi gjør hver dag, ikke noe som ligger i en skuff på rådhuset.» (Leder A)",
        "Hun tier.",
    )
    outcome = ingest(gone)
    quotation.refresh_from_db()
    assert quotation.passage is None
    assert [notice.code for notice in outcome.notices].count("to_decide") == 1


def test_a_quotation_nobody_touched_goes_with_its_text() -> None:
    ingest(FIRST)
    ingest(
        FIRST.replace(
            "«Jeg har ikke tid til å lese avtalen, men jeg stoler på dem jeg arbeider sammen med.» (Leder B)",
            "Han tier.",
        )
    )
    assert not Quotation.objects.filter(informant__label="Leder B", form="block").exists()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (bytes(range(256)) * 50, "binary"),
        (b"Hei.", "not_a_thesis"),
        (b"a b\n" * 6_000_000, "too_large"),
    ],
)
def test_bad_files_are_refused_with_a_remedy_and_leave_no_thesis(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refusal:
        ingest_file("fil.txt", data)
    assert refusal.value.code == code
    assert refusal.value.remedy
    assert Thesis.objects.count() == Passage.objects.count() == 0
    run = Import.objects.get()
    assert (run.outcome, run.thesis) == ("failed", None)
    assert refusal.value.remedy in run.message


def test_a_failure_half_way_leaves_nothing_half_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("kb.importing.store.store_suggestions", fail)
    with pytest.raises(RuntimeError):
        ingest(FIRST)
    assert (
        Thesis.objects.count()
        == Passage.objects.count()
        == Work.objects.count()
        == Person.objects.count()
        == 0
    )
    assert Import.objects.get().outcome == "failed"


def test_windows_1252_is_read_not_refused() -> None:
    thesis = ingest_file("cp1252.txt", FIRST.replace("\n", "\r\n").encode("cp1252")).thesis
    assert thesis.title == "Samarbeid på prøve"
    assert "«" not in said_by("Leder B").text


def test_a_reference_that_a_curator_linked_keeps_its_work() -> None:
    thesis = ingest(FIRST).thesis
    reference = thesis.references.get(order=0)
    reference.work = Work.objects.create(title="Det riktige verket", slug="det-riktige")
    reference.save()
    ingest(FIRST.replace("Et kontor som dette", "Et slikt kontor", 1))
    assert thesis.references.get(order=0).work == reference.work


def test_a_quotation_that_a_curator_marked_keeps_its_place() -> None:
    ingest(FIRST)
    passage = Passage.objects.get(text__startswith="Denne delen", chapter__title="Konklusjon")
    marked = mark_quotation(passage=passage, text="rammene er trange", kind="term", by=None)
    outcome = ingest(FIRST.replace("Lederne møtes hver uke", "Lederne møtes hver dag", 1))
    marked.refresh_from_db()
    assert marked.passage is not None
    assert marked.passage.text[marked.start : marked.end] == "rammene er trange"
    assert "to_decide" not in {notice.code for notice in outcome.notices}


def test_a_merged_voice_does_not_come_back() -> None:
    thesis = ingest(FIRST).thesis
    keep, other = (thesis.informants.get(label=label) for label in ("Leder A", "Leder B"))
    merge_informants(keep=keep, others=[other], by=None)
    ingest(FIRST.replace("Et kontor som dette", "Et slikt kontor", 1))
    assert set(thesis.informants.values_list("label", flat=True)) == {"Leder A"}
    assert thesis.quotations.filter(informant=keep, form="block").count() == 2


def test_a_renamed_voice_keeps_its_new_name() -> None:
    thesis = ingest(FIRST).thesis
    voice = thesis.informants.get(label="Leder A")
    voice.label = "Statlig leder"
    correct_informant(informant=voice, by=None)
    ingest(FIRST.replace("Et kontor som dette", "Et slikt kontor", 1))
    assert not thesis.informants.filter(label="Leder A").exists()
    assert thesis.quotations.filter(informant=voice).exists()


def test_a_corrected_citation_keeps_its_page() -> None:
    thesis = ingest(FIRST).thesis
    citation = thesis.citations.get(locator="s. 44")
    citation.locator, citation.is_edited = "s. 45", True
    citation.save()
    ingest(FIRST.replace("Lederne møtes hver uke", "Lederne møtes hver dag", 1))
    citation.refresh_from_db()
    assert citation.locator == "s. 45"


def test_where_something_hidden_may_stand_now_is_hidden_until_somebody_decides() -> None:
    thesis = ingest(FIRST).thesis
    thesis.passages.filter(chapter__title="Teori").update(is_hidden=True)
    thesis.chapters.filter(title="Metode").update(is_hidden=True)
    ingest(FIRST.replace("reiser ideer mellom", "vandrer ideer mellom").replace("3 Metode", "3 Metoden"))
    assert not thesis.passages.filter(chapter__title="Teori", is_hidden=False).exists()
    assert thesis.chapters.get(title="Metoden").is_hidden


def test_a_thesis_without_headings_can_still_be_read() -> None:
    prose = "\n\n".join(
        f"{number}. gang: {PROSE}" for number in ("Første", "Annen", "Tredje", "Fjerde", "Femte", "Sjette")
    )
    thesis = ingest(prose, "uten-overskrifter.txt", publish=True).thesis
    assert Passage.objects.public().filter(thesis=thesis).exists()


def test_a_stored_thesis_waits_for_the_index_to_follow() -> None:
    thesis = ingest(FIRST, publish=True).thesis
    assert str(thesis.pk) in pending()
    assert run(SearchQuery.from_text("partnerskapet")).total == 0
    update_pending()
    assert pending() == ()
    assert run(SearchQuery.from_text("partnerskapet")).total > 0


def test_a_theme_that_left_the_vocabulary_while_a_file_was_read_is_not_suggested() -> None:
    ensure_vocabulary()
    draft = parse("forste.txt", FIRST.encode(), vocabulary=vocabulary_in_use())
    assert "partnerskap" in {suggestion.slug for suggestion in draft.themes}
    thesis = ingest(FIRST).thesis
    Theme.objects.get(slug="partnerskap").delete()
    store_suggestions(thesis, draft, {}, {})
    assert not ThemeLink.objects.filter(tag__slug="partnerskap").exists()


def test_a_quotation_in_no_passage_is_not_stored_half() -> None:
    draft = parse("forste.txt", FIRST.encode(), vocabulary=())
    assert draft.quotations
    assert all(place_of(quotation.span, draft, {}) is None for quotation in draft.quotations)


def test_a_voice_that_only_a_quotation_names_is_kept_too() -> None:
    text = FIRST.replace(" Jeg intervjuet to ledere, omtalt som Leder A og Leder B.", "")
    thesis = ingest(text).thesis
    assert set(thesis.informants.values_list("label", flat=True)) >= {"Leder A", "Leder B"}


def test_what_a_curator_said_of_a_voice_stays() -> None:
    informant = ingest(FIRST).thesis.informants.get(label="Leder A")
    informant.role, informant.role_group, informant.is_edited = "kontorets eldste", "employee", True
    informant.save()
    ingest(FIRST.replace("Et kontor som dette", "Et slikt kontor", 1))
    informant.refresh_from_db()
    assert (informant.role, informant.role_group) == ("kontorets eldste", "employee")


def test_a_run_that_is_cancelled_before_it_is_stored_stores_nothing() -> None:
    def cancel(step: str, _done: int, _total: int) -> None:
        if step == "themes":
            Import.objects.update(cancel_asked=True)

    with pytest.raises(Halted):
        ingest_file("forste.txt", FIRST.encode(), progress=cancel)
    assert not Thesis.objects.exists()
    assert Import.objects.get().outcome == "cancelled"


def test_a_file_of_which_only_a_part_was_kept_is_kept_anew() -> None:
    from hashlib import sha256

    name = f"theses/{sha256(FIRST.encode()).hexdigest()}.txt"
    default_storage.delete(name)
    default_storage.save(name, ContentFile(b"half"))
    source = ingest_file("forste.txt", FIRST.encode()).thesis.files.get()
    assert source.file.name == name
    assert source.file.size == len(FIRST.encode())
