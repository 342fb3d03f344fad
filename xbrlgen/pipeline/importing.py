"""``xbrlgen import``: an existing filing as a filing project that gives it back."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from xbrlgen.assist.import_project import ImportedSource, filing_node, mapping_node
from xbrlgen.assist.import_rows import GivenRows
from xbrlgen.assist.import_taxonomy import declared_by_use, own_namespace
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.given import Given, written_rows
from xbrlgen.model.imported import Imported
from xbrlgen.model.project import FILING, Project
from xbrlgen.model.report import Extension, Report
from xbrlgen.model.where import Where
from xbrlgen.pipeline.filed import FiledElsewhere, find_filed
from xbrlgen.pipeline.inferring import MAPPING, infer_rules, yaml_of
from xbrlgen.pipeline.output import write_folder
from xbrlgen.read.decoding import decode
from xbrlgen.read.html.force import force
from xbrlgen.read.html.strip import strip
from xbrlgen.render import xbrl
from xbrlgen.written import files as written_files
from xbrlgen.written.oim import read_json
from xbrlgen.written.reader import look, read
from xbrlgen.written.report import report_of
from xbrlgen.written.views import Written

FOLDER = "taxonomy"
"""Where the company's own taxonomy lies in an imported project."""
TAGS = ".tags.csv"
_YEARS = "us-gaap/"


def import_filing(path: Path, out: Path) -> Imported:
    """Make the filing project of an existing filing in the folder ``out``, whole or not at all.

    ``path`` is a folder, zip, report package, EDGAR submission text, inline document or instance. Its pages
    become sources with their tags taken out and stated beside them; its own taxonomy is carried on.
    Raises XbrlgenError: for what is no filing or broken, XG-OUT-001 and -003 for the folder.
    """
    files, imported = imported_files(found_filing(path))
    write_folder(out, files)
    return replace(imported, project=out.as_posix())


def found_filing(path: Path) -> FiledElsewhere:
    """The filing at a path; pages of it that are no XHTML are put right as any page is.

    Some pages are kept as a browser saved them, with tags that overlap::

        <div><ix:nonNumeric ...>Note 1</div></ix:nonNumeric>
    """
    filed = find_filed(path)
    if filed.gathered.kind != written_files.INLINE:
        return filed
    files = tuple((name, _well_formed(name, data)) for name, data in filed.gathered.files)
    return replace(filed, gathered=replace(filed.gathered, files=files))


def _well_formed(name: str, data: bytes) -> bytes:
    if not re.search(r"\.x?html?$", name, re.IGNORECASE) or look(name, data).problem is None:
        return data
    return force(decode(data, name, longest=None)).page.encode("ascii")


def imported_files(filed: FiledElsewhere) -> tuple[dict[str, bytes], Imported]:
    """The files of the project, by name, and what there is to say of it."""
    written = written_of(filed)
    report = report_of(written)
    return _Importing(filed, written, report).run()


def written_of(filed: FiledElsewhere) -> Written:
    """The XBRL of a filing. Raises XbrlgenError (XG-READ-090) for a file that cannot be read."""
    gathered = filed.gathered
    if gathered.kind == written_files.REPORT_JSON:
        name, data = gathered.files[0]
        try:
            return read_json(name, data)
        except ValueError as error:
            raise XbrlgenError(finding("XG-READ-090", f"{name} {error}", Where(name))) from None
    # A report is known by its content, whatever its name ends in.
    as_ = {written_files.INLINE: "htm", written_files.INSTANCE: "xml"}.get(gathered.kind, "xsd")
    known = ("xml", "xsd", "htm", "html", "xhtml")
    named = {n: as_ for n, _ in gathered.files[:1] if n.rpartition(".")[2].lower() not in known}
    written = read(gathered.files, None, chosen=False, suffixes=named)
    for file in written.files:
        if file.root is None and file.kind != "other":
            message = f"{file.name} cannot be read: {file.problem}"
            hint = "the file may be cut off; fetch it again"
            raise XbrlgenError(finding("XG-READ-090", message, Where(file.name, file.line), hint=hint))
    return written


@dataclass(frozen=True, slots=True)
class _Importing:
    filed: FiledElsewhere
    written: Written
    report: Report

    def run(self) -> tuple[dict[str, bytes], Imported]:
        rows = GivenRows(self.written, self.report)
        files: dict[str, bytes] = {}
        found: list[Finding] = []
        sources: list[ImportedSource] = []
        given: dict[str, tuple[Given, ...]] = {}
        pages = self.pages()
        for name, data in pages.items():
            page = strip(decode(data, name, longest=None))
            if page.changes:
                said = ", ".join(page.changes)
                found.append(finding("XG-IMP-003", f"{name} had {said}: its page was changed", Where(name)))
            plain = posixpath.basename(name)
            files[plain] = page.text.encode("ascii")
            given[plain] = rows.of_page(name, page)
            sources.append(ImportedSource(plain, f"{_stem(plain)}{TAGS}"))
        if not pages:
            given["facts.csv"] = rows.of_instance()
            sources.append(ImportedSource(None, "facts.csv"))
        report, namespace = self.taxonomy(files, found)
        report = replace(report, taxonomy=report.taxonomy or f"{_YEARS}{self.year()}")
        filing = filing_node(report, sources, self.last_day())
        mapping = mapping_node(report, namespace, FOLDER)
        number = sum(g.is_fact for of_file in given.values() for g in of_file)
        files[FILING], files[MAPPING] = yaml_of(filing, self.title), yaml_of(mapping, self.title)
        by_rules = 0
        if pages:
            try:
                ruled = infer_rules(files, filing, mapping, given, report, self.title)
                files, given, by_rules = ruled.files, ruled.given, ruled.by_rules
            except XbrlgenError as error:
                # The facts come back all the same, each stated by itself.
                why = error.findings[0]
                found.append(finding("XG-IMP-004", f"no rules are proposed: {why.message}", why.where))
        for source, (_, stated) in zip(sources, given.items(), strict=True):
            files[source.tags] = written_rows(stated).encode("utf-8")
        found += [*self.report.findings, *rows.findings]
        return files, Imported(
            project="",
            title=self.title,
            facts=number,
            by_rules=by_rules,
            findings=tuple(found),
        )

    @property
    def title(self) -> str:
        return posixpath.basename(self.filed.title.rstrip("/"))

    def pages(self) -> dict[str, bytes]:
        inline = {f.name for f in self.written.files if f.kind == "inline"}
        return {name: data for name, data in self.filed.gathered.files if name in inline}

    # -- taxonomy --------------------------------------------------------------------------

    def taxonomy(self, files: dict[str, bytes], found: list[Finding]) -> tuple[Report, str]:
        """The report with its own taxonomy, put among the files; and the namespace it has."""
        extension = self.report.extension
        if self.written.schema is not None:
            for name, data in self.filed.gathered.files:
                view = next((f for f in self.written.files if f.name == name), None)
                if view is not None and view.kind in ("schema", "linkbase"):
                    files[f"{FOLDER}/{posixpath.basename(name)}"] = data
            return self.report, extension.namespace
        prefix, namespace = own_namespace(self.written)
        prefix = prefix or "own"
        namespace = namespace or "http://www.example.com/{period_end:%Y%m%d}"
        made = declared_by_use(self.written, self.report, prefix, namespace)
        found.append(
            finding(
                "XG-IMP-001",
                f"the schema of {self.title} is not there: {len(made.elements)} elements of {prefix} are "
                "declared from their use, and there are no networks",
                Where(self.title),
            )
        )
        files |= _rendered(made)
        return replace(self.report, extension=made), namespace

    def year(self) -> int:
        return self.last_day().year

    def last_day(self) -> date:
        ends = [f.period.end for f in self.report.facts if not f.period.is_forever]
        if self.report.document is not None:
            return self.report.document.period_end
        return max(ends, default=date(2000, 1, 1))


def _rendered(extension: Extension) -> dict[str, bytes]:
    base = f"{FOLDER}/{extension.base}"
    files = {f"{base}.xsd": b"".join(xbrl.schema(extension))}
    if extension.labels:
        files[f"{base}_lab.xml"] = b"".join(xbrl.label(extension))
    return files


def _stem(name: str) -> str:
    return re.sub(r"\.x?html?$", "", name, flags=re.IGNORECASE)


def imported_project(path: Path) -> tuple[Project, Imported]:
    """The project of an existing filing as a value; nothing is written."""
    files, imported = imported_files(found_filing(path))
    return Project.of(files, imported.title), imported
