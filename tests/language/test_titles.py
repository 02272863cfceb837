"""The language of a title, told by the title: of real works, short and long, and of names that are none's."""

from __future__ import annotations

import pytest

from kb.language.titles import guess_language, guess_language_of_entry

TITLES = {
    "en": """
        Street-Level Bureaucracy
        The New Public Service: Serving, Not Steering
        Bureaucracy
        Leading Change
        Images of Organization
        Organizational Culture and Leadership
        Self-determination theory
        Grounded Theory
        Economy and Society
        Administrative Behavior
        Exit, Voice, and Loyalty
        Hybrid organizations
        Boundary spanners in public management
        Distributed leadership
        Contingency Theory
        Post-NPM reforms
        Implementation
        If work is out of sight. Activation and citizenship for new refugees
        Discipline and Punish
        Risk Society
        Mixed Methods
        Reframing Organizations
        Institutional logics
        Sensemaking in Organizations
        Bakke's Bureaucracy revisited
        Collaborating for welfare in Norway
        Harvard Business Review
    """,
    "nb": """
        Hvordan organisasjoner fungerer
        Fra makt til ledelse
        Hva er ledelse?
        Hva er NAV?
        Den offentlige lederrollen i NAV
        Organisasjon og ledelse
        Førstelinjeledelse i NAV
        Et NAV med muligheter: Bedre brukermøter, større handlingsrom og tettere på arbeidsmarkedet
        Introduksjon til samfunnsvitenskapene
        Leder NAV Nærøysund
        Endringer i barnevernloven (barnevernsreform)
        En innovativ offentlig sektor: Kultur, ledelse og kompetanse
        Tjenester til brukere med omfattende behov
        NRK: Nav-ansatte slår alarm
        Dagens Næringsliv
    """,
    "nn": """
        Korleis leiarar i NAV opplever handlingsrommet sitt
        Krav, val og avgrensingar – endring av handlingsrom for leiarar under omstilling
        Leiing i kommunane
        Eit NAV med moglegheiter
        Frå plan til handling
        Kva er god oppfølging?
        Å vere leiar i endring
        Små kommunar, store oppgåver
        Heilskapleg styring
        Frivilligheita – sterk, sjølvstendig, mangfaldig: Den statlege frivilligheitspolitikken
    """,
    # Good bokmål and good nynorsk.
    "no": """
        Samskaping
        Familiepartnerskapet: Samarbeidsavtale om utsatte barn
        Handlingsrom
        Organisasjonsteori
        Lov om barnevern
        Lov om integrering gjennom opplæring, utdanning og arbeid
        Samhandlingsreformen: Rett behandling – på rett sted – til rett tid
        Styring og samstyring – governance på norsk
        Navs IT-satsing sprekker med 1,5 mrd. kr
        Universitetet i Bergen
    """,
    "da": """
        Samskabelse af innovative offentlige løsninger
        Ledelse af velfærd
        Frontlinjemedarbejderen: mellem regler og borgere
        Hvad er god ledelse?
        Introduktion til socialt arbejde
    """,
    "sv": """
        Makt och ledarskap
        Från norm till handling
        Att leda med tillit
        Svenska välfärdsstaten
        Mellan människor och system
    """,
    "de": """
        Wirtschaft und Gesellschaft
        Soziale Systeme: Grundriß einer allgemeinen Theorie
        Strukturwandel der Öffentlichkeit
        Theorie des kommunikativen Handelns
    """,
    # Names and short forms, words that several languages have, other languages.
    "": """
        NAV
        OECD
        Bergen
        Facebook
        Wikipedia
        Habitus
        Homo Academicus
        Reform
        Forstå, forklare, forandre
        La distinction: Critique sociale du jugement
        L'acteur et le système
        Vigilar y castigar
        2015
    """,
}


@pytest.mark.parametrize(
    ("language", "title"),
    [(language, title.strip()) for language, lines in TITLES.items() for title in lines.strip().splitlines()],
)
def test_a_title_tells_its_language_or_nothing(language: str, title: str) -> None:
    assert guess_language(title) == language


def test_nothing_is_in_no_language() -> None:
    assert guess_language("") == ""


@pytest.mark.parametrize(
    ("entry", "language"),
    [
        ("Lipsky, M. (2010). Street-level bureaucracy (30. utg.). Russell Sage Foundation.", "en"),
        ("Vabø, M. & Vabo, S. I. (Red.). (2014). Velferdens organisering. Universitetsforlaget.", "nb"),
        ("Nav. (u.å.). Hva er NAV? Hentet fra https://www.nav.no/what-is-the-service", "nb"),
        ("Djupvik, A. R. (2022, 3. mai). Korleis opplever tilsette handlingsrommet?", "nn"),
        ("Power, M. The audit society: Rituals of verification. Oxford University Press.", ""),
    ],
)
def test_an_entry_is_in_the_language_of_its_title(entry: str, language: str) -> None:
    assert guess_language_of_entry(entry) == language
