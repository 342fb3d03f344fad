"""Facts that filing.yaml states: the document and entity information of the cover."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xbrlgen.build.calendar import ReportCalendar
from xbrlgen.build.contexts import Contexts, unit_of
from xbrlgen.model.codes import finding
from xbrlgen.model.cover import Stated, form_of, missing
from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.mapping import Filing
from xbrlgen.model.period import Period
from xbrlgen.model.report import Context, Fact, Origin
from xbrlgen.model.vocabulary import Vocabulary

CLASS_AXIS = "us-gaap:StatementClassOfStockAxis"


def cover_facts(
    filing: Filing,
    vocabulary: Vocabulary,
    contexts: Contexts,
    calendar: ReportCalendar,
    stated: frozenset[str] = frozenset(),
) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """dei facts of the required context (EFM 6.5.19 to 6.5.54).

    The required context of a current report (8-K) is the day it reports on; of a periodic one,
    the fiscal year to date (:meth:`ReportCalendar.cover_period`). ``stated`` are concepts that tags
    state one by one: they are not stated again.
    Findings: XG-FACT-005 for each placeholder, XG-FACT-007 for each field the form needs and
    filing.yaml does not state.
    """
    cover = _Cover(filing, vocabulary, contexts, calendar, stated)
    return tuple(cover.facts()), tuple(cover.findings())


class _Cover:
    def __init__(
        self,
        filing: Filing,
        vocabulary: Vocabulary,
        contexts: Contexts,
        calendar: ReportCalendar,
        given: frozenset[str],
    ) -> None:
        self.filing, self.vocabulary, self.contexts, self.given = filing, vocabulary, contexts, given
        self.period = calendar.required()

    def facts(self) -> Iterator[Fact]:
        document, entity = self.filing.document, self.filing.entity
        context = self.contexts.get(self.period, ())
        basic = {
            "dei:DocumentType": document.type,
            "dei:DocumentPeriodEndDate": self.period.end.isoformat(),
            "dei:AmendmentFlag": "true" if document.amendment else "false",
            "dei:EntityRegistrantName": entity.name,
            "dei:EntityCentralIndexKey": entity.identifier,
        }
        if "dei:DocumentType" in self.given:
            basic = {}  # The tags state the cover, and what they leave out the filing left out.
        for qname, value in basic.items():
            where = entity.where if qname.startswith("dei:Entity") else self.filing.where
            concept = self.vocabulary.concept(qname)
            if concept is not None:
                yield Fact(
                    f"f-{concept.name}-{context.id}", concept, value, context, origin=Origin.stated(where)
                )
        for stated in self.filing.cover:
            concept = self.vocabulary.concept(stated.field.concept)
            if concept is None or concept.qname in self.given:
                continue
            place = self.context(stated)
            unit = unit_of(concept.kind, self.filing.currency) if isinstance(stated.value, Decimal) else None
            yield Fact(
                f"f-{concept.name}-{place.id}",
                concept,
                stated.value,
                place,
                unit,
                0 if unit is not None else None,
                origin=Origin.stated(stated.where),
            )

    def context(self, stated: Stated) -> Context:
        members = () if stated.member is None else ((CLASS_AXIS, stated.member),)
        period = self.period if stated.on is None else Period(None, stated.on)
        return self.contexts.get(period, members)

    def findings(self) -> Iterator[Finding]:
        filing = self.filing
        if filing.entity.placeholder:
            yield finding(
                "XG-FACT-005",
                f"the CIK of {filing.entity.name} is a placeholder, {filing.entity.identifier}",
                filing.entity.where,
                hint="put the CIK into filing.yaml before submission",
            )
        placeholders = [s for s in filing.cover if s.placeholder]
        if placeholders:
            first = placeholders[0]
            names = ", ".join(dict.fromkeys(s.field.key for s in placeholders))
            yield finding(
                "XG-FACT-005",
                f"placeholders on the cover: {names}",
                first.where,
                hint="state them in filing.yaml before submission",
            )
        yield from self.missing()

    def missing(self) -> Iterator[Finding]:
        """EFM 6.5.20 to 6.5.54: what the form's cover must state."""
        document = self.filing.document
        stated = {s.field.key: str(s.value) for s in self.filing.cover}
        for requirement in missing(document.type, stated.get, inline=True, version=""):
            concepts = requirement.concepts
            if self.given.intersection(concepts):
                continue
            if all(self.vocabulary.concept(c) is None for c in concepts):
                continue  # an older dei does not have it
            names = " or ".join(f"cover.{k}" for k in requirement.keys)
            yield finding(
                "XG-FACT-007",
                f"{names} is missing: the cover of Form {form_of(document.type)} states {concepts[0]}"
                f" (EFM {requirement.rule})",
                self.filing.where,
                severity=Severity.ERROR if requirement.error else Severity.WARNING,
                hint=f"add it under `cover` in {self.filing.file}",
                subjects=concepts,
            )
        if (
            document.amendment
            and "amendment_description" not in stated
            and "dei:AmendmentDescription" not in self.given
        ):
            yield finding(
                "XG-FACT-007",
                "cover.amendment_description is missing: an amendment says what it amends (EFM 6.5.20)",
                self.filing.where,
                hint=f"add it under `cover` in {self.filing.file}",
                subjects=("dei:AmendmentDescription",),
            )
