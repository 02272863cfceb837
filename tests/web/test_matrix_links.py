"""On the example theses: every number of the matrix, and of themes that go together, is as long as its list."""

from __future__ import annotations

import pytest

from tests.web.matrix_links import accept_some, walk_matrix, walk_pairs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("examples")]


@pytest.mark.parametrize("by", ["thesis", "role", "kind", "year"])
@pytest.mark.parametrize("confirmed", ["", "&confirmed=1"])
def test_every_number_of_the_matrix_is_its_list(client, by, confirmed):
    accept_some()
    walk = walk_matrix(client, f"/themes/matrix/?by={by}{confirmed}")
    assert walk.cells > 35
    assert walk.spreads > 15
    # The list of quotations does not know "any theme", whose numbers the panel alone shows.
    of_any = client.get(f"/themes/matrix/?by={by}{confirmed}").context["page"].table.feet[0]
    assert walk.of_any == sum(bool(cell.url) for cell in (*of_any.cells, of_any.total)) > 1
    assert walk.lists == walk.cells - walk.of_any


@pytest.mark.parametrize(
    "narrowed", ["from=2022&to=2023", "institution=hogskolen-i-eksempelvik&by=role", "title=barnet&by=year"]
)
def test_every_number_of_a_part_of_the_theses_is_its_list(client, narrowed):
    whole = client.get("/themes/matrix/").context["page"]
    walk = walk_matrix(client, f"/themes/matrix/?{narrowed}")
    assert 0 < client.get(f"/themes/matrix/?{narrowed}").context["page"].n_theses < whole.n_theses
    assert walk.lists > 10


@pytest.mark.parametrize("unit", ["quotation", "passage", "section"])
@pytest.mark.parametrize("confirmed", ["", "&confirmed=1"])
def test_every_number_of_themes_that_go_together_is_its_list(client, unit, confirmed):
    accept_some()
    assert walk_pairs(client, f"/themes/together/?in={unit}{confirmed}") > 20
