from __future__ import annotations

import pytest

from kb.pages.markdown import render_markdown


def test_a_note_becomes_html() -> None:
    assert render_markdown("Et *valg* til.") == "<p>Et <em>valg</em> til.</p>"


def test_nothing_becomes_nothing() -> None:
    assert render_markdown(" \n") == ""


def test_headings_stand_below_those_of_the_page() -> None:
    assert render_markdown("# Metode\n\n## Utvalg") == "<h3>Metode</h3>\n<h4>Utvalg</h4>"


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">her</p>',
        "[her](javascript:alert(1))",
        '<a href="data:text/html,hei">her</a>',
        '<p style="color:red">her</p>',
        "<iframe src='//example.org'></iframe>",
        "<img src=x onerror=alert(1)>",
        "<style>p{}</style>",
    ],
)
def test_what_acts_is_taken_out(hostile: str) -> None:
    html = render_markdown(hostile)
    for sign in ("script", "onclick", "onerror", "style", "data:", "iframe", "<img"):
        assert sign not in html


def test_links_out_tell_nobody_where_the_reader_came_from() -> None:
    assert 'rel="nofollow noopener"' in render_markdown("[NAV](https://example.org/)")
