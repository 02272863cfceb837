from __future__ import annotations

from kb.ingest.document import (
    BLOCK_GAP,
    Block,
    BlockKind,
    Document,
    Lines,
    Region,
    Section,
    SectionKind,
    Span,
)
from kb.ingest.draft import Theme
from kb.ingest.themes import suggest_themes

TRUST = Theme("tillit", ("Tillit", "tillitsbasert ledelse"), ("tiltro",))
RESULTS = Theme("mal-og-resultatstyring", ("Mål- og resultatstyring", "målekort", "målstyring"))
HOME = Theme("hjemmekontor", ("Hjemmekontor",))


def make_document(*texts: str, title: str = "Funn", region: Region = Region.BODY) -> Document:
    """A document of one section whose blocks are ``texts``, a line each."""
    blocks, starts, at = [], [], 0
    for line, text in enumerate(texts, start=1):
        kind = BlockKind.PARAGRAPH
        blocks.append(Block(kind, Span(at, at + len(text)), Lines(line, line), 0, region))
        starts.append((at, line))
        at += len(text) + len(BLOCK_GAP)
    section = Section(SectionKind.CHAPTER, Region.BODY, title, Lines(1, 1), len(texts))
    return Document(BLOCK_GAP.join(texts), tuple(blocks), (section,), tuple(starts))


def themes_of(document: Document, block: int, *vocabulary: Theme) -> list[str]:
    return [found.slug for found in suggest_themes(document, (), vocabulary) if found.block == block]


def test_a_passage_that_names_a_theme_is_about_it() -> None:
    document = make_document("Lederen viste oss tillit hver eneste dag.", "Vi spiste lunsj klokken elleve.")
    assert themes_of(document, 0, TRUST) == ["tillit"]
    assert themes_of(document, 1, TRUST) == []


def test_inflected_forms_and_compounds_count() -> None:
    document = make_document(
        "Tilliten var stor den våren.",
        "Så kom tillitsreformen, og den endret mye på kontoret.",
        "Bussen kom sent.",
    )
    assert themes_of(document, 0, TRUST) == ["tillit"]
    assert themes_of(document, 1, TRUST) == ["tillit"]


def test_a_shared_ending_counts_for_both_words() -> None:
    document = make_document("Kontoret driver med mål- og resultatstyring.", "Bussen kom sent i går.")
    assert themes_of(document, 0, RESULTS) == ["mal-og-resultatstyring"]


def test_the_passage_that_says_most_about_a_theme_comes_first() -> None:
    document = make_document(
        "Møtet ble holdt på tirsdag, og til slutt ble hjemmekontor nevnt sammen med kaffe, parkering og nøkler.",
        "Hjemmekontor var krevende. På hjemmekontoret ble dagene lange, og hjemmekontor ga lite fellesskap.",
        "Kaffen var god.",
    )
    found = suggest_themes(document, (), (HOME,))
    ranked = sorted(found, key=lambda suggestion: -suggestion.confidence)
    assert ranked[0].block == 1
    assert all(0 <= suggestion.confidence <= 1 for suggestion in found)


def test_a_heading_about_the_theme_raises_its_passages() -> None:
    texts = ("Vi trenger tillit for å lykkes med dette arbeidet.", "Kaffen var god.")
    plain = suggest_themes(make_document(*texts), (), (TRUST,))
    under_heading = suggest_themes(make_document(*texts, title="Tillit i hverdagen"), (), (TRUST,))
    assert under_heading[0].confidence > plain[0].confidence


def test_the_reason_names_the_words() -> None:
    document = make_document("Lederen viste oss tiltro og tillit hver dag.", "Bussen kom.")
    assert suggest_themes(document, (), (TRUST,))[0].reason == "Tillit, tiltro"


def test_only_the_body_is_read() -> None:
    assert suggest_themes(make_document("Tillit og tillit.", region=Region.APPENDIX), (), (TRUST,)) == ()


def test_without_a_vocabulary_or_a_text_nothing_is_suggested() -> None:
    assert suggest_themes(make_document("Tillit."), (), ()) == ()
    assert suggest_themes(make_document(), (), (TRUST,)) == ()


def test_a_theme_named_once_says_nothing_of_passages_that_share_no_word_with_it() -> None:
    rest = [f"Vi drakk {drink} etter lunsj." for drink in ("kaffe", "te", "vann", "saft", "melk", "brus")]
    document = make_document("Tillit tar tid.", "Bussen kom sent.", "Bussen var full.", *rest)
    assert [found.block for found in suggest_themes(document, (), (TRUST,))] == [0]
