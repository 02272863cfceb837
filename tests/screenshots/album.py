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
td { vertical-align: top; }
img { display: block; height: 300px; width: 230px; object-fit: cover; object-position: top; background: #fff;
  border: 1px solid #bbb; } td.narrow img { width: 130px; } .fault { color: #a00000; font-weight: 600; }
"""


def write_album(
    folder: Path, looks: Sequence[str], groups: Mapping[str, Sequence[str]], faults: Iterable[str]
) -> Path:
    """Writes ``index.html`` into the folder of the pictures ``<page>-<look>.png``, by groups of pages; where it is."""
    told = "".join(f"<li>{escape(fault)}</li>" for fault in faults)
    heads = "".join(f"<th scope=col>{escape(look)}</th>" for look in looks)
    bodies = "\n".join(
        f"<tbody id={escape(group)}><tr><th scope=rowgroup colspan={len(looks) + 1}><h2>{escape(group)}</h2></th></tr>"
        + "\n".join(_write_row(folder, name, looks) for name in names)
        + "</tbody>"
        for group, names in groups.items()
    )
    ways = " · ".join(
        f'<a href="#{escape(group)}">{escape(group)} ({len(groups[group])})</a>' for group in groups
    )
    index = folder / "index.html"
    index.write_text(
        f"<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Tverrsnitt: every page</title><style>{_STYLE}</style>"
        f"<h1>Every page</h1><p>{ways}</p>{f'<ul class=fault>{told}</ul>' if told else ''}"
        f"<table><thead><tr><th scope=col>Page</th>{heads}</tr></thead>{bodies}</table></html>",
        encoding="utf-8",
    )
    return index


def _write_row(folder: Path, name: str, looks: Sequence[str]) -> str:
    cells = "".join(
        f'<td{" class=narrow" if look.startswith("390") else ""}><a href="{file}"><img loading=lazy src="{file}" '
        f'alt="{escape(name)} {look}"></a></td>'
        if (folder / (file := f"{name}-{look}.png")).exists()
        else "<td></td>"
        for look in looks
    )
    return f"<tr><th scope=row>{escape(name)}</th>{cells}</tr>"
