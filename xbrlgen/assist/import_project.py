"""The two files of an imported filing, as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from xbrlgen.model.edit import Node
from xbrlgen.model.mapping import DocumentInfo
from xbrlgen.model.report import Report

REST = "not tagged in the filing that was imported"


@dataclass(frozen=True, slots=True)
class ImportedSource:
    """A page with its file of tags, or that file alone (``page`` None)."""

    page: str | None
    tags: str

    @property
    def node(self) -> Node:
        if self.page is None:
            return {"file": self.tags, "form": "tags"}
        return {"file": self.page, "tags": self.tags, "rest": REST}


def filing_node(report: Report, sources: Sequence[ImportedSource], fallback: date) -> dict[str, Node]:
    """``filing.yaml``: who reports, on what, and from which files."""
    about = report.document or DocumentInfo("", fallback, fallback)
    node: dict[str, Node] = {
        "sources": [s.node for s in sources],
        "entity": {"name": report.entity.name or "unknown", "cik": _cik(report)},
        "document": _document(about),
    }
    currency = _currency(report)
    if currency != "USD":
        node["currency"] = currency
    year_end = _stated(report, "dei:CurrentFiscalYearEndDate").removeprefix("--")
    if len(year_end) == 5 and year_end != "12-31":
        node["fiscal_year_end"] = year_end
    return node


def _document(about: DocumentInfo) -> dict[str, Node]:
    node: dict[str, Node] = {
        "type": about.type or "unknown",
        "period_end": about.period_end.isoformat(),
        "date": max(about.date, about.period_end).isoformat(),
    }
    if about.amendment:
        node["amendment"] = True
    return node


def _cik(report: Report) -> str:
    identifier = report.entity.identifier
    return identifier if identifier.isdigit() and len(identifier) <= 10 else "placeholder"


def _currency(report: Report) -> str:
    """The one that most facts are in."""
    found = Counter(
        m.removeprefix("iso4217:")
        for f in report.facts
        if f.unit is not None
        for m in f.unit.numerator
        if m.startswith("iso4217:")
    )
    return max(found, key=lambda c: found[c], default="USD")


def _stated(report: Report, concept: str) -> str:
    return next((str(f.value) for f in report.facts if f.qname == concept and not f.dimensions), "")


def mapping_node(report: Report, namespace: str, folder: str) -> dict[str, Node]:
    """``mapping.yaml`` of a filing whose own taxonomy is carried on from ``folder``."""
    extension = report.extension
    day = report.document.period_end if report.document is not None else None
    dated = namespace
    if day is not None:
        for form in ("%Y%m%d", "%Y-%m-%d"):
            dated = dated.replace(day.strftime(form), f"{{period_end:{form}}}", 1)
    return {
        "taxonomy": report.taxonomy,
        "extension": {"prefix": extension.prefix, "namespace": dated, "carried": folder},
    }
