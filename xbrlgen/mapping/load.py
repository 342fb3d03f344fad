"""mapping.yaml to the nouns: strict form, every fault with file, line, column and the nearest right key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from collections.abc import Mapping as MappingABC
from dataclasses import dataclass, replace

from xbrlgen.catalog.borrowed import borrow
from xbrlgen.mapping import schema
from xbrlgen.mapping.bounded import compile_bounded
from xbrlgen.mapping.carried import read_carried
from xbrlgen.mapping.load_notes import settle_notes
from xbrlgen.mapping.pattern import compile_text_pattern
from xbrlgen.mapping.positions import Path_, Positioned, load_yaml
from xbrlgen.mapping.relation import Operand, RelationSyntaxError, parse_relation
from xbrlgen.mapping.validate import validated
from xbrlgen.mapping.words import compile_words, is_words
from xbrlgen.model.accounts import Accounts, OmitAccounts
from xbrlgen.model.codes import finding
from xbrlgen.model.custom import CustomElement
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.mapping import (
    CellRule,
    ColumnRule,
    Dimensions,
    GroupRule,
    LineRule,
    Mapping,
    OmitRule,
    ProseRule,
    StatementRule,
)
from xbrlgen.model.matcher import Matcher
from xbrlgen.model.notes import BlockRule
from xbrlgen.model.project import Project
from xbrlgen.model.relation import Relation, Term
from xbrlgen.model.report import Extension
from xbrlgen.model.scale import PLAIN_FORM, POWERS, NumberForm, NumberKind
from xbrlgen.model.vocabulary import Base, Vocabulary
from xbrlgen.model.where import Where

_ASKS = ("line", "text", "show", "accounts")
"""What a line may ask for, the one that leads first."""


def load_mapping(project: Project, file: str, open_base: Callable[[str], Base]) -> tuple[Mapping, Vocabulary]:
    """Read ``mapping.yaml``; ``open_base`` opens the taxonomy that it names (catalog.open_catalog).

    Returns the mapping and the vocabulary its names are looked up in. Raises XbrlgenError:
    XG-MAP-008 to XG-MAP-010 for the form, XG-MAP-014 for sums that cannot be read,
    XG-MAP-015 for a taxonomy that is not known.
    """
    yaml = load_yaml(project, file)
    data = validated(schema.MappingIn, yaml)
    carried = None
    if data.extension.carried is not None:
        carried = read_carried(project, data.extension.carried, yaml.where(("extension", "carried")))
    try:
        base = open_base(data.taxonomy)
    except XbrlgenError as error:
        borrowed = None if carried is None else borrow(data.taxonomy, carried)
        if borrowed is None:
            where = yaml.where(("taxonomy",))
            raise XbrlgenError(*(replace(f, where=where) for f in error.findings)) from None
        base = borrowed
    return Settle(yaml, data, base, carried).mapping()


_PERIOD_END = re.compile(r"\{period_end(?::[%A-Za-z0-9/._-]*)?\{")
"""The one thing that a namespace may have filled in; every brace is an opening one here."""


class Settle:
    """Turns validated input into nouns: positions attached, names resolved, patterns compiled."""

    def __init__(
        self, yaml: Positioned, data: schema.MappingIn, base: Base, carried: Extension | None = None
    ) -> None:
        self.yaml, self.data = yaml, data
        self.problems: list[Finding] = []
        self.custom = tuple(self.element(name, c) for name, c in data.custom.items())
        prefix = data.extension.prefix
        if "{" in _PERIOD_END.sub("", data.extension.namespace.replace("}", "{")):
            message = (
                f"{data.extension.namespace} has braces that are not {{period_end}} or {{period_end:%Y%m%d}}"
            )
            self.problem("XG-MAP-009", message, ("extension", "namespace"))
        if prefix in base.prefixes:
            self.problem("XG-MAP-009", f"prefix {prefix} is a standard taxonomy's", ("extension", "prefix"))
        domains = {f"{prefix}:{c.name}": c.domain for c in self.custom if c.domain}
        self.vocabulary = Vocabulary(base, prefix, (c.concept(prefix) for c in self.custom), domains)
        if carried is not None:
            self.vocabulary = self.vocabulary.carrying(carried)
        self.pairs: dict[str, set[tuple[str, str]]] = {}

    def problem(self, code: str, message: str, path: Path_, hint: str | None = None) -> None:
        self.problems.append(finding(code, message, self.yaml.where(path), hint=hint))

    def mapping(self) -> tuple[Mapping, Vocabulary]:
        own: list[tuple[StatementRule, schema.DetailsIn, Path_]] = []
        for i, data in enumerate(self.data.statements):
            own.append((self.statement(data, ("statements", i)), data, ("statements", i)))
        notes = settle_notes(self, self.data.notes)
        roles: set[str] = set()
        for s in (*(s for s, _, _ in own), *notes.blocks, *(s for s, _, _ in notes.details)):
            if s.role in roles:
                self.problems.append(finding("XG-MAP-010", f"role {s.role} stands twice", s.where))
            roles.add(s.role)
        # Sums name members without their axis, so they are read when all dimensions are known.
        statements = tuple(self.related(*s) for s in own)
        details = tuple(self.related(*s) for s in notes.details)
        mapping = Mapping(
            file=self.yaml.file,
            taxonomy=self.data.taxonomy,
            prefix=self.data.extension.prefix,
            namespace=self.data.extension.namespace,
            statements=(*statements, *notes.blocks, *details),
            notes=notes.notes,
            custom=self.custom,
            checks=tuple(self.relations(self.data.checks, ("checks",))),
            omit_tables=tuple(
                OmitRule(
                    self.yaml.where(("omit_tables", i)),
                    None if o.table is None else self.matcher(o.table, ("omit_tables", i, "table")),
                    o.reason,
                    None if o.has is None else self.matcher(o.has, ("omit_tables", i, "has")),
                )
                for i, o in enumerate(self.data.omit_tables)
            ),
            prose=tuple(self.prose(p, ("prose", i)) for i, p in enumerate(self.data.prose)),
            omit_accounts=tuple(
                OmitAccounts(
                    self.yaml.where(("omit_accounts", i)),
                    self.accounts(o.accounts, ("omit_accounts", i, "accounts")),
                    o.reason,
                )
                for i, o in enumerate(self.data.omit_accounts)
            ),
            carried=self.data.extension.carried,
            taxonomy_where=self.yaml.where(("taxonomy",)),
            namespace_where=self.yaml.where(("extension", "namespace")),
        )
        if self.problems:
            raise XbrlgenError(*self.problems)
        return mapping, self.vocabulary

    def related(self, rule: StatementRule, data: schema.DetailsIn, path: Path_) -> StatementRule:
        return replace(
            rule,
            sums=tuple(self.relations(data.sums, (*path, "sums"))),
            checks=tuple(self.relations(data.checks, (*path, "checks"))),
        )

    def element(self, name: str, data: schema.CustomIn) -> CustomElement:
        return CustomElement(
            where=self.yaml.where(("custom", name), key=True),
            name=name,
            type=data.type,
            period=data.period,
            label=data.label,
            balance=data.balance,
            documentation=data.documentation,
            near=_tuple(data.near),
            why=data.why,
            domain=data.domain,
        )

    def matcher(self, text: str, path: Path_) -> Matcher:
        """``/pattern/flags`` or exact text; the only flag is i."""
        match = re.fullmatch(r"/(.+)/(i?)", text, re.DOTALL)
        if match is None:
            return Matcher(text)
        try:
            where = self.yaml.where(path)
            return Matcher(
                text, compile_bounded(match[1], ignore_case=bool(match[2]), text=text, where=where)
            )
        except ValueError as error:
            self.problem("XG-MAP-009", f"pattern {text} is not valid: {error}", path)
            return Matcher(text)

    def dimensions(self, data: MappingABC[str, str], path: Path_) -> Dimensions:
        for axis, member in data.items():
            for name in (member, member.partition(":")[2]):
                self.pairs.setdefault(name, set()).add((axis, member))
        return tuple(sorted(data.items()))

    def statement(self, data: schema.DetailsIn, path: Path_) -> StatementRule:
        assert data.role is not None
        assert data.title is not None
        concepts, concept_where = self.names(data.concept, (*path, "concept"))
        across = data.column_axis or data.axis
        columns = tuple(self.column(c, (*path, "columns", i), across) for i, c in enumerate(data.columns))
        given = {q: w for c in columns for q, w in zip(c.concepts, c.concept_where, strict=True)}
        given.update(zip(concepts, concept_where, strict=True))
        top = _Inherited((), data.positive, (), PLAIN_FORM, data.axis, across, given)
        return StatementRule(
            where=self.yaml.where((*path, "role")),
            role=data.role,
            title=data.title,
            root=data.root,
            root_where=self.yaml.where((*path, "root")),
            table=None if data.table is None else self.matcher(data.table, (*path, "table")),
            has=None if data.has is None else self.matcher(data.has, (*path, "has")),
            sheet=None if data.sheet is None else self.matcher(data.sheet, (*path, "sheet")),
            range=None if data.range is None else self.matcher(data.range, (*path, "range")),
            has_not=None if data.has_not is None else self.matcher(data.has_not, (*path, "has_not")),
            after=None if data.after is None else self.matcher(data.after, (*path, "after")),
            nth=data.nth,
            note=data.note,
            period=data.period,
            concepts=concepts,
            concept_where=concept_where,
            dimensions=self.dimensions(data.dimensions, (*path, "dimensions")),
            form=_form(data),
            columns=columns,
            children=tuple(self.entry(e, (*path, "lines", i), top) for i, e in enumerate(data.lines)),
        )

    def names(self, data: str | list[str] | None, path: Path_) -> tuple[tuple[str, ...], tuple[Where, ...]]:
        """One name or several, each with its place."""
        names = _tuple(data)
        listed = isinstance(data, list)
        return names, tuple(self.yaml.where((*path, i) if listed else path) for i in range(len(names)))

    def members(
        self, member: str | None, axis: str | None, data: MappingABC[str, str], path: Path_
    ) -> Dimensions:
        """``dimensions``, and the ``member`` of the axis that what it stands in names."""
        if member is not None and axis is None:
            message = f"member {member} is of no axis"
            hint = "name the axis under `axis` of the statement, or write `dimensions: {axis: member}`"
            self.problem("XG-MAP-009", message, (*path, "member"), hint)
        named = {axis: member} if member is not None and axis is not None else {}
        return self.dimensions({**named, **data}, (*path, "dimensions"))

    def column(self, data: schema.ColumnIn, path: Path_, axis: str | None) -> ColumnRule:
        concepts, concept_where = self.names(data.concept, (*path, "concept"))
        return ColumnRule(
            where=self.yaml.where(path),
            heading=self.matcher(data.heading, (*path, "heading")),
            name=data.name,
            nth=data.nth,
            concepts=concepts,
            concept_where=concept_where,
            sign=data.sign,
            positive=data.positive,
            dimensions=self.members(data.member, axis, data.dimensions, path),
            low=self.dimensions(data.low, (*path, "low")),
            high=self.dimensions(data.high, (*path, "high")),
            omit=data.omit,
            form=_form(data),
            period=data.period,
        )

    def entry(
        self, data: schema.LineIn | schema.GroupIn, path: Path_, above: _Inherited
    ) -> LineRule | GroupRule:
        return (
            self.group(data, path, above)
            if isinstance(data, schema.GroupIn)
            else self.line(data, path, above)
        )

    def group(self, data: schema.GroupIn, path: Path_, above: _Inherited) -> GroupRule:
        heading = None if data.heading is None else self.matcher(data.heading, (*path, "heading"))
        inside = _Inherited(
            above.section if heading is None else (*above.section, heading),
            data.positive or above.positive,
            _merged(above.dimensions, self.dimensions(data.dimensions, (*path, "dimensions"))),
            _form(data).within(above.form),
            data.axis or above.axis,
            above.across,
            above.given,
        )
        return GroupRule(
            where=self.yaml.where(path),
            heading=heading,
            concept=data.concept,
            concept_where=self.yaml.where((*path, "concept")),
            children=tuple(self.entry(e, (*path, "lines", i), inside) for i, e in enumerate(data.lines)),
            label=data.label,
        )

    def line(self, data: schema.LineIn, path: Path_, above: _Inherited) -> LineRule:
        key = "concept" if data.show is None else "show"
        concepts, wheres = self.names(data.concept if data.show is None else data.show, (*path, key))
        cells = tuple(self.cell(name, c, (*path, "cells", name), above) for name, c in data.cells.items())
        asks = data.line is not None and data.omit is None
        others = {q: w for c in cells for q, w in zip(c.concepts, c.concept_where, strict=True)}
        if asks and not concepts:
            others.update(above.given)
            if not others:
                message = "a line needs either `concept` or `omit: reason`"
                hint = "a `concept` of its statement or of a column of its statement serves as well"
                self.problem("XG-MAP-009", message, path, hint)
        others = {q: w for q, w in others.items() if q not in concepts}
        section = above.section
        if data.section is not None:
            section = tuple(self.matcher(t, (*path, "section")) for t in _tuple(data.section))
        text = block = None
        if data.text is not None:
            try:
                if is_words(data.text, settled=data.value is not None):
                    block = BlockRule("words", words=compile_words(data.text), written=data.text)
                else:
                    text = compile_text_pattern(data.text)
            except ValueError as error:
                self.problem("XG-MAP-009", str(error), (*path, "text"))
        own = self.members(data.member, above.axis, data.dimensions, path)
        labels = [(k, t) for k, t in (("terse", data.terse), ("verbose", data.verbose)) if t is not None]
        return LineRule(
            where=self.yaml.where((*path, next(k for k in _ASKS if getattr(data, k) is not None))),
            line=None if data.line is None else self.matcher(data.line, (*path, "line")),
            text=text,
            block=block,
            value=data.value,
            show=data.show is not None,
            section=section,
            concepts=concepts,
            concept_where=wheres,
            omit=data.omit,
            accounts=() if data.accounts == "sum" else self.accounts(data.accounts, (*path, "accounts")),
            rolls_sum=data.accounts == "sum",
            sign=data.sign or "auto",
            positive=data.positive or above.positive,
            positive_said=data.positive is not None,
            dimensions=_merged(above.dimensions, own),
            preferred=data.preferred,
            label=data.label,
            labels=tuple(labels),
            unit=data.unit,
            scale=None if data.scale is None else POWERS[data.scale],
            decimals=data.decimals,
            dash=data.dash,
            group=above.form,
            period=data.period,
            optional=data.optional,
            nth=data.nth,
            cells=cells,
            others=tuple(others),
            others_where=tuple(others.values()),
        )

    def cell(
        self, column: str, data: str | list[str] | schema.CellIn, path: Path_, above: _Inherited
    ) -> CellRule:
        if not isinstance(data, schema.CellIn):
            concepts, wheres = self.names(data, path)
            return CellRule(self.yaml.where(path, key=True), self.matcher(column, path), concepts, wheres)
        concepts, wheres = self.names(data.concept, (*path, "concept"))
        return CellRule(
            where=self.yaml.where(path, key=True),
            column=self.matcher(column, path),
            concepts=concepts,
            concept_where=wheres,
            omit=data.omit,
            dimensions=self.members(data.member, above.across, data.dimensions, path),
            sign=data.sign,
            positive=data.positive,
            unit=data.unit,
            scale=None if data.scale is None else POWERS[data.scale],
            decimals=data.decimals,
            dash=data.dash,
            period=data.period,
        )

    def accounts(self, data: str | list[str] | None, path: Path_) -> tuple[Accounts, ...]:
        found = []
        for i, text in enumerate(_tuple(data)):
            try:
                found.append(Accounts.parse(text))
            except ValueError as error:
                self.problem("XG-MAP-009", str(error), (*path, i) if isinstance(data, list) else path)
        return tuple(found)

    def prose(self, data: schema.ProseIn, path: Path_) -> ProseRule:
        concepts, wheres = self.names(data.concept, (*path, "concept"))
        return ProseRule(
            where=self.yaml.where((*path, "words")),
            words=_tuple(data.words),
            concepts=concepts,
            concept_where=wheres,
            share=data.share,
            dimensions=self.dimensions(data.dimensions, (*path, "dimensions")),
            omit=data.omit,
            period=data.period,
            section=None if data.section is None else self.matcher(data.section, (*path, "section")),
        )

    def relations(self, items: Iterable[object], path: Path_) -> Iterable[Relation]:
        for i, item in enumerate(items):
            place: Path_ = (*path, i)
            rounding = False
            if isinstance(item, schema.SumIn | schema.CheckIn):
                key = "sum" if isinstance(item, schema.SumIn) else "check"
                text, rounding, place = getattr(item, key), item.rounding == "allow", (*path, i, key)
            else:
                text = str(item)
            where = self.yaml.where(place)
            try:
                parsed = parse_relation(text)
                terms = tuple(self.term(t) for t in parsed.terms)
                divisor = None if parsed.divisor is None else self.term(parsed.divisor)
                yield Relation(self.term(parsed.total), terms, where, text, divisor, rounding)
            except RelationSyntaxError as error:
                column = None if where.column is None else where.column + error.offset
                self.problems.append(
                    finding("XG-MAP-014", f"{text}: {error}", replace(where, column=column), hint=error.hint)
                )

    def term(self, operand: Operand) -> Term:
        qname = self.vocabulary.resolve(operand.name)
        if qname is None:
            near = self.vocabulary.near(operand.name, 1)
            hint = f"did you mean {near[0].partition(':')[2]}?" if near else None
            raise RelationSyntaxError(f"{operand.name} is not known", operand.offset, hint)
        dimensions: list[tuple[str, str]] = []
        for member, offset in operand.members:
            pairs = self.pairs.get(member, set())
            if len(pairs) != 1:
                what = "is used in no line or column" if not pairs else "is used on more than one axis"
                raise RelationSyntaxError(f"member {member} {what} of this mapping", offset)
            dimensions.extend(pairs)
        return Term(qname, operand.weight, tuple(sorted(dimensions)), operand.at)


@dataclass(frozen=True, slots=True)
class _Inherited:
    section: tuple[Matcher, ...]
    positive: str | None
    dimensions: Dimensions
    form: NumberForm
    axis: str | None
    """The axis of the lines' ``member``."""
    across: str | None
    """The axis of ``member`` of a cell or a column."""
    given: MappingABC[str, Where]
    """The concepts that columns and the statement give lines without one."""


def _form(data: schema.DetailsIn | schema.GroupIn | schema.ColumnIn) -> NumberForm:
    """A bare word is the scale of all amounts, or of all rates if it is one of rates."""
    named: dict[NumberKind, int] = {}
    if isinstance(data.scale, str):
        power = POWERS[data.scale]
        named = dict.fromkeys(_AMOUNTS if power >= 0 else _RATES, power)
    elif data.scale is not None:
        named = {NumberKind(kind): POWERS[word] for kind, word in data.scale.items()}
    return NumberForm(tuple(named.items()), data.decimals, data.unit, data.dash)


_AMOUNTS = (NumberKind.MONEY, NumberKind.SHARES, NumberKind.COUNT)
_RATES = (NumberKind.PERCENT, NumberKind.RATIO)


def _merged(outer: Dimensions, inner: Dimensions) -> Dimensions:
    return tuple(sorted({**dict(outer), **dict(inner)}.items()))


def _tuple(value: str | Iterable[str] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(value)
