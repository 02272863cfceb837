"""Four threads that ask for the facts while a fifth rejects and accepts quotations: ``python -m … FOLDER``.

Each asker looks up what was written before it asked; whoever is told less ends the run with an error. It needs a base
in a file, which the tests' own is not.
"""

from __future__ import annotations

import os
import sys
import threading


def main(folder: str) -> None:
    os.environ.update(KB_MODE="test", KB_DATA=folder, DJANGO_SETTINGS_MODULE="kb.config.settings")
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    quotations = _fill()
    written: dict[int, tuple[int, bool]] = {}
    done, faults = threading.Event(), []

    def write() -> None:
        from kb.records.models import Quotation

        try:
            for turn in range(60):
                pk = quotations[turn % len(quotations)]
                quotation = Quotation.objects.get(pk=pk)
                quotation.state = "suggested" if quotation.state == "rejected" else "rejected"
                quotation.save()
                written[pk] = (turn, quotation.state != "rejected")
        except Exception as error:  # noqa: BLE001
            faults.append(repr(error))
        finally:
            done.set()

    def ask() -> None:
        from kb.synthesis.facts import load_facts

        try:
            while not done.is_set():
                before = dict(written)
                found = set(load_facts().quotations.pk.tolist())
                after = dict(written)
                # Of what changed in the meantime nothing can be said.
                faults.extend(
                    f"{pk}: {is_there} expected"
                    for pk, (turn, is_there) in before.items()
                    if after[pk] == (turn, is_there)
                    and _is_settled(pk, turn, after)
                    and (pk in found) != is_there
                )
        except Exception as error:  # noqa: BLE001
            faults.append(repr(error))

    def _is_settled(pk: int, turn: int, after: dict[int, tuple[int, bool]]) -> bool:
        """Whether its next change cannot have begun: another one was written after it, and not yet all the others."""
        newest = max(written_turn for written_turn, _ in after.values())
        return newest - turn < len(quotations) - 1

    threads = [threading.Thread(target=run) for run in (write, ask, ask, ask, ask)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    from kb.synthesis.facts import load_facts

    found = set(load_facts().quotations.pk.tolist())
    faults.extend(f"{pk}: {there} in the end" for pk, (_, there) in written.items() if (pk in found) != there)
    if faults or len(written) != len(quotations):
        sys.exit("\n".join(faults[:10]) or "Nothing was written.")


def _fill() -> list[int]:
    from tests import recipes

    made = []
    for _ in range(3):
        chapter = recipes.make_chapter(recipes.make_thesis())
        made += [recipes.make_quotation(recipes.make_passage(chapter)).pk for _ in range(4)]
    return made


if __name__ == "__main__":
    main(sys.argv[1])
