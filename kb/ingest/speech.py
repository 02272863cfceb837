"""Words that tell how something is quoted: verbs of saying, of writing, and the marks of spoken language."""

from __future__ import annotations

import re

# Verbs for what an informant does, by language; the scholarly ones are in WRITING.
_BOKMAAL = (
    *(
        "sier",
        "si",
        "sagt",
        "sa",
        "fort[ea]l(?:ler|te|t)?",
        "svar(?:er|te)?",
        "uttal(?:er|te)",
        "ut?trykk(?:er|te)",
    ),
    *(
        "beskriv(?:er|es)?",
        "beskrev",
        "skildr(?:er|et)",
        "forklar(?:er|te|es)",
        "opplev(?:er|de|es)",
        "men(?:er|te)",
    ),
    *(
        "syn(?:es|tes|s|st)",
        "utdyp(?:er|et|a)",
        "påpek(?:er|te|a)",
        "pek(?:er|te)",
        "understrek(?:er|et|te|a)",
    ),
    *("legger", "la", "fr[ea]mhev(?:er|et)", "trekker", "trakk", "bekreft(?:er|et|a)", "nevn(?:er|te|es)"),
    *(
        "reflekter(?:er|te)",
        "poengter(?:er|te)",
        "presiser(?:er|te)",
        "kommenter(?:er|te)",
        "formidl(?:er|et)",
    ),
    *(
        "fortset(?:ter|te)",
        "fortsatte",
        "belys(?:er|te)",
        "tenk(?:er|te)",
        "oppsummer(?:er|te)",
        "erfar(?:er|te)",
    ),
    *(
        "gjentar",
        "gjentok",
        "støttet",
        "tilføy(?:er|de)",
        "innrømm(?:er|et)",
        "spør",
        "spurte",
        "omtal(?:er|te)",
    ),
    *("gir", "gav", "ga", "viser", "illustrer(?:er|te)", "løste", "ønsk(?:er|te)", "enige?", "hevd(?:er|et)"),
    *(
        "vektl(?:egger|a)",
        "opplys(?:er|te)",
        "kall(?:er|te)",
        "betegn(?:er|et)",
        "konstater(?:er|te)",
        "tror",
        "trodde",
    ),
    *(
        "erkjenn(?:er|te)",
        "begrunn(?:er|et)",
        "antyd(?:er|et)",
        "føl(?:er|te)",
        "formuler(?:er|te)",
        "berett(?:er|et)",
    ),
    *(
        "sammenlign(?:er|et)",
        "minn(?:er|et)",
        "ler",
        "sukk(?:er|et)",
        "argumenter(?:er|te)",
        "eksemplifiser(?:er|te)",
    ),
    *("spøk(?:er|te)", "humr(?:er|et)", "utbry(?:ter|t)", "utbrøt", "innvend(?:er|te)", "avslutt(?:er|et)"),
    *("undr(?:er|et)", "lur(?:er|te)", "medgir", "medga", "vedgår", "oppgir", "oppga", "forsikr(?:er|et)"),
    *("ordlegger", "ordla", "konkluder(?:er|te)", "klag(?:er|et|de)", "deler", "delte", "vedgikk"),
)
_NYNORSK = (
    *(
        "seier",
        "fortel",
        "svarar",
        "svara",
        "uttalar",
        "uttrykkj?er",
        "skildrar",
        "forklarar",
        "opplevast",
        "mein(?:er|te|ar)",
    ),
    *(
        "utdjup(?:ar|a)",
        "påpeikar",
        "peik(?:ar|a)",
        "understrek(?:ar|a)",
        "legg",
        "framhev(?:ar|a)",
        "trekkj?er",
    ),
    *(
        "bekreft(?:ar|a)",
        "nemn(?:er|te)",
        "formidl(?:ar|a)",
        "held",
        "tenkj?er",
        "gjentek",
        "omtal(?:ar|a)",
        "gjev",
    ),
    *(
        "sukk(?:ar|a)",
        "humr(?:ar|a)",
        "lær",
        "undr(?:ar|ast)",
        "lurer",
        "spør",
        "spurde",
        "svarte",
        "sa",
        "fortalde",
    ),
    *(
        "forklarte",
        "uttrykte",
        "konstater(?:ar|te)",
        "avslutt(?:ar|a)",
        "opplev(?:er|de)",
        "utbryt",
        "klag(?:ar|a)",
    ),
    *(
        "skildra",
        "poengter(?:ar|te)",
        "kommenter(?:ar|te)",
        "reflekter(?:ar|te)",
        "tykkjer",
        "tykte",
        "synest",
    ),
    *("einige?", "hevd(?:ar|a)", "opplyser", "kallar", "trur", "kjenner", "grunngjev", "ynskj?er"),
)
_ENGLISH = (
    *(
        "says?",
        "said",
        "saying",
        "tells?",
        "told",
        "explain(?:s|ed)",
        "describe[sd]",
        "state[sd]",
        "note[sd]",
    ),
    *(
        "add(?:s|ed)",
        "report(?:s|ed)",
        "recall(?:s|ed)",
        "feels?",
        "felt",
        "express(?:es|ed)",
        "puts?",
        "repl(?:ies|ied)",
    ),
    *(
        "answer(?:s|ed)",
        "mention(?:s|ed)",
        "emphasi[sz]e[sd]",
        "stress(?:es|ed)",
        "reflect(?:s|ed)",
        "continue[sd]",
    ),
    *("elaborate[sd]", "comment(?:s|ed)", "experience[sd]", "thinks?", "thought", "believe[sd]"),
    *(
        "remark(?:s|ed)",
        "admit(?:s|ted)",
        "laugh(?:s|ed)",
        "echoe[sd]",
        "observe[sd]",
        "point(?:s|ed)",
        "confirm(?:s|ed)",
    ),
    *("respond(?:s|ed)", "acknowledge[sd]", "share[sd]", "ask(?:s|ed)", "wonder(?:s|ed)", "complain(?:s|ed)"),
    *(
        "highlight(?:s|ed)",
        "agree[sd]",
        "insist(?:s|ed)",
        "clarif(?:ies|ied)",
        "conclude[sd]",
        "suggest(?:s|ed)",
    ),
)
_VERBS = "|".join((*_BOKMAAL, *_NYNORSK, *_ENGLISH))
SAYING = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)
# What follows a closing mark straight away: "», sier hun", ", la han til", ", forteller en av lederne".
ATTRIBUTION = re.compile(
    rf"[\s,.;:!?–-]{{0,4}}(?:slik |så |som )?(?:{_VERBS})\b|"
    r"\s?,?\s(?:(?:i\s?fyl?gje|i\s?følgj?e|according\sto)\s(?=\S))",
    re.IGNORECASE,
)
# Any verb may stand there when a voice follows it; these words do not.
_NO_VERB = (
    "mens medan men som for fordi når der hos til av fra frå med uten utan enn eller både også men da då dersom hvis "
    "om blant mellom gjennom etter før slik selv sjølv mot under over ved samtidig samstundes noe noko hvilket særlig "
    "ettersom siden sidan enten verken hverken hvor hvorav deretter likevel dermed derfor spesielt ikke ikkje altså "
    "the and but while where which when because with from who that as for by at og whereas although though since if so "
    "yet or before after until unless especially whether"
)
OTHER_VERB = re.compile(
    rf"\s?,\s(?!(?:{'|'.join(sorted(set(_NO_VERB.split())))})\b)[a-zæøå]{{1,12}}(?:r|te|de|et|a|es|ed|st|lo|åt|ev)(?=\s)"
)
# Nouns for what is said: "et sitat fra en av lederne".
UTTERANCE = re.compile(
    r"\b(?:sitat(?:et|er|ene|a)?|utsagn(?:et|ene|a)?|utsegn(?:a|ene|er)?|kommentar(?:en|er|ar)?|refleksjon(?:en|er|ar)?|"
    r"uttalelse(?:n|r)?|uttale|beskrivelse(?:n|r)?|svar(?:et)?|ord(?:ene|a)?|bemerkning(?:en)?|"
    r"quot(?:e|es|ation|ations)|statement|comment|words?|account|response|remark)\b",
    re.IGNORECASE,
)
WRITING = re.compile(
    r"\b(?:skriv(?:er)?|skrev|hevd(?:er|et|ar)|definer(?:er|te|es|t|ast)|definisjon(?:en)?|ifølge|i følge|ifølgje|"
    r"argumenter(?:er|te)|teori(?:en)?|forfatter(?:en|ne)|forskning(?:en)?|write[sd]?|wrote|argue[sd]|define[sd]|"
    r"definition|claim(?:s|ed)|according to|suggest(?:s|ed))\b",
    re.IGNORECASE,
)
# An English I is told from the Norwegian preposition by the verb after it.
FIRST_PERSON = re.compile(
    r"\b(?:jeg|eg|meg|min|mitt|mine|vi|oss|vår|vårt|våre|me|my|we|our|us|(?-i:I)(?=['’]|\s(?:am|was|have|had|think|do|did|"
    r"don|would|can|could|feel|guess|mean|want|know|see|will|just|really|try|never|always|need|like|believe|say|used)\b))\b",
    re.IGNORECASE,
)
SPOKEN = re.compile(
    r"\b(?:liksom|ikke sant|ikkje sant|altså|på en måte|på ein måte|sånn|sånne|egentlig|eigentleg|holdt på å si|ehm?|"
    r"vet du|veit du|jo|da|veldig|kjempe\w*|greit|greia|you know|kind of|sort of|i mean|i think)\b",
    re.IGNORECASE,
)


# Who talks says "du" of anybody; who writes a thesis does not.
SECOND_PERSON = re.compile(r"\b(?:du|deg|din|ditt|dine|you|your)\b(?!\sknow\b)", re.IGNORECASE)


def sounds_spoken(text: str) -> float:
    """How much ``text`` is somebody talking, 0 to 1: first and second persons and the small words of speech for its
    length."""
    words = max(1, len(text.split()))
    signs = (
        len(FIRST_PERSON.findall(text)) + len(SECOND_PERSON.findall(text)) + 1.5 * len(SPOKEN.findall(text))
    )
    signs += 2 * text.count("[…]") + text.count("…")
    return min(1.0, signs / words * 10)
