"""Who says a quotation: read from its label, its lead-in, the words after it, or carried over from before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kb.ingest.carried_voices import CarriedVoices, gender_of
from kb.ingest.draft import QuotationForm
from kb.ingest.labels import AGAIN, read_head, read_label
from kb.ingest.lead_ins import after_last_quotation, choose_mention, is_informant
from kb.ingest.roles import find_role_words
from kb.ingest.speech import ATTRIBUTION, OTHER_VERB, SAYING, UTTERANCE
from kb.ingest.voices import Habits, Mention, Rank, find_mentions, is_given_word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.ingest.document import Document
    from kb.ingest.quotation_context import QuotationContext


@dataclass(frozen=True, slots=True)
class Voice:
    """The speaker of a quotation: ``label`` None where somebody speaks who is not named.

    ``sure`` is the confidence in it, ``rule`` where it was read, ``plain`` that it stands by the quotation itself
    (a label, or a verb of saying) and so shows that an informant speaks; ``named_at`` is the offset of its name where
    the words beside the quotation only take it up.
    """

    label: str | None
    sure: float
    rule: str
    plain: bool = True
    named_at: int = -1


NOBODY = Voice(None, 0.5, "no voice near", plain=False)
_LEAD_REACH = 400
_FEW = 45  # characters between a voice and its verb
_AS_VOICE = re.compile(r"[\s,.]{1,3}(?:som|slik|as)\s", re.IGNORECASE)
# "», som en av dem formulerte det": somebody interviewed.
# "Slik beskriver Leder B ...", "Sitatet er hentet fra intervjuet med Leder B".
_TAKES_UP = re.compile(
    rf"\s*(?:(?:Slik|Sånn|Her|Dette|Det|Thus|Here|This\sis\show)\s(?:{SAYING.pattern})"
    r"|(?:Dette\s)?(?:[Ss]itatet|[Uu]tsagnet|[Uu]tsegna|[Uu]tdraget|[Uu]tdraga)(?:\s(?:over|ovenfor|her))?\s"
    r"(?:er|kommer|kjem|stammer)\b)",
)
_AS_SOME = re.compile(
    rf"[\s,]{{1,3}}(?:som|slik|as)\s(?:en|ein|én|éin|ei|flere|fleire|noen|nokon|nokre|one|some|several)"
    rf"(?:\s(?:av|of)\s(?:dem|dei|de|disse|desse|them|these))?\s(?:{SAYING.pattern})",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\b(?:i\s?følgj?e|i\s?fylgje|according to)\b", re.IGNORECASE)
_FROM = re.compile(r"\s(?:fra|frå|av|til|from|by)\s")
_ENDS_SENTENCE = re.compile(r"[.!?]\s")
_AGAIN = re.compile(r"(?:samme|same|the same|sistnevnte|førstnevnte)\b", re.IGNORECASE)
# "Den ene forteller", "en av dem sier": somebody interviewed, and nothing tells who.
_ONE_SAYS = re.compile(
    rf"\b(?:(?:den|dei|de|the)\s(?:ene|eine|andre|tredje|siste|other)|(?:en|ein|én|éin|ei|one|another)\s(?:av|of)\s"
    rf"(?:dem|dei|de|disse|desse|them|these))\s(?:[^\W\d_]+\s){{0,2}}?(?:{SAYING.pattern})",
    re.IGNORECASE,
)
# "», sa den ene", "», sier en av dem"
_ONE = re.compile(
    r"\s(?:(?:den|dei|de|the)\s(?:ene|eine|andre|tredje|siste|other)|(?:en|ein|én|éin|ei|one|another)\s(?:av|of)\s"
    r"(?:dem|dei|de|disse|desse|them|these)|en\sannen|ein\sannan|en\stredje|ein\stredje|another)(?=[\s]?[,.;:]|\s(?:og|and|mens)\b)",
    re.IGNORECASE,
)
_LABEL_INSIDE = re.compile(r"[.!?…]\s?\(([^()]{2,30}(?:,\s[^()]{2,30}|\s\d{1,2}))\)[.\s]*$")
_SAID_INSIDE = re.compile(rf",\s(?:{SAYING.pattern})(?=\s)", re.IGNORECASE)
_OTHER_SENTENCE = re.compile(r"[.!?;:,\n]|\s(?:og|and|mens)\s")
_THAT = re.compile(r"\b(?:at|that)\s(?:[^\W\d_]+\s){0,3}$")


class Speakers:
    """Finds the voice of one quotation after the other, remembering who spoke last."""

    def __init__(self, document: Document, habits: Habits, contexts: Sequence[QuotationContext]) -> None:
        self.document = document
        self.habits = habits
        self.contexts = contexts
        self.found: list[Voice] = []
        self.carried = CarriedVoices(document, habits)

    def find(self, index: int) -> Voice:
        """The voice of quotation ``index``; to be asked in order."""
        context = self.contexts[index]
        voice = (
            self._from_tail(context, index)
            or self._from_head(context)
            or self._from_attribution(context)
            or self._from_subject_after(context)
            or self._from_taking_up(context)
            or self._from_lead(context)
            or self._from_just_before(context)
            or self._from_after(context)
            or self._from_before(context)
            or NOBODY
        )
        self.found.append(voice)
        return voice

    def find_general(self, context: QuotationContext) -> str | None:
        """The label of somebody interviewed of whom no more is told than that: "en av dem" after "lederne"; where
        voices are not told apart, the thesis' word for them."""
        start = context.before.start
        group = self.carried.find_group(start, context.quoted.outer.end)
        if group is not None:
            return group
        return None if self.habits.explicit else self.carried.general

    def _from_tail(self, context: QuotationContext, index: int) -> Voice | None:
        tail = context.quoted.tail
        for start, end in (*tail.brackets, *((tail.bare,) if tail.bare else ())):
            text = self.document.text[start:end]
            label = read_label(text, self.habits)
            if label is not None:
                return Voice(label, 0.98, "label after the quotation")
            if (
                AGAIN.fullmatch(text.strip(" ."))
                and index
                and self.found[index - 1].plain
                and context.follows
            ):
                return Voice(self.found[index - 1].label, 0.9, "the same as the quotation before")
        return self._from_inside(context)

    def _from_inside(self, context: QuotationContext) -> Voice | None:
        """A label that got inside the marks: "... for det. (leder, lite kontor)»", "..., sier Leder 2" never closed."""
        text = self.document.text_of(context.quoted.span)
        brackets = _LABEL_INSIDE.search(text)
        label = read_label(brackets.group(1), self.habits) if brackets is not None else None
        if label is not None:
            return Voice(label, 0.9, "label at the end of the quotation")
        said = _SAID_INSIDE.search(text) if context.quoted.fault == "unclosed" else None
        if said is None:
            return None
        mention = next(iter(find_mentions(text[said.end() :], self.habits)), None)
        if mention is None or mention.rank is not Rank.EXPLICIT or mention.start > 1:
            return None
        return Voice(mention.label, 0.85, "verb of saying inside the marks")

    def _from_head(self, context: QuotationContext) -> Voice | None:
        if context.quoted.head is None:
            return None
        label = read_head(self.document.text_of(context.quoted.head), self.habits)
        return Voice(label, 0.97, "label before the quotation") if label else None

    def _from_attribution(self, context: QuotationContext) -> Voice | None:
        """``», sier Leder B`` or ``», la hun til``."""
        after = self.document.text[context.quoted.outer.end : context.quoted.outer.end + 120]
        if context.quoted.form is QuotationForm.BLOCK:
            after = after[: max(0, context.after.start - context.quoted.outer.end)]
        verb, reach = ATTRIBUTION.match(after), _FEW
        if verb is None and UTTERANCE.search(self.document.text_of(context.lead)[-25:]):
            # "Sitatet «...» fra Leder 4"
            verb, reach = _FROM.match(after), 15
        if verb is None:
            verb, reach = OTHER_VERB.match(after), 2
        if verb is None:
            return self._from_as_voice(after, context)
        mentions = [
            one for one in find_mentions(after, self.habits) if verb.end() <= one.start <= verb.end() + reach
        ]
        if (one := _ONE.match(after, verb.end())) is not None:
            # "sier en av dem (3)": the label of the same sentence tells more.
            mentions = [
                mention
                for mention in mentions
                if mention.rank is Rank.EXPLICIT
                and _OTHER_SENTENCE.search(after, one.end(), mention.start) is None
            ]
            if not mentions:
                return Voice(None, 0.7, "verb of saying after the quotation, one of several")
        if not mentions:
            return None
        first = mentions[0]
        # "sier en av informantene (3)" and "sier informanten Kari": the label that tells most.
        named = [
            one
            for one in mentions
            if one.rank is Rank.EXPLICIT
            and one.start - first.start < _FEW
            and _ENDS_SENTENCE.search(after, first.end, one.start) is None
        ]
        return self._settle(named[0] if named else first, context, 0.95, "verb of saying after the quotation")

    def _from_as_voice(self, after: str, context: QuotationContext) -> Voice | None:
        """``», som Kari sier``."""
        if _AS_SOME.match(after):
            return Voice(None, 0.7, "verb of saying after the quotation, one of several")
        begin = _AS_VOICE.match(after)
        mention = next(iter(find_mentions(after, self.habits)), None) if begin else None
        if begin is None or mention is None or mention.start > begin.end() + 12:
            return None
        if SAYING.match(after, min(len(after), mention.end + 1)) is None:
            return None
        return self._settle(mention, context, 0.95, "verb of saying after the quotation")

    def _from_lead(self, context: QuotationContext) -> Voice | None:
        lead = self.document.text_of(context.lead)[-_LEAD_REACH:]
        mention = choose_mention(after_last_quotation(lead, self.habits), self.habits)
        if mention is None:
            if (context.announced or _THAT.search(lead)) and _ONE_SAYS.search(lead):
                return Voice(None, 0.7, "verb of saying beside one of several")
            return None
        told = mention.rank is Rank.EXPLICIT or context.announced
        says = told or any(sign.search(lead) is not None for sign in (SAYING, UTTERANCE, _ACCORDING))
        if mention.rank is Rank.GROUP:
            if context.quoted.form is QuotationForm.BLOCK:
                return None
            return Voice(mention.label, 0.6, "a group in the lead-in", plain=says)
        sure = 0.9 if mention.rank is Rank.EXPLICIT else 0.85
        until = context.lead.end - len(lead) + mention.start
        voice = self._settle(mention, context, sure, "named in the lead-in", plain=says, until=until)
        return voice if voice.label is not None else None

    def _from_after(self, context: QuotationContext) -> Voice | None:
        """The sentence after begins with the voice: "Informanten gir uttrykk for ..."."""
        inline = context.quoted.form is QuotationForm.INLINE
        if inline and not context.announced:
            return None
        after = self.document.text_of(context.after)[:200]
        if inline and not after.strip(" .,"):
            # The next sentence tells: "Sitatet viser dette: «...». Informanten peker på tiden."
            block = self.document.blocks[context.quoted.last]
            begin = context.after.end
            after = self.document.text[begin : min(block.span.end, begin + 200)]
        for mention in find_mentions(after, self.habits):
            # "En annen informant" is the next one to speak.
            if mention.rank in (Rank.PRONOUN, Rank.GROUP, Rank.ANONYMOUS):
                continue
            if mention.rank is not Rank.EXPLICIT and not is_informant(after, mention, self.habits):
                continue
            if mention.start <= 60 or (mention.general and is_given_word(after, mention)):
                return self._settle(mention, context, 0.75, "named in the sentence after", plain=False)
        return None

    def _from_taking_up(self, context: QuotationContext) -> Voice | None:
        """What the sentence below a display quotation that nothing announced says: "Slik forteller Leder B om ..."."""
        if context.announced or context.quoted.form is not QuotationForm.BLOCK:
            return None
        after = self.document.text_of(context.after)[:160]
        begin = _TAKES_UP.match(after)
        mention = next(iter(find_mentions(after, self.habits)), None) if begin else None
        if begin is None or mention is None or mention.rank is not Rank.EXPLICIT:
            return None
        near = mention.start <= begin.end() + _FEW
        return self._settle(mention, context, 0.9, "named in the sentence that takes it up") if near else None

    def _from_just_before(self, context: QuotationContext) -> Voice | None:
        """The voice that the paragraph of the lead-in is about, where voices are told apart."""
        mention = self.carried.find(context) if self.habits.explicit else None
        if mention is None or mention.rank is not Rank.EXPLICIT:
            return None
        return (
            self._from_before(context)
            if "\n" not in self.document.text[mention.end : context.lead.end]
            else None
        )

    def _from_subject_after(self, context: QuotationContext) -> Voice | None:
        """``," Manager 2 explained``: the voice right after the mark, and its verb right after that."""
        quoted = context.quoted
        if quoted.form is QuotationForm.BLOCK or context.announced:
            return None
        # A full stop ends the quotation's sentence, and the voice after it begins the next.
        joint = self.document.text[max(quoted.span.start, quoted.span.end - 1) : quoted.outer.end + 1]
        if not any(sign in joint for sign in ",?!"):
            return None
        after = self.document.text[context.quoted.outer.end : context.quoted.outer.end + 100]
        for mention in find_mentions(after, self.habits)[:1]:
            told = mention.rank in (Rank.EXPLICIT, Rank.PRONOUN) and not after[: mention.start].strip(" ,")
            if told and SAYING.match(after, min(len(after), mention.end + 1)):
                return self._settle(mention, context, 0.9, "verb of saying after the quotation")
        return None

    def _from_before(self, context: QuotationContext) -> Voice | None:
        """The nearest voice told apart in the sentences before the lead-in."""
        mention = self.carried.find(context)
        if mention is None or mention.label is None:
            return None
        gap = self.document.text[mention.end : context.lead.end]
        just = mention.rank is Rank.EXPLICIT and len(gap) < 200 and "\n" not in gap
        return Voice(
            mention.label,
            0.65 if just else 0.6,
            "named just before" if just else "named in a sentence before",
            plain=False,
            named_at=mention.start,
        )

    def _is_other_role(self, mention: Mention, earlier: Mention, context: QuotationContext) -> bool:
        """Whether "rektoren" is somebody else than "Leder 4" of an earlier paragraph."""
        if mention.rank is not Rank.SAME or mention.general or earlier.rank is not Rank.EXPLICIT:
            return False
        told = {word.base.casefold() for word in find_role_words(earlier.label or "")}
        paragraph = self.document.text.rfind("\n", 0, max(0, context.lead.end - 1))
        return earlier.end <= paragraph and bool(told) and mention.role not in told

    def _settle(
        self,
        mention: Mention,
        context: QuotationContext,
        sure: float,
        rule: str,
        *,
        plain: bool = True,
        until: int | None = None,
    ) -> Voice:
        """A mention's own label, or that of the voice it takes up ("hun", "denne informanten")."""
        again = mention.rank is Rank.SAME and (
            self.habits.explicit or _AGAIN.match(mention.label or "") is not None
        )
        if mention.rank is Rank.PRONOUN or again:
            earlier = self.carried.find(context, until, gender_of(mention.pronoun))
            if (
                earlier is not None
                and earlier.label is not None
                and not self._is_other_role(mention, earlier, context)
            ):
                return Voice(earlier.label, sure - 0.1, f"{rule}, taken up from before", plain, earlier.start)
        # Its place in the words beside the quotation is as near as can be.
        named = context.quoted.outer.start if mention.rank is not Rank.PRONOUN else -1
        return Voice(mention.label, sure, rule, plain, named)
