"""What a thesis says stands on every page under its own language, whichever language the page is in."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation

from kb.curation.groups import ROLES
from kb.pages.lists import join_names
from kb.pages.sources.work_names import name_work
from kb.pages.theses.theses import find_authors
from kb.records.languages import TextIn, tell_title
from kb.records.models import Institution, Person, Quotation, Thesis, Work
from kb.search.run import backend
from kb.search.updates import rebuild
from tests.browser.admin_pages import find_addresses as find_admin_pages
from tests.browser.public_pages import PAGES, find_addresses
from tests.web.foreign import English, Spoken, find_misspoken, find_untranslated, read_spoken
from tests.web.test_translations import forms, read_catalogue

# Places of the admin where a thesis speaks: headings of chapters, lines of its file.
_OF_THESES = ("curation-depth", "curation-text")

pytestmark = pytest.mark.django_db


class Base:
    """The base at hand, asked as a site in a browser is."""

    def ask(self, question: str) -> list[tuple[object, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(question)
            return list(cursor.fetchall())


@pytest.fixture(scope="module")
def own_words() -> set[str]:
    """What the site itself says, in all its languages."""
    messages = [message for language in ("nb", "nn") for message in read_catalogue(language)]
    return {form for message in messages for form in (*forms(message.id), *forms(message.string))}


@pytest.fixture
def dressed(examples: None) -> Iterator[dict[str, str]]:
    """The examples, with a quotation that a curator confirmed, searched; the addresses of all pages by name."""
    said = Quotation.objects.filter(kind="interview", informant__isnull=False).order_by("-pk")
    Quotation.objects.filter(pk__in=[quotation.pk for quotation in said[:3]]).update(state="accepted")
    backend().clear()
    rebuild()
    yield {name: address for name, address in find_addresses(Base()).items() if not PAGES[name].role}  # type: ignore[arg-type]
    backend().clear()


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_texts_of_theses_stand_under_their_own_language(
    client: Client, dressed: dict[str, str], own_words: set[str], language: str
) -> None:
    assert len(set(Thesis.objects.values_list("language", flat=True))) == 3
    spoken = read_spoken()
    _leave_out_names(spoken)
    _add_titles(spoken)
    client.cookies["language"] = language
    misspoken = [
        (name, *found)
        for name, address in dressed.items()
        for found in find_misspoken(client.get(address).content, spoken, own=own_words)
    ]
    assert not misspoken, "\n".join(map(str, misspoken))


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_site_says_nothing_in_english_on_a_norwegian_page(
    client: Client, dressed: dict[str, str], language: str
) -> None:
    english = English.of(read_pairs(language))
    client.cookies["language"] = language
    found = [
        (name, *said)
        for name, address in dressed.items()
        for said in find_untranslated(client.get(address).content, english)
    ]
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_admin_says_nothing_in_english_on_a_norwegian_page(
    client: Client, dressed: dict[str, str], language: str
) -> None:
    """Every page of the admin, with something on it; what the theses say may be English."""
    english = English.of([*read_pairs(language), *read_pairs_of_framework(language), *read_names_of_roles()])
    client.force_login(User.objects.create_superuser("sjef", password="x"))
    client.cookies["language"] = language
    # A draft to be curated, and something that was done.
    Thesis.objects.filter(pk=Thesis.objects.latest("pk").pk).update(state="draft")
    client.post(reverse("admin:records_institution_add"), {"name": "Høgskolen Utenfor"})
    found = [
        (name, *said)
        for name, address in find_admin_pages(Base()).items()  # type: ignore[arg-type]
        for said in find_untranslated(_get(client, address), english)
        if not any(place in said[1] for place in _OF_THESES)
    ]
    assert not found, "\n".join(map(str, found))


def _get(client: Client, address: str) -> bytes:
    response = client.get(address, follow=True)
    assert response.status_code == 200, address
    return response.content


def read_names_of_roles() -> list[tuple[str, str]]:
    """What the roles are called where they are stored: a translation that is missing would be no English otherwise."""
    return [(name, "") for name in ROLES]


def read_pairs(language: str) -> list[tuple[str, str]]:
    """The strings of the site with what they are called in the language."""
    messages = read_catalogue(language)
    return [pair for m in messages for pair in zip(forms(m.id), forms(m.string), strict=False)]


def read_pairs_of_framework(language: str) -> list[tuple[str, str]]:
    """The strings of the framework, all of them, with what the site calls them."""
    rooms = ("conf", "contrib/admin", "contrib/auth")
    paths = [Path(django.__file__).parent / room / "locale/en/LC_MESSAGES/django.po" for room in rooms]
    said = [
        form for path in paths for m in read_po(BytesIO(path.read_bytes())) if m.id for form in forms(m.id)
    ]
    with translation.override(language):
        translated = [(form, translation.gettext(form)) for form in said]
    # One word may be the same in both languages; several are not translated at all.
    return [(form, "" if form == other and " " in form else other) for form, other in translated]


def _add_titles(spoken: Spoken) -> None:
    """Titles of cited works that tell their language; where it may be either Norwegian, a page in one may say it."""
    for title in Work.objects.exclude(title="").values_list("title", flat=True):
        told = tell_title(title)
        if isinstance(told, TextIn):
            for language in {told.language} | ({"nb", "nn"} if told.language == "no" else set()):
                spoken.add(title, language)


def _leave_out_names(spoken: Spoken) -> None:
    """What nobody has told a language of: names, and names of works; and the titles that theses have in another one."""
    for work in Work.objects.prefetch_related("authorships__person"):
        spoken.forget(work.title, name_work(work), f"{name_work(work)} {work.year}")
    for person in Person.objects.all():
        spoken.forget(person.display_name, person.sort_name)
    for thesis in Thesis.objects.all():
        spoken.forget(thesis.parallel_title)
        for language in ("nb", "nn", "en"):
            with translation.override(language):
                spoken.forget(join_names(each.display_name for each in find_authors(thesis)))
    # What a reader typed, and is asked about.
    spoken.forget("partnerskap")
    spoken.forget(*Institution.objects.values_list("name", flat=True))
