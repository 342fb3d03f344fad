"""The extension taxonomy: declarations, roles, networks and labels, from statements and facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from xbrlgen.build.carried import carry_on
from xbrlgen.build.labels import Labels, preferred_role
from xbrlgen.model.codes import finding
from xbrlgen.model.custom import FORMS
from xbrlgen.model.finding import Finding
from xbrlgen.model.mapping import Filing, GroupRule, LineRule, Mapping, StatementRule
from xbrlgen.model.report import Arc, Element, Extension, Fact, Import, Role
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Vocabulary
from xbrlgen.model.where import Where
from xbrlgen.model.xbrl import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
    PARENT_CHILD,
    SUMMATION,
)

TABLE, LINE_ITEMS = "us-gaap:StatementTable", "us-gaap:StatementLineItems"
COVER = "Cover"


@dataclass(slots=True)
class _Tree:
    """A presentation tree in the making: children of each parent in order, no pair twice."""

    arcs: list[Arc] = field(default_factory=list)
    _orders: dict[str, int] = field(default_factory=dict)
    _seen: set[tuple[str, str, str | None]] = field(default_factory=set)

    def add(self, parent: str, child: str, preferred: str | None = None, rule: Where | None = None) -> None:
        key = (parent, child, preferred)
        if key in self._seen:
            return
        self._seen.add(key)
        order = self._orders[parent] = self._orders.get(parent, 0) + 1
        self.arcs.append(Arc(PARENT_CHILD, parent, child, Decimal(order), preferred=preferred, rule=rule))


_LEVELS = ("(Policies)", "(Tables)", "(Details)")


def _level(statement: StatementRule) -> int:
    """What level a role is of (Regulation S-T, Rule 405(d)): 1 note, 2 policies, 3 tables, 4 details; else 0.

    "Disclosure - Debt (Details)" and "... (Details Textual)" are of the last one, wherever they stand.
    """
    for level, word in enumerate(_LEVELS, start=2):
        if word in statement.title or (level == 4 and "(Details" in statement.title):
            return level if statement.title.startswith("Disclosure") else 0
    return 1 if any(r.block is not None for r in statement.rules()) else 0


@dataclass(frozen=True, slots=True)
class PlacedConcept:
    """A concept's place in a statement: under which parent, and how it is shown."""

    parent: str
    concept: str
    preferred: str | None
    rule: LineRule | None


def build_extension(
    filing: Filing,
    mapping: Mapping,
    vocabulary: Vocabulary,
    facts: Iterable[Fact],
    shown: dict[tuple[str, str], bool],
    cover: tuple[Fact, ...],
    stated: Iterable[Fact] = (),
) -> tuple[Extension, tuple[Finding, ...]]:
    """Lay out every statement that has facts, and declare what they need.

    A statement becomes an extended link role with a presentation tree, calculation arcs for
    its sums, and, where its facts have members, a hypercube (XBRL Dimensions 1.0; EFM 6.6).
    ``stated`` are all facts, with those of tags that the project states one by one: these stand in no
    statement of the mapping, and what they name is declared behind what the statements use. A taxonomy
    that the mapping carries on (``extension.carried``) is kept as it is, and what the statements add comes
    after it.
    Findings: XG-EXT-001, -002, -004, -005.
    """
    carried = vocabulary.carried
    # What is carried on has declared and labelled what the tags of its own filing name.
    there = None if carried is None else {e.qname for e in carried.elements}
    named = [
        name
        for fact in stated
        for name in (fact.qname, *(n for pair in fact.dimensions for n in pair))
        if there is None or (vocabulary.is_own(name) and name not in there)
    ]
    layout = _Layout(filing, mapping, vocabulary, tuple(facts), shown, cover)
    extension, findings = layout.build(n for n in named if vocabulary.concept(n) is not None)
    if vocabulary.carried is not None:
        extension = carry_on(vocabulary.carried, extension, vocabulary.base)
    return extension, findings


class _Layout:
    def __init__(
        self,
        filing: Filing,
        mapping: Mapping,
        vocabulary: Vocabulary,
        facts: tuple[Fact, ...],
        shown: dict[tuple[str, str], bool],
        cover: tuple[Fact, ...],
    ) -> None:
        self.filing, self.mapping, self.vocabulary = filing, mapping, vocabulary
        self.facts, self.shown, self.cover = facts, shown, cover
        self.findings: list[Finding] = []
        self.made: dict[str, Element] = {}
        self.used: dict[str, None] = {}
        self.labels = Labels(mapping, vocabulary)
        self.by_role: dict[str, dict[str, list[Fact]]] = {}
        carried = vocabulary.carried
        self.laid_out = frozenset(r.id for r in carried.roles) if carried is not None else frozenset()
        """Roles that are laid out already, in a taxonomy that is carried on."""
        self.presented = frozenset(
            name
            for r in (carried.roles if carried is not None else ())
            for a in r.presentation
            for name in (a.parent, a.child)
        )
        for fact in self.facts:
            for role in dict.fromkeys(line.statement for line in fact.lines):
                self.by_role.setdefault(role, {}).setdefault(fact.concept.qname, []).append(fact)
        self.authority = re.match(r"http://[^/]+", mapping.namespace)

    def build(self, named: Iterable[str]) -> tuple[Extension, tuple[Finding, ...]]:
        """All roles, and the labels and elements of what they use and of the concepts ``named`` besides."""
        stem = f"{self.mapping.prefix}-{self.filing.document.period_end:%Y%m%d}"
        namespace = self.mapping.namespace.format(period_end=self.filing.document.period_end)
        roles = [self.cover_role()] if self.cover and COVER not in self.laid_out else []
        roles += [
            self.role(statement, number)
            for number, statement in enumerate(self.statements(), start=len(roles) + 1)
        ]
        # Behind what the roles use: labels stand in the order of the statements, and of two concepts with
        # one caption the one presented first has it.
        self.use(*named)
        for name in self.used:
            concept = self.concept(name)
            self.labels.name(concept)
        elements = self.elements()
        labels = self.labels.finish(self.rules(elements))
        self.findings += self.labels.findings
        prefixes = {q.partition(":")[0] for q in self.used} - {self.mapping.prefix}
        base = self.vocabulary.base
        imports = tuple(
            Import(p, base.namespace(p), base.location(p)) for p in base.prefixes if p in prefixes
        )
        extension = Extension(
            prefix=self.mapping.prefix,
            namespace=namespace,
            base=stem,
            imports=imports,
            elements=elements,
            roles=tuple(roles),
            labels=labels,
        )
        return extension, tuple(self.findings)

    def rules(self, elements: Iterable[Element]) -> dict[str, Where]:
        """The mapping line that a concept's label comes from: its own element's, else the first line's."""
        found: dict[str, Where] = {}
        for statement in self.mapping.statements:
            for rule in statement.rules():
                for qname in rule.all_concepts:
                    found.setdefault(qname, rule.where)
        found.update({e.qname: e.where for e in elements if e.where is not None})
        return found

    def statements(self) -> Iterator[StatementRule]:
        """Those that have facts, as they are filed: statements, notes, policies, tables, details.

        Of a taxonomy that is carried on only what it does not present already.
        """
        for statement in sorted(self.mapping.statements, key=_level):
            facts = self.by_role.get(statement.role)
            if (
                facts is not None
                and statement.role not in self.laid_out
                and not facts.keys() <= self.presented
            ):
                yield statement

    def concept(self, qname: str) -> Concept:
        made = self.made.get(qname)
        if made is not None:
            return made.concept
        concept = self.vocabulary.concept(qname)
        assert concept is not None, qname
        return concept

    def use(self, *qnames: str) -> None:
        self.used.update(dict.fromkeys(qnames))

    # -- roles -----------------------------------------------------------------------------

    def uri(self, role: str) -> str:
        """EFM 6.7.9: the authority of the namespace, then /role/Mnemonic."""
        authority = self.authority[0] if self.authority else ""
        return f"{authority}/role/{role}"

    def cover_role(self) -> Role:
        by_concept: dict[str, list[Fact]] = {}
        for fact in self.cover:
            by_concept.setdefault(fact.concept.qname, []).append(fact)
        axes = self.axes(by_concept)
        tree = _Tree()
        top = self.frame(tree, "dei:CoverAbstract", axes)
        placed = [PlacedConcept(top, qname, None, None) for qname in by_concept]
        for place in placed:
            self.use(place.concept)
            tree.add(place.parent, place.concept)
        return Role(
            id=COVER,
            uri=self.uri(COVER),
            definition="0000001 - Document - Cover",
            presentation=tuple(tree.arcs),
            definitions=tuple(self.hypercube(axes, placed)) if axes else (),
        )

    def frame(self, tree: _Tree, root: str, axes: dict[str, dict[str, None]]) -> str:
        """Begin a presentation tree: root, and table, axes and line items where there are members.

        Returns the element that lines stand under.
        """
        self.use(root)
        if not axes:
            return root
        self.use(TABLE, LINE_ITEMS)
        tree.add(root, TABLE)
        for axis, members in axes.items():
            domain = self.domain(axis)
            self.use(axis, domain, *members)
            tree.add(TABLE, axis)
            tree.add(axis, domain)
            for member in members:
                tree.add(domain, member)
        tree.add(TABLE, LINE_ITEMS)
        return LINE_ITEMS

    def role(self, statement: StatementRule, number: int) -> Role:
        facts = self.by_role[statement.role]
        axes = self.axes(facts)
        tree = _Tree()
        top = self.frame(tree, self.root(statement), axes)
        best = self.best_rules(statement, facts)
        placed = list(self.placed(statement, statement.children, top, facts, best))
        for place in placed:
            self.use(place.parent, place.concept)
            tree.add(place.parent, place.concept, place.preferred, place.rule.where if place.rule else None)
        definitions = tuple(self.hypercube(axes, placed)) if axes else ()
        calculation = tuple(self.calculation(statement, {p.concept for p in placed}))
        return Role(
            id=statement.role,
            uri=self.uri(statement.role),
            definition=f"{number:07d} - {statement.title}",
            presentation=tuple(tree.arcs),
            calculation=calculation,
            definitions=definitions,
        )

    def root(self, statement: StatementRule) -> str:
        """The statement's abstract element; one of our own if the mapping names none (EFM 6.12.6).

        Its name is its title's words in title case, as EFM 6.8.5 has it.
        """
        if statement.root is not None and self.vocabulary.concept(statement.root) is not None:
            return statement.root
        title = re.sub(r" \((?:Details|Tables|Policies)\)$", "", statement.title.partition(" - ")[2])
        words = [w for w in re.findall(r"[A-Za-z0-9]+", title) if w.lower() not in ("a", "an", "the")]
        qname = f"{self.mapping.prefix}:{''.join(w.capitalize() for w in words)}Abstract"
        standard = f"us-gaap:{qname.partition(':')[2]}"
        known = self.vocabulary.concept(standard)
        if known is not None and known.abstract:
            # "Inventories": a standard heading has the name already (EFM 6.8.5 wants no second one).
            return standard
        form = FORMS["abstract"]
        concept = Concept(qname, form.type, "duration", abstract=True, label=f"{title} [Abstract]")
        why = "heading of a statement that has no standard one"
        self.made[qname] = Element(concept, why=why, where=statement.where)
        return qname

    def placed(
        self,
        statement: StatementRule,
        children: Iterable[LineRule | GroupRule],
        parent: str,
        facts: dict[str, list[Fact]],
        best: dict[tuple[str, str | None], LineRule],
    ) -> Iterator[PlacedConcept]:
        """The lines and headings below ``parent``; ``best`` says which line of a concept leads."""
        closing: list[tuple[LineRule, str]] = []
        for child in children:
            if isinstance(child, GroupRule):
                known = child.concept is not None and self.vocabulary.concept(child.concept) is not None
                concept = child.concept if known else None
                inner = list(self.placed(statement, child.children, concept or parent, facts, best))
                if concept is not None and inner:
                    self.labels.heading(concept, child.label or str(child.heading or ""))
                    yield PlacedConcept(parent, concept, None, None)
                yield from inner
                continue
            for qname in child.all_concepts:
                if qname not in facts and not child.show:
                    continue
                if child.show and self.vocabulary.concept(qname) is None:
                    continue
                if child.show or best.get((qname, child.period)) is child:
                    first = "periodStart" if child.preferred == "both" else child.preferred
                    yield self.place(statement, child, parent, qname, first, facts)
                    if child.preferred == "both":
                        closing.append((child, qname))
        for child, qname in closing:
            # The opening balance stands where its line does, the closing one behind what moved it.
            yield self.place(statement, child, parent, qname, "periodEnd", facts)

    def place(
        self,
        statement: StatementRule,
        rule: LineRule,
        parent: str,
        qname: str,
        shown_as: str | None,
        facts: dict[str, list[Fact]],
    ) -> PlacedConcept:
        flipped = self.shown.get((statement.role, qname), False) and not rule.show
        preferred = preferred_role(shown_as, negated=flipped)
        self.labels.line(qname, rule, facts.get(qname, []), preferred, statement.role)
        return PlacedConcept(parent, qname, preferred, rule)

    def best_rules(
        self, statement: StatementRule, facts: dict[str, list[Fact]]
    ) -> dict[tuple[str, str | None], LineRule]:
        """Of several lines on one concept (its members, its total) the one without members leads."""
        best: dict[tuple[str, str | None], LineRule] = {}
        for rule in statement.rules():
            for qname in rule.all_concepts:
                if rule.show or qname not in facts:
                    continue
                before = best.get((qname, rule.period))
                if before is None or (before.dimensions and not rule.dimensions):
                    best[qname, rule.period] = rule
        return best

    # -- dimensions ------------------------------------------------------------------------

    def axes(self, facts: dict[str, list[Fact]]) -> dict[str, dict[str, None]]:
        """Axes of the statement's facts with their members, both in order of first use."""
        axes: dict[str, dict[str, None]] = {}
        for concept_facts in facts.values():
            for fact in concept_facts:
                for axis, member in fact.context.dimensions:
                    axes.setdefault(axis, {})[member] = None
        return {axis: axes[axis] for axis in sorted(axes)}

    def domain(self, axis: str) -> str:
        found = self.vocabulary.domain_of(axis)
        if found is not None:
            return found
        # An axis whose domain nobody names gets one, so that a default can be declared.
        name = re.sub(r"Axis$", "", axis.partition(":")[2]) + "Domain"
        qname = f"{self.mapping.prefix}:{name}"
        form = FORMS["domain"]
        label = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Domain")) + " [Domain]"
        concept = Concept(qname, form.type, "duration", abstract=True, label=label)
        self.made[qname] = Element(concept, why=f"domain of {axis}")
        return qname

    def hypercube(self, axes: dict[str, dict[str, None]], placed: list[PlacedConcept]) -> Iterator[Arc]:
        """XBRL Dimensions 1.0 section 2; members stand in the segment (EFM 6.5.4)."""
        yield Arc(ALL, LINE_ITEMS, TABLE, Decimal(1), context_element="segment", closed=True)
        for number, (axis, members) in enumerate(axes.items(), start=1):
            domain = self.domain(axis)
            yield Arc(HYPERCUBE_DIMENSION, TABLE, axis, Decimal(number))
            yield Arc(DIMENSION_DOMAIN, axis, domain, Decimal(1))
            yield Arc(DIMENSION_DEFAULT, axis, domain, Decimal(2))
            for order, member in enumerate(members, start=1):
                yield Arc(DOMAIN_MEMBER, domain, member, Decimal(order))
        items = dict.fromkeys(p.concept for p in placed)
        for order, qname in enumerate(items, start=2):
            yield Arc(DOMAIN_MEMBER, LINE_ITEMS, qname, Decimal(order))

    # -- calculation -----------------------------------------------------------------------

    def calculation(self, statement: StatementRule, presented: set[str]) -> Iterator[Arc]:
        totals: dict[str, Where] = {}
        # An optional line that no source has is laid out nowhere, and is no part of the total now.
        absent = statement.may_lack() - presented
        laid = presented.union(q for rule in statement.rules() for q in rule.all_concepts)
        for relation in statement.sums:
            if not relation.is_calculation:
                continue
            total = self.concept(relation.total.concept)
            first = totals.setdefault(total.qname, relation.where)
            if first is not relation.where:
                self.findings.append(
                    finding(
                        "XG-EXT-006",
                        f"{relation}: {total.qname} has a sum here already, at line {first.line}",
                        relation.where,
                        hint="put one of them under the statement's `checks`, or in a statement of its own",
                    )
                )
                continue
            order = 0
            for term in relation.terms:
                part = self.concept(term.concept)
                clash = self.clash(total, part, term.weight)
                if clash is not None:
                    self.findings.append(
                        finding(
                            "XG-EXT-004",
                            f"{relation}: {clash}",
                            relation.where,
                            hint="turn the sign in the sum",
                        )
                    )
                    continue
                outside = [q for q in (total.qname, part.qname) if q not in laid]
                if outside:
                    self.findings.append(
                        finding(
                            "XG-EXT-005",
                            f"{relation}: {', '.join(outside)} is not laid out in {statement.role}",
                            relation.where,
                            hint="add a line `show: …` for it, or move the sum to its statement",
                        )
                    )
                    continue
                if not absent.isdisjoint((total.qname, part.qname)):
                    continue
                order += 1
                yield Arc(
                    SUMMATION,
                    total.qname,
                    part.qname,
                    Decimal(order),
                    weight=Decimal(term.weight),
                    rule=relation.where,
                )

    @staticmethod
    def clash(total: Concept, part: Concept, weight: int) -> str | None:
        """XBRL 2.1 section 5.1.1.2; EFM 6.14.3."""
        if total.period != part.period:
            return f"{total.qname} is {total.period} and {part.qname} is {part.period}"
        if total.balance and part.balance and (total.balance == part.balance) != (weight > 0):
            word = "added to" if weight > 0 else "taken from"
            return f"{part.qname} ({part.balance}) cannot be {word} {total.qname} ({total.balance})"
        return None

    # -- declarations ----------------------------------------------------------------------

    def elements(self) -> tuple[Element, ...]:
        """Used elements of our own, in the mapping's order; those made here after them."""
        found: list[Element] = []
        for custom in self.mapping.custom:
            concept = custom.concept(self.mapping.prefix)
            if concept.qname in self.used:
                found.append(Element(concept, custom.documentation, custom.why, custom.near, custom.where))
        declared = {e.concept.qname for e in found}
        found += [e for q, e in self.made.items() if q in self.used and q not in declared]
        return tuple(found)
