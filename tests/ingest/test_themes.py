from __future__ import annotations

from dataclasses import replace

import pytest

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
from kb.ingest.draft import Quotation, QuotationForm, QuotationKind, Theme
from kb.ingest.theme_confidence import read_confidence
from kb.ingest.themes import suggest_themes

TRUST = Theme("tillit", ("Tillit", "tillitsbasert ledelse"), ("tiltro",))
RESULTS = Theme("mal-og-resultatstyring", ("Mål- og resultatstyring", "målekort", "målstyring"))
# Passages about none of the themes.
REST = tuple(
    f"Vi drakk {drink} hele uka." for drink in ("kaffe", "te", "vann", "saft", "melk", "brus", "kakao")
)
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
    document = make_document(
        "Lederen viste oss tillit, og tillit gjorde at vi turte mer.", "Vi spiste lunsj klokken elleve."
    )
    assert themes_of(document, 0, TRUST) == ["tillit"]
    assert themes_of(document, 1, TRUST) == []


def test_inflected_forms_and_compounds_count() -> None:
    document = make_document(
        "Tilliten var stor den våren, og ingen mistet tilliten til hverandre.",
        "Så kom tillitsreformen, og tillitsarbeidet endret mye på kontoret.",
        *REST,
    )
    assert themes_of(document, 0, TRUST) == ["tillit"]
    assert themes_of(document, 1, TRUST) == ["tillit"]


def test_a_shared_ending_counts_for_both_words() -> None:
    document = make_document(
        "Kontoret driver med mål- og resultatstyring, og resultatstyringen følger målekortet.", *REST
    )
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
    texts = ("Vi trenger tillit for å lykkes, og tillit tar tid.", "Kaffen var god.")
    plain = suggest_themes(make_document(*texts), (), (TRUST,))
    under_heading = suggest_themes(make_document(*texts, title="Tillit i hverdagen"), (), (TRUST,))
    assert under_heading[0].confidence > plain[0].confidence


def test_the_reason_names_the_words() -> None:
    document = make_document("Lederen viste oss tiltro og tillit hver dag.", *REST)
    assert suggest_themes(document, (), (TRUST,))[0].reason == "word: Tillit, tiltro"


def test_the_reason_names_the_heading_that_speaks_of_the_theme() -> None:
    document = make_document("Vi trenger tillit for å lykkes.", "Bussen kom.", title="Tillit; hverdagen")
    assert suggest_themes(document, (), (TRUST,))[0].reason == "word: Tillit; chapter: Tillit, hverdagen"


def test_a_passage_without_the_word_is_found_by_its_likeness_to_surer_ones() -> None:
    shared = "Lederen slapp kontrollen med saksmappene, og veilederne svarte med iver."
    document = make_document(f"Tillit, tillit og tillit. {shared}", f"Igjen: {shared}", *REST, title="Tillit")
    found = {suggestion.block: suggestion for suggestion in suggest_themes(document, (), (TRUST,))}
    assert found[0].confidence > found[1].confidence
    assert found[1].reason == "like surer passages; chapter: Tillit"
    assert set(found) == {0, 1}


def test_a_mention_in_passing_is_not_enough() -> None:
    errands = "Møtet tok opp parkering, nøkler, lunsj, ferie, kaffe, vakter, kopimaskin og lys i gangen"
    document = make_document(f"{errands}, og noen nevnte tiltro.", "Bussen kom sent.", "Vi gikk hjem.")
    assert suggest_themes(document, (), (TRUST,)) == ()


def test_the_title_of_a_work_tells_nothing() -> None:
    text = "Vi bygger på boka «Tillit i tillitens tid», som kom ut i fjor."
    document = make_document(text, "Bussen kom sent.")
    title = "Tillit i tillitens tid"
    span = Span(text.index(title), text.index(title) + len(title))
    quotation = Quotation(QuotationForm.INLINE, QuotationKind.TITLE, span, title)
    assert themes_of(document, 0, TRUST) == ["tillit"]
    assert suggest_themes(document, (quotation,), (TRUST,)) == ()


def test_a_question_asked_again_and_again_tells_nothing() -> None:
    question = "Hvordan bygger ledere tillit hos tillitsvalgte gjennom tillit?"
    once = make_document(question, *REST, title="Tillit")
    again = make_document(*[question] * 4, *REST, title="Tillit")
    assert themes_of(once, 0, TRUST) == ["tillit"]
    assert suggest_themes(again, (), (TRUST,)) == ()


def test_a_short_list_item_says_less_than_a_sentence_of_the_same_words() -> None:
    document = make_document("Tillit hos ledere, tiltro, tillit og tillitsbasert ledelse.", *REST)
    listed = replace(
        document, blocks=(replace(document.blocks[0], kind=BlockKind.LIST_ITEM), *document.blocks[1:])
    )
    item, sentence = (suggest_themes(read, (), (TRUST,))[0].confidence for read in (listed, document))
    assert item < sentence


@pytest.mark.parametrize(("slug", "lowered"), [("tillit", True), ("forskningsmetode", False)])
def test_the_chapter_on_method_is_about_method(slug: str, lowered: bool) -> None:
    theme = Theme(slug, ("Tillit",))
    texts = ("Vi trenger tillit, for tillit må til, og tillit tar den tid som tillit trenger.", *REST)
    method, findings = (
        suggest_themes(make_document(*texts, title=title), (), (theme,))[0].confidence
        for title in ("Metode", "Funn")
    )
    assert (method < findings) is lowered


def test_small_words_of_a_label_count_where_one_word_would_be_left() -> None:
    theme = Theme("tillit", ("Tillit", "stole på", "lite på"))
    document = make_document("De hadde lite mat og lite klær den lange vinteren.", *REST, title="Tillit")
    assert suggest_themes(document, (), (theme,)) == ()
    relied = make_document("Vi kan stole på dem, og de må stole på oss.", *REST, title="Tillit")
    assert themes_of(relied, 0, theme) == ["tillit"]


def test_a_name_of_two_things_names_each_and_a_misspelling_counts_as_the_word_it_is() -> None:
    text = "Anerkjennelse er sjelden, og læring tar tid; anerkjennelse gir læring."
    both = Theme("a", ("Anerkjennelse og læring", "anerkjennelse", "læring"))
    shown = Theme("b", ("Ros", "anerkjennelse", "læring"))
    document = make_document(text, *REST)
    sure = {found.slug: found.confidence for found in suggest_themes(document, (), (both, shown))}
    assert sure["a"] > sure["b"]
    misspelt = Theme("c", ("Ros", "anerkjennelse"), ("annerkjennelse",))
    hinted = Theme("d", ("Ros",), ("annerkjennelse",))
    document = make_document("Annerkjennelse er sjelden; annerkjennelse varmer.", *REST, title="Ros")
    sure = {found.slug: found.confidence for found in suggest_themes(document, (), (misspelt, hinted))}
    assert sure["c"] > sure.get("d", 0.0)


def test_the_best_passages_of_a_theme_are_kept_though_doubtful() -> None:
    doubtful = "Tok møtet opp parkering, nøkler, lunsj, ferie, kaffe, vakter, post, lys og tiltro?"
    sure = "Tillit er grunnen under alt; tillit og tillitsbasert ledelse gir tillit tilbake."
    alone = make_document(doubtful, *REST)
    beside = make_document(doubtful, *REST, f"{sure} {sure}")
    assert themes_of(alone, 0, TRUST) == []
    assert themes_of(beside, 0, TRUST) == ["tillit"]


def test_only_the_body_is_read() -> None:
    assert suggest_themes(make_document("Tillit og tillit.", region=Region.APPENDIX), (), (TRUST,)) == ()


def test_without_a_vocabulary_or_a_text_nothing_is_suggested() -> None:
    assert suggest_themes(make_document("Tillit."), (), ()) == ()
    assert suggest_themes(make_document(), (), (TRUST,)) == ()


def test_a_theme_named_once_says_nothing_of_passages_that_share_no_word_with_it() -> None:
    rest = [f"Vi drakk {drink} etter lunsj." for drink in ("kaffe", "te", "vann", "saft", "melk", "brus")]
    document = make_document(
        "Tillit tar tid, og tillit må bygges.", "Bussen kom sent.", "Bussen var full.", *rest
    )
    assert [found.block for found in suggest_themes(document, (), (TRUST,))] == [0]


def test_what_is_said_under_a_heading_that_names_the_theme_is_about_it_in_other_words_too() -> None:
    said = "Dei ringer når dei treng oss, og elles er det stilt."
    document = make_document(said, "Slik er det mange stader.", title="Partnarskapet i praksis")
    start = document.text.index(said)
    quotation = Quotation(QuotationForm.BLOCK, QuotationKind.INTERVIEW, Span(start, start + len(said)), said)
    theme = Theme("partnerskap", ("partnerskap", "partnarskap"))
    (suggestion,) = suggest_themes(document, (quotation,), (theme,))
    assert (suggestion.slug, suggestion.block) == ("partnerskap", 0)
    assert suggestion.confidence < 0.3
    assert suggestion.reason == "chapter: Partnarskapet i praksis"


@pytest.mark.parametrize(
    ("sentence", "theme"),
    [
        ("De tillitsvalgte møtte de tillitsvalgte, og tillitsmannen var der.", TRUST),
        ("Selvtilliten vokste, og selvtillit smitter, sier folk med selvtillit.", TRUST),
        (
            "Hun fikk dagpenger, og dagpengene kom da dagpengeperioden begynte.",
            Theme("ressurser", ("Penger",)),
        ),
        (
            "Rettferdighet er rettferdighet, og urettferdigheten sto igjen.",
            Theme("kompetanse", ("Ferdighet",)),
        ),
        ("Ekspertutvalget ventet på brukerutvalget hele dagen.", Theme("forskningsmetode", ("Utvalg",))),
    ],
)
def test_compounds_that_mean_something_of_their_own_tell_no_theme(sentence: str, theme: Theme) -> None:
    assert themes_of(make_document(sentence, *REST), 0, theme) == []


def test_a_phrase_with_a_small_word_stands_together() -> None:
    phrase = Theme("tillit", ("Lite på", "gi tillit"))
    together = "Vi kan lite på hverandre her, og å lite på noen er å slippe taket."
    apart = "Det er lite tid på kontoret, og lite kaffe på kjøkkenet om kvelden."
    loose = "Ledelsen gir oss mer tillit, vi gir den tillit, og alle gir hverandre stor tillit."
    assert themes_of(make_document(together, *REST), 0, phrase) == ["tillit"]
    assert themes_of(make_document(apart, *REST), 0, phrase) == []
    assert themes_of(make_document(loose, *REST), 0, phrase) == ["tillit"]


def test_a_heading_above_its_own_does_not_raise_a_passage() -> None:
    texts = ("Vi trenger tillit for å lykkes, og tillit tar tid.", *REST)
    document = make_document(*texts, title="Hverdagen")
    above = replace(document.sections[0], title="Tillit", parent=None)
    below = replace(
        document,
        sections=(above, replace(document.sections[0], parent=0)),
        blocks=tuple(replace(block, section=1) for block in document.blocks),
    )
    plain, under = (suggest_themes(read, (), (TRUST,))[0] for read in (document, below))
    assert under.confidence == plain.confidence
    assert under.reason == "word: Tillit"


def test_where_a_theme_is_everywhere_each_passage_is_less_sure() -> None:
    once = read_confidence({0: 1.2}, 280)
    often = read_confidence(dict.fromkeys(range(60), 1.2), 280)
    assert once[0] > 0.6 > often[0]


def test_the_confidence_of_a_score_is_even_where_the_odds_are() -> None:
    found = read_confidence({0: 0.1, 1: 0.5**0.5, 2: 0.75, 3: 3.0}, 1000)
    assert 0 not in found
    assert found[1] == pytest.approx(0.5, abs=0.01)
    assert 0.5 < found[2] < found[3] < 1
