from __future__ import annotations

from typing import Any

import pytest

from kb.ingest.chapter_roles import ChapterRole
from kb.ingest.document import Span
from kb.ingest.draft import Citation, QuotationForm, QuotationKind
from kb.ingest.quotation_kinds import Evidence, find_commissioned, find_kind, is_public
from kb.ingest.quotations import find_quotations
from kb.ingest.speakers import NOBODY, Voice
from tests.ingest.small_documents import cite, make_document, read_quotations

CASES = [
    pytest.param(
        (
            "# 4 Funn",
            "Leder A lo da hun fikk spørsmålet: «Grønn eller rød, det er jo ikke ledelse, det er trafikk.»",
        ),
        [
            ("inline", "interview", "Leder A"),
        ],
        id="answer to a question somebody got",
    ),
    pytest.param(
        (
            "# 2 Teori",
            "Den svenske delegasjonen mener styringen bør «begrense kontroll til det nødvendige» (SOU, 2018).",
        ),
        [
            ("inline", "policy", None),
        ],
        id="Swedish report",
    ),
    pytest.param(
        (
            "# 2 Teori",
            "Ledelse defineres slik:",
            (
                "Ledelse er en spesiell atferd som mennesker utviser i den hensikt å påvirke andres tenkning. "
                "(Olsen, 2015, s. 3)"
            ),
            "Her er noen andre ord om hvordan kontoret arbeider i det daglige.",
        ),
        [
            ("block", "literature", None),
        ],
        id="definition set off without marks",
    ),
    pytest.param(
        (
            "# 2 Teori",
            "Olsen (2015) definerer ledelse slik:",
            "> Ledelse er en spesiell atferd som mennesker utviser i den hensikt å påvirke andre.",
            "Her er noen andre ord om hvordan kontoret arbeider i det daglige.",
        ),
        [
            ("block", "literature", None),
        ],
        id="block-quote style in theory",
    ),
    pytest.param(
        (
            "# 2 Teori",
            (
                "Olsen (2015, s. 3) skriver at «ledelse er en spesiell atferd som mennesker utviser». Her er "
                "noen andre ord om hvordan kontoret arbeider i det daglige."
            ),
        ),
        [
            ("inline", "literature", None),
        ],
        id="an author writes",
    ),
    pytest.param(
        (
            "# 2 Teori",
            "Ifølge Olsen (2015) er «ledelse en spesiell atferd som mennesker utviser».",
        ),
        [
            ("inline", "literature", None),
        ],
        id="according to an author",
    ),
    pytest.param(
        (
            "# 2 Teori",
            (
                "Slik er det: «ledelse er en spesiell atferd som mennesker utviser» (Olsen, 2015, s. 3). Her er "
                "noen andre ord om hvordan kontoret arbeider i det daglige."
            ),
        ),
        [
            ("inline", "literature", None),
        ],
        id="citation after",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Slik er det: «ledelse er en spesiell atferd som mennesker utviser» (Olsen, 2015, s. 3). «Jeg "
                "kjenner meg veldig igjen i dette», sier Leder A."
            ),
        ),
        [
            ("inline", "literature", None),
            ("inline", "interview", "Leder A"),
        ],
        id="literature among interviews",
    ),
    pytest.param(
        (
            "# 1 Innledning",
            (
                "Ifølge meldingen skal Nav «få flere i arbeid og færre på stønad» (Arbeidsdepartementet, 2016, "
                "s. 9). I loven heter det at formålet er å «bedre levekårene for vanskeligstilte i samfunnet»."
            ),
        ),
        [
            ("inline", "policy", None),
            ("inline", "policy", None),
        ],
        id="ministry and law",
    ),
    pytest.param(
        (
            "# 1 Innledning",
            "I stortingsmeldingen heter det:",
            "«Regjeringen vil gi kontorene større frihet til å velge virkemidler.» (Meld. St. 33, 2016)",
        ),
        [
            ("block", "policy", None),
        ],
        id="white paper, set off",
    ),
    pytest.param(
        (
            "# 1 Innledning",
            (
                "Boken «Ledelse i offentlig sektor i endring» handler om dette. I rapporten «Et arbeidsliv for "
                "alle som vil og kan» (Olsen, 2015) står det mer."
            ),
        ),
        [
            ("inline", "title", None),
            ("inline", "title", None),
        ],
        id="book and report",
    ),
    pytest.param(
        (
            "# 1 Innledning",
            "Problemstillingen er: «Hvordan leder man et lite kontor i en stor kommune?».",
        ),
        [
            ("inline", "other", None),
        ],
        id="research question in a sentence",
    ),
    pytest.param(
        (
            "# 1 Innledning",
            "Jeg har valgt denne problemstillingen:",
            "«Hvordan leder man et lite kontor i en stor kommune?»",
            "Her er noen andre ord om hvordan kontoret arbeider i det daglige.",
        ),
        [
            ("block", "other", None),
        ],
        id="research question set off",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "På spørsmål om «hva er det beste med jobben din» svarer Leder A: «Det er jo kollegene mine, "
                "det». "
            ),
        ),
        [
            ("inline", "other", None),
            ("inline", "interview", "Leder A"),
        ],
        id="question of the interview",
    ),
    pytest.param(
        (
            "# 2 Teori",
            "Dette kalles «frontlinje». Det såkalte «handlingsrommet» er viktig.",
        ),
        [
            ("inline", "term", None),
            ("inline", "term", None),
        ],
        id="a term",
    ),
    pytest.param(
        (
            "# 2 Theory",
            "Leadership is “the art of getting others to want something” (Smith, 2010, p. 4).",
        ),
        [
            ("inline", "literature", None),
        ],
        id="English literature",
    ),
    pytest.param(
        (
            "# 2 Teori",
            "Olsen (2015, s. 3) sier at «ledelse er en spesiell atferd som mennesker utviser» (min utheving).",
        ),
        [
            ("inline", "literature", None),
        ],
        id="a remark in brackets is no voice",
    ),
    pytest.param(
        (
            "# 4 Lederrollen i praksis",
            (
                "Leder A forteller at «vi rekker ikke over alle sakene vi har». «Jeg blir sliten av det», sier "
                "Leder B. «Vi er jo to kulturer her», sier Leder C. Leder D mener «det går greit til slutt hos "
                "oss»."
            ),
            (
                "Det handler om å «ha is i magen hele veien». De sier også at det er «vanskelig å få nok folk "
                "til alt»."
            ),
        ),
        [
            ("inline", "interview", "Leder A"),
            ("inline", "interview", "Leder B"),
            ("inline", "interview", "Leder C"),
            ("inline", "interview", "Leder D"),
            ("inline", "interview", "Leder D"),
            ("inline", "interview", "Leder D"),
        ],
        id="chapter named by its theme",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "I disponeringsbrevet står det at «kontorene skal prioritere unge under tretti år». Leder A "
                "sier at «det gjør vi jo uansett, brev eller ikke»."
            ),
        ),
        [
            ("inline", "policy", None),
            ("inline", "interview", "Leder A"),
        ],
        id="a steering letter among interviews",
    ),
    pytest.param(
        (
            "# 1 Innledning",
            (
                "I Meld. St. 33 (2015–2016) «Et arbeidsliv i endring for alle» omtales dette. NOU 2004: 13 «En "
                "ny arbeids- og velferdsforvaltning for alle» var starten."
            ),
        ),
        [
            ("inline", "title", None),
            ("inline", "title", None),
        ],
        id="numbered white papers",
    ),
    pytest.param(
        (
            "# 2 Teori",
            "Lipsky (1980) skrev om dette.",
            "Lipsky beskriver arbeidet som «en evig strøm av saker uten ende».",
        ),
        [
            ("inline", "literature", None),
        ],
        id="author named again without year",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Leder A spør seg: «Hvem skal egentlig bestemme over denne hverdagen vår?»",
        ),
        [
            ("inline", "interview", "Leder A"),
        ],
        id="a question somebody asks",
    ),
    pytest.param(
        (
            "# 2 Theory",
            (
                "In the book “Street-level bureaucracy in modern times”, Lipsky (1980) argues that “discretion "
                "is what makes their work possible at all”."
            ),
        ),
        [
            ("inline", "title", None),
            ("inline", "literature", None),
        ],
        id="English title",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Leder 1 forteller om kurset: «Det ga meg en helt annen måte å tenke på». Leder 1 har gått "
                "på kurset «Ledelse i en ny tid for alle»."
            ),
        ),
        [
            ("inline", "interview", "Leder 1"),
            ("inline", "title", None),
        ],
        id="what somebody says of a course, and its name",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "I boka om ledelse (Olsen, 2017) er poenget at lederen bør «sørge for et godt og allsidig "
                "tilbud til alle». Leder 1 og Leder 2 er enige."
            ),
        ),
        [
            ("inline", "literature", None),
        ],
        id="a work in brackets among the words before",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Leder 1 og Leder 2 er uenige. I kommunens strategi står det at lederne skal «utøve "
                "tydelig og utviklingsorientert ledelse»."
            ),
        ),
        [
            ("inline", "policy", None),
        ],
        id="a document speaks, though leaders were named before",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "I rammeplanen (Olsen, 2017) er kravet at styreren skal «sørge for et godt og allsidig "
                "tilbud til alle»."
            ),
        ),
        [
            ("inline", "policy", None),
        ],
        id="a framework plan with its publisher",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Leder 1 er enig. Stewart (1982) skriver om valg. Samme sted heter det at «krav er det "
                "alle i stillingen må oppfylle»."
            ),
        ),
        [
            ("inline", "literature", None),
        ],
        id="the same work again",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Leder 1 har lest boka. Lipsky (2010) er kjent for sitt syn. Han skriver at «beslutningene "
                "blir i praksis den politikken som føres»."
            ),
        ),
        [
            ("inline", "literature", None),
        ],
        id="a pronoun for the author just cited",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Leder 1 er enig. Lipsky (2010) er kjent for sitt syn: «Beslutningene blir i praksis den "
                "politikken som føres» (s. xiii)."
            ),
        ),
        [
            ("inline", "literature", None),
        ],
        id="a page alone in brackets",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "En sier at «du har to sjefer som aldri snakker sammen», en annen at «du må oversette den "
                "ene til den andre hele tiden»."
            ),
        ),
        [
            ("inline", "interview", None),
            ("inline", "interview", None),
        ],
        id="one and another, not further told",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Overskriften på et av notatene var «Fra regelstyrt til tillitsbasert ledelse». Leder 1 lo av den.",
        ),
        [
            ("inline", "title", None),
        ],
        id="the heading of a note",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Stewart (1982) kaller slikt for krav. «Vi har aldri fått noe svar på det der», sukker Leder 5.",
        ),
        [
            ("inline", "interview", "Leder 5"),
        ],
        id="an author in the sentence before, somebody speaking after",
    ),
]


@pytest.mark.parametrize(("paragraphs", "expected"), CASES)
def test_the_kind_is_the_one_a_reader_would_give(
    paragraphs: tuple[str, ...], expected: list[tuple[str, str, str | None]]
) -> None:
    found = read_quotations(*paragraphs)
    assert [(one.form.value, one.kind.value, one.speaker) for one in found] == expected


def test_literature_points_to_its_citation_and_an_interview_to_none() -> None:
    document = make_document(
        "# 2 Teori",
        "Olsen (2015) skriver mye. «Ledelse er å skape resultater gjennom andre» (Berg, 2019, s. 4).",
        "# 4 Funn",
        "Leder A kjenner seg igjen i dette: «Jeg får jo ikke gjort stort alene, nei».",
    )
    citations = cite(document)
    quotations, _ = find_quotations(document, citations, ())
    assert [one.kind for one in quotations] == [QuotationKind.LITERATURE, QuotationKind.INTERVIEW]
    assert quotations[0].citation is not None
    assert citations[quotations[0].citation].authors == ("Berg",)
    assert quotations[1].citation is None


def test_the_same_words_without_their_source_are_of_the_same_kind() -> None:
    found = read_quotations(
        "# 2 Teori",
        "Skjønn er «retten til å velge mellom flere lovlige veier» (Berg, 2019, s. 4).",
        "# 6 Konklusjon",
        "Det står igjen at «retten til å velge mellom flere lovlige veier» er avgjørende.",
    )
    assert [one.kind for one in found] == [QuotationKind.LITERATURE, QuotationKind.LITERATURE]


def citation(author: str, year: str = "2015", **fields: Any) -> Citation:
    return Citation(Span(0, 1), author, narrative=False, authors=(author,), et_al=False, year=year, **fields)


def evidence(text: str = "kontoret er for alle som bor her", **fields: Any) -> Evidence:
    """What is known of an inline quotation in a chapter of theory about which nothing else is told."""
    known: dict[str, Any] = {
        "form": QuotationForm.INLINE,
        "lead": "",
        "after": "",
        "voice": NOBODY,
        "role": ChapterRole.THEORY,
        "source": None,
        "later": None,
        "narrative": None,
        "earlier": None,
        "author": False,
        "labelled": False,
    }
    return Evidence(text, **{**known, **fields})


SPEAKING = "jeg liksom bare gjør det, ikke sant"
EVIDENCE = [
    pytest.param(evidence(lead="Avsnittet heter"), "title", id="a heading that begins with a small letter"),
    pytest.param(
        evidence("Den lange veien til kontoret", listed=True, source=citation("Olsen")),
        "title",
        id="a list of works",
    ),
    pytest.param(
        evidence("det går seg til", voice=Voice("Leder A", 0.9, "verb of saying after the mark")),
        "interview",
        id="a few words that somebody says",
    ),
    pytest.param(evidence("det går seg til"), "term", id="a few words that nobody says"),
    pytest.param(
        evidence(SPEAKING, form=QuotationForm.BLOCK),
        "interview",
        id="set off in theory, but somebody talking",
    ),
    pytest.param(evidence(lead="Her gjelder ordtaket"), "other", id="a saying"),
    pytest.param(
        evidence(narrative=citation("Kommunedepartementet")), "policy", id="a ministry named before"
    ),
    pytest.param(evidence(narrative=citation("Olsen")), "literature", id="a scholar named before"),
    pytest.param(evidence(author=True), "literature", id="somebody cited elsewhere named before"),
    pytest.param(
        evidence(lead="I stortingsmeldingen er målet at"), "policy", id="a report to parliament named before"
    ),
    pytest.param(
        evidence(
            lead="Leder A er opptatt av at",
            role=ChapterRole.OTHER,
            voice=Voice("Leder A", 0.6, "named just before", plain=False),
        ),
        "interview",
        id="an informant spoken of just before",
    ),
    pytest.param(evidence(lead="Skjønn defineres her ved at"), "literature", id="presented as written"),
    pytest.param(
        evidence(earlier=citation("Olsen")), "literature", id="going on from a scholar cited before"
    ),
    pytest.param(
        evidence(earlier=citation("Arbeidsdirektoratet")),
        "policy",
        id="going on from a public body cited before",
    ),
    pytest.param(evidence(SPEAKING, role=ChapterRole.FINDINGS), "interview", id="talk in the findings"),
    pytest.param(
        evidence("Hvem skal egentlig bestemme over dette?"), "other", id="a question nobody is said to ask"
    ),
    pytest.param(
        evidence(SPEAKING, voice=Voice("Leder A", 0.5, "in the sentence before", plain=False)),
        "interview",
        id="talk, and a voice near",
    ),
    pytest.param(evidence(form=QuotationForm.BLOCK), "literature", id="set off outside the findings"),
    pytest.param(evidence(), "other", id="nothing tells"),
]


@pytest.mark.parametrize(("known", "kind"), EVIDENCE)
def test_each_sign_of_a_kind_counts_where_no_plainer_one_speaks(known: Evidence, kind: str) -> None:
    verdict = find_kind(known, frozenset())
    assert verdict.kind == kind
    assert 0 < verdict.sure < 1
    assert verdict.rule


def test_what_a_committee_wrote_is_policy_though_persons_signed_it() -> None:
    text = "Utvalget leverte i fjor (Vik, 2015). På oppdrag skrev gruppa mer (Vik, 2015). Andre tviler (Dal, 2016)."
    found = [
        Citation(
            Span(at, at + len(raw)), raw, narrative=False, authors=(raw[1:4],), et_al=False, year=raw[-5:-1]
        )
        for raw in ("(Vik, 2015)", "(Dal, 2016)")
        for at in (text.index(raw), text.rindex(raw))
    ]
    commissioned = find_commissioned(text, [*found[:2], found[2]])
    assert commissioned == {("vik", "2015")}
    assert is_public(found[0], commissioned)
    assert not is_public(found[2], commissioned)
    assert find_kind(evidence(source=found[0]), commissioned).kind is QuotationKind.POLICY
