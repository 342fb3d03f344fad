"""``xbrlgen init``: a filing project drafted from documents alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xbrlgen.assist.draft import draft
from xbrlgen.catalog import open_catalog
from xbrlgen.catalog.suggest import open_suggester
from xbrlgen.mapping.drafted import DraftPart, MappingText, filing_text, mapping_text
from xbrlgen.model.codes import finding
from xbrlgen.model.drafted import Drafted, DraftedLine, LeftTable
from xbrlgen.model.finding import Finding, Severity, XbrlgenError
from xbrlgen.model.mapping import ProseRule
from xbrlgen.model.project import FILING, Project, read_file
from xbrlgen.model.where import Where
from xbrlgen.pipeline import Options, Result, check, propose_ties
from xbrlgen.pipeline.output import free_folder, write_folder
from xbrlgen.read import read_bytes

MAPPING = "mapping.yaml"
_ROUNDS = 6
"""A round takes out what the last one showed to be wrong; a draft settles in two or three."""


@dataclass(frozen=True, slots=True)
class Initiated:
    """A drafted project: where it is, what it says, and what is still to be settled in it."""

    project: str
    drafted: Drafted
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    prose: int
    taken_out: int

    @property
    def lines(self) -> tuple[DraftedLine, ...]:
        """All lines that give facts."""
        return tuple(line for s in self.drafted.statements for line in s.lines if line.concept is not None)


def init(
    sources: Sequence[Path],
    out: Path,
    *,
    taxonomy: str = "us-gaap/2025",
    form: str = "8-K",
    prefix: str | None = None,
    packages: tuple[Path, ...] = (),
) -> Initiated:
    """Draft a project from its documents and write it to ``out``, whole or not at all.

    The draft is built once; what arithmetic or another statement contradicts is taken out of it and named.
    The same documents give the same draft.

    Raises XbrlgenError: for a document that cannot be read, XG-OUT-001 for a folder that holds something,
    XG-MAP-012 if no table of the documents is a statement that the draft can read.
    """
    free_folder(out)
    catalog = open_catalog(taxonomy, packages)
    suggester = open_suggester(catalog)
    if suggester is None:
        message = f"{taxonomy} has no table of filers' captions, which a draft needs"
        raise XbrlgenError(finding("XG-MAP-015", message, hint="draft with us-gaap/2025"))
    names = _names(sources)
    files = {name: _document(path) for name, path in zip(names, sources, strict=True)}
    read = tuple(read_bytes(files[n], file=n) for n in names)
    texts = [data[:40_000].decode("utf-8", "replace") for data in files.values()]
    drafted = draft(read, texts, catalog, suggester)
    if not drafted.statements:
        tables = sum(len(s.tables) for s in read)
        message = f"no balance sheet, income statement or cash flow was found in {tables} tables"
        hint = "write mapping.yaml by hand; docs/mapping-reference.md says how"
        raise XbrlgenError(finding("XG-MAP-012", message, Where(names[0]), hint=hint))
    return _Mending(out, names, files, taxonomy, form, prefix or _prefix(drafted), packages).run(drafted)


@dataclass(slots=True)
class _Mending:
    """The draft, built and mended until nothing in it contradicts itself."""

    out: Path
    names: Sequence[str]
    files: dict[str, bytes]
    taxonomy: str
    form: str
    prefix: str
    packages: tuple[Path, ...]
    taken_out: int = 0

    def run(self, drafted: Drafted) -> Initiated:
        result = self.built(drafted, ())
        for _ in range(_ROUNDS):
            mended = self.mended(drafted, result)
            if mended == drafted:
                break
            drafted = mended
            result = self.built(drafted, ())
        prose = self.prose()
        if prose:
            result = self.built(drafted, prose)
            if any(f.severity is Severity.ERROR and f.code.startswith("XG-TIE") for f in result.findings):
                prose = ()
                result = self.built(drafted, prose)
        write_folder(self.out, self.files)
        open_ = tuple(f for f in result.findings if f.severity is not Severity.INFO)
        return Initiated(
            self.out.as_posix(), drafted, tuple(sorted(self.files)), open_, len(prose), self.taken_out
        )

    def built(self, drafted: Drafted, prose: Sequence[ProseRule]) -> Result:
        self.files[MAPPING] = self.laid_out(drafted, prose).text.encode()
        self.files[FILING] = filing_text(drafted, self.names, self.form).encode()
        return check(Project.of(self.files), Options(fast=True, packages=self.packages))

    def laid_out(self, drafted: Drafted, prose: Sequence[ProseRule] = ()) -> MappingText:
        return mapping_text(drafted, self.taxonomy, self.prefix, prose)

    def prose(self) -> tuple[ProseRule, ...]:
        """Rules for the running text that the facts bear out without exception."""
        _, proposals = propose_ties(Project.of(self.files), Options(fast=True, packages=self.packages))
        return tuple(p.rule for p in proposals if all(tie.holds for _, tie in p.ties))

    def mended(self, drafted: Drafted, result: Result) -> Drafted:
        """The draft without what the findings of its first build point at."""
        parts = self.laid_out(drafted).parts
        bad: dict[DraftPart, str] = {}
        for found in result.findings:
            if found.severity is not Severity.ERROR:
                continue
            places = (found.where, *(r.where for r in found.related))
            held = [p for w in places if (p := _part(parts, w)) is not None]
            held = held or [p for w in places if (p := _row(drafted, w)) is not None]
            # A sum that does not hold goes before the lines it names.
            held.sort(key=lambda p: ("sum", "line", "statement").index(p.kind))
            if held:
                bad.setdefault(held[0], found.code)
        self.taken_out += len(bad)
        return _without(drafted, bad)


def _part(parts: Sequence[DraftPart | None], where: Where | None) -> DraftPart | None:
    if where is None or where.file != MAPPING or where.line is None or not 0 < where.line <= len(parts):
        return None
    return parts[where.line - 1]


def _row(drafted: Drafted, where: Where | None) -> DraftPart | None:
    """The line of the draft whose row stands at a place of the document."""
    if where is None:
        return None
    for number, statement in enumerate(drafted.statements):
        for n, line in enumerate(statement.lines):
            places = (line.line.where, *(cell.where for cell in line.line.cells))
            if line.concept is not None and any(_same_row(where, place) for place in places):
                return DraftPart("line", number, n)
    return None


def _same_row(where: Where, place: Where) -> bool:
    if where.file != place.file:
        return False
    if where.cell is not None or place.cell is not None:
        return where.sheet == place.sheet and where.cell == place.cell
    return where.line is not None and where.line == place.line


def _without(drafted: Drafted, bad: dict[DraftPart, str]) -> Drafted:
    statements = []
    left = list(drafted.left)
    for number, statement in enumerate(drafted.statements):
        whole = bad.get(DraftPart("statement", number))
        if whole is not None:
            reason = f"the draft could not settle it ({whole})"
            left.append(LeftTable(statement.table, statement.named, statement.has, reason))
            continue
        gone = {
            line.concept.partition(":")[2] + (f"[{line.member.name}]" if line.member is not None else "")
            for n, line in enumerate(statement.lines)
            if DraftPart("line", number, n) in bad and line.concept is not None
        }
        lines = tuple(
            replace(
                line,
                concept=None,
                own=None,
                member=None,
                also=(),
                omit=f"the draft could not settle it ({code})",
            )
            if (code := bad.get(DraftPart("line", number, n))) is not None
            else line
            for n, line in enumerate(statement.lines)
        )
        sums = tuple(
            s
            for n, s in enumerate(statement.sums)
            if DraftPart("sum", number, n) not in bad and not gone & {s.total, *(name for name, _ in s.parts)}
        )
        statements.append(replace(statement, lines=lines, sums=sums))
    used = {e.name for s in statements for line in s.lines for e in (line.own, line.member) if e is not None}
    own = tuple(e for e in drafted.own if e.name in used)
    return replace(drafted, statements=tuple(statements), left=tuple(left), own=own)


def _document(path: Path) -> bytes:
    """The bytes of a document named on the command line; there is no filing.yaml yet that could name it."""
    try:
        return read_file(path, path.as_posix())
    except XbrlgenError as error:
        hint = "name the document to draft from: a release or report that is there and can be read"
        raise XbrlgenError(*(replace(f, hint=hint) for f in error.findings)) from None


def _names(sources: Sequence[Path]) -> list[str]:
    """The documents' names in the project: their own, unless two are called alike."""
    names: list[str] = []
    for path in sources:
        name, again = path.name, 1
        while name in names or name in (MAPPING, FILING):
            again += 1
            name = f"{path.stem}-{again}{path.suffix}"
        names.append(name)
    return names


def _prefix(drafted: Drafted) -> str:
    """Letters of the company's name: "Example Widgets Corp" gives ``exampl``."""
    letters = re.sub(r"[^a-z]", "", (drafted.about.name or "").lower())
    return letters[:6] if len(letters) >= 3 else "co"
