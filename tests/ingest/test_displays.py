from __future__ import annotations

import pytest

from kb.ingest.displays import is_display_quotation

WORDS = "Vi tar det når vi ses"

DISPLAYED = [
    f"«{WORDS}»",
    f"«{WORDS}.» (Leder A)",
    f"«{WORDS}» – Leder A, Nordby",
    f"Leder A: «{WORDS}.»",
    f"*«{WORDS}»*",
    f"“{WORDS}” (Manager 2)",
    f"„{WORDS}“",
    f"”{WORDS}”",
    f'"{WORDS}."',
    f'"{WORDS}." (Leder A)',
    f'"{WORDS}, og så sa hun "kom inn" til oss." (Leder A)',
    f'Leder B: "{WORDS}."',
    f"«{WORDS}, og da sier de «kom inn» til oss.»",
    f"«{WORDS}.» «Men ikke i dag.» (Leder A)",
    f"«{WORDS}, og mer enn det sier jeg ikke om saken (Leder A)",  # never closed, but signed
    f"«{WORDS}» (Berg, 2015, s. 3).",
]

TOLD = [
    f"Hun sa «{WORDS}» og gikk.",
    f"«{WORDS}», sier leder A, som har sittet lenge på kontoret og vet hvordan det går.",
    "«Kom inn»",
    "Vi tar det når vi ses",
    f"«{WORDS}, og mer enn det sier jeg ikke om saken",
    f'"{WORDS}" er et svar som mange gir. "Kom inn" er et annet svar.',
    f'"{WORDS} er det hun sier',
    f"«{WORDS}» er svaret. «Kom inn» er et annet svar.",
    f"{WORDS}: «kom inn til oss alle sammen»",
    "",
]


@pytest.mark.parametrize("paragraph", DISPLAYED)
def test_a_paragraph_within_marks_is_somebody_elses_words(paragraph: str) -> None:
    assert is_display_quotation(paragraph)


@pytest.mark.parametrize("paragraph", TOLD)
def test_a_paragraph_with_words_of_its_own_is_the_authors(paragraph: str) -> None:
    assert not is_display_quotation(paragraph)
