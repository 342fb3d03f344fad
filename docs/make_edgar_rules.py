"""Write ``docs/edgar-rules.md``: ``python docs/make_edgar_rules.py``.

From the rules the program has, ``edgar-checklist.tsv`` (the rules of the SEC's validation, ours beside
them, and reasons) and ``edgar-agreement.tsv`` (what the SEC's plug-in said of the same breaks; made by
``python -m tests.edgar.agreement``). With ``--check`` nothing is written; exit code 1 says that the file
is not current.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from xbrlgen.check.edgar import AREAS
from xbrlgen.model.codes import CODES

HERE = Path(__file__).parent
TARGET = HERE / "edgar-rules.md"

HEAD = """\
# EDGAR rules

<!-- Made by docs/make_edgar_rules.py from the code and two tables beside it; edit those, then run it. -->

`xbrlgen check --edgar` runs two things: our own rules over the written package, in milliseconds, and, where
the user has it, the SEC's own validation, the EDGAR plug-in for Arelle. This page says which rules ours are,
which of the SEC's they cover, and how far the two agreed when the same clean filing was broken once for each
rule. What a code means and what to do is in [findings](findings.md).
"""


def table(name: str) -> list[list[str]]:
    """The rows of a table beside this file, without its comments."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def render() -> str:
    """The whole page."""
    checklist = table("edgar-checklist.tsv")
    return "\n".join([HEAD, *_counts(checklist), *_coverage(checklist), *_agreement()]) + "\n"


def _counts(checklist: list[list[str]]) -> list[str]:
    covered = sum(1 for row in checklist if row[2])
    rows = [f"| {area} | {len(rules)} |" for area, rules in AREAS.items()]
    total = sum(len(rules) for rules in AREAS.values())
    return [
        "## How many",
        "",
        f"{total} rules, which cover {covered} of the {len(checklist)} rules of the SEC's validation that a",
        "filing of this kind can break.",
        "",
        "| area | rules |",
        "|---|---|",
        *rows,
        "",
    ]


def _coverage(checklist: list[list[str]]) -> list[str]:
    out = [
        "## The SEC's rules and ours",
        "",
        "| SEC | ours | reason, where it is not covered or only in part |",
    ]
    out.append("|---|---|---|")
    for _, theirs, ours, reason in checklist:
        links = ", ".join(_link(f"XG-EFM-{n}") for n in ours.split()) or "none"
        out.append(f"| `{theirs}` | {links} | {reason} |".replace("|  |", "| |"))
    named = {f"XG-EFM-{n}" for row in checklist for n in row[2].split()}
    more = [code for rules in AREAS.values() for code, _ in rules if code not in named]
    out += ["", "Rules of ours beyond this list:", ""]
    out += [f"- {_link(code)} {CODES[code].title}" + _source(code) for code in more]
    return [*out, ""]


def _link(code: str) -> str:
    return f"[{code}](findings.md#{code})"


def _source(code: str) -> str:
    return f" ({CODES[code].source})" if CODES[code].source else ""


def _agreement() -> list[str]:
    said = (HERE / "edgar-agreement.tsv").read_text(encoding="utf-8").splitlines()
    day, _, judge = said[0].removeprefix("# ").partition("\t")
    rows = table("edgar-agreement.tsv")
    both = [row for row in rows if row[1]]
    silent = [row for row in rows if not row[1]]
    covered = {f"XG-EFM-{n}" for row in table("edgar-checklist.tsv") for n in row[2].split()}
    theirs = [row for row in table("edgar-checklist.tsv") if not row[2]]
    beyond = sum(1 for row in silent if row[0] not in covered)
    out = [
        "## Agreement",
        "",
        f"On {day}, {judge}: each rule's break of the clean filing, and what the plug-in says",
        "of it. Of the clean filing it says nothing.",
        "",
        "| | breaks |",
        "|---|---|",
        f"| both speak | {len(both)} |",
        f"| only ours | {len(silent)} |",
        f"| only theirs: rules of the list without one of ours | {len(theirs)} |",
        "| neither: a break is made for a rule of ours, so none | 0 |",
        "",
        f"Of the breaks where only ours speaks, {beyond} are of rules beyond the SEC's list.",
        "",
        "| ours | what | the plug-in |",
        "|---|---|---|",
    ]
    for code, codes in rows:
        shown = " ".join(f"`{c}`" for c in codes.split()) or "silent"
        out.append(f"| {_link(code)} | {CODES[code].title} | {shown} |")
    return out


def main(arguments: Sequence[str], target: Path = TARGET) -> int:
    """Write the page, or with ``--check`` compare: 0 current, 1 not, 2 misuse."""
    if list(arguments) not in ([], ["--check"]):
        sys.stderr.write("usage: make_edgar_rules.py [--check]\n")
        return 2
    page = render()
    if arguments:
        current = target.read_text(encoding="utf-8") if target.is_file() else ""
        if current != page:
            sys.stderr.write(f"{target.name} is not current: run python docs/make_edgar_rules.py\n")
            return 1
        return 0
    target.write_text(page, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
