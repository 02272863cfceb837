"""Questions to the records, by name. ``public()`` is the one place that says what the public may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce

if TYPE_CHECKING:
    from typing import Self


def is_public(path: str = "", *, access: tuple[str, ...] = ("open",)) -> Q:
    """That the thesis at ``path`` ("thesis__", "" for itself) is published and open enough."""
    return Q(**{f"{path}state": "published", f"{path}access__in": access})


def is_readable(path: str = "") -> Q:
    """That the passage at ``path`` may be read in public: open thesis, nothing around it hidden."""
    return is_public(f"{path}thesis__") & Q(**{f"{path}is_hidden": False, f"{path}chapter__is_hidden": False})


class ThesisQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def public(self) -> Self:
        return self.filter(state="published")

    def withdrawn(self) -> Self:
        """Those that the public once saw, and that were withdrawn."""
        return self.filter(state="withdrawn", published_at__isnull=False)

    def for_cards(self) -> Self:
        """With all that a card of a thesis shows, in a constant number of queries."""
        from kb.records.models import Contributor

        return self.select_related("institution").prefetch_related(
            Prefetch("contributors", Contributor.objects.select_related("person"))
        )

    def with_counts(self) -> Self:
        """Adds ``n_quotations``: the quotations of each that the public sees."""
        from kb.records.models import Quotation

        shown = Quotation.objects.public().filter(thesis=OuterRef("pk")).order_by().values("thesis")
        return self.annotate(
            n_quotations=Coalesce(
                models.Subquery(
                    shown.annotate(n=Count("pk")).values("n"), output_field=models.IntegerField()
                ),
                0,
            )
        )


class ChapterQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def public(self) -> Self:
        return self.filter(is_public("thesis__"), is_hidden=False)


class PassageQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def public(self) -> Self:
        return self.filter(is_readable())


class InformantQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def public(self) -> Self:
        return self.filter(is_public("thesis__", access=("open", "quotations")))


class QuotationQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def public(self) -> Self:
        """Quotations that nobody rejected, of published theses, and out of nothing that is hidden.

        One that has no place in the current file only where a curator kept its words all the same.
        """
        from kb.records.models import Passage

        # Any of the passages that the words run through may be the hidden one, not the first alone.
        hidden = Passage.objects.filter(
            Q(is_hidden=True) | Q(chapter__is_hidden=True),
            thesis=OuterRef("thesis"),
            order__gte=OuterRef("passage__order"),
            order__lte=Coalesce(OuterRef("last_passage__order"), OuterRef("passage__order")),
        )
        return self.filter(
            is_public("thesis__", access=("open", "quotations")),
            Q(passage__isnull=True, stands_alone=True) | (Q(passage__isnull=False) & ~Exists(hidden)),
        ).exclude(state="rejected")

    def confirmed(self) -> Self:
        return self.filter(state="accepted")

    def withdrawn(self) -> Self:
        """Those that the public once saw, of theses that were withdrawn."""
        return self.filter(thesis__state="withdrawn", thesis__published_at__isnull=False)

    def about(self, theme_ids: list[int], *, confirmed: bool = False) -> Self:
        """Those that carry one of the themes, each once; rejected links do not count.

        ``confirmed``: only by links that a curator accepted.
        """
        from django.contrib.contenttypes.models import ContentType

        from kb.records.models import ThemeLink

        links = ThemeLink.objects.confirmed() if confirmed else ThemeLink.objects.not_rejected()
        carried = links.filter(
            content_type=ContentType.objects.get_for_model(self.model),
            object_id=OuterRef("pk"),
            tag__in=theme_ids,
        )
        return self.filter(Exists(carried))

    def for_cards(self) -> Self:
        """With all that a card of a quotation shows, in a constant number of queries."""
        from kb.records.models import Authorship, Contributor, ThemeLink

        return self.select_related(
            "thesis__institution", "passage__chapter", "last_passage", "informant", "citation__work"
        ).prefetch_related(
            Prefetch("thesis__contributors", Contributor.objects.select_related("person")),
            Prefetch("citation__work__authorships", Authorship.objects.select_related("person")),
            Prefetch(
                "theme_links",
                ThemeLink.objects.not_rejected().select_related("tag"),
                to_attr="shown_theme_links",
            ),
        )


class CitationQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def public(self) -> Self:
        return self.filter(is_readable("passage__"))


class PersonQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def cited(self) -> Self:
        """Who is cited where the public may read it."""
        from kb.records.models import Citation

        return self.filter(Exists(Citation.objects.public().filter(work__authorships__person=OuterRef("pk"))))

    def public(self) -> Self:
        """Who is cited in public, or wrote or supervised a published thesis."""
        from kb.records.models import Citation, Contributor

        return self.filter(
            Exists(Citation.objects.public().filter(work__authorships__person=OuterRef("pk")))
            | Exists(
                Contributor.objects.filter(
                    is_public("thesis__", access=("open", "quotations", "restricted")), person=OuterRef("pk")
                )
            )
        )


class WorkQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def public(self) -> Self:
        """Works that are cited where the public may read it."""
        from kb.records.models import Citation

        return self.filter(Exists(Citation.objects.public().filter(work=OuterRef("pk"))))

    def for_cards(self) -> Self:
        from kb.records.models import Authorship

        return self.prefetch_related(Prefetch("authorships", Authorship.objects.select_related("person")))


class ThemeQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def with_labels(self) -> Self:
        return self.prefetch_related("labels")


class ThemeLinkQuerySet(models.QuerySet):  # type: ignore[type-arg]
    def not_rejected(self) -> Self:
        return self.exclude(state="rejected")

    def confirmed(self) -> Self:
        return self.filter(state="accepted")
