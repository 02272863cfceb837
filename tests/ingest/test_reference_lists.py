"""Reference lists in the habits that theses have: whole lists, and what each entry is: authors | year | title | link."""
# ruff: noqa: E501  (an entry on one line is the case that is tested)

from __future__ import annotations

import pytest

from kb.ingest.layout import lay_out
from kb.ingest.readers import read_source
from kb.ingest.references import find_references
from tests.ingest.example_thesis import BODY, FRONT, flowing

LISTS = [
    pytest.param(
        "Litteratur",
        """\
Mulen, Edvard J., Jenny L. Bellam & Sara E. Bledso (2008). Grenser for rom i praksis. I Inga M. Bryder (Red.), Rom og tid i arbeid. Aarhus: Aarhus University Press.

Aas, A. J., K. L. Bergly, A. Skaft og T. F. Homme (2014) Rom for alle. Innspill til fremtidens rom. Lesesenteret.

Haugny, Torgeir (red.) (1998): Lange skygger: Norske rom. Oslo: Fjordforlaget.

Bårdny, Vibeke og Løksa, Marianne (2011): Romkompetanse: Håndbok i rom. Kristiansand: Høyskoleforlaget.

Haslum, I.K. (2006) Romspråk. Bergen. Fagbokforlaget.

NOU 2000:14. Rom med ansvar. Om høyere rom i Norge.

Romhjelp. (1998). I M. Nylen (red.), Store romleksikon (Bind 1, s. 302-303). Oslo: Kunnskapsforlaget.

Brinkman S. & Tanggår L. (2020). Romlige metoder: en grunnbok (3. utg). Hans Reitzels Forlag.

Fjordsambandet (20.12.21). Om rommet i verden. Henta frå https://www.fjord.no/om/rom

Emmerson, Robert M; Frets, Rachel I. og Shav, Linda L. (2011) Feltnotater om rom. Chicago: The University of Chicago Press.

Hansby, M.W. (2009). Små rom og lange ganger: En studie av gangen. Masteroppgave, Universitetet i Stavanger, Stavanger. Hentet fra http://idtjeneste.nb.no/URN:NBN:no-bibsys_brage_9659

Barne- og romdepartementet (2013) Meld. St. 6 (2012–2013) En helhetlig rompolitikk. Oslo: Barne- og romdepartementet.
""",
        """\
Mulen/Bellam/Bledso | 2008 | Grenser for rom i praksis | -
Aas/Bergly/Skaft/Homme | 2014 | Rom for alle | -
Haugny | 1998 | Lange skygger: Norske rom | -
Bårdny/Løksa | 2011 | Romkompetanse: Håndbok i rom | -
Haslum | 2006 | Romspråk | -
NOU 2000:14 | 2000 | Rom med ansvar. Om høyere rom i Norge | -
Romhjelp | 1998 | Romhjelp | -
Brinkman/Tanggår | 2020 | Romlige metoder: en grunnbok | -
Fjordsambandet | 2021 | Om rommet i verden | https://www.fjord.no/om/rom
Emmerson/Frets/Shav | 2011 | Feltnotater om rom | -
Hansby | 2009 | Små rom og lange ganger: En studie av gangen | http://idtjeneste.nb.no/URN:NBN:no-bibsys_brage_9659
Barne- og romdepartementet | 2013 | Meld. St. 6 (2012–2013) En helhetlig rompolitikk | -
""",
        id="several habits in one list",
    ),
    pytest.param(
        "Kildeliste",
        """\
Aasen, Petter, Jorun Møll, og Ellen Rye. 2012. Rommet som styring. Oslo: NIFU.
Askly, B., T. Dahl, K. Hegge, og L. I. Kulbrand. 2016. Om romrollen. Et kunnskapsgrunnlag. Bergen: Fagbokforlaget.
Becker, T., og P. Trower. 2001. Rommets stammer. England: McGraw-Hill Education.
Bogda, R., og S. K. Bikle. 2007. Rom for skole: En innføring. Hoboken, NJ: Pearson.
Lipmann, Walter. 1922. Det åpne rom. New York: Free Press.
———. 1925. Det lukkede rom. New York: Free Press.
""",
        """\
Aasen/Møll/Rye | 2012 | Rommet som styring | -
Askly/Dahl/Hegge/Kulbrand | 2016 | Om romrollen. Et kunnskapsgrunnlag | -
Becker/Trower | 2001 | Rommets stammer | -
Bogda/Bikle | 2007 | Rom for skole: En innføring | -
Lipmann | 1922 | Det åpne rom | -
Lipmann | 1925 | Det lukkede rom | -
""",
        id="Chicago",
    ),
    pytest.param(
        "Referanser",
        """\
Pollit D.F. og Becket C.T. Romforskning: praksis. 10. utg. Philadelphia: Wolters Kluwer, 2016.
Thagard T. Systematikk og rom: en innføring i metode. 4. utg. Bergen: Fagbokforlaget, 2013.
Jonas ML. Bruk av romoversikter. Journal of Advanced Rooms. 2004; 48(3):271-8.
""",
        """\
Pollit/Becket | 2016 | Romforskning: praksis | -
Thagard | 2013 | Systematikk og rom: en innføring i metode | -
Jonas | 2004 | Bruk av romoversikter | -
""",
        id="year at the end",
    ),
    pytest.param(
        "Litteraturliste",
        """\
Andreas, T. A. (2019). Førstelinjeledere og rom i arbeids- og velferds-
forvaltningen. Tidsskrift for romforskning, 22(3), 211–226.
https://doi.org/10.18261/issn.2464-3076-2019-03-03
Bolmann, L. G. & Dell, T. E. (2014). Nytt perspektiv på rom og ledelse (5. utg.).
Gyldendal akademisk.
Busk, T., Jonsen, E., Valsta, S. J. & Vaneby, J. O. (2007). Endringsrom i et strategisk
perspektiv. Universitetsforlaget.
Espedale, G. (2008). Makt og rom i organisasjoner. Magma, 11(5), 44–52. Hentet fra
https://www.magma.no/makt-og-rom
Fossesol, K., Breidt, E. & Borgen, E. (2014). NAV-rommet 2014: En oppfølgingsstudie av
kontorene (AFI-rapport 13/2014). Arbeidsforskningsinstituttet.
Jakobsen, D. I. (2015). Hvordan gjennomføre romundersøkelser? Innføring i metode (3. utg.). Cappelen
Damm akademisk.
Meld. St. 33 (2015–2016). NAV i et nytt rom: Arbeid og aktivitet. Arbeids- og
sosialdepartementet. https://www.regjeringen.no/no/dokumenter/meld.-st.-33-20152016/id2501017/
NAV. (u.å.). Hva er rommet? Hentet 3. mars 2020 fra https://www.nav.no/hva-er-rommet
NOU 2004: 13. (2004). En ny romforvaltning. Sosialdepartementet.
Sosialtjenesteloven. (2009). Lov om sosiale rom i NAV (LOV-2009-12-18-131). Lovdata.
https://lovdata.no/dokument/NL/lov/2009-12-18-131
Stuart, R. (1982). Choices for the room: A guide. Prentice Hall.
Yukle, G. (2013). Rooms in organizations (8th ed.). Pearson.
""",
        """\
Andreas | 2019 | Førstelinjeledere og rom i arbeids- og velferdsforvaltningen | 10.18261/issn.2464-3076-2019-03-03
Bolmann/Dell | 2014 | Nytt perspektiv på rom og ledelse | -
Busk/Jonsen/Valsta/Vaneby | 2007 | Endringsrom i et strategisk perspektiv | -
Espedale | 2008 | Makt og rom i organisasjoner | https://www.magma.no/makt-og-rom
Fossesol/Breidt/Borgen | 2014 | NAV-rommet 2014: En oppfølgingsstudie av kontorene | -
Jakobsen | 2015 | Hvordan gjennomføre romundersøkelser? Innføring i metode | -
Meld. St. 33 | 2015-2016 | NAV i et nytt rom: Arbeid og aktivitet | https://www.regjeringen.no/no/dokumenter/meld.-st.-33-20152016/id2501017/
NAV | u.å. | Hva er rommet? | https://www.nav.no/hva-er-rommet
NOU 2004: 13 | 2004 | En ny romforvaltning | -
Sosialtjenesteloven | 2009 | Lov om sosiale rom i NAV | https://lovdata.no/dokument/NL/lov/2009-12-18-131
Stuart | 1982 | Choices for the room: A guide | -
Yukle | 2013 | Rooms in organizations | -
""",
        id="wrapped lines",
    ),
    pytest.param(
        "Litteraturliste",
        """\
Andreas, T. A. (2019). Førstelinjeledere og rom i

arbeidslivet. Tidsskrift for romforskning, 22(3), 211–226.

Bolmann, L. G. & Dell, T. E. (2014). Nytt perspektiv på rom og

ledelse (5. utg.). Oslo: Gyldendal akademisk.

Espedale, G. (2008). Makt og rom i organisasjoner. Magma,

11(5), 44–52. Hentet fra

https://www.magma.no/makt-og-rom

Fossesol, K., Breidt, E. & Borgen, E. (2014). NAV-rommet 2014: En

oppfølgingsstudie av kontorene. Oslo: Arbeidsforskningsinstituttet.

Stuart, R. (1982). Choices for the room: A guide. Englewood Cliffs,

NJ: Prentice Hall.
""",
        """\
Andreas | 2019 | Førstelinjeledere og rom i arbeidslivet | -
Bolmann/Dell | 2014 | Nytt perspektiv på rom og ledelse | -
Espedale | 2008 | Makt og rom i organisasjoner | https://www.magma.no/makt-og-rom
Fossesol/Breidt/Borgen | 2014 | NAV-rommet 2014: En oppfølgingsstudie av kontorene | -
Stuart | 1982 | Choices for the room: A guide | -
""",
        id="a blank line after every line",
    ),
    pytest.param(
        "Kilder",
        """\
Bøker

Andreas, T. (2019): Førstelinjen i rom. Oslo: Fagbokforlaget.

Bolmann, L. (2014): Nytt perspektiv på rom. Oslo: Gyldendal.

Artikler

Espedale, G. (2008): «Makt og rom». Magma, nr. 5, s. 44-52.

Nettsider

NAV (2020): Om rommet. Lastet ned 12.03.2020 fra: https://www.nav.no/rom

Aftenposten (2018): Rommet er for lite. Lastet ned 12.03.2020: www.aftenposten.no/rom

Offentlige dokumenter

St.meld. nr. 9 (2006-2007): Arbeid, rom og inkludering. Oslo: Arbeids- og inkluderingsdepartementet.

Ot.prp. nr. 47 (2005-2006): Om lov om rom.

NOU 2004:13: En ny romforvaltning.
""",
        """\
Andreas | 2019 | Førstelinjen i rom | -
Bolmann | 2014 | Nytt perspektiv på rom | -
Espedale | 2008 | Makt og rom | -
NAV | 2020 | Om rommet | https://www.nav.no/rom
Aftenposten | 2018 | Rommet er for lite | www.aftenposten.no/rom
St.meld. nr. 9 | 2006-2007 | Arbeid, rom og inkludering | -
Ot.prp. nr. 47 | 2005-2006 | Om lov om rom | -
NOU 2004:13 | 2004 | En ny romforvaltning | -
""",
        id="sub-headings",
    ),
    pytest.param(
        "Kjelder",
        """\
Andreas, T. (2019). Førstelinja i rom. Oslo: Samlaget.
Bukka, O. (2016). Forstå og forklare rom: Om romvitskap. Oslo: Universitetsforlaget.
Djupvåg, A. R. og Eikeås, M. (2022). Romutøving i NAV – Korleis opplever tilsette rommet? Tidsskrift for romforsking, 25(2), 1–15. https://doi.org/10.18261/tfr.25.2.4
Kommunal- og romdepartementet (2020). Kommunane sine rom. Henta 4.5.2021 frå https://www.regjeringa.no/rom
Statistisk rombyrå (2021). Rom i kommunane. Henta frå: https://ssr.no/rom
""",
        """\
Andreas | 2019 | Førstelinja i rom | -
Bukka | 2016 | Forstå og forklare rom: Om romvitskap | -
Djupvåg/Eikeås | 2022 | Romutøving i NAV – Korleis opplever tilsette rommet? | 10.18261/tfr.25.2.4
Kommunal- og romdepartementet | 2020 | Kommunane sine rom | https://www.regjeringa.no/rom
Statistisk rombyrå | 2021 | Rom i kommunane | https://ssr.no/rom
""",
        id="nynorsk",
    ),
    pytest.param(
        "Referanseliste",
        """\
Christensby, T. (2011). Rommet i staten. I T. Hansby (Red.), Staten og rommet (s. 33–54). Oslo: Gyldendal.
Dahlby, A. (2012). Ledelse av rom. I: Moeby, B. og Lieby, C. (red.): Rom i endring. Bergen: Fagbokforlaget, s. 12-30.
Eriksby, E. O. & Molander, A. (2008). Profesjon og rom. I A. Molander & L. I. Terumby (Red.), Romstudier (s. 13–27). Universitetsforlaget.
Grimby, H. (2008). Rom og standarder. I: Romstudier (red. Molander, A.). Oslo: Universitetsforlaget.
Weick, K. (1976). Rooms as loosely coupled systems. Administrative Room Quarterly, 21, 1-19.
Willumby, E. og Ødeby, A. (2020) (red.) Romskaping. Oslo: Universitetsforlaget.
""",
        """\
Christensby | 2011 | Rommet i staten | -
Dahlby | 2012 | Ledelse av rom | -
Eriksby/Molander | 2008 | Profesjon og rom | -
Grimby | 2008 | Rom og standarder | -
Weick | 1976 | Rooms as loosely coupled systems | -
Willumby/Ødeby | 2020 | Romskaping | -
""",
        id="chapters",
    ),
    pytest.param(
        "Litteratur",
        """\
Arnulf, Jan Ketil (2012) Hva er rom. Oslo: Universitetsforlaget
Christensby m.fl. (2014) Organisasjonsteori for rom. Oslo: Universitetsforlaget
Dalby, Olav. Metode og rom for studenter. 5. utgave. Oslo: Gyldendal Akademisk, 2012
Difi-rapport 2014:07 Rom i staten. Oslo: Difi
Evalueringsrapporten: Rommet i NAV (2013). Bergen: Uni Rokkansenteret
Hernes, T. 2002. Ledelse av rom: En innføring. Oslo: Cappelen.
Klausby K.K. (2001): Skulle det være noe rom? Organisasjon og rom i det offentlige. Børsens Forlag, København
Johannesby A, Tufteby P A og Christofferby L. (2010) Introduksjon til rommetode. 4 utg. Oslo: Abstrakt Forlag
Ladegård, G. og Vabow, S. I. (red.) (2010) Ledelse og rom. Bergen: Fagbokforlaget
Mintzby, Henry (1983): Structure in rooms. Designing effective rooms. New Jersey: Prentice-Hall
Riksrevisjonen (2017) Riksrevisjonens undersøkelse av rom. Dokument 3:5 (2016-2017). Bergen: Fagbokforlaget
van der Meeren, P. & de Vries, J. (2011) Rom i Europa. London: Sage Publications
World Room Organization. (2010). Rooms for all. Geneva: Author.
Øgård, M. (2000) New Public Room. I: Baldersby, H. og Rosen, L. E. (red.): Det kommunale rom. Bergen: Fagbokforlaget
""",
        """\
Arnulf | 2012 | Hva er rom | -
Christensby | 2014 | Organisasjonsteori for rom | -
Dalby | 2012 | Metode og rom for studenter | -
Difi-rapport 2014:07 | 2014 | Rom i staten | -
Evalueringsrapporten: Rommet i NAV | 2013 | Evalueringsrapporten: Rommet i NAV | -
Hernes | 2002 | Ledelse av rom: En innføring | -
Klausby | 2001 | Skulle det være noe rom? Organisasjon og rom i det offentlige | -
Johannesby/Tufteby/Christofferby | 2010 | Introduksjon til rommetode | -
Ladegård/Vabow | 2010 | Ledelse og rom | -
Mintzby | 1983 | Structure in rooms. Designing effective rooms | -
Riksrevisjonen | 2017 | Riksrevisjonens undersøkelse av rom | -
van der Meeren/de Vries | 2011 | Rom i Europa | -
World Room Organization | 2010 | Rooms for all | -
Øgård | 2000 | New Public Room | -
""",
        id="home-made",
    ),
    pytest.param(
        "Litteratur",
        """\
Andby, A. (2019). Rom nå. Tidsskrift for rom, 2(1), s. 3-9. doi: 10.1016/j.rom.2019.01.002

Bergby, B. (2018). Rom da. Tidsskrift for rom, 2(1). DOI: https://doi.org/10.1016/j.rom.2018.01.002

Carlby, C. (2017). Rom før. Rom og tid, 4(2), 33–41. https://dx.doi.org/10.1016/j.rom.2017.01.002

Dahlby, D. (2016). Rom ofte. [Internett]. Tilgjengelig fra: <http://www.rom.no/ofte/> [Lest 12.03.2019].

Eriby, E. (2015) Rom sjelden, tilgjengelig fra: http://www.rom.no/sjelden-
ganger/side.html. Lest: 12.03.2019

Fossby, F. (2014). Rom alltid. Aftenposten. 12. mars 2014. Hentet 13. mars 2019, fra https://www.avis.no/rom/alltid

Grønby, G. (2013, 4. mai). Rom aldri. Dagens Næringsliv, s. 4.

Helsedirektoratet. (2012). Rom for helse. Rapport IS-2012. Hentet 12/3-2019 fra: https://helse.no/rom

Hå kommune (2020). Årsmelding om rom. URL: https://www.haa.kommune.no/rom (lesedato 12.03.2020)

Ibsby, I. (2011) "Rom uten navn", i Romposten nr 3/2011

Jensby, J. (upublisert). Rom som ikke er trykt. Foredrag i Oslo.

Kommuneloven. (2018). Lov om kommuner og fylkeskommuner (LOV-2018-06-22-83). Hentet fra https://lovdata.no/lov/2018-06-22-83

Larsby, L. (2010). Rom i byen. (Masteroppgave, Universitetet i Bergen). Bergen: Universitetet i Bergen.

Moeby, M. (2009). Rom på landet [Masteroppgave, Høgskulen på Vestlandet]. HVL Open. https://hdl.handle.net/11250/12345
""",
        """\
Andby | 2019 | Rom nå | 10.1016/j.rom.2019.01.002
Bergby | 2018 | Rom da | 10.1016/j.rom.2018.01.002
Carlby | 2017 | Rom før | 10.1016/j.rom.2017.01.002
Dahlby | 2016 | Rom ofte | http://www.rom.no/ofte/
Eriby | 2015 | Rom sjelden | http://www.rom.no/sjelden-ganger/side.html
Fossby | 2014 | Rom alltid | https://www.avis.no/rom/alltid
Grønby | 2013 | Rom aldri | -
Helsedirektoratet | 2012 | Rom for helse | https://helse.no/rom
Hå kommune | 2020 | Årsmelding om rom | https://www.haa.kommune.no/rom
Ibsby | 2011 | Rom uten navn | -
Jensby | - | Rom som ikke er trykt | -
Kommuneloven | 2018 | Lov om kommuner og fylkeskommuner | https://lovdata.no/lov/2018-06-22-83
Larsby | 2010 | Rom i byen | -
Moeby | 2009 | Rom på landet | https://hdl.handle.net/11250/12345
""",
        id="addresses",
    ),
    pytest.param(
        "Referanser",
        """\
Andby, A. (2019). Rom nå. Oslo: Fjordforlaget.
Bergby, B. (2018). Rom da: En lang tittel som går over
66
 flere linjer. Oslo: Fjordforlaget.
Carlby, C. (2017). Rom før. Oslo: Fjordforlaget.
Dahlby, D. (2016). Rom ofte. Oslo: Fjordforlaget.

67

Eriby, E. (2015). Rom sjelden. Oslo: Fjordforlaget.
Fossby, F. (2014). Rom alltid. Oslo: Fjordforlaget.
""",
        """\
Andby | 2019 | Rom nå | -
Bergby | 2018 | Rom da: En lang tittel som går over flere linjer | -
Carlby | 2017 | Rom før | -
Dahlby | 2016 | Rom ofte | -
Eriby | 2015 | Rom sjelden | -
Fossby | 2014 | Rom alltid | -
""",
        id="page numbers",
    ),
    pytest.param(
        "LITTERATUR",
        """\
ANDBY, A. 2019. Rom nå. Oslo, Fjordforlaget.
BERGBY, B. & MOE, C. 2018. Rom da. Tidsskrift for rom, 2, 3-9.
CARLBY, C. (red.) 2017. Rom før. Bergen, Fagbokforlaget.
DAHLBY, D. A. 2016. Rom ofte, Oslo, Gyldendal akademisk.
EUROROMMET 2015. Rom sjelden. Brussel: Eurorommet.
""",
        """\
ANDBY | 2019 | Rom nå | -
BERGBY/MOE | 2018 | Rom da | -
CARLBY | 2017 | Rom før | -
DAHLBY | 2016 | Rom ofte | -
EUROROMMET | 2015 | Rom sjelden | -
""",
        id="capitals",
    ),
    pytest.param(
        "References",
        """\
Andersby, J., & Lewisby, K. (2016). Rooms we live in: A study of walls. Journal of Rooms, 12(3), 45–67. https://doi.org/10.1000/jr.2016.3
Bassby, B. M. (1990). From small to large rooms: Learning to share. Organizational Rooms, 18(3), 19-31.
Brown, T. L., Potby, M., & Wyattby, D. M. (2018). Rooms for change (3rd ed.). London: Routledge.
Office for Rooms. (n.d.). What is a room? Retrieved March 3, 2020, from https://www.rooms.gov/what
Smithby, A. (Ed.). (2001). The handbook of rooms. Sage.
Turnerby, P. (2003). Rooms at work. In A. Smithby & B. Jonesby (Eds.), Working rooms (pp. 33-52). Oxford University Press.
""",
        """\
Andersby/Lewisby | 2016 | Rooms we live in: A study of walls | 10.1000/jr.2016.3
Bassby | 1990 | From small to large rooms: Learning to share | -
Brown/Potby/Wyattby | 2018 | Rooms for change | -
Office for Rooms | n.d. | What is a room? | https://www.rooms.gov/what
Smithby | 2001 | The handbook of rooms | -
Turnerby | 2003 | Rooms at work | -
""",
        id="english",
    ),
    pytest.param(
        "Kildeliste",
        """\
• Andby, A. (2019). Rom nå og i fremtiden. Oslo:
Fjordforlaget.
• Bergby, B. (2018). Rom da. Oslo: Fjordforlaget.
• NAV (2020) Om rommet. https://www.nav.no/
rom/om-rommet
• Lov om rom. Lovdata.
• Carlby, C. (2017). Rom før. Oslo: Fjordforlaget.
""",
        """\
Andby | 2019 | Rom nå og i fremtiden | -
Bergby | 2018 | Rom da | -
NAV | 2020 | Om rommet | https://www.nav.no/rom/om-rommet
Lov om rom | - | Lov om rom | -
Carlby | 2017 | Rom før | -
""",
        id="bullets",
    ),
    pytest.param(
        "Litteraturliste",
        """\
Andby, Anne: Rom nå. Universitetsforlaget, Oslo 2019.
Bergby, Bjørn og Moe, Carl: Rom da. Fagbokforlaget, Bergen 2018.
Carlby, Cato: Rom før. 2. utgave. Gyldendal, Oslo 2017.
Dahlby, Dag (red.): Rom ofte. Tano Aschehoug 1998.
Eriby, Eva: «Rom sjelden», i Moe, Carl (red.): Rom alltid. Cappelen, Oslo 2001.
""",
        """\
Andby | 2019 | Rom nå | -
Bergby/Moe | 2018 | Rom da | -
Carlby | 2017 | Rom før | -
Dahlby | 1998 | Rom ofte | -
Eriby | 2001 | Rom sjelden | -
""",
        id="colon after the names",
    ),
    pytest.param(
        "Litteraturliste",
        """\
Andby, A. (2019). Rom nå. Oslo: Fjordforlaget. Bergby, B. (2018). Rom da. Oslo: Fjordforlaget. Carlby, C. & Dahlby, D. (2017). Rom før. Rom og tid, 4(2), 33–41. Eriby, E. (2015). Rom sjelden. Oslo: Fjordforlaget.
""",
        """\
Andby | 2019 | Rom nå | -
Bergby | 2018 | Rom da | -
Carlby/Dahlby | 2017 | Rom før | -
Eriby | 2015 | Rom sjelden | -
""",
        id="one paragraph",
    ),
    pytest.param(
        "Litteratur",
        """\
Andby, Anne Kari (2019): Rom nå. En innføring. Oslo: Fjordforlaget
Bergby, Bjørn Ove og Dahlby, Dag Olav (2018): Rom da. Oslo: Fjordforlaget
Carlby, Cathrine, Eriby, Eva & Fossby, Finn (red.) (2017): Rom før. Bergen: Fagbokforlaget
Grønby, Gro (2016): «Rom alltid», i Hansby, Hans (red.): Rom i alle land. Oslo: Gyldendal
Ibsby, Ivar og Jensby, Jan (2015): Rom sjelden. I: Tidsskrift for rom nr. 3, s. 4-19
Larsby, Lars m.fl. (2014): Rom ofte. Rapport 3/2014. Bergen: Rominstituttet
""",
        """\
Andby | 2019 | Rom nå. En innføring | -
Bergby/Dahlby | 2018 | Rom da | -
Carlby/Eriby/Fossby | 2017 | Rom før | -
Grønby | 2016 | Rom alltid | -
Ibsby/Jensby | 2015 | Rom sjelden | -
Larsby | 2014 | Rom ofte | -
""",
        id="given names in full",
    ),
    pytest.param(
        "Kilder",
        """\
Arbeids- og romdepartementet. (2016). NAV i et nytt rom (Meld. St. 33 (2015–2016)). Hentet fra https://www.regjeringen.no/rom
Arbeids- og romdepartementet. (2018, 3. mai). Om rommet. https://www.regjeringen.no/om
Barne-, ungdoms- og romdirektoratet (2019). Rom for barn. Oslo: Bufrom.
Den nasjonale romkomiteen. (2016). Retningslinjer for rom. Oslo: Romkomiteen.
Direktoratet for rom og IKT. (2014). Rom i staten. (Difi-rapport 2014:7). Oslo: Direktoratet for rom og IKT.
EU. (2016). Romforordningen. Brussel: EU.
Helse- og romdepartementet (2009). Romreformen. St.meld. nr. 47 (2008-2009).
NAV (2020a). Rom og tall. Lastet ned 3.5.2021 fra https://www.nav.no/rom-og-tall
NAV (2020b). Rom og mål. Lastet ned 3.5.2021 fra https://www.nav.no/rom-og-mal
NSD. (u.å.). Hva er et rom? Hentet 4. juni 2021 fra https://www.nsd.no/rom
OECD. (2013). Room reviews: Norway. OECD Publishing.
Statistisk rombyrå (2021, 4. februar). Fakta om rom. Statistisk rombyrå. https://www.srb.no/fakta
Store norske romleksikon. (2020, 3. mars). Rom. I Store norske romleksikon. https://snl.no/rom
""",
        """\
Arbeids- og romdepartementet | 2016 | NAV i et nytt rom | https://www.regjeringen.no/rom
Arbeids- og romdepartementet | 2018 | Om rommet | https://www.regjeringen.no/om
Barne-, ungdoms- og romdirektoratet | 2019 | Rom for barn | -
Den nasjonale romkomiteen | 2016 | Retningslinjer for rom | -
Direktoratet for rom og IKT | 2014 | Rom i staten | -
EU | 2016 | Romforordningen | -
Helse- og romdepartementet | 2009 | Romreformen | -
NAV | 2020a | Rom og tall | https://www.nav.no/rom-og-tall
NAV | 2020b | Rom og mål | https://www.nav.no/rom-og-mal
NSD | u.å. | Hva er et rom? | https://www.nsd.no/rom
OECD | 2013 | Room reviews: Norway | -
Statistisk rombyrå | 2021 | Fakta om rom | https://www.srb.no/fakta
Store norske romleksikon | 2020 | Rom | https://snl.no/rom
""",
        id="offices",
    ),
    pytest.param(
        "Referanser",
        """\
Andby, A. (2019). Rom nå: En svært lang tittel om rom som går over flere linjer i lista. Oslo:
    Fjordforlaget.
Bergby, B. (2018). Rom da: En svært lang tittel om rom som også går over flere linjer i
    denne lista. Oslo: Fjordforlaget.
Carlby, C., Dahlby, D., Eriby, E. & Fossby, F. (2017). Rom før. Rom og tid, 4(2), 33–41.
    doi:10.1016/j.rom.2017.01.002
NAV. (2016, 12. mai). Om rommet og alt som er i det. Hentet 3. mai 2019 fra
    https://www.nav.no/no/nav-og-samfunn/om-nav/rommet-og-alt-
    som-er-i-det
""",
        """\
Andby | 2019 | Rom nå: En svært lang tittel om rom som går over flere linjer i lista | -
Bergby | 2018 | Rom da: En svært lang tittel om rom som også går over flere linjer i denne lista | -
Carlby/Dahlby/Eriby/Fossby | 2017 | Rom før | 10.1016/j.rom.2017.01.002
NAV | 2016 | Om rommet og alt som er i det | https://www.nav.no/no/nav-og-samfunn/om-nav/rommet-og-alt-som-er-i-det
""",
        id="hanging tabs",
    ),
    pytest.param(
        "Referanser",
        """\
1. Andby, A. (2019). Rom nå. Oslo: Fjordforlaget.
2. Bergby, B. (2018). Rom da. Oslo: Fjordforlaget.
3. Carlby, C. (2017). Rom før. Oslo: Fjordforlaget.
[4] Dahlby, D. (2016). Rom ofte. Oslo: Fjordforlaget.
""",
        """\
Andby | 2019 | Rom nå | -
Bergby | 2018 | Rom da | -
Carlby | 2017 | Rom før | -
Dahlby | 2016 | Rom ofte | -
""",
        id="numbered",
    ),
    pytest.param(
        "Litteratur",
        """\
Andby, A. (2019). Rom nå.

Oslo: Fjordforlaget.


Bergby, B. (2018). Rom da.

Tidsskrift for rom,

2(3), 4-19.


Lov om rom (romloven) av 2009.

Hentet fra: https://lovdata.no/rom


NAV. (2016). Om rommet.

Hentet fra: https://www.nav.no/rom
""",
        """\
Andby | 2019 | Rom nå | -
Bergby | 2018 | Rom da | -
- | 2009 | Lov om rom | https://lovdata.no/rom
NAV | 2016 | Om rommet | https://www.nav.no/rom
""",
        id="blank lines everywhere",
    ),
    pytest.param(
        "Litteraturliste",
        """\
Aasby, P., J. Mølby, E. Ryeby, E. Otteby, T. S. Prøby og F. Hertzby (2012) Romløftet som styringsreform – et løft eller et løfte? NIFU Rapport 20/2012. Oslo: NIFU.
Bandby, A. (2012) «On the functional rooms revisited». I: Journal of Rooms, 38 (1).
Bjørnby, M. og B. Hørnby (2014a). Analyse av rom: en rapport på oppdrag fra Romutvalget.
Bonesby, H., J. M.V. Iversby og I. Pettersby (2010). Kommunal rompolitikk etter Romløftet. SØF-rapport nr. 07/10. Trondheim: SØF.
Creswby, John D & Millby, Dana L. (2000). Determining rooms in qualitative inquiry. Theory Into Rooms, 39(3), 124-130. URL: http://www.tandf.com/doi/abs/s154
Everby, Euris L og Furseby, Inger (2012). Romoppgaven. Hvordan begynne og fullføre. Oslo: Universitetsforlaget.
Fangby, Katrine (2011). Deltagende rom. I K. Fangby & A-M. Sellby (red) Mange ulike rom (37-56). Oslo: Gyldendal Akademisk.
Fossby, Bjørg (2004). Rom i sosialt arbeid. I Birthe Gamby, Therese Halby & Brian Lenby (Red.), På sporet af rom. København: Socialpolitisk Forlag.
Hagtby, Bernt & Gorana Ognjeby (Red.) (2011). Romdannelse. Tenkning, modning, refleksjon. Oslo: Dreyer forlag.
Helleby, Jon (1969). Eit utdana rom og eit dana rom: framlegg til eit utvida romomgrep. Universitetet i Bergen: Filosofisk institutt.
Nilsby, G. H. (2005). Et teoretisk blikk på rom. Masteroppgave, Høgskolen i Lillehammer, Lillehammer.
Nørby, K. (2003). Space-efficient rooms. I T. Kochby & I. Sølby (red.), Research and rooms, 7th European Conference, ECDL 2003, Trondheim, Norway (s. 511-522). Berlin: Springer.
Singby, S.(2007) Det geniale rom. Levende Rom, 5, s 52 – 55.
Shanby, M.J. (2000). Rooming. I E. F. Borgby & R. J.V. Montby (red.), Encyclopedia of rooms (2 utg., Vol. 1, s. 1-18). New York: Macmillan Reference.
Vestby, Emilie Elisabeth (2012). Rom i arbeidslivet basert på SDT. Masteroppgave. Oslo: Universitetet i Oslo
""",
        """\
Aasby/Mølby/Ryeby/Otteby/Prøby/Hertzby | 2012 | Romløftet som styringsreform – et løft eller et løfte? | -
Bandby | 2012 | On the functional rooms revisited | -
Bjørnby/Hørnby | 2014a | Analyse av rom: en rapport på oppdrag fra Romutvalget | -
Bonesby/Iversby/Pettersby | 2010 | Kommunal rompolitikk etter Romløftet | -
Creswby/Millby | 2000 | Determining rooms in qualitative inquiry | http://www.tandf.com/doi/abs/s154
Everby/Furseby | 2012 | Romoppgaven. Hvordan begynne og fullføre | -
Fangby | 2011 | Deltagende rom | -
Fossby | 2004 | Rom i sosialt arbeid | -
Hagtby/Ognjeby | 2011 | Romdannelse. Tenkning, modning, refleksjon | -
Helleby | 1969 | Eit utdana rom og eit dana rom: framlegg til eit utvida romomgrep | -
Nilsby | 2005 | Et teoretisk blikk på rom | -
Nørby | 2003 | Space-efficient rooms | -
Singby | 2007 | Det geniale rom | -
Shanby | 2000 | Rooming | -
Vestby | 2012 | Rom i arbeidslivet basert på SDT | -
""",
        id="names of every order",
    ),
    pytest.param(
        "Kildeliste",
        """\
Andby A og Bergby B. (2013): Organisasjonsrom. 4. utgave. Bergen: Fagbokforlaget
Eriby, E. 1995. «Rom i rom». Tidsskrift for rom 12: 3-19.
Fossby, F. (2010b), Rommets tid, Oslo: Fjordforlaget
Grønby, G; Hansby, H; Ibsby, I (2011): Rom i tall. Oslo: Fjordforlaget
Jensby, Jens, Karlby, Kari, og Larsby, Lars (2009) Rom i ord. (2. utg) Oslo: Fjordforlaget
Moeby, M. og medarbeidere (2008). Rom i alle land. Oslo: Fjordforlaget.
Nilsby, N. , Olsby, O. (2007) . Rom uten mellomrom . Oslo : Fjordforlaget .
Pedby, P. - Rom med strek (2006). Fjordforlaget.
Rasby, R. et al. (2005). Rom for flere. Oslo: Fjordforlaget.
Ås, Å. (2004). Rom på Ås. Ås: Fjordforlaget.
""",
        """\
Andby/Bergby | 2013 | Organisasjonsrom | -
Eriby | 1995 | Rom i rom | -
Fossby | 2010b | Rommets tid | -
Grønby/Hansby/Ibsby | 2011 | Rom i tall | -
Jensby/Karlby/Larsby | 2009 | Rom i ord | -
Moeby | 2008 | Rom i alle land | -
Nilsby/Olsby | 2007 | Rom uten mellomrom | -
Pedby | 2006 | Rom med strek | -
Rasby | 2005 | Rom for flere | -
Ås | 2004 | Rom på Ås | -
""",
        id="without years, odd marks",
    ),
]


@pytest.mark.parametrize(("heading", "entries", "works"), LISTS)
def test_a_list_is_read_into_its_works(heading: str, entries: str, works: str) -> None:
    text = f"{flowing((*FRONT, *BODY))}\n\n{heading}\n\n{entries}"
    found = find_references(lay_out(read_source("oppgave.txt", text.encode()))[0])
    read = [
        ("/".join(author.name for author in entry.authors), entry.year, entry.title, entry.doi or entry.url)
        for entry in found
    ]
    assert [" | ".join(part or "-" for part in parts) for parts in read] == works.splitlines()


def test_a_list_without_a_heading_is_found_by_its_entries() -> None:
    entries = "\n".join(
        f"{name}by, {name[0]}. (201{n}). Rom {n}. Oslo: Fjordforlaget." for n, name in enumerate("ABCDEFGH")
    )
    text = f"{flowing((*FRONT, *BODY))}\n\nAftenposten (2018). Rommet. Oslo: Aftenposten.\n{entries}"
    found = find_references(lay_out(read_source("oppgave.txt", text.encode()))[0])
    assert [entry.title for entry in found] == ["Rommet", *(f"Rom {n}" for n in range(8))]


def test_a_section_about_sources_is_no_list() -> None:
    dense = (
        "Ifølge Dahl (2015) er rommet stort, og Moe (2016) er enig. Lie (2017) og Vik (2018) er ikke det.\n"
        * 9
    )
    text = f"{flowing(FRONT)}\n\n1 Innledning\n\n{dense}\n2.3 Kilder\n\n{dense}\n{flowing(BODY)}"
    assert find_references(lay_out(read_source("oppgave.txt", text.encode()))[0]) == ()


@pytest.mark.parametrize("publisher", ["Fjordforlaget.", "Romlige Skrifter Fjellbygd.", "Bokhylla forlag."])
def test_a_publisher_that_wraps_to_a_line_of_its_own_ends_its_entry(publisher: str) -> None:
    entries = [
        "Haugny, T. & Løksa, M. (Red.). (2016). Rom for samarbeid (2. utg.).",
        publisher,
        "Mulen, E. J. (2014). Rom i kø (5. utg.). Kunnskapsforlaget.",
        "Skaft, A. (2018). Rom i praksis (5. utg.). Kunnskapsforlaget.",
    ]
    text = "\n\n".join([flowing(BODY), "Litteratur", *entries])
    found = find_references(lay_out(read_source("x.txt", text.encode()))[0])
    assert [reference.raw for reference in found] == [f"{entries[0]} {publisher}", *entries[2:]]


def test_a_place_of_publication_on_a_line_set_in_begins_no_entry() -> None:
    entries = [
        "Haugny, Torgeir og Marianne Løksa (2007) Rommet vi deler i hverdagen.\n    Bergen: Fjordforlaget",
        "Mulen, Edvard, Per Arne Skaft og Line Bråten (2006)\n    Rom for samarbeid. Oslo: Fjellforlaget",
        "Skaft, Anne (1973) Rom i praksis. Oslo: Kunnskapsforlaget",
    ]
    text = "\n\n".join([flowing(BODY), "Litteratur", *entries])
    found = find_references(lay_out(read_source("x.txt", text.encode()))[0])
    assert [reference.title for reference in found] == [
        "Rommet vi deler i hverdagen",
        "Rom for samarbeid",
        "Rom i praksis",
    ]
