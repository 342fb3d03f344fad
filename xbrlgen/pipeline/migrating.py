"""``xbrlgen migrate``: a project's mapping carried to another taxonomy year, and held to the same facts."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from xbrlgen.assist.migrate import STANDARD, MigrationInput, Years, fates
from xbrlgen.assist.migrate_choices import Decisions, decide
from xbrlgen.assist.migrate_edits import edits_of
from xbrlgen.assist.migrate_messages import certain, told, undecided
from xbrlgen.catalog import Catalog, open_catalog
from xbrlgen.compare.asked import with_sign
from xbrlgen.compare.expectation import FILES, FOLDER, parse, write
from xbrlgen.compare.identity import compare
from xbrlgen.compare.renamed import Renames, renamed, with_consequences
from xbrlgen.mapping.edit import apply_edits
from xbrlgen.mapping.load import load_mapping
from xbrlgen.mapping.load_filing import load_report
from xbrlgen.mapping.positions import load_yaml
from xbrlgen.mapping.uses import uses_in_filing, uses_in_mapping
from xbrlgen.model.codes import finding
from xbrlgen.model.difference import Difference
from xbrlgen.model.edit import Edit
from xbrlgen.model.finding import Finding, Related, XbrlgenError
from xbrlgen.model.migration import Choice, Compared, Fate, Migrated, Replacement
from xbrlgen.model.project import FILING, Project
from xbrlgen.model.recorded import PARTS, Recorded
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Base
from xbrlgen.model.where import Where
from xbrlgen.pipeline import Run, home, work
from xbrlgen.pipeline.files import clear_left_over, write_whole
from xbrlgen.pipeline.steps import read_sources
from xbrlgen.pipeline.testing import record_of

_YEAR = re.compile(r"([a-z-]+)/(\d{4})")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked. ``packages`` serve every year: each answers for those that it holds.

    ``write`` carries the edits out; ``patch`` is a file that gets them as a patch.
    """

    to: str
    choose: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    packages: tuple[Path, ...] = ()
    write: bool = False
    patch: Path | None = None


def migrate(project: Project | Path, request: Request) -> Migrated:
    """Carry the mapping of a filing project to the taxonomy year ``request.to``.

    Replaced are the concepts with one successor and those decided; the mapping names the new year only
    once nothing is undecided. The facts are held against those before, and of the expectation that is
    updated which the replacements ask for. Files are written together or not at all.

    Raises XbrlgenError: for a project that cannot be read, XG-MAP-015 for a year that is neither shipped
    nor installed, XG-MIG-007 for a request that cannot be followed, XG-OUT-003 if files cannot be written.
    """
    return _Migration(Project.at(project), request).run()


class _Migration:
    def __init__(self, project: Project, request: Request) -> None:
        self.project, self.request = project, request
        self.filing = load_report(project)
        self.yaml = load_yaml(project, self.filing.mapping)
        self.years = self.find_years()
        self.base: Base = _Assumed(self.years, _names(self.yaml.raw))
        self.rules, self.vocabulary = load_mapping(project, self.filing.mapping, lambda _: self.base)
        cover = uses_in_filing(load_yaml(project, FILING))
        uses = uses_in_mapping(self.yaml, self.vocabulary.prefix, self.vocabulary.resolve)
        self.waivers = tuple(u for u in cover if u.kind == "waiver")
        members = tuple(u for u in cover if u.kind == "member")
        self.ground = MigrationInput.of(self.years, self.rules, self.vocabulary, (*uses, *members))
        self.sources = read_sources(project, self.filing)
        self.notes: list[str] = []

    # -- the years ---------------------------------------------------------------------------

    def find_years(self) -> Years:
        packages, to = self.request.packages, self.request.to
        new = open_catalog(to, packages)
        name = self.taxonomy()
        before, after = _YEAR.fullmatch(name), _YEAR.fullmatch(to)
        if before is not None and after is not None and after[2] < before[2]:
            message = f"{to} is earlier than {name}, which the mapping names"
            hint = "a mapping is carried forward; take an earlier one from version control"
            raise XbrlgenError(finding("XG-MIG-007", message, self.yaml.where(("taxonomy",)), hint=hint))
        old = _opened(name, packages)
        between: list[Catalog] = []
        if before is not None and after is not None:
            names = (f"{after[1]}/{year}" for year in range(int(after[2]) - 1, int(before[2]), -1))
            between += [c for n in names if (c := _opened(n, packages)) is not None]
        return Years(old, new, tuple(between))

    def taxonomy(self) -> str:
        raw = self.yaml.raw
        name = raw.get("taxonomy") if isinstance(raw, dict) else None
        return name.strip() if isinstance(name, str) else ""

    # -- the way -----------------------------------------------------------------------------

    def run(self) -> Migrated:
        found = fates(self.ground)
        decisions = decide(self.ground, found, self.request.choose, self.request.keep)
        open_ = tuple(f.qname for f in found if undecided(f, decisions))
        complete = not open_
        choices, held = self.choices(found, decisions, complete)
        target = self.years.new if complete or self.years.old is None else self.years.old
        made = edits_of(self.ground, choices, target, self.waivers)
        edits = (*self.renaming(complete), *made.edits)
        texts = self.texts(edits)
        self.say(found, held, open_)
        year = (self.taxonomy(), self.request.to if complete else self.taxonomy())
        signs = [with_sign(*signed) for signed in made.signs]
        renames = Renames(choices, made.relations, year, self.label, signs)
        side = self.compared(texts, renames, complete)
        findings = [*told(self.ground, found, decisions, held), *made.kept]
        if side is not None:
            findings += [_other(d, self.filing.mapping) for d in side.compared.others]
            texts |= side.expectation
        diffs = {name: self.diff(name, new) for name, new in texts.items() if not name.startswith(FOLDER)}
        diffs = {name: text for name, text in diffs.items() if text}
        waiting = (
            decisions.choices.get(f.qname) or Choice(f.qname, f.successors) for f in found if f.qname in held
        )
        replacements = tuple(
            Replacement(choice, choice.old in decisions.choices, held.get(choice.old, ""))
            for choice in (*choices.values(), *waiting)
        )
        return Migrated(
            project=self.project.title,
            taxonomies=(self.taxonomy(), self.request.to),
            sources=(_source(self.years.old), _source(self.years.new)),
            fates=found,
            replacements=replacements,
            findings=tuple(sorted(findings, key=Finding.sort_key)),
            undecided=open_,
            complete=complete,
            diffs=diffs,
            compared=None if side is None else side.compared,
            notes=tuple(self.notes),
            written=self.written(texts, diffs),
        )

    def choices(
        self, found: Sequence[Fate], decisions: Decisions, complete: bool
    ) -> tuple[dict[str, Choice], dict[str, str]]:
        """What is replaced now, and what is held back: the mapping must build with the year that it names."""
        choices: dict[str, Choice] = {}
        held: dict[str, str] = {}
        for fate in found:
            choice = decisions.choices.get(fate.qname)
            if choice is None and fate.qname not in decisions.kept:
                choice = certain(fate)
            if choice is None:
                continue
            old = self.years.old
            if not complete and old is not None:
                names = [n for n in choice.news if n not in old and not self.vocabulary.is_own(n)]
                if names or choice.news == (fate.qname,):
                    held[fate.qname] = f"{', '.join(names or choice.news)} waits for {self.request.to}"
                    continue
            choices[fate.qname] = choice
        return choices, held

    def renaming(self, complete: bool) -> Iterator[Edit]:
        if complete and self.taxonomy() != self.request.to:
            where = self.yaml.where(("taxonomy",))
            yield Edit(
                self.filing.mapping, "set", ("taxonomy",), self.request.to, reason="the year", where=where
            )

    def texts(self, edits: Iterable[Edit]) -> dict[str, str]:
        """The two files as they will be, those that change."""
        by_file: dict[str, list[Edit]] = {}
        for edit in edits:
            by_file.setdefault(edit.file, []).append(edit)
        return {name: apply_edits(self.text(name), some) for name, some in by_file.items()}

    def text(self, name: str) -> str:
        return self.project.read(name).decode("utf-8")

    def label(self, qname: str) -> str:
        concept = self.years.new.concept(qname)
        return "" if concept is None else concept.label

    def diff(self, name: str, new: str) -> str:
        """A unified diff; a file without a last line end is marked as such programs expect."""
        before = self.text(name).splitlines(keepends=True)
        lines = difflib.unified_diff(before, new.splitlines(keepends=True), f"a/{name}", f"b/{name}")
        return "".join(x if x.endswith("\n") else f"{x}\n\\ No newline at end of file\n" for x in lines)

    def say(self, found: Sequence[Fate], held: Mapping[str, str], open_: Sequence[str]) -> None:
        old, new = self.years.old, self.years.new
        if old is None:
            self.notes.append(
                f"{self.taxonomy()} is not at hand (--taxonomy-package with its package): types, balances, "
                "period types, labels and sums of what stays in force are not compared, so check the signs"
            )
        elif not self.years.same:
            without = [c.name for c in (old, new) if not c.indexes()]
            if without:
                self.notes.append(
                    f"calculation parents are not compared: the tables of {' and '.join(without)} have none"
                )
        assumed = [f.qname for f in found if old is not None and f.successors and f.qname not in old]
        if assumed:
            self.notes.append(
                f"not in {self.taxonomy()} either, so taken to be like its successor: {', '.join(assumed)}"
            )
        if open_:
            count = f"{len(open_)} concept{'s are' if len(open_) > 1 else ' is'}"
            wait = "" if self.years.same else f"the mapping stays with {self.taxonomy()} until "
            done = " to be decided" if self.years.same else " decided"
            self.notes.append(f"{wait}{count}{done}: {', '.join(open_)}")
        if held:
            self.notes.append(
                f"held back until then, {self.taxonomy()} lacks what takes their place: {', '.join(held)}"
            )

    # -- the facts ---------------------------------------------------------------------------

    def compared(self, texts: Mapping[str, str], renames: Renames, complete: bool) -> _Expected | None:
        """The filing before and after, and the expectation with what was approved."""
        expected, files = self.expected()
        if self.years.old is not None:
            worked = work(self.filing, self.rules, self.vocabulary, self.sources)
            before = record_of(worked, self.project)
            what = f"a build with {self.taxonomy()}"
        elif complete and len(files) == len(PARTS):
            before, what = expected, f"{FOLDER}/"
        else:
            self.notes.append(
                f"the facts are not compared: without {self.taxonomy()} the project cannot be built as it is"
            )
            return None
        after = record_of(self.worked(texts, self.years.new if complete else self.base), self.project)
        target = renamed(before, renames)
        should = with_consequences(target, target, after, renames)
        side = Compared(
            what,
            (len(before.facts), len(after.facts)),
            compare(before, should),
            compare(should, after),
        )
        if not files:
            return _Expected(side, {})
        wanted = with_consequences(renamed(expected, renames), target, after, renames)
        return _Expected(side, {f"{FOLDER}/{FILES[part]}": write(wanted, part) for part in files})

    def expected(self) -> tuple[Recorded, tuple[str, ...]]:
        """The expectation, and the parts of it that there are. Raises XbrlgenError if one cannot be read."""
        found: dict[str, str] = {}
        for part in PARTS:
            name = f"{FOLDER}/{FILES[part]}"
            if self.project.holds(name):
                try:
                    found[part] = self.project.read(name).decode("utf-8").replace("\r\n", "\n")
                except UnicodeDecodeError:
                    raise XbrlgenError(
                        finding("XG-REG-004", f"{name} is not UTF-8 text", Where(name))
                    ) from None
        if len(found) < len(PARTS):
            self.notes.append(f"no expectation to update: {FOLDER}/ lacks {_files(set(PARTS) - set(found))}")
        return parse(found), tuple(found)

    def worked(self, texts: Mapping[str, str], base: Base) -> Run:
        """The project as it will be, worked out."""
        after = self.project.with_files({name: text.encode("utf-8") for name, text in texts.items()})
        filing = load_report(after)
        rules, vocabulary = load_mapping(after, filing.mapping, lambda _: base)
        return work(filing, rules, vocabulary, self.sources)

    # -- what is written ---------------------------------------------------------------------

    def written(self, texts: Mapping[str, str], diffs: Mapping[str, str]) -> tuple[str, ...]:
        files: dict[Path, bytes | Iterable[bytes]] = {}
        names: list[str] = []
        if self.request.write:
            folder = home(self.project)
            clear_left_over(folder / name for name in texts)
            for name, text in texts.items():
                data = text.encode("utf-8")
                if not self.project.holds(name) or self.project.read(name) != data:
                    files[folder / name] = data
                    names.append(name)
        if self.request.patch is not None and diffs:
            files[self.request.patch] = "".join(diffs.values()).encode("utf-8")
            names.append(self.request.patch.as_posix())
        write_whole(files)
        return tuple(names)


@dataclass(frozen=True, slots=True)
class _Expected:
    compared: Compared
    expectation: dict[str, str]
    """File -> its new text."""


class _Assumed:
    """The old year, with names that it does not have taken to be like their successors.

    So a mapping can be read, and built as it means to be, that already uses names which are gone. Where
    the old year is not at hand every name of the mapping is taken to exist.
    """

    def __init__(self, years: Years, names: frozenset[str]) -> None:
        self.years, self.names = years, names
        self.real = years.old or years.new
        self.name = self.real.name
        self.prefixes = self.real.prefixes
        self.is_stand_in = self.real.is_stand_in

    def concept(self, qname: str) -> Concept | None:
        known = self.real.concept(qname)
        if known is not None or qname not in self.names:
            return known
        if self.years.old is None and (before := self.years.before(qname)) is not None:
            return before
        like = next((c for q in self.years.successors(qname) if (c := self.years.new.concept(q))), None)
        if like is not None:
            return replace(like, qname=qname)
        return Concept(qname, "xbrli:monetaryItemType", "duration") if self.years.old is None else None

    def near(self, text: str, n: int = 3) -> list[str]:
        return self.real.near(text, n)

    def namespace(self, prefix: str) -> str:
        return self.real.namespace(prefix)

    def location(self, prefix: str) -> str:
        return self.real.location(prefix)

    def domain_of(self, axis: str) -> str | None:
        return self.real.domain_of(axis)


def _names(raw: object) -> frozenset[str]:
    """Every standard name that stands as a whole value or key, and those of sums with it."""
    found: set[str] = set()
    waiting = [raw]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            waiting += [*node, *node.values()]
        elif isinstance(node, list):
            waiting += node
        elif isinstance(node, str):
            found.update(re.findall(rf"(?<![\w-])(?:{'|'.join(STANDARD)}):[A-Za-z_][\w.]*", node))
    return frozenset(found)


def _opened(name: str, packages: tuple[Path, ...]) -> Catalog | None:
    try:
        return open_catalog(name, packages)
    except XbrlgenError as error:
        if any(f.code != "XG-MAP-015" for f in error.findings):
            raise
        return None


def _source(catalog: Catalog | None) -> str:
    if catalog is None:
        return "not at hand"
    source = catalog.describe().partition(": ")[0]
    return f"{source}, a selection of its concepts" if catalog.is_stand_in else source


def _files(parts: Iterable[str]) -> str:
    return ", ".join(FILES[part] for part in PARTS if part in set(parts))


def _other(difference: Difference, mapping: str) -> Finding:
    related = [Related("source", difference.source)] if difference.source is not None else []
    return finding("XG-MIG-006", difference.message, difference.rule or Where(mapping), related=related)
