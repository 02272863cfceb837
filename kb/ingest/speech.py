"""Words that tell how something is quoted: verbs of saying, of writing, and the marks of spoken language."""

from __future__ import annotations

import re

# Verbs for what an informant does; the scholarly ones are in WRITING.
SAYING = re.compile(
    r"\b(?:sier|sa|seier|si|sagt|fort[ea]l(?:ler|te|t|ler)?|fortel|svar(?:er|te|ar|a)?|uttal(?:er|te|ar)|uttrykk(?:er|te|jer)|"
    r"utrykk(?:er|te)|beskriv(?:er|es)?|beskrev|skildr(?:er|et|ar)|forklar(?:er|te|ar|es)|opplev(?:er|de|ast|es)|"
    r"men(?:er|te)|mein(?:er|te|ar)|syn(?:es|tes|s|st)|utdyp(?:er|et|a)|utdjup(?:ar|a)|påpek(?:er|te|ar|a)|pek(?:er|te|ar)|"
    r"understrek(?:er|et|te|ar|a)|legger|legg|la|framhev(?:er|et|ar)|fremhev(?:er|et)|trekker|trekkjer|trakk|bekreft(?:er|et|ar|a)|"
    r"nevn(?:er|te|es)|nemn(?:er|te)|reflekter(?:er|te)|poengter(?:er|te)|presiser(?:er|te)|kommenter(?:er|te)|formidl(?:er|et|ar)|"
    r"fortset(?:ter|te)|fortsatte|held|belys(?:er|te)|tenk(?:er|te|jer)|oppsummer(?:er|te)|erfar(?:er|te)|gjentar|gjentok|gjentek|støttet|"
    r"tilføy(?:er|de)|innrømm(?:er|et)|spør|spurte|omtal(?:er|te|ar)|gir|gav|ga|gjev|viser|illustrer(?:er|te)|løste|ønsk(?:er|te)|enige?|einige?|"
    r"says?|said|saying|tells?|told|explain(?:s|ed)|describe[sd]|state[sd]|note[sd]|add(?:s|ed)|report(?:s|ed)|recall(?:s|ed)|"
    r"feels?|felt|express(?:es|ed)|puts?|repl(?:ies|ied)|answer(?:s|ed)|mention(?:s|ed)|emphasi[sz]e[sd]|stress(?:es|ed)|"
    r"reflect(?:s|ed)|continue[sd]|elaborate[sd]|comment(?:s|ed))\b",
    re.IGNORECASE,
)
# Nouns for what is said: "et sitat fra en av lederne".
UTTERANCE = re.compile(
    r"\b(?:sitat(?:et|er|ene|a)?|utsagn(?:et|ene|a)?|utsegn(?:a|ene|er)?|kommentar(?:en|er|ar)?|refleksjon(?:en|er|ar)?|"
    r"uttalelse(?:n|r)?|uttale|beskrivelse(?:n|r)?|svar(?:et)?|ord(?:ene|a)?|bemerkning(?:en)?|"
    r"quot(?:e|es|ation|ations)|statement|comment|words?|account|response|remark)\b",
    re.IGNORECASE,
)
# What follows a closing mark straight away: "», sier hun", ", la han til", ", forteller en av lederne".
ATTRIBUTION = re.compile(
    r"[\s,.;:!?–-]{0,4}(?:slik |så |som )?(?:sier|sa|seier|fort[ea]l(?:ler|te)|fortel|svar(?:er|te|ar)|uttal(?:er|te|ar)|"
    r"uttrykk(?:er|te|jer)|utrykk(?:er|te)|beskriv(?:er)?|beskrev|forklar(?:er|te|ar)|men(?:er|te)|meiner|meinte|utdyp(?:er|et)|"
    r"utdjupar|påpek(?:er|te|ar)|understrek(?:er|et|te|ar)|legger|legg|la|trekker|trakk|bekreft(?:er|et|ar)|nevn(?:er|te)|nemner|"
    r"reflekter(?:er|te)|poengter(?:er|te)|presiser(?:er|te)|kommenter(?:er|te)|fortset(?:ter|te)|fortsatte|held|tenk(?:er|te|jer)|"
    r"oppsummer(?:er|te)|tilføy(?:er|de)|innrømm(?:er|et)|spør|spurte|says|said|tells|told|explain(?:s|ed)|describe[sd]|"
    r"state[sd]|note[sd]|add(?:s|ed)|recall(?:s|ed)|repl(?:ies|ied)|answer(?:s|ed)|mention(?:s|ed)|reflect(?:s|ed)|continue[sd])\b",
    re.IGNORECASE,
)
WRITING = re.compile(
    r"\b(?:skriv(?:er)?|skrev|hevd(?:er|et|ar)|definer(?:er|te|es|t|ast)|definisjon(?:en)?|ifølge|i følge|ifølgje|argumenter(?:er|te)|"
    r"teori(?:en)?|forfatter(?:en|ne)|forskning(?:en)?|write[sd]?|wrote|argue[sd]|define[sd]|definition|claim(?:s|ed)|"
    r"according to|suggest(?:s|ed))\b",
    re.IGNORECASE,
)
# An English I is told from the Norwegian preposition by the verb after it.
FIRST_PERSON = re.compile(
    r"\b(?:jeg|eg|meg|min|mitt|mine|vi|oss|vår|vårt|våre|me|my|we|our|us|(?-i:I)(?=['’]|\s(?:am|was|have|had|think|do|did|don|"
    r"would|can|could|feel|guess|mean|want|know|see|will|just|really|try|never|always|need|like|believe|say|used)\b))\b",
    re.IGNORECASE,
)
SPOKEN = re.compile(
    r"\b(?:liksom|ikke sant|ikkje sant|altså|på en måte|på ein måte|sånn|sånne|egentlig|eigentleg|holdt på å si|ehm?|"
    r"vet du|veit du|jo|da|veldig|kjempe\w*|greit|greia|you know|kind of|sort of|i mean|i think)\b",
    re.IGNORECASE,
)


def sounds_spoken(text: str) -> float:
    """How much ``text`` is somebody talking, 0 to 1: first persons and the small words of speech for its length."""
    words = max(1, len(text.split()))
    signs = (
        len(FIRST_PERSON.findall(text))
        + 1.5 * len(SPOKEN.findall(text))
        + 2 * text.count("[…]")
        + text.count("…")
    )
    return min(1.0, signs / words * 10)
