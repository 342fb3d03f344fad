"""The cover page: which dei facts a form needs, and whether they agree with the report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from xbrlgen.model.cover import FIELDS, REQUIRED, form_of, missing
from xbrlgen.model.where import Where
from xbrlgen.written.views import Flaw, Rules, Written, ids_of

_FIRST_DAY = date(1980, 1, 1)
_PERIODS = {"10-K": ("FY",), "10-Q": ("Q1", "Q2", "Q3"), "20-F": ("FY",)}
_REPORT_FLAG = {
    "10-Q": "DocumentQuarterlyReport",
    "10-K": "DocumentAnnualReport",
    "20-F": "DocumentAnnualReport",
}
_OWN_CONTEXT = {
    "EntityCommonStockSharesOutstanding",
    "EntityPublicFloat",
    "EntityListingDepositoryReceiptRatio",
}
"""Of a date of their own, not of the Required Context."""
_FORMS = {
    "EntityCentralIndexKey": re.compile(r"\d{10}"),
    "EntityFileNumber": re.compile(r"\d{1,3}-\d{1,8}(?:-\d{1,2})?"),
    "EntityTaxIdentificationNumber": re.compile(r"\d{2}-\d{7}"),
    "CurrentFiscalYearEndDate": re.compile(r"--\d{2}-\d{2}"),
    "DocumentFiscalYearFocus": re.compile(r"\d{4}"),
}
_HANDLED = {
    "fiscal_year": "XG-EFM-308",
    "fiscal_period": "XG-EFM-308",
}


def _at(w: Written, *names: str) -> Where | None:
    """The place of the first of these facts, else of DocumentType, else of the first fact."""
    for name in (*names, "DocumentType"):
        for fact in w.cover.get(name, ()):
            return fact.where
    return w.facts[0].where if w.facts else None


def _ids(w: Written, *names: str) -> tuple[str, ...]:
    return ids_of(f for n in names for f in w.cover.get(n, ()))


def _flaw(
    w: Written, message: str, *names: str, hint: str | None = None, in_project: str | None = None
) -> Flaw:
    """A flaw of cover facts; the first of the names is what it is about."""
    return Flaw(message, _at(w, *names), _ids(w, *names), f"dei:{names[0]}", hint, in_project)


def document_type(w: Written) -> Iterator[Flaw]:
    if w.document_type is None:
        yield _flaw(w, "dei:DocumentType is not stated", "DocumentType")


def who(w: Written) -> Iterator[Flaw]:
    for name in ("EntityRegistrantName", "EntityCentralIndexKey"):
        if w.stated(name) is None:
            yield _flaw(w, f"dei:{name} is not stated", name)


def same_entity(w: Written) -> Iterator[Flaw]:
    key = w.stated("EntityCentralIndexKey")
    if key is not None and key != (own := w.contexts[0].identifier):  # what is stated has a context
        yield _flaw(
            w, f"dei:EntityCentralIndexKey is {key}, the contexts are of {own}", "EntityCentralIndexKey"
        )


def amendment_flag(w: Written) -> Iterator[Flaw]:
    if w.stated("AmendmentFlag") is None:
        yield _flaw(w, "dei:AmendmentFlag is not stated", "AmendmentFlag")


def amendment_description(w: Written) -> Iterator[Flaw]:
    amended = w.stated("AmendmentFlag") == "true"
    described = w.stated("AmendmentDescription") is not None
    if amended != described:
        what = "is not described" if amended else "is described, but the report is none"
        yield _flaw(w, f"an amendment {what}", "AmendmentDescription", "AmendmentFlag")
    elif amended != (w.document_type or "").endswith("/A") and w.document_type is not None:
        what = f"AmendmentFlag is {str(amended).lower()} and the form is {w.document_type}"
        yield _flaw(w, what, "AmendmentFlag")


def period_end(w: Written) -> Iterator[Flaw]:
    if w.stated("DocumentPeriodEndDate") is None:
        yield _flaw(w, "dei:DocumentPeriodEndDate is not stated", "DocumentPeriodEndDate")


def period_end_value(w: Written) -> Iterator[Flaw]:
    text, day = w.stated("DocumentPeriodEndDate"), w.period_end
    if text is not None and (day is None or day < _FIRST_DAY):
        yield _flaw(w, f"dei:DocumentPeriodEndDate is {text}", "DocumentPeriodEndDate")


def focus(w: Written) -> Iterator[Flaw]:
    names = ("DocumentFiscalYearFocus", "DocumentFiscalPeriodFocus")
    missing = [n for n in names if w.stated(n) is None]
    needed = {k for r in REQUIRED.get(form_of(w.document_type or ""), ()) for k in r.keys}
    if len(missing) == 1 or (missing and "fiscal_year" in needed):
        yield _flaw(w, f"{' and '.join('dei:' + n for n in missing)} not stated", *missing)


def required_facts(w: Written) -> Iterator[Flaw]:
    yield from _required(w, error=False)


def required_strictly(w: Written) -> Iterator[Flaw]:
    yield from _required(w, error=True)


def _required(w: Written, *, error: bool) -> Iterator[Flaw]:
    kind = w.document_type or ""

    def stated(key: str) -> str | None:
        return next((str(f.value) for f in w.cover.get(FIELDS[key].concept.removeprefix("dei:"), ())), None)

    for need in missing(kind, stated, inline=w.is_inline, version=w.version_of("dei"), end=w.period_end):
        if need.error is not error or set(need.keys) & set(_HANDLED):
            continue
        yield _flaw(
            w,
            f"a {kind} states {' or '.join(need.concepts)}, and this one does not (EFM {need.rule})",
            *(c.removeprefix("dei:") for c in need.concepts),
            hint=f"state {need.concepts[0]}",
            in_project=f"say cover.{need.keys[0]} in filing.yaml",
        )


def transition(w: Written) -> Iterator[Flaw]:
    growing = w.stated("EntityEmergingGrowthCompany")
    stated = w.stated("EntityExTransitionPeriod") is not None
    if growing == "true" and not stated:
        yield _flaw(
            w, "an emerging growth company states dei:EntityExTransitionPeriod", "EntityExTransitionPeriod"
        )
    elif growing != "true" and stated:
        yield _flaw(
            w, "dei:EntityExTransitionPeriod is for emerging growth companies", "EntityExTransitionPeriod"
        )


def year_end_on_current_report(w: Written) -> Iterator[Flaw]:
    if form_of(w.document_type or "") == "8-K" and w.stated("CurrentFiscalYearEndDate") is not None:
        yield _flaw(w, "an 8-K states the fiscal year end only with Item 5.03", "CurrentFiscalYearEndDate")


def _securities(w: Written) -> dict[object, set[str]]:
    """Names of the security facts stated, by context."""
    names = (
        "Security12bTitle",
        "Security12gTitle",
        "SecurityExchangeName",
        "TradingSymbol",
        "NoTradingSymbolFlag",
    )
    found: dict[object, set[str]] = {}
    for name in names:
        for fact in w.cover.get(name, ()):
            if not fact.nil:
                found.setdefault(fact.context, set()).add(name)
    return found


def titles(w: Written) -> Iterator[Flaw]:
    for stated in _securities(w).values():
        if {"Security12bTitle", "Security12gTitle"} <= stated:
            yield _flaw(
                w,
                "one security is registered under 12(b) and under 12(g)",
                "Security12bTitle",
                "Security12gTitle",
            )


def exchange(w: Written) -> Iterator[Flaw]:
    for stated in _securities(w).values():
        if ("Security12bTitle" in stated) != ("SecurityExchangeName" in stated):
            missing = "SecurityExchangeName" if "Security12bTitle" in stated else "Security12bTitle"
            yield _flaw(
                w, f"a security of 12(b) states title and exchange; dei:{missing} is missing", missing
            )


def symbol(w: Written) -> Iterator[Flaw]:
    for stated in _securities(w).values():
        both = {"TradingSymbol", "NoTradingSymbolFlag"}
        if "Security12bTitle" in stated and len(stated & both) != 1:
            what = (
                "both a symbol and that there is none"
                if len(stated & both) == 2
                else "neither a symbol nor that there is none"
            )
            yield _flaw(w, f"a security states {what}", "TradingSymbol", "NoTradingSymbolFlag")


def report_flag(w: Written) -> Iterator[Flaw]:
    name = _REPORT_FLAG.get(form_of(w.document_type or ""))
    if name is not None and w.stated(name) not in (None, "true"):
        yield _flaw(w, f"dei:{name} of a {w.document_type} is {w.stated(name)}", name)
    for other in sorted(set(_REPORT_FLAG.values()) - {name}):
        if name is not None and w.stated(other) == "true":
            yield _flaw(w, f"dei:{other} of a {w.document_type} is true", other)


def shares(w: Written) -> Iterator[Flaw]:
    facts = w.cover.get("EntityCommonStockSharesOutstanding", ())
    contexts = [c for f in facts if (c := w.context(f)) is not None]
    if any(c.dims for c in contexts) and any(not c.dims for c in contexts):
        yield _flaw(
            w,
            "dei:EntityCommonStockSharesOutstanding is stated by class and in total",
            "EntityCommonStockSharesOutstanding",
        )


def in_required_context(w: Written) -> Iterator[Flaw]:
    required = w.required
    for name, facts in w.cover.items():
        if name in _OWN_CONTEXT or required is None:
            continue
        for fact in facts:
            c = w.context(fact)
            if c is not None and (c.start, c.end) != (required.start, required.end):
                yield Flaw(
                    f"dei:{name} is stated for {c}, the cover speaks of {required}",
                    fact.where,
                    (fact.id,),
                    fact.concept,
                )


def report_period(w: Written) -> Iterator[Flaw]:
    required, day = w.required, w.period_end
    form = form_of(w.document_type or "")
    if form in _PERIODS and required is not None and day is not None and required.end != day:
        yield _flaw(
            w,
            f"dei:DocumentPeriodEndDate is {day} and the cover's period ends {required.end}",
            "DocumentPeriodEndDate",
        )


def own_dates(w: Written) -> Iterator[Flaw]:
    """Shares are counted after the period's end; the public float half a year before it."""
    end = w.period_end
    for name, late in (("EntityCommonStockSharesOutstanding", True), ("EntityPublicFloat", False)):
        for fact in w.cover.get(name, ()):
            c = w.context(fact)
            if end is None or c is None or c.end is None:
                continue
            if (late and c.end < end) or (not late and c.end >= end):
                which = "before" if late else "not before"
                yield Flaw(
                    f"dei:{name} is of {c.end}, {which} the end of the period, {end}",
                    fact.where,
                    (fact.id,),
                    fact.concept,
                )


def fiscal_period(w: Written) -> Iterator[Flaw]:
    allowed = _PERIODS.get(form_of(w.document_type or ""))
    stated = w.stated("DocumentFiscalPeriodFocus")
    if allowed and stated is not None and stated not in allowed:
        yield _flaw(
            w,
            f"dei:DocumentFiscalPeriodFocus of a {w.document_type} is {stated}",
            "DocumentFiscalPeriodFocus",
        )


def fiscal_year(w: Written) -> Iterator[Flaw]:
    stated, end = w.stated("DocumentFiscalYearFocus"), w.period_end
    if stated is not None and stated.isdigit() and end is not None and abs(int(stated) - end.year) > 1:
        yield _flaw(
            w, f"dei:DocumentFiscalYearFocus is {stated} and the period ends {end}", "DocumentFiscalYearFocus"
        )


def forms(w: Written) -> Iterator[Flaw]:
    for name, form in _FORMS.items():
        stated = w.stated(name)
        if stated is not None and not form.fullmatch(stated.strip()):
            yield _flaw(w, f"dei:{name} is {stated!r}, which is not its form", name)


def auditors(w: Written) -> Iterator[Flaw]:
    names = ("AuditorName", "AuditorLocation", "AuditorFirmId")
    missing = [n for n in names if w.stated(n) is None]
    if missing and len(missing) < len(names):
        yield _flaw(w, f"an auditor is stated without {', '.join('dei:' + n for n in missing)}", *missing)


RULES: Rules = (
    ("XG-EFM-301", document_type),
    ("XG-EFM-302", who),
    ("XG-EFM-303", same_entity),
    ("XG-EFM-304", amendment_flag),
    ("XG-EFM-305", amendment_description),
    ("XG-EFM-306", period_end),
    ("XG-EFM-307", period_end_value),
    ("XG-EFM-308", focus),
    ("XG-EFM-309", required_facts),
    ("XG-EFM-310", required_strictly),
    ("XG-EFM-311", transition),
    ("XG-EFM-312", year_end_on_current_report),
    ("XG-EFM-313", titles),
    ("XG-EFM-314", exchange),
    ("XG-EFM-315", symbol),
    ("XG-EFM-316", report_flag),
    ("XG-EFM-317", shares),
    ("XG-EFM-318", in_required_context),
    ("XG-EFM-319", report_period),
    ("XG-EFM-320", own_dates),
    ("XG-EFM-321", fiscal_period),
    ("XG-EFM-322", fiscal_year),
    ("XG-EFM-323", forms),
    ("XG-EFM-324", auditors),
)
