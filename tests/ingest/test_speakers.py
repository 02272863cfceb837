from __future__ import annotations

import pytest

from tests.ingest.small_documents import read_quotations

CASES = [
    pytest.param(
        (
            "# 4 Funn",
            "Leder D mener ingen spør. «Kommunen har nok med skolen», sier han.",
            (
                "«Jeg er der på et vis som gjest,\nog sitter ytterst ved bordet.»\nSlik forteller Leder E om plassen. "
                "Også Leder A har kjent på det:"
            ),
            "«Det er lenge mellom hver gang noen setter føttene sine her.»",
        ),
        [
            ("inline", "interview", "Leder D"),
            ("block", "interview", "Leder E"),
            ("block", "interview", "Leder A"),
        ],
        id="the words below a quotation in its paragraph lead in the next",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Leder D mener ingen spør. «Kommunen har nok med skolen», sier han.",
            "«Jeg sitter i ledergruppa, men jeg er der på et vis som gjest.»",
            "Slik forteller Leder E om plassen sin.",
        ),
        [
            ("inline", "interview", "Leder D"),
            ("block", "interview", "Leder E"),
        ],
        id="the sentence below takes it up",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Leder D sier det slik:",
            "«Jeg sitter i ledergruppa, men jeg er der på et vis som gjest.»",
            "Dette sier Leder E seg enig i.",
        ),
        [
            ("block", "interview", "Leder D"),
        ],
        id="announced, so that the sentence below tells nothing",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Flere er opptatt av tid. «Vi rekker ikke over alle sakene vi har», sier en av lederne. Det "
                "gjelder mange."
            ),
        ),
        [
            ("inline", "interview", "en av lederne"),
        ],
        id="one of the leaders",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "«Vi rekker ikke over alle sakene vi har», sier Leder B. Det gjelder mange.",
        ),
        [
            ("inline", "interview", "Leder B"),
        ],
        id="verb of saying after",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Det er travelt: «Vi rekker ikke over alle sakene vi har», forteller informant 3, mens «jeg har "
                "det helt greit for tiden», sier informant 5."
            ),
        ),
        [
            ("inline", "interview", "informant 3"),
            ("inline", "interview", "informant 5"),
        ],
        id="two voices in one sentence",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Leder A sier at «vi rekker ikke over alle sakene vi har», og at dette er krevende. Hun "
                "fortsetter: «Jeg blir jo sliten av det, ikke sant»."
            ),
        ),
        [
            ("inline", "interview", "Leder A"),
            ("inline", "interview", "Leder A"),
        ],
        id="verb of saying before, then a pronoun",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Kari sier at «vi rekker ikke over alle sakene vi har».",
            (
                "Om dette sier Kari også: «Jeg blir jo sliten av det, ikke sant». Per forteller: «det går jo "
                "bra til slutt her hos oss». «Nei, det er ikke så viktig lenger», svarer Per."
            ),
        ),
        [
            ("inline", "interview", "Kari"),
            ("inline", "interview", "Kari"),
            ("inline", "interview", "Per"),
            ("inline", "interview", "Per"),
        ],
        id="pseudonyms known by their verbs",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Her er noen andre ord om hvordan kontoret arbeider i det daglige. «Vi rekker ikke over alle "
                "sakene vi har» (Leder 2). En annen mente at «det går jo greit hos oss» (Leder 4)."
            ),
        ),
        [
            ("inline", "interview", "Leder 2"),
            ("inline", "interview", "Leder 4"),
        ],
        id="label in brackets in running text",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Her er noen andre ord om hvordan kontoret arbeider i det daglige. «Vi rekker ikke over alle "
                "sakene vi har» (L2). En annen mente at «det går jo greit hos oss» (L4)."
            ),
        ),
        [
            ("inline", "interview", "L2"),
            ("inline", "interview", "L4"),
        ],
        id="codes in running text",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "En leder sier det slik:",
            "«Vi rekker ikke over alle sakene vi har, og det plager meg.» (NL2)",
            "En annen er ikke enig:",
            "«Det går jo greit hos oss, synes jeg.» (NL4)",
        ),
        [
            ("block", "interview", "NL2"),
            ("block", "interview", "NL4"),
        ],
        id="codes after display quotations",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "En leder sier det slik:",
            "«Vi rekker ikke over alle sakene vi har, og det plager meg.» – Leder A",
        ),
        [
            ("block", "interview", "Leder A"),
        ],
        id="label after a dash",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Det finnes ulike syn:",
            "Leder A: «Vi rekker ikke over alle sakene vi har, og det plager meg.»",
            "Informant 3: «Det gjør vi da jammen her hos oss.»",
        ),
        [
            ("block", "interview", "Leder A"),
            ("block", "interview", "Informant 3"),
        ],
        id="label and colon before",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Ein av leiarane fortel at «me rekk ikkje over alle sakene me har no». «Eg synest det går "
                "greitt her hos oss», seier Leiar B."
            ),
        ),
        [
            ("inline", "interview", "ein av leiarane"),
            ("inline", "interview", "Leiar B"),
        ],
        id="nynorsk",
    ),
    pytest.param(
        (
            "# 4 Findings",
            (
                "One of the leaders said that “we cannot handle all the cases we have now”. “I think it works "
                "quite well here”, explained Participant 4. As Manager B put it: “We do what we can every "
                "single day”."
            ),
        ),
        [
            ("inline", "interview", "one of the leaders"),
            ("inline", "interview", "Participant 4"),
            ("inline", "interview", "Manager B"),
        ],
        id="English",
    ),
    pytest.param(
        (
            "# 4 Findings",
            "One manager described it like this:",
            "“We cannot handle all the cases we have, and it bothers me.” (Manager 2)",
            "Another manager disagreed:",
            "‘It works quite well here, I would say, most of the time.’ (Manager 4)",
        ),
        [
            ("block", "interview", "Manager 2"),
            ("block", "interview", "Manager 4"),
        ],
        id="English display quotations",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Leder C har lang erfaring. Hun forteller at «vi rekker ikke over alle sakene vi har». Samme "
                "leder utdyper: «Jeg blir jo sliten av det, ikke sant». Vedkommende legger til at «det er ikke "
                "så lett alltid for oss»."
            ),
        ),
        [
            ("inline", "interview", "Leder C"),
            ("inline", "interview", "Leder C"),
            ("inline", "interview", "Leder C"),
        ],
        id="pronouns take up a voice",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Leder C sier det slik: «vi rekker ikke over alle sakene vi har». En annen leder mener derimot "
                "at «det går jo helt fint hos oss her»."
            ),
        ),
        [
            ("inline", "interview", "Leder C"),
            ("inline", "interview", "en leder"),
        ],
        id="another leader is not the same leader",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Leder A har to innspill:",
            "«Vi rekker ikke over alle sakene vi har.» (Leder A)",
            "«Vi prøver så godt vi kan hver dag.» (Ibid)",
        ),
        [
            ("block", "interview", "Leder A"),
            ("block", "interview", "Leder A"),
        ],
        id="ibid. after a second quotation",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Flere av lederne forteller at de «sjelden rekker over alle sakene sine».",
        ),
        [
            ("inline", "interview", "lederne"),
        ],
        id="a group",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Slik er det:",
            "«Vi rekker ikke over alle sakene vi har.» (mellomleder)",
            "«Det går jo greit hos oss her.» (Veileder)",
        ),
        [
            ("block", "interview", "mellomleder"),
            ("block", "interview", "Veileder"),
        ],
        id="a role for a label",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Slik er det:",
            "«Vi rekker ikke over alle sakene vi har.» (Kari, leder)",
            "«Det går jo greit hos oss her.» (Per, veileder)",
            "«Nei, det er vanskelig her.» (Kari, leder)",
        ),
        [
            ("block", "interview", "Kari"),
            ("block", "interview", "Per"),
            ("block", "interview", "Kari"),
        ],
        id="name and role",
    ),
    pytest.param(
        (
            "# 5 Drøfting",
            "Informant 2 var opptatt av tid. Det var «ikke mulig å rekke over alle sakene» i løpet av uken.",
        ),
        [
            ("inline", "interview", "Informant 2"),
        ],
        id="named in the sentence before",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Dette ble uttrykt av Leder D som «en evig runddans mellom stat og kommune».",
        ),
        [
            ("inline", "interview", "Leder D"),
        ],
        id="expressed by",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Som Leder E sier det: «Vi er jo to kulturer under samme tak». I motsetning til Leder E mener "
                "Leder F at «vi er blitt til én kultur nå»."
            ),
        ),
        [
            ("inline", "interview", "Leder E"),
            ("inline", "interview", "Leder F"),
        ],
        id="as a voice puts it",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Tid er viktig for Leder G.",
            "«Vi rekker ikke over alle sakene vi har, og det er krevende.»",
            "Leder G viser her at tiden er knapp.",
        ),
        [
            ("block", "interview", "Leder G"),
        ],
        id="named before and after",
    ),
    pytest.param(
        (
            "# 4 Resultater",
            "Respondent 7 uttaler følgende:",
            "”Vi rekker ikke over alle sakene vi har, og det er krevende.”",
            "Her er noen andre ord om hvordan kontoret arbeider i det daglige.",
        ),
        [
            ("block", "interview", "Respondent 7"),
        ],
        id="respondent",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Anne: «Vi rekker ikke over alle sakene vi har.»",
            "Trond: «Det går jo greit hos oss her.»",
            "Anne: «Nei, det gjør det da virkelig ikke.»",
        ),
        [
            ("block", "interview", "Anne"),
            ("block", "interview", "Trond"),
            ("block", "interview", "Anne"),
        ],
        id="pseudonyms before a colon",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Det er travelt. «Vi må jo bare stå i det hele tiden», forklarer hun.",
        ),
        [
            ("inline", "interview", None),
        ],
        id="a pronoun for nobody named",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Ifølge Leder 3 er det «ikke mulig å rekke over alle sakene».",
        ),
        [
            ("inline", "interview", "Leder 3"),
        ],
        id="according to",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Tiden er knapp: «Vi rekker ikke over alle sakene vi har» (Informant 4, 2021). Slik er det.",
        ),
        [
            ("inline", "interview", "Informant 4"),
        ],
        id="label that looks like a citation",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Tiden er knapp:",
            "«Vi rekker ikke over alle sakene vi har.» (Leder, kontor A)",
            "«Det går jo greit hos oss her.» (Leder, kontor B)",
        ),
        [
            ("block", "interview", "Leder, kontor A"),
            ("block", "interview", "Leder, kontor B"),
        ],
        id="role and office",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Tiden er knapp:",
            "«Vi rekker ikke over alle sakene vi har.» (Kontor 1)",
            "«Det går jo greit hos oss her.» (Kontor 2)",
        ),
        [
            ("block", "interview", "Kontor 1"),
            ("block", "interview", "Kontor 2"),
        ],
        id="office for a label",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Tiden er knapp:",
            "«Vi rekker ikke over alle sakene vi har.» (Intervju 3)",
            "«Det går jo greit hos oss her.» (Intervju 4)",
        ),
        [
            ("block", "interview", "Intervju 3"),
            ("block", "interview", "Intervju 4"),
        ],
        id="interview number",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "To av informantene nevner at «det er vanskelig å rekke alt i løpet av uken».",
        ),
        [
            ("inline", "interview", "informantene"),
        ],
        id="two of them",
    ),
    pytest.param(
        (
            "# 3 Metode",
            "Informantene har fått de fiktive navnene Anne, Berit og Cato.",
            "# 4 Funn",
            (
                "For Anne er tiden knapp: «Vi rekker ikke over alle sakene vi har». Cato er uenig. «Det går jo "
                "greit hos oss her», sier han."
            ),
        ),
        [
            ("inline", "interview", "Anne"),
            ("inline", "interview", "Cato"),
        ],
        id="pseudonyms told in the method chapter",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Informant 1 og 2 er enige. Informant 1: «Vi rekker ikke over alle sakene vi har». Informant 2: "
                "«Nei, det gjør vi da virkelig ikke»."
            ),
        ),
        [
            ("inline", "interview", "Informant 1"),
            ("inline", "interview", "Informant 2"),
        ],
        id="labels before a colon in running text",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Tiden er knapp.",
            "«Vi rekker ikke over alle sakene vi har, og det er krevende.»",
            "Sitatet over er fra Leder H, som har ledet kontoret lenge.",
        ),
        [
            ("block", "interview", "Leder H"),
        ],
        id="named only afterwards",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Informanten fortel om travle dagar: «Eg kjem på jobb klokka sju, og då er me alt i gang». Ho "
                "legg til at «det er ikkje så lett alltid for oss»."
            ),
        ),
        [
            ("inline", "interview", "informanten"),
            ("inline", "interview", "informanten"),
        ],
        id="nynorsk pronouns",
    ),
    pytest.param(
        (
            "# 4 Findings",
            (
                "According to Participant 2, “the office never has enough people for this”. She added that “we "
                "have to live with it somehow”."
            ),
        ),
        [
            ("inline", "interview", "Participant 2"),
            ("inline", "interview", "Participant 2"),
        ],
        id="English pronouns",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Mellomleder 1 er i tvil. «Vi må snart bestemme oss for noe», sier Mellomleder 1. «Jeg venter gjerne "
                "litt til», sier Mellomleder 2."
            ),
        ),
        [("inline", "interview", "Mellomleder 1"), ("inline", "interview", "Mellomleder 2")],
        id="a role before a number is no name",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Leder B kaller det «husets eneste stol», mens Leder C er lei av den: «Jeg snubler i den hver eneste "
                "dag jeg går ut»."
            ),
        ),
        [("inline", "term", None), ("inline", "interview", "Leder C")],
        id="two voices in a sentence that quotes twice",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Leder A ser grensene. «En tavle kan ikke høre etter», sier hun. Leder B på sin side svarer ikke.",
        ),
        [("inline", "interview", "Leder A")],
        id="the next sentence is about another",
    ),
    pytest.param(
        (
            "# 4 Findings",
            'Manager 1 kept a log. "I would rather be called too often than not at all," Manager 2 explained.',
        ),
        [("inline", "interview", "Manager 2")],
        id="English subject right after the mark",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "To reiser mye. Den ene forteller: «Når jeg er her, er jeg borte fra det andre stedet».",
        ),
        [("inline", "interview", None)],
        id="one of two, not told which",
    ),
    pytest.param(
        (
            "# 3 Metode",
            "Informantene omtales som Informant 1–3.",
            "# 4 Funn",
            "“Det er jo min egen skyld, jeg sa ja” (I2). Informant 3 sier at «det var ikke jeg som ringte».",
        ),
        [("inline", "interview", "Informant 2"), ("inline", "interview", "Informant 3")],
        id="a code that is short for the label",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Møtene er gode, sier de fleste.",
            "«Vi snakker om de samme tre sakene hver gang. Det er egentlig ganske fint. (leder, lite kontor)»",
        ),
        [("block", "interview", "leder, lite kontor")],
        id="a label inside the closing mark",
    ),
    pytest.param(
        (
            "# 4 Funn",
            (
                "Leder 1 og Leder 3 er uenige. «Vi er enige så lenge det er gratis», sier Leder 1. Leder 3 ser det "
                "også. «Vi er flinke til å nikke, sier Leder 3. Setningen er blitt stående hos meg."
            ),
            "«Vi nikker oss gjennom hele møtet», forteller Leder 2.",
        ),
        [
            ("inline", "interview", "Leder 1"),
            ("inline", "interview", "Leder 3"),
            ("inline", "interview", "Leder 2"),
        ],
        id="a verb of saying inside marks never closed",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Leder 1 og Leder 2 kjenner rektoren godt. «Hun svarer alltid», sier Leder 1. «Alltid», sier Leder 2.",
            "Måltallene går hver sin vei. «Hvis jeg sender dem videre, faller mine egne tall», sier rektoren.",
        ),
        [
            ("inline", "interview", "Leder 1"),
            ("inline", "interview", "Leder 2"),
            ("inline", "interview", "rektoren"),
        ],
        id="another role than that of a numbered voice",
    ),
    pytest.param(
        (
            "# 4 Funn",
            "Veilederne i gruppen var enige om det meste. «Vi ville bare se det an litt til», sa den ene.",
            "En annen informant ventet ikke. «Jeg gikk hjem», sa en av dem.",
        ),
        [("inline", "interview", "veilederen"), ("inline", "interview", "en informant")],
        id="one of a group just named",
    ),
]


@pytest.mark.parametrize(("paragraphs", "expected"), CASES)
def test_the_voice_is_the_one_a_reader_would_name(
    paragraphs: tuple[str, ...], expected: list[tuple[str, str, str | None]]
) -> None:
    found = read_quotations(*paragraphs)
    assert [(one.form.value, one.kind.value, one.speaker) for one in found] == expected


def test_a_title_that_only_one_answers_to_is_that_voice() -> None:
    found = read_quotations(
        "# 3 Metode",
        "Informantene er vist i tabellen.",
        "| Kode\tRolle\nLeder A\tEnhetsleder\nRektor\tRektor ved skolen\nVeileder F\tVeileder",
        "# 4 Funn",
        "Veilederen husker noe annet. Hun sier: «Det var ingen som spurte oss den våren».",
        "«Vi flyttet jo inn hos dem da taket lakk», sier rektoren.",
    )
    assert [one.speaker for one in found] == ["Veileder F", "Rektor"]


def test_somebody_spoken_of_is_not_who_speaks() -> None:
    found = read_quotations(
        "# 4 Funn",
        (
            "Leder A kjenner brukerne sine. Hun forteller om en deltaker som ventet lenge: «Han satt "
            "der hver eneste dag»."
        ),
    )
    assert [one.speaker for one in found] == ["Leder A"]


def test_cited_authors_and_remarks_are_no_voices() -> None:
    found = read_quotations(
        "# 4 Funn",
        (
            "«Ledelse er å skape resultater gjennom andre» (Olsen, 2015). «Ledelse er et fag som må læres» "
            "(Olsen, 2015)."
        ),
        "«Det er mye å holde styr på hele tiden.» (min utheving)",
    )
    assert [one.speaker for one in found] == [None, None, None]


def test_a_voice_without_label_is_one_voice_for_the_whole_thesis() -> None:
    found = read_quotations(
        "# 4 Funn",
        (
            "En informant sier at «vi rekker ikke over alle sakene». En annen informant sier at «det går "
            "greit nok her»."
        ),
        (
            "Informanten forteller at «møtene tar for mye av tiden». Denne informanten sier også «vi må "
            "velge bort noe»."
        ),
    )
    assert len({one.speaker for one in found}) == 1


SENTENCES = [
    pytest.param(
        "Enhetslederen er ambivalent: «Jeg skulle gjerne hatt noen flere å sende».",
        ["enhetslederen"],
        id="a role that begins the sentence",
    ),
    pytest.param(
        "Enhetslederen forsvarer ordningen likevel og sier at «vi hadde ikke klart oss uten den».",
        ["enhetslederen"],
        id="a role and its verb far apart",
    ),
    pytest.param(
        "«Vi rekker ikke over alle sakene vi har», klukker Leder B. Leder A er uenig.",
        ["Leder B"],
        id="a verb no list holds",
    ),
    pytest.param(
        "«Vi rekker ikke over alle sakene vi har», ifølge Leder B. Leder A er uenig.",
        ["Leder B"],
        id="according to",
    ),
    pytest.param(
        "Leder A er uenig. Sitatet «vi rekker ikke over alle sakene vi har» fra Leder B viser det.",
        ["Leder B"],
        id="the quotation from",
    ),
    pytest.param(
        "Leder A er rolig, og det samme er Leder B, som «aldri har talt sakene på pulten».",
        ["Leder B"],
        id="who, at the end of the sentence",
    ),
    pytest.param(
        "Leder B savner det Leder A har: «Jeg skulle hatt noen å spørre til råds».",
        ["Leder B"],
        id="the subject and not who is named with him",
    ),
    pytest.param(
        "Leder A peker på staten, mens Leder B peker på kommunen: «De kan ikke telle lenger enn til ti».",
        ["Leder B"],
        id="the last clause",
    ),
    pytest.param(
        (
            "«Vi teller alt tre ganger om dagen», sier Leder A, og Leder B bruker nesten de samme "
            "ordene når hun sier at «vi fører de samme tallene tre steder»."
        ),
        ["Leder A", "Leder B"],
        id="two who say nearly the same",
    ),
    pytest.param(
        (
            "Leder A og Leder B er samlet. Sitatet viser utfordringen: «Vi rekker ikke over alle "
            "sakene vi har». Leder B peker her på tiden."
        ),
        ["Leder B"],
        id="named after an announced quotation",
    ),
    pytest.param(
        "Leder A is calm. «We report the same thing three times,» Leder B said.",
        ["Leder B"],
        id="English, the voice before its verb",
    ),
    pytest.param(
        "Noen opplever at de «får være i fred så lenge tallene er gode», som en av dem formulerer det.",
        [None],
        id="as one of several put it",
    ),
]


@pytest.mark.parametrize(("sentence", "speakers"), SENTENCES)
def test_who_speaks_is_told_by_the_sentence(sentence: str, speakers: list[str | None]) -> None:
    found = read_quotations("# 4 Funn", sentence)
    assert [one.kind.value for one in found] == ["interview"] * len(speakers)
    assert [one.speaker for one in found] == speakers
