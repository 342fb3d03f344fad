"""The EDGAR Filer Manual's rules as a lint of our own: milliseconds, before Arelle starts.

Each rule is a small function over light views of the written package (views.py), so that
the same rules judge what was made here and what was edited elsewhere. Codes and sources of
the rules: ``model/codes_efm.py``; which rules of the SEC's own validation are not covered,
and why: ``docs/edgar-rules.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from xbrlgen.catalog import open_catalog
from xbrlgen.check.edgar import (
    contexts,
    cover,
    dimensions,
    facts,
    files,
    footnotes,
    inline,
    labels,
    networks,
    quality,
    schema,
    usage,
)
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related, XbrlgenError
from xbrlgen.model.package import Package
from xbrlgen.model.report import Fact, Report
from xbrlgen.model.vocabulary import Base
from xbrlgen.model.where import Where
from xbrlgen.written.files import EXTRACTED, LINKBASE, SCHEMA, UnfitError, gather, kind_of, mended
from xbrlgen.written.reader import read, taxonomy_of
from xbrlgen.written.views import Flaw, Rules, Written

__all__ = ["AREAS", "lint_edgar", "lint_files", "lint_folder", "lint_written", "prepare", "rules", "waits"]

AREAS: dict[str, Rules] = {
    "Files": files.RULES,
    "Contexts and units": contexts.RULES,
    "Facts": facts.RULES,
    "Cover page": cover.RULES,
    "Extension schema": schema.RULES,
    "Roles and labels": labels.RULES,
    "Presentation and calculation": networks.RULES,
    "Dimensions": dimensions.RULES,
    "Footnotes": footnotes.RULES,
    "Inline document": inline.RULES,
    "Beyond the official checks": quality.RULES,
    "Use of standard elements": usage.RULES,
}
_MANY = 25
"""Findings of one rule that are shown; the rest are counted in the last."""
_FILE = 64 * 1024 * 1024
"""Larger files are not EDGAR's to take (an attachment of XBRL is some 50 MB at most)."""


def rules() -> Iterator[tuple[str, str]]:
    """(area, code) of every rule, in order."""
    for area, of_area in AREAS.items():
        for code, _ in of_area:
            yield area, code


def lint_edgar(report: Report, package: Package, *, base: Base | None = None) -> tuple[Finding, ...]:
    """Check what would be submitted of a package: an inline document instead of a plain instance.

    ``base`` is the standard taxonomy the filing was built with; None opens the shipped one of
    ``filing.taxonomy``. A finding leads to the mapping line of the fact or element that it is
    about, and names the place in the package beside it.
    """
    written = read(
        ((a.name, a.data) for a in package), base if base is not None else _base(report.taxonomy), chosen=True
    )
    return _lint(written, report)


def lint_folder(folder: Path, *, base: Base | None = None) -> tuple[Finding, ...]:
    """Check a written package as it lies in a folder; findings lead to its files.

    ``base`` None opens the shipped taxonomy of the year that the schema imports. Raises
    XbrlgenError (XG-READ-001) for a folder or file that cannot be read.
    """
    if not folder.is_dir():
        raise XbrlgenError(finding("XG-READ-001", f"{folder} is not a folder", Where(str(folder))))
    paths = sorted(p for p in folder.iterdir() if p.is_file() and p.suffix.lower() in _READ)
    too_large = [p for p in paths if p.stat().st_size > _FILE]
    if too_large:
        raise XbrlgenError(
            finding("XG-READ-004", f"{too_large[0].name} is too large", Where(too_large[0].name))
        )
    try:
        held = [(p.name, p.read_bytes()) for p in paths]
    except OSError as error:
        raise XbrlgenError(
            finding("XG-READ-001", f"cannot be read: {error.strerror}", Where(str(folder)))
        ) from None
    return lint_files(held, base=base)


def lint_written(written: Written) -> tuple[Finding, ...]:
    """Check what :func:`prepare` or a reader of written XBRL gives; findings lead to its files."""
    return _lint(written, None)


def lint_files(files: Iterable[tuple[str, bytes]], *, base: Base | None = None) -> tuple[Finding, ...]:
    """Check a written package by its files' names and bytes, as :func:`lint_folder` does."""
    return _lint(prepare(files, base=base), None)


def prepare(files: Iterable[tuple[str, bytes]], *, base: Base | None = None) -> Written:
    """What the rules look at, read from the files that would be submitted."""
    held, loose = _filing(list(files))
    if base is None:
        base = _base(taxonomy_of(held))
    return read(held, base, chosen=False, loose=loose)


def waits(code: str, written: Written) -> bool:
    """Does a rule say nothing true because a file is not there that the filing names?"""
    return not written.lacking.isdisjoint(_BY_FILE.get(code, ()))


def _filing(held: list[tuple[str, bytes]]) -> tuple[list[tuple[str, bytes]], frozenset[str]]:
    """The files that would be submitted, and the names of XBRL files among them that nothing names.

    What EDGAR makes of an inline document (``exa-20240930_htm.xml`` beside ``exa-20240930.htm``) is none of
    the filer's. Where it cannot be told which files are one filing, all are taken as they lie.
    """
    names = {name for name, _ in held}
    held = [
        (name, mended(data))
        for name, data in held
        if not (name.endswith(EXTRACTED) and name.replace(EXTRACTED, ".htm") in names)
    ]
    data = dict(held)
    try:
        named = {name for name, _ in gather(data, data.__getitem__).files}
    except UnfitError:
        return held, frozenset()
    return held, frozenset(n for n in data.keys() - named if kind_of(data[n]) in (SCHEMA, LINKBASE))


_READ = (".xml", ".xsd", ".htm", ".html", ".xhtml")
_COVER = ("XG-EFM-305", "XG-EFM-309", "XG-EFM-310")
_BY_FILE = {
    "XG-EFM-209": {"pre"},
    "XG-EFM-210": {"xsd"},
    "XG-EFM-425": {"lab"},
    "XG-EFM-507": {"xsd"},
    "XG-EFM-508": {"pre"},
    "XG-EFM-521": {"lab"},
    "XG-EFM-523": {"lab"},
    "XG-EFM-530": {"lab"},
    "XG-EFM-625": {"pre"},
    "XG-EFM-627": {"cal"},
    "XG-EFM-805": {"cal"},
    "XG-EFM-812": {"pre", "def"},
    "XG-EFM-824": {"pre"},
}
"""Rules that say nothing true while a file is not there: its lack is one finding (XG-EFM-015, XG-EFM-428)."""


def _base(name: str | None) -> Base | None:
    """The shipped taxonomy of that name; None if there is none, and rules that need one are silent."""
    if name is None:
        return None
    try:
        return open_catalog(name)
    except XbrlgenError:
        return None


def _lint(written: Written, report: Report | None) -> tuple[Finding, ...]:
    trace = _Trace(report)
    told = {s for f in report.findings if f.code == "XG-FACT-007" for s in f.subjects} if report else set()
    found: list[Finding] = []
    for of_area in AREAS.values():
        for code, rule in of_area:
            if waits(code, written):
                continue
            flaws = list(dict.fromkeys(rule(written)))
            if code in _COVER:  # the build has said it, with the place in filing.yaml
                flaws = [f for f in flaws if f.concept not in told]
            for n, flaw in enumerate(flaws[:_MANY], start=1):
                left = len(flaws) - _MANY if n == _MANY else 0
                found.append(trace.finding(code, flaw, left))
    return tuple(sorted(found, key=Finding.sort_key))


class _Trace:
    """From a place in the package back to the mapping and the source."""

    def __init__(self, report: Report | None) -> None:
        self.is_ours = report is not None
        self.facts: dict[str, Fact] = {f.id: f for f in report.facts} if report is not None else {}
        self.concepts: dict[str, Where] = {}
        if report is not None:
            for fact in report.facts:
                if fact.rule is not None:
                    self.concepts.setdefault(fact.concept.qname, fact.rule)
            for element in report.extension.elements:
                if element.where is not None:
                    self.concepts[element.concept.qname] = element.where

    def finding(self, code: str, flaw: Flaw, left: int) -> Finding:
        known = [self.facts[i] for i in flaw.facts if i in self.facts]
        where = known[0].rule if known else self.concepts.get(flaw.concept or "")
        related = [Related(f'source "{_label(f)}"', f.where) for f in known[:3] if f.where is not None]
        if where is not None and flaw.where is not None:
            related.append(Related("in the package", flaw.where))
        return finding(
            code,
            flaw.message + (f" (and {left} more of this kind)" if left else ""),
            where or flaw.where,
            hint=(flaw.in_project if self.is_ours else None) or flaw.hint,
            related=related,
            subjects=flaw.facts[:_MANY],
        )


def _label(fact: Fact) -> str:
    return fact.prints[0].label if fact.prints else fact.concept.name
