"""Capitalised words that are nobody's name: beginnings of sentences, labels, months, places, events, posts."""

from __future__ import annotations

import re

# Capitalised words that begin a sentence or label something, and are never an author.
_NOT_NAMES_TEXT = """
i ifølge iflg videre som både også men mens når da der dette denne disse det den de en et ei ein eit for fra
frå av på til hos med om ved etter før under over mellom gjennom ut innen innenfor utenfor blant mot mens
imidlertid derfor dermed derimot likevel slik slike her hvor hvordan hva hvem hvis fordi siden samtidig samt
eller og altså likeledes tilsvarende deretter først dessuten herunder ifølgje ifylgje vidare difor elles
dessutan deira hennar medan frå òg basert inspirert hentet gjengitt nettopp særlig spesielt tross sammen
enten tilsvarende samlet oppsummert motsatt hovedsakelig opprinnelig eksempelvis konkret avslutningsvis
innledningsvis tradisjonelt ytterligere utover following drawing building like unlike despite through yet
many other researchers scholars author authors theory model book article study ein eg jeg vi man han hun ho
hennes hans deres denne dei desse korleis kva kven kvifor dersom selv sjølv sjå se jf jfr jmf kilde kilder
source according in the a an as at by from to this that these those while when where if however moreover
furthermore thus both also see on after before during with within according since although though then but
and or his her their its it he she they we professor forfatteren forfatterne forskeren forskerne
teoretikeren sosiologen filosofen modellen teorien boken boka artikkelen januar februar mars juni juli
september oktober november desember january february july october december mandag tirsdag onsdag torsdag
fredag lørdag søndag våren vår høsten høst sommeren sommer vinteren vinter tidlig perioden siden figur
figure fig tabell table tab vedlegg appendix kapittel kap chapter avsnitt del side informant informanten
kontor kontoret nvivo zoom teams excel spss respondent leder lederen modell illustrasjon bilde diagram note
fotnote punkt fase steg trinn spørsmål intervju gruppe utvalg n egen eget egne oslo bergen trondheim
stavanger norge sverige danmark finland island tyskland frankrike nederland spania italia russland ukraina
kina japan india canada australia tromsø kristiansand drammen fredrikstad sarpsborg bodø ålesund skien
tønsberg sandnes haugesund lillehammer kristiansund gjøvik viken vestland europa usa storbritannia england
norway sweden denmark germany france nevnte overnevnte ovennevnte tidligere kommune kommunen bydel bydelen
avdeling avdelingen enhet enheten region regionen skole barnehage team case feltnotat feltnotater feltdagbok
transkripsjon observasjon loggbok fokusgruppe fokusgruppeintervju senere nylig gjeldende fritt min mitt mine
vår vårt våre
"""
NOT_NAMES = frozenset(_NOT_NAMES_TEXT.split())
_NEVER_CITED = re.compile(
    r"(?:reformen?|reforma|pandemien?|krigen|krisen|krisa|løftet|satsingen|perioden|prosjektet|programmet"
    r"|prosessen|fusjonen|sammenslåingen|samanslåinga|omorganiseringen|omorganiseringa|(?<!ut)valget"
    r"|stortingsvalg|semesteret|skoleåret|skuleåret)$"
)
# A person in a post or an interview is a voice of the thesis, whatever letter or number follows.
_VOICE = re.compile(
    r"(?:^|-)(?:leder|leiar|intervju|rektor|styrer|styrar|ansatt|tilsett|veileder|rettleiar|deltaker|deltakar"
    r"|saksbehandler|sakshandsamar)$|(?:leder|leiar|informant|respondent)$"
)


def is_ordinary_word(word: str) -> bool:
    """Whether a capitalised word only begins a sentence, labels something or names a time."""
    folded = word.casefold().strip(".,")
    return folded in NOT_NAMES or bool(_NEVER_CITED.search(folded) or _VOICE.search(folded))
