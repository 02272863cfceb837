"""Texts of theses on pages: which language each is in, and which one the page says that it is in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import html as lxml_html

from kb.records.models import Chapter, Informant, Passage, Quotation, Theme, ThemeLabel, Thesis

# As many words in a row tell one text from another.
_RUN = 5
_SHORTEST = 9
# Scripts; titles of works; what a program is called; and a picture whose words the framework says in English alone.
_NOT_OURS = {"script", "style", "cite", "code", "img"}
_PLACEHOLDER = re.compile(r"%\(\w+\)[sdr]|%[sd]|<[^>]+>|\{\w*\}")
# What the title of a window says is of the page; names of persons and institutions are in no language.
_SILENT = {"script", "style", "title"}


@dataclass
class Spoken:
    """What is known of texts: the languages of runs of words, and of whole short texts such as titles."""

    runs: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    whole: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, text: str, language: str) -> None:
        for run in _find_runs(text):
            self.runs[run].add(language)
        if _SHORTEST <= len(text) <= 300:
            self.whole[_even(text)].add(language)

    def forget(self, *texts: str) -> None:
        """Leave out what is in no language that anybody has told, such as names."""
        for text in texts:
            self.whole.pop(_even(text), None)
            for run in _find_runs(text):
                self.runs.pop(run, None)

    def find_languages(self, text: str) -> set[str]:
        """The languages that the text may be in, as far as its words are known; none where they are not."""
        even = _even(text)
        if even in self.whole:
            return self.whole[even]
        found = [self.runs[run] for run in _find_runs(text) if run in self.runs]
        return set.union(*found) if found else set()


def read_spoken() -> Spoken:
    """All that the theses of the base say, with its language."""
    spoken = Spoken()
    for thesis in Thesis.objects.all():
        for text in (thesis.title, thesis.subtitle, thesis.research_question):
            spoken.add(text, thesis.language)
    for text, own, language in Quotation.objects.values_list("text", "language", "thesis__language"):
        spoken.add(text, own or language)
    for text, own, language in Chapter.objects.values_list("title", "language", "thesis__language"):
        spoken.add(text, own or language)
    running = Passage.objects.exclude(chapter__kind="references").filter(kind="paragraph")
    for text, own, language in running.values_list("text", "chapter__language", "thesis__language"):
        spoken.add(text, own or language)
    for label, role, language in Informant.objects.values_list("label", "role", "thesis__language"):
        spoken.add(label, language)
        spoken.add(role, language)
    for theme in Theme.objects.exclude(description=""):
        spoken.add(theme.description, "nb")
    # A name of a theme may be a heading too: it is in every language that has the word.
    for text, language in ThemeLabel.objects.values_list("text", "language"):
        spoken.add(text, language)
    return spoken


def find_misspoken(
    page: bytes, spoken: Spoken, *, own: Iterable[str] = ()
) -> Iterator[tuple[str, str, set[str], str]]:
    """Texts that stand under another language than theirs: (text, the language it stands under, those it may be in).

    ``own`` are the words of the site itself, which some heading may happen to have too.
    """
    of_site = {_even(text) for text in own}
    root = lxml_html.fromstring(page)
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in _SILENT:
            continue
        for holder, text in ((element, element.text), *((element, child.tail) for child in element)):
            if text and "://" not in text and _even(text) not in of_site:
                stands, may = _find_language(holder), spoken.find_languages(text)
                if may and stands not in may:
                    yield " ".join(text.split())[:90], stands, may, _say_where(holder)


@dataclass
class English:
    """What the site says in English, to be found where it was to be said in another language."""

    whole: set[str]
    runs: set[str]

    @classmethod
    def of(cls, messages: Iterable[tuple[str, str]]) -> English:
        """From strings and their translations; what is the same in both tells nothing."""
        pairs = list(messages)
        other = {run for _text, translated in pairs for run in _find_runs(translated)}
        others = {_even(translated) for _text, translated in pairs}
        parts = [part for text, _translated in pairs for part in _PLACEHOLDER.split(text)]
        return cls(
            {_even(text) for text, _translated in pairs if not _PLACEHOLDER.search(text)} - others - {""},
            {run for part in parts for run in _find_runs(part)} - other,
        )


def find_untranslated(page: bytes, english: English) -> Iterator[tuple[str, str]]:
    """Words of the site in English under another language, with where they stand."""
    for element in lxml_html.fromstring(page).iter():
        if not isinstance(element.tag, str) or element.tag in _NOT_OURS:
            continue
        said = [element.text, *(element.get(name) for name in ("aria-label", "title", "placeholder", "alt"))]
        for holder, text in (
            *((element, text) for text in said),
            *((element, child.tail) for child in element),
        ):
            even = _even(text or "")
            is_english = even in english.whole or any(run in english.runs for run in _find_runs(text or ""))
            if len(even) > 2 and is_english and _find_language(holder) in {"nb", "nn"}:
                yield " ".join((text or "").split())[:90], _say_where(holder)


def _find_language(element: lxml_html.HtmlElement) -> str:
    """The language of the nearest element around it that names one."""
    found = element.xpath("ancestor-or-self::*[@lang][1]/@lang")
    return str(found[-1]) if found else ""


def _say_where(element: lxml_html.HtmlElement) -> str:
    """ "p.meta > a", to be found in the template."""
    around = [*reversed(list(element.iterancestors())[:2]), element]
    return " > ".join(
        f"{each.tag}.{'.'.join((each.get('class') or '').split())}".strip(".") for each in around
    )


def _find_runs(text: str) -> list[str]:
    words = re.findall(r"\w+", text.casefold())
    return [" ".join(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]


def _even(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
