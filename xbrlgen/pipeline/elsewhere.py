"""The steps that a filing made elsewhere goes through: read, checked, linted, judged, as one built here is.

What a mapping would say of it, it has not: there are no rules and no waivers, and findings lead to the
lines of its own files.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from xbrlgen.catalog import open_catalog
from xbrlgen.check.edgar import lint_written
from xbrlgen.check.exchanged import exchanged_in
from xbrlgen.check.networks import check_networks
from xbrlgen.check.plausible import check_plausible
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Severity, XbrlgenError
from xbrlgen.model.mapping import DocumentInfo, Filing, Mapping, Matched
from xbrlgen.model.register import LEFT, TAGGED, NumberRegister, Numeral
from xbrlgen.model.report import Fact, Report, Trace
from xbrlgen.model.source import Figure, Source, Table
from xbrlgen.model.vocabulary import Base, NoBase, Vocabulary
from xbrlgen.model.where import Where
from xbrlgen.pipeline.filed import CODE, FiledElsewhere, unfit
from xbrlgen.pipeline.run import Run, Step
from xbrlgen.read import read_bytes
from xbrlgen.written import files as written_files
from xbrlgen.written.files import is_standard
from xbrlgen.written.places import TagPlace, tag_places
from xbrlgen.written.reader import read, taxonomy_of
from xbrlgen.written.report import report_of
from xbrlgen.written.views import Written

if TYPE_CHECKING:
    from xbrlgen.check.with_arelle import Verdict

_READABLE = frozenset({"xml", "xsd", "htm", "html", "xhtml"})
_UNKNOWN = DocumentInfo("", date.min, date.min)
"""Of a filing that does not say what it is; no step looks at the days."""
NAMED = 3
"""So many elements or schemas that are lacking are named."""
_SEC_FORMS = "http://www.sec.gov/inlineXBRL/transformation/"
_NOT_FOUND = frozenset({"arelle:IOerror", "arelle:FileNotLoadable", "arelle:FileNotFound", "IOerror"})
_ADDRESS = re.compile(r"https?://[^\s,;\"'<>]+[^\s,;\"'<>.]")


def read_filed(run: Run) -> Run:
    """The files into what rules look at, and into the nouns of a report."""
    filed = run.filed
    base = _base(filed, run.options.packages)
    written = read_written(filed, base)
    report = report_of(written)
    if not report.facts:
        raise unfit(Path(filed.title), CODE, "has no fact in it", "name a report")
    found = [replace(f, code=CODE) for f in report.findings]
    if base is None and written.schema is not None:
        found.append(_not_installed(filed, report.taxonomy))
    own = (e.concept for e in report.extension.elements)
    return run.also(
        found,
        xbrl=written,
        report=report,
        filing=_filing(filed, report),
        mapping=_mapping(filed, report),
        vocabulary=Vocabulary(base or NoBase(report.taxonomy), report.extension.prefix, own),
        sources=(),
        matched=Matched((), (), 0, 0, 0, ()),
        register=NumberRegister(()),
        documents=(),
        package=filed.package,
    )


def read_written(filed: FiledElsewhere, base: Base | None = None) -> Written:
    """All views of a filing. Raises XbrlgenError for a file of it that is broken, or of another form."""
    gathered = filed.gathered
    path = Path(filed.title)
    if gathered.kind == written_files.REPORT_JSON:
        raise unfit(path, CODE, "is xBRL-JSON, which EDGAR does not take", "name the instance it is of")
    if gathered.kind == written_files.SCHEMA:
        raise unfit(path, CODE, "holds a taxonomy and no report", "name the filing that uses it")
    # A report is known by its content, whatever its name ends in.
    as_ = {written_files.INLINE: "htm", written_files.INSTANCE: "xml"}.get(gathered.kind, "xsd")
    named = {n: as_ for n, _ in gathered.files[:1] if n.rpartition(".")[2].lower() not in _READABLE}
    files = (*gathered.files, *filed.loose)
    written = read(files, base, chosen=False, suffixes=named, loose={n for n, _ in filed.loose})
    report = next((f for f in written.files if f.name == gathered.files[0][0]), None)
    if report is not None and report.root is None:
        where = Where(report.name, report.line)
        message = f"{report.name} cannot be read: {report.problem}"
        raise XbrlgenError(finding(CODE, message, where, hint="the file may be cut off; fetch it again"))
    return written


def _base(filed: FiledElsewhere, packages: tuple[Path, ...]) -> Base | None:
    """The taxonomy of its year, if the user's packages, the store or the shipped tables hold it."""
    name = taxonomy_of(filed.gathered.files)
    for given in (packages, ()) if name is not None else ():
        try:
            return open_catalog(name or "", packages=given)
        except XbrlgenError as error:
            if any(f.code != "XG-MAP-015" for f in error.findings):
                raise
    return None


def _not_installed(filed: FiledElsewhere, name: str) -> Finding:
    what = f"{name} is not installed here" if name else "no known taxonomy is named by its schema"
    message = f"{what}: Arelle was not asked, nor the rules that look at standard elements"
    return finding("XG-READ-091", message, Where(filed.gathered.files[0][0]))


def _filing(filed: FiledElsewhere, report: Report) -> Filing:
    """What ``filing.yaml`` would say of it, as far as the filing says it itself."""
    name = filed.gathered.files[0][0]
    return Filing(name, "", (name,), report.entity, report.document or _UNKNOWN, Where(name))


def _mapping(filed: FiledElsewhere, report: Report) -> Mapping:
    extension = report.extension
    name = filed.gathered.files[0][0]
    return Mapping(name, report.taxonomy, extension.prefix, extension.namespace, (), (), (), ())


def check_filed(run: Run) -> Run:
    """Sums of the calculation networks, lines exchanged, and what facts of every company must be like.

    The latter are warnings: of a filing that EDGAR has taken nothing is an error that is only unlikely. A
    fact that is stated twice is told of once.
    """
    unlikely = {(f.code, f.message): _warned(f) for f in reversed(check_plausible(run.report))}
    return run.also(
        (*check_networks(run.report), *exchanged_in(run.report), *reversed(unlikely.values())),
    )


def _warned(item: Finding) -> Finding:
    return replace(item, severity=min(item.severity, Severity.WARNING))


def read_pages(run: Run) -> Run:
    """The inline documents as people read them, each number with the facts that are tagged on it."""
    if run.filed.gathered.kind != written_files.INLINE:
        return run
    data = dict(run.filed.gathered.files)
    sources, numerals = [], []
    by_tag: dict[tuple[str, int | None, int | None], Fact] = {}
    for fact in run.report.facts:
        if fact.where is not None and fact.id and fact.unit is not None:
            by_tag[fact.where.file, fact.where.line, fact.where.column] = fact
    for file in run.xbrl.of("inline"):
        try:
            source = read_bytes(data[file.name], file=file.name)
        except XbrlgenError:  # A page that cannot be read as one is shown by its facts alone.
            continue
        tags = [
            (place, by_tag[key])
            for place in tag_places(data[file.name])
            if (key := (file.name, place.line, place.column)) in by_tag
        ]
        sources.append(source)
        numerals += list(numerals_of(source, tags))
    return run.also(sources=tuple(sources), register=NumberRegister(tuple(numerals)))


def numerals_of(source: Source, tags: Sequence[tuple[TagPlace, Fact]]) -> Iterator[Numeral]:
    """Every number of a page: tagged, if it stands in the element of a fact, else left as the filer did."""
    begins = [(place.line, place.column) for place, _ in tags]
    found = sorted(_figures(source), key=lambda f: f[0].where.sort_key())
    starts = [(f.where.line or 0, f.where.column or 0) for f, _, _ in found]
    for (figure, label, statement), at, after in zip(found, starts, [*starts[1:], None], strict=True):
        number = bisect_right(begins, at) - 1
        within = number >= 0 and at < tags[number][0].end
        if not within and number + 1 < len(tags):
            # A currency or a bracket is printed before the tag: $</td><td>(<ix:nonFraction ...>1,204
            number += 1
            within = (after is None or begins[number] < after) and _same(figure, tags[number][1])
        yield Numeral(
            figure.id,
            figure.where,
            figure.text,
            TAGGED if within else LEFT,
            label,
            (tags[number][1].id,) if within else (),
            reason=None if within else "the filer has not tagged it",
            statement=statement,
        )


def _same(figure: Figure, fact: Fact) -> bool:
    """Do the digits of the print say the value, whatever the scale and sign?"""
    value = fact.value if isinstance(fact.value, Decimal) else Decimal(0)
    return figure.value.normalize().as_tuple().digits == value.normalize().as_tuple().digits


def _figures(source: Source) -> Iterator[tuple[Figure, str, str | None]]:
    for block in source.blocks:
        if isinstance(block, Table):
            for line in block.lines:
                yield from ((f, line.label, "") for cell in line.cells for f in cell.figures)
        else:
            yield from ((m.figure, "", None) for m in block.mentions if m.figure is not None)


def lint_filed(run: Run) -> Run:
    """The files, held against the rules of the Filer Manual."""
    return run.also(lint_written(run.xbrl))


def judge_filed(run: Run) -> tuple[tuple[Finding, ...], Verdict | None, str]:
    """Arelle over the files as they lie, where what they build on is here.

    A schema of the filing's own that is missing is one finding already, and a taxonomy that is not installed
    is another (XG-READ-091): Arelle would say of either in thousands of messages that nothing is known.
    """
    from xbrlgen.check.with_arelle import Subject, judge_all
    from xbrlgen.pipeline import judging

    gathered = run.filed.gathered
    if gathered.missing or run.xbrl.schema is None:
        return (), None, "not judged by Arelle: files of the filing are missing"
    base = run.vocabulary.base
    if isinstance(base, NoBase):
        return (), None, "not judged by Arelle: its taxonomy is not installed"
    lacking = _beyond_tables(run.xbrl, base) if base.is_stand_in else ()
    if lacking:
        return (
            (_not_shipped(run, lacking),),
            None,
            "not judged by Arelle: its taxonomy is shipped in part only",
        )
    packages, who = judging.packages_of_base(base, run.options)
    packages = (*packages, *(p for p in run.filed.packages if p not in packages))
    trace = Trace.of(f for f in run.report.facts if f.id)
    inline = gathered.kind == written_files.INLINE
    entries = tuple(f.name for f in run.xbrl.of("inline" if inline else "instance"))
    with judging.laid_out(run.package) as folder:
        subject = Subject(tuple(folder / name for name in entries), trace, inline=inline)
        # Sums are told by our own arithmetic, which knows of them what Arelle does and more.
        verdict = judge_all([subject], packages=packages, calculations=False)
        found = _loadable(verdict.findings, gathered.files[0][0])
        if run.options.edgar is not None or run.options.dqc:
            entry = folder / entries[0] if len(entries) == 1 else folder
            found = (*judging.edgar(run, entry, packages, trace), *found)
    names = {n.rpartition("/")[2]: n for n, _ in gathered.files}
    said = {(f.code, f.message): _placed(f, names) for f in found}
    return tuple(said.values()), verdict, f"Arelle {verdict.arelle_version} {who}"


def _beyond_tables(written: Written, base: Base) -> tuple[str, ...]:
    """The standard elements it uses that the shipped tables, a selection, do not tell of."""
    used = dict.fromkeys(f.concept for f in written.facts)
    used |= dict.fromkeys(q for a in written.arcs for q in (a.parent, a.child))
    used |= dict.fromkeys(
        q for c in written.contexts for pair in c.dims for q in pair if pair[0] not in c.typed
    )
    return tuple(q for q in used if q and not written.is_own(q) and base.concept(q) is None)


def _not_shipped(run: Run, lacking: tuple[str, ...]) -> Finding:
    named = ", ".join(lacking[:NAMED]) + (", ..." if len(lacking) > NAMED else "")
    return finding(
        "XG-READ-091",
        f"{len(lacking):,} of the standard elements used are not in the tables that xbrlgen ships, a "
        f"selection of {run.report.taxonomy} ({named}): Arelle was not asked",
        Where(run.filed.gathered.files[0][0]),
    )


def _loadable(found: tuple[Finding, ...], report: str) -> tuple[Finding, ...]:
    """What Arelle says, without what it says of itself.

    By itself it knows none of the SEC's transformations, which the reader here does. Where a standard schema
    is in none of the packages, all it says beside that may be for want of it: that lack is one finding.
    """
    found = tuple(
        f for f in found if not (f.code.endswith(":invalidTransformation") and _SEC_FORMS in f.message)
    )
    absent = {m[0] for f in found if f.code in _NOT_FOUND for m in _ADDRESS.finditer(f.message)}
    standard = sorted(a for a in absent if is_standard(a))
    if not standard:
        return found
    named = ", ".join(standard[:NAMED]) + (", ..." if len(standard) > NAMED else "")
    message = (
        f"{len(standard)} schemas that it builds on are not installed here ({named}): Arelle could not judge"
    )
    return (finding("XG-READ-091", message, Where(report)),)


def _placed(item: Finding, names: dict[str, str]) -> Finding:
    """A place in a file by the name that it has in the filing."""
    where = item.where
    if where is None or where.file not in names:
        return item
    return replace(item, where=replace(where, file=names[where.file]))


FILED = (
    Step("reading", read_filed),
    Step("checking", check_filed),
    Step("checking as EDGAR would", lint_filed),
)
"""What a filing made elsewhere goes through in the place of all steps before the judge."""
PAGES = Step("reading the pages", read_pages)
"""What its review page asks for besides."""
