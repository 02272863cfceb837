"""Addresses that change without breaking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _

from kb.records.actions.history import Refused, remember
from kb.records.models import Person, SlugRedirect, Theme, Thesis, Work
from kb.records.models.redirects import TAKEN_BY_PAGES
from kb.records.models.themes import RESERVED_SLUGS
from kb.records.recording import recorded

if TYPE_CHECKING:
    from kb.records.actions.history import Actor

    Addressed = Thesis | Person | Work | Theme

KINDS: dict[type, str] = {
    Thesis: SlugRedirect.Kind.THESIS,
    Person: SlugRedirect.Kind.PERSON,
    Work: SlugRedirect.Kind.WORK,
    Theme: SlugRedirect.Kind.THEME,
}


def check_slug(record: Addressed, slug: str) -> None:
    """Refuse a slug that is malformed, in use, or the old address of another record."""
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise Refused(_("An address has the letters a–z, digits and hyphens only.")) from error
    if slug in TAKEN_BY_PAGES or (isinstance(record, Theme) and slug in RESERVED_SLUGS):
        raise Refused(_("Another page has the address %s.") % slug)
    if type(record).objects.filter(slug__iexact=slug).exclude(pk=record.pk).exists():
        raise Refused(_("Another record has the address %s.") % slug)
    redirects = SlugRedirect.objects.filter(kind=KINDS[type(record)], old_slug__iexact=slug)
    if redirects.exclude(target_id=record.pk).exists():
        raise Refused(_("%s is the old address of another record, and still leads there.") % slug)


@recorded
def rename_slug(*, record: Addressed, slug: str, by: Actor) -> None:
    """Give the record a new address; the old one leads to it from now on."""
    check_slug(record, slug)
    old = type(record).objects.values_list("slug", flat=True).get(pk=record.pk)
    if slug == old:
        return
    kind = KINDS[type(record)]
    # It takes back an address that it once had.
    SlugRedirect.objects.filter(kind=kind, old_slug=slug).delete()
    SlugRedirect.objects.update_or_create(kind=kind, old_slug=old, defaults={"target_id": record.pk})
    record.slug = slug
    record.save(update_fields=["slug"])
    remember(record, _("Address changed from %(old)s to %(new)s.") % {"old": old, "new": slug}, by=by)


def redirect_merged(kept: Addressed, merged: Addressed) -> None:
    """Let the address of ``merged``, and all that led to it, lead to ``kept``."""
    kind = KINDS[type(kept)]
    for redirect in SlugRedirect.objects.filter(kind=kind, target_id=merged.pk):
        redirect.target_id = kept.pk
        redirect.save(update_fields=["target_id"])
    SlugRedirect.objects.update_or_create(kind=kind, old_slug=merged.slug, defaults={"target_id": kept.pk})


def forget_redirects(record: Addressed) -> None:
    """Take away what led to a record that is about to be deleted."""
    SlugRedirect.objects.filter(kind=KINDS[type(record)], target_id=record.pk).delete()
