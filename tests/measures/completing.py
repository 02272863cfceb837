"""How many works of which a thesis gives only author and year are completed by reference lists, and how many wrongly.

Each thesis with a reference list is read twice: with the list, which tells what every citation means, and without,
which leaves stubs. The lists are written as BibTeX, RIS and CSL-JSON, read back as files of references, and matched:
*own* is the list of the thesis itself (its author's library), *others* those of all other theses, *all* is both.

    python -m tests.measures.completing THESES…
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from kb.importing.candidates import Verdict, WorkIndex, match_all  # noqa: E402
from kb.importing.libraries import Entry, read_library  # noqa: E402
from kb.importing.likeness import KnownAuthor, KnownWork, titles_alike  # noqa: E402
from kb.ingest.draft import Author, Reference, ThesisDraft  # noqa: E402
from kb.ingest.parse import parse  # noqa: E402
from kb.ingest.works import CitedWork, resolve_works  # noqa: E402


@dataclass(frozen=True)
class Stub:
    work: KnownWork
    title: str  # what the thesis' own list says it is; "" where the list does not


def make_stubs(draft: ThesisDraft) -> list[Stub]:
    """The works as they are without the list, with their titles."""
    stubs = []
    titles = {
        number: work.title or ""
        for work in resolve_works(draft.citations, draft.references)
        for number in work.citations
        if work.reference is not None
    }
    for pk, cited in enumerate(resolve_works(draft.citations, ())):
        meant = Counter(titles[number] for number in cited.citations if titles.get(number))
        stubs.append(Stub(make_known(pk, cited), meant.most_common(1)[0][0] if meant else ""))
    return stubs


def make_known(pk: int, cited: CitedWork) -> KnownWork:
    authors = tuple(
        KnownAuthor(one.name, one.given or "", bool(one.organization)) for one in cited.authors if one.name
    )
    return KnownWork(pk, authors, cited.year or "", cited.suffix, "", has_more=cited.et_al)


def write_bibtex(references: list[Reference]) -> str:
    def name(author: Author) -> str:
        return (
            f"{{{author.organization}}}" if author.organization else f"{author.family}, {author.given or ''}"
        )

    return "\n".join(
        f"@misc{{k{number},\n  author = {{{' and '.join(map(name, one.authors))}}},\n  title = {{{one.title}}},\n"
        f"  year = {{{one.year}}},\n  publisher = {{{one.publisher or ''}}}\n}}"
        for number, one in enumerate(references)
    )


def write_ris(references: list[Reference]) -> str:
    lines = []
    for one in references:
        names = [a.organization or f"{a.family}, {a.given or ''}" for a in one.authors]
        lines += [
            "TY  - GEN",
            *(f"AU  - {name}" for name in names),
            f"TI  - {one.title}",
            f"PY  - {one.year}",
            "ER  - ",
        ]
    return "\r\n".join(lines)


def write_csl(references: list[Reference]) -> str:
    return json.dumps(
        [
            {
                "id": number,
                "title": one.title,
                "issued": {"literal": one.year},
                "author": [
                    {"literal": a.organization} if a.organization else {"family": a.family, "given": a.given}
                    for a in one.authors
                ],
            }
            for number, one in enumerate(references)
        ]
    )


WRITERS = {"bibtex": write_bibtex, "ris": write_ris, "csl": write_csl}


def count(stubs: list[Stub], library: list[Entry], *, tell: bool) -> Counter[str]:
    """How matching fared; a best candidate is right where the titles are one."""
    counts: Counter[str] = Counter(stubs=len(stubs), known=sum(bool(stub.title) for stub in stubs))
    counts["there"] = sum(
        any(titles_alike(stub.title, entry.title) for entry in library) for stub in stubs if stub.title
    )
    matched = match_all(library, WorkIndex(stub.work for stub in stubs))
    done: set[tuple[str, int]] = set()
    for entry, found in zip(library, matched, strict=True):
        if found.best is None or found.verdict is Verdict.NONE or (found.verdict, found.best.work) in done:
            continue
        done.add((found.verdict, found.best.work))
        stub = stubs[found.best.work]
        outcome = (
            "unknown" if not stub.title else "right" if titles_alike(stub.title, entry.title) else "wrong"
        )
        if found.verdict is Verdict.SEVERAL:
            outcome = "offered"
        counts[f"{found.verdict} {outcome}"] += 1
        if tell and outcome in {"wrong", "unknown"}:
            reasons = [reason.code for reason in found.best.reasons]
            print(
                "   ",
                found.verdict,
                found.best.score,
                outcome,
                stub.work.names,
                stub.work.year,
                reasons,
                entry.title[:50],
                "|",
                stub.title[:50],
            )
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("theses", type=Path, nargs="+")
    parser.add_argument("--tell", action="store_true", help="print each wrong or unknown match")
    options = parser.parse_args()
    drafts = [parse(path.name, path.read_bytes()) for path in options.theses]
    for name, write in WRITERS.items():
        libraries = [_read(draft, write) for draft in drafts]
        totals = {scope: Counter[str]() for scope in ("own", "others", "all")}
        for number, draft in enumerate(drafts):
            stubs = make_stubs(draft)
            others = [entry for at, library in enumerate(libraries) if at != number for entry in library]
            for scope, library in (
                ("own", libraries[number]),
                ("others", others),
                ("all", [*libraries[number], *others]),
            ):
                totals[scope] += count(stubs, library, tell=options.tell and name == "bibtex")
        for scope, counts in totals.items():
            print(f"{name:7} {scope:7}", dict(sorted(counts.items())))


def _read(draft: ThesisDraft, write: object) -> list[Entry]:
    listed = [one for one in draft.references if one.title]
    return list(read_library(write(listed).encode()).entries) if listed else []  # type: ignore[operator]


if __name__ == "__main__":
    sys.exit(main())
