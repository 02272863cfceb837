"""The roles informants have, in bokmål, nynorsk and English, and the group each belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kb.ingest.draft import RoleGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

# Stems of words for people who are interviewed and say nothing of their work.
GENERAL_STEMS = (
    "informant",
    "respondent",
    "intervjuperson",
    "intervjuobjekt",
    "intervjudeltaker",
    "intervjudeltakar",
    "interviewee",
    "participant",
    "deltaker",
    "deltakar",
    "kandidat",
    "candidate",
)

_GROUPS: tuple[tuple[RoleGroup, tuple[str, ...]], ...] = (
    (
        RoleGroup.MIDDLE_MANAGER,
        (
            *("mellomleder", "mellomleiar", "avdelingsleder", "avdelingsleiar", "teamleder", "teamleiar"),
            *("seksjonsleder", "seksjonsleiar", "gruppeleder", "gruppeleiar", "fagleder", "fagleiar"),
            *("nestleder", "nestleiar", "førstelinjeleder", "førstelinjeleiar", "linjeleder", "linjeleiar"),
            *("seksjonssjef", "avdelingssjef", "middle manager", "team leader", "line manager"),
            *("department head", "section manager", "front-line manager", "first-line manager"),
        ),
    ),
    (
        RoleGroup.EMPLOYEE,
        (
            *("ansatt", "tilsett", "medarbeider", "medarbeidar", "veileder", "vegleiar", "rettleiar"),
            *("saksbehandler", "saksbehandlar", "rådgiver", "rådgivar", "konsulent", "jobbspesialist"),
            *("sosionom", "sykepleier", "sjukepleiar", "vernepleier", "vernepleiar", "lærer", "lærar"),
            *("barnehagelærer", "assistent", "fagarbeider", "fagarbeidar", "tillitsvalgt", "tillitsvald"),
            *("bakkebyråkrat", "sosialarbeider", "sosialarbeidar", "kontaktperson", "kollega"),
            *(
                "inspektør",
                "terapeut",
                "pedagog",
                "psykolog",
                "spesialist",
                "koordinator",
                "helsesøster",
                "betjent",
            ),
            *(
                "miljøarbeider",
                "miljøarbeidar",
                "fastlege",
                "jordmor",
                "førskolelærer",
                "førskulelærar",
                "logoped",
            ),
            *("employee", "staff member", "adviser", "advisor", "counsellor", "counselor", "caseworker"),
            *("case worker", "social worker", "nurse", "teacher", "street-level bureaucrat"),
        ),
    ),
    (
        RoleGroup.LEADER,
        (
            *("leder", "leiar", "sjef", "direktør", "rektor", "rådmann", "styrer", "styrar", "ordfører"),
            *("kommunaldirektør", "leader", "manager", "director", "head", "principal", "executive"),
        ),
    ),
    (
        RoleGroup.USER,
        (
            *("bruker", "brukar", "pasient", "klient", "elev", "pårørende", "pårørande", "student"),
            *("ungdom", "arbeidssøker", "arbeidssøkar", "stønadsmottaker", "tjenestemottaker"),
            *("service user", "user", "patient", "client", "pupil", "jobseeker", "relative"),
        ),
    ),
)

_GROUP_OF = {stem: group for group, stems in _GROUPS for stem in stems}
_WORD_STEMS = tuple(stem for stem in (*GENERAL_STEMS, *_GROUP_OF) if " " not in stem)
# English roles of two words, by their last word.
_PHRASES = tuple(stem for stem in _GROUP_OF if " " in stem)
_PHRASE_ENDS = tuple({phrase.rpartition(" ")[2] for phrase in _PHRASES})
_ENDINGS = ("ene", "ane", "erne", "ens", "ets", "ne", "ns", "ar", "er", "en", "et", "e", "n", "s", "")
_WORD = re.compile(r"[^\W\d_]{1,60}(?:-[^\W\d_]{1,60}){0,3}")


@dataclass(frozen=True, slots=True)
class RoleWord:
    """A role word at ``text[start:end]``: its base ("NAV-leder") and its ending ("en", "ne" or none)."""

    start: int
    end: int
    base: str
    ending: str


def find_role_words(text: str) -> Iterator[RoleWord]:
    """Every role word of ``text`` in order: "NAV-leder", "avdelingslederne", "informants", "social worker"."""
    for match in _WORD.finditer(text):
        ending = _ending_of(match.group().casefold())
        if ending is None:
            continue
        start, end = match.span()
        base = text[start : end - len(ending)]
        before = text[max(0, start - 20) : start].casefold()
        for phrase in _PHRASES:
            head, _, last = phrase.rpartition(" ")
            if base.casefold() == last and before.endswith(head + " "):
                start -= len(head) + 1
                break
        else:
            if base.casefold() in ("worker", "member", "bureaucrat"):
                continue
        yield RoleWord(start, end, text[start : end - len(ending)], ending)


@lru_cache(maxsize=20_000)
def _ending_of(word: str) -> str | None:
    """The ending of a role word, None for any other word."""
    if word in ("studenten", "studentene") or (word.endswith("arbeider") and word not in _WORD_STEMS):
        return None
    for ending in _ENDINGS:
        base = word.removesuffix(ending) if ending else word
        if len(base) + len(ending) == len(word) and base.endswith((*_WORD_STEMS, *_PHRASE_ENDS)):
            return ending
    return None


_GENERAL = re.compile("|".join(GENERAL_STEMS), re.IGNORECASE)
# The grey zone: whoever leads an office and reports to nobody in it is a leader, whatever comes before.
_DEPUTY = re.compile(r"\b(?:assisterende|assisterande|ass\.|deputy|assistant)\b", re.IGNORECASE)


def is_general(word: str) -> bool:
    """Whether ``word`` names somebody only as a person interviewed ("informanten", "respondent")."""
    return _GENERAL.search(word) is not None


def read_role_group(text: str) -> RoleGroup:
    """The group that the first telling role word of ``text`` belongs to, OTHER where there is none."""
    for word in find_role_words(text):
        base = word.base.casefold()
        if base.endswith(GENERAL_STEMS):
            continue
        if _DEPUTY.search(text[: word.start]):
            return RoleGroup.MIDDLE_MANAGER
        stem = max((stem for stem in _GROUP_OF if base.endswith(stem)), key=len)
        return _GROUP_OF[stem]
    return RoleGroup.OTHER
