"""Title pages as the universities and colleges have them set, each with what it says."""

from __future__ import annotations

import pytest

from kb.ingest.covers import Cover
from tests.ingest.test_covers import cover_of

FORMS: dict[str, tuple[str, Cover]] = {
    "authors below each other with «og» between": (
        """
        DEN STILLE DØRA

        Om å banke på

        av

        Kari Tenkt Fjell

        og

        Ola Påfunn

        Master of Public Administration (MPA)
        Høgskolen i Hedmark
        2010
        """,
        Cover(
            title="DEN STILLE DØRA",
            subtitle="Om å banke på",
            authors=("Kari Tenkt Fjell", "Ola Påfunn"),
            year=2010,
            programme="Master of Public Administration (MPA)",
            institution="Høgskolen i Hedmark",
        ),
    ),
    "degree named before the programme, campus": (
        """
        Høgskolen i Innlandet
        Campus Rena

        Kari Tenkt Fjell

        Den stille døra

        Masteroppgave for graden Master i velferdsledelse
        2023
        """,
        Cover(
            title="Den stille døra",
            authors=("Kari Tenkt Fjell",),
            year=2023,
            programme="Master i velferdsledelse",
            institution="Høgskolen i Innlandet",
        ),
    ),
    "programme and institute on one line": (
        """
        Den stille døra

        Kari Tenkt Fjell

        Masteroppgave i statsvitenskap, Institutt for statsvitenskap
        UNIVERSITETET I OSLO
        15. mai 2009
        """,
        Cover(
            title="Den stille døra",
            authors=("Kari Tenkt Fjell",),
            year=2009,
            programme="Master i statsvitenskap",
            institution="Universitetet i Oslo",
        ),
    ),
    "programme and ranks after labels": (
        """
        MASTEROPPGAVE
        Studieprogram: Utdanningsvitenskap, profil ledelse
        Forfatter: Kari Tenkt Fjell
        Veileder: Professor Ola Påfunn
        Tittel på masteroppgaven: Den stille døra
        Stavanger, 14.06.2019
        """,
        Cover(
            title="Den stille døra",
            authors=("Kari Tenkt Fjell",),
            supervisors=("Ola Påfunn",),
            year=2019,
            programme="Utdanningsvitenskap, profil ledelse",
        ),
    ),
    "programme, code and date on one line": (
        """
        Fakultet for biovitenskap, fiskeri og økonomi – Handelshøgskolen

        Den stille døra
        En kvalitativ studie av hvordan ledere i små kommuner møter dem som ikke banker på.

        Kari Tenkt Fjell og Ola Påfunn
        Masteroppgave i ledelse – erfaringsbasert BED 3906 juni 2021
        """,
        Cover(
            title="Den stille døra",
            subtitle="En kvalitativ studie av hvordan ledere i små kommuner møter dem som ikke banker på.",
            authors=("Kari Tenkt Fjell", "Ola Påfunn"),
            year=2021,
            programme="Master i ledelse – erfaringsbasert",
        ),
    ),
    "course code on a line": (
        """
        Den stille døra

        STV-6901

        Kari Tenkt Fjell

        Mastergradsoppgave i ledelse og organisasjonsvitenskap
        Fakultet for humaniora, samfunnsvitenskap og lærerutdanning
        Universitetet i Tromsø
        Høsten 2012
        """,
        Cover(
            title="Den stille døra",
            authors=("Kari Tenkt Fjell",),
            year=2012,
            programme="Master i ledelse og organisasjonsvitenskap",
            institution="Universitetet i Tromsø",
        ),
    ),
    "author first": (
        """
        Kari Tenkt Fjell

        Den stille døra
        Lederutvikling eller utvikling av døra?

        Masteroppgave i Organisasjon og ledelse
        Trondheim, mars 2011

        Norges teknisk-naturvitenskapelige universitet
        Fakultet for samfunnsvitenskap og teknologiledelse
        Pedagogisk institutt
        """,
        Cover(
            title="Den stille døra",
            subtitle="Lederutvikling eller utvikling av døra?",
            authors=("Kari Tenkt Fjell",),
            year=2011,
            programme="Master i Organisasjon og ledelse",
            institution="Norges teknisk-naturvitenskapelige universitet",
        ),
    ),
    "the title page twice": (
        """
        NTNU
        Norges teknisk-naturvitenskapelige universitet
        Fakultet for samfunns- og utdanningsvitenskap
        Institutt for lærerutdanning

        Kari Tenkt Fjell

        DEN STILLE DØRA

        En studie av hvordan naboer banker på.

        Masteroppgave i Skoleledelse
        Veileder: Ola Påfunn
        Juni 2021

        Master oppgave

        Kari Tenkt Fjell

        DEN STILLE DØRA

        En studie av hvordan naboer banker på.

        Masteroppgave i Skoleledelse
        Veileder: Ola Påfunn
        Juni 2021

        Norges teknisk-naturvitenskapelige universitet
        Fakultet for samfunns- og utdanningsvitenskap
        Institutt for lærerutdanning
        """,
        Cover(
            title="DEN STILLE DØRA",
            subtitle="En studie av hvordan naboer banker på.",
            authors=("Kari Tenkt Fjell",),
            supervisors=("Ola Påfunn",),
            year=2021,
            programme="Master i Skoleledelse",
            institution="Norges teknisk-naturvitenskapelige universitet",
        ),
    ),
    "all particulars on one line": (
        """
        NTNU Norges teknisk-naturvitenskapelige universitet Institutt for lærerutdanning

        Kari Tenkt Fjell

        Den stille døra

        Masteroppgave i Skoleledelse Veileder: Ola Påfunn Juni 2021
        """,
        Cover(
            title="Den stille døra",
            authors=("Kari Tenkt Fjell",),
            supervisors=("Ola Påfunn",),
            year=2021,
            programme="Master i Skoleledelse",
            institution="Norges teknisk-naturvitenskapelige universitet",
        ),
    ),
    "«av» on a line of its own": (
        """
        Den stille døra
        Tiltaksarbeid i små kommuner

        Masteroppgave i sosialt arbeid
        av
        Kari Tenkt Fjell
        Trondheim juni 2007

        Institutt for sosialt arbeid og helsevitenskap
        NTNU
        """,
        Cover(
            title="Den stille døra",
            subtitle="Tiltaksarbeid i små kommuner",
            authors=("Kari Tenkt Fjell",),
            year=2007,
            programme="Master i sosialt arbeid",
            institution="NTNU",
        ),
    ),
    "author after the degree": (
        """
        Den stille døra

        Masteroppgave i sosialt arbeid av Kari Tenkt Fjell

        Trondheim juni 2007
        """,
        Cover(
            title="Den stille døra",
            authors=("Kari Tenkt Fjell",),
            year=2007,
            programme="Master i sosialt arbeid",
        ),
    ),
    "labels side by side": (
        """
        Dato: 18.05.2021 Totalt antall sider: 82 Emnekode: SYK305H Navn: Kari Tenkt Fjell

        «Den stille døra»

        En kvalitativ studie fra syv kontor på landet
        """,
        Cover(
            title="«Den stille døra»",
            subtitle="En kvalitativ studie fra syv kontor på landet",
            authors=("Kari Tenkt Fjell",),
            year=2021,
        ),
    ),
    "second author below the label": (
        """
        MASTEROPPGAVE

        Emnekode: MKL 310
        Navn på kandidat: Kari Tenkt Fjell
        Ola Påfunn

        Den stille døra

        En studie av ledelse, avstand og bruk av dører.

        Dato: 28. august 2018
        Totalt antall sider: 148

        nord.no
        """,
        Cover(
            title="Den stille døra",
            subtitle="En studie av ledelse, avstand og bruk av dører.",
            authors=("Kari Tenkt Fjell", "Ola Påfunn"),
            year=2018,
        ),
    ),
    "letters spaced": (
        """
        M A S T E R O P P G A V E

        Hvilke dører står stille i små kommuner?

        Utarbeidet av:
        Kari Tenkt Fjell

        Fag:
        Masterstudium i organisasjon og ledelse

        Avdeling:
        Avdeling for økonomi, språk og samfunnsfag, 2010
        """,
        Cover(
            title="Hvilke dører står stille i små kommuner?",
            authors=("Kari Tenkt Fjell",),
            year=2010,
            programme="Masterstudium i organisasjon og ledelse",
        ),
    ),
    "title ends in a point": (
        """
        MASTEROPPGAVE

        Den stille døra.
        Om å lede naboer i statlig sektor.

        Kari Tenkt Fjell
        15.11.21

        Master i Organisasjon og ledelse
        Avdeling for språk, økonomi og samfunnsfag
        """,
        Cover(
            title="Den stille døra.",
            subtitle="Om å lede naboer i statlig sektor.",
            authors=("Kari Tenkt Fjell",),
            year=2021,
            programme="Master i Organisasjon og ledelse",
        ),
    ),
    "copyright page": (
        """
        Den stille døra

        En studie av arbeid med banking og
        åpning i små kommuner

        Kari Tenkt Fjell og Ola Påfunn

        Master i Utdanningsledelse

        UNIVERSITETET I OSLO
        1.november 2017

        Den stille døra

        En studie av arbeid med banking og
        åpning i små kommuner

        Kari Tenkt Fjell og Ola Påfunn

        Master i Utdanningsledelse
        UNIVERSITETET I OSLO
        1.november 2017

        © Kari Tenkt Fjell og Ola Påfunn
        År 2017
        Tittel: Den stille døra. En studie av arbeid med banking og åpning i små kommuner
        Forfattere: Kari Tenkt Fjell og Ola Påfunn
        http://www.duo.uio.no
        Trykk: Reprosentralen, Universitetet i Oslo
        """,
        Cover(
            title="Den stille døra",
            subtitle="En studie av arbeid med banking og åpning i små kommuner",
            authors=("Kari Tenkt Fjell", "Ola Påfunn"),
            year=2017,
            programme="Master i Utdanningsledelse",
            institution="Universitetet i Oslo",
        ),
    ),
    "institution in capitals": (
        """
        Den stille døra

        Om banking i små kommuner

        Kari Tenkt Fjell

        Masteroppgave i statsvitenskap
        Institutt for statsvitenskap
        Det samfunnsvitenskapelige fakultet
        UNIVERSITETET I OSLO
        Våren 2019
        Antall ord: 33 512
        """,
        Cover(
            title="Den stille døra",
            subtitle="Om banking i små kommuner",
            authors=("Kari Tenkt Fjell",),
            year=2019,
            programme="Master i statsvitenskap",
            institution="Universitetet i Oslo",
        ),
    ),
    "consent boxes": (
        """
        Avdeling for økonomi- og ledelsesfag

        Kari Tenkt Fjell

        Masteravhandling MPA5

        Den stille døra
        En organisasjonsteoretisk studie av naboer

        The quiet door

        Master i offentlig ledelse og styring
        Høgskolen i Hedmark

        Våren 2014

        Samtykker til utlån hos høgskolebiblioteket JA NEI
        Samtykker til tilgjengeliggjøring i digitalt arkiv Brage JA NEI
        """,
        Cover(
            title="Den stille døra",
            subtitle="En organisasjonsteoretisk studie av naboer",
            authors=("Kari Tenkt Fjell",),
            year=2014,
            programme="Master i offentlig ledelse og styring",
            institution="Høgskolen i Hedmark",
            title_en="The quiet door",
        ),
    ),
    "programme and year on top": (
        """
        MASTER I POLITIVITENSKAP 2009

        Den stille døra
        Nabolaget i støpeskjeen

        Kari Tenkt Fjell
        """,
        Cover(
            title="Den stille døra",
            subtitle="Nabolaget i støpeskjeen",
            authors=("Kari Tenkt Fjell",),
            year=2009,
            programme="Master i politivitenskap",
        ),
    ),
    "rank before the name": (
        """
        Forsvarets høgskole
        våren 2015

        Masteroppgave

        Den stille døra
        Hvordan oppleves samhandlingen mellom to naboer?

        Politioverbetjent Kari Tenkt Fjell
        """,
        Cover(
            title="Den stille døra",
            subtitle="Hvordan oppleves samhandlingen mellom to naboer?",
            authors=("Kari Tenkt Fjell",),
            year=2015,
            institution="Forsvarets høgskole",
        ),
    ),
    "subtitle begins with dots": (
        """
        1

        Den stille døra
        … jeg har i hvert fall banket på

        Fakultet for humaniora og utdanningsvitenskap
        Masteroppgave i pedagogikk – utdanningsledelse

        Kari Tenkt Fjell

        Desember – 2015
        """,
        Cover(
            title="Den stille døra",
            subtitle="… jeg har i hvert fall banket på",
            authors=("Kari Tenkt Fjell",),
            year=2015,
            programme="Master i pedagogikk – utdanningsledelse",
        ),
    ),
    "address and years of study": (
        """
        Universitetet i Sørøst-Norge
        Fakultet for humaniora, idretts- og utdanningsvitenskap

        Mastergradsavhandling
        Studieprogram: MPED
        Høst 2020-Vår 2021

        Kari Tenkt Fjell

        Ledelse av den stille døra

        Hvordan leder naboer en dør på
        landet og hvordan opplever de sin rolle?

        Universitetet i Sørøst-Norge
        Fakultet for humaniora, idretts- og utdanningsvitenskap
        Institutt for pedagogikk
        Postboks 235
        3603 Kongsberg

        http://www.usn.no

        © 2021 Kari Tenkt Fjell

        Denne avhandlingen representerer 30 studiepoeng
        """,
        Cover(
            title="Ledelse av den stille døra",
            subtitle="Hvordan leder naboer en dør på landet og hvordan opplever de sin rolle?",
            authors=("Kari Tenkt Fjell",),
            year=2021,
            institution="Universitetet i Sørøst-Norge",
        ),
    ),
    "degree with its subject": (
        """
        Mastergradsavhandling i pedagogikk med vekt på didaktikk og ledelse
        2015

        Kari Tenkt Fjell

        DEN STILLE DØRA
        En kvalitativ studie av naboers medarbeiderledelse

        Høgskolen i Telemark
        Fakultet for estetiske fag, folkekultur og lærerutdanning (EFL)
        Institutt for pedagogikk
        Lærerskolevegen 40
        3679 Notodden

        http://www.hit.no
        """,
        Cover(
            title="DEN STILLE DØRA",
            subtitle="En kvalitativ studie av naboers medarbeiderledelse",
            authors=("Kari Tenkt Fjell",),
            year=2015,
            programme="Master i pedagogikk med vekt på didaktikk og ledelse",
            institution="Høgskolen i Telemark",
        ),
    ),
    "supervisor below a label": (
        """
        Den stille døra

        En case-studie av forskjeller mellom to naboer som banker på.

        KARI TENKT FJELL

        VEILEDER
        Ola Påfunn

        Universitetet i Agder, 2018
        Fakultet for samfunnsvitenskap
        Institutt for statsvitenskap og ledelsesfag
        """,
        Cover(
            title="Den stille døra",
            subtitle="En case-studie av forskjeller mellom to naboer som banker på.",
            authors=("Kari Tenkt Fjell",),
            supervisors=("Ola Påfunn",),
            year=2018,
            institution="Universitetet i Agder",
        ),
    ),
    "course code before the programme": (
        """
        MASTEROPPGÅVE

        Den stille døra som argument i nabolaget

        The quiet door as an argument in the neighbourhood

        Kari Tenkt Fjell

        MSAM613: Master i samfunnsfagdidaktikk
        Fakultet for lærarutdanning, kultur og idrett (FLKI)
        Institutt for pedagogikk, religion og samfunnsfag
        Rettleiar: Ola Påfunn
        Innleveringsdato: 15.05.2020

        Eg stadfestar at arbeidet er mitt eige, jf. forskrift om eksamen ved Høgskulen på Vestlandet, § 12-1.
        """,
        Cover(
            title="Den stille døra som argument i nabolaget",
            title_en="The quiet door as an argument in the neighbourhood",
            authors=("Kari Tenkt Fjell",),
            supervisors=("Ola Påfunn",),
            year=2020,
            programme="Master i samfunnsfagdidaktikk",
            institution="Høgskulen på Vestlandet",
        ),
    ),
    "form with labels": (
        """
        UNIVERSITETET I STAVANGER

        MASTERGRADSSTUDIUM I
        ENDRINGSLEDELSE

        MASTEROPPGAVE

        SEMESTER:
        Vår 2019

        FORFATTER:
        Kari Tenkt Fjell

        VEILEDER:
        Ola Påfunn

        TITTEL PÅ MASTEROPPGAVE:
        Den stille døra. En studie av naboer

        EMNEORD/STIKKORD:
        Dører, naboer, banking

        SIDETALL: 98

        STAVANGER ……15.06.2019…………
        DATO/ÅR
        """,
        Cover(
            title="Den stille døra. En studie av naboer",
            authors=("Kari Tenkt Fjell",),
            supervisors=("Ola Påfunn",),
            year=2019,
            programme="Mastergradsstudium i endringsledelse",
            institution="Universitetet i Stavanger",
        ),
    ),
    "English form": (
        """
        UNIVERSITY OF STAVANGER

        MASTER THESIS CANDIDATE NUMBER: 5658

        SEMESTER: Spring 2020

        AUTHOR: Kari Tenkt Fjell

        SUPERVISOR: Ola Påfunn

        MASTER THESIS TITLE:
        The Quiet Door: Understanding of the main impacts of knocking

        SUBJECT WORDS/KEY WORDS:
        Doors, Neighbours, Knocking

        Page Numbers: 77

        Stavanger June 15th, 2020
        """,
        Cover(
            title="The Quiet Door: Understanding of the main impacts of knocking",
            authors=("Kari Tenkt Fjell",),
            supervisors=("Ola Påfunn",),
            year=2020,
            institution="University of Stavanger",
        ),
    ),
    "English, title ends in a point": (
        """
        Leadership behind a Quiet Door: A Neighbour's Perspective.

        Kari Tenkt Fjell

        Master of Philosophy in Psychology
        Institute of Psychology
        University of Oslo

        May 2010
        """,
        Cover(
            title="Leadership behind a Quiet Door: A Neighbour's Perspective.",
            authors=("Kari Tenkt Fjell",),
            year=2010,
            programme="Master of Philosophy in Psychology",
            institution="University of Oslo",
        ),
    ),
    "English with credits": (
        """
        Master’s Thesis 2017 30 ECTS
        Norwegian University of Life Sciences
        School of Economics and Business

        The Quiet Door; Open or Closed?
        A study of knocking among Norwegian neighbours

        Den stille døra; åpen eller lukket?

        Kari Tenkt Fjell
        Master of Business Administration
        """,
        Cover(
            title="The Quiet Door; Open or Closed?",
            authors=("Kari Tenkt Fjell",),
            year=2017,
            programme="Master of Business Administration",
            institution="Norwegian University of Life Sciences",
            subtitle="A study of knocking among Norwegian neighbours",
        ),
    ),
    "title over its translation": (
        """
        Masteroppgave 2019 30 stp
        Handelshøyskolen

        Den stille døra
        The quiet door

        Kari Tenkt Fjell og Ola Påfunn
        Master i økonomi og administrasjon
        """,
        Cover(
            title="Den stille døra",
            title_en="The quiet door",
            authors=("Kari Tenkt Fjell", "Ola Påfunn"),
            year=2019,
            programme="Master i økonomi og administrasjon",
        ),
    ),
    "two institutions": (
        """
        Den stille døra?

        En sammenlignende studie

        Masteroppgave i Public Administration
        Karlstads universitet / Høgskolen i Hedmark

        Av: Kari Tenkt Fjell
        Veileder: Ola Påfunn
        11. Januar 2008
        """,
        Cover(
            title="Den stille døra?",
            subtitle="En sammenlignende studie",
            authors=("Kari Tenkt Fjell",),
            supervisors=("Ola Påfunn",),
            year=2008,
            programme="Master i Public Administration",
            institution="Høgskolen i Hedmark",
        ),
    ),
    "course code with its name": (
        """
        Masteroppgave

        ADM755 Samfunnsendring, organisasjon og ledelse

        Den stille døra

        Kari Tenkt Fjell

        Totalt antall sider inkludert forsiden: 88

        Molde, 21.05.2019
        """,
        Cover(title="Den stille døra", authors=("Kari Tenkt Fjell",), year=2019),
    ),
    "names after a label": (
        """
        Handelshøyskolen BI

        Masteroppgave

        GRA 1953

        Den stille døra

        Navn: Kari Tenkt Fjell, Ola Påfunn

        Innleveringsdato: 01.09.2017

        Studiested: BI Oslo
        """,
        Cover(
            title="Den stille døra",
            authors=("Kari Tenkt Fjell", "Ola Påfunn"),
            year=2017,
            institution="Handelshøyskolen BI",
        ),
    ),
    "subtitle begins with a dash": (
        """
        Kari Tenkt Fjell

        Den stille døra

        – en studie av naboskap i partnerskapet

        Masteroppgave i styring og ledelse
        OsloMet – storbyuniversitetet
        Handelshøyskolen (HHS)
        Fakultet for samfunnsvitenskap

        2022
        """,
        Cover(
            title="Den stille døra",
            subtitle="en studie av naboskap i partnerskapet",
            authors=("Kari Tenkt Fjell",),
            year=2022,
            programme="Master i styring og ledelse",
            institution="OsloMet – storbyuniversitetet",
        ),
    ),
    "candidate number for a name": (
        """
        OsloMet

        MASTEROPPGAVE
        Master i sosialfag – sosialt arbeid
        Mai 2020

        Den stille døra

        Kandidatnummer: 117
        Antall ord: 29 845

        Fakultet for samfunnsvitenskap
        """,
        Cover(
            title="Den stille døra",
            year=2020,
            programme="Master i sosialfag – sosialt arbeid",
            institution="OsloMet",
        ),
    ),
    "institution in the middle": (
        """
        Den stille døra

        En kvalitativ studie av diakonal nabohjelp

        Kari Tenkt Fjell

        VID vitenskapelige høgskole
        Oslo

        Masteroppgave

        Master i verdibasert ledelse

        Antall ord: 22 114
        Dato: 2. mai 2021
        """,
        Cover(
            title="Den stille døra",
            subtitle="En kvalitativ studie av diakonal nabohjelp",
            authors=("Kari Tenkt Fjell",),
            year=2021,
            programme="Master i verdibasert ledelse",
            institution="VID vitenskapelige høgskole",
        ),
    ),
    "nynorsk": (
        """
        Den stille døra
        Ein studie av naboar på Vestlandet

        Kari Tenkt Fjell

        Masteroppgåve
        Institutt for administrasjon og organisasjonsvitskap
        Universitetet i Bergen
        Vår 2017
        """,
        Cover(
            title="Den stille døra",
            subtitle="Ein studie av naboar på Vestlandet",
            authors=("Kari Tenkt Fjell",),
            year=2017,
            institution="Universitetet i Bergen",
        ),
    ),
    "degree over two lines": (
        """
        Masteroppgåve
        i helse- og sosialfag

        Den stille døra

        Kari Tenkt Fjell

        2016
        """,
        Cover(
            title="Den stille døra",
            authors=("Kari Tenkt Fjell",),
            year=2016,
            programme="Master i helse- og sosialfag",
        ),
    ),
    "title with a colon": (
        """
        Fakultet for økonomi og samfunnsvitenskap

        Kari Tenkt Fjell, Ola Påfunn

        Masteroppgave

        Den stille døra: om naboer i små kommuner

        The quiet door: neighbours in small municipalities

        Erfaringsbasert Master in Public Administration (MPA)

        2021
        """,
        Cover(
            title="Den stille døra: om naboer i små kommuner",
            title_en="The quiet door: neighbours in small municipalities",
            authors=("Kari Tenkt Fjell", "Ola Påfunn"),
            year=2021,
            programme="Erfaringsbasert Master in Public Administration (MPA)",
        ),
    ),
}


@pytest.mark.parametrize(("text", "cover"), FORMS.values(), ids=FORMS.keys())
def test_a_title_page_says_what_it_says(text: str, cover: Cover) -> None:
    assert cover_of(text) == cover


@pytest.mark.parametrize(
    "title",
    [
        "Fra saksbehandler til veileder",
        "Veilederens rolle ved den stille døra",
        "Forfatteren som nabo",
        "Mandatet som ingen leste",
        "Tjenester levert av naboer",
        "Autoritet og dører",
    ],
)
def test_a_word_that_labels_elsewhere_may_stand_in_a_title(title: str) -> None:
    assert cover_of(f"{title}\n\nKari Tenkt Fjell\n\nMasteroppgave\n\nMai 2020").title == title


@pytest.mark.parametrize(
    ("line", "programme"),
    [
        ("Master i ledelse av skoler", "Master i ledelse av skoler"),
        ("Mastergradsoppgave i helsefag", "Master i helsefag"),
        ("Masteravhandling i pedagogikk 2015", "Master i pedagogikk"),
        ("Masteroppgave i organisasjon og ledelse MR691", "Master i organisasjon og ledelse"),
        ("Masteroppgave i sosialt arbeid, 30 studiepoeng", "Master i sosialt arbeid"),
        ("Erfaringsbasert master i ledelse", "Erfaringsbasert master i ledelse"),
        ("Master's Programme in Public Policy", "Master's Programme in Public Policy"),
    ],
)
def test_the_programme_is_named_without_code_credits_and_date(line: str, programme: str) -> None:
    assert cover_of(f"Den stille døra\n\n{line}\n\nMai 2020").programme == programme


def test_candidates_numbers_may_stand_beside_their_names() -> None:
    found = cover_of("Den stille døra\n\nNavn / kandidatnr.:\n\nKari Tenkt 804 Ola Påfunn 817\n\nMai 2020")
    assert found.authors == ("Kari Tenkt", "Ola Påfunn")
