from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from kb.records import actions
from kb.records.actions import recurring
from kb.records.models import Operation, PendingChange, SetAside, Theme
from tests import recipes

pytestmark = pytest.mark.django_db


def passages(n: int) -> list:
    chapter = recipes.make_chapter(recipes.make_thesis())
    return [recipes.make_passage(chapter, f"Kringle {number}.") for number in range(n)]


def test_a_theme_is_made_with_its_label_and_put_on_passages(kari: User) -> None:
    suggested, sure = passages(2), passages(1)
    PendingChange.objects.all().delete()
    theme, n = actions.make_theme(name=" Kringle ", language="nn", suggested=suggested, carried=sure, by=kari)
    assert (theme.name, n) == ("Kringle", 3)
    assert [(label.text, label.language, label.kind) for label in theme.labels.all()] == [
        ("Kringle", "nn", "preferred")
    ]
    assert sorted(theme.links.values_list("state", flat=True)) == ["accepted", "suggested", "suggested"]
    assert PendingChange.objects.filter(kind="passage").count() == 3
    assert Operation.objects.get().by == kari


def test_no_more_passages_are_suggested_than_one_waits_for(
    kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recurring, "MOST_SUGGESTED", 2)
    theme, n = actions.make_theme(name="Kringle", language="nb", suggested=passages(3), by=kari)
    assert n == theme.links.count() == 2


@pytest.mark.parametrize("name", ["", "  ", "\x00", "øvelse", "ØVELSE", "trening"])
def test_a_name_that_is_none_or_is_taken_is_refused(name: str, kari: User) -> None:
    theme = Theme.objects.create(name="Øvelse")
    theme.labels.create(language="nb", kind="hidden", text="Trening")
    with pytest.raises(actions.Refused):
        actions.make_theme(name=name, language="nb", by=kari)
    assert Theme.objects.count() == 1


def test_a_theme_gets_an_address_that_no_page_has(kari: User) -> None:
    theme, _n = actions.make_theme(name="Matrix", language="nb", by=kari)
    assert theme.slug != "matrix"


def test_setting_aside_twice_is_setting_aside_once(kari: User) -> None:
    for _ in range(2):
        actions.set_aside(kind="term", key="kringle", language="no", label="kringle", by=kari)
    row = SetAside.objects.get()
    assert (row.by, str(row)) == (kari, "kringle")
    assert actions.bring_back(pk=row.pk, by=None) == row
    assert actions.bring_back(pk=row.pk, by=None) is None


@pytest.mark.parametrize(("kind", "key"), [("term", ""), ("thing", "kringle"), ("term", "x" * 201)])
def test_what_cannot_be_set_aside_is_refused(kind: str, key: str) -> None:
    with pytest.raises(actions.Refused):
        actions.set_aside(kind=kind, key=key, by=None)
