from __future__ import annotations

from kb.search.analysis import analyse


def test_a_text_is_kept_as_written_as_dictionary_forms_and_as_parts() -> None:
    analysis = analyse("Lederne fulgte partnerskapsavtalene.")
    assert analysis.forms == "lederne fulgte partnerskapsavtalene"
    assert analysis.lemmas == "leder følge partnerskapsavtale"
    assert analysis.parts == "partnerskap avtale"
    assert analysis.length == 3


def test_a_word_that_lends_its_end_gets_it_back() -> None:
    assert "målstyring" in analyse("mål- og resultatstyring").parts.split()


def test_forms_and_dictionary_forms_stand_in_the_same_places() -> None:
    analysis = analyse("Etter § 14a i NAV-loven, jf. Meld. St. 33, møtes vi ikke.")
    assert len(analysis.forms.split()) == len(analysis.lemmas.split()) == analysis.length
