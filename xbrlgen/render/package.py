"""All output files of a filing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from xbrlgen.model.document import Document
from xbrlgen.model.package import Artifact, Package
from xbrlgen.model.report import Extension, Fact, Report
from xbrlgen.model.where import Where
from xbrlgen.model.xbrl import STANDARD_LABEL, plain
from xbrlgen.render import xbrl
from xbrlgen.render.inline import inline_artifacts
from xbrlgen.render.oim import oim_artifacts

COLUMNS = (
    "id",
    "concept",
    "label",
    "period_start",
    "period_end",
    "dimensions",
    "value",
    "unit",
    "decimals",
    "source_file",
    "source_line",
    "source_column",
    "mapping_line",
)
BACKING = ("support", "accounts")
"""Further columns, of a report with supporting sources or accounts."""
_XML, _CSV = "application/xml", "text/csv"
_ROWS = 512
"""How many rows of the table are joined before they are encoded."""


def render_package(
    report: Report, documents: Sequence[Document] = (), pictures: Sequence[Artifact] = ()
) -> Package:
    """The files of a filing as values: nothing is rendered before an artifact is asked for it.

    ``{base}.xml`` (the entry), ``{base}.xsd``, the linkbases that are not empty, ``facts.csv``,
    the Inline XBRL ``documents`` with the ``pictures`` that they show, xBRL-JSON and xBRL-CSV.
    """
    extension = report.extension
    base = extension.base
    writers: dict[str, Callable[[Extension], Iterator[bytes]]] = {
        "presentation": xbrl.presentation,
        "calculation": xbrl.calculation,
        "definition": xbrl.definition,
        "label": xbrl.label,
    }

    def linkbase(suffix: str, kind: str) -> Artifact:
        return Artifact(f"{base}_{suffix}.xml", _XML, partial(writers[kind], extension))

    artifacts = (
        Artifact(f"{base}.xml", _XML, partial(xbrl.instance, report)),
        Artifact(f"{base}.xsd", _XML, partial(xbrl.schema, extension)),
        *(linkbase(suffix, kind) for suffix, kind in xbrl.linkbases(extension)),
        Artifact("facts.csv", _CSV, partial(facts_table, report)),
        *inline_artifacts(report, documents),
        *pictures,
        *oim_artifacts(report),
    )
    return Package(artifacts, entry=f"{base}.xml")


def facts_table(report: Report) -> Iterator[bytes]:
    """``facts.csv``: one row for each fact, in the order of the filing; UTF-8, lines end in LF.

    ``period_start`` is empty for an instant; ``dimensions`` reads ``axis=member; axis=member``;
    ``source_*`` is the place that leads (of a spreadsheet, the file with its cell), and
    ``mapping_line`` the rule, ``mapping.yaml:41``. Where workbooks, data or ledgers stand behind the
    report there are two columns more: ``support`` (their places), ``accounts`` (``1000 Cash 34077.00; ...``).

    Values are written as they are. A text that begins with ``=``, ``+``, ``-`` or ``@`` is not
    disarmed, since that would change it: open the table as text in a spreadsheet program.
    """
    backed = any(f.origin.support or f.origin.parts for f in report.facts)
    labels = {i.concept: i.text for i in report.extension.labels if i.role == STANDARD_LABEL}
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow((*COLUMNS, *BACKING) if backed else COLUMNS)
    for number, fact in enumerate(report.facts, start=1):
        row = _row(fact, labels.get(fact.concept.qname, fact.concept.label))
        writer.writerow((*row, *_backing(fact)) if backed else row)
        if number % _ROWS == 0:
            yield buffer.getvalue().encode("utf-8", "replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")


def _backing(fact: Fact) -> tuple[str, str]:
    """The places that support a fact, and the accounts behind it with what each puts into it."""
    places = "; ".join(str(p.where) for p in fact.origin.support if not p.parts)
    return places, "; ".join(map(str, fact.origin.parts))


def _row(fact: Fact, label: str) -> tuple[object, ...]:
    period, where, rule = fact.context.period, fact.where, fact.rule
    decimals: object = fact.decimals
    if fact.unit is not None and fact.decimals is None:
        decimals = "INF"
    return (
        fact.id,
        fact.concept.qname,
        label,
        period.start.isoformat() if period.start else None,
        period.end.isoformat(),
        "; ".join(f"{axis}={member}" for axis, member in fact.context.dimensions),
        plain(fact.value),
        fact.unit.id if fact.unit else None,
        decimals,
        (str(where) if where.cell else where.file) if where else None,
        where.line if where else None,
        where.column if where else None,
        str(Where(rule.file, rule.line)) if rule else None,
    )
