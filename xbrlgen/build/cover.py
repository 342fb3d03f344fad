"""Facts that filing.yaml states: the document and entity information of the cover."""

from __future__ import annotations

from xbrlgen.build.contexts import Contexts
from xbrlgen.model.codes import finding
from xbrlgen.model.filing import Fact
from xbrlgen.model.finding import Finding
from xbrlgen.model.mapping import Report
from xbrlgen.model.period import Period
from xbrlgen.model.vocabulary import Vocabulary


def cover_facts(
    report: Report, vocabulary: Vocabulary, contexts: Contexts
) -> tuple[tuple[Fact, ...], tuple[Finding, ...]]:
    """dei facts of the required context (EFM 6.5.19 to 6.5.21).

    The required context of a current report (8-K) is the day it reports on; of a periodic
    one, the period that ends on ``document.period_end`` among those filing.yaml lists.
    """
    document, entity = report.document, report.entity
    period = Period(document.date, document.date)
    if not document.type.upper().startswith(("8-K", "6-K")):
        spans = [p for _, p in report.periods if p.end == document.period_end and not p.is_instant]
        period = max(spans, key=lambda p: p.days, default=Period.ending(document.period_end, 3))
    end = document.date if period.start == period.end else document.period_end
    stated = {
        "dei:DocumentType": document.type,
        "dei:DocumentPeriodEndDate": end.isoformat(),
        "dei:AmendmentFlag": "true" if document.amendment else "false",
        "dei:EntityRegistrantName": entity.name,
        "dei:EntityCentralIndexKey": entity.identifier,
    }
    context = contexts.get(period, ())
    facts = []
    for qname, value in stated.items():
        concept = vocabulary.concept(qname)
        if concept is not None:
            where = entity.where if qname.startswith("dei:Entity") else report.where
            facts.append(Fact(f"f-{concept.name}-{context.id}", concept, value, context, stated=where))
    findings: list[Finding] = []
    if entity.placeholder:
        findings.append(
            finding(
                "XG-FACT-005",
                f"the CIK of {entity.name} is a placeholder, {entity.identifier}",
                entity.where,
                hint="put the CIK into filing.yaml before submission",
            )
        )
    return tuple(facts), tuple(findings)
