"""Cases of the EDGAR rules: one YAML file a rule, each case a few edits of the clean filing (``clean.py``).

A file holds ``fires`` and ``passes``; near misses stand on both sides. A case has a ``name`` and

- ``edits``: what stands in a file and what comes in its place, once; ``file`` is a suffix (htm, xml, xsd,
  pre, cal, def, lab);
- ``values``: the text of a fact, by its id (``f17``) or its dei name; null takes it out;
- ``cover``: further dei facts of the Required Context, by name (``Name@c6`` in another context);
- ``contexts``: further ones, ``c9: 2024-10-01..2024-12-31 srt:RangeAxis=srt:MinimumMember``;
- ``facts``: further ones, ``x9 us-gaap:Revenues c9 50.0`` in millions of dollars;
- ``sums``: further calculation arcs, ``BalanceSheet us-gaap:Assets us-gaap:Goodwill -1``, weight 1 unless said;
- ``declare``: further elements of the extension, by name, with attributes that differ from the usual;
- ``rename``, ``remove``, ``add``: files, by suffix or by name; ``plain``: an instance instead of the
  inline document; ``says``: words that the findings hold; ``count``: how many there are;
  ``subjects``: the ids of all facts that they name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.check.edgar.clean import ARC, NAMESPACE, PLACES, STEM, files

FOLDER = Path(__file__).parent / "cases"
KEYS = frozenset(
    "name edits values cover contexts facts sums declare rename remove add plain says count subjects".split()  # noqa: SIM905 (a list of words)
)


@dataclass(frozen=True)
class Case:
    """One case of one rule."""

    code: str
    said: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.said["name"])

    @property
    def says(self) -> tuple[str, ...]:
        return tuple(self.said.get("says", ()))

    def files(self) -> dict[str, str]:
        """The filing with the edits made, by file name."""
        plain = bool(self.said.get("plain"))
        held = dict(_clean(plain))
        main = f"{STEM}.{'xml' if plain else 'htm'}"
        for name, days in self.said.get("contexts", {}).items():
            before = '<xbrli:context id="c3">'
            self.put(held, main, before, _context(name, str(days)) + before)
        for name, value in self.said.get("cover", {}).items():
            concept, _, where = name.partition("@")
            self.put(held, main, *_more(plain, _cover(plain, concept, str(value), where or "c1")))
        for fact in self.said.get("facts", ()):
            self.put(held, main, *_more(plain, _fact(plain, *fact.split())))
        for name, attributes in self.said.get("declare", {}).items():
            self.put(held, f"{STEM}.xsd", "</xs:schema>", _element(name, attributes or {}) + "</xs:schema>")
        for arc in self.said.get("sums", ()):
            end = "</link:linkbase>"
            self.put(held, f"{STEM}_cal.xml", end, _sum(*arc.split()) + end)
        for key, value in self.said.get("values", {}).items():
            held[main] = _valued(held[main], key, None if value is None else str(value))
        for edit in self.said.get("edits", ()):
            self.put(held, file_name(edit["file"]), edit["old"], edit["new"] or "")
        for old, new in self.said.get("rename", {}).items():
            held[new] = held.pop(file_name(old))
        for name in self.said.get("remove", ()):
            del held[file_name(name)]
        for name, text in self.said.get("add", {}).items():
            held[name] = text
        return held

    def put(self, held: dict[str, str], name: str, old: str, new: str) -> None:
        assert old in held[name], f"{self.code}: {self.name}: {old!r} does not stand in {name}"
        held[name] = held[name].replace(old, new, 1)


@cache
def _clean(plain: bool) -> dict[str, str]:
    return files(plain=plain)


def file_name(short: str) -> str:
    if "." in short:
        return short
    return f"{STEM}.{short}" if short in ("htm", "xml", "xsd") else f"{STEM}_{short}.xml"


def _more(plain: bool, text: str) -> tuple[str, str]:
    end = "</xbrli:xbrl>" if plain else "</body>"
    return end, text + end


def _context(name: str, said: str) -> str:
    days, *members = said.split()
    start, _, end = days.partition("..")
    period = (
        f"<xbrli:startDate>{start}</xbrli:startDate><xbrli:endDate>{end}</xbrli:endDate>"
        if end
        else f"<xbrli:instant>{start}</xbrli:instant>"
    )
    dims = "".join(
        f'<xbrldi:explicitMember dimension="{axis}">{member}</xbrldi:explicitMember>'
        for axis, _, member in (m.partition("=") for m in members)
    )
    segment = f"<xbrli:segment>{dims}</xbrli:segment>" if dims else ""
    return (
        f'<xbrli:context id="{name}"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">0000123456'
        f"</xbrli:identifier>{segment}</xbrli:entity><xbrli:period>{period}</xbrli:period></xbrli:context>\n"
    )


def _cover(plain: bool, name: str, value: str, where: str) -> str:
    if plain:
        return f'<dei:{name} id="x-{name}-{where}" contextRef="{where}">{value}</dei:{name}>\n'
    fact = (
        f'<ix:nonNumeric id="x-{name}-{where}" name="dei:{name}" contextRef="{where}">{value}</ix:nonNumeric>'
    )
    return f"<div>{fact}</div>\n"


def _fact(
    plain: bool, name: str, concept: str, where: str, value: str, unit: str = "USD", places: str = "-5"
) -> str:
    """``places`` are decimals. A value is in millions, one in another unit as it stands."""
    sign = ' sign="-"' if value.startswith("-") else ""
    scale = ' scale="6"' if unit == "USD" else ""
    if plain:
        return f'<{concept} id="{name}" contextRef="{where}" unitRef="{unit}" decimals="{places}">{value}</{concept}>\n'
    return (
        f'<div><ix:nonFraction id="{name}" name="{concept}" contextRef="{where}" unitRef="{unit}"'
        f' decimals="{places}"{scale}{sign} format="ixt:num-dot-decimal">{value.lstrip("-")}</ix:nonFraction></div>\n'
    )


def _sum(role: str, parent: str, child: str, weight: str = "1") -> str:
    ends = [q.replace(":", "_") for q in (parent, child)]
    locators = "".join(
        f'<link:loc xlink:type="locator" xlink:href="{PLACES[q.partition(":")[0]]}#{e}" xlink:label="{e}"/>'
        for q, e in zip((parent, child), ends, strict=True)
    )
    return (
        f'<link:calculationLink xlink:type="extended" xlink:role="{NAMESPACE.rpartition("/")[0]}/role/{role}">'
        f'{locators}<link:calculationArc xlink:type="arc" xlink:from="{ends[0]}" xlink:to="{ends[1]}" order="9"'
        f' xlink:arcrole="{ARC}/summation-item" weight="{weight}"/></link:calculationLink>\n'
    )


def _element(name: str, attributes: dict[str, str]) -> str:
    """A declaration; attributes replace the usual ones, an empty one takes it away."""
    usual = {
        "id": f"exa_{name}",
        "name": name,
        "type": "xbrli:monetaryItemType",
        "substitutionGroup": "xbrli:item",
        "xbrli:periodType": "duration",
        "xbrli:balance": "debit",
        "nillable": "true",
    } | attributes
    return f"<xs:element {' '.join(f'{k}={str(v)!r}' for k, v in usual.items() if v)}/>\n"


def _valued(text: str, key: str, value: str | None) -> str:
    """Another text for the fact of an id, or the fact taken out with its element."""
    name = key if re.fullmatch(r"[fxd]-?\w*\d+\w*", key) or key.startswith(("d-", "x-")) else f"d-{key}"
    fact = re.compile(rf'(<([\w:-]+) (?:[^<>]* )?id="{re.escape(name)}"[^<>]*>)(.*?)(</\2>\n?)')
    assert fact.search(text), f"no fact {name}"
    return fact.sub((lambda m: "") if value is None else (lambda m: f"{m[1]}{value}{m[4]}"), text, count=1)


@cache
def load() -> dict[str, tuple[tuple[Case, ...], tuple[Case, ...]]]:
    """(cases that fire, cases that pass) by code."""
    found = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        data = YAML(typ="safe").load(path.read_text("utf-8"))
        assert set(data) <= {"fires", "passes"}, path.name
        for case in (*data["fires"], *data.get("passes", ())):
            assert set(case) <= KEYS, f"{path.name}: {set(case) - KEYS}"
        fires, passes = (tuple(Case(path.stem, c) for c in data.get(k, ())) for k in ("fires", "passes"))
        found[path.stem] = (fires, passes)
    return found


def of(kind: int) -> list[Case]:
    """All cases that fire (0) or pass (1)."""
    return [case for sides in load().values() for case in sides[kind]]
