"""A person's slips in ``mapping.yaml`` and ``filing.yaml``, one at a time: which of them leave a trace.

    python benchmarks/slips.py examples/mpower-2004q3 [--every 7] [--kinds rounding,has] [--show 40]

Each slip is one edit of the YAML; the project is read and worked out anew (no rendering, no Arelle) and
held against what it was:

``error``    an error that was not there before, or the YAML is refused
``warning``  a warning or a note that was not there before
``trace``    no finding, but the expectation that ``xbrlgen test`` holds differs: facts, networks or checks
``nothing``  none of these: whoever made the slip is not told, and neither is who reviews it

Nothing is asserted. Slips of which the YAML says the same as before are not counted.
"""

from __future__ import annotations

import argparse
import copy
import gc
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from xbrlgen.catalog import open_catalog
from xbrlgen.check.waivers import apply_waivers
from xbrlgen.compare.identity import compare
from xbrlgen.mapping.load import load_mapping
from xbrlgen.mapping.load_filing import load_report
from xbrlgen.mapping.positions import Raw, load_yaml
from xbrlgen.model.edit import Edit, Node, Steps
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.project import FILING, Project
from xbrlgen.pipeline import Run, work
from xbrlgen.pipeline.steps import read_sources
from xbrlgen.pipeline.testing import record_of


class Slip(NamedTuple):
    """An edit, what kind of slip it is, and in words what it does."""

    kind: str
    edit: Edit
    told: str


class Tree:
    """One YAML file: its data, and edits of it by the way to a node."""

    def __init__(self, project: Project, file: str) -> None:
        self.file = file
        self.raw = load_yaml(project, file).raw

    def at(self, path: Steps) -> Any:
        node: Raw = self.raw
        for step in path:
            node = node[step]  # type: ignore[index,call-overload]
        return node

    def walk(self, path: Steps = ()) -> Iterator[tuple[Steps, Any]]:
        node = self.at(path)
        yield path, node
        children: Iterator[Any] = iter(node) if isinstance(node, dict) else iter(())
        if isinstance(node, list):
            children = iter(range(len(node)))
        for step in children:
            yield from self.walk((*path, step))

    def put(self, kind: str, path: Steps, new: Node) -> Slip:
        return Slip(kind, Edit(self.file, "set", path, new), f"{_said(path)} = {new}")

    def drop(self, kind: str, path: Steps) -> Slip:
        return Slip(kind, Edit(self.file, "remove", path), f"{_said(path)} gone (was {self.at(path)})"[:160])


def _said(path: Steps) -> str:
    return ".".join(map(str, path))


# -- slips in mapping.yaml -------------------------------------------------------------------

_TERM = re.compile(r"\s([+-])\s")
_DROPS = (
    ("table", "table pattern lost"), ("has", "has lost"), ("has_not", "has_not lost"),
    ("after", "after lost"),
    ("nth", "nth lost"), ("sheet", "sheet lost"), ("range", "range lost"), ("note", "note lost"),
    ("period", "period lost"), ("positive", "positive lost"), ("sign", "sign lost"),
    ("dimensions", "dimensions lost"), ("section", "section lost"), ("scale", "scale lost"),
    ("decimals", "decimals lost"), ("unit", "unit lost"), ("dash", "dash lost"),
    ("optional", "optional lost"),
    ("columns", "columns lost"), ("preferred", "preferred lost"), ("low", "case lost"), ("high", "case lost"),
    ("accounts", "accounts lost"), ("share", "share lost"), ("root", "root lost"), ("label", "label lost"),
)  # fmt: skip
_PERIODS = ("instant", "duration", "year", "3 months", "6 months", "9 months")


def mapping_slips(tree: Tree) -> Iterator[Slip]:
    concepts = sorted({v for p, v in tree.walk() if p and p[-1] == "concept" and isinstance(v, str)})
    for path, node in tree.walk():
        if not path:
            continue
        if isinstance(node, dict) and path[0] == "statements":
            yield from _of_rules(tree, path, node, concepts)
        if isinstance(path[-1], int) and len(path) >= 2 and path[-2] in ("sums", "checks"):
            yield from _of_relations(tree, path, node)
        if isinstance(node, dict) and path[0] == "prose" and len(path) == 2:
            yield from _of_prose(tree, path, node)
        if isinstance(node, dict) and path[0] == "custom" and len(path) == 2:
            yield from _of_custom(tree, path, node)
        if isinstance(node, dict) and path[0] in ("omit_tables", "omit_accounts") and len(path) == 2:
            yield tree.drop("omission lost", path)
            key = "table" if "table" in node else "accounts"
            yield tree.put("pattern widened", (*path, key), "/./" if key == "table" else "*")


def _of_rules(tree: Tree, path: Steps, node: dict[str, Any], concepts: list[str]) -> Iterator[Slip]:
    for key, kind in _DROPS:
        if key in node:
            yield tree.drop(kind, (*path, key))
    line = {"line", "text", "show", "accounts"} & node.keys()
    statement, column = "role" in node, path[-2] == "columns"
    group = "lines" in node and not statement
    if not (line or statement or group or column):
        return
    if line:
        yield tree.drop("line lost", path)
        yield tree.put("decimals", (*path, "decimals"), "-6")
        yield tree.put("decimals", (*path, "decimals"), "2")
        yield tree.put("unit", (*path, "unit"), "EUR")
        yield tree.put("unit", (*path, "unit"), "shares")
        if "show" not in node:
            yield tree.put("optional", (*path, "optional"), "true")
            yield tree.put("sign", (*path, "sign"), "flip" if node.get("sign") != "flip" else "keep")
            yield tree.put("omit", (*path, "line" if "line" in node else "text"), "Nothing of the kind")
        yield tree.put("preferred", (*path, "preferred"), "net" if node.get("preferred") else "total")
        for period in ("year", "6 months", "instant"):
            yield tree.put("period", (*path, "period"), period)
    for scale in ("units", "thousands", "millions"):
        if "show" not in node:
            yield tree.put("scale", (*path, "scale"), scale)
    if statement:
        for period in _PERIODS:
            if node.get("period") != period:
                yield tree.put("period", (*path, "period"), period)
        yield tree.put("decimals", (*path, "decimals"), "-6")
        yield tree.put("unit", (*path, "unit"), "EUR")
        yield tree.drop("statement lost", path)
    if statement or group:
        turned = {"credit": "debit", "debit": "credit"}
        for side in [turned[node["positive"]]] if "positive" in node else turned:
            yield tree.put("positive", (*path, "positive"), side)
        yield tree.put("dash", (*path, "dash"), "nil")
    if isinstance(node.get("line"), str):
        yield from _widened(tree, (*path, "line"), node["line"])
    for key in ("table", "has", "heading"):
        if isinstance(node.get(key), str):
            yield from _widened(tree, (*path, key), node[key])
    if isinstance(node.get("concept"), str) and (line or group):
        at = concepts.index(node["concept"])
        for other in {concepts[(at + 1) % len(concepts)], concepts[at - 1]} - {node["concept"]}:
            yield tree.put("concept", (*path, "concept"), other)
    members = sorted({v for p, v in tree.walk() if len(p) > 1 and p[-2] == "dimensions"})
    for axis, member in node.get("dimensions", {}).items():
        for other in [m for m in members if m != member][:1]:
            yield tree.put("member", (*path, "dimensions", axis), other)


def _widened(tree: Tree, path: Steps, pattern: str) -> Iterator[Slip]:
    kind = "pattern widened"
    yield tree.put(kind, path, "/./")
    if pattern.startswith("/"):
        body, _, flags = pattern[1:].rpartition("/")
        yield tree.put(kind, path, f"/{body.lstrip('^')}|^Depreciation/{flags}")
        yield tree.put(kind, path, f"/{body.lstrip('^')[:4]}/{flags}")
        return
    word = re.escape(pattern.split()[0])
    yield tree.put(kind, path, f"/^{word}/")
    yield tree.put(kind, path, f"/^{word}|^Depreciation/")
    yield tree.put(kind, path, f"/{re.escape(pattern.split()[-1])}$/")


def _of_relations(tree: Tree, path: Steps, node: Any) -> Iterator[Slip]:
    key = "sum" if path[-2] == "sums" else "check"
    text = node if isinstance(node, str) else node[key]
    text = " ".join(text.split())
    yield tree.drop("relation lost", path)
    if isinstance(node, str):
        yield tree.put("rounding", path, {key: text, "rounding": "allow"})
    for found in _TERM.finditer(text):
        other = {"+": " - ", "-": " + "}[found[1]]
        yield tree.put("term turned", path, text[: found.start()] + other + text[found.end() :])
        behind = _TERM.search(text, found.end())
        yield tree.put("term lost", path, text[: found.start()] + (text[behind.start() :] if behind else ""))


def _of_prose(tree: Tree, path: Steps, node: dict[str, Any]) -> Iterator[Slip]:
    yield tree.drop("words lost", path)
    for key in ("share", "dimensions", "period", "section"):
        if key in node:
            yield tree.drop(f"{key} lost", (*path, key))
    words = node["words"] if isinstance(node["words"], list) else [node["words"]]
    for word in words:
        if " " in word:
            yield tree.put("words widened", (*path, "words"), word.split()[-1])
    if "concept" in node:
        yield Slip(
            "words left out", Edit(tree.file, "set", path, {"words": node["words"], "omit": "no reason"}),
            f"{_said(path)} omitted",
        )  # fmt: skip


def _of_custom(tree: Tree, path: Steps, node: dict[str, Any]) -> Iterator[Slip]:
    turned = {"credit": "debit", "debit": "credit"}
    for key in ("balance", "documentation", "why", "near", "label"):
        if key in node:
            yield tree.drop(f"own element: {key} lost", (*path, key))
    if "balance" in node:
        yield tree.put("own element: balance", (*path, "balance"), turned[node["balance"]])
    for kind in ("monetary", "percent", "pure", "perShare"):
        if node["type"] not in (kind, "member", "axis", "domain", "abstract"):
            yield tree.put("own element: type", (*path, "type"), kind)
    yield tree.put(
        "own element: period", (*path, "period"), "duration" if node.get("period") == "instant" else "instant"
    )


# -- slips in filing.yaml --------------------------------------------------------------------


def filing_slips(tree: Tree) -> Iterator[Slip]:
    for n, waiver in enumerate(tree.raw.get("waivers") or []):  # type: ignore[union-attr,arg-type]
        path: Steps = ("waivers", n)
        yield tree.drop("waiver lost", path)
        if "about" in waiver:
            yield tree.drop("waiver widened", (*path, "about"))
            if isinstance(waiver["about"], list):
                yield tree.drop("waiver widened", (*path, "about", len(waiver["about"]) - 1))
    if tree.raw.get("waivers"):  # type: ignore[union-attr]
        for code in ("XG-TIE-001", "XG-TIE-003", "XG-PLA-001", "XG-TIE-006", "XG-MAP-016"):
            new: Node = {"code": code, "reason": "known"}
            yield Slip("waiver added", Edit(tree.file, "insert", ("waivers", 0), new), f"waiver of {code}")
    for path, value in tree.walk():
        if not path or isinstance(value, dict | list):
            continue
        if path[0] == "periods":
            yield tree.drop("period lost", path)
            yield tree.put("period", path, _moved(str(value)))
        elif path[0] == "document":
            day = re.fullmatch(r"\d{4}-\d\d-\d\d", str(value))
            for new in (
                [_moved(str(value)), _year_on(str(value))] if day else ["10-Q"] if path[-1] == "type" else []
            ):
                yield tree.put("document", path, new)
        elif path[0] == "currency":
            yield tree.put("currency", path, "EUR")
        elif path[0] == "fiscal_year_end":
            yield tree.put("fiscal year", path, "06-30")
        elif path[0] == "cover":
            flag = {"true": "false", "false": "true"}.get(str(value))
            yield tree.put("cover", path, flag or "Another")
            yield tree.drop("cover lost", path)
        elif path[0] == "entity":
            yield tree.put("entity", path, "1234567" if path[-1] == "cik" else "Another Corp")
        elif path[-1] in ("role", "form", "decimal", "thousands", "delimiter", "encoding", "hidden"):
            yield tree.drop("of a source lost", path)


def _moved(text: str) -> str:
    """The last day of a span, or the day, a month off."""
    head, day = text[:-5], text[-5:]
    month = int(day[:2]) % 12 + 1
    return f"{head}{month:02}-28"


def _year_on(text: str) -> str:
    return f"{int(text[:4]) + 1}{text[4:]}"


# -- what came of it -------------------------------------------------------------------------


class Ground:
    """A project as it is, its YAML laid out anew, a value a line, before and after: so edits are quick."""

    def __init__(self, folder: Path) -> None:
        project = Project.at(folder)
        filing = load_report(project)
        self.mapping, self.filing = Tree(project, filing.mapping), Tree(project, FILING)
        self.project = project.with_files({t.file: _laid_out(t.raw) for t in (self.mapping, self.filing)})
        self.sources = read_sources(project, filing)
        self.read_with = (filing.sources, filing.year_end)
        run = self.worked(self.project)
        self.recorded = record_of(run)
        self.told = _told(run)

    def slips(self) -> Iterator[Slip]:
        yield from mapping_slips(self.mapping)
        yield from filing_slips(self.filing)

    def worked(self, project: Project) -> Run:
        filing = load_report(project)
        mapping, vocabulary = load_mapping(project, filing.mapping, open_catalog)
        same = (filing.sources, filing.year_end) == self.read_with
        return work(filing, mapping, vocabulary, self.sources if same else read_sources(project, filing))

    def judged(self, slip: Slip) -> tuple[str, str]:
        tree = self.filing if slip.edit.file == FILING else self.mapping
        changed = _edited(tree.raw, slip.edit)
        if changed == tree.raw:
            return "no such slip", ""
        project = self.project.with_files({tree.file: _laid_out(changed)})
        try:
            run = self.worked(project)
            recorded = record_of(run)
        except XbrlgenError as error:
            return "error", error.findings[0].code
        after = _told(run)
        fresh = sorted(k for k in after if after[k] > self.told.get(k, 0))
        for severity in ("error", "warning", "info"):
            of_it = [code for s, code, _ in fresh if s == severity]
            if of_it:
                return "error" if severity == "error" else "warning", " ".join(sorted(set(of_it)))
        differences = compare(self.recorded, recorded)
        if differences:
            return "trace", differences[0].message
        return "nothing", ""


def _laid_out(raw: Raw) -> bytes:
    return json.dumps(raw, indent=1).encode("utf-8")


def _edited(raw: Any, edit: Edit) -> Any:
    changed = copy.deepcopy(raw)
    node = changed
    for step in edit.path[:-1]:
        node = node[step]
    if edit.action == "remove":
        del node[edit.path[-1]]
    elif edit.action == "insert":
        node.insert(edit.path[-1], edit.new)
    else:
        node[edit.path[-1]] = edit.new
    return changed


def _told(run: Run) -> Counter[tuple[str, str, str]]:
    """What a run found and is not waived, as a user sees it."""
    found = apply_waivers(run.filing, run.findings, complete=False)
    return Counter((str(f.severity), f.code, f.message) for f in found if f.waived is None)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--from", dest="first", type=int, default=0, help="the first slip with --every")
    parser.add_argument("--kinds", help="some of the kinds, parted by commas")
    parser.add_argument("--show", type=int, default=60)
    asked = parser.parse_args()
    gc.set_threshold(200_000, 20, 20)
    ground = Ground(asked.project)
    slips = list(ground.slips())
    if asked.kinds:
        slips = [s for s in slips if s.kind in asked.kinds.split(",")]
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    unnoticed: list[Slip] = []
    for slip in slips[asked.first :: asked.every]:
        outcome, _ = ground.judged(slip)
        counts[slip.kind][outcome] += 1
        if outcome == "nothing":
            unnoticed.append(slip)
    print("| slip | tried | error | warning or note | trace | nothing |\n|---|---|---|---|---|---|")
    total: Counter[str] = Counter()
    for kind, c in [*counts.items(), ("in all", total)]:
        total.update(c if c is not total else {})
        made = sum(c.values()) - c["no such slip"]
        print(f"| {kind} | {made} | {c['error']} | {c['warning']} | {c['trace']} | {c['nothing']} |")
    print()
    for slip in unnoticed[: asked.show]:
        print(f"{slip.kind}: {slip.edit.file}: {slip.told}")


if __name__ == "__main__":
    main()
