"""Every public page with something on it, by name: its address on a dressed site (``Site.dress``).

A new address in ``kb/web/urls`` gets a row in ``PAGES``, or stands in ``NOT_PAGES`` with what it is instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.urls import reverse

from kb.records.identifiers import make_voice_key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.browser.sites import Site

READ, OTHER, ENGLISH = (
    "hundre-dager-til-arbeid-2024",
    "en-dor-to-oppdragsgivere-2021",
    "the-last-counter-2022",
)
NYNORSK, WITHDRAWN = "pasienten-mellom-husa-2023", "dugnad-med-tilskuddsbrev-2023"
THEME, BARE = "partnerskap", "noe-ingen-skrev-om"
TWO = f"t={READ}&t={OTHER}"
FOUR = f"{TWO}&t={NYNORSK}&t={ENGLISH}"

# Words that stand for what only the base knows: a question for it.
KEYS = {
    "QUOTATION": "SELECT public_id FROM records_quotation WHERE kind = 'interview' AND state = 'accepted' "
    "AND informant_id IS NOT NULL ORDER BY length(text) DESC LIMIT 1",
    "SUGGESTED": "SELECT q.public_id FROM records_quotation q JOIN records_thesis t ON t.id = q.thesis_id "
    "WHERE q.kind = 'policy' AND q.state = 'suggested' ORDER BY q.id LIMIT 1",
    "WORK": "SELECT w.slug FROM records_work w JOIN records_citation c ON c.work_id = w.id GROUP BY w.id "
    "ORDER BY count(DISTINCT c.thesis_id) DESC, count(*) DESC LIMIT 1",
    "AUTHOR": "SELECT p.slug FROM records_person p JOIN records_authorship a ON a.person_id = p.id "
    "JOIN records_citation c ON c.work_id = a.work_id GROUP BY p.id "
    "ORDER BY count(DISTINCT c.thesis_id) DESC, count(*) DESC LIMIT 1",
    "VOICE": "SELECT i.label FROM records_informant i JOIN records_thesis t ON t.id = i.thesis_id "
    "JOIN records_quotation q ON q.informant_id = i.id WHERE t.slug = 'hundre-dager-til-arbeid-2024' "
    "GROUP BY i.id ORDER BY count(*) DESC LIMIT 1",
    "PASSAGE": "SELECT p.anchor FROM records_passage p JOIN records_thesis t ON t.id = p.thesis_id "
    "JOIN records_quotation q ON q.passage_id = p.id WHERE t.slug = 'hundre-dager-til-arbeid-2024' "
    "ORDER BY p.id LIMIT 1",
}


@dataclass(frozen=True, slots=True)
class PublicPage:
    """One page: the name of its address, what that takes, the query; ``status`` is what it answers.

    ``address`` is for pages without a name of their own; ``role`` is of whom the page shows more to.
    """

    name: str = ""
    takes: Mapping[str, str] = field(default_factory=dict)
    query: str = ""
    status: int = 200
    role: str = ""
    address: str = ""


def _page(name: str, query: str = "", *, status: int = 200, role: str = "", **takes: str) -> PublicPage:
    return PublicPage(name, takes, query, status, role)


PAGES: dict[str, PublicPage] = {
    "home": _page("home"),
    "about": _page("about"),
    "about-search": _page("about-search"),
    "about-citing": _page("about-citing"),
    "about-keys": _page("about-keys"),
    "about-accessibility": _page("about-accessibility"),
    "about-privacy": _page("about-privacy"),
    "search": _page("search", f"q={THEME}"),
    "search-start": _page("search"),
    "search-narrowed": _page("search", f"q={THEME}&role=leader&theme={THEME}"),
    "search-passages": _page("search", "q=tillit+kontroll&in=passage"),
    "search-works": _page("search", "q=lipsky&in=work"),
    "search-nothing": _page("search", "q=kvantefysikk+romskip"),
    "search-slip": _page("search", "q=partnerskabp"),
    "search-odd": _page("search", "q=%22aldri+lukket+OR+-"),
    "similar": _page("similar", slug=READ, anchor="PASSAGE"),
    "theses": _page("thesis-list"),
    "theses-table": _page("thesis-list", "view=table&sort=title"),
    "theses-narrowed": _page("thesis-list", f"theme={THEME}&language=nb"),
    "theses-none": _page("thesis-list", "year=1901"),
    "thesis": _page("thesis-detail", slug=OTHER),
    "thesis-confirmed": _page("thesis-detail", slug=READ),
    "thesis-nynorsk": _page("thesis-detail", slug=NYNORSK),
    "thesis-english": _page("thesis-detail", slug=ENGLISH),
    "thesis-sources": _page("thesis-sources", slug=READ),
    "chapter": _page("chapter-detail", slug=READ, chapter="4-empiri"),
    "chapter-theory": _page("chapter-detail", slug=OTHER, chapter="2-teoretisk-rammeverk"),
    "chapter-with-table": _page("chapter-detail", slug=OTHER, chapter="3-metode"),
    "chapter-nynorsk": _page("chapter-detail", slug=NYNORSK, chapter="4-funn"),
    "chapter-references": _page("chapter-detail", slug=READ, chapter="litteratur"),
    "chapter-confirmed": _page("chapter-detail", "confirmed=1", slug=READ, chapter="5-drofting"),
    "chapter-in-english": _page("chapter-detail", slug=OTHER, chapter="abstract"),
    "quotations": _page("quotation-list"),
    "quotations-narrowed": _page("quotation-list", f"theme={THEME}&role=leader&sort=year"),
    "quotations-flat": _page("quotation-list", "group=none&kind=policy"),
    "quotations-none": _page("quotation-list", "q=romskip"),
    "quotation": _page("quotation-detail", public_id="QUOTATION"),
    "quotation-suggested": _page("quotation-detail", public_id="SUGGESTED"),
    "themes": _page("theme-list"),
    "theme": _page("theme-detail", slug=THEME),
    "theme-roles": _page("theme-detail", "a=leader&b=employee", slug=THEME),
    "theme-confirmed": _page("theme-detail", "confirmed=1", slug="ressurser"),
    "theme-bare": _page("theme-detail", slug=BARE),
    "theme-theses": _page("theme-theses", slug=THEME),
    "theme-passages": _page("theme-passages", slug=THEME),
    "theme-words": _page("theme-words", "word=partnerskap", slug=THEME),
    "matrix": _page("theme-matrix"),
    "matrix-roles": _page("theme-matrix", "by=role&show=share&open=all"),
    "matrix-cell": _page("theme-matrix", f"cell={THEME}:{READ}"),
    "together": _page("theme-together"),
    "together-pair": _page("theme-together", "in=passage&pair=partnerskap,styringslinjer"),
    "together-theme": _page("theme-together", f"theme={THEME}"),
    "compare-start": _page("compare"),
    "compare-two": _page("compare", f"{TWO}&theme={THEME}"),
    "compare-four": _page("compare", FOUR),
    "authors": _page("author-list"),
    "authors-narrowed": _page("author-list", f"theme={THEME}&sort=cited"),
    "authors-none": _page("author-list", "q=ingenmann"),
    "author": _page("author-detail", slug="AUTHOR"),
    "works": _page("work-list"),
    "works-shared": _page("work-list", "theses=2&sort=cited"),
    "works-none": _page("work-list", "q=ingenbok"),
    "work": _page("work-detail", slug="WORK"),
    "work-narrowed": _page("work-detail", f"thesis={READ}", slug="WORK"),
    "voices": _page("voice-list"),
    "voices-by-thesis": _page("voice-list", f"group=thesis&theme={THEME}"),
    "voices-none": _page("voice-list", "role=leader&thesis=finnes-ikke"),
    "voice": _page("voice-detail", slug=READ, key="VOICE"),
    "voice-by-theme": _page("voice-detail", "by=theme", slug=READ, key="VOICE"),
    "recurring": _page("recurring"),
    "recurring-terms": _page("recurring", "show=terms"),
    "recurring-passages": _page("recurring", "show=passages"),
    "recurring-sources": _page("recurring", "show=sources"),
    "recurring-for-curators": _page("recurring", "show=terms", role="curator"),
    "not-found": PublicPage(status=404, address="/finnes-ikke/"),
    "not-found-quotation": PublicPage(status=404, address="/q/finnes/"),
    "not-found-near": PublicPage(status=404, address="/themes/partnerskapp/"),
    "not-found-chapter": PublicPage(status=404, address=f"/theses/{READ}/9-empiri/"),
    "withdrawn": _page("thesis-detail", status=410, slug=WITHDRAWN),
}
# In two parts, for tests on two cores.
TEXTS = list(PAGES)[: list(PAGES).index("themes")]
ACROSS = list(PAGES)[len(TEXTS) :]
# Names of addresses that answer no page, each with what they answer.
NOT_PAGES = {
    "health": "a word for machines",
    "language": "takes a choice and leads back",
    "search-suggestions": "suggestions, for the script of the search box",
    "work-card": "a piece of a page, for the script that lays it beside a citation",
    "voice-list-thesis": "leads on to the list",
    **dict.fromkeys(("styleguide", "styleguide-tokens"), "for those who build the site, never in production"),
    **dict.fromkeys(("search-feed", "quotation-feed", "theme-feed"), "a feed"),
    **dict.fromkeys(
        (
            "search-table", "thesis-table", "quotation-table", "quotation-file", "theme-list-table",
            "theme-matrix-table", "theme-together-table", "theme-table", "compare-table", "voice-list-table",
            "voice-table", "recurring-table", "theme-vocabulary", "thesis-citation", "work-citation",
            "quotation-citation",
        ),
        "a file",
    ),
    **dict.fromkeys(("recurring-theme", "recurring-aside", "recurring-back"), "takes what a curator decides"),
}  # fmt: skip


def find_addresses(site: Site, *, role: str | None = None) -> dict[str, str]:
    """The addresses of all pages by name, on a dressed site; only those of a role, where one is named."""
    told = {key: str(site.ask(question)[0][0]) for key, question in KEYS.items()}
    told["VOICE"] = make_voice_key(told["VOICE"])
    return {
        name: _find_address(page, told) for name, page in PAGES.items() if role is None or page.role == role
    }


def _find_address(page: PublicPage, told: Mapping[str, str]) -> str:
    if page.address:
        return page.address
    plain = reverse(page.name, kwargs={part: told.get(value, value) for part, value in page.takes.items()})
    return f"{plain}?{page.query}" if page.query else plain
