"""Themes: the vocabulary into the records, and what reading suggested onto passages and quotations."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from kb.ingest import draft as reading
from kb.records.models import Passage, Quotation, Theme, ThemeLabel, ThemeLink, Thesis

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Model

    from kb.ingest.document import Document
    from kb.ingest.draft import ThemeSuggestion, ThesisDraft
    from kb.ingest.vocabulary import ThemeEntry

# A thesis is said to be about the themes that most of its suggestions are about.
MAIN_THEMES = 8
# Below this, about one suggestion in six is right: enough to bring a quotation up under a theme, where readers
# see how sure it is, and not enough to note beside every paragraph.
LEAST_FOR_PASSAGE = 0.3
# A quotation inside a paragraph has the paragraph's theme where it is much of it.
SHARE_OF_PASSAGE = 0.4


@transaction.atomic
def store_vocabulary(entries: Iterable[ThemeEntry]) -> int:
    """Adds the themes and labels that are not there yet, and returns how many themes are new.

    Themes that are there keep their name, description and place: they are the curators'.
    """
    entries = list(entries)
    known = {theme.slug: theme for theme in Theme.objects.all()}
    new = [entry for entry in entries if entry.slug not in known]
    for entry in new:
        known[entry.slug] = Theme.objects.create(
            slug=entry.slug, name=entry.name, description=entry.description.get("nb", "")
        )
    for entry in new:
        theme = known[entry.slug]
        if entry.broader:
            theme.broader = known[entry.broader]
            theme.save(update_fields=["broader"])
        theme.related.add(*(known[slug] for slug in entry.related if slug in known))
        ThemeLabel.objects.bulk_create(_labels(theme, entry))
    return len(new)


def _labels(theme: Theme, entry: ThemeEntry) -> list[ThemeLabel]:
    """The labels of an entry, each text once a language: as preferred before alternative before hidden."""
    return [
        ThemeLabel(theme=theme, language=language, kind=kind, text=text)
        for language, labels in entry.labels.items()
        for text, kind in {
            **dict.fromkeys(labels.hidden, ThemeLabel.Kind.HIDDEN),
            **dict.fromkeys(labels.alternative, ThemeLabel.Kind.ALTERNATIVE),
            labels.preferred: ThemeLabel.Kind.PREFERRED,
        }.items()
    ]


def vocabulary_in_use() -> tuple[reading.Theme, ...]:
    """The themes of the base as reading needs them."""
    labels: defaultdict[str, list[str]] = defaultdict(list)
    hints: defaultdict[str, list[str]] = defaultdict(list)
    for label in ThemeLabel.objects.select_related("theme"):
        (hints if label.kind == ThemeLabel.Kind.HIDDEN else labels)[label.theme.slug].append(label.text)
    return tuple(
        reading.Theme(
            theme.slug, tuple(dict.fromkeys([theme.name, *labels[theme.slug]])), tuple(hints[theme.slug])
        )
        for theme in Theme.objects.all()
    )


def store_suggestions(
    thesis: Thesis, draft: ThesisDraft, passages: dict[int, Passage], quotations: dict[int, Quotation]
) -> None:
    """The suggestions for the thesis, its passages and quotations, in place of the earlier ones.

    What a curator set, accepted or rejected stays, and is not suggested again.
    """
    ThemeLink.objects.filter(thesis=thesis, origin="suggested", state="suggested").delete()
    settled = set(ThemeLink.objects.filter(thesis=thesis).values_list("content_type", "object_id", "tag"))
    themes = {theme.slug: theme for theme in Theme.objects.all()}
    ThemeLink.objects.bulk_create(
        [
            ThemeLink(
                tag=themes[slug],
                content_type_id=content_type,
                object_id=key,
                thesis=thesis,
                origin=ThemeLink.Origin.SUGGESTED,
                state=ThemeLink.State.SUGGESTED,
                confidence=suggestion.confidence,
                reason=suggestion.reason,
            )
            for (content_type, key, slug), suggestion in find_suggested(
                draft, thesis, passages, quotations
            ).items()
            if slug in themes and (content_type, key, themes[slug].pk) not in settled
        ],
        batch_size=500,
    )


class Read(Protocol):
    """What themes are suggested from and for: a draft, or a thesis put together again from its records."""

    @property
    def document(self) -> Document: ...
    @property
    def quotations(self) -> Sequence[reading.Quotation]: ...
    @property
    def themes(self) -> Sequence[ThemeSuggestion]: ...


def find_suggested(
    read: Read, thesis: Thesis, passages: dict[int, Passage], quotations: dict[int, Quotation]
) -> dict[tuple[int, int, str], ThemeSuggestion]:
    """What is suggested for the thesis, its passages and quotations, by (sort of record, its key, theme's slug)."""
    wanted: dict[tuple[int, int, str], ThemeSuggestion] = {}

    def suggest(record: Model, suggestion: ThemeSuggestion) -> None:
        key = (ContentType.objects.get_for_model(record).pk, record.pk, suggestion.slug)
        if key not in wanted or wanted[key].confidence < suggestion.confidence:
            confidence = min(1.0, max(0.0, suggestion.confidence))
            wanted[key] = replace(suggestion, confidence=confidence, reason=suggestion.reason[:300])

    carried = _quotations_by_block(read, quotations)
    for suggestion in read.themes:
        if suggestion.block in passages and suggestion.confidence >= LEAST_FOR_PASSAGE:
            suggest(passages[suggestion.block], suggestion)
        for quotation in carried.get(suggestion.block, ()):
            suggest(quotation, suggestion)
    for suggestion in _main_themes(read):
        suggest(thesis, suggestion)
    return wanted


def _quotations_by_block(draft: Read, quotations: dict[int, Quotation]) -> dict[int, list[Quotation]]:
    """Block index -> the quotations that are a good part of it and that say something."""
    found: defaultdict[int, list[Quotation]] = defaultdict(list)
    document = draft.document
    for index, quotation in quotations.items():
        read = draft.quotations[index]
        if read.kind in {reading.QuotationKind.TERM, reading.QuotationKind.TITLE}:
            continue
        for number in range(
            document.block_index_at(read.span.start),
            document.block_index_at(max(read.span.start, read.span.end - 1)) + 1,
        ):
            block = document.blocks[number]
            shared = min(block.span.end, read.span.end) - max(block.span.start, read.span.start)
            if shared >= SHARE_OF_PASSAGE * len(block.span):
                found[number].append(quotation)
    return found


def _main_themes(draft: Read) -> list[ThemeSuggestion]:
    """The themes of the whole thesis: those with the most weight, at the passage that shows each best."""
    weight: Counter[str] = Counter()
    best: dict[str, ThemeSuggestion] = {}
    for suggestion in draft.themes:
        weight[suggestion.slug] += round(suggestion.confidence * 100)
        if suggestion.slug not in best or suggestion.confidence > best[suggestion.slug].confidence:
            best[suggestion.slug] = suggestion
    return [best[slug] for slug, _ in weight.most_common(MAIN_THEMES)]
