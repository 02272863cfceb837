"""Example data for the style guide: one of everything the shared parts can show. All of it is invented."""

from __future__ import annotations

from dataclasses import dataclass

from kb.exports.rich_text import RichText, Stretch
from kb.pages.chips import SHAPES, ThemeChip, find_mark
from kb.pages.citation_links import Download
from kb.pages.empty import NothingYet
from kb.pages.lists import Choice, Crumb, Facet, FacetOption, PageLink, Pager
from kb.pages.quotations.cards import QuotationCard
from kb.pages.theses.contents import ContentsItem, ContentsTick
from kb.pages.theses.theses import ThesisCard

HERE = "#here"
TITLE = "Hvordan leder man et kontor som eies av to, og hva skjer når de to eierne vil hver sin vei?"
NAMES = (
    "Tillit",
    "Samordning",
    "Handlingsrom",
    "Endring",
    "Digitalisering",
    "Ressurser",
    "Læring",
    "Brukermøter",
    "Mål",
    "Samarbeid",
    "Forankring",
    "Rutiner",
)


@dataclass(frozen=True, slots=True)
class Examples:
    crumbs: tuple[Crumb, ...]
    themes: tuple[ThemeChip, ...]
    facets: tuple[Facet, ...]
    chosen: tuple[FacetOption, ...]
    sortings: tuple[Choice, ...]
    tabs: tuple[Choice, ...]
    switches: tuple[Choice, ...]
    pager: Pager
    quotations: tuple[QuotationCard, ...]
    thesis: ThesisCard
    contents: tuple[ContentsItem, ...]
    nothing: NothingYet
    bars: tuple[tuple[str, int], ...]


def make_themes() -> tuple[ThemeChip, ...]:
    """A chip for every shape; one is suggested, one counts."""
    return tuple(
        ThemeChip(name, "", HERE, find_mark(n), is_suggested=n == 2, count=12 if n == 1 else None)
        for n, name in enumerate(NAMES[: len(SHAPES)])
    )


def make_quotation(
    kind: str, label: str, voice: str, text: str, *, is_suggested: bool = False
) -> QuotationCard:
    return QuotationCard(
        public_id=f"example-{kind}",
        url=HERE,
        text=text,
        language="nb",
        kind=kind,
        kind_label=label,
        form_label="",
        voice=voice,
        voice_url=HERE,
        role="leder" if kind == "interview" else "",
        thesis="Nordlys (2021)",
        thesis_title=TITLE,
        thesis_url=HERE,
        chapter="4.2 To eiere",
        context_url=HERE,
        place="s. 42",
        is_place_inferred=is_suggested,
        themes=make_themes()[:3],
        is_suggested=is_suggested,
        is_example=True,
        confidence=80,
        quoted=f"«{text}»",
        in_text=RichText((Stretch("(Nordlys, 2021, s. 42)"),)),
        reference=RichText(
            (
                Stretch("Nordlys, S. (2021). "),
                Stretch(TITLE, is_italic=True),
                Stretch(" [Masteroppgave]. Høgskolen på Øya."),
            )
        ),
        downloads=(
            Download("RIS", HERE, "application/x-research-info-systems"),
            Download("BibTeX", HERE, "text/plain"),
        ),
    )


def make_contents() -> tuple[ContentsItem, ...]:
    kinds = ("interview", "interview", "literature", "policy", "interview")
    ticks = tuple(ContentsTick(kind, f"Sitat {n}", "", f"#tick-{n}") for n, kind in enumerate(kinds, start=1))
    below = ContentsItem("4.1", "Et kontor med to eiere", "nb", HERE, "38", True, ticks[:2], 2, ())
    return (
        ContentsItem("1", "Innledning", "nb", HERE, "5", False, (), 0, ()),
        ContentsItem("4", "Funn", "nb", HERE, "37", False, ticks, 7, (below,)),
    )


_OPTIONS = tuple(
    FacetOption(str(n), name, 40 - 3 * n, f"#facet-{n}", is_chosen=n == 1)
    for n, name in enumerate(NAMES[:10])
)

EXAMPLES = Examples(
    crumbs=(Crumb("Oppgaver", HERE), Crumb("Nordlys (2021)", HERE)),
    themes=make_themes(),
    facets=(Facet("theme", "Tema", _OPTIONS), Facet("year", "År", (FacetOption("2021", "2021", 3, HERE),))),
    chosen=(_OPTIONS[1], FacetOption("2021", "2021", 3, HERE, is_chosen=True)),
    sortings=(Choice("nyeste", HERE, is_chosen=True), Choice("tittel", HERE), Choice("flest sitater", HERE)),
    tabs=(
        Choice("Sitater", HERE, is_chosen=True, count=72),
        Choice("Kapitler", HERE, count=32),
        Choice("Verk", HERE),
    ),
    switches=(
        Choice("Bare det redaktører har bekreftet", HERE, count=3),
        Choice("Med titler og begreper", HERE, is_chosen=True),
    ),
    pager=Pager(
        4,
        9,
        HERE,
        HERE,
        (
            PageLink(1, HERE),
            PageLink(),
            *(PageLink(n, HERE, n == 4) for n in (3, 4, 5)),
            PageLink(),
            PageLink(9, HERE),
        ),
    ),
    quotations=(
        make_quotation("interview", "intervju", "Informant 3", "Vi må finne veien mens vi går den, sammen."),
        make_quotation(
            "literature",
            "litteratur",
            "Strand (2012)",
            "Et partnerskap lever av det begge deler.",
            is_suggested=True,
        ),
        make_quotation("policy", "styringsdokument", "Meld. St. 99", "Tjenestene skal oppleves som én."),
        make_quotation("title", "tittel", "Fjell (2018)", "Å lede der ingen eier"),
        make_quotation("other", "annet", "", "Ukjent hvem som sier dette."),
    ),
    thesis=ThesisCard(
        title=TITLE,
        subtitle="",
        url=HERE,
        year=2021,
        authors="Siri Nordlys",
        institution="Høgskolen på Øya",
        question="Hva gjør ledere når to eiere ber om hver sitt?",
        language="nb",
        n_quotations=72,
        quotations_url=HERE,
        compare_url=HERE,
        themes=make_themes()[:4],
        is_example=True,
    ),
    contents=make_contents(),
    nothing=NothingYet(is_fresh=True, upload_url=HERE, curate_url=HERE),
    bars=(("Ledere", 23), ("Ansatte", 9), ("Mellomledere", 3), ("Brukere", 0)),
)
