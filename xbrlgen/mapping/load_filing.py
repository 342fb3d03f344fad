"""filing.yaml to the nouns: strict form, every fault with file, line, column."""

from __future__ import annotations

from datetime import date
from posixpath import normpath

from xbrlgen.mapping import schema_filing as schema
from xbrlgen.mapping.cover import settle_cover
from xbrlgen.mapping.positions import Path_, load_yaml
from xbrlgen.mapping.validate import validated
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.mapping import DocumentInfo, Entity, Filing, Waiver
from xbrlgen.model.period import Period
from xbrlgen.model.project import FILING, Project, is_inside
from xbrlgen.model.source_file import SourceFile
from xbrlgen.model.where import Where


def load_report(project: Project, file: str = FILING) -> Filing:
    """Read ``filing.yaml`` of a filing project.

    Raises XbrlgenError with findings: XG-READ-001, XG-MAP-008 to XG-MAP-010, and XG-MAP-019
    for a name that leaves the folder.
    """
    yaml = load_yaml(project, file)
    data = validated(schema.ReportIn, yaml)
    problems: list[Finding] = []
    names: list[tuple[str, Path_]] = [(data.mapping, ("mapping",))]
    files = tuple(_source(s, yaml.where(("sources", i))) for i, s in enumerate(data.sources))
    names += [(f.file, ("sources", i)) for i, f in enumerate(files)]
    names += [(f.tags, ("sources", i, "tags")) for i, f in enumerate(files) if f.tags is not None]
    for name, path in names:
        if not is_inside(name):
            message = f"{name} leaves the project's folder"
            problems.append(finding("XG-MAP-019", message, yaml.where(path)))
    first: set[str] = set()
    for i, named in enumerate(files):
        # Read twice, every number of it would be printed twice: "./release.txt" is release.txt.
        plain = normpath(named.file)
        if plain in first:
            message = f"source {named.file} stands twice"
            problems.append(finding("XG-MAP-010", message, yaml.where(("sources", i))))
        first.add(plain)
    periods: list[tuple[str, Period]] = []
    for name, text in data.periods.items():
        period = Period.parse(text)
        if period is None:
            problems.append(
                finding(
                    "XG-MAP-009",
                    f"{text} is no period",
                    yaml.where(("periods", name)),
                    hint="write a day as 2004-09-30 or a span as 2004-07-01..2004-09-30",
                )
            )
        else:
            periods.append((name, period))
    # The cover states the fiscal year end too: one of them will do.
    key = (
        ("fiscal_year_end",)
        if data.fiscal_year_end or not data.cover.fiscal_year_end
        else ("cover", "fiscal_year_end")
    )
    month, day = (int(x) for x in (data.fiscal_year_end or data.cover.fiscal_year_end or "12-31").split("-"))
    try:
        date(2001, month, day)
    except ValueError:
        problems.append(finding("XG-MAP-009", "fiscal_year_end is no month and day", yaml.where(key)))
    if problems:
        raise XbrlgenError(*problems)
    placeholder = data.entity.cik == "placeholder"
    return Filing(
        file=file,
        mapping=data.mapping,
        sources=tuple(f.file for f in files),
        source_files=files,
        entity=Entity(
            name=data.entity.name,
            identifier="0" * 10 if placeholder else data.entity.cik.zfill(10),
            placeholder=placeholder,
            where=yaml.where(("entity", "cik")),
        ),
        document=DocumentInfo(
            data.document.type, data.document.period_end, data.document.date, data.document.amendment
        ),
        where=yaml.where(("document",), key=True),
        currency=data.currency,
        fiscal_year_end=(month, day),
        fiscal_year_shift=int(data.fiscal_year_named == "start"),
        fiscal_year_end_said=bool(data.fiscal_year_end or data.cover.fiscal_year_end),
        periods=tuple(periods),
        cover=settle_cover(yaml, data.cover),
        waivers=tuple(
            Waiver(
                yaml.where(("waivers", i)),
                w.code,
                ((w.about,) if isinstance(w.about, str) else tuple(w.about or ())),
                w.reason,
            )
            for i, w in enumerate(data.waivers)
        ),
    )


def _source(data: str | schema.SourceIn, where: Where) -> SourceFile:
    if isinstance(data, str):
        return SourceFile(data, where)
    return SourceFile(
        file=data.file,
        where=where,
        role=data.role,
        form=data.form,
        delimiter="\t" if data.delimiter == "tab" else data.delimiter,
        decimal=data.decimal,
        thousands=data.thousands,
        encoding=data.encoding,
        hidden=data.hidden == "read",
        document=data.document,
        tags=data.tags,
        rest=data.rest,
    )
