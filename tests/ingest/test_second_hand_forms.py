"""Works read in others and works cited again, with what each cites in the notation of ``citation_notation``."""

from __future__ import annotations

import pytest

from tests.ingest.citation_notation import cited

SECOND_HAND = [
    ("Dette er vanlig (Jakobsen, referert i Busk m.fl. 2007).", "Jakobsen None <"),
    ("Dette er vanlig (Stuart, gjengitt i Filse, 2020, s. 4).", "Stuart None @4 <"),
    ("Dette er vanlig (Stuart 1982, gjengitt i Filse 2020:4).", "Stuart 1982 @4 <"),
    ("Dette er vanlig (Stuart 1982 i Filse 2020:4).", "Stuart 1982 @4 <"),
    ("Dette er vanlig (Stuart 1982, i: Filse 2020, s. 4).", "Stuart 1982 @4 <"),
    ("Dette er vanlig (Stuart i Filse 2020).", "Stuart None <"),
    ("Dette er vanlig (Stuart, i Filse & Moe, 2020).", "Stuart None <"),
    ("Stuart (1982, i Filse, 2020) hevder det.", "N:Stuart 1982 <"),
    ("Stuart (1982, gjengitt i Filse, 2020, s. 3) hevder det.", "N:Stuart 1982 @3 <"),
    ("Stuart (gjengitt etter Filse, 2020, s. 3) hevder det.", "N:Stuart None @3 <"),
    ("Stuart (i Filse, 2020) hevder det.", "N:Stuart None <"),
    ("Stuart (her fra Filse, 2020) hevder det.", "N:Stuart None <"),
    ("Dette er vanlig (Stuart 1982, etter Filse 2020).", "Stuart 1982 <"),
    ("Dette er vanlig (Stuart 1982, hentet fra Filse 2020).", "Stuart 1982 <"),
    ("Dette er vanlig (Stuart, 1982, as cited in Filse, 2020, p. 3).", "Stuart 1982 @3 <"),
    ("Dette er vanlig (Stuart 1982 sitert i Filse 2020; Moe 2001).", "Stuart 1982 <; Moe 2001"),
    ("Stuart (1982) referert i Filse (2020) hevder det.", "N:Stuart 1982 <"),
    ("Dette er vanlig (Moe i Lie (red.) 2009: 33).", "Moe None @33 <"),
    ("Moe (i Lie og Dahl, 2009) sier det.", "N:Moe None <"),
    ("Moe (i Lie og Dahl (red), 2009) sier det.", "N:Moe None <"),
    ("Moe (as cited in Lie, 2010, p. 4) says so.", "N:Moe None @4 <"),
    ("Moe (sitert i Lie 2010:4) seier det.", "N:Moe None @4 <"),
    ("Dette er vanleg (Moe 2009, attgjeven i Lie 2010).", "Moe 2009 <"),
    ("Dette er vanlig (Moe (1980), gjengitt i Lie (2009)).", "Moe 1980 <"),
    ("Dette er vanlig (Moe (1980) i Lie, 2009, s. 3).", "Moe 1980 @3 <"),
    ("Dette er vanlig (Moe, 1980, i Lie, 2009, s. 3).", "Moe 1980 @3 <"),
    ("Dette er vanlig (Moe, 1980; i Lie, 2009, s. 3).", "Moe 1980 @3 <"),
    ("Dette er vanlig (Moe 1980, referert i Lie 2009 og Dahl 2010).", "Moe 1980 <; Dahl 2010"),
    ("Dette er vanlig (Moe 1980, ref. i Lie 2009).", "Moe 1980 <"),
    ("Dette er vanlig (Moe 1980, sit. i Lie 2009).", "Moe 1980 <"),
    ("Dette er vanlig (Moe 1980 gjengitt av Lie 2009).", "Moe 1980 <"),
    ("Dette er vanlig (Moe 1980 i følge Lie 2009).", "Moe 1980 <"),
    ("Dette kreves (Silverby, 2014 i Thagard, 2018, s. 188).", "Silverby 2014 @188 <"),
    (
        "Forskning viser at det er slik (Wennby, 2012, referert i Moeby, 2015, s. 22; Lieby, 2016).",
        "Wennby 2012 @22 <; Lieby 2016",
    ),
    ("Begrepet er nytt (Hoodby 1991, i Moeby 2010:4, Lieby 2011).", "Hoodby 1991 @4 <; Lieby 2011"),
    ("Begrepet er nytt (Hoodby 1991; sitert i Moeby 2010).", "Hoodby 1991 <"),
    ("Begrepet er nytt (Hoodby, 1991 sitert i: Moeby, 2010, s. 4).", "Hoodby 1991 @4 <"),
    ("Begrepet er nytt (Hoodby, gjengitt hos Moeby, 2010).", "Hoodby None <"),
    ("Begrepet er nytt (Hoodby som er sitert av Moeby, 2010).", "Hoodby None <"),
    ("Begrepet er nytt (Hoodby, i Moeby 2010).", "Hoodby None <"),
    ("Hoodby (1991), som sitert i Moeby (2010), sier det.", "N:Hoodby 1991 <"),
    ("Hoodby (i Moeby 2010, s. 4) sier det.", "N:Hoodby None @4 <"),
    ("Hoodby (sitert i Moeby 2010, s. 4; Lieby 2011) sier det.", "N:Hoodby None @4 <; Lieby 2011"),
    (
        "Dette er rom (Goffby, 1959, i Moeby, 2010, s. 4; Lieby, 2011, s. 3; Dahlby et al., 2012).",
        "Goffby 1959 @4 <; Lieby 2011 @3; Dahlby+ 2012",
    ),
    (
        "Dette er rom (Goffby, 1959; Moeby, 1960, begge gjengitt i Lieby, 2011).",
        "Goffby 1959 <; Moeby 1960 <",
    ),
    (
        "Dette er rom (Goffby & Moeby, referert i Lieby, 2011, s. 45; egen oversettelse).",
        "Goffby/Moeby None @45 <",
    ),
    ("Dette er rom (Goffby 1959 og Moeby 1960 i Lieby 2011).", "Goffby 1959 <; Moeby 1960 <"),
    ("Dette er rom (Goffby (1959) i Lieby (2011)).", "Goffby 1959 <"),
    ("Dette er rom (Goffby (sitert i Lieby 2011)).", "N:Goffby None <"),
    ("«Rom er rom» (Goffby, sitert av Lieby 2011: 4).", "Goffby None @4 <"),
    ("«Rom er rom» (Goffby som gjengitt i Lieby, 2011: 4).", "Goffby None @4 <"),
    ("«Rom er rom» (Goffby som beskrevet i Lieby, 2011: 4).", "Goffby None @4 <"),
    ("«Rom er rom» (Goffby omtalt i Lieby 2011).", "Goffby None <"),
    ("«Rom er rom» (Goffby, referert til i Lieby 2011).", "Goffby None <"),
    ("«Rom er rom» (Goffby, referert av Lieby 2011).", "Goffby None <"),
    ("«Rom er rom» (Goffby, sekundærreferanse i Lieby 2011).", "Goffby None <"),
    ("«Rom er rom» (Goffby 1959, her sitert etter Lieby 2011).", "Goffby 1959 <"),
    ("«Rom er rom» (Goffby 1959, hentet i Lieby 2011).", "Goffby 1959 <"),
    ("«Rom er rom» (Goffby 1959, lest i Lieby 2011).", "Goffby 1959 <"),
    ("«Rom er rom» (Goffby 1959, cited by Lieby 2011).", "Goffby 1959 <"),
    ("«Rom er rom» (Goffby 1959, in Lieby 2011, p. 4).", "Goffby 1959 @4 <"),
    ("«Rom er rom» (Goffby, cited in Lieby et al., 2011, p. 4).", "Goffby None @4 <"),
    ("This is common (Rooby, cited in Stairby, 1990).", "Rooby None <"),
    ("This is common (Rooby 1980, quoted in Stairby 1990).", "Rooby 1980 <"),
    ("Slik er det (Trappby 1970, sitert hjå Romby 1980, s. 4).", "Trappby 1970 @4 <"),
    ("Slik er det (Trappby, referert i Romby 1980, s. 4).", "Trappby None @4 <"),
    ("Trappby (attgjeve i Romby 1980, s. 4) seier det.", "N:Trappby None @4 <"),
]

REPEATS = [
    ("Dette er vanlig (Jakobsen, 2015). Slik er det (Ibid).", "Jakobsen 2015; Jakobsen 2015"),
    ("Dette er vanlig (Jakobsen, 2015). Slik er det (ibid.: 34).", "Jakobsen 2015; Jakobsen 2015 @34"),
    ("Dette er vanlig (Jakobsen, 2015). Slik er det (ibid: s. 34).", "Jakobsen 2015; Jakobsen 2015 @34"),
    (
        "Dette er vanlig (Jakobsen, 2015). Slik er det (ibid., s. 34-35).",
        "Jakobsen 2015; Jakobsen 2015 @34-35",
    ),
    ("Dette er vanlig (Jakobsen, 2015). Slik er det (op.cit. s. 34).", "Jakobsen 2015; Jakobsen 2015 @34"),
    ("Dette er vanlig (Jakobsen, 2015). Slik er det (Op. cit.).", "Jakobsen 2015; Jakobsen 2015"),
    ("Dette er vanlig (Jakobsen, 2015). Slik er det (samme sted).", "Jakobsen 2015; Jakobsen 2015"),
    ("Dette er vanlig (Jakobsen, 2015). Slik er det (samme kilde, s. 9).", "Jakobsen 2015; Jakobsen 2015 @9"),
    (
        "Dette er vanlig (Jakobsen, 2015). Slik er det (ibid. s. 60, jf. Fjell 1977).",
        "Jakobsen 2015; Jakobsen 2015 @60; Fjell 1977",
    ),
    (
        "Dette er vanlig (Jakobsen, 2015). Slik er det (ibid.; Fjell 1977).",
        "Jakobsen 2015; Jakobsen 2015; Fjell 1977",
    ),
    (
        "Dette er vanlig (Jakobsen, 2015). Slik er det (ibid; ibid, s. 7).",
        "Jakobsen 2015; Jakobsen 2015; Jakobsen 2015 @7",
    ),
    ("Rommet er stort (Jakobsen, 2015). Det er også vidt (s. 12).", "Jakobsen 2015; Jakobsen 2015 @12"),
    ("Jakobsen (2015) skriver om rom. Det er også vidt (s.12-13).", "N:Jakobsen 2015; Jakobsen 2015 @12-13"),
    (
        "Jakobsen (2015) skriver om rom.¶Videre er rommet vidt (side 12).",
        "N:Jakobsen 2015; Jakobsen 2015 @12",
    ),
    ("Jakobsen (2015) skriver om rom.¶«Rommet er vidt» (s. 12).", "N:Jakobsen 2015; Jakobsen 2015 @12"),
    ("Dette er vanlig (Moe, 2004). Moe skriver også om rom (2004, s. 3).", "Moe 2004; N:Moe 2004 @3"),
    ("Dette er vanlig (Moe, 2004). Hun skriver også om rom (2004, s. 3).", "Moe 2004; N:Moe 2004 @3"),
    ("Moe (2004) skriver om rom. Senere sier hun noe annet (2008, s. 3).", "N:Moe 2004; N:Moe 2008 @3"),
    (
        "Moe (1998) skriver. Moe viser (ibid.) til det. I følge Moe (ibid:23) er det slik.",
        "N:Moe 1998; Moe 1998; N:Moe 1998 @23",
    ),
    (
        "Kvalby (2001) sier det. En måte å gjøre det på, er ifølge Kvalby (ibid) å vente.",
        "N:Kvalby 2001; N:Kvalby 2001",
    ),
    (
        "Det står der (Meld. St. 21 (2016–2017), s. 11). Rom (s. 25−29) er vide (s. 87).",
        "Meld. St. 21 2016-2017 @11; Meld. St. 21 2016-2017 @25-29; Meld. St. 21 2016-2017 @87",
    ),
    (
        "Det er et rom (Difi, 2017) «der alle møtes» (s. 17), og som «krever god plass» (s. 18).",
        "Difi 2017; Difi 2017 @17; Difi 2017 @18",
    ),
    (
        "Rommet er et sted (Goffby, 1959). Goffby kaller det «bakrommet» (s. 112), og «forrommet» er annet (s. 113).",
        "Goffby 1959; N:Goffby 1959 @112; Goffby 1959 @113",
    ),
    (
        "Goffby (1959) og Moeby (1960) skriver om rom. Goffby kaller det bakrommet (s. 112).",
        "N:Goffby 1959; N:Moeby 1960; N:Goffby 1959 @112",
    ),
    (
        "Rommet er stort (Goffby, 1959; Moeby, 1960). Det er også rundt (s. 3).",
        "Goffby 1959; Moeby 1960; Moeby 1960 @3",
    ),
    (
        "Dette er vist i NAV (NAV, 2020). Rom er viktig (Moeby, 2010). Slik er det også i NAV (ibid).",
        "NAV 2020; Moeby 2010; Moeby 2010",
    ),
    (
        "Dette er vist (NAV, 2020). Rom er viktig (Moeby, 2010). NAV (ibid) hevder noe annet.",
        "NAV 2020; Moeby 2010; N:NAV 2020",
    ),
    (
        "Motivasjon er viktig (Dahlby, 2010). Ro også (Moeby, 2011). Det gir motivasjon (ibid), sies det.",
        "Dahlby 2010; Moeby 2011; Moeby 2011",
    ),
    ("This is common (Rooby, 1980). It is (ibid., p. 4).", "Rooby 1980; Rooby 1980 @4"),
    (
        "Meld. St. 33 (2015-2016) NAV i et nytt rom (s. 7) sier det.",
        "N:Meld. St. 33 2015-2016; Meld. St. 33 2015-2016 @7",
    ),
]


@pytest.mark.parametrize(("text", "works"), SECOND_HAND)
def test_what_was_read_in_another_work_is_marked(text: str, works: str) -> None:
    assert cited(text) == works


@pytest.mark.parametrize(("text", "works"), REPEATS)
def test_what_was_cited_before_is_cited_again(text: str, works: str) -> None:
    assert cited(text) == works
