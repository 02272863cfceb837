"""The text of one thesis as the public may read it: its chapters as a tree, and all that stands in one of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, Q, prefetch_related_objects

from kb.records.models import Authorship, Chapter, Citation, Passage, Quotation, ThemeLink
from kb.synthesis.facts import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kb.records.models import Thesis
    from kb.synthesis.facts import Facts

# Parts that say again what the thesis' own page says: they can be read, but no list leads to them.
UNLISTED_KINDS = (
    Chapter.Kind.TITLE_PAGE,
    Chapter.Kind.TOC,
    Chapter.Kind.FIGURE_LIST,
    Chapter.Kind.TABLE_LIST,
)

# Nobody speaks in a term or a title, and in what is of no known kind perhaps not either: they are no ticks.
SILENT_TICKS = (Quotation.Kind.TERM, Quotation.Kind.TITLE, Quotation.Kind.OTHER)


@dataclass(frozen=True, slots=True)
class ChapterTree:
    """The public chapters of a thesis in reading order; what lies under a hidden chapter is not among them."""

    chapters: tuple[Chapter, ...]
    children: dict[int | None, list[Chapter]]

    @property
    def tops(self) -> list[Chapter]:
        return self.children.get(None, [])

    @property
    def listed(self) -> list[Chapter]:
        """The chapters and parts of the first level that a reader turns over."""
        return [chapter for chapter in self.tops if chapter.kind not in UNLISTED_KINDS]

    def find(self, slug: str) -> Chapter | None:
        return next((chapter for chapter in self.chapters if chapter.slug == slug), None)

    def top_of(self, chapter: Chapter) -> Chapter:
        by_id = {known.pk: known for known in self.chapters}
        while chapter.parent_id is not None:
            chapter = by_id[chapter.parent_id]
        return chapter

    def walk(self, top: Chapter) -> Iterator[Chapter]:
        """The chapter and all under it, in reading order."""
        yield top
        for child in self.children.get(top.pk, ()):
            yield from self.walk(child)


@dataclass(frozen=True, slots=True)
class ChapterText:
    """All that stands in a chapter and under it. ``quotations`` and ``citations`` are keyed by passage."""

    passages: dict[int, list[Passage]]
    quotations: dict[int, list[Quotation]]
    citations: dict[int, list[Citation]]


@dataclass(frozen=True, slots=True)
class Tick:
    """A quotation as a contents list shows it: where it stands, whose it is, how it begins."""

    public_id: str
    chapter_id: int
    kind: str
    voice: str
    page: str
    text: str


def find_chapter_tree(thesis: Thesis) -> ChapterTree:
    """The tree of the thesis' public chapters; one query, none of them open to all if the thesis is not."""
    children: dict[int | None, list[Chapter]] = defaultdict(list)
    reached: set[int] = set()
    chapters = []
    for chapter in Chapter.objects.public().filter(thesis=thesis).order_by("order"):
        if chapter.parent_id is None or chapter.parent_id in reached:
            chapter.thesis = thesis
            reached.add(chapter.pk)
            chapters.append(chapter)
            children[chapter.parent_id].append(chapter)
    return ChapterTree(tuple(chapters), dict(children))


def find_ticks(thesis: Thesis, *, only_confirmed: bool = False) -> list[Tick]:
    """The quotations of the thesis in which somebody says something and that stand in its text, in order."""
    quotations = (
        Quotation.objects.public().filter(thesis=thesis, passage__isnull=False).exclude(kind__in=SILENT_TICKS)
    )
    if only_confirmed:
        quotations = quotations.confirmed()
    rows = quotations.order_by("order", "pk").values_list(
        "public_id", "passage__chapter", "kind", "informant__label", "passage__page", "text"
    )
    return [
        Tick(public_id, chapter, kind, voice or "", page, text)
        for public_id, chapter, kind, voice, page, text in rows
    ]


def find_kinds(facts: Facts, thesis: Thesis, *, only_confirmed: bool = False) -> dict[int, list[str]]:
    """The kinds of the quotations that :func:`find_ticks` tells of, in order, by chapter; asks the database nothing."""
    rows = facts.quotations
    shown = rows.shown(confirmed=only_confirmed) & (rows.thesis == facts.place_of.get(thesis.pk, -1))
    kinds: dict[int, list[str]] = defaultdict(list)
    for chapter, kind in zip(rows.chapter[shown].tolist(), rows.kind[shown].tolist(), strict=True):
        if chapter and KINDS[kind] not in SILENT_TICKS:
            kinds[chapter].append(KINDS[kind])
    return kinds


def find_text(chapters: Iterable[Chapter], *, only_confirmed: bool = False) -> ChapterText:
    """What stands in the chapters, in a constant number of queries; records come with ``shown_theme_links``."""
    ids = [chapter.pk for chapter in chapters]
    quotations = Quotation.objects.public().filter(
        Q(passage__chapter__in=ids) | Q(last_passage__chapter__in=ids)
    )
    if only_confirmed:
        quotations = quotations.confirmed()
    quotations = quotations.select_related(
        "informant", "citation__work", "passage__chapter", "last_passage"
    ).order_by("order", "start", "pk")
    found = list(quotations)
    works = [q.citation.work for q in found if q.citation and q.citation.work and q.informant_id is None]
    prefetch_related_objects(works, Prefetch("authorships", Authorship.objects.select_related("person")))
    passages = list(Passage.objects.public().filter(chapter__in=ids).order_by("order"))
    _find_links([*passages, *found], only_confirmed=only_confirmed)
    citations = Citation.objects.public().filter(passage__chapter__in=ids).order_by("start", "order")
    return ChapterText(
        passages=_group(passages, "chapter_id"),
        quotations=_group(found, "passage_id"),
        citations=_group(citations.select_related("work"), "passage_id"),
    )


def _find_links(records: Iterable[Passage | Quotation], *, only_confirmed: bool) -> None:
    """Gives each record its ``shown_theme_links``, the surest first; one query for passages and quotations together."""
    of_record: dict[tuple[int, int], list[ThemeLink]] = {}
    of_type: dict[int, list[int]] = defaultdict(list)
    for record in records:
        content_type = ContentType.objects.get_for_model(record).pk
        of_type[content_type].append(record.pk)
        record.shown_theme_links = of_record[content_type, record.pk] = []  # type: ignore[union-attr]
    wanted = Q()
    for content_type, pks in of_type.items():
        wanted |= Q(content_type=content_type, object_id__in=pks)
    links = ThemeLink.objects.confirmed() if only_confirmed else ThemeLink.objects.not_rejected()
    if wanted:
        for link in links.filter(wanted).select_related("tag").order_by("state", "-confidence", "pk"):
            of_record[link.content_type_id, link.object_id].append(link)


def find_abstracts(tree: ChapterTree) -> list[tuple[Chapter, list[Passage]]]:
    """The abstracts of the thesis, each with its passages; one query."""
    abstracts = [chapter for chapter in tree.chapters if chapter.kind == Chapter.Kind.ABSTRACT]
    if not abstracts:
        return []
    passages: dict[int, list[Passage]] = _group(
        Passage.objects.public().filter(chapter__in=[chapter.pk for chapter in abstracts]).order_by("order"),
        "chapter_id",
    )
    return [(chapter, passages[chapter.pk]) for chapter in abstracts if passages.get(chapter.pk)]


def _group(records: Iterable[object], name: str) -> dict[int, list]:  # type: ignore[type-arg]
    grouped = defaultdict(list)
    for record in records:
        grouped[getattr(record, name)].append(record)
    return dict(grouped)
