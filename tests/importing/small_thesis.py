"""Two small invented theses, big enough to be read as such; tests change words in them and read them anew."""

from __future__ import annotations

PROSE = (
    "Denne delen beskriver hvordan det oppdiktede kontoret i Eksempelvik deler oppgaver mellom to eiere. "
    "Oppgavene er mange, og rammene er trange, men de ansatte finner ofte løsninger sammen. "
    "Lederne møtes hver uke for å fordele saker og snakke om hva som haster mest. "
    "Slik blir hverdagen styrt av avtaler som ingen husker hvem som skrev. "
    "Et kontor som dette må forklare seg både oppover og utover, og det tar tid."
)

FIRST = f"""\
MASTEROPPGAVE

Samarbeid på prøve

Prøve Prøvesen

Høgskolen i Eksempelvik

Veileder: Vera Veilederud

Juni 2021

Sammendrag

Oppgaven handler om et oppdiktet kontor og om hvordan to eiere deler ansvaret for det. {PROSE}

1 Innledning

{PROSE} Samarbeid er krevende (Stewart, 1982, s. 2).

1.1 Problemstilling

Problemstillingen er som følger:

Hvordan opplever ledere partnerskapet mellom stat og kommune i Eksempelvik?

2 Teori

{PROSE} Ifølge Røvik (2007) reiser ideer mellom organisasjoner. Rommet er beskrevet før (Jacobsen et al., 2015).

3 Metode

{PROSE} Jeg intervjuet to ledere, omtalt som Leder A og Leder B.

4 Funn

{PROSE} Leder A sier:

«Partnerskapet er noe vi gjør hver dag, ikke noe som ligger i en skuff på rådhuset.» (Leder A)

{PROSE}

«Jeg har ikke tid til å lese avtalen, men jeg stoler på dem jeg arbeider sammen med.» (Leder B)

5 Drøfting

{PROSE} Det minner om det Stewart (1982) kaller valg. Tillit er viktig (Jacobsen, Hansen og Lie, 2015, s. 44).

6 Konklusjon

{PROSE}

Litteratur

Røvik, K. A. (2007). Trender og translasjoner. Universitetsforlaget.

Stewart, R. (1982). Choices for the manager. McGraw-Hill.

Vedlegg 1: Intervjuguide

1. Hva gjør du til daglig?

2. Ring meg på 00 00 00 01 eller skriv til prove@example.org.
"""

SECOND = (
    FIRST.replace("Samarbeid på prøve", "Tillit på avstand")
    .replace("Prøve Prøvesen", "Annen Forfattersen")
    .replace("Juni 2021", "Juni 2022")
    .replace("(Stewart, 1982, s. 2)", "(Stewart 1982:7)")
    .replace("Litteratur\n\nRøvik, K. A. (2007). Trender og translasjoner. Universitetsforlaget.\n\n", "")
    .replace("Stewart, R. (1982). Choices for the manager. McGraw-Hill.\n\n", "")
    .replace("noe vi gjør hver dag", "et ord vi sjelden bruker")
)
