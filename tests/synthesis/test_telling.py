"""Which quotations tell most: the rule, step by step."""

from __future__ import annotations

import pytest

from kb.records.models import Quotation, ThemeLink, Thesis
from kb.records.stamps import renew_stamps
from kb.synthesis.themes.telling import choose_of_group, choose_of_thesis, choose_telling, rank_quotations
from tests import recipes
from tests.synthesis.themed import on_theme, say, texts_of

pytestmark = pytest.mark.django_db

LONG = "Vi møtes hver fredag i kantina, og der blir det meste avgjort lenge før papirene kommer på bordet."
OTHER = (
    "Ingen spør oss om noe som helst før budsjettet er ferdig skrevet og trykt i fire eksemplarer der inne."
)
PIECE = (
    "som vi møtes hver fredag i kantina, og der blir det meste avgjort lenge før papirene kommer på bordet"
)


def first_of(*texts: str, voices: tuple[str, ...] = ("Kari", "Ola")) -> str:
    theme = say(*(("En", "leader", voice, text, ()) for voice, text in zip(voices, texts, strict=True)))
    on = on_theme(theme)
    return texts_of(on, rank_quotations(on))[0]


@pytest.mark.parametrize(
    ("better", "worse"),
    [(LONG, "Vi eier det sammen."), (LONG, LONG + OTHER * 4), (LONG, PIECE)],
    ids=["long enough", "not too long", "a whole sentence"],
)
def test_what_can_stand_alone_comes_first(better, worse):
    assert first_of(worse, better) == better


def test_a_named_voice_comes_before_none():
    theme = say(("En", "leader", "", LONG, ()), ("En", "leader", "Kari", OTHER, ()))
    on = on_theme(theme)
    assert texts_of(on, rank_quotations(on)) == [OTHER, LONG]


def test_what_a_curator_confirmed_comes_before_all_that_is_suggested():
    theme = say(("En", "leader", "Kari", LONG, ()), ("En", "leader", "", "Vi eier det.", ()))
    said = Quotation.objects.get(text="Vi eier det.")
    Quotation.objects.filter(pk=said.pk).update(state="accepted")
    ThemeLink.objects.filter(object_id=said.pk).update(state="accepted")
    renew_stamps([said.thesis_id])
    on = on_theme(theme)
    assert texts_of(on, rank_quotations(on))[0] == "Vi eier det."


def test_a_real_thesis_comes_before_an_invented_one():
    theme = say(("Oppdiktet", "leader", "Kari", LONG, ()), ("Ekte", "leader", "Ola", "Vi eier det.", ()))
    example = Thesis.objects.get(title="Oppdiktet")
    example.is_example = True
    example.save()
    on = on_theme(theme)
    assert texts_of(on, choose_telling(on)) == ["Vi eier det.", LONG]


def test_three_are_told_each_of_another_thesis_and_another_role_while_there_is_one():
    theme = say(
        ("En", "leader", "Kari", LONG, ()),
        ("To", "leader", "Ola", LONG, ()),
        ("To", "employee", "Per", "Vi får vite det etterpå.", ()),
        ("Tre", "leader", "Siv", OTHER, ()),
        ("En", "user", "Liv", "Jeg ringer og ingen svarer.", ()),
    )
    on = on_theme(theme)
    telling = choose_telling(on)
    assert len(telling) == 3
    assert len({int(on.thesis[place]) for place in telling}) == 3
    assert "Vi får vite det etterpå." in texts_of(on, telling)


def test_papers_are_not_told_as_words_of_informants():
    on = on_theme(say(("En", "policy", "", LONG, ())))
    assert choose_telling(on) == []
    assert texts_of(on, choose_of_thesis(on, 0, 2)["policy"]) == [LONG]


def test_a_role_speaks_through_several_theses_and_not_by_what_is_shown_already():
    theme = say(
        ("En", "leader", "Kari", LONG, ()),
        ("En", "leader", "Ola", OTHER, ()),
        ("To", "leader", "Siv", "Vi eier det.", ()),
    )
    on = on_theme(theme)
    chosen = choose_of_group(on, "leader", 2)
    assert len({int(on.thesis[place]) for place in chosen}) == 2
    shown = [place for place in range(3) if texts_of(on, [place]) == [LONG]]
    assert texts_of(on, choose_of_group(on, "leader", 2, shown=shown)) == [OTHER, "Vi eier det."]
    assert len(choose_of_group(on, "leader", 9, shown=shown)) == 3


def test_in_a_thesis_another_voice_comes_before_more_of_the_same():
    theme = say(
        ("En", "leader", "Kari", LONG, ()),
        ("En", "leader", "Kari", OTHER, ()),
        ("En", "leader", "Ola", "Vi eier det.", ()),
    )
    on = on_theme(theme)
    voices = {int(on.voice[place]) for place in choose_of_thesis(on, 0, 2)["leader"]}
    assert len(voices) == 2


def test_the_choice_is_the_same_every_time():
    theme = say(*((f"Nr {i}", "leader", "Kari", LONG, ()) for i in range(5)))
    on = on_theme(theme)
    first = choose_telling(on)
    recipes.make_thesis("Noe annet")
    again = on_theme(theme)
    assert again is not on
    assert texts_of(again, choose_telling(again)) == texts_of(on, first)
