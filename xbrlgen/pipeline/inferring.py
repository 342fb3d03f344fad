"""Rules for an imported filing: proposed, read as any mapping is, held against the filing, and mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from xbrlgen.assist.import_explained import Explained, explained, kept, learn, learn_texts
from xbrlgen.assist.import_periods import PeriodNames
from xbrlgen.assist.import_rules import Learned, RoleNames, statements_of
from xbrlgen.assist.import_tables import FactCell, FactTable, fact_tables
from xbrlgen.assist.import_texts import ROLE, TITLE, TextFact, text_facts, text_lines
from xbrlgen.build import build
from xbrlgen.catalog import open_catalog
from xbrlgen.mapping.load import load_mapping
from xbrlgen.mapping.load_filing import load_report
from xbrlgen.mapping.match import match
from xbrlgen.mapping.writing import Layout, block
from xbrlgen.model.edit import Node
from xbrlgen.model.given import Given
from xbrlgen.model.period import Period
from xbrlgen.model.project import FILING, Project
from xbrlgen.model.report import Fact, Report
from xbrlgen.model.source import Source
from xbrlgen.pipeline.steps import read_sources

MAPPING = "mapping.yaml"


@dataclass(frozen=True, slots=True)
class Ruled:
    """The files with the rules in them, the tags that are left to be stated, and how many rules give."""

    files: dict[str, bytes]
    given: dict[str, tuple[Given, ...]]
    by_rules: int


def infer_rules(
    files: Mapping[str, bytes],
    filing: Mapping[str, Node],
    mapping: Mapping[str, Node],
    given: Mapping[str, tuple[Given, ...]],
    report: Report,
    title: str,
) -> Ruled:
    """Rules for the tables of the pages.

    They are written, read and carried out three times: to see what they give, with what was learned of
    that, and without those of which nothing was right. Whatever they get wrong stays a tag of its own, so
    that the project gives back every fact however good they are.
    """
    return _Inferring(dict(files), dict(filing), dict(mapping), dict(given), report, title).run()


class _Inferring:
    def __init__(
        self,
        files: dict[str, bytes],
        filing: dict[str, Node],
        mapping: dict[str, Node],
        given: dict[str, tuple[Given, ...]],
        report: Report,
        title: str,
    ) -> None:
        self.files, self.filing, self.mapping = files, filing, mapping
        self.given, self.report, self.title = given, report, title
        said = load_report(self.project)
        self.periods = PeriodNames(said.document.period_end, said.fiscal_year_end)
        self.tables: dict[str, list[FactTable]] = {}
        self.texts: dict[str, list[TextFact]] = {}

    @property
    def project(self) -> Project:
        return Project.of(self.files)

    def run(self) -> Ruled:
        filing = load_report(self.project)
        pages = [s for s in read_sources(self.project, filing) if s.page is not None]
        for source in pages:
            self.tables[source.file] = list(fact_tables(source, self.given.get(source.file, ())))
            for table in self.tables[source.file]:
                self.periods.add(c.facts[0].period for c in table.cells.values() if c.facts[0].period)
            self.texts[source.file] = text_facts(source, self.given.get(source.file, ()))
            self.periods.add(
                t.cell.facts[0].period for t in self.texts[source.file] if t.cell.facts[0].period
            )
        learned = Learned({})
        facts = self.facts(pages, learned)
        if not any(self.tables.values()) and not any(self.texts.values()):
            return Ruled(self.files, self.given, 0)
        for _ in range(2):
            lines: dict[tuple[int, int], Mapping[str, Node]] = dict(learned.lines)
            for source in pages:
                lines.update(learn(self.tables[source.file], facts, lines, self.periods))
            told_texts = [t for texts in self.texts.values() for t in texts]
            learned = Learned(lines, learn_texts(told_texts, facts, learned.texts, self.periods))
            facts = self.facts(pages, learned)
        told = {s.file: explained(s, self.given.get(s.file, ()), facts) for s in pages}
        for source in pages:
            right = told[source.file].figures
            self.tables[source.file] = list(kept(self.tables[source.file], right))
            self.texts[source.file] = [t for t in self.texts[source.file] if t.cell.figure.id in right]
        facts = self.facts(pages, learned)
        told = {s.file: explained(s, self.given.get(s.file, ()), facts) for s in pages}
        return Ruled(self.files, self.left(told), sum(t.by_rules for t in told.values()))

    def left(self, told: Mapping[str, Explained]) -> dict[str, tuple[Given, ...]]:
        return {file: told[file].given if file in told else rows for file, rows in self.given.items()}

    def facts(self, pages: Sequence[Source], learned: Learned) -> tuple[Fact, ...]:
        """What the rules give, written and read as a user's are."""
        presented = {
            r.id: frozenset(n for a in r.presentation for n in (a.parent, a.child))
            for r in self.report.extension.roles
        }
        roles = RoleNames(presented, {r.id: r.title for r in self.report.extension.roles})
        open_base = partial(open_catalog, packages=())
        bare = {k: v for k, v in self.mapping.items() if k != "statements"}
        self.files[MAPPING] = yaml_of(bare, self.title)
        _, vocabulary = load_mapping(self.project, MAPPING, open_base)
        currency = load_report(self.project).currency
        statements: list[Node] = []
        for source in pages:
            tables = self.tables[source.file]
            statements += statements_of(
                source, tables, roles, self.periods, vocabulary.concept, currency, learned
            )
        lines = [n for t in self.texts.values() for n in text_lines(t, self.periods, learned.texts)]
        if lines:
            statements.append({"role": ROLE, "title": TITLE, "lines": lines})
        if statements:
            bare["statements"] = statements
        self.files[MAPPING] = yaml_of(bare, self.title)
        if self.periods.names:
            self.filing["periods"] = dict(self.periods.node())
        self.files[FILING] = yaml_of(self.filing, self.title)
        filing = load_report(self.project)
        mapping, vocabulary = load_mapping(self.project, MAPPING, open_base)
        matched = match(mapping, pages)
        return tuple(build(filing, mapping, vocabulary, pages, matched).facts)


def _periods(cells: Iterable[FactCell]) -> Iterator[Period]:
    return (p for c in cells if (p := c.facts[0].period) is not None)


def yaml_of(node: Mapping[str, Node], title: str) -> bytes:
    """A file of the project."""
    head = f"# Made by `xbrlgen import` from {title}.\n"
    return (head + "\n".join(block(dict(node), Layout())) + "\n").encode("utf-8")
