"""Findings and the summary of a run, for a person at a terminal or in a log.

Everything is printed as :class:`rich.text.Text`, so that square brackets in a message are
never read as markup; rich leaves colours out where the output is no terminal.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from xbrlgen.model.finding import Finding, Related, Severity, XbrlgenError
from xbrlgen.model.project import Project
from xbrlgen.model.register import ALONE, LEFT, OPEN, TAGGED, TIED, NumberRegister
from xbrlgen.model.report import Report
from xbrlgen.model.where import Where
from xbrlgen.model.words import counted
from xbrlgen.view.counts import (
    OutputFile,
    left_by_reason,
    severity_counts,
    statement_counts,
)

if TYPE_CHECKING:
    from rich.console import Console

REPEATED = 20
"""A code with more findings than this is cut to :data:`SHOWN`."""
SHOWN = 10
EXCERPT = 96
"""Characters of a source line that are shown."""
QUOTED = 60
"""Characters of a related line that are quoted."""

COLOURS = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold cyan"}
HOW_TO_SEE_ALL = "--format json lists all of them"

Piece = tuple[str, str]
"""Text and the style it is printed in."""


def print_findings(
    findings: Iterable[Finding],
    root: Project | Path,
    console: Console,
    *,
    show_all: bool = False,
    see_all: str = HOW_TO_SEE_ALL,
) -> None:
    """Print findings as ``file:line:column: severity CODE: message`` with excerpt and hint.

    ``root`` is the filing project that the places are relative to; a file that cannot be
    read, or that lies outside of it, is named without an excerpt. Findings come sorted;
    waived ones follow in short form. Of a code that has more than :data:`REPEATED`
    findings the first :data:`SHOWN` are printed and the rest counted, unless ``show_all``;
    ``see_all`` tells the reader how to get them.
    """
    ordered = sorted(findings, key=Finding.sort_key)
    standing, hidden = _cut([f for f in ordered if f.waived is None], show_all)
    waived = [f for f in ordered if f.waived is not None]
    lines = _Lines(root, standing)
    for f in standing:
        for line in _standing(f, lines):
            put(console, line)
    for code, (rest, total) in hidden.items():
        put(console, [("", ""), (f"{code}: {rest} more of {total} not shown; {see_all}", "bold")])
    groups: dict[tuple[str, str | None], list[Finding]] = {}
    for number, f in enumerate(waived):
        groups.setdefault((f"{f.code} {number}" if show_all else f.code, f.waived), []).append(f)
    for first, *others in groups.values():
        put(console, [*_head(first, "dim", "waived"), (clean(first.message), "dim")])
        if others:
            put(console, [(f"  and {len(others)} more of this code, waived for the same reason", "dim")])
        put(console, [("  reason: ", "dim"), (clean(first.waived or "none given"), "dim")])


def print_summary(
    report: Report,
    findings: Iterable[Finding],
    console: Console,
    *,
    judged_by: str | None = None,
    output: str | None = None,
    files: Sequence[OutputFile] = (),
    seconds: float | None = None,
    register: NumberRegister | None = None,
) -> None:
    """Print what a run made: statements, facts, coverage, findings and files.

    ``judged_by`` names the taxonomy that validated the filing (architecture, law 5), or is
    None if nothing validated it; ``output`` is the folder that ``files`` were written to.
    """
    for line in _summary(report, findings, judged_by, output, files, seconds, register):
        put(console, line)


# -- findings ------------------------------------------------------------------------------


def _cut(findings: list[Finding], show_all: bool) -> tuple[list[Finding], dict[str, tuple[int, int]]]:
    """The findings to print, and for each code that is cut how many are not, of how many."""
    total = Counter(f.code for f in findings)
    seen: Counter[str] = Counter()
    shown: list[Finding] = []
    for f in findings:
        seen[f.code] += 1
        if show_all or total[f.code] <= REPEATED or seen[f.code] <= SHOWN:
            shown.append(f)
    if show_all:
        return shown, {}
    return shown, {code: (n - SHOWN, n) for code, n in sorted(total.items()) if n > REPEATED}


def _head(f: Finding, style: str, word: str) -> list[Piece]:
    place = [(f"{clean(str(f.where))}: ", "bold")] if f.where else []
    return [*place, (word, style), (f" {clean(f.code)}: ", "")]


def _standing(f: Finding, lines: _Lines) -> Iterator[list[Piece]]:
    colour = COLOURS[f.severity]
    yield [*_head(f, colour, str(f.severity)), (clean(f.message), "")]
    if f.where is not None:
        text = lines.get(f.where)
        if text is not None and text.strip():
            yield from _excerpt(text, f.where, colour)
    for related in f.related:
        yield _related(related, lines)
    if f.hint:
        yield [("  hint: ", "green"), (clean(f.hint), "")]


def _excerpt(line: str, where: Where, colour: str) -> Iterator[list[Piece]]:
    """The line with its number, and a caret under the column; a long line is cut around it."""
    from rich.cells import cell_len

    column = _offset(line, where)
    start = 0
    if len(line) > EXCERPT:
        start = max(0, min(column - EXCERPT // 2, len(line) - EXCERPT))
    end = start + EXCERPT
    before = ("..." if start else "") + _same_width(line[start:column])
    text = before + _same_width(line[column:end]) + ("..." if end < len(line) else "")
    number = str(where.line)
    yield [(f"  {number} | ", "dim"), (text.rstrip(), "")]
    if where.column is not None:
        yield [(f"  {' ' * len(number)} | ", "dim"), (" " * cell_len(before) + "^", colour)]


def _related(related: Related, lines: _Lines) -> list[Piece]:
    """``what`` is a word such as source, and may be followed by a caption in quotes."""
    word, _, rest = clean(related.what).partition(" ")
    if rest and not rest.startswith('"'):
        word, rest = f"{word} {rest}", ""
    if related.where is None:
        return [(f"  {word}" + (f": {rest}" if rest else ""), "dim")]
    if not rest:
        text = lines.get(related.where)
        caption = _caption(text, related.where) if text is not None else ""
        rest = f'"{caption}"' if caption else ""
    return [(f"  {word}: ", "dim"), (clean(str(related.where)), ""), (f" {rest}" if rest else "", "")]


def _caption(line: str, where: Where) -> str:
    """What stands at the place: up to the next gap of a printed table, or the next HTML tag."""
    text = line[_offset(line, where) :].replace("\t", "  ").strip()
    for end in ("  ", "<"):
        text = text.partition(end)[0] if not text.startswith(end) else ""
    text = clean(text)
    return text if len(text) <= QUOTED else text[: QUOTED - 3].rstrip() + "..."


def _offset(line: str, where: Where) -> int:
    """The column as an index that lies in the line or just behind it."""
    return max(0, min((where.column or 1) - 1, len(line)))


class _Lines:
    """The lines that findings speak of, read once per file and no further than needed."""

    def __init__(self, root: Project | Path, findings: Iterable[Finding]) -> None:
        wanted: dict[str, set[int]] = {}
        for f in findings:
            for where in (f.where, *(r.where for r in f.related)):
                if where is not None and where.line is not None and where.cell is None:
                    wanted.setdefault(where.file, set()).add(where.line)
        self._found = {file: read_lines(root, file, numbers) for file, numbers in wanted.items()}

    def get(self, where: Where) -> str | None:
        if where.line is None or where.cell is not None:
            return None
        return self._found.get(where.file, {}).get(where.line)


def read_lines(root: Project | Path, file: str, numbers: set[int]) -> dict[int, str]:
    """Lines by number, or none if the file cannot be read or lies outside ``root``."""
    try:
        data = Project.at(root).read(file)
    except XbrlgenError:
        return {}
    utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding, errors in (("utf-16" if utf16 else "utf-8-sig", "strict"), ("cp1252", "replace")):
        try:
            text = TextIOWrapper(BytesIO(data), encoding=encoding, errors=errors)
            return _pick(text, numbers)
        except UnicodeError:
            continue
    return {}


def _pick(text: Iterable[str], numbers: set[int]) -> dict[int, str]:
    last = max(numbers)
    found: dict[int, str] = {}
    for number, line in enumerate(text, start=1):
        if number in numbers:
            found[number] = line.rstrip("\n")
        if number >= last:
            break
    return found


# -- summary -------------------------------------------------------------------------------


def _summary(
    report: Report,
    findings: Iterable[Finding],
    judged_by: str | None,
    output: str | None,
    files: Sequence[OutputFile],
    seconds: float | None,
    register: NumberRegister | None,
) -> Iterator[list[Piece]]:
    document = report.document
    about = f"{clean(document.type)}  period ended {document.period_end}" if document else "no period stated"
    yield [(clean(report.entity.name), "bold"), (f"  {about}  {report.taxonomy}", "")]
    statements = statement_counts(report)
    width = max((len(clean(s.title)) for s in statements), default=0)
    yield [(f"  {'statement':<{width}}  lines   facts", "dim")]
    for s in statements:
        yield [(f"  {clean(s.title):<{width}}  {s.lines:>5,}  {s.facts:>6,}", "")]
    amounts = (
        (len(report.facts), "fact"),
        (len(report.contexts), "context"),
        (len(report.units), "unit"),
        (len(report.footnotes), "footnote"),
        (len(report.extension.elements), "custom element"),
    )
    yield [("  in all: ", "dim"), (", ".join(counted(n, noun) for n, noun in amounts), "")]
    if report.coverage.rules:  # A filing made elsewhere has no mapping to be covered.
        yield from _coverage(report)
    if register is not None and register.numerals:
        yield _text_numbers(register)
        yield from _held(register)
    yield [("  judged by: ", "dim"), (clean(judged_by) if judged_by else "nothing; not validated", "")]
    yield _severities(findings)
    if output is not None:
        total = sum(f.size for f in files)
        yield [
            ("  written: ", "dim"),
            (f"{counted(len(files), 'file')}, {counted(total, 'byte')}, in {clean(output)}", ""),
        ]
        longest = max((len(clean(f.name)) for f in files), default=0)
        for f in sorted(files, key=lambda f: f.name):
            yield [(f"    {clean(f.name):<{longest}}  {f.size:>11,}", "")]
    if seconds is not None:
        yield [("  time: ", "dim"), (f"{seconds:.1f} s", "")]


def _coverage(report: Report) -> Iterator[list[Piece]]:
    """Architecture, law 4: nothing is dropped silently."""
    c = report.coverage
    reasons = left_by_reason(c.left)
    lost = c.unaccounted
    yield [
        ("  coverage: ", "dim"),
        (f"{c.tagged:,} of {counted(c.cells, 'number')} in tables tagged, ", ""),
        (f"{sum(reasons.values()):,} left out with a reason, ", ""),
        (f"{len(lost):,} unaccounted for", COLOURS[Severity.ERROR] if lost else ""),
        (f"; {c.rules_used:,} of {counted(c.rules, 'rule')} used", ""),
    ]
    for reason, n in reasons.items():
        yield [(f"    left out {n:,}: {clean(reason)}", "")]
    for item in lost[:SHOWN]:
        yield [
            (f'    unaccounted for: {clean(str(item.where))} {clean(item.text)} "{clean(item.label)}"', "")
        ]
    if len(lost) > SHOWN:
        yield [(f"    and {len(lost) - SHOWN:,} more", "")]


def _text_numbers(register: NumberRegister) -> list[Piece]:
    """Numbers of the running text by state, and how many ties hold."""
    text = [n for n in register.numerals if n.statement is None]
    states = {s: sum(n.state == s for n in text) for s in (TAGGED, ALONE, TIED, LEFT, OPEN)}
    ties = register.ties
    shown = (
        f"{counted(len(text), 'number')}: {states[TAGGED] + states[ALONE]:,} tagged, {states[TIED]:,} tied, "
        f"{states[LEFT]:,} left out, {states[OPEN]:,} open; "
    )
    held = f"{sum(t.holds for t in ties):,} of {counted(len(ties), 'tie')} hold"
    return [("  running text: ", "dim"), (shown + held, "")]


def _held(register: NumberRegister) -> Iterator[list[Piece]]:
    """In which facts a slip would be noticed: coverage of checks, beside the coverage of tags."""
    printed, unheld = register.printed, register.unheld
    held = len(register.held.intersection(printed))
    shown = (
        f"{held:,} of {counted(len(printed), 'printed fact')} held by a sum, a ratio, another print or text"
    )
    yield [("  checks: ", "dim"), (shown, "")]
    for n in unheld[:SHOWN]:
        yield [(f'    held by nothing: {clean(str(n.where))} {clean(n.text)} "{clean(n.label)}"', "")]
    if len(unheld) > SHOWN:
        yield [(f"    and {len(unheld) - SHOWN:,} more; --format json lists all of them", "")]


def _severities(findings: Iterable[Finding]) -> list[Piece]:
    counts = severity_counts(findings)
    line: list[Piece] = [("  findings: ", "dim")]
    for severity, noun in ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note")):
        n = counts[str(severity)]
        line += [(counted(n, noun), COLOURS[severity] if n else ""), (", ", "")]
    return [*line, (f"{counts['waived']:,} waived", "")]


# -- text ----------------------------------------------------------------------------------


def clean(text: str) -> str:
    """Text on one line, without characters that steer a terminal or turn the direction of text."""
    return "".join(c for c in " ".join(text.split()) if _is_plain(c))


def _same_width(text: str) -> str:
    """The same number of characters, harmless; a tab becomes one space, as columns count it."""
    return "".join(c if _is_plain(c) else " " for c in text)


def _is_plain(char: str) -> bool:
    """Not a control (Cc), format (Cf: bidirectional marks), surrogate (Cs) or line separator."""
    return unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Zl", "Zp")


def put(console: Console, pieces: Iterable[Piece]) -> None:
    """Print one line, however long: a wrapped one could not be searched for or clicked on."""
    from rich.text import Text

    line = Text(no_wrap=True, overflow="ignore", end="\n")
    for text, style in pieces:
        line.append(text.encode(console.encoding, "replace").decode(console.encoding), style or None)
    console.print(line, soft_wrap=True, crop=False, highlight=False, markup=False, emoji=False)
