"""The tags that a project states one by one, from its CSV files, and what they leave to rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding
from xbrlgen.model.given import NOTHING, Given, UnusableRowError, given_of, read_rows
from xbrlgen.model.mapping import Filing, Matched
from xbrlgen.model.project import Project
from xbrlgen.model.source import FigureId, Source, Table
from xbrlgen.model.where import Where

MOST = 5
"""So many rows that cannot be used are told one by one."""


def load_given(project: Project, filing: Filing) -> tuple[dict[str, tuple[Given, ...]], tuple[Finding, ...]]:
    """The tags of each source that has some, by the name of the source, in the order of the file.

    Findings: XG-MAP-070 for rows that cannot be used. Raises XbrlgenError for a file that cannot be read.
    """
    found: dict[str, tuple[Given, ...]] = {}
    problems: list[Finding] = []
    for source in filing.source_files:
        if source.tag_file is not None:
            found[source.file] = tuple(_rows(project, source.tag_file, problems))
    return found, tuple(problems)


def _rows(project: Project, file: str, problems: list[Finding]) -> list[Given]:
    text = project.read(file).decode("utf-8-sig", "replace")
    given: list[Given] = []
    unusable: list[Finding] = []
    try:
        for line, row in read_rows(text):
            try:
                given.append(given_of(row, Where(file, line)))
            except UnusableRowError as error:
                unusable.append(finding("XG-MAP-070", f"{error.column}: {error}", Where(file, line)))
    except UnusableRowError as error:
        unusable.append(finding("XG-MAP-070", str(error), Where(file, 1)))
    problems += unusable[:MOST]
    if len(unusable) > MOST:
        problems.append(
            finding(
                "XG-MAP-070", f"{len(unusable) - MOST:,} further rows of {file} cannot be used", Where(file)
            )
        )
    return given


class StatedPlaces:
    """The numbers of the sources that tags state one by one, or keep rules from."""

    def __init__(self, sources: Sequence[Source], given: Mapping[str, Sequence[Given]]) -> None:
        self.figures: set[FigureId] = set()
        for source in sources:
            extents = sorted(
                g.extent
                for g in given.get(source.file, ())
                if g.extent is not None and (g.element == NOTHING or (g.is_fact and g.unit is not None))
            )
            starts = [e[0] for e in extents]
            for figure in source.figures if extents else ():
                if figure.extent is None:
                    continue
                at = bisect_right(starts, figure.extent[1] - 1) - 1
                if at >= 0 and extents[at][1] > figure.extent[0]:
                    self.figures.add(figure.id)


def set_apart(
    matched: Matched, filing: Filing, sources: Sequence[Source], given: Mapping[str, Sequence[Given]]
) -> Matched:
    """What is left to rules: no hit where a tag is stated, and no figure of a page with ``rest`` is open.

    That no rule claims a table of such a page is no finding: ``rest`` says why. A row that no rule claims in
    a table that is read is one, unless tags beside the page say what is tagged.
    """
    stated = StatedPlaces(sources, given).figures
    rest = {s.file: s.rest for s in filing.source_files if s.rest is not None}
    tagged = {s.file for s in filing.source_files if s.tags is not None}
    if not stated and not rest:
        return matched
    left = (
        replace(item, reason=rest.get(item.where.file)) if item.reason is None else item
        for item in matched.left
        if item.figure not in stated
    )
    return replace(
        matched,
        hits=tuple(h for h in matched.hits if h.figure.id not in stated),
        left=tuple(left),
        findings=tuple(f for f in matched.findings if not _of_rest(f, rest, tagged)),
    )


def _of_rest(f: Finding, rest: Mapping[str, str], tagged: Collection[str]) -> bool:
    files = {w.file for w in (f.where, *(r.where for r in f.related)) if w is not None}
    if f.code == "XG-MAP-001":
        # A row of a table that is read is open, unless its tags are all stated.
        return bool(files & set(tagged))
    return f.code == "XG-MAP-012" and bool(files & rest.keys())


def of_rules(
    found: Iterable[Finding], filing: Filing, sources: Sequence[Source], matched: Matched
) -> Iterable[Finding]:
    """The readers' findings without those on parts of a page with ``rest`` that no rule reads.

    Its other tables have columns and numbers of any kind, and nothing is taken from them.
    """
    rest = {s.file for s in filing.source_files if s.rest is not None}
    if not rest:
        return tuple(found)
    read = {id(h.table) for h in matched.hits if h.table is not None}
    blocks: dict[str, tuple[list[tuple[int, int]], list[bool]]] = {}
    for source in sources:
        if source.file in rest:
            starts = [(b.where.line or 0, b.where.column or 0) for b in source.blocks]
            blocks[source.file] = (starts, [isinstance(b, Table) and id(b) in read for b in source.blocks])

    def asked(f: Finding) -> bool:
        if f.where is None or f.where.file not in blocks or f.code not in _OF_PARTS:
            return True
        starts, taken = blocks[f.where.file]
        at = bisect_right(starts, (f.where.line or 0, f.where.column or 0)) - 1
        return at >= 0 and taken[at]

    return tuple(f for f in found if asked(f))


_OF_PARTS = frozenset(f"XG-READ-0{n:02}" for n in (5, 6, 7, 8, 9, 10, 30, 31))
"""Findings on tables and numbers."""
