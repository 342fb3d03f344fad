"""Count in how many filings each us-gaap element is used: what real filers need of the taxonomy.

    python taxonomy/count_uses.py FOLDER... --out taxonomy/used.tsv

Each FOLDER holds filings: files, or folders and zips of files, one a filing. Instances, inline documents and
linkbases are looked through for names; nothing of a filing but the names of elements and the number of
filings is kept. ``--without`` names filings that are left out.
"""

from __future__ import annotations

import argparse
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

# us-gaap:Assets of facts, dimensions and arcs; us-gaap-2025.xsd#us-gaap_Assets of locators.
_NAME = re.compile(rb"\bus-gaap[:_]([A-Z]\w+)")
_READ = (".xml", ".xsd", ".htm", ".html", ".txt")


def texts(path: Path) -> Iterator[bytes]:
    """Every file of a filing that may name elements."""
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            if inner.is_file():
                yield from texts(inner)
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith(_READ):
                    yield archive.read(name)
    elif path.name.endswith(_READ):
        yield path.read_bytes()


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    uses: Counter[str] = Counter()
    filings = 0
    for folder in given.folders:
        for filing in sorted(folder.iterdir()):
            if any(filing.name.startswith(name) for name in given.without):
                continue
            names = {m.decode() for text in texts(filing) for m in _NAME.findall(text)}
            filings += bool(names)
            uses.update(names)
    rows = "".join(f"{name}\t{count}\n" for name, count in sorted(uses.items()))
    given.out.write_text(f"name\tfilings\n{rows}", "utf-8", newline="\n")
    print(f"{filings} filings, {len(uses)} names")


if __name__ == "__main__":
    main()
