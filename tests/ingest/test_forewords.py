from __future__ import annotations

import pytest

from kb.ingest.forewords import find_place_of_study, find_signatures, find_supervisors


@pytest.mark.parametrize(
    ("text", "supervisors"),
    [
        ("En stor takk til veileder Ola Påfunn for gode råd.", ("Ola Påfunn",)),
        ("Jeg vil takke min veileder, Ola Påfunn, for tålmodigheten.", ("Ola Påfunn",)),
        ("Takk til veileder førsteamanuensis Ola Påfunn ved Høgskolen i Fjellbygd.", ("Ola Påfunn",)),
        (
            "Jeg vil rette en stor takk til veilederen min gjennom dette prosjektet, Dosent Ola Påfunn. Hun er god.",
            ("Ola Påfunn",),
        ),
        ("Jeg vil takke min hovedveileder, oberstløytnant Ola Påfunn, for svært gode råd.", ("Ola Påfunn",)),
        ("En stor takk til veileder Ola Påfunn ved Politihøgskolen for innspill.", ("Ola Påfunn",)),
        ("Veilederen min Ola Påfunn, hadde en vanskelig oppgave.", ("Ola Påfunn",)),
        ("First I thank my supervisor, Ola Påfunn. I could not have done it.", ("Ola Påfunn",)),
        (
            "My supervisors Ola Påfunn, Kari Fjell and Per Dal provided feedback.",
            ("Ola Påfunn", "Kari Fjell", "Per Dal"),
        ),
        (
            "støtte fra min alltid tålmodige og oppmuntrende veileder Ola Påfunn, og min lesegruppe gjennom fire år.",
            ("Ola Påfunn",),
        ),
        (
            "Vi vil takke vår veileder, professor Ola Påfunn, ved Nord Universitet som har gitt råd.",
            ("Ola Påfunn",),
        ),
        ("Professor Ola Påfunn har vært vår veileder gjennom arbeidet.", ("Ola Påfunn",)),
        ("Tusen takk til Ola Påfunn for god veiledning.", ("Ola Påfunn",)),
        ("Ola Påfunn takkes for veiledning og korrektur.", ("Ola Påfunn",)),
        ("Eg vil takke rettleiaren min, Ola Påfunn, for tolmod.", ("Ola Påfunn",)),
        ("Takk til Ola Påfunn for god og grundig rettleiing.", ("Ola Påfunn",)),
        ("Takk til mine to veiledere, Ola Påfunn og Kari Fjell, for alt.", ("Ola Påfunn", "Kari Fjell")),
        ("Takk til hovedveileder Ola Påfunn og biveileder Kari Fjell.", ("Ola Påfunn", "Kari Fjell")),
        ("Jeg vil takke min veileder Ola Påfunn. Takk også til Per Dal for korrektur.", ("Ola Påfunn",)),
        ("Takk til min veileder for støtten. Takk til Per Dal som leste korrektur.", ()),
        ("Takk til min arbeidsgiver og til min kollega Per Dal. Veilederen min skal ha takk.", ()),
        ("Min veileder har vært Dr. Ola Påfunn, som alltid svarte.", ("Ola Påfunn",)),
        ("En spesiell takk til Ola Påfunn, min veileder, for tålmodighet.", ("Ola Påfunn",)),
        ("Jeg vil også takke Ola Påfunn som har veiledet meg.", ("Ola Påfunn",)),
        ("I would like to thank Ola Påfunn for his supervision.", ("Ola Påfunn",)),
        ("I am grateful to my supervisor Professor Ola Påfunn for guidance.", ("Ola Påfunn",)),
        ("Jeg vil takke veileder Ola Påfunn og alle kollegaene, særlig Per Dal, for hjelp.", ("Ola Påfunn",)),
        (
            "Tusen takk til mine veiledere Ola Påfunn ved UiO og Kari Fjell ved NAV.",
            ("Ola Påfunn", "Kari Fjell"),
        ),
        ("Takk til fire veiledere i NAV som ville snakke med meg, og til Per Dal.", ()),
    ],
)
def test_a_foreword_thanks_its_supervisors_in_many_words(text: str, supervisors: tuple[str, ...]) -> None:
    assert find_supervisors(text, ()) == supervisors


def test_an_author_is_no_supervisor() -> None:
    assert find_supervisors("Jeg, Kari Fjell, takker veileder Kari Fjell.", ("Kari Fjell",)) == ()


@pytest.mark.parametrize(
    ("ending", "names"),
    [
        (("Fjellbygd, mai 2021", "Kari Tenkt Fjell"), ("Kari Tenkt Fjell",)),
        (("Kari Tenkt Fjell", "Fjellbygd, 11. juni 2021"), ("Kari Tenkt Fjell",)),
        (("Fjellbygd, 11.12.2015 Kari Tenkt Fjell",), ("Kari Tenkt Fjell",)),
        (("Fjellbygd, juni 2021", "Kari Tenkt Fjell og Ola Tenkt"), ("Kari Tenkt Fjell", "Ola Tenkt")),
        (("Kari Tenkt Fjell", "Ola Tenkt", "Fjellbygd, juni 2021"), ("Kari Tenkt Fjell", "Ola Tenkt")),
        (("Kari Tenkt Fjell", "May 2010"), ("Kari Tenkt Fjell",)),
        (("Fjellbygd, juni 2021",), ()),
        (("Tusen takk til Kari Tenkt Fjell.",), ()),
    ],
)
def test_who_signs_the_foreword_wrote_it(ending: tuple[str, ...], names: tuple[str, ...]) -> None:
    thanks = "Det er mange som skal ha takk for at denne oppgaven ble til, og noen av dem vet det ikke selv engang."
    assert find_signatures([thanks, *ending]) == names


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "Oppgaven avslutter mastergraden i organisasjon og ledelse ved Høgskolen i Østfold.",
            "Høgskolen i Østfold",
        ),
        ("Jeg har vært student ved Universitetet i Agder i fire år.", "Universitetet i Agder"),
        ("This concludes my studies at the University of Stavanger.", "University of Stavanger"),
        ("Takk til veileder Ola Tenkt ved Universitetet i Oslo.", None),
    ],
)
def test_a_foreword_tells_where_the_study_was(text: str, place: str | None) -> None:
    assert find_place_of_study(text) == place
