"""Write ``docs/findings.md`` from the codes the program knows: ``python docs/make_findings.py``.

With ``--check`` nothing is written; exit code 1 says that the file is not current.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from xbrlgen.model.codes import CODES, Code

TARGET = Path(__file__).with_name("findings.md")

FAMILIES = {
    "READ": ("Reading", "What is wrong with a source file, before any mapping looks at it."),
    "MAP": ("Mapping", "What is wrong with `mapping.yaml` or `filing.yaml`, or does not meet the sources."),
    "FACT": ("Facts", "What keeps a printed number from becoming one fact of one period."),
    "IMP": ("Import", "What of an existing filing a project cannot say."),
    "DATE": ("Dates", "Dates of the report that do not fit each other."),
    "EXT": ("Extension", "What is wrong with the company's own elements, labels and networks."),
    "TIE": ("Arithmetic and tie-out", "Figures of the release that do not agree with each other."),
    "PLA": (
        "Plausibility",
        "Facts that no company has: a slip of scale, sign or bounds, found without a rule.",
    ),
    "EFM": ("EDGAR", "Rules of the EDGAR Filer Manual that are checked without Arelle."),
    "TAX": ("Official taxonomies", "What keeps a taxonomy package from being added to the store or used."),
    "REG": (
        "Regression",
        "What is not as it was, or not as in the company's other filings.",
    ),
    "MIG": ("Migration", "What another taxonomy year asks of a mapping."),
    "OUT": ("Output", "What keeps the output from being written, or from being what it should be."),
}
"""Every family a code may belong to, in the order of the way of the data."""

HEAD = """\
# Findings

<!-- Made by docs/make_findings.py from xbrlgen/model/codes.py; edit that file, then run this one. -->

Every finding of xbrlgen has a code that is never given another meaning. A finding says where, what is
wrong and what to do; this page says what each code stands for. An *error* is wrong in the filing or keeps it
from being made, a *warning* may be right and has to be looked at, *info* is worth knowing. A finding that is
right as it stands is waived in `filing.yaml`, with the reason.

Messages of Arelle and of the SEC's and DQC rules pass through under their own codes and are not listed here.
"""


def render(codes: Iterable[Code]) -> str:
    """The whole page. Raises KeyError for a code of no known family."""
    rows: dict[str, list[Code]] = {family: [] for family in FAMILIES}
    for code in sorted(codes, key=lambda c: c.code):
        rows[code.code.split("-")[1]].append(code)
    parts = [HEAD]
    for family, (title, about) in FAMILIES.items():
        if not rows[family]:
            continue
        parts.append(f"\n## {title}: XG-{family}\n\n{about}\n")
        parts.append("\n| code | severity | reported when | what to do | source |\n|---|---|---|---|---|\n")
        parts += [_row(code) for code in rows[family]]
    return "".join(parts)


def _row(code: Code) -> str:
    cells = (
        f'<a id="{code.code}"></a>`{code.code}`',
        str(code.severity),
        f"**{_cell(code.title)}**: {_cell(code.meaning)}",
        _cell(code.remedy),
        _cell(code.source),
    )
    return "|" + "|".join(f" {cell} " if cell else " " for cell in cells) + "|\n"


def _cell(text: str) -> str:
    """Text for a table cell: bars escaped, angle brackets kept from being HTML outside of code."""
    text = text.replace("|", "\\|")
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(p if p.startswith("`") else p.replace("&", "&amp;").replace("<", "&lt;") for p in pieces)


def main(arguments: Sequence[str], target: Path = TARGET) -> int:
    """Write the page, or with ``--check`` compare: 0 current, 1 not, 2 misuse."""
    if list(arguments) not in ([], ["--check"]):
        sys.stderr.write("usage: make_findings.py [--check]\n")
        return 2
    page = render(CODES.values())
    if arguments:
        current = target.read_text(encoding="utf-8") if target.is_file() else ""
        if current != page:
            sys.stderr.write(f"{target.name} is not current: run python docs/make_findings.py\n")
            return 1
        return 0
    target.write_text(page, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
