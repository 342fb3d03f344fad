"""Where a thing stands in its source."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a file: carried by everything read, through to every fact and finding.

    ``line`` and ``column`` count from 1; a column counts characters, not bytes.
    Spreadsheets use ``sheet`` and ``cell`` ("B7") instead of line and column.
    ``file`` is relative to the filing project, with forward slashes.
    """

    file: str
    line: int | None = None
    column: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def sort_key(self) -> tuple[str, str, int, int, str]:
        """In the order a person reads: cells by row, then column, so that B2 comes before B10 and C2."""
        row, column = (self.line or 0, self.column or 0) if self.cell is None else _coordinates(self.cell)
        return (self.file, self.sheet or "", row, column, self.cell or "")

    def under(self, folder: str) -> Where:
        """The same place as seen from outside the project, whose folder is ``folder``."""
        return self if folder in ("", ".") else replace(self, file=f"{folder}/{self.file}")

    def __str__(self) -> str:
        if self.cell is not None:
            return f"{self.file}[{self.sheet}!{self.cell}]" if self.sheet else f"{self.file}[{self.cell}]"
        parts = [self.file, self.line, self.column]
        return ":".join(str(p) for p in parts if p is not None)


def _coordinates(cell: str) -> tuple[int, int]:
    """Row and column of "B7", counted from 1; zeros for what is no cell."""
    letters = cell.rstrip("0123456789")
    digits = cell[len(letters) :]
    if not digits or not letters.isascii() or not letters.isalpha():
        return 0, 0
    column = 0
    for c in letters.upper():
        column = column * 26 + ord(c) - 64
    return int(digits), column
