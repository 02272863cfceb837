"""One chapter of findings under many ways of naming its four voices."""

from __future__ import annotations

import re

import pytest

from tests.ingest.small_documents import read_quotations

FINDINGS = (
    "# 4 Funn",
    "Det er enighet om at dagene er fulle. {0} sier at «dagene går fra meg før jeg får begynt på det jeg skulle».",
    "Andre har funnet en rytme: «Jeg tar det viktigste først, og så får resten komme» {t1}.",
    "Det er ikke like lett for alle. «Hos oss er det viktigste det som ringer høyest», sier {2}.",
    "Et annet funn er at pausene forsvinner.",
    "«Lunsjen spiser jeg over tastaturet, og så tørker jeg opp smulene når jeg går.» {t3}",
    "{1} er enig i dette og legger til:",
    "«Vi snakker om pauser på personalmøtet, og så har vi ikke tid til å ta dem etterpå.»",
    "Slik er det avstand mellom ord og handling, «og den avstanden blir bare større» {t2}.",
    "{3} peker på ledergruppa, mens {0} peker på de ansatte: «Det er de som holder meg oppe når det stormer.»",
    "I ledergruppa er tonen god. «Vi ler mye, og det er kanskje det viktigste vi gjør» {t3}.",
    "«Jeg har hatt samme leder i ti år, og hun har aldri sagt nei til en kaffekopp.» {t2}",
    "«Mannen min er veilederen min, han hører på alt sammen og sier ingenting.» {t0}",
)
WHO = (0, 1, 2, 3, 1, 2, 0, 3, 2, 0)


def four(pattern: str, marks: str = "1234") -> tuple[str, ...]:
    return tuple(pattern.format(mark) for mark in marks)


SYSTEMS = [
    pytest.param(four("Informant nr. {}"), four("(informant nr. {})"), id="with nr."),
    pytest.param(four("Informant nr {}"), four("(nr {})"), id="nr alone in brackets"),
    pytest.param(four("Informant {}"), four("(Inf. {})"), id="cut short"),
    pytest.param(four("Informant {}"), four("(inf {})"), id="cut short without a point"),
    pytest.param(four("R{}"), four("(R{})"), id="codes"),
    pytest.param(four("Respondent {}"), four("(Resp. {})"), id="respondents cut short"),
    pytest.param(four("Intervjuperson {}"), four("(IP {})"), id="initials of a compound"),
    pytest.param(four("Leder{}"), four("(Leder{})"), id="written as one word"),
    pytest.param(four("Leder {}", "ABCD"), four("(Leder {})", "ABCD"), id="letters"),
    pytest.param(
        four("Leder {}", "ABCD"),
        four("(Leder {}, intervju 24.03.2021)", "ABCD"),
        id="with the interview's date",
    ),
    pytest.param(
        four("Leder {}", "ABCD"), four("(Leder {}, s. 4)", "ABCD"), id="with a page of the transcript"
    ),
    pytest.param(four("{}", "ABCD"), four("({})", "ABCD"), id="letters alone"),
    pytest.param(four("Informant {}", "ABCD"), four("({})", "ABCD"), id="letters alone in brackets"),
    pytest.param(four("Leder {}"), four("[Leder {}]"), id="square brackets"),
    pytest.param(four("NAV-leder {}"), four("(NAV-leder {})"), id="compound"),
    pytest.param(four("NAV leder {}"), four("(NAV leder {})"), id="compound written apart"),
    pytest.param(four("Leder #{}"), four("(Leder #{})"), id="number sign"),
    pytest.param(
        four("Lederen ved kontor {}", "ABCD"), four("(leder kontor {})", "ABCD"), id="leader of an office"
    ),
    pytest.param(four("Leder ved kontor {}", "ABCD"), four("(Kontor {})", "ABCD"), id="the office alone"),
    pytest.param(
        four("Lederen i kommune {}", "ABCD"), four("(Kommune {})", "ABCD"), id="the municipality alone"
    ),
    pytest.param(
        ("Lederen i Solvik", "Lederen i Bergheim", "Lederen i Nesdal", "Lederen i Fossby"),
        ("(leder, Solvik)", "(leder, Bergheim)", "(leder, Nesdal)", "(leder, Fossby)"),
        id="towns",
    ),
    pytest.param(
        ("Kari", "Jon", "Mette", "Arild"), ("(Kari)", "(Jon)", "(Mette)", "(Arild)"), id="pseudonyms"
    ),
    pytest.param(
        ("Kari", "Jon", "Mette", "Arild"),
        ("(Kari, 45 år)", "(Jon, 52 år)", "(Mette, 38 år)", "(Arild, 61 år)"),
        id="pseudonyms with ages",
    ),
    pytest.param(
        ("Kari", "Jon", "Mette", "Arild"),
        ("(Kari, avdelingsleder)", "(Jon, avdelingsleder)", "(Mette, enhetsleder)", "(Arild, enhetsleder)"),
        id="pseudonyms with roles",
    ),
    pytest.param(
        ("Kari", "Jon", "Mette", "Arild"),
        ("(avdelingsleder Kari)", "(avdelingsleder Jon)", "(enhetsleder Mette)", "(enhetsleder Arild)"),
        id="roles with pseudonyms",
    ),
    pytest.param(
        ("Amina", "Jamal", "Xenia", "Odin"),
        ("(Amina)", "(Jamal)", "(Xenia)", "(Odin)"),
        id="pseudonyms no list holds",
    ),
    pytest.param(four("Informant {}"), four("({})"), id="numbers alone in brackets"),
    pytest.param(four("Informant {}"), four("(Intervju {})"), id="numbers of interviews"),
    pytest.param(
        ("FG1-A", "FG1-B", "FG2-A", "FG2-C"),
        ("(FG1-A)", "(FG1-B)", "(FG2-A)", "(FG2-C)"),
        id="members of focus groups",
    ),
    pytest.param(("A1", "A2", "B1", "B2"), ("(A1)", "(A2)", "(B1)", "(B2)"), id="codes of two letters"),
    pytest.param(
        ("Statlig leder 1", "Statlig leder 2", "Kommunal leder 1", "Kommunal leder 2"),
        ("(statlig leder 1)", "(statlig leder 2)", "(kommunal leder 1)", "(kommunal leder 2)"),
        id="numbers that start again on the other side",
    ),
]


@pytest.mark.parametrize(("names", "tails"), SYSTEMS)
def test_four_voices_are_told_apart_and_each_has_one_label(
    names: tuple[str, ...], tails: tuple[str, ...]
) -> None:
    told = {f"t{n}": tail for n, tail in enumerate(tails)}
    found = read_quotations(*(paragraph.format(*names, **told) for paragraph in FINDINGS))
    assert [one.kind.value for one in found] == ["interview"] * len(WHO)
    labels = [one.speaker for one in found]
    voices = dict(zip(WHO, labels, strict=True))
    assert labels == [voices[who] for who in WHO]
    assert len(set(voices.values())) == 4
    for who, label in voices.items():
        mark = re.findall(r"\w+", names[who])[-1].casefold()
        assert mark[-1:] in (label or "").casefold()
