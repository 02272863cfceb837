from __future__ import annotations

from tests.ingest.small_documents import read_quotations

ASKED = "Intervjuer: Hva gjør du når noen er borte?"
ANSWERED = "Leder B: Da går jeg selv inn i turnusen, enda jeg vet at jeg ikke burde."


def test_an_excerpt_with_the_interviewer_is_one_quotation_of_who_answers() -> None:
    found = read_quotations(
        "# 4 Funn", "Et utdrag viser det:", ASKED, ANSWERED, "Intervjuer: Hver gang?", "Leder B: Ja."
    )
    assert [(one.form.value, one.kind.value, one.speaker) for one in found] == [
        ("block", "interview", "Leder B")
    ]
    assert found[0].text.startswith("Intervjuer: Hva")
    assert found[0].text.endswith("Leder B: Ja.")


def test_without_the_interviewer_every_turn_is_a_quotation_of_its_own() -> None:
    found = read_quotations(
        "# 4 Funn", "Svarene var ulike:", ANSWERED, "Leder C: Jeg lar det ligge til de kommer tilbake."
    )
    assert [one.speaker for one in found] == ["Leder B", "Leder C"]


def test_questions_alone_are_no_dialogue() -> None:
    assert (
        read_quotations("# 4 Funn", "Jeg spurte om to ting:", ASKED, "Intervjuer: Hvem dekker vakten?") == ()
    )


def test_questions_and_hypotheses_of_the_thesis_are_not_said_by_anyone() -> None:
    posed = (
        "Oppgaven har to forskningsspørsmål:",
        "F1: Hva er det vi gjør når vi leder?",
        "F2: Hvem ser oss da?",
    )
    assert read_quotations("# 1 Innledning", *posed) == ()
