"""What the tests of pages share: reading a page as a reader does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from lxml import html as lxml_html

_STEP = re.compile(r"(?P<tag>[\w*]+)|\.(?P<cls>[\w-]+)|\[(?P<name>[\w-]+)(?:=(?P<value>[\w-]+))?\]")


@dataclass(frozen=True)
class Element:
    """A part of a page. ``find_all`` knows tags, classes, attributes, and the child (>) of another."""

    node: lxml_html.HtmlElement

    def find_all(self, selector: str) -> list[Element]:
        """The parts that a selector such as ``ul.bars > li a[rel=next]`` means."""
        path, axis = ".", "//"
        for step in selector.split():
            if step == ">":
                axis = "/"
                continue
            tag, tests = "*", ""
            for match in _STEP.finditer(step):
                tag = match["tag"] or tag
                if match["cls"]:
                    tests += f"[contains(concat(' ', @class, ' '), ' {match['cls']} ')]"
                elif match["name"]:
                    tests += (
                        f"[@{match['name']}='{match['value']}']" if match["value"] else f"[@{match['name']}]"
                    )
            path, axis = f"{path}{axis}{tag}{tests}", "//"
        return [Element(node) for node in self.node.xpath(path)]

    def get(self, name: str) -> str | None:
        return self.node.get(name)

    def by_id(self, name: str) -> Element:
        return Element(self.node.get_element_by_id(name))

    @property
    def parent(self) -> Element:
        return Element(self.node.getparent())


@pytest.fixture
def read(client: Client) -> Callable[[str], Element]:
    """The page at an address; whatever is not found fails."""

    def read_page(address: str) -> Element:
        response = client.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        return Element(lxml_html.fromstring(response.content.decode()))

    return read_page


def words(element: Element) -> str:
    """The words of an element, blanks evened out."""
    return " ".join(element.node.text_content().split())
