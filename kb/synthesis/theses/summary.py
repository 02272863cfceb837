"""What one thesis is about, who speaks in it and whom it leans on, counted."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q

from kb.records.models import Citation, Informant, Quotation, Theme, ThemeLink, Work
from kb.synthesis.alphabet import make_sort_key
from kb.synthesis.collection import find_spoken

if TYPE_CHECKING:
    from kb.records.models import Thesis

N_WORKS = 10


@dataclass(frozen=True, slots=True)
class ThesisSummary:
    """Numbers of quotations by theme (narrower ones counted with the broader) and by voice; of citations by work."""

    n_quotations: int
    n_interviews: int
    themes: tuple[tuple[Theme, int], ...]
    voices: tuple[tuple[Informant, int], ...]
    works: tuple[tuple[Work, int], ...]
    n_works: int
    n_citations: int


def summarize_thesis(thesis: Thesis) -> ThesisSummary:
    """The summary of what the public sees of the thesis; seven queries."""
    spoken = find_spoken().filter(thesis=thesis).order_by()
    sizes = spoken.aggregate(n=Count("pk"), n_interviews=Count("pk", filter=Q(kind=Quotation.Kind.INTERVIEW)))
    of_voice = dict(
        spoken.exclude(informant=None)
        .values_list("informant")
        .annotate(n=Count("pk"))
        .values_list("informant", "n")
    )
    voices = sorted(
        (
            (informant, of_voice.get(informant.pk, 0))
            for informant in Informant.objects.public().filter(thesis=thesis)
        ),
        key=lambda pair: (-pair[1], pair[0].label),
    )
    cited = Citation.objects.public().filter(thesis=thesis).order_by()
    of_work = dict(
        cited.exclude(work=None)
        .values_list("work")
        .annotate(n=Count("pk"))
        .order_by("-n", "work")
        .values_list("work", "n")
    )
    most_cited = list(of_work)[:N_WORKS]
    works = Work.objects.for_cards().in_bulk(most_cited)
    return ThesisSummary(
        n_quotations=sizes["n"],
        n_interviews=sizes["n_interviews"],
        themes=_count_themes(thesis),
        voices=tuple(voices),
        works=tuple((works[pk], of_work[pk]) for pk in most_cited),
        n_works=len(of_work),
        n_citations=sum(of_work.values()),
    )


def _count_themes(thesis: Thesis) -> tuple[tuple[Theme, int], ...]:
    links = (
        ThemeLink.objects.not_rejected()
        .filter(
            thesis=thesis,
            content_type=ContentType.objects.get_for_model(Quotation),
            object_id__in=find_spoken().filter(thesis=thesis).order_by().values("pk"),
        )
        .values_list("tag", "object_id")
    )
    themes = Theme.objects.in_bulk()
    tagged: dict[int, set[int]] = defaultdict(set)
    for theme_id, quotation_id in links.order_by():
        above: int | None = theme_id
        while above is not None:
            tagged[above].add(quotation_id)
            above = themes[above].broader_id
    counted = ((themes[pk], len(carrying)) for pk, carrying in tagged.items())
    return tuple(sorted(counted, key=lambda pair: (-pair[1], make_sort_key(pair[0].display_name))))
