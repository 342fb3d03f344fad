"""An expectation as text: three files that a person reviews and a line-by-line diff shows well.

``facts.txt``      what report it is of, then one line a fact
``networks.txt``   roles with their trees, elements, labels
``checks.txt``     each sum, ratio and tie with how often it holds, what patterns, prose and waivers
                   ask for, and the findings that stand

A line is what it says whatever stands around it, so lines can be compared, moved and merged. Text
that is free (values, captions, labels) stands in quotes with JSON's escapes. Lines that are empty or
begin with ``#`` are for people, but for the first, which names the form and its version.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.mapping import NOBODY, Dimensions, DocumentInfo, Entity
from xbrlgen.model.period import FOREVER, Period
from xbrlgen.model.recorded import (
    PARTS,
    AskedRecord,
    CheckRecord,
    FindingRecord,
    RankedArc,
    Recorded,
    gathered,
)
from xbrlgen.model.report import (
    Arc,
    Context,
    Element,
    Extension,
    Fact,
    Footnote,
    Label,
    Origin,
    Report,
    Role,
    StatementLine,
    Unit,
)
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.where import Where
from xbrlgen.model.xbrl import arcrole_of, label_role

VERSION = 1
FOLDER = "expected"
FILES = {part: f"{part}.txt" for part in PARTS}
"""Part -> its file in :data:`FOLDER` of the filing project."""

_HEAD = re.compile(r"# xbrlgen expectation (\d+): (\w+)")
_ABOUT = {
    "facts": "a fact: concept, period, [members] = value unit, decimals, notes: captions it is printed under",
    "networks": "trees in their order; +1 and -1 are weights, a word behind a concept is its preferred label",
    "checks": "in how many periods and sets of members each relation holds and fails; what is asked for",
}
_STRING = r'"(?:[^"\\]|\\.)*"'


def write(recorded: Recorded, part: str) -> str:
    """The text of one part. Raises KeyError for a part that is none of :data:`PARTS`."""
    lines = {"facts": _facts, "networks": _networks, "checks": _checks}[part](recorded)
    head = [f"# xbrlgen expectation {VERSION}: {part}", f"# {_ABOUT[part]}"]
    return "\n".join([*head, *lines]) + "\n"


def version_of(text: str) -> int | None:
    """The version that the first line names, None if it names none."""
    found = _HEAD.match(text)
    return None if found is None else int(found[1])


def parse(texts: dict[str, str]) -> Recorded:
    """What the texts of parts say; a part that is not given is empty.

    Each fact's ``where`` and each arc's ``rule`` is its line in the expectation. Raises XbrlgenError
    with one XG-REG-004 for each line that is not in the form.
    """
    reader = _ExpectationReader()
    for part, text in texts.items():
        reader.read(part, text)
    if reader.problems:
        raise XbrlgenError(*reader.problems)
    extension = Extension(
        elements=tuple(reader.elements),
        roles=gathered(reader.roles, reader.arcs),
        labels=tuple(reader.labels),
    )
    report = Report(
        entity=reader.entity,
        document=reader.document,
        taxonomy=reader.taxonomy,
        facts=tuple(reader.facts),
        footnotes=tuple(reader.footnotes.values()),
        extension=extension,
    )
    return Recorded(
        report, tuple(reader.checks), tuple(reader.findings), tuple(reader.sources), tuple(reader.asked)
    )


# -- writing -------------------------------------------------------------------------------


def _q(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _facts(recorded: Recorded) -> Iterator[str]:
    report = recorded.report
    form, end = (report.document.type, report.document.period_end) if report.document else ("", "")
    yield f"entity {report.entity.identifier} {_q(report.entity.name)}"
    yield f"document {_q(form)} {end}"
    yield f"taxonomy {report.taxonomy}"
    for name, digest in recorded.sources:
        yield f"source {_q(name)} sha256 {digest}"
    statement = None
    for fact in recorded.facts:
        leading = fact.lines[0].statement if fact.lines else ""
        if leading != statement:
            yield ""
            yield f"# {leading or 'Cover'}"
            statement = leading
        yield _fact(fact)


def _fact(fact: Fact) -> str:
    members = ", ".join(f"{axis}={member}" for axis, member in fact.dimensions)
    parts = [f"{fact.qname} {fact.period}"]
    if members:
        parts.append(f"[{members}]")
    parts.append(f"= {_value(fact.value)}")
    if fact.unit_text:
        parts.append(fact.unit_text)
    line = " ".join(parts)
    if isinstance(fact.value, Decimal):
        line += f", decimals {'INF' if fact.decimals is None else fact.decimals}"
    if fact.notes:
        line += f", notes {' '.join(fact.notes)}"
    if fact.lines:
        line += ": " + "; ".join(f"{_q(c.caption)} in {c.statement}" for c in fact.lines)
    return line


def _value(value: Decimal | str | None) -> str:
    if value is None:
        return "nil"
    return f"{value:f}" if isinstance(value, Decimal) else _q(value)


def _networks(recorded: Recorded) -> Iterator[str]:
    by_role: dict[str, dict[str, list[RankedArc]]] = {}
    for arc in recorded.arcs:
        by_role.setdefault(arc.role, {}).setdefault(arc.kind, []).append(arc)
    for role in recorded.roles:
        yield ""
        yield f"role {role.id} {_q(role.title)}"
        for kind, links in by_role.get(role.id, {}).items():
            yield f"  {kind}"
            yield from _tree(links)
    yield ""
    for e in sorted(recorded.elements, key=lambda e: e.qname):
        c, abstract = e.concept, " abstract" if e.concept.abstract else ""
        yield f"element {c.qname} {c.type} {c.period} {c.balance or '-'} {c.substitution}{abstract}"
    yield ""
    for label in sorted(recorded.labels, key=lambda x: (x.concept, x.name)):
        yield f"label {label.concept} {label.name} {_q(label.text)}"


def _tree(links: Iterable[RankedArc]) -> Iterator[str]:
    """Parents before children; a parent's children stand under the first place where it stands."""
    children: dict[str, list[RankedArc]] = {}
    below: set[str] = set()
    for link in links:
        children.setdefault(link.parent, []).append(link)
        below.add(link.child)
    done: set[str] = set()

    def under(parent: str, depth: int) -> Iterator[str]:
        if parent in done:
            return
        done.add(parent)
        for link in sorted(children.get(parent, ()), key=lambda x: x.order):
            yield "  " * depth + _link(link)
            yield from under(link.child, depth + 1)

    roots = [p for p in children if p not in below]
    for root in (*roots, *children):  # what is left after the roots is a circle
        if root not in done:
            yield f"    {root}"
            yield from under(root, 3)


def _link(link: RankedArc) -> str:
    if link.kind == "calculation":
        return f"{link.weight:+} {link.child}" if link.weight is not None else f"? {link.child}"
    if link.kind == "definition":
        return f"{link.arcrole} {link.child}"
    return f"{link.child} {link.preferred}" if link.preferred else link.child


def _checks(recorded: Recorded) -> Iterator[str]:
    scope = None
    for check in recorded.checks:
        if check.scope != scope:
            yield ""
            yield f"in {_q(check.scope)}"
            scope = check.scope
        yield f"  holds {check.held}, fails {check.failed}: {check.formula}"
    scope = None
    for asked in recorded.asked:
        if asked.scope != scope:
            yield ""
            yield f"asked of {_q(asked.scope)}"
            scope = asked.scope
        yield f"  {asked.text}"
    yield ""
    for found in recorded.findings:
        yield f"finding {found.code} {found.severity} {found.count}"


# -- reading -------------------------------------------------------------------------------

_FACT = re.compile(
    rf"(?P<concept>\S+) (?P<period>\S+)(?: \[(?P<members>[^\]]*)\])? = "
    rf"(?P<value>{_STRING}|nil|-?[\d.]+)(?: (?P<unit>[^\s,:]+))?"
    rf"(?:, decimals (?P<decimals>-?\d+|INF))?(?:, notes (?P<notes>[^:]+))?"
    rf"(?:: (?P<captions>{_STRING} in .*))?"
)
_CAPTION = re.compile(rf"(?P<text>{_STRING}) in (?P<statement>\S+?)(?:; |$)")
_ELEMENT = re.compile(r"element (\S+) (\S+) (\S+) (\S+) (\S+)( abstract)?")
_CHECK = re.compile(r"  holds (\d+), fails (\d+): (.+)")
_FINDING = re.compile(r"finding (\S+) (\w+) (\d+)")
_KINDS = {"presentation": "parent-child", "calculation": "summation-item", "definition": ""}


class _MalformedError(ValueError):
    """A line that is not in the form; the message says what was expected."""


@dataclass(slots=True)
class _ExpectationReader:
    entity: Entity = NOBODY
    document: DocumentInfo | None = None
    taxonomy: str = ""
    sources: list[tuple[str, str]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    contexts: dict[tuple[Period, Dimensions], Context] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    footnotes: dict[str, Footnote] = field(default_factory=dict)
    roles: list[Role] = field(default_factory=list)
    arcs: list[RankedArc] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    checks: list[CheckRecord] = field(default_factory=list)
    findings: list[FindingRecord] = field(default_factory=list)
    asked: list[AskedRecord] = field(default_factory=list)
    problems: list[Finding] = field(default_factory=list)
    role: str = ""
    kind: str = ""
    scope: str = ""
    asks: bool = False
    """Do the lines say what is asked of ``scope``, and not how its relations hold?"""
    above: list[str] = field(default_factory=list)
    """The concepts that the next line of a tree may stand under, by depth."""
    ranks: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def read(self, part: str, text: str) -> None:
        file = f"{FOLDER}/{FILES[part]}"
        lines = text.split("\n")
        head = _HEAD.fullmatch(lines[0].rstrip())
        if head is None or head[2] != part:
            self.problem(file, 1, f"the first line must read `# xbrlgen expectation {VERSION}: {part}`")
            return
        take: Callable[[str, Where], None] = {
            "facts": self.fact,
            "networks": self.network,
            "checks": self.check,
        }[part]
        for number, line in enumerate(lines[1:], start=2):
            line = line.rstrip()
            if not line or line.startswith("#"):
                continue
            try:
                take(line, Where(file, number, 1))
            except _MalformedError as error:
                self.problem(file, number, str(error))

    def problem(self, file: str, line: int, message: str) -> None:
        self.problems.append(finding("XG-REG-004", message, Where(file, line, 1)))

    # -- facts -----------------------------------------------------------------------------

    def fact(self, line: str, where: Where) -> None:
        word, _, rest = line.partition(" ")
        if " = " not in line and word in ("entity", "document", "taxonomy", "source"):
            self.head(word, rest)
            return
        found = _FACT.fullmatch(line)
        if found is None:
            raise _MalformedError("a fact is written `concept period = value unit, decimals n: captions`")
        number, unit = found["decimals"], found["unit"]
        period = _period(found["period"])
        members = tuple(_pair(p) for p in (found["members"] or "").split(", ") if p)
        if (period, members) not in self.contexts:
            self.contexts[period, members] = Context(f"c{len(self.contexts) + 1}", period, members)
        marks = (found["notes"] or "").split()
        self.facts.append(
            Fact(
                id=f"f{len(self.facts) + 1}",
                concept=Concept(found["concept"], "", ""),
                value=_parsed(found["value"]),
                context=self.contexts[period, members],
                unit=None if unit is None else self.units.setdefault(unit, _unit(unit)),
                decimals=None if number in (None, "INF") else int(number),
                footnotes=tuple(self.footnotes.setdefault(m, Footnote(f"fn-{m}", m, "")) for m in marks),
                origin=Origin(
                    source=where,
                    lines=tuple(
                        StatementLine(m["statement"], _string(m["text"]))
                        for m in _CAPTION.finditer(found["captions"] or "")
                    ),
                ),
            )
        )

    def head(self, word: str, rest: str) -> None:
        if word == "entity":
            identifier, _, name = rest.partition(" ")
            self.entity = Entity(_string(name), identifier)
        elif word == "document":
            kind, _, end = rest.rpartition(" ")
            day = _period(end).end if end else None
            self.document = None if day is None else DocumentInfo(_string(kind), day, day)
        elif word == "taxonomy":
            self.taxonomy = rest
        else:
            name, _, digest = rest.rpartition(" sha256 ")
            self.sources.append((_string(name), digest))

    # -- networks --------------------------------------------------------------------------

    def network(self, line: str, where: Where) -> None:
        if not line.startswith(" "):
            self.top(line, where)
            return
        depth, text = (len(line) - len(line.lstrip(" "))) // 2, line.strip()
        if depth == 1:
            if text not in _KINDS or not self.role:
                raise _MalformedError("under a role stands presentation, calculation or definition")
            self.kind, self.above = text, []
            return
        if not self.kind or depth - 2 > len(self.above):
            raise _MalformedError("this line stands deeper than the one it belongs to")
        self.above = self.above[: depth - 2]
        if not self.above:
            self.above.append(text)
            return
        self.link(self.above[-1], text, where)

    def link(self, parent: str, text: str, where: Where) -> None:
        first, _, second = text.partition(" ")
        arcrole, child, weight, preferred = _KINDS[self.kind], first, None, second or None
        if self.kind == "calculation":
            child, preferred = second, None
            weight = None if first == "?" else _decimal(first)
        elif self.kind == "definition":
            arcrole, child, preferred = first, second, None
        if ":" not in child:
            raise _MalformedError(f"a line of a {self.kind} tree names a concept as prefix:Name")
        key = (self.role, self.kind, parent)
        rank = self.ranks[key] = self.ranks.get(key, 0) + 1
        arc = Arc(
            arcrole_of(arcrole),
            parent,
            child,
            Decimal(rank),
            None if preferred is None else label_role(preferred),
            weight,
            rule=where,
        )
        self.arcs.append(RankedArc(self.role, self.kind, rank, arc))
        self.above.append(child)

    def top(self, line: str, where: Where) -> None:
        word, _, rest = line.partition(" ")
        if word == "role":
            name, _, title = rest.partition(" ")
            self.roles.append(Role(name, name, f"{len(self.roles) + 1:07d} - {_string(title)}"))
            self.role, self.kind = name, ""
        elif word == "label":
            concept, _, rest = rest.partition(" ")
            role, _, text = rest.partition(" ")
            self.labels.append(Label(concept, label_role(role), _string(text), rule=where))
        elif (found := _ELEMENT.fullmatch(line)) is not None:
            qname, kind, period, balance, substitution, abstract = found.groups()
            concept_ = Concept(
                qname, kind, period, None if balance == "-" else balance, bool(abstract), substitution
            )
            self.elements.append(Element(concept_, where=where))
        else:
            raise _MalformedError("a line begins with role, element or label, or stands under a role")

    # -- checks ----------------------------------------------------------------------------

    def check(self, line: str, where: Where) -> None:
        if line.startswith(("in ", "asked of ")):
            self.asks = line.startswith("asked")
            self.scope = _string(line[9:] if self.asks else line[3:])
        elif self.asks and line.startswith("  "):
            self.asked.append(AskedRecord(self.scope, line[2:], where))
        elif (found := _CHECK.fullmatch(line)) is not None:
            self.checks.append(CheckRecord(self.scope, found[3], int(found[1]), int(found[2]), where))
        elif (found := _FINDING.fullmatch(line)) is not None:
            self.findings.append(FindingRecord(found[1], found[2], int(found[3])))
        else:
            raise _MalformedError(
                'a line reads `in "scope"`, `  holds n, fails n: relation` or `finding CODE severity n`'
            )


def _string(text: str) -> str:
    try:
        value = json.loads(text)
    except ValueError:
        value = None
    if not isinstance(value, str):
        raise _MalformedError(f"text in quotes expected, but `{text}` found")
    return value


def _parsed(text: str) -> Decimal | str | None:
    if text == "nil":
        return None
    return _string(text) if text.startswith('"') else _decimal(text)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _MalformedError(f"a number expected, but `{text}` found") from None


def _unit(text: str) -> Unit:
    """A unit by its words: of its measures only the names are known."""
    top, _, bottom = text.partition("/")
    return Unit(text, tuple(top.split("*")), tuple(bottom.split("*")) if bottom else ())


def _period(text: str) -> Period:
    if text == str(FOREVER):
        return FOREVER
    start, dots, end = text.partition("..")
    try:
        if not dots:
            return Period(None, date.fromisoformat(start))
        return Period(date.fromisoformat(start), date.fromisoformat(end))
    except ValueError:
        raise _MalformedError(f"a period is 2004-09-30 or 2004-07-01..2004-09-30, not `{text}`") from None


def _pair(text: str) -> tuple[str, str]:
    axis, equals, member = text.partition("=")
    if not equals:
        raise _MalformedError(f"members are written axis=member, not `{text}`")
    return axis, member
