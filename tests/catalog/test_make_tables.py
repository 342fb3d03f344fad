"""The shipped tables are what the script makes of the material."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from xbrlgen.catalog.suggest.ranking import CAPTIONS, RANKING
from xbrlgen.resources import shipped

SCRIPT = Path(__file__).resolve().parents[2] / "taxonomy" / "make_tables.py"


def test_tables_are_what_the_script_makes(shared: Path, tmp_path: Path) -> None:
    taxonomies = shared / "taxonomies"
    given = {
        "--elements": taxonomies / "elements_us-gaap-2025.zip",
        "--package": taxonomies / "us-gaap-2025-reconstructed.zip",
        "--older": taxonomies / "us-gaap-2020-official.zip",
        "--pairs": shared / "labels" / "label_concept_pairs.zip",
        "--used": SCRIPT.parent / "used.tsv",
        "--out": tmp_path,
    }
    command = [sys.executable, str(SCRIPT)] + [str(part) for pair in given.items() for part in pair]
    env = os.environ | {"PYTHONPATH": str(SCRIPT.parents[1])}
    run = subprocess.run(command, capture_output=True, text=True, check=True, env=env)
    made = {p.name: p.read_bytes() for p in (tmp_path / "2025").iterdir()}
    # What filers call their lines, and what is learned of it, is made by make_captions.py.
    others = {CAPTIONS, RANKING}
    now = {p.name: p.read_bytes() for p in (shipped("taxonomy") / "2025").iterdir() if p.name not in others}
    assert sorted(made) == sorted(now)
    assert [name for name in made if made[name] != now[name]] == []
    readme = (SCRIPT.parent / "README.md").read_text("utf-8")
    for line in run.stdout.splitlines():
        name, rows = line.removesuffix(" rows").split(": ")
        assert f"| `{name}` | {int(rows):,} |" in readme
