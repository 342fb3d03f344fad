"""Break the clean filing once for each rule and ask the SEC's plug-in: ``python -m tests.edgar.agreement``.

Needs ``XBRLGEN_EDGAR_PLUGINS``, the folder with ``EDGAR`` in it. Writes ``docs/edgar-agreement.tsv``: the
date, the plug-in's version, and for each of our codes what the plug-in says of the break that it does not
say of the clean filing. Some seconds a rule, so it is run by hand, with the date as its argument; codes after it ask of those rules only.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.check.edgar.cases import load
from tests.check.edgar.clean import files
from xbrlgen.catalog.standin import stand_in_package
from xbrlgen.check.with_edgar import EdgarVerdict, judge_edgar
from xbrlgen.model.finding import Severity
from xbrlgen.model.report import Trace

TARGET = Path(__file__).resolve().parents[2] / "docs" / "edgar-agreement.tsv"
PLUGINS = "XBRLGEN_EDGAR_PLUGINS"


def ask(held: dict[str, str], plugins: Path) -> EdgarVerdict:
    """The plug-in's verdict on a submission of these files."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in held.items():
            (folder / file).write_text(text, encoding="utf-8", newline="")
        return judge_edgar(
            folder,
            plugin_dir=plugins,
            packages=[stand_in_package("us-gaap/2025")],
            trace=Trace.of([]),
            seconds=120,
        )


def codes(verdict: EdgarVerdict) -> list[str]:
    return sorted({f.code for f in verdict.findings if not f.code.startswith("XG-")})


def main(day: str, only: Sequence[str] = ()) -> None:
    plugins = Path(os.environ[PLUGINS])
    clean = {plain: ask(files(plain=plain), plugins) for plain in (False, True)}
    for verdict in clean.values():
        if not verdict.checked or any(f.severity is Severity.ERROR for f in verdict.findings):
            raise SystemExit(f"the clean filing is not clean: {codes(verdict)}")
    of_clean = {code for verdict in clean.values() for code in codes(verdict)}
    known: dict[str, str] = {}
    if only:
        lines = TARGET.read_text("utf-8").splitlines()
        known = {code: said for code, _, said in (line.partition("\t") for line in lines[1:])}
    breaks = [fires[0] for fires, _ in load().values()]
    asked = [b for b in breaks if b.code in only or b.code not in known]
    with ThreadPoolExecutor(3) as pool:
        for case, verdict in zip(asked, pool.map(lambda b: ask(b.files(), plugins), asked), strict=True):
            known[case.code] = " ".join(c for c in codes(verdict) if c not in of_clean)
    rows = [f"# {day}\tEDGAR plug-in {clean[False].plugin_version}, efm-strict, with the stand-in taxonomy"]
    rows += [f"{b.code}\t{known[b.code]}" for b in breaks]
    TARGET.write_text("\n".join(rows) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
