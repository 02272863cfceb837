"""What one role group says that another does not: counted, and called a difference only where there is enough."""

from __future__ import annotations

from math import log

import pytest

from kb.synthesis.themes.contrasts import choose_alone, choose_sides, contrast_groups, find_rows_with
from kb.synthesis.vocabulary import load_vocabulary
from tests.synthesis.themed import Line, many, on_theme, say, texts_of

pytestmark = pytest.mark.django_db


def contrast(*lines: Line, sides: tuple[str, str] = ("employee", "leader")):
    return contrast_groups(on_theme(say(*lines)), sides, load_vocabulary())


def subjects_of(found) -> dict[str, tuple[int, int, int]]:
    names = load_vocabulary()
    return {names.name(row.theme): (row.n_first, row.n_second, row.stands_out) for row in found.subjects}


def test_employees_are_set_against_leaders_unless_others_are_asked_for():
    on = on_theme(
        say(
            *many(3, "leader", "Ja {}"),
            *many(1, "employee", "Nei {}"),
            *many(2, "middle_manager", "Kanskje {}"),
        )
    )
    assert choose_sides(on) == ("employee", "leader")
    assert choose_sides(on, "middle_manager", "leader") == ("middle_manager", "leader")
    assert choose_sides(on, "leader", "leader") == ("leader", "employee")
    assert choose_sides(on, "user", "middle_manager") == ("middle_manager", "employee")


def test_where_one_role_speaks_alone_there_is_nothing_to_compare():
    assert choose_sides(on_theme(say(*many(9, "leader", "Ja {}")))) is None


def test_subjects_are_counted_once_a_quotation_on_either_side():
    found = contrast(
        *many(2, "employee", "Ja {}", further=("Tillit",)),
        *many(3, "leader", "Nei {}", further=("Tillit", "Økonomi")),
    )
    assert subjects_of(found) == {"Tillit": (2, 3, 0), "Økonomi": (0, 3, 0)}
    assert (found.first.n, found.second.n, found.is_enough) == (2, 3, False)


def test_nothing_stands_out_where_one_side_says_too_little():
    found = contrast(
        *many(4, "employee", "Budsjettet {}"), *many(60, "leader", "Ja {}", further=("Økonomi",))
    )
    assert not found.is_enough
    assert found.first_words == found.second_words == ()
    assert subjects_of(found)["Økonomi"][2] == 0


def test_two_voices_are_too_few_however_much_they_say():
    found = contrast(*many(20, "employee", "Ja {}", n_voices=2), *many(20, "leader", "Ja {}"))
    assert not found.is_enough


def test_a_subject_of_one_side_stands_out():
    found = contrast(
        *many(10, "employee", "Ja {}", further=("Tillit",)),
        *many(10, "leader", "Nei {}", further=("Økonomi",)),
    )
    assert subjects_of(found) == {"Tillit": (10, 0, 1), "Økonomi": (0, 10, -1)}


def test_words_are_characteristic_by_log_likelihood_of_quotations_that_hold_them():
    found = contrast(
        *many(9, "employee", "Skjemaene tar hele formiddagen {}, skjemaer og skjemaer."),
        *many(3, "employee", "Ja, det er travelt {}."),
        *many(16, "leader", "Budsjettet må holde {}."),
        *many(1, "leader", "Et skjema til {}."),
    )
    word = next(row for row in found.first_words if row.word == "skjema")
    assert (word.n_first, word.n_second) == (9, 1)
    # By hand: 9 of 12 against 1 of 17, both expected by 10 of 29.
    assert word.strength == pytest.approx(
        2 * (9 * log(9 / (12 * 10 / 29)) + log(1 / (17 * 10 / 29))), abs=1e-6
    )
    assert [row.word for row in found.second_words] == ["budsjett"]
    assert (found.second_words[0].n_first, found.second_words[0].n_second) == (0, 16)


def test_a_word_of_one_voice_is_nobody_elses():
    lines = [("En", "employee", "Kari", f"Traktoren står ute {i}.", ()) for i in range(8)]
    found = contrast(*lines, *many(8, "employee", "Ja {}"), *many(16, "leader", "Nei {}"))
    assert found.is_enough
    assert found.first_words == ()


def test_what_each_says_of_its_own_subjects_stands_beside_them():
    theme = say(
        ("En", "employee", "Per", "Skjemaene tar all tid.", ("Tillit",)),
        ("En", "employee", "Per", "Ja, ja.", ()),
        ("En", "leader", "Kari", "Budsjettet holder ikke.", ("Økonomi",)),
        ("En", "leader", "Kari", "Ingen vet det.", ("Ledelse", "Økonomi")),
    )
    on, vocabulary = on_theme(theme), load_vocabulary()
    found = contrast_groups(on, ("employee", "leader"), vocabulary)
    first, second = choose_alone(on, found, vocabulary, 2)
    assert texts_of(on, first) == ["Skjemaene tar all tid."]
    assert texts_of(on, second) == ["Budsjettet holder ikke.", "Ingen vet det."]


def test_behind_a_word_stand_just_the_quotations_that_were_counted():
    on = on_theme(
        say(
            *many(3, "employee", "Skjemaene {}"),
            *many(2, "employee", "Ja {}"),
            *many(1, "leader", "Skjema {}"),
        )
    )
    rows = find_rows_with(on, "skjema", ("employee", "leader"))
    assert sorted(texts_of(on, rows["employee"])) == ["Skjemaene 0", "Skjemaene 1", "Skjemaene 2"]
    assert texts_of(on, rows["leader"]) == ["Skjema 0"]
