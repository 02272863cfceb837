"""A base of any size to measure search on: the example theses, and theses made by varying them.

A made thesis has the chapters, passages, quotations, voices and themes of all examples. About half of its longer words
are changed for others of the examples, drawn as often as these occur there, and now and then for a compound that no
example has, so that words stay as unevenly spread and new ones go on turning up. The same size gives the same base.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

EXAMPLES = Path(__file__).resolve().parents[2] / "fixtures/theses"
_WORD = re.compile(r"[^\W\d_]{4,}")
_CHANGED, _INVENTED = 0.5, 0.01
N_QUESTIONS = 200


def make_base(n_passages: int) -> None:
    """Fill the empty base that Django is set up with, to (nearly) so many passages."""
    from django.core.management import call_command

    from kb.importing.store import ingest_file
    from kb.importing.vocabulary import ensure_vocabulary
    from kb.records.models import Passage, Thesis

    call_command("migrate", verbosity=0)
    ensure_vocabulary()
    for file in sorted(EXAMPLES.iterdir()):
        ingest_file(file.name, file.read_bytes(), publish=True)
    examples = list(Thesis.objects.order_by("pk"))
    change = make_changer([text for (text,) in Passage.objects.order_by("pk").values_list("text")])
    number = 0
    while (missing := n_passages - searched_passages().count()) > 0:
        number += 1
        _copy(examples, number, change, missing)


def searched_passages() -> Any:
    """The passages that are searched, in order: what the other engines are given too."""
    from kb.records.models import Passage
    from kb.search.search_indexes import UNSEARCHED_CHAPTERS

    return Passage.objects.public().exclude(chapter__kind__in=UNSEARCHED_CHAPTERS).order_by("pk")


def make_changer(texts: list[str], seed: int = 1) -> Callable[[str], str]:
    """A function that gives a text with about half of its longer words changed."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    counted = Counter(word.lower() for text in texts for word in _WORD.findall(text))
    words = list(counted)
    drawn: Iterator[str] = _draw(words, list(counted.values()), chance)

    def change_word(match: re.Match[str]) -> str:
        word, die = match.group(), chance.random()
        if die > _CHANGED:
            return word
        other = chance.choice(words) + chance.choice(words) if die < _INVENTED else next(drawn)
        return other.capitalize() if word[0].isupper() else other

    return lambda text: _WORD.sub(change_word, text)


def _draw(words: list[str], weights: list[int], chance: random.Random) -> Iterator[str]:
    while True:
        yield from chance.choices(words, weights, k=10_000)


def _copy(examples: list[Any], number: int, change: Callable[[str], str], limit: int) -> None:
    """Store one made thesis of at most ``limit`` passages."""
    from django.db import transaction
    from django.utils import timezone

    from kb.records.models import Chapter, Passage, Thesis

    with transaction.atomic():
        model = examples[number % len(examples)]
        thesis = Thesis.objects.create(
            title=change(model.title), year=2005 + number % 20, institution=model.institution,
            research_question=change(model.research_question), abstract=change(model.abstract),
            state="published", published_at=timezone.now(),
        )  # fmt: skip
        chapters: dict[int, Any] = {}
        passages: dict[int, Any] = {}
        for order, old in enumerate(Chapter.objects.filter(thesis__in=examples).order_by("pk"), start=1):
            key, parent = old.pk, chapters.get(old.parent_id or 0)
            old.pk, old.thesis, old.order, old.slug, old.parent = None, thesis, order, f"k{order}", parent
            old._state.adding = True
            old.save()
            chapters[key] = old
        rows = list(searched_passages().filter(thesis__in=examples)[:limit])
        for order, row in enumerate(rows, start=1):
            passages[row.pk] = row
            row.pk, row.thesis, row.chapter, row.order = None, thesis, chapters[row.chapter_id], order
            row.anchor, row.text = f"p{order}", change(row.text)
        Passage.objects.bulk_create(rows, batch_size=500)
        _copy_quotations(thesis, examples, passages)


def _copy_quotations(thesis: Any, examples: list[Any], passages: dict[int, Any]) -> None:
    from django.contrib.contenttypes.models import ContentType

    from kb.records.models import Informant, Passage, Quotation, ThemeLink

    voices: dict[str, Any] = {}
    rows: list[Any] = []
    first = Quotation.objects.count()
    for old in Quotation.objects.filter(thesis__in=examples).select_related("informant").order_by("pk"):
        passage = passages.get(old.passage_id or 0)
        if passage is None:
            continue
        if old.informant and old.informant.label not in voices:
            voices[old.informant.label] = Informant.objects.create(
                thesis=thesis, label=old.informant.label, role_group=old.informant.role_group
            )
        rows.append(
            Quotation(
                public_id=f"{first + len(rows):06d}", thesis=thesis, passage=passage,
                last_passage=passage, text=passage.text[old.start : old.end] or passage.text, form=old.form,
                kind=old.kind, state=old.state, confidence=old.confidence, order=passage.order,
                informant=voices.get(old.informant.label) if old.informant else None,
            )
        )  # fmt: skip
    Quotation.objects.bulk_create(rows, batch_size=500)
    sort = ContentType.objects.get_for_model(Passage)
    links = ThemeLink.objects.filter(content_type=sort, object_id__in=list(passages))
    ThemeLink.objects.bulk_create(
        [
            ThemeLink(
                tag_id=link.tag_id, content_type=link.content_type, object_id=passages[link.object_id].pk,
                thesis=thesis, origin=link.origin, state=link.state, confidence=link.confidence,
            )
            for link in links
        ],
        batch_size=500,
    )  # fmt: skip


def make_questions(texts: list[str], n: int = N_QUESTIONS) -> list[str]:
    """Questions of one, two and three words that stand in one passage; the same texts give the same."""
    chance = random.Random(2)  # noqa: S311
    questions: list[str] = []
    while len(questions) < n:
        words = list(dict.fromkeys(word.lower() for word in _WORD.findall(chance.choice(texts))))
        if len(words) > 5:
            questions.append(" ".join(chance.sample(words, 1 + len(questions) % 3)))
    return questions
