"""Pages forced into XHTML and their tables as grids, held against a WHATWG parser, on any folder.

    python benchmarks/html_pages.py FOLDER_OR_FILE ...

A line a file: characters, CPU seconds of forcing and of reading the whole page (tables and running
text), peak memory of reading (tracemalloc, in a run of its own), and whether the forced page is
well-formed by libxml2, shows all the text that the oracle (turbohtml) has, and has tables of the same
shape: the same cells with the same spans in the same columns. It asserts nothing.
"""

from __future__ import annotations

import argparse
import gc
import re
import sys
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import turbohtml
from lxml import etree

from xbrlgen.read.decoding import decode
from xbrlgen.read.html.force import ForcedPage, force
from xbrlgen.read.html.grid import WIDEST, grid_of
from xbrlgen.read.html.page import read_forced
from xbrlgen.read.html.tree import tree_of
from xbrlgen.written.submission import chosen, enclosed

Shape = list[list[tuple[int, int, int]]]
_NOT_TEXT = re.compile(r"[\s\x00-\x1f\x7f\xa0]+")


def page_of(path: Path) -> str:
    """The page of a file; of a submission the document that a reader would take."""
    text = decode(path.read_bytes(), path.name, longest=None)
    document = chosen(enclosed(text), None)
    return text if document is None else text[document.start : document.end]


def well_formed(forced: ForcedPage) -> etree._Element | None:
    page = re.sub(r"\A<\?xml[^>]*\?>", "", forced.page)
    try:
        return etree.fromstring(page.encode(), etree.XMLParser(resolve_entities=False, huge_tree=True))
    except etree.XMLSyntaxError:
        return None


def same_text(root: etree._Element, oracle: turbohtml.Document) -> bool:
    ours = "".join(str(text) for text in root.xpath("//text()"))
    return _NOT_TEXT.sub("", ours) == _NOT_TEXT.sub("", "".join(oracle.root.strings))


def our_shapes(forced: ForcedPage) -> list[Shape]:
    return [
        [[(s.column, s.colspan, s.rowspan) for s in row] for row in grid_of(table).rows]
        for table in tree_of(forced).elements("table")
    ]


def their_shapes(oracle: turbohtml.Document) -> list[Shape]:
    return [_shape(table) for table in oracle.find_all("table")]


def _shape(table: turbohtml.Element) -> Shape:
    """The algorithm of the standard (4.9.12) on the oracle's tree, slot by slot."""
    found: Shape = []
    taken: set[tuple[int, int]] = set()
    y = 0
    for group in _groups(table):
        end = y + len(group)
        for row in group:
            x, cells = 0, []
            for cell in row.children:
                if not isinstance(cell, turbohtml.Element) or cell.tag not in ("td", "th"):
                    continue
                while (x, y) in taken:
                    x += 1
                across = min(max(_number(cell, "colspan"), 1), WIDEST)
                down = min(_number(cell, "rowspan"), end - y) or end - y
                cells.append((x, across, down))
                taken |= {(i, j) for i in range(x, x + across) for j in range(y, y + down)}
                x += across
            found.append(cells)
            y += 1
    return found


def _groups(table: turbohtml.Element) -> Iterator[list[turbohtml.Element]]:
    feet: list[list[turbohtml.Element]] = []
    loose: list[turbohtml.Element] = []
    for child in table.children:
        if isinstance(child, turbohtml.Element) and child.tag == "tr":
            loose.append(child)
        elif isinstance(child, turbohtml.Element) and child.tag in ("tbody", "thead", "tfoot"):
            yield loose
            loose = []
            rows = [c for c in child.children if isinstance(c, turbohtml.Element) and c.tag == "tr"]
            if child.tag == "tfoot":
                feet.append(rows)
            else:
                yield rows
    yield loose
    yield from feet


def _number(cell: turbohtml.Element, name: str) -> int:
    m = re.match(r"\s*\+?(\d{1,9})", str(cell.attrs.get(name) or ""))
    return int(m[1]) if m else 1


def measure(path: Path) -> tuple[int, float, float, float, bool, bool, bool, int]:
    page = page_of(path)
    gc.collect()
    started = time.process_time()
    forced = force(page)
    forcing = time.process_time() - started
    read_forced(forced, page, file=path.name)
    reading = time.process_time() - started
    tracemalloc.start()
    read_forced(force(page), page, file=path.name)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    root = well_formed(forced)
    oracle = turbohtml.parse(page)
    ours, theirs = our_shapes(forced), their_shapes(oracle)
    same = root is not None and same_text(root, oracle)
    return len(page), forcing, reading, peak, root is not None, same, ours == theirs, len(ours)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("paths", nargs="+", type=Path)
    options = parser.parse_args()
    files = [f for p in options.paths for f in (sorted(p.rglob("*.htm*")) if p.is_dir() else [p])]
    print(
        "| file | MB | force s | read s | MB/s | peak MB | well-formed | text kept | tables | shapes equal |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    total = [0.0, 0.0, 0.0]
    for path in files:
        size, forcing, reading, peak, formed, text, shapes, tables = measure(path)
        total = [total[0] + size / 1e6, total[1] + forcing, total[2] + reading]
        yes = ["yes" if x else "NO" for x in (formed, text, shapes)]
        print(
            f"| {path.name} | {size / 1e6:.2f} | {forcing:.2f} | {reading:.2f} | {size / 1e6 / reading:.1f}"
            f" | {peak:.0f} | {yes[0]} | {yes[1]} | {tables} | {yes[2]} |"
        )
        sys.stdout.flush()
    rate = total[0] / total[2] if total[2] else 0
    print(f"| all | {total[0]:.2f} | {total[1]:.2f} | {total[2]:.2f} | {rate:.1f} | | | | | |")


if __name__ == "__main__":
    main()
