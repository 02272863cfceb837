"""Every address of the admin, with a record for each that names one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from kb.records.models import Import, Operation

# What a part of an address may be, where it is no record's key.
WORDS = {"name": "publish", "batch": "samling", "word": "publish", "kind": "work", "sort": "work"}


def find_patterns(
    resolver: URLResolver | None = None, namespace: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Each named address of the admin but the way in and out."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from find_patterns(pattern, f"{pattern.namespace}:" if pattern.namespace else namespace)
        elif (
            pattern.name
            and namespace == "admin:"
            and pattern.name not in {"login", "logout", "password_change"}
        ):
            yield namespace + pattern.name, pattern


def find_addresses() -> dict[str, str]:
    """The address of each page of the admin, by its name, of records that are there."""
    Group.objects.get_or_create(name="gruppe")
    Import.objects.filter(batch="").update(batch="samling")
    found = {}
    for name, pattern in find_patterns():
        try:
            found[name] = (
                reverse(name, kwargs=_arguments(name, pattern))
                if _has_names(pattern)
                else reverse(
                    name, args=["records"] * getattr(pattern.pattern, "regex", re.compile("")).groups
                )
            )
        except NoReverseMatch:
            found[name] = reverse(name, args=["1"] * len(pattern.pattern.converters))
    return found


def _has_names(pattern: URLPattern) -> bool:
    return bool(pattern.pattern.converters)


def _arguments(name: str, pattern: URLPattern) -> dict[str, Any]:
    return {part: WORDS.get(part) or _key(name, part) for part in pattern.pattern.converters}


def _key(name: str, part: str) -> int:
    """The key of the record that the part of the address means: of the sort it says, or of the page's own sort."""
    said = part.removesuffix("_pk").removesuffix("_id")
    page = name.removeprefix("admin:")
    sorts = {"source": "sourcefile", "link": "themelink", "run": "import", "entry": "referenceentry"}
    for sort in (
        sorts.get(said, said),
        page.removeprefix("records_").removeprefix("auth_").partition("_")[0],
    ):
        for app in ("records", "auth"):
            try:
                record = apps.get_model(app, sort)._default_manager.order_by("pk").first()
            except LookupError:
                continue
            if record is not None:
                return int(record.pk)
    operation = Operation.objects.order_by("pk").first()
    return int(operation.pk) if operation is not None else 1
