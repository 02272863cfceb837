"""Given names that writers of Norwegian and English theses put before a family name.

The list need not be complete: it only tells "Kari Holm Berg" from "Holm Berg", and a name it does not know is
still read as a given name where nothing speaks for a double family name.
"""

from __future__ import annotations

GIVEN_NAMES = frozenset(
    """
    aage aase adam adrian agnes agnete aina alan albert albrecht alexander alf alfred alice alison allan amalie amanda amy anders
    andrea andreas andrew andy ane angela anita anja ann anna anne annette anniken ann-kristin annie anthony anton are arild
    arne arnfinn arnt arthur arve arvid asbjørn asgeir aslak asle astrid atle aud audun august axel barbara beate ben
    bengt benjamin bente bernard bernt berit bernhard bernadette bill birger birgit birgitte birthe bjarne bjørg bjørn bo bob bodil
    brenda brian brit britt brita bruce bruno camilla carl carol caroline cathrine catherine cecilie charles charlotte chris
    christel christian christina christine christoffer christopher clara claire claus colin connie craig cynthia dag dagfinn
    dagny dan daniel daniela david deborah dennis diane dorothy douglas ebba edgar edith edvard edward egil eileen einar eirik
    eirin eivind elaine eldar eli elin eline elisabeth elise elizabeth ella ellen elin elsa elsa else emil emilie emily emma endre
    eric erica erik erika erland erlend erling ernst espen eva eve even eystein fanny finn fiona frank frans franz fred frederick
    fredrik frida friedrich frode gabriel gail gareth gary geir geoffrey georg george gerald gerd gerhard gert gisle giske gita glen gordon
    grace graham greg greta grete grethe gro gry gudmund gudrun guido gunhild gunn gunnar gunvor gustav guttorm guri guro gøran hallgeir
    hallvard halvard halvor hanna hannah hanne hans harald harry haakon håkon håvard heather hedda hege heidi helen helena helene helga helge helle henning
    henriette henrik henry herbert herman hilde hildegunn hugo ian ida idar idun inga inge ingeborg inger inger-lise ingrid ingunn ingvald
    ingvar ingvild irene iris isabel isak ivan ivar iver jack jacob jakob james jan jan-erik jane janet janne janniche jarl jarle jay jean jeanette jeff
    jeffrey jennifer jenny jens jeremy jill jim joakim joan joanna jo joe joel johan johann johanna johanne johannes john johnny jon jonas jonathan
    joost joseph jostein joyce juan judith julia julian julie jun june jørgen jørn jürgen kaare kai kaja kari karen karianne karin karina karl karoline
    kate katharina katherine kathleen kathrine katrine keith ken kenneth kent kerstin kevin kim kine kirsten kirsti kjell kjersti kjetil klaus
    knud knut konrad kristen kristian kristin kristina kristine kristoffer kurt kåre lars larry laura lasse lee leif lena lene leo leon lewis
    lillian lilly linda linn lisa lisbeth lise live liv lone lotte louise lucy ludvig luke lutz magne magnar magnhild magnus mai maja malin
    marcus mads maren margaret margareth margit margrete margrethe mari maria marianne marie marit marita mark markus marte martha
    martin martine mary mathias mathilde mats matthew maud maureen max may mette michael michel mikael mike mina mona monica
    morten nancy nicholas nick nicolai nils nigel nina nora norbert norman odd oddbjørn oddgeir oddrun oddvar ola olaf olav ole olga oliver
    oscar oskar otto ove owen ottar pamela patricia patrick paul pål paula paulo pauline peder peggy per per-arne pernille peter petra petter
    philip phil philippe pierre pia preben rachel ragna ragnar ragnhild ralph randi randi-lise rasmus ray raymond rebecca reidar reidun renate
    richard rita robert robin roger rolf rolv ronald ronny ronja roy rudolf rune runar ruth ruud sally sam samuel sandra sara sarah sean selma
    sharon sheila sidsel siri sidney sigbjørn sigmund sigrid sigrun sigurd signe signy silje simen simon sissel siv sjur sofie sol solfrid solveig
    solvor sonja stefan steffen stein steinar stein-erik stephen stephanie steve steven stig stian stine sture sturla sunniva susan susanne
    svein sven sverre svenn synne synnøve søren tage tale tanja tarjei ted terje terry thea theodor theresa therese thomas thor
    thorbjørn thorvald tim timothy tina tine tiril tobias tom tommy tone tonje tony tor tora torbjørn tord tore torgeir torger toril torill
    torkel torkil tormod torstein torunn trond trine trude trude-kristin trygve turid tuva ulf ulla ulrich ulrik una unn unni ursula uwe vegard vegar
    vera veronica vibeke victor victoria vidar vigdis viggo vivian walter wenche wendy werner wilhelm will william yngvar yngve yrjö
    yvonne øivind øistein ørjan østen øystein øyvind åge åse åshild åsmund åsta olaug margunn oddny målfrid torhild
    """.split()
)
