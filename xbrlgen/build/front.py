"""The cover page: every fact that filing.yaml states, in the layout that readers of a form know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from xbrlgen.build.tags import Tagger
from xbrlgen.model.cover import is_current
from xbrlgen.model.document import (
    NON_FRACTION,
    NON_NUMERIC,
    Block,
    DocumentCell,
    DocumentParagraph,
    Grid,
    Runs,
    Tag,
    TextRun,
)
from xbrlgen.model.report import Fact, Report
from xbrlgen.model.xbrl import STANDARD_LABEL

SEC = "http://www.sec.gov/CIK"
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ACT = "Securities Exchange Act of 1934"
_IDENTIFIERS = (
    ("EntityIncorporationStateCountryCode", "(State or other jurisdiction of incorporation)"),
    ("EntityFileNumber", "(Commission File Number)"),
    ("EntityTaxIdentificationNumber", "(I.R.S. Employer Identification No.)"),
)
_REPORTS = (
    ("DocumentAnnualReport", f"Annual report pursuant to Section 13 or 15(d) of the {_ACT}"),
    ("DocumentQuarterlyReport", f"Quarterly report pursuant to Section 13 or 15(d) of the {_ACT}"),
    ("DocumentTransitionReport", f"Transition report pursuant to Section 13 or 15(d) of the {_ACT}"),
)
_CHECKS = (
    ("WrittenCommunications", "Written communications pursuant to Rule 425 under the Securities Act"),
    ("SolicitingMaterial", "Soliciting material pursuant to Rule 14a-12 under the Exchange Act"),
    (
        "PreCommencementTenderOffer",
        "Pre-commencement communications pursuant to Rule 14d-2(b) under the Exchange Act",
    ),
    (
        "PreCommencementIssuerTenderOffer",
        "Pre-commencement communications pursuant to Rule 13e-4(c) under the Exchange Act",
    ),
    ("EntityEmergingGrowthCompany", "Emerging growth company"),
    (
        "EntityExTransitionPeriod",
        "Elected not to use the extended transition period for new or revised accounting standards",
    ),
    ("AmendmentFlag", "Amendment of an earlier report"),
)
_SECURITIES = (
    (("Security12bTitle", "Security12gTitle"), "Title of each class"),
    (("TradingSymbol", "NoTradingSymbolFlag"), "Trading symbol"),
    (("SecurityExchangeName",), "Name of each exchange on which registered"),
)
_GAP = DocumentCell("gap")


def front_page(report: Report, tagger: Tagger) -> Iterator[Block]:
    """The blocks of the cover page, empty if there is nothing to show.

    All facts that stand nowhere in the sources are shown once, with a transformation where
    the form for readers is not the value (EFM 5.2.5.14); those the layout has no place for
    are listed at its end under their labels.
    """
    if tagger.homeless:
        yield from _Page(report, tagger).blocks()


class _Page:
    def __init__(self, report: Report, tagger: Tagger) -> None:
        self.report, self.tagger = report, tagger
        self.left = {f.id: f for f in tagger.homeless}
        self.plain: dict[str, list[Fact]] = {}
        """Facts without members, by concept."""
        for fact in tagger.homeless:
            if not fact.context.dimensions:
                self.plain.setdefault(fact.concept.qname, []).append(fact)
        self.labels = {i.concept: i.text for i in report.extension.labels if i.role == STANDARD_LABEL}

    def blocks(self) -> Iterator[Block]:
        current, sec = is_current(self.report.about.type), self.report.entity.scheme == SEC
        if sec:
            yield _text("subtitle", "UNITED STATES", "SECURITIES AND EXCHANGE COMMISSION")
            yield _text("centred", "Washington, D.C. 20549")
        yield from self.line("title", "DocumentType", "FORM ")
        if current and sec:
            yield _text("subtitle", "CURRENT REPORT")
            yield _text("centred", f"Pursuant to Section 13 or 15(d) of the {_ACT}")
        yield from self.checks(_REPORTS)
        said = "Date of Report (Date of earliest event reported): " if current else "For the period ended "
        yield from self.line("centred", "DocumentPeriodEndDate", said)
        yield from self.line("title", "EntityRegistrantName")
        if sec:
            yield _text("aside", "(Exact name of registrant as specified in its charter)")
        yield from self.identifiers()
        yield from self.address()
        yield from self.securities()
        yield from self.checks(_CHECKS)
        rows = tuple(self.listed(f) for f in list(self.left.values()))
        if rows:
            yield Grid((), rows, size="fit")

    # -- parts -----------------------------------------------------------------------------

    def line(self, kind: str, name: str, before: str = "") -> Iterator[Block]:
        runs = self.take(name)
        if runs:
            yield DocumentParagraph(kind, ((*((TextRun(before),) if before else ()), *runs),))

    def identifiers(self) -> Iterator[Block]:
        found = [(runs, said) for name, said in _IDENTIFIERS if (runs := self.take(name))]
        if found:
            values = tuple(DocumentCell("words", runs, strong=True) for runs, _ in found)
            captions = tuple(DocumentCell("words", (TextRun(said, look="small"),)) for _, said in found)
            yield Grid((), (values, captions), size="even")

    def address(self) -> Iterator[Block]:
        lines = [self.take(f"EntityAddressAddressLine{n}") for n in (1, 2, 3)]
        city, state = self.take("EntityAddressCityOrTown"), self.take("EntityAddressStateOrProvince")
        last = [_joined(", ", city, state), self.take("EntityAddressPostalZipCode")]
        lines += [_joined(" ", *last), self.take("EntityAddressCountry")]
        shown = tuple(runs for runs in lines if runs)
        if shown:
            yield DocumentParagraph("tight", shown)
            yield _text("aside", "(Address of principal executive offices)")
        area, number = self.take("CityAreaCode"), self.take("LocalPhoneNumber")
        if area or number:
            runs = _joined(" ", (TextRun("("), *area, TextRun(")")) if area else (), number)
            yield DocumentParagraph("tight", (runs,))
            yield _text("aside", "(Registrant's telephone number, including area code)")

    def securities(self) -> Iterator[Block]:
        """A line for each class of stock: the facts of one context."""
        names = {f"dei:{n}" for group, _ in _SECURITIES for n in group}
        by_context: dict[str, list[Fact]] = {}
        for fact in self.left.values():
            if fact.concept.qname in names:
                by_context.setdefault(fact.context.id, []).append(fact)
        rows = []
        for facts in by_context.values():
            row: list[DocumentCell] = []
            for group, _ in _SECURITIES:
                shown = [f for n in group for f in facts if f.concept.qname == f"dei:{n}"]
                runs = _joined(" ", *(self.shown(f) for f in shown))
                row.append(DocumentCell("words", runs))
            rows.append(tuple(row))
        if rows:
            heads = tuple(DocumentCell("banner", (TextRun(said),), rule="below") for _, said in _SECURITIES)
            yield _text("centred", "Securities registered under the Exchange Act:")
            yield Grid((heads,), tuple(rows), size="even")

    def checks(self, wanted: Iterable[tuple[str, str]]) -> Iterator[Block]:
        found = [(runs, said) for name, said in wanted if (runs := self.take(name))]
        if found:
            rows = tuple(
                (DocumentCell("value", runs), _GAP, DocumentCell("value", (TextRun(said),)))
                for runs, said in found
            )
            yield Grid((), rows, size="fit")

    def listed(self, fact: Fact) -> tuple[DocumentCell, ...]:
        names = [fact.concept.qname, *(member for _, member in fact.context.dimensions)]
        label = ", ".join(self.labels.get(n) or n.partition(":")[2] for n in names)
        if fact.concept.period == "instant":
            label = f"{label}, {_day(fact.context.period.end)}"
        cell = DocumentCell("label", (TextRun(label, where=fact.stated),))
        return (cell, _GAP, DocumentCell("value", self.shown(fact)))

    # -- one fact --------------------------------------------------------------------------

    def take(self, name: str) -> Runs:
        """The one fact of a dei concept without members, shown; nothing if there is none."""
        for fact in self.plain.get(f"dei:{name}", ()):
            if fact.id in self.left:
                return self.shown(fact)
        return ()

    def shown(self, fact: Fact) -> Runs:
        del self.left[fact.id]
        text, form = _readable(fact)
        number = isinstance(fact.value, Decimal)
        nil_number = fact.value is None and fact.unit is not None
        negative = isinstance(fact.value, Decimal) and fact.value < 0
        tag = Tag(
            NON_FRACTION if number or nil_number else NON_NUMERIC,
            id=fact.id,
            concept=fact.concept.qname,
            context=fact.context.id,
            unit=fact.unit.id if fact.unit else None,
            decimals=("INF" if fact.decimals is None else str(fact.decimals)) if number else None,
            sign="-" if negative else None,
            format=form,
            nil=fact.value is None,
            fact=fact.id,
        )
        look = "box" if form in ("ixt:fixed-true", "ixt:fixed-false") else "plain"
        run = TextRun(text, (self.tagger.show(fact, tag),), fact.stated, look=look)
        return (TextRun("-"), run) if negative else (run,)


def _readable(fact: Fact) -> tuple[str, str | None]:
    """A text for readers, and the transformation that leads it back to the value (Registry 4)."""
    value = fact.value
    if value is None:
        return "", None
    if isinstance(value, Decimal):
        return f"{value.copy_abs():,f}", "ixt:num-dot-decimal"
    if fact.concept.kind == "boolean" and value in ("true", "false"):
        return ("☒", "ixt:fixed-true") if value == "true" else ("☐", "ixt:fixed-false")
    if fact.concept.kind == "date" and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return _day(date.fromisoformat(value)), "ixt:date-monthname-day-year-en"
    yearless = re.fullmatch(r"--(0[1-9]|1[0-2])-(\d\d)", value)
    if yearless and fact.concept.type.endswith(":gMonthDayItemType"):
        return f"{_MONTHS[int(yearless[1]) - 1]} {int(yearless[2])}", "ixt:date-monthname-day-en"
    return value, None


def _day(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _joined(separator: str, *parts: Runs) -> Runs:
    joined: list[TextRun] = []
    for runs in parts:
        if runs:
            joined += [TextRun(separator), *runs] if joined else runs
    return tuple(joined)


def _text(kind: str, *lines: str) -> DocumentParagraph:
    return DocumentParagraph(kind, tuple((TextRun(line),) for line in lines))
