"""What reading remarks on has a name in the language of the page."""

from __future__ import annotations

import re

from django.utils.translation import override

from kb.curation.notices import name_notice
from tests.web.sheets import ROOT


def test_a_notice_is_called_by_what_it_is_about():
    with override("nb"):
        assert name_notice("pages_inferred") == "Sidene er regnet ut"
    with override("nn"):
        assert name_notice("no_references") == "Inga litteraturliste"


def test_a_notice_of_an_unknown_sort_is_called_by_its_code():
    assert name_notice("odd_new_thing") == "Odd new thing"


def test_every_notice_of_the_reading_has_a_name():
    told = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "kb").glob("i[nm]*/**/*.py")))
    codes = set(re.findall(r'Notice\(\s*"([a-z_]+)"', told))
    assert len(codes) > 15
    with override("nb"):
        assert [
            code for code in sorted(codes) if name_notice(code) == code.replace("_", " ").capitalize()
        ] == []
