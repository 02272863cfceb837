"""What of each record is searched: the haystack indexes, over public records only.

Haystack finds this module by its name. Every document has the same fields: the analysed text three times over
(:mod:`kb.search.analysis`), ``context`` (the dictionary forms of the headings above it), ``thesis``, and ``facts``:
what the list, the filters and the facets need to know of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Prefetch
from haystack import indexes

from kb.records.models import Chapter, Passage, Person, Quotation, Theme, ThemeLink, Thesis, Work
from kb.search.analysis import analyse

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

# Parts of a thesis whose passages nobody wants to find: lists that only point to other places.
UNSEARCHED_CHAPTERS = ("toc", "figure_list", "table_list", "references", "title_page")


class RecordIndex(indexes.SearchIndex):
    """The fields that all documents have."""

    # Haystack wants its main field to be called so; the engine calls it ``lemmas``.
    text = indexes.CharField(document=True)
    forms = indexes.CharField()
    parts = indexes.CharField()
    context = indexes.CharField()
    thesis = indexes.CharField()

    kind: str
    model: type[Model]

    def get_model(self) -> type[Model]:
        return self.model

    def index_queryset(self, using: str | None = None) -> QuerySet[Any]:  # noqa: ARG002
        return self.public(self.model._default_manager.all())

    def public(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The records of ``queryset`` that may be found, with all that :meth:`prepare` reads."""
        return queryset.public()  # type: ignore[attr-defined,no-any-return]

    def text_of(self, record: Any) -> str:
        raise NotImplementedError

    def context_of(self, record: Any) -> str:  # noqa: ARG002
        return ""

    def thesis_of(self, record: Any) -> Thesis | None:
        return getattr(record, "thesis", None)

    def facts_of(self, record: Any) -> dict[str, Any]:  # noqa: ARG002
        return {}

    def prepare(self, obj: Any) -> dict[str, Any]:
        self.prepared_data = super().prepare(obj)
        text = analyse(self.text_of(obj))
        thesis = self.thesis_of(obj)
        themes = _themes_of(obj)
        facts = {
            "kind": self.kind,
            "pk": obj.pk,
            "words": text.length,
            **_facts_of_thesis(thesis),
            **self.facts_of(obj),
        }
        if themes:
            facts["themes"] = themes
        self.prepared_data.update(
            text=text.lemmas,
            forms=text.forms,
            parts=text.parts,
            context=analyse(self.context_of(obj)).lemmas,
            thesis=str(thesis.pk) if thesis else "",
            facts=facts,
        )
        return self.prepared_data  # type: ignore[no-any-return]


class QuotationIndex(RecordIndex, indexes.Indexable):
    kind, model = "quotation", Quotation

    def public(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        shown = queryset.public().select_related(  # type: ignore[attr-defined]
            "thesis__institution", "passage__chapter__parent", "informant", "citation__work"
        )
        return _with_themes(
            shown.prefetch_related("thesis__contributors__person", "citation__work__authorships__person")
        )

    def text_of(self, record: Any) -> str:
        return str(record.text)

    def context_of(self, record: Any) -> str:
        return _headings(record.passage.chapter) if record.passage else ""

    def facts_of(self, record: Any) -> dict[str, Any]:
        facts = {
            "quotation": record.kind,
            "form": record.form,
            "passage": record.passage_id,
            "state": record.state,
        }
        if record.informant:
            facts["role"] = record.informant.role_group
        if record.citation and record.citation.work:
            facts["authors"] = [a.person.slug for a in record.citation.work.authorships.all()]
        return facts


class PassageIndex(RecordIndex, indexes.Indexable):
    kind, model = "passage", Passage

    def public(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        shown = queryset.public().exclude(chapter__kind__in=UNSEARCHED_CHAPTERS)  # type: ignore[attr-defined]
        shown = shown.select_related("thesis__institution", "chapter__parent")
        return _with_themes(
            shown.prefetch_related("thesis__contributors__person", "citations__work__authorships__person")
        )

    def text_of(self, record: Any) -> str:
        return str(record.text)

    def context_of(self, record: Any) -> str:
        return _headings(record.chapter)

    def facts_of(self, record: Any) -> dict[str, Any]:
        authors = {
            authorship.person.slug
            for citation in record.citations.all()
            if citation.work
            for authorship in citation.work.authorships.all()
        }
        facts = {"passage": record.pk, "sort": record.kind, "part": record.chapter.kind}
        return {**facts, "authors": sorted(authors)} if authors else facts


class ChapterIndex(RecordIndex, indexes.Indexable):
    kind, model = "chapter", Chapter

    def public(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        shown = queryset.public().exclude(kind__in=UNSEARCHED_CHAPTERS)  # type: ignore[attr-defined]
        return _with_themes(shown.select_related("thesis__institution", "parent"))

    def text_of(self, record: Any) -> str:
        return str(record.heading)

    def context_of(self, record: Any) -> str:
        return _headings(record.parent) if record.parent else ""


class ThesisIndex(RecordIndex, indexes.Indexable):
    kind, model = "thesis", Thesis

    def public(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        shown = queryset.public().select_related("institution")  # type: ignore[attr-defined]
        return _with_themes(shown.prefetch_related("contributors__person"))

    def text_of(self, record: Any) -> str:
        names = [contributor.person.display_name for contributor in record.contributors.all()]
        given = [
            record.title,
            record.subtitle,
            record.parallel_title,
            record.research_question,
            record.abstract,
        ]
        return "\n".join(filter(None, [*given, *map(str, record.keywords), *names]))

    def thesis_of(self, record: Any) -> Thesis | None:
        return record  # type: ignore[no-any-return]


class PersonIndex(RecordIndex, indexes.Indexable):
    kind, model = "author", Person

    def public(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.public().prefetch_related("variants")  # type: ignore[attr-defined,no-any-return]

    def text_of(self, record: Any) -> str:
        return "\n".join([record.display_name, *(variant.name for variant in record.variants.all())])

    def facts_of(self, record: Any) -> dict[str, Any]:
        return {"authors": [record.slug]}


class WorkIndex(RecordIndex, indexes.Indexable):
    kind, model = "work", Work

    def public(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return _with_themes(queryset.public().prefetch_related("authorships__person"))  # type: ignore[attr-defined]

    def text_of(self, record: Any) -> str:
        names = [authorship.person.display_name for authorship in record.authorships.all()]
        return "\n".join(filter(None, [record.title, *names, record.year, record.container]))

    def facts_of(self, record: Any) -> dict[str, Any]:
        return {"authors": [authorship.person.slug for authorship in record.authorships.all()]}


class ThemeIndex(RecordIndex, indexes.Indexable):
    kind, model = "theme", Theme

    def public(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.prefetch_related("labels")

    def text_of(self, record: Any) -> str:
        return "\n".join([record.name, *(label.text for label in record.labels.all()), record.description])


def _with_themes(queryset: QuerySet[Any]) -> QuerySet[Any]:
    links = ThemeLink.objects.not_rejected().select_related("tag")
    return queryset.prefetch_related(Prefetch("theme_links", links, to_attr="shown_theme_links"))


def _themes_of(record: Any) -> dict[str, float]:
    links = getattr(record, "shown_theme_links", ())
    return {link.tag.slug: round(link.confidence, 2) for link in links}


def _facts_of_thesis(thesis: Thesis | None) -> dict[str, Any]:
    if thesis is None:
        return {}
    facts: dict[str, Any] = {"thesis": thesis.slug, "thesis_pk": thesis.pk}
    if thesis.institution:
        facts["institution"] = thesis.institution.slug
    if thesis.year:
        facts["year"] = thesis.year
    return facts


def _headings(chapter: Chapter) -> str:
    above = chapter.parent.title if chapter.parent else ""
    return f"{chapter.title}\n{above}".strip()
