"""How long a comparison takes: two written filings of many facts, by what is different between them.

    python benchmarks/diff.py [--facts 10000]

The filings are made here: 20 facts a concept, over two years and ten members, with a schema and a
presentation. Prints processor seconds of reading and comparing, and of the page; asserts nothing.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.written.parts import ID, NAMES, presentation, schema
from xbrlgen.pipeline.comparing import compare_paths
from xbrlgen.view.diff_page import comparison_page

MEMBERS = 10


def context(year: int, member: int) -> str:
    entity = ID
    if member:
        axis = f'<xbrldi:explicitMember dimension="us-gaap:Axis">abc:M{member}Member</xbrldi:explicitMember>'
        entity = ID.replace("</xbrli:entity>", f"<xbrli:segment>{axis}</xbrli:segment></xbrli:entity>")
    period = f"<xbrli:startDate>{year}-01-01</xbrli:startDate><xbrli:endDate>{year}-12-31</xbrli:endDate>"
    return (
        f'<xbrli:context id="c{year}_{member}">{entity}<xbrli:period>{period}</xbrli:period></xbrli:context>'
    )


def write(folder: Path, facts: int, *, year: int = 2023, changed: bool = False, renamed: int = 0) -> Path:
    """A filing of so many facts: every 50th ``changed``, the first ``renamed`` concepts called otherwise."""
    names = [f"{'X' if n < renamed else 'C'}{n}" for n in range(facts // (2 * MEMBERS))]
    years = (year, year - 1)
    body = [context(y, m) for y in years for m in range(MEMBERS)]
    body.append('<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>')
    for n, name in enumerate(names):
        for y in years:
            for m in range(MEMBERS):
                value = (n * 1000 + m * 7 + y) * (2 if changed and (n + m) % 50 == 0 else 1)
                body.append(
                    f'<abc:{name} contextRef="c{y}_{m}" unitRef="usd" decimals="-3">{value}</abc:{name}>'
                )
    ref = '<link:schemaRef xlink:type="simple" xlink:href="a.xsd"/>'
    folder.mkdir()
    (folder / "a.xml").write_text(
        f"<?xml version='1.0'?><xbrli:xbrl {NAMES}>{ref}{''.join(body)}</xbrli:xbrl>", "utf-8"
    )
    (folder / "p.xml").write_text(
        presentation(*((f"us-gaap_H{n // 20}", f"abc_{name}") for n, name in enumerate(names))), "utf-8"
    )
    (folder / "a.xsd").write_bytes(schema("p.xml", elements=names))
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=10_000)
    facts = parser.parse_args().facts
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        before = write(top / "before", facts)
        cases = {
            "values": write(top / "values", facts, changed=True),
            "100 concepts renamed": write(top / "renamed", facts, renamed=100),
            "a year on": write(top / "later", facts, year=2024, changed=True),
        }
        for case, after in cases.items():
            started = time.process_time()
            found = compare_paths(before, after)
            compared = time.process_time() - started
            page = comparison_page(found)
            laid = time.process_time() - started - compared
            moved = sum(len(m.after) for m in found.moved)
            print(f"{facts:,} facts a side, {case}: {compared:.2f} s, page {laid:.2f} s, {len(page):,} bytes")
            print(f"  {len(found.entries):,} differences, {moved:,} moved on")


if __name__ == "__main__":
    main()
