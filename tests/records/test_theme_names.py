"""What a theme is called on a page in each language."""

from __future__ import annotations

import pytest
from django.core.signals import request_finished, request_started
from django.template import Context, Template
from django.utils import translation

from kb.records.models import Theme, ThemeLabel
from kb.records.theme_names import load_with_names
from tests.recipes import make_theme

pytestmark = pytest.mark.django_db

PREFERRED, ALTERNATIVE = ThemeLabel.Kind.PREFERRED, ThemeLabel.Kind.ALTERNATIVE


@pytest.fixture
def theme() -> Theme:
    theme = make_theme("Samspill")
    for language, text in (("nb", "Samspill"), ("nn", "Samspel")):
        theme.labels.create(language=language, kind=PREFERRED, text=text)
    theme.labels.create(language="en", kind=ALTERNATIVE, text="interplay")
    return theme


@pytest.fixture
def request_at_hand():
    request_started.send(sender=None)
    yield
    request_finished.send(sender=None)


@pytest.mark.parametrize(
    ("page", "name", "language"),
    [
        ("nb", "Samspill", "nb"),
        ("nn", "Samspel", "nn"),
        ("en", "Samspill", "nb"),
        ("nb-no", "Samspill", "nb"),
    ],
)
def test_it_is_the_preferred_label_of_the_page_or_else_the_name(theme, page, name, language):
    with translation.override(page):
        assert (theme.display_name, theme.display_name.language) == (name, language)


def test_a_name_that_is_the_label_of_another_language_is_in_that_language(db):
    theme = make_theme("Street-level work")
    theme.labels.create(language="en", kind=PREFERRED, text="Street-level work")
    with translation.override("nn"):
        assert theme.display_name.language == "en"


def test_without_labels_a_name_is_in_the_language_of_the_site(db):
    with translation.override("en"):
        assert make_theme("Samspill").display_name.language == "nb"


def test_one_question_is_enough_for_all_names_of_a_request(theme, request_at_hand, django_assert_num_queries):
    others = [theme, make_theme("Tillit"), make_theme("Makt")]
    with django_assert_num_queries(1):
        assert [str(each.display_name) for each in others] == ["Samspill", "Tillit", "Makt"]


def test_the_names_may_come_with_the_themes(theme, request_at_hand, django_assert_num_queries):
    make_theme("Trust").labels.create(language="en", kind=PREFERRED, text="Trust")
    with translation.override("nn"), django_assert_num_queries(1):
        names = [each.display_name for each in load_with_names(Theme.objects.order_by("pk"))]
        assert [(name, name.language) for name in names] == [("Samspel", "nn"), ("Trust", "en")]
    with translation.override("nb"):  # what came was for one language
        assert theme.display_name == "Samspill"


def test_a_label_that_changes_within_the_request_is_read_anew(theme, request_at_hand):
    with translation.override("en"):
        assert theme.display_name == "Samspill"
        label = theme.labels.create(language="en", kind=PREFERRED, text="Teamwork")
        assert theme.display_name == "Teamwork"
        label.delete()
        assert theme.display_name == "Samspill"


def test_only_a_name_in_another_language_says_so_on_the_page(theme):
    template = Template("<b{% lang name %}>{{ name }}</b><i{% lang other %}></i>")
    with translation.override("en"):
        assert template.render(Context({"name": theme.display_name, "other": "plain"})) == (
            '<b lang="nb">Samspill</b><i></i>'
        )
    with translation.override("nn"):
        assert (
            template.render(Context({"name": theme.display_name, "other": None})) == "<b>Samspel</b><i></i>"
        )
