"""Write ``docs/edgar-rules.md``: ``python docs/make_edgar_rules.py``.

From the rules the program has, ``edgar-checklist.tsv`` (the rules of the SEC's validation, ours beside
them, and reasons) and ``edgar-agreement.tsv`` (what the SEC's plug-in said of the same breaks; made by
``python -m tests.edgar.agreement``). With ``--check`` nothing is written; exit code 1 says that the file
is not current.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
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
    checklist = table("edgar-checklist.tsv")
    rows = [
        (code, theirs, _kind(code, theirs.split(), checklist))
        for code, theirs in table("edgar-agreement.tsv")
    ]
    count = Counter(kind for _, _, kind in rows)
    covered = {f"XG-EFM-{n}" for row in checklist for n in row[2].split()}
    missing = sum(1 for row in checklist if not row[2])
    beyond = sum(1 for code, _, kind in rows if kind == OURS and code not in covered)
    out = [
        "## Agreement",
        "",
        f"On {day}, {judge}: each rule's break of the clean",
        "filing, and what the plug-in says of it. Of the clean filing it says nothing.",
        "",
        "| who speaks | rules |",
        "|---|---|",
        f"| both, of the same rule | {count[BOTH]} |",
        f"| both, the plug-in or Arelle of another rule that the break sets off | {count[OTHER]} |",
        f"| only ours | {count[OURS]} |",
        f"| only theirs: rules of the list above that we do not have | {missing} |",
        "| neither | 0 |",
        "",
        f"Where only ours speaks, {beyond} are rules beyond the SEC's list.",
        "",
        "| ours | what | who | the plug-in |",
        "|---|---|---|---|",
    ]
    for code, theirs, kind in rows:
        shown = " ".join(f"`{c}`" for c in theirs.split()) or "silent"
        out.append(f"| {_link(code)} | {CODES[code].title} | {kind} | {shown} |")
    return out


BOTH, OTHER, OURS = "both", "both, another rule", "ours"
_OTHERS = {
    "XBRL 2.1": "xbrl.",
    "Inline XBRL 1.1": "ix11.",
    "XLink": "xlink:",
    "Dimensions": "xbrldie:",
    "XML 1.0": "xml",
    "Units": "utre:",
}
"""Sources other than the Filer Manual, and how Arelle's codes for them begin."""


def _kind(code: str, theirs: Sequence[str], checklist: list[list[str]]) -> str:
    """Does the plug-in name the rule that ours is made from?"""
    if not theirs:
        return OURS
    number, source = code.removeprefix("XG-EFM-"), CODES[code].source
    wanted = {_rule(row[1]) for row in checklist if number in row[2].split()}
    if "EFM" in source:
        for m in re.finditer(r"\b(\d)\.(\d+)(?:\.(\d+))?\b", source):
            wanted.add(f"EFM.{m[1]}.{int(m[2]):02}" + (f".{int(m[3]):02}" if m[3] else ""))
    wanted |= {f"DQC.US.{m[1]}" for m in re.finditer(r"DQC (\d{4})", source)}
    wanted |= {prefix for words, prefix in _OTHERS.items() if words in source}
    return BOTH if any(said.startswith(tuple(wanted)) for said in theirs) else OTHER


def _rule(code: str) -> str:
    """The rule of a code, without what tells its messages apart: ``EFM.6.05.20``."""
    found = re.match(r"(?:EFM|EXG)(?:\.\d+)+", code)
    return found[0] if found else code


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
