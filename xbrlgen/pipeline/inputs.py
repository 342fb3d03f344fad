"""What is named for a comparison, told apart by its content and read: see :func:`open_input`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from xbrlgen.catalog import open_catalog
from xbrlgen.catalog.tables import available
from xbrlgen.compare.causes.align import TELLS
from xbrlgen.compare.comparable import comparable
from xbrlgen.mapping.load import load_mapping
from xbrlgen.model.codes import finding
from xbrlgen.model.comparison import MAPPING, PACKAGE, PROJECT, RELEASE, Input
from xbrlgen.model.finding import Severity, XbrlgenError
from xbrlgen.model.mapping import Mapping
from xbrlgen.model.project import FILING, Project, path_is_folder, read_file
from xbrlgen.model.recorded import Recorded
from xbrlgen.model.source import Source
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Base
from xbrlgen.model.where import Where
from xbrlgen.pipeline import load, work
from xbrlgen.pipeline.filed import find_filed, head_of, holds_filing, unfit
from xbrlgen.pipeline.testing import record_of
from xbrlgen.read import read_source
from xbrlgen.written import files as written_files
from xbrlgen.written.files import kind_of
from xbrlgen.written.oim import read_json
from xbrlgen.written.reader import read
from xbrlgen.written.report import report_of
from xbrlgen.written.submission import is_submission

_CODE = "XG-REG-009"
_READABLE = frozenset({"xml", "xsd", "htm", "html", "xhtml"})
_YAML_KEY = re.compile(r"^(taxonomy|statements|extension|sources|entity|mapping):", re.MULTILINE)
_NO_YAML = re.compile(r"^(?!#|- |---|\.\.\.|[\w-]+:|[}\]])\S", re.MULTILINE)
_LINKBASES = {"presentation", "calculation", "definition"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A side, read. One of ``recorded``, ``mapping`` and ``source`` is set; ``may`` says which parts the
    recorded can tell of. ``root`` is the folder its places are relative to."""

    side: Input
    root: Path | Project
    recorded: Recorded | None = None
    may: frozenset[str] = frozenset()
    mapping: Mapping | None = None
    source: Source | None = None


def open_input(path: Project | Path, packages: tuple[Path, ...] = ()) -> Opened:
    """Read a filing project, mapping, release, folder or zip with XBRL, inline document, instance or JSON.

    Raises XbrlgenError: XG-REG-009 for what is none of these or is broken, and what reading raises.
    """
    if isinstance(path, Project):
        return _project(path, packages)
    if path_is_folder(path):
        return _project(Project.at(path), packages) if (path / FILING).exists() else _filed(path)
    head = head_of(path, _CODE)
    if is_submission(head):
        return _filed(path) if holds_filing(path, _CODE) else _release(path)
    if kind_of(head) != written_files.OTHER:
        return _filed(path)
    if path.suffix.lower() in (".yaml", ".yml") or _is_yaml(head):
        return _mapping(path, packages)
    return _release(path)


# -- projects, mappings, releases ------------------------------------------------------------


def _project(project: Project, packages: tuple[Path, ...]) -> Opened:
    worked = work(*load(project, packages))
    # What two mappings ask for is compared as mappings (`xbrlgen diff A/mapping.yaml B/mapping.yaml`).
    recorded = replace(record_of(worked), asked=())
    errors = sum(f.count for f in recorded.findings if f.severity == str(Severity.ERROR))
    notes = (f"has {errors} {'error' if errors == 1 else 'errors'} of its own",) if errors else ()
    side = _side(project.title, PROJECT, recorded, notes)
    return Opened(side, project, recorded, frozenset(TELLS) - {"notes"})


def _mapping(path: Path, packages: tuple[Path, ...]) -> Opened:
    if set(_YAML_KEY.findall(_text(path))) & {"sources", "entity"}:
        raise _unfit(path, "is a filing.yaml", f"name its folder: {path.parent.as_posix()}")
    notes: list[str] = []

    def open_base(name: str) -> Base:
        try:
            return _AnyBase(name, open_catalog(name, packages=packages))
        except XbrlgenError:
            notes.append(f"{name} is not installed here; its names are taken as they stand")
            return _AnyBase(name, open_catalog(available()[-1]))

    mapping, _ = load_mapping(Project.at(path.parent), path.name, open_base)
    lines = sum(1 for s in mapping.statements for _ in s.rules())
    side = Input(
        path.as_posix(),
        MAPPING,
        taxonomy=mapping.taxonomy,
        counts=(
            ("statements", len(mapping.statements)),
            ("lines", lines),
            ("own elements", len(mapping.custom)),
        ),
        notes=tuple(notes),
    )
    return Opened(side, path.parent, mapping=mapping)


class _AnyBase:
    """A taxonomy that need not be at hand: a name it does not know is taken as one of its first prefix.

    Two mappings can be compared without what their concepts mean.
    """

    def __init__(self, name: str, known: Base) -> None:
        self.name, self._known = name, known
        self.prefixes = known.prefixes
        self.namespace, self.location = known.namespace, known.location
        self.domain_of, self.near = known.domain_of, known.near

    @property
    def is_stand_in(self) -> bool:
        return True

    def concept(self, qname: str) -> Concept | None:
        known = self._known.concept(qname)
        if known is None and qname.partition(":")[0] == self.prefixes[0]:
            return Concept(qname, "xbrli:monetaryItemType", "duration")
        return known


def _release(path: Path) -> Opened:
    source = read_source(path, file=path.name)
    if not source.tables:
        raise _unfit(path, "is text without a table", "name a release that has its statements in it")
    lines = sum(bool(line.cells) for t in source.tables for line in t.lines)
    counts = (("tables", len(source.tables)), ("lines", lines))
    return Opened(Input(path.as_posix(), RELEASE, counts=counts), path.parent, source=source)


# -- written XBRL ----------------------------------------------------------------------------


def _filed(path: Path) -> Opened:
    filed = find_filed(path, _CODE)
    gathered, kind, root = filed.gathered, filed.kind, filed.root
    if gathered.kind == written_files.REPORT_JSON:
        name, data = gathered.files[0]
        try:
            written = read_json(name, data)
        except ValueError as error:
            raise _unfit(path, str(error), "name an xBRL-JSON report") from None
    else:
        # A report is known by its content, whatever its name ends in.
        as_ = {written_files.INLINE: "htm", written_files.INSTANCE: "xml"}.get(gathered.kind, "xsd")
        named = {n: as_ for n, _ in gathered.files[:1] if n.rpartition(".")[2].lower() not in _READABLE}
        written = read(gathered.files, None, chosen=False, suffixes=named)
    for file in written.files:
        if file.root is None and file.kind != "other":
            where = Where((root / file.name).as_posix() if kind != PACKAGE else file.name, file.line)
            raise XbrlgenError(
                finding(
                    "XG-REG-009",
                    f"{file.name} cannot be read: {file.problem}",
                    where,
                    hint="the file may be cut off; fetch it again",
                )
            )
    report = report_of(written)
    recorded = comparable(report)
    may = {"facts", "notes"} if gathered.kind != written_files.SCHEMA else set()
    may -= {"notes"} if gathered.kind == written_files.REPORT_JSON else set()
    may |= {x.kind for x in recorded.arcs}
    may |= {"labels"} if recorded.labels else set()
    if written.schema is not None:
        may.add("elements")
        # A taxonomy with some linkbases could have the others: that it has none is something to tell.
        may |= _LINKBASES if recorded.arcs else set()
    notes = [f"{name} is named in it and not there" for name in gathered.missing]
    notes += [f.message for f in report.findings]
    unread = sum(f.value is None and not f.nil for f in written.facts)
    if unread:
        notes.append(f"{unread} facts cannot be read as numbers; they are compared as they stand")
    if "facts" in may and not recorded.facts:
        raise _unfit(path, "has no fact in it", "name a report")
    return Opened(_side(path.as_posix(), kind, recorded, tuple(notes)), root, recorded, frozenset(may))


def _side(title: str, kind: str, recorded: Recorded, notes: tuple[str, ...]) -> Input:
    counts = (
        ("facts", len(recorded.facts)),
        ("statements", len(recorded.roles)),
        ("own elements", len(recorded.elements)),
    )
    report = recorded.report
    return Input(
        title,
        kind,
        report.entity,
        report.document,
        report.taxonomy,
        tuple(c for c in counts if c[1]),
        notes,
    )


# -- files -----------------------------------------------------------------------------------


def _is_yaml(head: bytes) -> bool:
    """Two keys of ours, and nothing at the beginning of a line but keys, items and comments."""
    text = head.decode("utf-8", "replace")
    return len(set(_YAML_KEY.findall(text))) >= 2 and not _NO_YAML.search(text)


def _text(path: Path) -> str:
    return read_file(path, path.name).decode("utf-8", "replace")


def _unfit(path: Path, why: str, hint: str) -> XbrlgenError:
    return unfit(path, _CODE, why, hint)
