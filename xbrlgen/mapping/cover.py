"""``cover`` of filing.yaml to the values it states."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xbrlgen.mapping import schema_filing as schema
from xbrlgen.mapping.positions import Path_, Positioned
from xbrlgen.model.cover import FIELDS, CoverField, Stated

PLACEHOLDER = "placeholder"


def settle_cover(yaml: Positioned, data: schema.CoverIn) -> tuple[Stated, ...]:
    """Every value of ``cover`` with its field and place, in the order of :data:`FIELDS`."""
    return tuple(stated for field in FIELDS.values() for stated in _values(yaml, data, field))


def _values(yaml: Positioned, data: schema.CoverIn, field: CoverField) -> Iterator[Stated]:
    head, _, tail = field.key.partition(".")
    part = getattr(data, head)
    path: Path_ = ("cover", head)
    if head == "securities":
        for i, security in enumerate(data.securities):
            text = getattr(security, tail)
            if text is not None:
                yield _stated(yaml, field, text, (*path, i, tail), security.member)
    elif field.kind in ("amount", "shares"):
        listed = isinstance(part, list)
        for i, count in enumerate(part if listed else [part]):
            if count is not None:
                where = yaml.where((*path, i) if listed else path)
                yield Stated(field, Decimal(count.value), where, on=count.date, member=count.member)
    else:
        text = getattr(part, tail) if tail else part
        if text is not None:
            yield _stated(yaml, field, text, (*path, tail) if tail else path, None)


def _stated(yaml: Positioned, field: CoverField, text: str, path: Path_, member: str | None) -> Stated:
    where = yaml.where(path)
    if text == PLACEHOLDER and field.placeholder is not None:
        return Stated(field, field.placeholder, where, placeholder=True, member=member)
    match field.kind:
        case "yesno":
            text = "Yes" if text == "true" else "No"
        case "day":
            text = f"--{text}"
    return Stated(field, text, where, member=member)
