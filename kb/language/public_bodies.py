"""Norwegian public bodies, organisations and laws by all the names they are cited under.

The names are facts: those of the bodies as their own sites and regjeringen.no write them, and the titles and short
titles of laws as Lovdata gives them. One line is one body or law; former names stand beside the present one only
where body and tasks stayed the same.
"""

from __future__ import annotations

import re
from functools import lru_cache

_BODIES_TEXT = """
Arbeids- og velferdsetaten = NAV = Arbeids- og velferdsforvaltningen = Norwegian Labour and Welfare Administration
Arbeids- og velferdsdirektoratet = AVdir = NAV-direktoratet = Directorate of Labour and Welfare
Arbeids- og inkluderingsdepartementet = AID = Ministry of Labour and Social Inclusion
Arbeids- og sosialdepartementet = ASD = Ministry of Labour and Social Affairs
Helse- og omsorgsdepartementet = HOD = Ministry of Health and Care Services
Kommunal- og moderniseringsdepartementet = KMD
Kommunal- og distriktsdepartementet = KDD
Kunnskapsdepartementet = KD = Ministry of Education and Research
Barne- og familiedepartementet = BFD
Finansdepartementet = Det kongelige finansdepartement = Ministry of Finance
Statistisk sentralbyrå = SSB = Statistics Norway
Folkehelseinstituttet = FHI = Norwegian Institute of Public Health
Helsedirektoratet = Hdir = Norwegian Directorate of Health
Statens helsetilsyn = Helsetilsynet
Barne-, ungdoms- og familiedirektoratet = Bufdir
Integrerings- og mangfoldsdirektoratet = IMDi
Utdanningsdirektoratet = Udir
Utlendingsdirektoratet = UDI
Direktoratet for forvaltning og ikt = Difi = Direktoratet for forvaltning og IKT
Digitaliseringsdirektoratet = Digdir
Direktoratet for forvaltning og økonomistyring = DFØ
Direktoratet for høyere utdanning og kompetanse = HK-dir
Nasjonalt organ for kvalitet i utdanningen = NOKUT
Norsk senter for forskningsdata = NSD = Norsk samfunnsvitenskapelig datatjeneste
Kunnskapssektorens tjenesteleverandør = Sikt
Den nasjonale forskningsetiske komité for samfunnsvitenskap og humaniora = NESH
De nasjonale forskningsetiske komiteene = FEK
Kommunesektorens organisasjon = KS = Kommunenes Sentralforbund
Fellesorganisasjonen = FO
Landsorganisasjonen i Norge = LO = Landsorganisasjonen
Næringslivets Hovedorganisasjon = NHO
Norsk Tjenestemannslag = NTL
Arbeidsforskningsinstituttet = AFI
Norsk institutt for by- og regionforskning = NIBR
Norsk institutt for forskning om oppvekst, velferd og aldring = NOVA
Nordisk institutt for studier av innovasjon, forskning og utdanning = NIFU
Senter for omsorgsforskning = SOF
Direktoratet for arbeidstilsynet = Arbeidstilsynet
Verdens helseorganisasjon = WHO = World Health Organization
Organisation for Economic Co-operation and Development = OECD
International Labour Organization = ILO
De forente nasjoner = FN = United Nations
Den europeiske union = EU = European Union
Universitetet i Oslo = UiO
Universitetet i Bergen = UiB
Universitetet i Tromsø = UiT
Norges teknisk-naturvitenskapelige universitet = NTNU
Høgskulen på Vestlandet = HVL
Høgskolen i Oslo og Akershus = HiOA
"""
_LAWS_TEXT = """
Lov om sosiale tjenester i arbeids- og velferdsforvaltningen = sosialtjenesteloven = Lov om sosiale tjenester i NAV
Lov om arbeids- og velferdsforvaltningen = NAV-loven = arbeids- og velferdsforvaltningsloven
Lov om folketrygd = folketrygdloven
Lov om arbeidsmarkedstjenester = arbeidsmarkedsloven
Lov om arbeidsmiljø, arbeidstid og stillingsvern = arbeidsmiljøloven
Lov om kommuner og fylkeskommuner = kommuneloven
Lov om behandlingsmåten i forvaltningssaker = forvaltningsloven
Lov om rett til innsyn i dokument i offentleg verksemd = offentleglova = offentlighetsloven
Lov om behandling av personopplysninger = personopplysningsloven
Lov om barnevern = barnevernsloven
Lov om barneverntjenester = barnevernloven
Lov om barn og foreldre = barnelova = barneloven
Lov om kommunale helse- og omsorgstjenester = helse- og omsorgstjenesteloven
Lov om pasient- og brukerrettigheter = pasient- og brukerrettighetsloven
Lov om helsepersonell = helsepersonelloven
Lov om folkehelsearbeid = folkehelseloven
Lov om integrering gjennom opplæring, utdanning og arbeid = integreringsloven
Lov om introduksjonsordning og norskopplæring for nyankomne innvandrere = introduksjonsloven
Lov om grunnskolen og den vidaregåande opplæringa = opplæringslova = opplæringsloven
Lov om universiteter og høyskoler = universitets- og høyskoleloven
Lov om likestilling og forbud mot diskriminering = likestillings- og diskrimineringsloven
Lov om statens ansatte = statsansatteloven
Lov om organisering av forskningsetisk arbeid = forskningsetikkloven
"""
# "Det kongelige" before, "m.v." behind, and the ending that makes it definite say nothing of which body it is.
_AROUND = re.compile(
    r"^(?:det kongelige|den|det|de|the)\s+|(?:\s+(?:m\.?\s?v|m\.?\s?m|etc)\.?)$", re.IGNORECASE
)
_DEFINITE = re.compile(
    r"(departement|direktorat|grupp|utvalg|utval|kommisjon|råd|forening|forbund|institutt|senter|tilsyn|etat|universitet"
    r"|skole|skule|kommune|ombud|komit|rapport|lov|organisasjon|styre|byrå|akademi|sekretariat)"
    r"(?:eet|een|éen|et|en|ent|er|e|a|n|é)?$"
)
# Papers of state that are cited by their series and number, and laws and reports by what they are called for short.
_PAPER = re.compile(
    r"^(?:St\.?\s?prp|St\.?\s?meld|Ot\.?\s?prp|Innst|Meld\.?\s?St|Prop\.|Dok(?:ument)?\.?\s\d|NOU\b|Rundskriv|Besl\."
    r"|Stortings(?:proposisjon|melding)|Odelstingsproposisjon|Innstilling|Lov om |Forskrift|Act |Directive )"
    r"|(?:lova|loven|forskrifta|forskriften|rapporten|meldinga|meldingen|rundskrivet)$",
    re.IGNORECASE,
)
_EXPERTS = re.compile(r"(?:ekspert|fag)(?:grupp|utvalg|utval|komit)$")


def fold_body(name: str) -> str:
    """The letters of an organisation's name that its forms share: no article, capitals, blanks or definite ending."""
    plain = _AROUND.sub("", " ".join(name.replace("&", " og ").split()))
    letters = "".join(character for character in plain.casefold() if character.isalnum())
    return _DEFINITE.sub(r"\1", letters)


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    known: dict[str, str] = {}
    for line in (_BODIES_TEXT + _LAWS_TEXT).strip().splitlines():
        official, *others = (name.strip() for name in line.split(" = "))
        for name in (official, *others):
            known[fold_body(name)] = official
    return known


def find_body(name: str) -> str | None:
    """The official name of the body, or the title of the law, that ``name`` is a name of; None for one not known."""
    return _by_name().get(fold_body(name))


def is_paper(name: str) -> bool:
    """Whether the name is that of a law, a report or a paper of state: it is cited as if it had written itself."""
    return _PAPER.search(" ".join(name.split())) is not None


def is_expert_body(name: str) -> bool:
    """Whether the name says no more than that experts were appointed: theses name one such body in many ways."""
    return _EXPERTS.search(fold_body(name)) is not None
