"""A mapping as a list of things that have a name and say something: what two mappings are compared by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from xbrlgen.compare.identity import members_text
from xbrlgen.model.custom import CustomElement
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
from xbrlgen.model.matcher import fold
from xbrlgen.model.relation import Relation
from xbrlgen.model.where import Where

ItemKey = tuple[str, ...]

KIND_OF = {
    "concept": "concept",
    "heading concept": "structure",
    "sign": "value",
    "positive": "value",
    "unit": "value",
    "scale": "value",
    "decimals": "value",
    "period": "period",
    "dimensions": "member",
    "low": "member",
    "high": "member",
    "label": "label",
    "terse": "label",
    "verbose": "label",
    "preferred": "label",
    "title": "label",
    "documentation": "label",
    "omit": "line",
    "optional": "line",
    "table": "structure",
    "has": "structure",
    "note": "structure",
    "root": "structure",
    "heading": "structure",
    "type": "element",
    "balance": "element",
    "domain": "element",
    "near": "element",
    "why": "element",
    "relation": "check",
    "share": "check",
    "taxonomy": "about",
    "prefix": "about",
    "namespace": "about",
}
"""What a key says -> kind of entry."""


@dataclass(frozen=True, slots=True)
class Item:
    """``key`` is what it is known by, its first part the kind of thing: statement, line, heading, column,
    sum, check, element, prose, omitted table, mapping. ``says`` are (key, value) in words. ``alone`` is
    the kind of entry if only one side has it.
    """

    key: ItemKey
    title: str
    says: tuple[tuple[str, str], ...]
    where: Where | None
    alone: str
    statement: str = ""
    caption: str = ""
    depth: int = 0

    def get(self, name: str) -> str:
        return dict(self.says).get(name, "")


def items_of(mapping: Mapping) -> tuple[Item, ...]:
    """Everything a mapping says, in its order; things of one name are told apart by their number."""
    seen: Counter[ItemKey] = Counter()
    found = []
    for item in _items(mapping):
        seen[item.key] += 1
        number = seen[item.key]
        found.append(item if number == 1 else replace(item, key=(*item.key, str(number))))
    return tuple(found)


def _items(mapping: Mapping) -> Iterator[Item]:
    yield Item(
        ("mapping",),
        "the mapping",
        _says(taxonomy=mapping.taxonomy, prefix=mapping.prefix, namespace=mapping.namespace),
        mapping.taxonomy_where,
        "about",
    )
    for statement in mapping.statements:
        yield from _statement(statement)
    for relation in mapping.checks:
        yield _relation("check", "", relation)
    for prose in mapping.prose:
        yield _prose(prose)
    for omitted in mapping.omit_tables:
        yield _omitted(omitted)
    for element in mapping.custom:
        yield _element(mapping.prefix, element)


def _statement(s: StatementRule) -> Iterator[Item]:
    yield Item(
        ("statement", s.role),
        f"statement {s.role}",
        _says(
            title=s.title,
            table=_str(s.table),
            has=_str(s.has),
            has_not=_str(s.has_not),
            after=_str(s.after),
            nth=_str(s.nth),
            note=s.note,
            root=s.root,
            period=s.period,
            concept=", ".join(s.concepts) or None,
            dimensions=_members(s.dimensions),
        ),
        s.where,
        "structure",
        s.role,
    )
    for column in s.columns:
        yield _column(s.role, column)
    yield from _children(s.role, s.children, ())
    for kind, relations in (("sum", s.sums), ("check", s.checks)):
        for relation in relations:
            yield _relation(kind, s.role, relation)


def _children(
    role: str, children: tuple[LineRule | GroupRule, ...], above: tuple[str, ...]
) -> Iterator[Item]:
    for child in children:
        if isinstance(child, GroupRule):
            name = _str(child.heading) or child.concept or ""
            yield Item(
                ("heading", role, *above, fold(name)),
                f'heading "{name}" of {role}',
                _says(**{"heading concept": child.concept}, label=child.label),
                child.where,
                "structure",
                role,
                name,
                len(above),
            )
            yield from _children(role, child.children, (*above, name))
        else:
            yield _line(role, child, above)


def _line(role: str, rule: LineRule, above: tuple[str, ...]) -> Item:
    name = _str(rule.line) or (str(rule.text) if rule.text is not None else ", ".join(rule.concepts))
    what = "line" if rule.line is not None else "text" if rule.text is not None else "shown"
    title = f'"{name}" in {role}' if what != "shown" else f"{name} shown in {role}"
    return Item(
        ("line", role, *above, what, fold(name)),
        title,
        _says(
            concept=None if what == "shown" else ", ".join(rule.concepts) or None,
            heading=" / ".join(above) or None,
            omit=rule.omit,
            sign=None if rule.sign == "auto" else rule.sign,
            positive=rule.positive,
            dimensions=_members(rule.dimensions),
            preferred=rule.preferred,
            label=rule.label,
            **dict(rule.labels),
            unit=rule.unit,
            scale=None if rule.scale is None else f"10^{rule.scale}",
            decimals=None if rule.decimals is None else str(rule.decimals),
            period=rule.period,
            optional="true" if rule.optional else None,
            nth=_str(rule.nth),
            cells="; ".join(map(_cell, rule.cells)) or None,
        ),
        rule.where,
        "line",
        role,
        name,
        len(above),
    )


def _cell(cell: CellRule) -> str:
    """``shares: us-gaap:SharesOutstanding``: the column, and what is said of it there."""
    scale = None if cell.scale is None else f"10^{cell.scale}"
    decimals = None if cell.decimals is None else str(cell.decimals)
    said = (
        *cell.concepts, cell.omit, _members(cell.dimensions), cell.sign, cell.positive, cell.unit, scale,
        decimals, cell.dash, cell.period,
    )  # fmt: skip
    return f"{cell.column}: {', '.join(s for s in said if s)}"


def _column(role: str, column: ColumnRule) -> Item:
    return Item(
        ("column", role, fold(str(column.heading))),
        f'column "{column.heading}" of {role}',
        _says(
            concept=", ".join(column.concepts) or None,
            name=column.name,
            nth=_str(column.nth),
            sign=column.sign,
            positive=column.positive,
            dimensions=_members(column.dimensions),
            low=_members(column.low),
            high=_members(column.high),
            omit=column.omit,
            period=column.period,
        ),
        column.where,
        "member",
        role,
        str(column.heading),
    )


def _relation(kind: str, role: str, relation: Relation) -> Item:
    text = " ".join(relation.text.split()) + (" (rounding allowed)" if relation.rounding else "")
    total = str(relation.total)
    where = f" in {role}" if role else ""
    return Item(
        (kind, role, total), f"{kind} of {total}{where}", _says(relation=text), relation.where, "check", role
    )


def _prose(rule: ProseRule) -> Item:
    return Item(
        ("prose", *map(fold, rule.words)),
        f"words {rule}",
        _says(
            concept=", ".join(rule.concepts) or None,
            share=rule.share,
            dimensions=_members(rule.dimensions),
            omit=rule.omit,
        ),
        rule.where,
        "check",
        "",
        ", ".join(rule.words),
    )


def _omitted(rule: OmitRule) -> Item:
    named = str(rule.table or rule.has)
    return Item(
        ("omitted table", fold(named)),
        f'omitted table "{named}"',
        _says(omit=rule.reason, has=_str(rule.has)),
        rule.where,
        "structure",
        "",
        named,
    )


def _element(prefix: str, element: CustomElement) -> Item:
    return Item(
        ("element", f"{prefix}:{element.name}"),
        f"element {prefix}:{element.name}",
        _says(
            type=element.type,
            period=element.period,
            balance=element.balance,
            domain=element.domain,
            label=element.label,
            documentation=None if element.documentation is None else " ".join(element.documentation.split()),
            near=", ".join(element.near) or None,
            why=None if element.why is None else " ".join(element.why.split()),
        ),
        element.where,
        "element",
        "",
        element.label,
    )


def _says(**pairs: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((k, v) for k, v in pairs.items() if v)


def _str(thing: object | None) -> str | None:
    return None if thing is None else str(thing)


def _members(dimensions: Dimensions) -> str | None:
    return members_text(dimensions) if dimensions else None
