"""The words before a quotation that tell what kind it is, in bokmål, nynorsk and English."""

from __future__ import annotations

import re

_TITLED_NOUNS = (
    *("bok", "boka", "boken", "artikkel", "artikkelen", "rapport", "rapporten", "avhandling", "avhandlinga"),
    *(
        "avhandlingen",
        "oppgave",
        "oppgaven",
        "oppgåve",
        "oppgåva",
        "notat",
        "notatet",
        "studie",
        "studien",
        "studiet",
    ),
    *("utdanning", "utdanningen", "emne", "emnet", "kurs", "kurset", "utredning", "utredningen", "utgreiing"),
    *("veileder", "veilederen", "prosjekt", "prosjektet", "publikasjon", "publikasjonen", "stortingsmelding"),
    *(
        "melding",
        "meldingen",
        "tidsskrift",
        "tidsskriftet",
        "serie",
        "serien",
        "modul",
        "modulen",
        "strategi",
    ),
    *(
        "strategien",
        "plan",
        "planen",
        "brosjyre",
        "brosjyren",
        "vedlegg",
        "punkt",
        "skjema",
        "skjemaet",
        "nou",
    ),
    *("foredrag", "foredraget", "samling", "samlinga", "samlingen", "seminar", "seminaret", "konferansen"),
    *("book", "article", "report", "thesis", "dissertation", "paper", "course", "programme", "program"),
)
_HEADING_NOUNS = (
    *(
        "tittel",
        "tittelen",
        "kapittel",
        "kapitlet",
        "kapittelet",
        "delkapittel",
        "overskrift",
        "overskriften",
    ),
    *(
        "overskrifta",
        "avsnitt",
        "avsnittet",
        "titled",
        "entitled",
        "title",
        "chapter",
    ),
    *("heading", "section"),
)
_LINKS = r"(?:fra|frå|from|av|by|til|om|som|er|var|heter|heiter|sin|sitt|deres|\d{4})"


def _before_title(nouns: tuple[str, ...], *more: str) -> re.Pattern[str]:
    """Matches a text that ends in one of ``nouns``, with a number, a year or a publisher after it at most."""
    names = "|".join((rf"\b(?:[^\W\d_]*(?:{'|'.join(nouns)}))\b", *more))
    return re.compile(
        rf"(?:{names})"
        r"(?:\s(?:nr\.?|no\.?)?\s?\d{1,4}(?:\s?:\s?\d{1,3})?)?"
        r"(?:\s?\([^()]{1,40}\))?"
        rf"(?:\s{_LINKS}\b){{0,2}}"
        r"(?:\s(?:fra|frå|av|from|by)\s[A-ZÆØÅ][^.,«»“”]{2,60},)?"
        r"[\s,:;*_(–-]*$",
        re.IGNORECASE,
    )


# A noun for something with a title, right before the mark.
_CALLED = r"\b(?:heter|heiter|kalt|kalla|called)\b"
TITLED = _before_title((*_TITLED_NOUNS, *_HEADING_NOUNS), _CALLED, r"\bmeld\. ?st\.", r"\bst\. ?meld\.")
# The same for headings, which may begin with a small letter.
HEADED = _before_title(_HEADING_NOUNS, _CALLED)

# "Overskriften på et av notatene var": the noun farther from the mark.
HEADED_BELOW = re.compile(
    r"\b(?:overskrift(?:en|a)?|tittel(?:en)?|undertittel(?:en)?|heading|title|headline)\s(?:på|til|i|over|for|of|on)\s[^.«»“”\"]{3,60}\s"
    r"(?:er|var|lyder|lød|is|was|reads?|ran)[\s,:]*$",
    re.IGNORECASE,
)

# Who publishes what binds or steers: ministries, directorates, laws, reports to parliament, plans.
PUBLIC = re.compile(
    r"departement|direktorat|\b[ns]ou\b|\bmeld\b|\bst\. ?(?:meld|prp)|stortings(?:melding|proposisjon)|\bprop\b|"
    r"\blov(?:a|en|data)?\b|loven$|lova$|kommune(?:n|loven)?$|regjering|ekspertgruppe|ekspertutvalg|utvalg(?:et)?$|"
    r"fylkesmann|statsforvalt|stortinget|rundskriv|forskrift|riksrevisjon|statistisk sentralbyrå|^nav$|"
    r"arbeids- og velferd|^ks$|helsetilsyn|ministry|directorate|government|white paper|parliament|\bact\b|"
    r"avtale(?:n|r)?$|avtala$|plattform(?:en|a)?$|\w{4}brev(?:et)?$|\w{5}plan(?:en)?$|"
    r"municipality|^oecd$|^eu\b|european commission|^fn$|^who$",
    re.IGNORECASE,
)
PUBLIC_OFFICE = re.compile(
    r"\b(?:directorate|ministry|department|office|board|agency|council)\s(?:of|for)\s(?:[^\W\d_]+\s){0,4}$",
    re.IGNORECASE,
)
POLICY_TEXT = re.compile(
    r"\b(?:stortingsmelding\w*|st\. ?meld|meld\. ?st|nou\b|perspektivmelding\w*|melding\w*|formålsparagraf\w*|"
    r"[^\W\d_]*(?:loven|lova|forskriften|rundskrivet)|lov om|[^\W\d_]*avtal(?:en?|a|er|ene|ar|ane)|"
    r"[^\W\d_]*plattform(?:en|a)?|agreement|disponeringsbrev\w*|"
    r"tildelingsbrev\w*|"
    r"virksomhetsplan\w*|verksemdplan\w*|regjeringens?|regjeringas?|departementets?|direktoratets?|ekspertgruppen?|(?-i:Act)|"
    r"samfunnsoppdrag\w*|handlingsplan\w*|kommuneplan\w*|white paper|government|ministry|directorate|the act)\b|§",
    re.IGNORECASE,
)
POLICY_SAYS = re.compile(
    r"\b(?:står|heter|heiter|fremgår|framgår|slås|slår|fastslår|fastsetter|presiseres|understrekes|skrives|sier|seier|"
    r"lyder|lyd|slått\sfast|slege\sfast|fastslått|states|reads|says)\b",
    re.IGNORECASE,
)
# Documents that are quoted as what is laid down, without being law.
DOCUMENT = re.compile(
    r"\b[^\W\d_]*(?:dokument(?:et|ene|a|er)?|plan(?:en|ene|ane|er|ar)|strategi(?:en|ene|ane)?|retningslinje(?:r|ne|ar|ane)|"
    r"reglement(?:et)?|instruks(?:en)?|brev(?:et)?|mandat(?:et)?|vedtekt(?:er|ene|ane)|årsmelding(?:en|a)?|kontrakt(?:en)?|"
    r"utlysning(?:en|a|stekst(?:en)?)?|nettsid(?:e|a|en|er|ene)|hjemmesid(?:e|a|en|ene)|heimesid(?:e|a|er|ene)|vedtak(?:et)?|"
    r"strategy|guidelines?|plan|policy|charter|contract|regulations?|website|document|agreement|letter)\b",
    re.IGNORECASE,
)
# Nobody says it: it stands there.
IMPERSONAL = re.compile(
    r"\b(?:blir|vert|ble|vart|er)\sdet\s(?:slått\sfast|slege\sfast|fastslått|presisert|understreket|understreka|skrevet|skrive)\b"
    r"[^.!?«“”\"]{0,60}$|"
    r"\b(?:står|heter|heiter|sto|stod|fremgår|framgår|slås|presiseres|understrekes)\s(?:det|å\slese)\b[^.!?«“”\"]{0,60}$|"
    r"\bit\s(?:says|reads|is\sstated|is\swritten)\b[^.!?«“”\"]{0,60}$",
    re.IGNORECASE,
)
# "Om møtene står det bare én setning.": words of a document named before come next.
STANDS_THERE = re.compile(
    r"\b(?:står|sto|stod|heter|heiter|fremgår|framgår|slås|sies|seiast|skrives|skrivast|blir|er)\s(?:det|dette)\b(?:\s(?:slått|fastslått|bare|berre|"
    r"også|òg|videre|vidare|blant|slik|én|éin|ein|en|this)\b|[^.!?]{0,4}$)|\bslått\sfast\b|\bit\s(?:says|reads)\b",
    re.IGNORECASE,
)
DOCUMENT_SAYS = re.compile(
    rf"(?:{DOCUMENT.pattern}|{POLICY_TEXT.pattern})(?:\s[^\W\d_]+){{0,2}}?\s"
    r"(?:lov(?:er|et|te|a|ar)|kr[ae]v(?:er|de|et|ar)?|forutset(?:ter|te)|føreset(?:te)?|fastset(?:ter|t|te)?|pålegg(?:er)?|påla|"
    r"promise[sd]?|require[sd]?|demand(?:s|ed)|expect(?:s|ed)|var|er|is|was|slår|slo|sier|seier|sa|says|said)\b",
    re.IGNORECASE,
)
BINDING = re.compile(r"\b(?:skal|skulle|should|må|plikter|pliktar|bør|shall|must|should)\b", re.IGNORECASE)
# "», som det heter i planen".
AS_IT_STANDS = re.compile(
    r"[\s,]{0,3}(?:(?:som|slik)\s)?(?:det\s)?(?:heter|heiter|står|sto|stod|lyder)\s(?:det\s)?(?:i|på)\s|"
    r"[\s,]{0,3}as\s(?:it\ssays\sin|the)\s",
    re.IGNORECASE,
)
ACCORDING_TO_DOCUMENT = re.compile(
    rf"(?:according\sto|ifølge|i\sfølge|ifølgje|i\shenhold\stil|i\stråd\smed|in)\s(?:[\w'’]+\s){{0,3}}(?:{DOCUMENT.pattern})[\s,:]*$",
    re.IGNORECASE,
)
# The words before a quotation from a document, with no person between them and the mark.
WRITTEN_THERE = re.compile(
    r"\b(?:(?:står|heter|heiter|sto|stod|lyder|lyd|fremgår|framgår|fastslås|presiseres|understrekes|slås|går|kreves|vises)\s"
    r"(?:det|at|som)\b|er\s(?:kravet|målet|det\s[^\W\d_]+)|states?|stated|reads?|it\ssays|says|specif(?:y|ies)|requires?)"
    r"[^.!?«“”\"]{0,60}$",
    re.IGNORECASE,
)
# Work that the state has asked for, though persons sign it.
COMMISSIONED = re.compile(
    r"\b(?:arbeidsgruppe\w*|ekspertgruppe\w*|ekspertutvalg\w*|på oppdrag|utvalget|utredning\w*|melding\w*|"
    r"departementet|direktoratet)\b",
    re.IGNORECASE,
)
_QUESTION = (
    r"\b(?:problemstilling\w*|forskningsspørsmål\w*|spørsmål\w*|delspørsmål\w*|underspørsmål\w*|hypotese\w*|"
    r"intervjuspørsmål\w*|research question\w*|question\w*|hypothes[ie]s)\b"
)
ASKED = re.compile(rf"{_QUESTION}[^.«»“”]{{0,90}}$", re.IGNORECASE)
ASKED_JUST_BEFORE = re.compile(
    rf"{_QUESTION}[\s,:;]*(?:\b(?:som|er|var|lyder|lydde|lød|om|følgende|følgjande|min|mi|vår|slik|then|is|was|reads|as|"
    r"follows|that)\b[\s,:;]*){0,6}$",
    re.IGNORECASE,
)
# "Leder A lo da hun fikk spørsmålet:" announces the answer.
PUT_TO_SOMEBODY = re.compile(
    r"\b(?:(?:fikk|får|fekk|hørte|høyrde|heard|got)\s(?:det\s|dette\s|the\s|this\s)?(?:spørsmål|question)"
    r"|(?:på|til|to)\s(?:dette\s|det\s|mitt\s|vårt\s|this\s|the\s)?(?:spørsmål|question))\w*[^.]{0,40}:\s*$",
    re.IGNORECASE,
)
# What the researcher has put a name to: a code, a category, a theme, a column.
CATEGORY = re.compile(
    r"\b[^\W\d_]*(?:kategori(?:en)?|kode(?:n|ne|ord|ordet)?|tema(?:et)?|kolonne(?:n|a)?|merkelapp(?:en)?|category|code|theme|"
    r"column)\b(?:[^.:«»“”\"]{0,60}\b(?:het|hette|heitte|heter|heiter|kalt|kalte|kalla|døpt|called|named)\b[^.:«»“”\"]{0,25})?"
    r"[\s,]*$",
    re.IGNORECASE,
)
# "», et uttrykk som ble hengende".
TERM_BELOW = re.compile(
    r",\s(?:et|eit|an?|ein|en)\s(?:[^\W\d_]+\s)?(?:uttrykk|ord|begrep|omgrep|vending|formel|betegnelse|nemning|phrase|expression|"
    r"term)\b",
    re.IGNORECASE,
)
# "jeg skriver «en leder»": the researcher's own way of putting it.
OWN_WORDING = re.compile(
    r"\b(?:jeg|eg|vi|me|I|we)\s(?:skriver|skriv|bruker|brukar|write|use)\b[^.:]{0,120}$", re.IGNORECASE
)
PHRASE = re.compile(
    r"\b(?:uttrykk(?:et)?|ordtak(?:et)?|metafor(?:en)?|slagord(?:et)?|mantra(?:et)?|motto(?:et)?|visjon(?:en)?|"
    r"begrep(?:et|ene)?|omgrep(?:et|a)?|kalle[srt]?|kalla|såkalt[e]?|såkalla|omtales som|benevn\w*|type|slags|"
    r"term(?:en)?|ordet|orda|ordene|idiom|saying|so-called|called|the term|the word|the notion|slogan)\s?[*_]*$",
    re.IGNORECASE,
)
# What is quoted once more from the work just cited.
SAME_WORK = re.compile(
    r"\b(?:samme\ssted|same\sstad|i\s(?:den\s|det\s)?(?:samme|same)\s(?:bok|boka|boken|artikkel|artikkelen|rapport|rapporten|"
    r"kapittel|kapitlet|melding|meldingen)|in\sthe\ssame\s(?:book|article|report|chapter|paper))\b",
    re.IGNORECASE,
)
DEFINES = re.compile(
    r"\b(?:defin\w+|forst(?:ås|å[rt]?) som|omtal\w+ som|beskriv\w+ som|understood as)\b", re.IGNORECASE
)
