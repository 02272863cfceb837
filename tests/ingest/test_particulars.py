from __future__ import annotations

import pytest

from kb.ingest.draft import Particulars
from kb.ingest.layout import lay_out
from kb.ingest.particulars import find_particulars
from kb.ingest.readers import read_source
from tests.ingest.example_thesis import QUESTION, SUB_QUESTIONS, flowing

COVER = """Masteroppgave

Den stille døra: om å lede et lite bibliotek

The quiet door: on leading a small library in the mountains

Solveig Tenkt Fjell

Masterstudium i bibliotekledelse og
kulturformidling

Høgskolen i Fjellbygd

Innleveringsdato: 15.05.20

Veileder: Ola Påfunn

Forord

Takk til alle som holdt lyset på. Skrivebordet mitt er endelig ryddet.

"""

LETTER = """Vedlegg 1: Informasjonsskriv

Vil du delta i prosjektet?

Hva bestemmer biblioteksjefen over sin egen dag?

Dersom du har spørsmål, ta kontakt med masterstudent Solveig Tenkt Fjell, tlf. 99 99 99 99.

Veileder er Ola Påfunn ved Høgskolen i Fjellbygd. Prosjektansvarlig er Kari Embete.

Med vennlig hilsen

Solveig Tenkt Fjell
"""


def particulars_of(text: str) -> Particulars:
    source = read_source("x.txt", text.encode())
    return find_particulars(lay_out(source)[0], source)[0]


def test_the_title_page_tells_what_it_tells() -> None:
    found = particulars_of(COVER + flowing())
    assert found.title == "Den stille døra: om å lede et lite bibliotek"
    assert found.title_en == "The quiet door: on leading a small library in the mountains"
    assert found.authors == ("Solveig Tenkt Fjell",)
    assert found.supervisors == ("Ola Påfunn",)
    assert found.year == 2020
    assert found.institution == "Høgskolen i Fjellbygd"
    assert found.programme == "Masterstudium i bibliotekledelse og kulturformidling"
    assert found.language == "nb"


def test_two_authors_on_one_line_are_two() -> None:
    assert particulars_of(
        COVER.replace("Solveig Tenkt Fjell", "Solveig Fjell og Nils Tenkt") + flowing()
    ).authors == (
        "Solveig Fjell",
        "Nils Tenkt",
    )


def test_a_subtitle_stands_below_the_title() -> None:
    text = COVER.replace(
        "The quiet door: on leading a small library in the mountains", "En studie av fire folkebibliotek"
    )
    assert particulars_of(text + flowing()).subtitle == "En studie av fire folkebibliotek"


@pytest.mark.parametrize(
    ("title", "subtitle"),
    [
        ("Når døra går igjen", "Åpenhet og orden i ledelse av folkebibliotek"),
        ("Sluttet de å spørre?", "Stillhet i et bibliotek"),
        ("The door that stayed open", "A qualitative study of five small libraries"),
    ],
)
def test_a_title_that_ends_early_has_a_subtitle_on_the_next_line(title: str, subtitle: str) -> None:
    cover = f"{title}\n{subtitle}\n\nSolveig Fjell\n\nHøgskolen i Fjellbygd\n\n2021\n\nForord\n\nTakk.\n\n"
    found = particulars_of(cover + flowing())
    assert (found.title, found.subtitle) == (title, subtitle)


def test_a_form_labels_what_it_tells() -> None:
    cover = "\n\n".join(
        [
            "UNIVERSITETET I FJELLBYGD",
            "SEMESTER: Vår 2020",
            "FORFATTER: Solveig Fjell",
            "VEILEDER",
            "Ola Nordby",
            "TITTEL PÅ MASTEROPPGAVE: Å lede en dør",
            "EMNEORD/STIKKORD: dør, ledelse",
            "Forord",
            "Takk.",
        ]
    )
    found = particulars_of(f"{cover}\n\n{flowing()}")
    assert (found.title, found.subtitle, found.year) == ("Å lede en dør", None, 2020)
    assert (found.authors, found.supervisors) == (("Solveig Fjell",), ("Ola Nordby",))
    assert found.institution == "Universitetet i Fjellbygd"


def test_labels_side_by_side_are_read_one_by_one() -> None:
    cover = "Emnekode: BIB34          Navn: Solveig Fjell\n\nDen stille døra\n\nDato: 15.05.2019\n\nForord\n\nTakk.\n\n"
    found = particulars_of(cover + flowing())
    assert (found.title, found.authors, found.year) == ("Den stille døra", ("Solveig Fjell",), 2019)


def test_the_letter_to_the_informants_names_author_and_supervisor_but_its_question_is_not_the_thesis() -> (
    None
):
    text = flowing().split("Vedlegg 1: Intervjuguide")[0] + LETTER
    found = particulars_of(text)
    assert found.authors == ("Solveig Tenkt Fjell",)
    assert found.supervisors == ("Ola Påfunn",)
    assert found.institution == "Høgskolen i Fjellbygd"
    assert found.title is None
    assert found.research_question is not None
    assert found.research_question.text == QUESTION


def test_a_renamed_institution_goes_by_its_present_name() -> None:
    letter = (
        LETTER.replace("Høgskolen i Fjellbygd", "Høgskolen i Fjellbygd (tidligere Høgskolen i Dalbygd)")
        + "Søkt ved Høgskolen i Dalbygd og Høgskolen i Dalbygd."
    )
    assert (
        particulars_of(flowing().split("Vedlegg 1: Intervjuguide")[0] + letter).institution
        == "Høgskolen i Fjellbygd"
    )


def test_the_question_and_its_parts_are_read_with_their_lines() -> None:
    source = read_source("x.txt", flowing().encode())
    found = find_particulars(lay_out(source)[0], source)[0]
    assert found.research_question is not None
    assert found.research_question.text == QUESTION
    assert QUESTION in source.lines[found.research_question.lines.first - 1]
    assert [question.text for question in found.sub_questions] == list(SUB_QUESTIONS)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Dette fører fram til følgende problemstilling: «Hva skal til for at en dør blir stående åpen?»",
        "Min problemstilling lyder: Hva skal til for at en dør blir stående åpen?",
        "Problemstillingen er som følger:\n\n«Hva skal til for at en dør blir stående åpen?»",
        "Problemstillingen min er:\n\nHva skal til for at en dør blir stående åpen?",
        "Vi har valgt denne problemstillingen: «Hva skal til for at en dør blir stående åpen?» Den har vi delt i to.",
        "Problemstillingen vår er:\n\nHva skal til for at en dør blir stående åpen? Vi ser bort fra vinduer.",
        "The research question is as follows:\n\nWhat does it take for a door to stay open in winter?",
    ],
)
def test_the_question_is_known_from_what_announces_it(paragraph: str) -> None:
    start, end = "Problemstillingen i oppgaven", "2 Teori"
    text = flowing()
    text = text[: text.index(start)] + paragraph + "\n\n" + text[text.index(end) :]
    found = particulars_of(text).research_question
    assert found is not None
    assert found.text.startswith(("Hva skal til", "What does it take"))
    assert found.text.endswith("?")


def test_a_thesis_without_a_question_gets_none() -> None:
    text = flowing().replace(QUESTION, "Dette er en beskrivelse.").replace("?", ".")
    assert particulars_of(text).research_question is None


def test_keywords_are_read_from_the_abstract() -> None:
    text = flowing().replace("1 Innledning", "Nøkkelord: bibliotek, handlingsrom; skole.\n\n1 Innledning", 1)
    assert particulars_of(text).keywords == ("bibliotek", "handlingsrom", "skole")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("åtte informanter", 8),
        ("5 informanter", 5),
        ("tolv biblioteksjefer som informanter", 12),
    ],
)
def test_the_number_of_informants_is_what_the_method_chapter_says(text: str, count: int) -> None:
    found = particulars_of(flowing().replace("fire biblioteksjefer og sittet", f"{text} og sittet"))
    assert found.n_informants == count


def test_what_the_file_does_not_tell_is_a_notice() -> None:
    source = read_source("x.txt", flowing().encode())
    notices = find_particulars(lay_out(source)[0], source)[1]
    assert [notice.code for notice in notices] == ["particulars_missing"]
    assert "title" in notices[0].message


def test_the_year_may_stand_only_in_a_running_foot() -> None:
    parts = flowing().split("\n\n")
    text = "\n\n".join(
        part + ("\n\nBIB101, 14.06.19" if n in (4, 9, 14) else "") for n, part in enumerate(parts)
    )
    assert particulars_of(text).year == 2019


def with_letter(letter: str) -> str:
    return flowing().split("Vedlegg 1: Intervjuguide")[0] + "Vedlegg 1: Informasjonsskriv\n\n" + letter


@pytest.mark.parametrize("closing", ["Med vennlig hilsen", "Mvh", "Med venleg helsing"])
def test_who_signs_the_letter_to_the_informants_wrote_the_thesis(closing: str) -> None:
    letter = f"Vil du være med? Du kan trekke deg når du vil.\n\n{closing}\n\nSolveig Tenkt Fjell\n"
    assert particulars_of(with_letter(letter)).authors == ("Solveig Tenkt Fjell",)


def test_a_letter_that_nobody_signs_names_nobody() -> None:
    letter = "Vil du være med? Du kan trekke deg når du vil.\n\nMed vennlig hilsen\n\noss på kontoret\n"
    assert particulars_of(with_letter(letter)).authors == ()


FOREWORD = "Forord\n\n{thanks}\n\nFjellbygd, {date}\n\n"


@pytest.mark.parametrize(
    ("thanks", "supervisors"),
    [
        ("Takk til veileder Ola Påfunn og til Kari Nabo.", ("Ola Påfunn",)),
        ("Takk til veilederne mine Ola Påfunn og Kari Rådløs.", ("Ola Påfunn", "Kari Rådløs")),
        ("Takk til rettleiarane Ola Påfunn og Kari Rådløs.", ("Ola Påfunn", "Kari Rådløs")),
        ("Takk til alle som holdt lyset på.", ()),
    ],
)
def test_the_foreword_thanks_the_supervisors(thanks: str, supervisors: tuple[str, ...]) -> None:
    found = particulars_of(FOREWORD.format(thanks=thanks, date="juni 2021") + flowing())
    assert found.supervisors == supervisors
    assert found.year == 2021


def test_a_programme_that_the_text_names_as_a_study_is_the_programme() -> None:
    text = flowing().replace(
        "Jeg har intervjuet", "Oppgaven hører til studiet «Master i bibliotekledelse». Jeg har intervjuet"
    )
    assert particulars_of(text).programme == "Master i bibliotekledelse"


def test_two_labels_on_one_line_are_read_as_two() -> None:
    cover = "Masteroppgave\n\nDen stille døra\n\nEmne: BIB345      Navn: Solveig Tenkt Fjell\n\nVår 2020\n\n"
    found = particulars_of(cover + flowing())
    assert (found.authors, found.title, found.year) == (("Solveig Tenkt Fjell",), "Den stille døra", 2020)


def test_the_english_title_may_stand_over_the_english_abstract() -> None:
    abstract = (
        "Abstract\n\nKeeping the door ajar: How a small library shares its mornings\n\nThis thesis asks how "
        "the library is led when there are few people to lead it, and what that does to the work of the day.\n\n"
    )
    cover = COVER.replace("The quiet door: on leading a small library in the mountains\n\n", "")
    found = particulars_of(cover + abstract + flowing())
    assert found.title_en == "Keeping the door ajar: How a small library shares its mornings"


def test_a_first_sentence_of_the_abstract_is_no_title() -> None:
    abstract = "Abstract\n\nThis thesis asks how the library is led.\n\nIt has three parts, and an end of its own.\n\n"
    cover = COVER.replace("The quiet door: on leading a small library in the mountains\n\n", "")
    assert particulars_of(cover + abstract + flowing()).title_en is None
