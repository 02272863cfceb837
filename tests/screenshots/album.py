"""The page to look the screenshots through: a row for each page, a column for each size and look."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_STYLE = """
body { font: 15px/1.4 system-ui, sans-serif; margin: 1.5rem; background: #e9e9e6; color: #1b1b1b; }
table { border-spacing: .75rem; } th { text-align: left; vertical-align: top; font-weight: 600; }
th[scope=row] { position: sticky; left: 0; background: #e9e9e6; padding-right: 1rem; }
thead th { position: sticky; top: 0; background: #e9e9e6; padding: .25rem 0; z-index: 1; }
td { vertical-align: top; } small { font-weight: 400; color: #555; display: block; overflow-wrap: anywhere; }
img { display: block; height: 300px; width: 230px; object-fit: cover; object-position: top; background: #fff;
  border: 1px solid #bbb; } td.narrow img { width: 130px; } .fault { color: #a00000; font-weight: 600; }
"""


def write_album(folder: Path, looks: Sequence[str], pages: Mapping[str, str], faults: Iterable[str]) -> Path:
    """Writes ``index.html`` into the folder of the pictures ``<page>-<look>.png``; where it is."""
    rows = "\n".join(_write_row(folder, name, address, looks) for name, address in pages.items())
    told = "".join(f"<li>{escape(fault)}</li>" for fault in faults)
    heads = "".join(f"<th scope=col>{escape(look)}</th>" for look in looks)
    index = folder / "index.html"
    index.write_text(
        f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Tverrsnitt: every page</title><style>{_STYLE}</style>"
        f"<h1>Every page</h1>{f'<ul class=fault>{told}</ul>' if told else ''}"
        f"<table><thead><tr><th scope=col>Page</th>{heads}</tr></thead><tbody>{rows}</tbody></table></html>",
        encoding="utf-8",
    )
    return index


def _write_row(folder: Path, name: str, address: str, looks: Sequence[str]) -> str:
    cells = "".join(
        f'<td{" class=narrow" if look.startswith("390") else ""}><a href="{file}"><img loading=lazy src="{file}" '
        f'alt="{escape(name)} {look}"></a></td>'
        if (folder / (file := f"{name}-{look}.png")).exists()
        else "<td></td>"
        for look in looks
    )
    return f"<tr><th scope=row>{escape(name)}<small>{escape(address)}</small></th>{cells}</tr>"
