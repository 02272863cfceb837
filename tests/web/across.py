"""A small collection to read across: theses that share themes, authors and words."""

from __future__ import annotations

from tests import recipes


def fill(n: int) -> None:
    """``n`` theses; each with two voices, a source quoted and cited second-hand, a term, and three themes."""
    collaboration = recipes.make_theme("Samarbeid")
    partnership = recipes.make_theme("Partnerskap", broader=collaboration)
    trust = recipes.make_theme("Tillit")
    author = recipes.make_person("Skriversen", "Siri")
    shared = recipes.make_work(author, recipes.make_person("Aasland", "Åse"), title="Sammen om kontoret")
    for number in range(n):
        thesis = recipes.make_thesis(f"Oppgave {number:02}", year=2000 + number % 20)
        chapter = recipes.make_chapter(thesis, "Funn")
        leader = recipes.make_informant(thesis, "Leder A", "leader")
        worker = recipes.make_informant(thesis, "Veileder B", "employee")
        for place in range(4):
            passage = recipes.make_passage(
                chapter, f"Vi eier kontoret sammen, sa hun i møte {place} i by {number}."
            )
            said = recipes.make_quotation(passage, informant=leader if place else worker)
            recipes.tag(said, partnership, suggested=True)
            recipes.tag(said, trust, suggested=True)
        text = f"Skriversen (2010, s. {number + 1}) kaller det et lappeteppe. Andre (1999) er enige."
        passage = recipes.make_passage(chapter, text)
        recipes.tag(passage, partnership, suggested=True)
        citation = recipes.make_citation(passage, shared, "Skriversen (2010", locator=f"s. {number + 1}")
        other = recipes.make_work(year="1999", title="")
        recipes.make_citation(passage, other, "Andre (1999)", via=shared, secondary_via="Skriversen")
        quoted = recipes.make_quotation(passage, "et lappeteppe", kind="literature", citation=citation)
        recipes.tag(quoted, partnership)
        recipes.make_quotation(
            recipes.make_passage(chapter, f"Ordet delekontor {number}."), "delekontor", kind="term"
        )
