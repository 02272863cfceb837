"""`manage.py search_check`: whether the search index can be used and is in step with the records."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from haystack import connections

from kb.search.run import backend
from kb.search.updates import OF_A_THESIS, SHARED, pending


class Command(BaseCommand):
    help = "Check that the search index opens, is whole, and holds what the public may see."

    def handle(self, **options: Any) -> None:
        try:
            view = backend().view()
            held = Counter(view.facts(document)["kind"] for document in view.all_documents())
        except Exception as error:  # whatever is wrong with the files, the remedy is the same
            raise CommandError(
                f"The index cannot be read ({error}). Run `manage.py reindex --all`."
            ) from error
        faults = []
        for model in (*OF_A_THESIS, *SHARED):
            index = connections["default"].get_unified_index().get_index(model)
            wanted = index.index_queryset().count()
            self.stdout.write(f"{index.kind:10} {held[index.kind]:7} in the index, {wanted:7} in the records")
            if held[index.kind] != wanted:
                faults.append(index.kind)
        if marks := pending():
            raise CommandError(f"{len(marks)} changes are not written yet. Run `manage.py reindex`.")
        if faults:
            raise CommandError(f"Out of step: {', '.join(faults)}. Run `manage.py reindex --all`.")
        self.stdout.write("The index is in step.")
