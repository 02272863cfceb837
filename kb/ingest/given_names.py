"""Given names that writers of Norwegian and English theses put before a family name.

The list need not be complete: it only tells "Kari Holm Berg" from "Holm Berg", and a name it does not know is
still read as a given name where nothing speaks for a double family name.
"""

from __future__ import annotations

_NAMES = """
aage aase adam adrian agnes agnete aina alan albert albrecht alexander alf alfred alice alison allan
amalie amanda amy anders andrea andreas andrew andy ane angela anita anja ann ann-kristin anna anne
annette annie anniken anthony anton are arild arne arnfinn arnt arthur arve arvid asbjørn asgeir aslak
asle astrid atle aud audun august axel barbara beate ben bengt benjamin bente berit bernadette bernard
bernhard bernt bill birger birgit birgitte birthe bjarne bjørg bjørn bo bob bodil brenda brian brit brita
britt bruce bruno camilla carl carol caroline catherine cathrine cecilie charles charlotte chris christel
christian christina christine christoffer christopher claire clara claus colin connie craig cynthia dag
dagfinn dagny dan daniel daniela david deborah dennis diane dorothy douglas ebba edgar edith edvard
edward egil eileen einar eirik eirin eivind elaine eldar eli elin eline elisabeth elise elizabeth ella
ellen elsa else emil emilie emily emma endre eric erica erik erika erland erlend erling ernst espen eva
eve even eystein fanny finn fiona frank frans franz fred frederick fredrik frida friedrich frode gabriel
gail gareth gary geir geoffrey georg george gerald gerd gerhard gert giske gisle gita glen gordon grace
graham greg greta grete grethe gro gry gudmund gudrun guido gunhild gunn gunnar gunvor guri guro gustav
guttorm gøran haakon hallgeir hallvard halvard halvor hanna hannah hanne hans harald harry heather hedda
hege heidi helen helena helene helga helge helle henning henriette henrik henry herbert herman hilde
hildegunn hugo håkon håvard ian ida idar idun inga inge ingeborg inger inger-lise ingrid ingunn ingvald
ingvar ingvild irene iris isabel isak ivan ivar iver jack jacob jakob james jan jan-erik jane janet janne
janniche jarl jarle jay jean jeanette jeff jeffrey jennifer jenny jens jeremy jill jim jo joakim joan
joanna joe joel johan johann johanna johanne johannes john johnny jon jonas jonathan joost joseph jostein
joyce juan judith julia julian julie jun june jørgen jørn jürgen kaare kai kaja karen kari karianne karin
karina karl karoline kate katharina katherine kathleen kathrine katrine keith ken kenneth kent kerstin
kevin kim kine kirsten kirsti kjell kjersti kjetil klaus knud knut konrad kristen kristian kristin
kristina kristine kristoffer kurt kåre larry lars lasse laura lee leif lena lene leo leon lewis lillian
lilly linda linn lisa lisbeth lise liv live lone lotte louise lucy ludvig luke lutz mads magnar magne
magnhild magnus mai maja malin marcus maren margaret margareth margit margrete margrethe margunn mari
maria marianne marie marit marita mark markus marte martha martin martine mary mathias mathilde mats
matthew maud maureen max may mette michael michel mikael mike mina mona monica morten målfrid nancy
nicholas nick nicolai nigel nils nina nora norbert norman odd oddbjørn oddgeir oddny oddrun oddvar ola
olaf olaug olav ole olga oliver oscar oskar ottar otto ove owen pamela patricia patrick paul paula
pauline paulo peder peggy per per-arne pernille peter petra petter phil philip philippe pia pierre preben
pål rachel ragna ragnar ragnhild ralph randi randi-lise rasmus ray raymond rebecca reidar reidun renate
richard rita robert robin roger rolf rolv ronald ronja ronny roy rudolf runar rune ruth ruud sally sam
samuel sandra sara sarah sean selma sharon sheila sidney sidsel sigbjørn sigmund signe signy sigrid
sigrun sigurd silje simen simon siri sissel siv sjur sofie sol solfrid solveig solvor sonja stefan
steffen stein stein-erik steinar stephanie stephen steve steven stian stig stine sture sturla sunniva
susan susanne svein sven svenn sverre synne synnøve søren tage tale tanja tarjei ted terje terry thea
theodor theresa therese thomas thor thorbjørn thorvald tim timothy tina tine tiril tobias tom tommy tone
tonje tony tor tora torbjørn tord tore torgeir torger torhild toril torill torkel torkil tormod torstein
torunn trine trond trude trude-kristin trygve turid tuva ulf ulla ulrich ulrik una unn unni ursula uwe
vegar vegard vera veronica vibeke victor victoria vidar vigdis viggo vivian walter wenche wendy werner
wilhelm will william yngvar yngve yrjö yvonne åge åse åshild åsmund åsta øistein øivind ørjan østen
øystein øyvind
"""
GIVEN_NAMES = frozenset(_NAMES.split())

# Those that writers of theses give their informants, by the pronoun that takes them up.
_FEMALE = """
agnes alice amalie amina andrea ane anette angela anita anja ann anna anne annette astrid aud barbara beate
bente berit birgit birgitte bodil brit britt camilla carina carol caroline cathrine cecilie charlotte
christina christine dagny diana diane ebba edith eileen elin eline elisabeth elise elizabeth ella ellen else
emilie emma eva fanny fatima fatma fay frida gerd gina grace greta grete grethe gro gry gudrun guri guro hanna
hannah hanne hedda hege heidi helen helena helene helle henriette hilde iben ida ine inga ingeborg inger
ingrid ingunn irene iris jane janne jenny jorunn julia julie kaja karen kari karianne karin karina karoline
katharina kathrine katrine kine kirsten kirsti kristin kristina kristine laila laura lea leila lena lene linda
linn linnea lisa lisbeth lise liv live lone lotte louise mai maja malin mari maria marianne marie marit marte
martha mary mathilde may mette mia mina mona monica nina nora oda olga oline pernille petra pia ragna ragnhild
randi rebekka rikke rita ruth sandra sara sarah selma sidsel signe sigrid silje siri siv sofia sofie solfrid
solveig stine sunniva susan susanne synne synnøve thea tina tine tiril tone tonje torill torunn trine turid
tuva unn unni vera veronica vibeke vigdis vilde wenche yasmin åse åshild åsta
"""
_MALE = """
adam adrian ahmed aksel albert alexander alf ali amir anders andreas andrew anton arild arne arnfinn arvid
asbjørn asgeir atle audun august axel bernt birger bjarne bjørn bob brian charles christian christopher dag
daniel david edvard egil einar eirik eivind elias emil erik erlend erling espen even filip finn frank fredrik
frode geir george gunnar gustav guttorm hallvard halvor hans harald hassan helge henning henrik henry herman
håkon håvard isak ivar iver jack jakob jamal james jan jens joakim johan johannes john jon jonas jostein
jørgen jørn kai karl kenneth kevin kim kjell kjetil knut kristian kristoffer kåre lars lasse leif liam lucas
ludvig magne magnus marius markus martin mathias michael mikael mikkel mohammed mons morten nils odd oddbjørn
oddvar odin ola olaf olav ole oliver omar oscar oskar otto peder per peter petter philip pål ragnar rasmus
reidar richard robert roger rolf roy rune sander sebastian sigurd simen simon sindre stein steinar stian
sturla svein sverre terje thomas thor tobias tom tommy tor tore torgeir tormod torstein trond trygve ulf
vegard vidar viggo viktor william yusuf åge øystein øyvind
"""
FEMALE_NAMES = frozenset(_FEMALE.split())
MALE_NAMES = frozenset(_MALE.split())
