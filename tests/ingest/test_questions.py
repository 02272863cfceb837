from __future__ import annotations

import pytest

from kb.ingest.layout import lay_out
from kb.ingest.questions import find_questions
from kb.ingest.readers import read_source

Q = "Hvordan opplever naboene den stille døra i små kommuner?"
A = "Hvilke krav møter naboene når de banker på?"
B = "Hva gjør de når ingen svarer på bankingen?"
P = (
    "Skranken står der den alltid har stått, men køen begynner et annet sted nå. Den som kommer først om morgenen, har "
    "som regel avtalt det kvelden før, og den som ikke har avtalt noe, blir stående ved planten. Slik har det vært."
)


def thesis(*body: str, abstract: str | None = None, head: str | None = "1.1 Problemstilling") -> str:
    """A thesis with ``body`` in its introduction, under the heading ``head`` if any."""
    front = ["Sammendrag", abstract] if abstract else []
    heading = [head] if head else []
    rest = [
        "2 Teori",
        P,
        "2.1 Dører",
        P,
        P,
        "3 Metode",
        P,
        "3.1 Utvalg",
        P,
        P,
        "4 Funn",
        P,
        "4.1 Banking",
        P,
        P,
    ]
    return "\n\n".join([*front, "1 Innledning", P, *heading, *body, P, *rest, "5 Konklusjon", P])


FORMS = [
    ("an item", thesis(P, "Problemstillingen i oppgaven er som følger:", "- " + Q), Q, ()),
    ("in marks", thesis(f"Problemstillingen lyder som følger: «{Q}»"), Q, ()),
    ("in italics", thesis("Min problemstilling er derfor:", f"*{Q}*"), Q, ()),
    ("below its heading", thesis(Q, P), Q, ()),
    (
        "sub-questions in brackets",
        thesis(
            f"På bakgrunn av dette er problemstillingen: «{Q}» For å svare stiller jeg "
            "følgende forskningsspørsmål:",
            "1) " + A,
            "2) " + B,
        ),
        Q,
        (A, B),
    ),
    (
        "short labels",
        thesis(
            "Problemstillingen for oppgaven er:",
            Q,
            "Jeg har formulert disse forskningsspørsmålene:",
            "FS1: " + A,
            "FS2: " + B,
        ),
        Q,
        (A, B),
    ),
    (
        "long labels",
        thesis(
            "Problemstillingen for oppgaven er:",
            Q,
            "Problemstillingen er delt inn i to forskningsspørsmål:",
            "Forskningsspørsmål 1: " + A,
            "Forskningsspørsmål 2: " + B,
        ),
        Q,
        (A, B),
    ),
    ("two labels alone", thesis("Problemstilling:", Q, "Forskningsspørsmål:", "• " + A, "• " + B), Q, (A, B)),
    ("no colon", thesis("Med dette som bakgrunn har jeg valgt følgende problemstilling", Q), Q, ()),
    (
        "at the end of a paragraph",
        thesis(P + f" Problemstillingen i denne oppgaven er: {Q}", head=None),
        Q,
        (),
    ),
    ("in mid-sentence", thesis(f"Denne oppgaven søker å svare på problemstillingen {Q}"), Q, ()),
    (
        "lettered sub-questions",
        thesis(
            "Den overordnede problemstillingen for studien er formulert slik:",
            f"”{Q}”",
            "Med følgende underproblemstillinger:",
            "a) " + A,
            "b) " + B,
        ),
        Q,
        (A, B),
    ),
    (
        "main and part",
        thesis(
            "Hovedspørsmålet mitt er:", Q, "Delspørsmål:", "1. " + A, "2. " + B, head="1.1 Tema og spørsmål"
        ),
        Q,
        (A, B),
    ),
    (
        "nynorsk",
        thesis(
            "Problemstillinga mi er difor slik:",
            "Korleis opplever naboane den stille døra i små kommunar?",
            "For å svare på problemstillinga har eg desse forskingsspørsmåla:",
            "1. Kva krav møter naboane når dei bankar på?",
            "2. Kva gjer dei når ingen svarar på bankinga?",
        ),
        "Korleis opplever naboane den stille døra i små kommunar?",
        ("Kva krav møter naboane når dei bankar på?", "Kva gjer dei når ingen svarar på bankinga?"),
    ),
    (
        "sub-questions in the sentence",
        thesis(
            f"Problemstillingen er: «{Q}». Den belyses gjennom følgende forskningsspørsmål: (1) {A} (2) {B}"
        ),
        Q,
        (A, B),
    ),
    ("no question mark", thesis("Problemstillingen i oppgaven er:", "«" + Q[:-1] + "»."), Q[:-1], ()),
    (
        "only in the abstract",
        thesis(
            P,
            abstract=P + f" Problemstillingen som er undersøkt er: «{Q}» Studien er kvalitativ.",
            head="1.1 Bakgrunn",
        ),
        Q,
        (),
    ),
    (
        "label in the abstract",
        thesis(P, abstract=f"Problemstilling: {Q} Metode: Åtte intervjuer.", head="1.1 Bakgrunn"),
        Q,
        (),
    ),
    (
        "named after it",
        thesis(P, Q, "Dette er oppgavens problemstilling, og den er todelt.", head="1.1 Tema"),
        Q,
        (),
    ),
    (
        "English",
        thesis(
            "The research question of this thesis is as follows:",
            "How do neighbours experience the quiet door in small towns?",
            "To answer it, the following sub-questions are asked:",
            "1. Which demands do neighbours meet?",
            "2. What do they do when nobody answers?",
            head="1.1 Research question",
        ),
        "How do neighbours experience the quiet door in small towns?",
        ("Which demands do neighbours meet?", "What do they do when nobody answers?"),
    ),
    (
        "sub-questions alone",
        thesis(
            "Oppgaven tar for seg følgende forskningsspørsmål:",
            "1. " + A,
            "2. " + B,
            head="1.1 Forskningsspørsmål",
        ),
        None,
        (A, B),
    ),
    (
        "two research questions",
        thesis("Oppgaven har følgende to problemstillinger:", "1. " + A, "2. " + B),
        A,
        (B,),
    ),
    (
        "questions under the research question",
        thesis(
            f"Problemstillingen er: {Q}",
            "For å besvare problemstillingen vil jeg se nærmere på disse spørsmålene:",
            "- " + A,
            "- " + B,
        ),
        Q,
        (A, B),
    ),
    (
        "sub-questions under a heading of their own",
        thesis(
            "Problemstillingen lyder:",
            Q,
            "1.2 Forskningsspørsmål",
            "Jeg har utarbeidet tre spørsmål som skal hjelpe meg å svare:",
            "• " + A,
            "• " + B,
        ),
        Q,
        (A, B),
    ),
    (
        "hypotheses beside it",
        thesis(
            "Problemstillingen lyder:",
            Q,
            "Studien har to hypoteser:",
            "H1: Naboene banker oftere om kvelden.",
            "H2: Døra er stillere om vinteren.",
        ),
        Q,
        (),
    ),
    ("asked in the first person", thesis(f"Jeg spør derfor: {Q}"), Q, ()),
    (
        "a colon in it",
        thesis("Problemstillingen er:", "Den stille døra: Hvordan opplever naboene den i små kommuner?"),
        "Den stille døra: Hvordan opplever naboene den i små kommuner?",
        (),
    ),
    (
        "two sentences",
        thesis(
            "Problemstillingen er:",
            "Hvordan opplever naboene den stille døra? Hva betyr den for små kommuner?",
        ),
        "Hvordan opplever naboene den stille døra? Hva betyr den for små kommuner?",
        (),
    ),
    (
        "to what degree",
        thesis(
            "Følgende problemstilling er utarbeidet:",
            "I hvilken grad opplever naboene at den stille døra står åpen, og hvordan påvirker det små kommuner?",
        ),
        "I hvilken grad opplever naboene at den stille døra står åpen, og hvordan påvirker det små kommuner?",
        (),
    ),
    (
        "sub-questions in lower case",
        thesis(
            f"Problemstillingen lyder som følger: «{Q}» For å svare stiller jeg følgende "
            "forskningsspørsmål; 1) hvilke krav møter naboene når de banker på, "
            "2) hva gjør de når ingen svarer på bankingen?"
        ),
        Q,
        ("hvilke krav møter naboene når de banker på", "hva gjør de når ingen svarer på bankingen?"),
    ),
]


@pytest.mark.parametrize(
    ("text", "question", "sub_questions"), [form[1:] for form in FORMS], ids=[form[0] for form in FORMS]
)
def test_the_research_question_is_found_however_it_is_set_out(
    text: str, question: str | None, sub_questions: tuple[str, ...]
) -> None:
    found, parts = find_questions(lay_out(read_source("oppgave.txt", text.encode()))[0])
    assert (found.text if found else None) == question
    assert tuple(part.text for part in parts) == sub_questions
