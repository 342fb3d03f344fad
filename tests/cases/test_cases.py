"""Small filings of invented companies, each a kind of fault: right facts, or refused, or named.

``given/NAME/`` is a filing project with ``CASE.md`` (the trait, what is right) and ``expect.json``: ``facts`` that
must be there (a value of null: no such fact may be), and ``accept``: ``facts`` (exit 0 with them),
``facts-or-refused`` (or exit 1 or 2 with an error), ``refused``, ``finding`` (a warning or error with one of
``finding_words``; the right facts without it do as well). ``quiet_words`` may stand in no warning or error, ``notes``
must stand in footnotes, ``inline`` says how often a sign may stand on a concept. To add a case, add a folder.
A folder beside the project with more of them, ``../shared/cases``, is read too where it exists.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest

from tests.project import SHARED
from xbrlgen import pipeline
from xbrlgen.model.finding import Finding, Severity, XbrlgenError

GIVEN = Path(__file__).parent / "given"


def folders() -> list[Path]:
    """Every case once, by its name."""
    found = {
        p.parent.name: p.parent for root in (SHARED / "cases", GIVEN) for p in root.glob("*/expect.json")
    }
    return [found[name] for name in sorted(found)]


@dataclass
class Outcome:
    code: int
    findings: tuple[Finding, ...]
    out: Path

    @property
    def text(self) -> str:
        told = [f for f in self.findings if f.severity >= Severity.WARNING and f.waived is None]
        return "\n".join(f"{f.message}\n{f.hint or ''}" for f in told).lower()

    @property
    def refused(self) -> bool:
        return self.code in (1, 2) and any(
            f.severity is Severity.ERROR and f.waived is None for f in self.findings
        )


def build(project: Path, out: Path) -> Outcome:
    try:
        result = pipeline.build(project, out, pipeline.Options(fast=True))
    except XbrlgenError as error:
        return Outcome(2, error.findings, out)
    return Outcome(1 if result.failed else 0, result.findings, out)


@pytest.mark.parametrize("case", folders(), ids=lambda p: p.name)
def test_case(case: Path, tmp_path: Path) -> None:
    want = json.loads((case / "expect.json").read_text("utf-8"))
    made = build(case, tmp_path / "made")
    assert not _has(made.text, want.get("quiet_words", [])), made.text
    words = want.get("finding_words", [])
    wrong = [*_missing(want, made.out), *_unlike(want, made.out)] if made.code == 0 else ["nothing written"]
    if want["accept"] == "finding":
        assert _has(made.text, words) or (want["facts"] and not wrong), made.text
        return
    assert not words or _has(made.text, words), made.text
    if want["accept"] == "refused":
        assert made.refused
    elif not (want["accept"] == "facts-or-refused" and made.refused):
        assert not wrong, made.text


def _has(text: str, words: list[str]) -> list[str]:
    return [w for w in words if re.search(rf"(?<!\w){re.escape(w.lower())}(?!\w)", text)]


def _number(text: str) -> Decimal | str:
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def _unit(name: str) -> str:
    plain = name.lower().replace("iso4217:", "").replace("xbrli:", "").replace("per", "/")
    return plain.removesuffix("s")


def _pairs(text: str) -> frozenset[str]:
    return frozenset(p for p in re.split(r"[;|,\s]+", text or "") if p)


def _missing(want: dict[str, Any], out: Path) -> Iterator[str]:
    """What of the facts is not in facts.csv as it should be."""
    made: dict[object, list[tuple[object, str]]] = {}
    with (out / "facts.csv").open(newline="", encoding="utf-8") as stream:
        for r in csv.DictReader(stream):
            key = (r["concept"], r["period_start"] or None, r["period_end"], _pairs(r["dimensions"]))
            made.setdefault(key, []).append((_number(r["value"]), _unit(r["unit"] or "")))
    for f in want["facts"]:
        got = made.get((f["concept"], f["start"], f["end"], _pairs(f["dimensions"])), [])
        name = f"{f['concept']} {f['start'] or ''}..{f['end']} {f['dimensions']}"
        mine = [value for value, unit in got if "unit" not in f or unit == _unit(f["unit"])]
        if f["value"] is None:
            if got:
                yield f"{name} is {got[0][0]} and should not be there"
        elif set(mine) != {_number(f["value"])}:
            yield f"{name} is {got or 'not there'}, not {f['value']}"


def _unlike(want: dict[str, Any], out: Path) -> Iterator[str]:
    """What is not as it should be in the files besides facts.csv."""
    for words in want.get("notes", ()):
        notes = " ".join(
            t
            for p in out.glob("*.xml")
            for t in re.findall(r"<(?:\w+:)?footnote\b[^>]*>(.*?)</", p.read_text("utf-8"), re.DOTALL)
        )
        if words.lower() not in notes.lower():
            yield f"no footnote with {words}"
    for rule in want.get("inline", ()):
        tags = [
            t for p in out.glob("*.htm") for t in re.findall(r"<ix:nonFraction\b[^>]*>", p.read_text("utf-8"))
        ]
        count = sum(f'name="{rule["concept"]}"' in t and f'sign="{rule["sign"]}"' in t for t in tags)
        if count > rule["at_most"]:
            yield f"{rule['concept']} {count} times with sign {rule['sign']}"
