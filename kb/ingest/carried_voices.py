"""Which voice goes on speaking: the one last told apart before "hun", "denne informanten" or no name at all."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from kb.ingest.given_names import FEMALE_NAMES, MALE_NAMES
from kb.ingest.lead_ins import is_informant
from kb.ingest.speech import SAYING
from kb.ingest.voices import Habits, Mention, Rank, find_mentions, is_given_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.document import Document
    from kb.ingest.quotation_context import QuotationContext

SAME_REACH = 350  # characters back to "informanten" where nobody is told apart
_GENDERS = {
    **dict.fromkeys(("hun", "ho", "she", "henne", "hennes", "hennar"), "female"),
    **dict.fromkeys(("han", "he", "him", "ham", "hans"), "male"),
}
# "For rektoren er avtalen viktig. Hun ..."
_FOR = re.compile(r"(?:^|(?<=\W))(?:For|Etter|Hos|To)\s$")
_SAID_BY = re.compile(
    rf"[»”\"],?\s(?:{SAYING.pattern})\s$|\b(?:i\s?følgj?e|i\s?fylgje|according\sto)\s$", re.IGNORECASE
)
_NEAR = 120  # characters from a name to the pronoun that takes it up
_BESIDE = 6
_LEAST = 2
_SURE = 0.75


def gender_of(pronoun: str) -> str | None:
    """The gender a pronoun tells, None for one that tells none."""
    return _GENDERS.get(pronoun.casefold())


class CarriedVoices:
    """The voices of a thesis in its order, asked who was named last before a place."""

    def __init__(self, document: Document, habits: Habits) -> None:
        self.text = document.text
        self.habits = habits
        # Read once for the whole text: quotations that follow close on each other look back over the same words.
        self.mentions = _without_parts(find_mentions(document.text, habits))
        self.starts = [mention.start for mention in self.mentions]
        self.genders = _learn_genders(self.mentions)

    def find(
        self, context: QuotationContext, until: int | None = None, gender: str | None = None
    ) -> Mention | None:
        """The voice last told apart, or newly brought in ("en annen leder"), before the quotation or ``until``; one
        that the thesis calls by the other ``gender`` is passed over."""
        text, end = self.text, context.lead.end if until is None else until
        near: Mention | None = None
        for mention in reversed(self._within(context.before.start, end)):
            if mention.rank is Rank.EXPLICIT:
                # Where voices are not told apart, one that is told once does not speak on in other paragraphs.
                if not self.habits.explicit and "\n" in text[mention.end : end]:
                    return near
                # A paragraph's own subject is nearer than a voice of the one before.
                if near is not None and not near.general and "\n" in text[mention.end : near.start]:
                    return near
                if gender is None or self.genders.get(mention.label or "", gender) == gender:
                    return mention
                continue
            if mention.rank not in (Rank.ANONYMOUS, Rank.SAME) or end - mention.start > SAME_REACH:
                continue
            if mention.rank is Rank.ANONYMOUS and self.habits.explicit and is_given_word(text, mention):
                return mention
            # "Enhetslederen kjente til praksisen. «...», sier hun": the subject of a sentence is taken up.
            if near is None and (
                self._is_taken_up(mention, end, gender)
                or _has_spoken(text, mention)
                or is_informant(text, mention, self.habits)
            ):
                near = mention
        return near

    def _is_taken_up(self, mention: Mention, end: int, gender: str | None) -> bool:
        """Whether a sentence about ``mention`` goes on at ``end``: with a pronoun, or in the same paragraph."""
        if not _begins_sentence(self.text, mention):
            return False
        if gender is not None:
            return True
        between = self._within(mention.end, end)
        told = mention.role in self.habits.roles or any(one.rank is Rank.PRONOUN for one in between[:1])
        return told and "\n" not in self.text[mention.end : end]

    def find_group(self, start: int, end: int) -> str | None:
        """One voice of the group or kind of people interviewed that is named last in ``start`` to ``end``."""
        for mention in reversed(self._within(start, end)):
            if not mention.role or mention.rank not in (Rank.GROUP, Rank.ANONYMOUS):
                continue
            # "Veilederne i gruppen var enige. «...», sa den ene.": the subject of a sentence.
            group = mention.rank is Rank.GROUP and _begins_sentence(self.text, mention)
            if mention.general or mention.role in self.habits.roles or group:
                return _as_one(mention)
        return None

    @cached_property
    def general(self) -> str | None:
        """What a thesis that does not tell its voices apart calls one of them most often."""
        counts = Counter(
            mention.role
            for mention in self.mentions
            if mention.role and (mention.general or mention.role in self.habits.roles)
        )
        return counts.most_common(1)[0][0] if counts else None

    def _within(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions of the thesis that begin in ``start`` to ``end``."""
        return self.mentions[bisect_left(self.starts, start) : bisect_left(self.starts, end)]


def _without_parts(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions without those that are only the first words of another: "en nyansatt" of "en nyansatt rektor"."""
    whole: dict[int, Mention] = {}
    for one in mentions:
        whole.setdefault(one.start, one)
    return tuple(whole.values())


def _as_one(mention: Mention) -> str:
    """The label of one of a group: "enhetslederen" of "enhetslederne", "manager" of "managers"."""
    label = mention.label or mention.role
    if mention.rank is not Rank.GROUP:
        return label
    role = label[: len(mention.role)] if label.casefold().startswith(mention.role) else mention.role
    return role + ("en" if label.endswith(("ne", "ane")) else "")


def _begins_sentence(text: str, mention: Mention) -> bool:
    before = _FOR.sub("", text[max(0, mention.start - 12) : mention.start]).strip(" ")
    return not before or before[-1] in ".!?\n»”"


def _has_spoken(text: str, mention: Mention) -> bool:
    """Whether the words just before were said by ``mention``: "«...», forteller teamlederen", "ifølge teamlederen"."""
    return _SAID_BY.search(text, max(0, mention.start - 40), mention.start) is not None


def _learn_genders(mentions: Sequence[Mention]) -> dict[str, str]:
    """The gender of each voice, told by the pronouns that follow its name before another is named."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    last: Mention | None = None
    end = -_BESIDE
    for mention in mentions:
        if mention.rank is not Rank.PRONOUN:
            # After "Emil og Nora" a pronoun may be either's.
            beside = mention.start - end < _BESIDE
            last = mention if mention.rank is Rank.EXPLICIT and not beside else None
            end = mention.end
        elif last is not None and last.label is not None and mention.start - last.end <= _NEAR:
            gender = gender_of(mention.pronoun)
            if gender is not None:
                counts[last.label][gender] += 1
            last = None
    told = {label: count.most_common(1)[0] for label, count in counts.items() if count.total() >= _LEAST}
    learnt = {label: gender for label, (gender, n) in told.items() if n >= _SURE * counts[label].total()}
    labels = {one.label for one in mentions if one.rank is Rank.EXPLICIT and one.label is not None}
    return {
        label: gender
        for label in labels
        if (gender := learnt.get(label) or _gender_of_name(label)) is not None
    }


def _gender_of_name(label: str) -> str | None:
    name = label.casefold()
    return "female" if name in FEMALE_NAMES else "male" if name in MALE_NAMES else None
