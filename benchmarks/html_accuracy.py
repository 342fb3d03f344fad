"""How well tables of HTML pages are read, measured by the tags of filings that are inline XBRL already.

    python benchmarks/html_accuracy.py FOLDER_OR_FILE ... [--misses 20]

Of every page all ``ix:`` tags are taken out, and the header with them. What is left is read; then each
number that was tagged (``ix:nonFraction`` in a table, with digits or a dash) is looked for among the
figures of the tables, by the place of its digits. A table of one row a file:

- found: tagged numbers of tables that are a figure of a table
- value: of those found, digits and scale give the number that was filed, whatever its sign
- sign: of those found, negative just where a bracket or minus is printed before the digits
- period: of those found in a column with a period, the end (and the length) is that of the context,
  weeks and months taken for each other within ten days
- headed: of those found, in a column with a period
- figures: figures read in tables; the share of them that the filer tagged is no fault of anyone's
- in words: tagged numbers in the words of a label or a sentence in a cell, which are counted by themselves
- astray: figures whose digits overlap those of a tag without being the same

It asserts nothing: figures are recorded in docs/reader-accuracy.md.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from xbrlgen.model.period import Period
from xbrlgen.model.scale import NumberKind
from xbrlgen.model.source import Column, Figure, LineItem, Source, Table
from xbrlgen.read.html.attributes import attributes
from xbrlgen.read.html.force import force, is_xhtml
from xbrlgen.read.html.page import read_forced
from xbrlgen.read.html.references import characters
from xbrlgen.read.html.tokens import Markup, cut

_DASH = re.compile(r"[-−–—]+")
_SLACK = timedelta(days=10)


@dataclass
class Tag:
    """A number that was tagged: where its text stands in the stripped page, and what it is."""

    start: int
    end: int
    text: str
    value: Decimal | None
    kind: NumberKind
    context: str
    name: str
    negative: bool
    """A bracket or a minus is printed before it."""
    worded: bool = False
    """It stands among words in its cell ("Common stock, $0.01 par value")."""


@dataclass
class Stripped:
    """A page without its tags; ``contexts`` are (start, end), start None for an instant."""

    page: str
    tags: list[Tag]
    contexts: dict[str, tuple[date | None, date]]
    year_end: tuple[int, int]
    period_end: date
    named_by_start: bool


def strip(page: str) -> Stripped:
    """Takes the ix tags out of a page, and notes what stood in tables."""
    xml = is_xhtml(page)
    header = re.search(r"<ix:header\b.*?</ix:header>", page, re.DOTALL | re.IGNORECASE)
    head = header.group() if header else ""
    body = page[: header.start()] + page[header.end() :] if header else page
    kinds = _units(head)
    out: list[str] = []
    size = 0
    tables = 0
    open_: list[tuple[dict[str, str], int, str]] = []
    tags: list[Tag] = []
    shown: list[str] = []
    cell: list[Tag] = []
    said_in_cell: list[str] = []
    for token in cut(body, xml=xml):
        name = token.name.lower()
        if token.kind in (Markup.START, Markup.END) and name.startswith("ix:"):
            if name == "ix:nonfraction" and not token.text.endswith("/>"):
                if token.kind is Markup.START:
                    before = "".join(shown)[-12:]
                    open_.append((attributes(token.text), size, before))
                elif open_:
                    said, start, before = open_.pop()
                    text = _tail(out, size - start)
                    tag = _tag(said, start, text, before, kinds)
                    if tables and tag is not None:
                        tags.append(tag)
                        cell.append(tag)
            continue
        if name in ("td", "th"):
            # Words beside its sign and brackets make a cell one of running text.
            words = re.sub(r"[\s\xa0]+", " ", "".join(said_in_cell)).strip()
            for tag in cell:
                tag.worded = len(re.sub(r"\([^)]{1,3}\)$|[A-Z]{3}|[^A-Za-z]", "", words)) > 3
            cell, said_in_cell = [], []
        if name == "table":
            tables += (token.kind is Markup.START) - (token.kind is Markup.END)
        if token.kind is Markup.TEXT:
            shown.append(characters(token.text))
            said_in_cell.append(shown[-1])
            if len(shown) > 40:
                shown = ["".join(shown)[-12:]]
        out.append(token.text)
        size += len(token.text)
    end = _year_end(page)
    contexts = _contexts(head)
    return Stripped("".join(out), tags, contexts, end, *_document(page, contexts))


def _tail(out: list[str], length: int) -> str:
    parts: list[str] = []
    for part in reversed(out):
        if length <= 0:
            break
        parts.insert(0, part)
        length -= len(part)
    return "".join(parts)[-(length + sum(map(len, parts))) :] if length else "".join(parts)


def _tag(
    said: dict[str, str], start: int, text: str, before: str, kinds: dict[str, NumberKind]
) -> Tag | None:
    plain = characters(re.sub(r"<[^>]*>", "", text))
    printed = plain.strip()
    if not printed or not (re.search(r"\d", printed) or _DASH.fullmatch(printed)):
        return None
    lead = text.index(printed[0]) if printed[0] in text else 0
    form = said.get("format", "").split(":")[-1]
    value: Decimal | None
    digits = printed.replace("\xa0", "").replace(" ", "")
    try:
        if _DASH.fullmatch(printed) or form in ("fixed-zero", "zerodash", "numdash"):
            value = Decimal(0)
        elif "comma" in form and "decimal" in form:
            value = Decimal(digits.replace(".", "").replace(",", "."))
        else:
            value = Decimal(digits.replace(",", ""))
        value = value.scaleb(int(said.get("scale") or 0))
    except (InvalidOperation, ValueError):
        value = None
    kind = kinds.get(said.get("unitref", ""), NumberKind.RATIO)
    # What stands before the digits, but for currency and spaces.
    bare = re.sub(r"[\s$€£¥\xa0]+", "", before)
    sign = bare[-1:]
    # "3.6% - 5.4%" is a range.
    negative = sign in ("(", "-", "−", "–") and value != 0 and not re.search(r"[\d%][-−–]$", bare)
    return Tag(
        start + lead, start + len(text.rstrip()), printed, value, kind, said.get("contextref", ""),
        said.get("name", ""), negative,
    )  # fmt: skip


def _units(head: str) -> dict[str, NumberKind]:
    found = {}
    for m in re.finditer(
        r"<xbrli:unit\b[^>]*\bid=[\"']([^\"']+)[\"'][^>]*>(.*?)</xbrli:unit>", head, re.DOTALL | re.IGNORECASE
    ):
        measures = re.findall(r"measure>\s*([^<]+?)\s*<", m[2])
        money = any("iso4217" in x.lower() for x in measures)
        if "divide" in m[2].lower():
            found[m[1]] = NumberKind.PER_SHARE if money else NumberKind.RATIO
        elif money:
            found[m[1]] = NumberKind.MONEY
        elif any(x.lower().endswith("shares") for x in measures):
            found[m[1]] = NumberKind.SHARES
        elif any(x.lower().endswith("pure") for x in measures):
            found[m[1]] = NumberKind.PERCENT
        else:
            found[m[1]] = NumberKind.COUNT
    return found


def _contexts(head: str) -> dict[str, tuple[date | None, date]]:
    found: dict[str, tuple[date | None, date]] = {}
    for m in re.finditer(
        r"<xbrli:context\b[^>]*\bid=[\"']([^\"']+)[\"'][^>]*>(.*?)</xbrli:context>",
        head,
        re.DOTALL | re.IGNORECASE,
    ):
        days = dict(
            re.findall(r"xbrli:(startdate|enddate|instant)>\s*(\d{4}-\d\d-\d\d)", m[2], re.IGNORECASE)
        )
        days = {k.lower(): date.fromisoformat(v) for k, v in days.items()}
        if "instant" in days:
            found[m[1]] = (None, days["instant"])
        elif "enddate" in days:
            found[m[1]] = (days.get("startdate"), days["enddate"])
    return found


def _year_end(page: str) -> tuple[int, int]:
    said = _dei(page, "CurrentFiscalYearEndDate")
    m = re.search(r"--(\d\d)-(\d\d)", said) or re.search(r"(\d\d?)/(\d\d?)", said)
    if m is not None:
        return int(m[1]), int(m[2])
    m = re.match(r"(\w+)\s(\d+)", said)
    months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    return (months.index(m[1][:3].lower()) + 1, int(m[2])) if m else (12, 31)


def _document(page: str, contexts: dict[str, tuple[date | None, date]]) -> tuple[date, bool]:
    """The day the document's period ends, and whether its fiscal year is named by the year it begins in."""
    m = re.search(r"<ix:nonNumeric\b[^>]*dei:DocumentFiscalYearFocus\b[^>]*>", page, re.IGNORECASE)
    context = contexts.get(attributes(m[0]).get("contextref", "")) if m else None
    end = context[1] if context else max((c[1] for c in contexts.values()), default=date.max)
    focus = re.search(r"\d{4}", _dei(page, "DocumentFiscalYearFocus"))
    return end, focus is not None and context is not None and end.year == int(focus[0]) + 1


def _dei(page: str, name: str) -> str:
    m = re.search(rf"dei:{name}\b[^>]*>(.*?)</ix:nonNumeric", page, re.DOTALL | re.IGNORECASE)
    return characters(re.sub(r"<[^>]*>", "", m[1])) if m else ""


@dataclass
class Read:
    """A figure of a table with what holds for it."""

    figure: Figure
    line: LineItem
    column: Column
    table: Table

    def value(self, kind: NumberKind) -> Decimal:
        """The value, scaled as the print says nearest: sign or word, row, column, table."""
        if self.figure.percent:
            return self.figure.value.scaleb(-2)
        if self.figure.scale is not None:
            return self.figure.value.scaleb(self.figure.scale)
        for said in (self.line.scales, self.column.scales, self.table.scales):
            power = said.of(kind)
            if power is not None:
                return self.figure.value.scaleb(power)
        if kind is NumberKind.PERCENT and any(f.percent for c in self.line.cells for f in c.figures):
            return self.figure.value.scaleb(-2)
        return self.figure.value


def figures(source: Source) -> Iterator[Read]:
    for table in source.tables:
        for line in table.lines:
            for cell in line.cells:
                for figure in cell.figures:
                    yield Read(figure, line, table.columns[cell.column], table)


def period_is(column: Column, context: tuple[date | None, date], by_start: bool) -> bool | None:
    """Whether a column's period is a context's; None if they cannot be held against each other.

    ``by_start``: a fiscal year without a day is one year later than its name says.
    """
    period = column.period
    if period is None:
        return None
    if by_start and not column.day_printed:
        later = [d and d + timedelta(days=365) for d in (period.start, period.end)]
        period = Period(later[0], later[1] or period.end)
    start, end = context
    if start is None:
        # A balance may stand in a column of a duration, at its end or its beginning.
        days = [period.end] if period.start is None else [period.end, period.start - timedelta(days=1)]
        return any(abs(day - end) <= _SLACK for day in days)
    if abs(period.end - end) > _SLACK:
        return False
    return period.start is None or abs(period.start - start) <= _SLACK


def measure(path: Path, misses: int) -> Counter[str]:
    raw = path.read_bytes()
    page = raw.decode("utf-8-sig", "replace")
    stripped = strip(page)
    started = time.process_time()
    forced = force(stripped.page)
    source = read_forced(forced, stripped.page, file=path.name, fiscal_year_end=stripped.year_end)
    seconds = time.process_time() - started
    at: dict[int, Read] = {}
    spans: list[tuple[int, int]] = []
    for read in figures(source):
        if read.figure.extent is not None:
            low = forced.origin(read.figure.extent[0])
            at[low] = read
            spans.append((low, forced.origin(read.figure.extent[1] - 1) + 1))
    count: Counter[str] = Counter(tagged=len(stripped.tags), figures=len(at), tables=len(source.tables))
    count["milliseconds"] = int(seconds * 1000)
    shown: Counter[str] = Counter()

    def miss(what: str, tag: Tag, more: str = "") -> None:
        shown[what] += 1
        if shown[what] <= misses:
            near = re.sub(
                r"\s+",
                " ",
                characters(re.sub(r"<[^>]*>", " ", stripped.page[max(0, tag.start - 1500) : tag.start])),
            )[-60:]
            print(f"  {what}: {tag.text} {tag.name} {tag.value} {more} <- {near}")

    ends = {(low, high) for low, high in spans}
    for tag in stripped.tags:
        if tag.value is None:
            count["tagged"] -= 1
            continue
        read = at.get(tag.start)
        if read is None and tag.worded:
            count["tagged"] -= 1
            count["worded"] += 1
            continue
        if read is None:
            count["astray"] += any(low < tag.end and tag.start < high for low, high in ends)
            miss("not found", tag)
            continue
        count["found"] += 1
        if abs(read.value(tag.kind)) == abs(tag.value):
            count["value"] += 1
        else:
            miss(
                "value",
                tag,
                f"read {read.value(tag.kind)} as {tag.kind} [{read.table.scales.words}]"
                f" {read.table.title[:60]!r}",
            )
        if (read.figure.value < 0) == tag.negative:
            count["sign"] += 1
        else:
            miss("sign", tag, read.figure.text)
        context = stripped.contexts.get(tag.context)
        right = None if context is None else period_is(read.column, context, stripped.named_by_start)
        if read.column.period is not None and read.column.period.end > stripped.period_end + timedelta(
            days=60
        ):
            # "2026" over what falls due then is no period of a fact.
            right = None
        if right is not None:
            count["headed"] += 1
            count["period"] += right
            if not right:
                miss(
                    "period",
                    tag,
                    f"{read.column.period} {read.column.headings} is {context} {read.table.title[:50]!r}",
                )
        else:
            miss("no period", tag, f"{read.column.headings} {read.table.title[:60]!r}")
    return count


def share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}" if whole else "-"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--misses", type=int, default=0, help="print so many of each kind of miss")
    options = parser.parse_args()
    files = [f for p in options.paths for f in (sorted(p.rglob("*.htm*")) if p.is_dir() else [p])]
    print(
        "| file | tables | tagged | found % | value % | sign % | headed % | period % | figures | astray"
        " | in words | CPU s |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    total: Counter[str] = Counter()
    for path in files:
        if b"ix:nonFraction" not in path.read_bytes():
            continue
        count = measure(path, options.misses)
        total += count
        print(row(path.name, count))
        sys.stdout.flush()
    print(row("all", total))


def row(name: str, c: Counter[str]) -> str:
    cells = (
        name, c["tables"], c["tagged"], share(c["found"], c["tagged"]), share(c["value"], c["found"]),
        share(c["sign"], c["found"]), share(c["headed"], c["found"]), share(c["period"], c["headed"]),
        c["figures"], c["astray"], c["worded"], f"{c['milliseconds'] / 1000:.2f}",
    )  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


if __name__ == "__main__":
    main()
