"""Filing projects of one company, quarter by quarter, from hand-made tables of one statement."""

from __future__ import annotations

from pathlib import Path

from tests.project import edit, small_project

HEADINGS = {
    "q2": ("June 30, 2004", "March 31, 2004", "2004-06-30"),
    "q3": ("September 30, 2004", "June 30, 2004", "2004-09-30"),
    "q4": ("December 31, 2004", "September 30, 2004", "2004-12-31"),
}
"""The days over the two columns of a quarter's table, and the end of its period."""

LINE = "  - {line: Cash, concept: us-gaap:CashAndCashEquivalentsAtCarryingValue}"


def quarter(
    folder: Path, name: str, rows: str, lines: str = LINE, *, at: str | None = None, **keys: str
) -> Path:
    """The project ``folder/name`` of a quarter (``at``, unless the name says it); ``keys`` as small_project."""
    project = small_project(folder / name, rows, lines, **keys)
    now, before, end = HEADINGS[at or name]
    text = (project / "release.txt").read_text("utf-8")
    old = f"{'September 30, 2004':>20}{'June 30, 2004':>20}\n"
    assert old in text
    (project / "release.txt").write_text(text.replace(old, f"{now:>20}{before:>20}\n"), "utf-8")
    edit(project, "filing.yaml", "period_end: 2004-09-30", f"period_end: {end}")
    return project
