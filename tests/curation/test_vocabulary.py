"""The vocabulary as curators shape it: the tree, names, places, deleting, and a file of another."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kb.exports.vocabulary import find_rows, write_turtle, write_vocabulary_table
from kb.records.models import Operation, SlugRedirect, Theme, ThemeLabel, ThemeLink
from kb.records.recording import fingerprint
from tests.curation.test_pages import form_data
from tests.recipes import make_chapter, make_passage, make_theme, make_thesis, tag

pytestmark = pytest.mark.django_db

TREE = reverse("admin:records_theme_tree")
IMPORT = reverse("admin:records_theme_import")


def at(name, theme):
    return reverse(f"admin:records_theme_{name}", args=[theme.pk])


def take_back(admin):
    """Take back what was done last."""
    admin.post(reverse("admin:history_undo", args=[Operation.objects.first().pk]))


@pytest.fixture
def tree():
    """Tillit over Mistillit, and Kontroll; a passage has the two first."""
    top, below, other = make_theme("Tillit"), make_theme("Mistillit"), make_theme("Kontroll")
    below.broader = top
    below.save()
    passage = make_passage(make_chapter(make_thesis()))
    tag(passage, top)
    tag(passage, below, suggested=True)
    return top, below, other


@pytest.fixture
def helper(client):
    """A browser of a curator who may change themes, and neither merge nor delete any."""
    user = User.objects.create_user("per", is_staff=True)
    names = ["view_theme", "change_theme", "add_theme", "change_themelink", "add_themelink"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)
    return client


def test_the_tree_counts_each_record_once(admin, tree):
    (first, second) = admin.get(TREE).context["branches"]
    assert (first.theme.name, second.theme.name) == ("Kontroll", "Tillit")
    assert (second.n_accepted, second.n_suggested, second.n_below) == (1, 0, 1)
    (narrower,) = second.narrower
    assert (narrower.n_accepted, narrower.n_suggested, narrower.depth) == (0, 1, 1)


def test_the_tree_says_what_it_counts(admin, tree):
    tree[0].labels.create(language="nb", kind="alternative", text="tiltro")
    tree[0].labels.create(language="en", kind="alternative", text="trust")
    page = " ".join(admin.get(TREE).content.decode().split())
    assert "betegnelser: engelsk 1, bokmål 1<" in page
    assert "1 godtatt, 0 foreslått, i 1 oppgave;" in page
    assert "0 godtatt, 0 foreslått, i 0 oppgaver" in page


def test_nothing_is_no_link_in_the_list_of_themes(admin, tree):
    page = admin.get(reverse("admin:records_theme_changelist")).content.decode()
    assert ">0</a>" not in page
    assert 'state__exact=accepted">1</a>' in page


def test_links_are_sorted_out_by_what_they_are_on(admin, tree):
    listed = reverse("admin:records_themelink_changelist")
    page = admin.get(listed)
    (filters,) = [each for each in page.context["cl"].filter_specs if each.title == "type"]
    ((key, name),) = filters.lookup_choices
    assert name == "avsnitt"
    assert admin.get(listed, {filters.parameter_name: key}).context["cl"].result_count == 2


def test_a_new_theme_has_no_old_address(admin, tree):
    said = "Den gamle adressen fører hit"
    assert said not in admin.get(reverse("admin:records_theme_add")).content.decode()
    assert said in admin.get(reverse("admin:records_theme_change", args=[tree[0].pk])).content.decode()


def test_who_may_not_change_themes_sees_no_buttons(client, tree):
    user = User.objects.create_user("ser", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_theme"))
    client.force_login(user)
    page = client.get(TREE).content.decode()
    assert at("move", tree[0]) not in page
    for name in ("rename", "move"):
        assert client.post(at(name, tree[0]), {"name": "Nytt"}).status_code == 403
    for address in (IMPORT, reverse("admin:records_theme_suggest"), reverse("admin:records_theme_tag")):
        assert client.get(address).status_code == 403
    assert client.post(reverse("admin:records_theme_preview"), {"description": "a"}).status_code == 403


def test_a_new_name_keeps_the_old_address_and_word(admin, tree):
    theme = tree[0]
    assert admin.get(at("rename", theme)).status_code == 200
    admin.post(
        at("rename", theme), {"name": "Tiltro", "slug": "", "keeps_label": "on", "seen": fingerprint(theme)}
    )
    theme.refresh_from_db()
    assert (theme.name, theme.slug) == ("Tiltro", "tiltro")
    assert SlugRedirect.objects.get().old_slug == "tillit"
    assert admin.get("/themes/tillit/")["Location"] == "/themes/tiltro/"
    assert set(theme.labels.values_list("text", "kind")) == {
        ("Tiltro", "preferred"),
        ("Tillit", "alternative"),
    }


def test_the_form_leads_up_and_down_the_tree(admin, tree):
    top, below, _ = tree
    up = f'<a href="{at("change", top)}">Tillit</a> › <strong>Mistillit</strong>'
    down = f'<strong>Tillit</strong> › <a href="{at("change", below)}">Mistillit</a>'
    assert up in admin.get(at("change", below)).content.decode()
    assert down in admin.get(at("change", top)).content.decode()


@pytest.mark.parametrize("name", ["kontroll", "KONTROLL", " Kontroll ", ""])
def test_two_themes_are_not_called_the_same(admin, tree, name):
    page = admin.post(at("rename", tree[0]), {"name": name, "seen": fingerprint(tree[0])})
    assert "name" in page.context["form"].errors
    assert Theme.objects.get(pk=tree[0].pk).name == "Tillit"


def test_case_makes_no_other_name_of_norwegian_letters(admin):
    make_theme("Åpenhet")
    add = reverse("admin:records_theme_add")
    page = admin.post(add, {**form_data(admin.get(add)), "name": "åPENHET"})
    assert "name" in page.context["adminform"].form.errors


def test_a_theme_moves_with_all_below_it(admin, tree):
    top, below, other = tree
    page = admin.get(at("move", top))
    assert [branch.theme for branch in page.context["branches"]] == [other]
    admin.post(at("move", top), {"broader": other.pk, "seen": fingerprint(top)})
    top.refresh_from_db()
    assert top.broader == other
    admin.post(at("move", below), {"broader": "", "seen": fingerprint(below)})
    below.refresh_from_db()
    assert below.broader is None


def test_no_circle_is_made(admin, tree):
    top, below, _other = tree
    assert admin.post(at("move", top), {"broader": below.pk, "seen": fingerprint(top)}).status_code == 200
    top.refresh_from_db()
    assert top.broader is None


@pytest.mark.parametrize("name", ["rename", "move"])
def test_what_somebody_else_changed_meanwhile_is_looked_at_again(admin, tree, name):
    top, _below, other = tree
    seen = fingerprint(top)
    Theme.objects.filter(pk=top.pk).update(description="Av en annen.")
    answer = admin.post(at(name, top), {"name": "Nytt", "broader": other.pk, "seen": seen})
    assert answer.status_code == 200
    top.refresh_from_db()
    assert (top.name, top.broader) == ("Tillit", None)


def test_one_form_is_one_operation_and_taken_back_in_one(admin, tree):
    change = at("change", tree[0])
    data = form_data(admin.get(change))
    labels = {
        "labels-TOTAL_FORMS": "1",
        "labels-0-language": "nn",
        "labels-0-kind": "preferred",
        "labels-0-text": "Tiltru",
    }
    admin.post(change, {**data, **labels, "description": "Ny tekst", "related": [tree[2].pk]})
    assert Operation.objects.count() == 1
    take_back(admin)
    tree[0].refresh_from_db()
    assert (tree[0].description, tree[0].labels.count(), tree[0].related.count()) == ("", 0, 0)


def test_deleting_shows_what_goes_and_comes_back_whole(admin, tree):
    top, below, _other = tree
    SlugRedirect.objects.create(kind="theme", old_slug="gammel", target_id=top.pk)
    page = admin.get(at("delete", top))
    effect = page.context["effect"]
    assert (effect.n_links, effect.n_theses, effect.narrower, effect.redirects) == (
        1,
        1,
        (below,),
        ("gammel",),
    )
    admin.post(at("delete", top), {"post": "yes", "seen": page.context["seen"]})
    assert not Theme.objects.filter(pk=top.pk).exists()
    below.refresh_from_db()
    assert below.broader is None
    assert not SlugRedirect.objects.exists()
    take_back(admin)
    below.refresh_from_db()
    assert below.broader == top
    assert ThemeLink.objects.filter(tag=top, state="accepted").count() == 1
    assert SlugRedirect.objects.get().target_id == top.pk


def test_the_address_of_a_deleted_theme_may_lead_to_the_broader_one(admin, tree):
    admin.post(at("delete", tree[1]), {"post": "yes", "heir": "broader"})
    assert SlugRedirect.objects.get(old_slug="mistillit").target_id == tree[0].pk


def test_deleting_is_asked_again_where_links_came_since(admin, tree):
    seen = admin.get(at("delete", tree[2])).context["seen"]
    tag(make_thesis(), tree[2])
    assert admin.post(at("delete", tree[2]), {"post": "yes", "seen": seen}).status_code == 302
    assert Theme.objects.filter(pk=tree[2].pk).exists()


def test_deleting_takes_the_right_to_merge(helper, tree):
    assert helper.get(at("rename", tree[0])).status_code == 200
    assert helper.post(at("delete", tree[0]), {"post": "yes"}).status_code == 403
    assert at("delete", tree[0]) not in helper.get(TREE).content.decode()


def test_markdown_is_previewed_by_the_renderer_of_the_site(admin):
    address = reverse("admin:records_theme_preview")
    text = "Om **tillit** <script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3))"
    part = admin.post(address, {"description": text}, headers={"X-Requested-With": "fetch"}).content.decode()
    assert "<strong>tillit</strong>" in part
    assert not any(word in part for word in ("script", "img", "onerror"))
    assert "<strong>tillit</strong>" in admin.post(address, {"description": text}).content.decode()
    assert admin.get(address).status_code == 405


# -- a file


def give(admin, data, name="vokabular.ttl"):
    return admin.post(IMPORT, {"file": SimpleUploadedFile(name, data)})


def turtle():
    return write_turtle(
        find_rows(), scheme="https://elsewhere.example/themes/", title="T", licence=""
    ).encode()


def test_a_file_that_says_the_same_changes_nothing(admin, tree):
    assert give(admin, turtle()).context["is_same"]
    assert give(admin, write_vocabulary_table(find_rows()), "a.csv").context["is_same"]


def test_what_a_file_would_change_is_shown_before_and_nothing_goes_without_a_tick(admin, tree):
    data = turtle()
    make_theme("Makt")
    ThemeLabel.objects.create(theme=tree[0], language="nb", text="tiltro", kind="alternative")
    tree[2].delete()
    before = find_rows()
    page = give(admin, data)
    assert find_rows() == before
    difference = page.context["difference"]
    assert [row.slug for row in difference.new] == ["kontroll"]
    assert [each.labels_removed[0].text for each in difference.changed] == ["tiltro"]
    assert [row.slug for row in difference.missing] == ["makt"]
    admin.post(IMPORT, {"payload": page.context["payload"], "new": "kontroll", "change": "tillit"})
    assert set(Theme.objects.values_list("slug", flat=True)) == {"tillit", "mistillit", "kontroll", "makt"}
    assert ThemeLabel.objects.filter(text="tiltro").exists()
    payload = give(admin, data).context["payload"]
    admin.post(IMPORT, {"payload": payload, "reduce": "tillit", "remove": "makt"})
    assert not Theme.objects.filter(slug="makt").exists()
    assert not ThemeLabel.objects.filter(text="tiltro").exists()
    take_back(admin)
    assert Theme.objects.filter(slug="makt").exists()
    assert ThemeLabel.objects.filter(text="tiltro").exists()


def test_a_vocabulary_that_changed_since_is_shown_anew(admin, tree):
    make_theme("Makt")
    data = turtle()
    Theme.objects.get(slug="makt").delete()
    payload = give(admin, data).context["payload"]
    make_theme("Ansvar")
    page = admin.post(IMPORT, {"payload": payload, "new": "makt"})
    assert [row.slug for row in page.context["difference"].missing] == ["ansvar"]
    assert not Theme.objects.filter(slug="makt").exists()


def test_themes_are_not_taken_away_by_who_may_not_delete(helper, tree):
    data = turtle()
    make_theme("Makt")
    page = give(helper, data)
    assert b'name="remove"' not in page.content
    assert helper.post(IMPORT, {"payload": page.context["payload"], "remove": "makt"}).status_code == 403
    assert Theme.objects.filter(slug="makt").exists()


@pytest.mark.parametrize("payload", ["", "tull", "a:b:c"])
def test_a_page_that_was_tampered_with_is_refused(admin, tree, payload):
    before = find_rows()
    assert admin.post(IMPORT, {"payload": payload, "remove": "*"}).status_code == 200
    assert find_rows() == before


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 tull", b"\xff\xfe\x00", b"{", b"navn\nen", b"<x/>"])
def test_a_file_that_is_no_vocabulary_is_told_so(admin, data):
    page = give(admin, data)
    assert page.status_code == 200
    assert "file" in page.context["form"].errors


def test_an_old_address_in_the_file_means_the_theme_it_leads_to(admin, tree):
    data = turtle()
    theme = tree[0]
    admin.post(at("rename", theme), {"name": "Tiltro", "slug": "tiltro", "seen": fingerprint(theme)})
    page = give(admin, data)
    assert page.context["difference"].new == ()
    assert [each.old.slug for each in page.context["difference"].changed if each.is_renamed] == ["tiltro"]
