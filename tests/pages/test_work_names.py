from __future__ import annotations

import pytest

from kb.pages.sources.work_names import name_work
from tests.recipes import make_organization, make_person, make_work

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("families", "fields", "named"),
    [
        (("Aas",), {}, "Aas (2010)"),
        (("Aas",), {"suffix": "a"}, "Aas (2010a)"),
        (("Aas", "Bø"), {}, "Aas & Bø (2010)"),
        (("Aas", "Bø", "Dal"), {}, "Aas mfl. (2010)"),
        (("Aas",), {"has_more_authors": True}, "Aas mfl. (2010)"),
        (("Aas",), {"year": ""}, "Aas"),
        (("Aas",), {"year": "2015-2016"}, "Aas (2015–2016)"),
        (("Aas",), {"year": "2015-16", "suffix": "b"}, "Aas (2015–16b)"),
    ],
)
def test_a_work_goes_by_its_authors_and_year(
    families: tuple[str, ...], fields: dict[str, object], named: str
) -> None:
    assert name_work(make_work(*map(make_person, families), **fields)) == named  # type: ignore[arg-type]


def test_an_organisation_goes_by_its_whole_name() -> None:
    assert name_work(make_work(make_organization("Eksempeldirektoratet"))) == "Eksempeldirektoratet (2010)"


@pytest.mark.parametrize(
    ("title", "named"), [("Den stille døra", "Den stille døra (2010)"), ("", "Ukjent forfatter (2010)")]
)
def test_without_authors_the_title_stands_for_them(title: str, named: str) -> None:
    work = make_work(title=title)
    work.authorships.all().delete()
    assert name_work(work) == named
