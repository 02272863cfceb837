from __future__ import annotations

import pytest
from django.http import QueryDict

from kb.records.actions import correct_informant, merge_informants
from kb.records.models import Informant, Quotation
from kb.synthesis.facts import load_facts
from kb.synthesis.vocabulary import load_vocabulary
from kb.synthesis.voices.voice import SaidQuestion, find_said, find_top_chapters, find_voice
from kb.synthesis.voices.voices import VoiceList, VoiceQuestion, find_voices
from tests import recipes

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection() -> None:
    """Two theses with a leader and an employee each, in two institutions; trust lies under values."""
    values = recipes.make_theme("Verdier")
    trust = recipes.make_theme("Tillit", broader=values)
    control = recipes.make_theme("Kontroll")
    for number, institution in enumerate(("Høgskolen i Vest", "Høgskolen i Øst")):
        thesis = recipes.make_thesis(
            f"Oppgave {number}", institution=recipes.make_institution(institution), year=2020 + number
        )
        chapter = recipes.make_chapter(thesis)
        leader = recipes.make_informant(thesis, "Leder A", "leader")
        worker = recipes.make_informant(thesis, f"informant {10 - number}", "employee", role="veileder")
        recipes.make_informant(thesis, "Taus", "user")
        for place in range(3):
            said = recipes.make_quotation(
                recipes.make_passage(chapter, f"Vi stoler på hverandre, sa hun {number}-{place}."),
                informant=worker if place == 2 else leader,
                state="accepted" if place == 0 else "suggested",
            )
            recipes.tag(said, trust, suggested=place == 1)
            if place == 1:
                recipes.tag(said, control)
        recipes.make_quotation(recipes.make_passage(chapter, f"Uten navn {number}."))
        recipes.make_quotation(
            recipes.make_passage(chapter, f"Ordet klarspråk {number}."),
            "klarspråk",
            kind="term",
            informant=leader,
        )


def ask(address: str) -> VoiceList:
    return find_voices(VoiceQuestion.from_params(QueryDict(address)), load_facts(), load_vocabulary())


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("", [("Leder A", 2), ("Leder A", 2), ("informant 9", 1), ("informant 10", 1)]),
        ("group=none&sort=name", [("informant 9", 1), ("informant 10", 1), ("Leder A", 2), ("Leder A", 2)]),
        ("role=employee&sort=name", [("informant 9", 1), ("informant 10", 1)]),
        ("role=leader&role=employee&thesis=oppgave-0-2020", [("Leder A", 2), ("informant 10", 1)]),
        ("institution=hogskolen-i-ost", [("Leder A", 2), ("informant 9", 1)]),
        ("theme=kontroll", [("Leder A", 1), ("Leder A", 1)]),
        ("theme=verdier&role=leader", [("Leder A", 2), ("Leder A", 2)]),
        ("theme=tillit&theme=kontroll&thesis=oppgave-1-2021", [("Leder A", 1)]),
        ("confirmed=1", [("Leder A", 1), ("Leder A", 1)]),
        ("confirmed=1&theme=kontroll", []),
        ("q=VEILEDER 10", [("informant 10", 1)]),
        ("q=taus", []),
        ("theme=finnes-ikke", []),
        ("thesis=finnes-ikke", []),
        (
            "role=sjef&sort=up&group=alt",
            [("Leder A", 2), ("Leder A", 2), ("informant 9", 1), ("informant 10", 1)],
        ),
    ],
)
def test_an_address_finds_the_voices_it_asks_for(collection: None, address: str, found: list) -> None:
    assert [(row.voice.label, row.n) for row in ask(address).voices] == found


@pytest.mark.parametrize(
    "address", ["", "theme=tillit", "role=leader", "thesis=oppgave-0-2020", "confirmed=1", "q=leder"]
)
def test_every_number_beside_a_choice_is_that_of_the_list_it_leads_to(collection: None, address: str) -> None:
    listed = ask(address)
    vocabulary = load_vocabulary()
    for name, rows in (
        ("role", listed.roles),
        ("thesis", [(slug, n) for slug, _title, n in listed.theses]),
        ("institution", [(slug, n) for slug, _name, n in listed.institutions]),
    ):
        bare = "&".join(part for part in address.split("&") if not part.startswith(f"{name}="))
        for value, n in rows:
            assert len(ask(f"{bare}&{name}={value}").voices) == n, (name, value)
    for pk, n in listed.themes.items():
        assert len(ask(f"{address}&theme={vocabulary.themes[pk].slug}").voices) == n, pk
    assert len(ask(f"{address}&confirmed=1").voices) == listed.n_confirmed
    assert sum(listed.groups.values()) == len(listed.voices)


def test_counts_agree_with_the_base(collection: None) -> None:
    for row in ask("").voices:
        said = Quotation.objects.filter(informant__in=row.voice.pks, kind="interview")
        assert row.n == said.count()


def test_labels_that_differ_in_capitals_and_marks_alone_are_one_voice(collection: None) -> None:
    thesis = Informant.objects.get(label="informant 10").thesis
    chapter = thesis.chapters.get()
    twin = recipes.make_informant(thesis, "Leder a.", "leader")
    recipes.make_quotation(recipes.make_passage(chapter, "Det samme en gang til."), informant=twin)
    listed = ask(f"thesis={thesis.slug}&role=leader").voices
    assert [(row.voice.label, row.n) for row in listed] == [("Leder A", 3)]
    voice, _voices = find_voice(thesis, "leder-a")
    assert voice is not None
    said = find_said(voice, SaidQuestion(), load_facts(), load_vocabulary(), find_top_chapters(thesis))
    assert said.n == said.n_all == 3


def test_what_a_voice_says_stands_by_chapter_and_by_theme(collection: None) -> None:
    thesis = Informant.objects.get(label="informant 10").thesis
    voice, voices = find_voice(thesis, "leder-a")
    assert voice is not None
    assert [v.label for v in voices] == ["informant 10", "Leder A", "Taus"]

    def ask_said(address: str):
        question = SaidQuestion.from_params(QueryDict(address))
        return find_said(voice, question, load_facts(), load_vocabulary(), find_top_chapters(thesis))

    said = ask_said("")
    assert [len(group.quotations) for group in said.groups] == [2]
    assert said.n_confirmed == 1
    names = {pk: theme.name for pk, theme in load_vocabulary().themes.items()}
    assert [(names[pk], n) for pk, n in said.themes] == [("Tillit", 2), ("Kontroll", 1)]
    by_theme = ask_said("by=theme")
    assert [(names[g.pk], len(g.quotations)) for g in by_theme.groups] == [("Tillit", 2), ("Kontroll", 1)]
    assert ask_said("theme=kontroll").n == 1
    assert ask_said("theme=finnes-ikke").n == 0
    assert ask_said("confirmed=1").n == 1


def test_others_in_the_same_role_are_of_other_theses_and_on_the_same_themes(collection: None) -> None:
    thesis = Informant.objects.get(label="informant 10").thesis
    voice, _voices = find_voice(thesis, "leder-a")
    assert voice is not None
    said = find_said(voice, SaidQuestion(), load_facts(), load_vocabulary(), find_top_chapters(thesis))
    assert said.others
    for row in said.others:
        alike = Quotation.objects.filter(
            informant__role_group="leader", kind="interview", theme_links__tag=row.theme
        )
        assert row.n == alike.count()
        for quotation in Quotation.objects.filter(pk__in=row.quotations):
            assert quotation.thesis_id != thesis.pk
            assert quotation.informant.role_group == "leader"


def test_nobody_shares_a_role_that_is_not_known(collection: None) -> None:
    Informant.objects.update(role_group="other")
    for informant in Informant.objects.all():
        informant.save()
    thesis = Informant.objects.get(label="informant 10").thesis
    voice, _voices = find_voice(thesis, "leder-a")
    assert voice is not None
    said = find_said(voice, SaidQuestion(), load_facts(), load_vocabulary(), find_top_chapters(thesis))
    assert said.others == ()


def test_a_renamed_voice_and_a_merged_one_keep_their_addresses(collection: None) -> None:
    leader = Informant.objects.get(label="Leder A", thesis__slug="oppgave-0-2020")
    worker = Informant.objects.get(label="informant 10")
    leader.label = "Kontorleder A"
    correct_informant(informant=leader, by=None)
    found, _voices = find_voice(leader.thesis, "leder-a")
    assert found is not None
    assert found.key == "kontorleder-a"
    merge_informants(keep=leader, others=[worker], by=None)
    merged, _voices = find_voice(leader.thesis, "informant-10")
    assert merged is not None
    assert merged.pks == (leader.pk,)
    assert find_voice(leader.thesis, "ingen")[0] is None
