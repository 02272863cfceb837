from __future__ import annotations

from dataclasses import replace

from kb.ingest.document import Span
from kb.ingest.draft import Quotation, QuotationForm, QuotationKind
from kb.ingest.repeats import agree_on_repeats, find_repeats


def quotations(*texts: str) -> list[Quotation]:
    return [Quotation(QuotationForm.INLINE, QuotationKind.OTHER, Span(0, len(text)), text) for text in texts]


def test_equal_words_are_a_repeat_whatever_their_marks_and_capitals() -> None:
    found = find_repeats(
        quotations(
            "Vi må velge bort noe hver dag.", "Noe helt annet ble sagt her", "vi må velge bort noe, hver dag"
        )
    )
    assert found == ((0, 2),)


def test_a_long_part_of_a_quotation_is_a_repeat() -> None:
    whole = "Når to eiere vil hver sin vei må lederen finne en tredje vei som begge kan leve med"
    part = "må lederen finne en tredje vei som begge kan leve med"
    assert find_repeats(quotations(whole, part)) == ((0, 1),)


def test_a_word_left_out_is_still_a_repeat() -> None:
    first = "anta at ledere med rom rundt seg oftere prøver noe nytt enn ledere uten"
    second = "anta at ledere med rom rundt seg prøver noe nytt enn ledere uten"
    assert find_repeats(quotations(first, second)) == ((0, 1),)


def test_a_few_words_in_common_are_no_repeat() -> None:
    first = "det er viktig for oss at brukerne får den hjelpen de trenger"
    second = "det er viktig for oss at kommunen betaler sin del av regningen i tide"
    assert find_repeats(quotations(first, second)) == ()


def test_nothing_repeats_in_nothing() -> None:
    assert find_repeats([]) == ()


def test_words_taken_up_again_are_still_the_ones_said() -> None:
    whole, part, other = quotations(
        "Jeg vet ikke hva jeg synes er verst med denne ordningen",
        "hva jeg synes er verst",
        "hva de andre synes er best",
    )
    whole = replace(whole, kind=QuotationKind.INTERVIEW, speaker="Leder 2", confidence=0.93)
    doubtful = [replace(one, kind=QuotationKind.OTHER, confidence=0.6) for one in (part, other)]
    agreed = agree_on_repeats([whole, *doubtful])
    assert [(one.kind.value, one.speaker) for one in agreed] == [
        ("interview", "Leder 2"),
        ("interview", "Leder 2"),
        ("other", None),
    ]
