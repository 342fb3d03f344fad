"""xBRL-JSON (Open Information Model 1.0) read into the same views as XML."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from xbrlgen.model.where import Where
from xbrlgen.written.names import day_of, end_of, number_of
from xbrlgen.written.reader import usual_prefix
from xbrlgen.written.views import ContextView, FactView, UnitView, Written

_CORE = frozenset({"concept", "entity", "period", "unit", "language", "noteId"})


def read_json(name: str, data: bytes) -> Written:
    """The facts of an xBRL-JSON report. Raises ValueError saying what is wrong with it."""
    try:
        filing = json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_int=Decimal)
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"is no JSON: {_short(error)}") from error
    info = filing.get("documentInfo") if isinstance(filing, dict) else None
    facts = filing.get("facts") if isinstance(filing, dict) else None
    if not isinstance(info, dict) or not isinstance(facts, dict):
        raise ValueError("has no documentInfo and facts")
    return _JsonReader(name, info).read(facts)


def _short(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else " ".join(str(error).split())[:80]


class _JsonReader:
    def __init__(self, name: str, info: dict[str, Any]) -> None:
        namespaces = info.get("namespaces")
        self.namespaces = namespaces if isinstance(namespaces, dict) else {}
        self.where = Where(name)
        self.contexts: dict[tuple[object, ...], ContextView] = {}
        self.units: dict[str, UnitView] = {}

    def read(self, facts: dict[str, Any]) -> Written:
        views = tuple(v for i, f in facts.items() if isinstance(f, dict) for v in [self.fact(str(i), f)] if v)
        out = Written((), None, contexts=tuple(self.contexts.values()), units=tuple(self.units.values()))
        out.facts = views
        out.namespaces = tuple(map(str, self.namespaces.values()))
        return out.settle()

    def name(self, qname: object) -> str:
        prefix, colon, local = str(qname).partition(":")
        if not colon:
            return prefix
        return f"{usual_prefix(str(self.namespaces.get(prefix, '')), prefix)}:{local}"

    def fact(self, id_: str, fact: dict[str, Any]) -> FactView | None:
        dims = fact.get("dimensions")
        if not isinstance(dims, dict) or "concept" not in dims or dims["concept"] == "xbrl:note":
            return None
        decimals = fact.get("decimals")
        # A number without a unit is pure (OIM section 5.1.4); no text has decimals.
        unit = self.unit(dims.get("unit") or (None if decimals is None else "xbrli:pure"))
        value = fact.get("value")
        numeric = unit is not None
        raw = "" if value is None else str(value)
        return FactView(
            id=id_,
            concept=self.name(dims["concept"]),
            context=self.context(dims).id,
            unit=unit,
            value=number_of(raw) if numeric else raw,
            decimals="INF" if decimals is None and numeric else None if decimals is None else str(decimals),
            where=self.where,
            nil=value is None,
            lang=str(dims.get("language") or ""),
            raw=raw,
        )

    def unit(self, text: object) -> str | None:
        """``iso4217:USD/xbrli:shares``."""
        if text is None:
            return None
        said = str(text)
        if said not in self.units:
            top, _, bottom = re.sub(r"[()]", "", said).partition("/")
            above, below = (tuple(sorted(self.name(m) for m in p.split("*") if m)) for p in (top, bottom))
            self.units[said] = UnitView(said, above, below, self.where)
        return said

    def context(self, dims: dict[str, Any]) -> ContextView:
        start, slash, end = str(dims.get("period") or "").partition("/")
        pairs = tuple(
            sorted(
                (self.name(axis), self.name(member) if member is not None else "")
                for axis, member in dims.items()
                if axis not in _CORE
            )
        )
        entity = str(dims.get("entity") or "").rpartition(":")[2]
        first, last = (day_of(start), end_of(end)) if slash else (None, end_of(start))
        key = (entity, first, last, pairs)
        if key not in self.contexts:
            self.contexts[key] = ContextView(
                f"c{len(self.contexts) + 1}", "", entity, first, last, pairs, self.where, forever=last is None
            )
        return self.contexts[key]
