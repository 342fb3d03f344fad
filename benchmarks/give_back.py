"""Strip and give back: what Arelle reads of a filing, and of what is built of its import.

``python benchmarks/give_back.py FOLDER [...] [--packages DIR] [--out DIR]``: each entry of a folder that is a
filing (a folder, zip, inline document or instance) is imported, built without Arelle, and both are read by
Arelle, each in a process of its own. A line for each: facts read and given back, networks and labels, the
share of facts that rules say, CPU seconds of import and build, and the largest memory of the build.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

READ = Path(__file__).with_name("arelle_facts.py")
HEAD = (
    "filing",
    "facts",
    "given back",
    "missing",
    "extra",
    "arcs",
    "labels",
    "by rules",
    "CPU s",
    "MB",
    "errors",
)


@dataclass
class Row:
    name: str
    facts: int = 0
    missing: int = 0
    extra: int = 0
    arcs: str = ""
    labels: str = ""
    share: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0
    errors: int = 0
    notes: list[str] = field(default_factory=list)

    def cells(self) -> tuple[str, ...]:
        back = f"{(self.facts - self.missing) / self.facts:.1%}" if self.facts else "-"
        return (
            self.name,
            f"{self.facts:,}",
            back,
            str(self.missing),
            str(self.extra),
            self.arcs,
            self.labels,
            f"{self.share:.1%}",
            f"{self.cpu:.1f}",
            f"{self.memory:.0f}",
            str(self.errors),
        )


def filings(place: Path) -> list[Path]:
    """The filings in a folder: folders with files of their own, and files by themselves."""
    found = []
    for path in sorted(place.iterdir()):
        if (path.is_dir() and any(p.is_file() for p in path.iterdir())) or path.suffix in (
            ".html",
            ".htm",
            ".xml",
            ".zip",
            ".txt",
        ):
            found.append(path)
    return found


def child(filing: str, out: str) -> int:
    """Import and build in this process, and say what it took."""
    from xbrlgen.model.finding import Severity
    from xbrlgen.pipeline import Options, build
    from xbrlgen.pipeline.filed import find_filed
    from xbrlgen.pipeline.importing import import_filing

    imported = import_filing(Path(filing), Path(out) / "project")
    half = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    result = build(Path(out) / "project", Path(out) / "made", Options(fast=True, fail_on=None))
    used = resource.getrusage(resource.RUSAGE_SELF)
    filed = find_filed(Path(filing))
    codes = Counter(f.code for f in result.findings if f.severity is Severity.ERROR)
    json.dump(
        {
            "share": imported.share,
            "facts": imported.facts,
            "cpu": used.ru_utime + used.ru_stime,
            "import": half,
            "memory": used.ru_maxrss / 1024,
            "errors": codes,
            "findings": [f"{f.code} {f.message}" for f in imported.findings],
            "entry": str(filed.root / filed.gathered.files[0][0]),
            "documents": [d.name for d in result.documents],
            "instance": result.package.entry,
            "inline": filed.gathered.kind == "inline",
        },
        sys.stdout,
    )
    return 0


def read(report: str, packages: list[str]) -> dict[str, Any] | None:
    ran = subprocess.run(
        [sys.executable, str(READ), report, *packages], capture_output=True, text=True, check=False
    )
    return json.loads(ran.stdout) if ran.returncode == 0 else None


def packages_for(text: str, folder: Path | None) -> list[str]:
    """The package of the year that a report names."""
    year = re.search(r"fasb\.org/(?:us-gaap|srt)/(\d{4})", text)
    if folder is None or year is None:
        return []
    return [str(p) for p in sorted(folder.glob(f"us-gaap-{year[1]}-*.zip"))]


def measure(filing: Path, packages: Path | None, keep: Path | None) -> Row:
    row = Row(filing.name)
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) if keep is None else keep / filing.name
        out.mkdir(parents=True, exist_ok=True)
        ran = subprocess.run(
            [sys.executable, __file__, "--child", str(filing), str(out)],
            capture_output=True,
            text=True,
            check=False,
        )
        if ran.returncode:
            row.notes.append(ran.stderr.strip().splitlines()[-1] if ran.stderr.strip() else "failed")
            return row
        told = json.loads(ran.stdout)
        row.share, row.cpu, row.memory = told["share"], told["cpu"], told["memory"]
        row.errors = sum(told["errors"].values())
        row.notes += told["findings"] + [f"{n} x {c}" for c, n in told["errors"].items()]
        entry = Path(told["entry"])
        used = packages_for(entry.read_text("utf-8", "replace")[:200_000], packages)
        before = read(str(entry), used)
        # An instance is held against the instance: without the taxonomy Arelle knows facts of one only.
        after = read(str(out / "made" / (told["documents"][0] if told["inline"] else told["instance"])), used)
        if before is None or after is None:
            row.notes.append("Arelle does not read " + ("the filing" if before is None else "what was built"))
            return row
        compare(row, before, after)
    return row


def compare(row: Row, before: dict[str, Any], after: dict[str, Any]) -> None:
    for part in ("facts", "arcs", "labels"):
        old, new = (Counter(map(repr, side[part])) for side in (before, after))
        if part == "facts":
            # The same fact said twice is one: a plain instance has no places to say it in.
            old, new = Counter(dict.fromkeys(old, 1)), Counter(dict.fromkeys(new, 1))
        gone, more = old - new, new - old
        if part == "facts":
            row.facts, row.missing, row.extra = sum(old.values()), sum(gone.values()), sum(more.values())
        else:
            said = f"{sum(old.values()):,}"
            if gone or more:
                said += f" (-{sum(gone.values())} +{sum(more.values())})"
            setattr(row, part, said)
        row.notes += [f"missing {part}: {x[:300]}" for x in list(gone)[:3]]
        row.notes += [f"extra {part}: {x[:300]}" for x in list(more)[:3]]


def main(argv: list[str]) -> int:
    if argv[:1] == ["--child"]:
        return child(argv[1], argv[2])
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--packages", type=Path, help="folder of taxonomy packages, us-gaap-YEAR-*.zip")
    parser.add_argument("--only", default="", help="filings whose name has this")
    parser.add_argument("--without", default="", help="filings whose name matches this pattern are left out")
    parser.add_argument("--keep", type=Path, help="folder to keep projects and outputs in")
    parser.add_argument("--notes", action="store_true", help="say what is missing")
    said = parser.parse_args(argv)
    print("| " + " | ".join(HEAD) + " |", flush=True)
    print("|" + "---|" * len(HEAD), flush=True)
    rows = []
    for folder in said.folders:
        for filing in filings(folder) if folder.is_dir() else [folder]:
            if said.only not in filing.name or (said.without and re.search(said.without, filing.name)):
                continue
            row = measure(filing, said.packages, said.keep)
            rows.append(row)
            print("| " + " | ".join(row.cells()) + " |", flush=True)
            for note in row.notes if said.notes else ():
                print(f"    {note}", flush=True)
    whole = sum(r.facts > 0 and not r.missing and not r.extra for r in rows)
    facts = sum(r.facts for r in rows)
    print(
        f"\n{whole} of {len(rows)} give every fact back; {facts:,} facts, "
        f"{sum(r.missing for r in rows)} missing"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
