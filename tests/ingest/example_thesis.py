"""A small invented thesis about a library, and the ways in which files set such a text out."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

WIDTH = 84


@dataclass(frozen=True)
class Piece:
    """A part of the thesis; ``kind`` is heading, text, quote, item, caption or note."""

    kind: str
    text: str


def h(text: str) -> Piece:
    return Piece("heading", text)


def t(text: str) -> Piece:
    return Piece("text", text)


FIRST_QUOTE = (
    "«Vi får målene sentralt, men dagen lager vi selv. Når ungdommene kommer rett fra skolen, flytter vi "
    "stolene før noen rekker å spørre om det står i planen.» (Leder A)"
)
SECOND_QUOTE = (
    "«Det er ikke reglene som stopper meg, det er kalenderen. Jeg kunne gjort mye mer sammen med skolen dersom "
    "noen hadde gitt meg en time til.» (Leder B)"
)
QUESTION = "Hvordan bruker biblioteksjefer i små kommuner handlingsrommet sitt i møte med skolen?"
SUB_QUESTIONS = (
    "Hvilke krav opplever biblioteksjefene fra fylket?",
    "Hva gjør de når kravene ikke passer med hverdagen?",
)

BODY = (
    h("1 Innledning"),
    t(
        "Bibliotekene i de minste kommunene har sjelden mer enn to ansatte, og likevel skal de rekke over det samme "
        "som hovedbibliotekene i byene. Denne oppgaven handler om hva lederne gjør med den friheten de har, "
        "og hva de "
        "lar ligge når tiden ikke strekker til."
    ),
    t(
        "Temaet kom til meg en tirsdag i mars, da strømmen gikk på et filialbibliotek og alle ble sittende "
        "igjen. Det "
        "var den beste kvelden biblioteket hadde hatt på lenge, fortalte sjefen etterpå, og ingen plan "
        "hadde bedt om den."
    ),
    h("1.1 Problemstilling"),
    t("Problemstillingen i oppgaven er som følgende:"),
    Piece("item", QUESTION),
    t("For å belyse denne har jeg to forskningsspørsmål:"),
    Piece("number", "1. " + SUB_QUESTIONS[0]),
    Piece("number", "2. " + SUB_QUESTIONS[1]),
    h("2 Teori"),
    t(
        "Handlingsrom blir her forstått som avstanden mellom det en leder må gjøre og det en leder ikke får lov til. "
        "Innenfor den avstanden finnes det valg, og valgene er sjelden så frie som de ser ut utenfra."
    ),
    h("2.1 Krav fra flere kanter"),
    t(
        "En leder med to oppdragsgivere har ikke dobbelt så mye å gjøre, men dobbelt så mange å forklare seg for. "
        "Tidligere studier av småskala tjenester peker på at forklaringene tar mer tid enn arbeidet."
    ),
    h("2.2 Valg som ikke synes"),
    t(
        "De fleste valg en leder gjør, blir aldri skrevet ned. De viser seg først når noen andre overtar nøklene og "
        "oppdager at rutinene de lette etter, bare fantes i hodet til den som sluttet."
    ),
    h("3 Metode"),
    t(
        "Jeg har intervjuet fire biblioteksjefer og sittet ved skranken i tre dager på hvert sted. "
        "Samtalene varte en "
        "drøy time og ble skrevet ut samme uke, mens latteren og pausene ennå var til å høre."
    ),
    h("4 Funn"),
    t("Alle informantene beskrev en hverdag der planen var til for å endres. En av dem sa det slik:"),
    Piece("quote", FIRST_QUOTE),
    t(
        "Utsagnet viser at lederen ser på inventaret som noe hun rår over alene. Hun spør ikke, og hun venter heller "
        "ikke på at noen skal oppdage det. Andre la mer vekt på tiden som manglet:"
    ),
    Piece("quote", SECOND_QUOTE),
    t(
        "Her er det ikke fullmakten det skorter på. Lederen vet hva han vil, men ukene fylles av det som allerede er "
        "avtalt, og samarbeidet med skolen blir stående på listen over gode forsetter."
    ),
    h("5 Konklusjon"),
    t(
        "Biblioteksjefene bruker handlingsrommet mest der ingen måler dem, og minst der kravene er skrevet ned. Det "
        "betyr ikke at kravene er i veien, men at de trekker oppmerksomheten mot det som kan telles."
    ),
)

FRONT = (
    h("Sammendrag"),
    t(
        "Oppgaven undersøker hvordan fire ledere av små folkebibliotek finner plass til egne valg. Den "
        "viser at rommet er "
        "størst der ingen ser etter, og at tid er en strengere grense enn regler."
    ),
)

BACK = (
    h("Litteraturliste"),
    t("Granli, O. (2014). Skranken som arbeidssted. Fjellbygd forlag."),
    t("Myrvang, S. & Tind, P. (2018). Små steder, store planer. Bokhylla."),
    h("Vedlegg 1: Intervjuguide"),
    t("Hva gjør du når planen ikke holder, og hvem sier du det til?"),
)

NUMBERS = ("1", "1.1", "2", "2.1", "2.2", "3", "4", "5")


def flowing(pieces: tuple[Piece, ...] = (*FRONT, *BODY, *BACK)) -> str:
    """One paragraph a line, empty lines between."""
    marks = {"item": "- "}
    return "\n\n".join(marks.get(piece.kind, "") + piece.text for piece in pieces) + "\n"


def wrapped(pieces: tuple[Piece, ...] = (*FRONT, *BODY, *BACK), *, width: int = WIDTH) -> list[str]:
    """Lines of a page's width, an empty line between paragraphs."""
    lines: list[str] = []
    for piece in pieces:
        mark = "- " if piece.kind == "item" else ""
        if lines:
            lines.append("")
        lines.extend(textwrap.wrap(mark + piece.text, width, break_on_hyphens=False))
    return lines


def double_spaced(pieces: tuple[Piece, ...] = (*FRONT, *BODY, *BACK)) -> list[str]:
    """A blank line after every line; three between paragraphs."""
    spaced: list[str] = []
    for line in wrapped(pieces):
        spaced += [line, ""] if line else ["", ""]
    return spaced


def contents(*, leader: str = " ........ ") -> str:
    headings = [piece.text for piece in BODY if piece.kind == "heading"]
    entries = [f"{heading}{leader}{page}" for page, heading in enumerate(headings, start=3)]
    return "\n".join(
        [
            "Innholdsfortegnelse",
            "",
            *entries,
            f"Litteraturliste{leader}20",
            f"Vedlegg 1: Intervjuguide{leader}22",
        ]
    )
