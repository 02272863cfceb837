"""Marked text: nothing lost, findings nested as HTML can nest them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.pages.reading.segments import Finding, Marked, Words, split_segments, split_shared


def draw(nodes: tuple[Words | Marked[str], ...]) -> str:
    """The tree on one line: [a ...] is a whole finding, "~" stands where it was cut."""
    out = []
    for node in nodes:
        if isinstance(node, Words):
            out.append(node.text)
        else:
            first, last = "" if node.is_first else "~", "" if node.is_last else "~"
            out.append(f"[{node.item}{first} {draw(node.children)}{last}]")
    return "".join(out)


TEXT = "abcdefghij"


@pytest.mark.parametrize(
    ("findings", "drawn"),
    [
        ([], "abcdefghij"),
        ([(2, 5, "x")], "ab[x cde]fghij"),
        ([(0, 10, "x")], "[x abcdefghij]"),
        # a citation inside a quotation
        ([(1, 8, "q"), (4, 6, "c")], "a[q bcd[c ef]gh]ij"),
        # both end at the same place
        ([(1, 6, "q"), (4, 6, "c")], "a[q bcd[c ef]]ghij"),
        # both start at the same place: the longer one is outside
        ([(1, 3, "c"), (1, 6, "q")], "a[q [c bc]def]ghij"),
        # side by side, without a gap
        ([(1, 3, "x"), (3, 5, "y")], "a[x bc][y de]fghij"),
        # crossing: the later one is cut where the earlier ends
        ([(1, 5, "q"), (3, 8, "c")], "a[q bc[c de~]][c~ fgh]ij"),
        # two cross the same end
        ([(0, 4, "a"), (2, 7, "b"), (3, 9, "c")], "[a ab[b c[c d~]~]][c~ [b~ efg]hi]j"),
        # out of the text, empty, or beyond its end
        ([(8, 30, "x"), (4, 4, "y"), (20, 30, "z")], "abcdefgh[x ij~]"),
    ],
)
def test_findings_become_a_tree(findings: list[tuple[int, int, str]], drawn: str) -> None:
    assert draw(split_segments(TEXT, [Finding(*f) for f in findings])) == drawn


def test_of_two_at_the_very_same_place_the_lower_rank_is_outside() -> None:
    nodes = split_segments(TEXT, [Finding(2, 5, "citation", 1), Finding(2, 5, "quotation", 0)])
    assert draw(nodes) == "ab[quotation [citation cde]]fghij"


@given(
    st.text(max_size=40),
    st.lists(
        st.tuples(st.integers(0, 45), st.integers(0, 45)).filter(lambda pair: pair[0] <= pair[1]), max_size=8
    ),
)
def test_no_letter_is_lost_and_every_finding_keeps_its_words(text: str, spans: list[tuple[int, int]]) -> None:
    nodes = split_segments(text, [Finding(start, end, number) for number, (start, end) in enumerate(spans)])
    words: dict[int, str] = {}
    pieces: dict[int, list[tuple[bool, bool]]] = {}

    def walk(node: Words | Marked[int]) -> None:
        if isinstance(node, Marked):
            words[node.item] = words.get(node.item, "") + node.text
            pieces.setdefault(node.item, []).append((node.is_first, node.is_last))
            for child in node.children:
                walk(child)

    for node in nodes:
        walk(node)
    assert "".join(node.text for node in nodes) == text
    assert words == {n: text[a:b] for n, (a, b) in enumerate(spans) if text[a:b]}
    for number, marks in pieces.items():
        assert [first for first, _last in marks] == [True] + [False] * (len(marks) - 1)
        assert marks[-1][1] == (spans[number][1] <= len(text))


@pytest.mark.parametrize(
    ("raw", "names", "expected"),
    [
        ("(Aas, 2010; Bø & Dal, 2012)", ["Aas", "Bø"], ["Aas, 2010", "Bø & Dal, 2012"]),
        ("Aas, 2010, s. 4;Bø, 2012", ["aas", "Bø"], ["Aas, 2010, s. 4", "Bø, 2012"]),
        ("(Aas, 2010)", ["Aas"], ["Aas, 2010"]),
        ("(se Aas 2010, Bø et al., 2012, s. 3)", ["Aas", "Bø"], ["Aas 2010", "Bø et al., 2012, s. 3"]),
        ("(Aas, 2010 og Bø, 2012)", ["Aas", "Bø"], ["Aas, 2010", "Bø, 2012"]),
        ("Aas (2010) and Bø (2012)", ["Aas", "Bø"], ["Aas (2010)", "Bø (2012)"]),
        # one author's two works without a semicolon cannot be told apart
        ("(Aas, 2010, 2012)", ["Aas", "Aas"], None),
        # a name that does not stand there
        ("(Aas, 2010; se også vedlegg)", ["Aas", "Bø"], None),
        ("(Aas, 2010; Bø)", ["Aas", ""], None),
    ],
)
def test_works_that_share_a_parenthesis_get_a_stretch_each(
    raw: str, names: list[str], expected: list[str] | None
) -> None:
    stretches = split_shared(raw, names)
    assert (None if stretches is None else [raw[a:b] for a, b in stretches]) == expected
