"""What the rules of a mapping and the waivers of a filing ask for, where that shows in no fact."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from xbrlgen.model.mapping import ColumnRule, LineRule, Mapping, StatementRule, Waiver
from xbrlgen.model.matcher import Matcher
from xbrlgen.model.recorded import AskedRecord
from xbrlgen.model.scale import NumberForm

IN_TEXT = "running text"
"""The scope of what is asked of the running text."""


def asked_of(mapping: Mapping, waivers: Iterable[Waiver]) -> Iterator[AskedRecord]:
    """In the order of the mapping, waivers last; a plain caption with nothing beside it is not recorded."""
    for statement in mapping.statements:
        yield from _of_statement(statement)
    for omitted in mapping.omit_tables:
        named = " ".join(f"{_matcher(m)}" for m in (omitted.table, omitted.has) if m is not None)
        yield AskedRecord("", f"no table {named}", omitted.where)
    for accounts in mapping.omit_accounts:
        yield AskedRecord("", f"no accounts {', '.join(map(str, accounts.accounts))}", accounts.where)
    for rule in mapping.prose:
        words = ", ".join(map(_q, rule.words))
        parts = [f"words {words}", *_said(section=rule.section, period=rule.period)]
        yield AskedRecord(IN_TEXT, ", ".join(parts) + (", left out" if rule.omit else ""), rule.where)
    for waiver in waivers:
        about = f" about {', '.join(map(_q, waiver.about))}" if waiver.about else ""
        yield AskedRecord("", f"{waiver.code} waived{about}", waiver.where)


def with_sign(
    role: str, rule: LineRule, sign: str
) -> tuple[tuple[AskedRecord, ...], tuple[AskedRecord, ...]]:
    """What a line asks for as it is, and once it has a ``sign``: a plain caption asks for something then."""
    return tuple(_of_line(role, rule)), tuple(_of_line(role, replace(rule, sign=sign)))


def _of_statement(statement: StatementRule) -> Iterator[AskedRecord]:
    s = statement
    chosen = _said(table=s.table, has=s.has, has_not=s.has_not, sheet=s.sheet, range=s.range, after=s.after)
    chosen += [*_said(nth=s.nth, note=s.note, period=s.period), *_form(s.form)]
    if chosen:
        yield AskedRecord(s.role, ", ".join(chosen), s.where)
    # `positive` goes down from statement and headings to lines; most of them would say the same.
    sides = Counter(rule.positive for rule in s.rules() if rule.positive is not None and not rule.show)
    if sides:
        counts = (f"{side} on {number}" for side, number in sorted(sides.items()))
        yield AskedRecord(s.role, f"positive {', '.join(counts)} of its lines", s.where)
    forms = Counter(form for rule in s.rules() if (form := ", ".join(_form(rule.group))))
    for form, number in sorted(forms.items()):
        yield AskedRecord(s.role, f"{form} under headings of {number} of its lines", s.where)
    for column in s.columns:
        yield AskedRecord(s.role, ", ".join(_of_column(column)), column.where)
    for group in s.groups():
        if group.heading is not None and group.heading.pattern is not None:
            yield AskedRecord(s.role, f"heading {_matcher(group.heading)}", group.where)
    for rule in s.rules():
        yield from _of_line(s.role, rule)


def _of_column(column: ColumnRule) -> Iterator[str]:
    yield f"column {_matcher(column.heading)}"
    yield from _said(nth=column.nth, period=column.period, sign=column.sign, positive=column.positive)
    yield from _form(column.form)
    if column.omit is not None:
        yield "left out"


def _of_line(role: str, rule: LineRule) -> Iterator[AskedRecord]:
    more = _said(nth=rule.nth, period=rule.period, scale=rule.scale, decimals=rule.decimals)
    more += _said(unit=rule.unit, dash=rule.dash, sign=None if rule.sign == "auto" else rule.sign)
    more += [f"section {section}" for section in rule.section if section.pattern is not None]
    more += [f"in column {_matcher(cell.column)}" for cell in rule.cells]
    more += ["optional"] * rule.optional + ["left out"] * (rule.omit is not None)
    if rule.line is not None and (more or rule.line.pattern is not None):
        yield AskedRecord(role, ", ".join([f"line {_matcher(rule.line)}", *more]), rule.where)
    elif rule.line is None and more:
        name = f"text {_q(str(rule.text))}" if rule.text is not None else f"accounts {rule}"
        yield AskedRecord(role, ", ".join([name, *more]), rule.where)


def _form(form: NumberForm) -> list[str]:
    """What is said of all numbers below: a scale of each kind in powers of ten."""
    said = [f"{kind.value} at 10^{power}" for kind, power in form.scales]
    return said + _said(decimals=form.decimals, unit=form.unit, dash=form.dash)


def _said(**keys: Matcher | str | int | None) -> list[str]:
    """The keys that say something, each in words."""
    return [
        f"{key} {_matcher(value) if isinstance(value, Matcher) else value}"
        for key, value in keys.items()
        if value is not None
    ]


def _matcher(matcher: Matcher) -> str:
    """A pattern as it is written between its strokes, a text in quotes."""
    return _q(matcher.text) if matcher.pattern is None else str(matcher).replace("\n", "\\n")


def _q(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
