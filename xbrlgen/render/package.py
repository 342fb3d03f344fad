"""All output files of a filing, and writing them: whole or not at all."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from xbrlgen.model.codes import finding
from xbrlgen.model.document import Document
from xbrlgen.model.finding import XbrlgenError
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
_XML, _CSV = "application/xml", "text/csv"
_FIXED = frozenset({"facts.csv", "manifest.json"})
"""Names of outputs that do not begin with the prefix and the date."""
_DATED = re.compile(
    r"([A-Za-z][\w-]*)-\d{8}(?:(?:_(?:pre|cal|def|lab))?\.xml|\.xsd|(?:_ex\d+)?\.htm|(?:_csv)?\.json"
    r"|_(?:facts|notes)\.csv|-(?:edgar|taxonomy)\.zip|\.xbri)"
)
"""How every other output is named: prefix, date, part."""
_ROWS = 512
"""How many rows of the table are joined before they are encoded."""


def render_package(report: Report, documents: Sequence[Document] = ()) -> Package:
    """The files of a filing as values: nothing is rendered before an artifact is asked for it.

    ``{base}.xml`` (the entry), ``{base}.xsd``, the linkbases that are not empty, ``facts.csv``,
    the Inline XBRL ``documents``, xBRL-JSON and xBRL-CSV.
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
        *oim_artifacts(report),
    )
    return Package(artifacts, entry=f"{base}.xml")


def facts_table(report: Report) -> Iterator[bytes]:
    """``facts.csv``: one row for each fact, in the order of the filing; UTF-8, lines end in LF.

    ``period_start`` is empty for an instant; ``dimensions`` reads ``axis=member; axis=member``;
    ``source_*`` is the place that leads (of a spreadsheet, the file with its cell), and
    ``mapping_line`` the rule, ``mapping.yaml:41``.

    Values are written as they are. A text that begins with ``=``, ``+``, ``-`` or ``@`` is not
    disarmed, since that would change it: open the table as text in a spreadsheet program.
    """
    labels = {i.concept: i.text for i in report.extension.labels if i.role == STANDARD_LABEL}
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for number, fact in enumerate(report.facts, start=1):
        writer.writerow(_row(fact, labels.get(fact.concept.qname, fact.concept.label)))
        if number % _ROWS == 0:
            yield buffer.getvalue().encode("utf-8", "replace")
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode("utf-8", "replace")


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


# -- writing -------------------------------------------------------------------------------


def write_package(package: Package, folder: Path) -> None:
    """Write all files into ``folder``, which afterwards holds them and nothing else.

    They are written into a temporary folder beside it, which then takes its place, so any
    failure leaves the last good output as it was. A folder is replaced only if it is empty
    or holds nothing but an earlier output, which is known by its names; for any other,
    raises XbrlgenError with XG-OUT-001. Raises OSError if it cannot be written, ValueError
    for an artifact whose name is not a plain file name.
    """
    names = [a.name for a in package]
    for name in names:
        if Path(name).name != name or name in ("", ".", ".."):
            raise ValueError(f"{name!r} is not a plain file name")
    folder = folder.resolve()
    _refuse_foreign(folder, names)
    folder.parent.mkdir(parents=True, exist_ok=True)
    holder = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    fresh, last = holder / "new", holder / "last"
    try:
        fresh.mkdir()
        for artifact in package:
            with (fresh / artifact.name).open("wb") as stream:
                stream.writelines(artifact.stream())
        # Again, because rendering took time: nothing that came meanwhile may be lost.
        _refuse_foreign(folder, names)
        if folder.exists():
            folder.rename(last)
        try:
            fresh.rename(folder)
        except OSError:
            if last.exists():
                last.rename(folder)
            raise
    finally:
        # Should putting it back have failed too, the last good output stays in the holder.
        if folder.exists() or not last.exists():
            shutil.rmtree(holder, ignore_errors=True)


def _refuse_foreign(folder: Path, names: Sequence[str]) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise XbrlgenError(finding("XG-OUT-001", f"{folder} is not a folder", Where(str(folder))))
    present = sorted(folder.iterdir())
    dated = [m[1] for p in present if (m := _DATED.fullmatch(p.name))]
    foreign = [
        p.name
        for p in present
        if not p.is_file()
        or p.is_symlink()
        or len(set(dated)) != 1
        or not (p.name in names or p.name in _FIXED or _DATED.fullmatch(p.name))
    ]
    if foreign:
        shown = ", ".join(foreign[:3]) + (f" and {len(foreign) - 3} more" if len(foreign) > 3 else "")
        raise XbrlgenError(
            finding(
                "XG-OUT-001",
                f"{folder.name} holds files that are no earlier output: {shown}",
                Where(str(folder)),
                hint="choose another folder, or move them out of it",
            )
        )
