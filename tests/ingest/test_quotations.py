from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.draft import QuotationForm
from kb.ingest.informants import complete_informants, find_informants
from kb.ingest.quotations import find_quotations, lines_of_quotation
from tests.ingest.small_documents import cite, make_document, read_quotations

CASES = [
    pytest.param(
        (
            "# 4 Funn",
            "På spørsmål om hva som tar tid, svarer en informant:",
            "> Vi rekker ikke over alle sakene vi har, og det plager meg. (Leder A)",
        ),
        [
            ("block", "interview", "Leder A"),
        ],
        id="answer to a question",
    ),
    pytest.param(
        (
            "# 1 Innledning",
            "Oppgaven har dette forskningsspørsmålet:",
            "> Hvordan rekker lederne over alle sakene de har hver eneste uke?",
        ),
        [],
        id="question of the thesis, set in",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "En leder sier det slik:",
            "«Vi rekker ikke over alle sakene vi har, og det plager meg.»\nLeder A",
        ),
        [
            ("block", "interview", "Leder A"),
        ],
        id="label on a line of its own",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Det finnes ulike syn:",
            "«Vi rekker ikke over alle sakene vi har, og det plager meg.»",
            "(Leder A)",
        ),
        [
            ("block", "interview", "Leder A"),
        ],
        id="label in a paragraph of its own",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Det finnes ulike syn:",
            "Leder A: Vi rekker ikke over alle sakene vi har, og det plager meg.",
            "Informant 3: Det gjør vi da jammen her hos oss.",
        ),
        [
            ("block", "interview", "Leder A"),
            ("block", "interview", "Informant 3"),
        ],
        id="label and colon, no marks",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Lederen sier det slik:",
            "– Vi rekker ikke over alle sakene vi har, og det plager meg. (Leder A)",
            "Her er noen andre ord om hvordan kontoret arbeider i det daglige.",
        ),
        [
            ("block", "interview", "Leder A"),
        ],
        id="dash instead of marks",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Lederen sier det slik:",
            "Vi rekker ikke over alle sakene vi har, og det plager meg. (Leder A)",
            "Her er noen andre ord om hvordan kontoret arbeider i det daglige.",
        ),
        [
            ("block", "interview", "Leder A"),
        ],
        id="no marks, label at the end",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "En av informantene sier det slik:",
            "> Vi rekker ikke over alle sakene vi har, og det plager meg.",
            "Her er noen andre ord om hvordan kontoret arbeider i det daglige.",
        ),
        [
            ("block", "interview", "en av informantene"),
        ],
        id="block-quote style",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Leder A sier det slik:",
            "«Vi rekker ikke over alle sakene vi har.",
            "«Men vi prøver så godt vi kan hver eneste dag.» (Leder A)",
            "Her er noen andre ord om hvordan kontoret arbeider i det daglige.",
        ),
        [
            ("block", "interview", "Leder A"),
        ],
        id="two paragraphs, closed only at the last",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Leder A sier det slik:",
            "«Vi rekker ikke over alle sakene vi",
            "har, men vi prøver så godt vi kan.» (Leder A)",
            "Her er noen andre ord om hvordan kontoret arbeider i det daglige.",
        ),
        [
            ("block", "interview", "Leder A"),
        ],
        id="cut by a page break",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Leder A sier det slik:\n«Vi rekker ikke over alle sakene vi har, og vi blir\nslitne av det "
                "hver eneste dag.» (Leder A)\nDette viser at det er travelt."
            ),
        ),
        [
            ("block", "interview", "Leder A"),
        ],
        id="run together with its lead-in",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Lederne er delt:",
            (
                "«Vi rekker ikke over alle sakene vi har.» (Leder A) «Vi prøver så godt vi kan hver dag.» "
                "(Leder B)"
            ),
        ),
        [
            ("block", "interview", "Leder A"),
            ("block", "interview", "Leder B"),
        ],
        id="two in one paragraph",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                '"Vi rekker ikke over alle sakene vi har", sier en leder. En annen sier: "Det går jo greit hos '
                'oss her".'
            ),
        ),
        [
            ("inline", "interview", "en leder"),
            ("inline", "interview", "en leder"),
        ],
        id="straight marks",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "«Vi rekker ikke over alle sakene vi har», sier Leder A, «men vi prøver så godt vi kan hver dag».",
        ),
        [
            ("inline", "interview", "Leder A"),
            ("inline", "interview", "Leder A"),
        ],
        id="interrupted by who says it",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "En leder sier: *«Vi rekker ikke over alle sakene vi har»* (Leder 3). Leder 4 er enig.",
        ),
        [
            ("inline", "interview", "Leder 3"),
        ],
        id="italics around the marks",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Leder A beskriver dagene sine på denne måten, og sier:",
            "- Jeg kommer jo på jobb klokka sju, og da er vi allerede i gang altså.",
            "- Vi rekker liksom ikke lunsj, ikke sant, for da ringer telefonen min.",
        ),
        [
            ("block", "interview", "Leder A"),
            ("block", "interview", "Leder A"),
        ],
        id="a list of things said",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Leder A sier at kontoret har tre oppgaver:",
            "- Oppfølging av brukere",
            "- Samarbeid med kommunen og andre aktører",
            "- Utvikling av tjenestene",
        ),
        [],
        id="a list of tasks is no quotation",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Tiden er knapp:",
            "«Vi rekker ikke over alle sakene vi har.»",
            "– Leder A",
            "Slik er det.",
        ),
        [
            ("block", "interview", "Leder A"),
        ],
        id="label after a dash below",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Leder A sier det slik:",
            "«Vi rekker ikke over alle sakene vi har.»¹",
        ),
        [
            ("block", "interview", "Leder A"),
        ],
        id="footnote number at the end",
    ),
    pytest.param(
        (
            "# 3 Metode",
            "Vi intervjuet to ansatte (N3 og N5).",
            "# 4 Funn",
            "Noen synes det er greit:",
            "– Jeg liker at døra er lukket, og det gjør de andre også. (N3)",
            "– Det er litt ensomt. Ingen ser hva som skjer der inne. (N5)",
        ),
        [("block", "interview", "N3"), ("block", "interview", "N5")],
        id="a row of dashes with codes",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Leder A beskriver uka:",
            "> Jeg åpner skuffen på fredag, og da har andre svart på det meste.",
            "> Det som kommer på mandag, er ofte borte på onsdag.",
            "> — Leder B",
        ),
        [("block", "interview", "Leder A"), ("block", "interview", "Leder B")],
        id="block quotes in a row, the label below",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Leder A er opptatt av tiden:",
            "Jeg har aldri nok av den, og jeg vet ikke helt hvor den blir av når dagen er omme.",
        ),
        [("block", "interview", "Leder A")],
        id="no marks, a voice before the colon",
    ),
    pytest.param(
        (
            "# 2 Teori",
            "Yukl (2013, s. 23) definerer ledelse slik:",
            "Ledelse er prosessen med å påvirke andre til å forstå hva som må gjøres og hvordan det kan gjøres.",
            "Definisjonen er mye brukt.",
        ),
        [("block", "literature", None)],
        id="no marks, a definition announced with its page",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Noen er inne på avstanden.",
            "«Alle pilene peker nedover, og ingen peker bortover. Det er jo langt å gå. (kommunalsjef, stor kommune)",
        ),
        [("block", "interview", "kommunalsjef, stor kommune")],
        id="never closed, a role and its place in brackets",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Mange er inne på det samme:",
            "(...) få lov til å gjøre ferdig det en har begynt på før det kommer noe nytt",
        ),
        [("block", "interview", None)],
        id="no marks, something left out at the start",
    ),
    pytest.param(
        (
            "# 2 Teori",
            "Arbeidet faller i tre deler:",
            "Den første delen består i å samle inn opplysninger fra alle enhetene og ordne dem etter tema.",
        ),
        [],
        id="a plain paragraph after a colon",
    ),
]


@pytest.mark.parametrize(("paragraphs", "expected"), CASES)
def test_every_form_of_quotation_is_found(
    paragraphs: tuple[str, ...], expected: list[tuple[str, str, str | None]]
) -> None:
    found = read_quotations(*paragraphs)
    assert [(one.form.value, one.kind.value, one.speaker) for one in found] == expected


SAID = (
    "Jeg gjør det jeg kan, og så får resten vente til i morgen.",
    "Vi snakker jo sammen hver dag, og det er egentlig det som holder oss oppe.",
    "Da jeg begynte, visste jeg ingenting om hva jeg gikk til.",
)


def test_where_quotations_are_set_off_without_marks_a_colon_and_a_tone_will_do() -> None:
    told = [paragraph for said in SAID for paragraph in ("Leder A sier:", said)]
    untold = ("Å få nok tid er likevel det vanskeligste:", "Noen dager rekker vi ikke lunsj engang.")
    assert len(read_quotations("# 4 Funn", *told, *untold)) == len(SAID) + 1
    assert read_quotations("# 4 Funn", *untold) == ()


def test_where_quotations_are_set_off_without_marks_a_paragraph_that_plainly_talks_is_one() -> None:
    told = [paragraph for said in SAID for paragraph in ("Leder A sier:", said)]
    own = "Leder A sammenligner her to år, og oppgaven kommer tilbake til hva hun legger i ordet."
    alone = "Det er to skap og to nøkler og to av alt, og så skal jeg liksom være én da."
    assert read_quotations("# 4 Funn", *told, own, alone)[-1].text == alone
    assert len(read_quotations("# 4 Funn", *told, own)) == len(SAID)
    assert read_quotations("# 4 Funn", own, alone) == ()


def test_who_talks_of_anybody_says_you() -> None:
    told = [paragraph for said in SAID for paragraph in ("Leder A sier:", said)]
    anybody = "Du får ikke til noe uten folka dine. Det kan stå hva som helst i planen."
    found = read_quotations("# 4 Funn", *told, "Hun er opptatt av de ansatte:", anybody)
    assert found[-1].text == anybody


def test_the_words_are_given_without_their_outer_marks() -> None:
    found = read_quotations("# 4 Funn", "Leder A sier at «vi «egentlig» aldri rekker alt».")
    assert [one.text for one in found] == ["vi «egentlig» aldri rekker alt"]


def test_a_quotation_that_is_never_closed_ends_at_its_source_with_a_notice() -> None:
    document = make_document(
        "# 2 Teori", "Slik er det. «Ledelse er å skape resultater (Berg, 2019). Dette er viktig."
    )
    quotations, notices = find_quotations(document, cite(document), ())
    assert [one.text for one in quotations] == ["Ledelse er å skape resultater"]
    assert [notice.code for notice in notices] == ["unclosed_quotation"]


def test_a_quotation_that_is_never_opened_begins_with_its_announced_paragraph() -> None:
    document = make_document(
        "# 4 Funn", "Leder A sier det slik:", "Vi rekker ikke over alle sakene.» (Leder A)"
    )
    quotations, notices = find_quotations(document, (), ())
    assert [(one.text, one.speaker) for one in quotations] == [
        ("Vi rekker ikke over alle sakene.", "Leder A")
    ]
    assert [notice.code for notice in notices] == ["unopened_quotation"]


def test_a_display_quotation_takes_up_its_label_below_and_an_inline_one_its_own_lines() -> None:
    document = make_document(
        "# 4 Funn",
        "Tiden er knapp:",
        "«Vi rekker ikke over\nalle sakene.»\n(Leder A)",
        "Alle\nsier «ja takk til alt mulig».",
    )
    display, inline = find_quotations(document, (), ())[0]
    assert display.form is QuotationForm.BLOCK
    assert lines_of_quotation(document, display).as_list() == [5, 7]
    assert lines_of_quotation(document, inline).as_list() == [10, 10]


def test_headings_are_not_searched_for_quotations() -> None:
    assert read_quotations("# 4 «Å holde hodet over vannet hele uken»", "Her er teksten.") == ()


def test_the_language_of_a_quotation_is_its_own() -> None:
    found = read_quotations(
        "# 2 Teori",
        "Det er sagt at “the office is the place where the state and the citizen meet” (Smith, 1999).",
    )
    assert [one.language for one in found] == ["en"]


_PIECES = st.sampled_from(
    [
        *("«", "»", "“", "”", '"', "'", "(", ")", ":", ".", "\n", " ", "– ", "# ", "- "),
        *(
            "Leder A sier",
            "(4)",
            "(Kim)",
            "(Berg, 2019)",
            "Berg (2019)",
            "vi har det travelt",
            "informanten",
            "Hun",
        ),
    ]
)


@given(st.lists(st.lists(_PIECES, max_size=12).map("".join), min_size=1, max_size=8))
def test_any_text_can_be_read_and_spans_match_their_text(paragraphs: list[str]) -> None:
    document = make_document(*paragraphs)
    informants = find_informants(document)
    quotations, _ = find_quotations(document, cite(document), informants)
    for one in quotations:
        assert document.text_of(one.span) == one.text
        assert one.text.strip()
        assert 0 <= one.confidence <= 1
    labels = {informant.label for informant in complete_informants(document, informants, quotations)}
    assert {one.speaker for one in quotations if one.speaker} <= labels
