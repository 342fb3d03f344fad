"""A file's form checked: every fault in one pass, each with its place and the nearest right key."""

from __future__ import annotations

import difflib
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from xbrlgen.mapping import schema
from xbrlgen.mapping import schema_filing as said
from xbrlgen.mapping.positions import Path_, Positioned, Raw
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.where import Where

M = TypeVar("M", bound=BaseModel)


def validated(model: type[M], yaml: Positioned) -> M:
    """The file as the model has it. Raises XbrlgenError with one XG-MAP-009 for each fault."""
    if not isinstance(yaml.raw, dict):
        raise XbrlgenError(
            finding("XG-MAP-009", f"{yaml.file} must be keys with values", Where(yaml.file, 1, 1))
        )
    try:
        return model.model_validate(yaml.raw)
    except ValidationError as error:
        first: dict[Path_, Finding] = {}  # a value of two allowed forms fails both: one complaint
        for fault in error.errors(include_url=False):
            path, _ = _real_path(fault["loc"], yaml.raw)
            if fault["type"] == "missing":
                path = (*path, fault["loc"][-1])
            first.setdefault(path, _complaint(fault, model, yaml))
        raise XbrlgenError(*first.values()) from None


def _complaint(error: ErrorDetails, model: type[BaseModel], yaml: Positioned) -> Finding:
    path, raw = _real_path(error["loc"], yaml.raw)
    kind = error["type"]
    name = next((step for step in reversed(path) if isinstance(step, str)), "")
    hint = None
    if kind == "extra_forbidden":
        known = _keys(model)
        siblings = set(raw) if isinstance(raw, dict) else set()
        near = difflib.get_close_matches(name, sorted(known - siblings), n=1, cutoff=0.6)
        hint = f"did you mean `{near[0]}`?" if near else "see the mapping reference for the keys allowed here"
        if " " in name and error["input"] is None:
            hint = "a comma inside {...} ends a value: put text that holds one into quotes"
        return finding("XG-MAP-009", f"key `{name}` is not known here", yaml.where(path, key=True), hint=hint)
    if kind == "missing":
        return finding("XG-MAP-009", f"key `{error['loc'][-1]}` is missing", yaml.where(path))
    given = error["input"]
    message = error["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    if kind == "value_error":
        return finding("XG-MAP-009", message, yaml.where(path))
    shown = f" `{given}`" if isinstance(given, str) else ""
    expected = {
        "string_pattern_mismatch": _FORMS.get(
            str(name), "it must match " + str(error.get("ctx", {}).get("pattern"))
        ),
    }.get(kind, f"it must be {message[0].lower() + message[1:]}")
    return finding("XG-MAP-009", f"`{name}`: value{shown} is not allowed; {expected}", yaml.where(path))


_FORMS = {
    "concept": "a concept is written prefix:Name, such as us-gaap:Revenues",
    "root": "an element is written prefix:Name, such as us-gaap:IncomeStatementAbstract",
    "show": "a concept is written prefix:Name, such as us-gaap:Revenues",
    "cik": "a CIK has up to ten digits; `placeholder` stands for one not yet known",
    "title": "it must read Statement - Title (or Disclosure, Schedule, Document)",
    "namespace": "it must be an http:// address of the company's",
    "fiscal_year_end": "it is month and day, such as 12-31",
    "currency": "it is an ISO 4217 code, such as USD",
}


def _real_path(loc: tuple[int | str, ...], raw: Raw) -> tuple[Path_, Raw]:
    """pydantic's location without the names of union branches; and the container it ends in."""
    path: list[str | int] = []
    node: Raw = raw
    container: Raw = raw
    for step in loc:
        if isinstance(node, dict) and step in node:
            container, node = node, node[str(step)]
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            container, node = node, node[step]
        else:
            continue
        path.append(step)
    return tuple(path), container


def _keys(model: type[BaseModel]) -> set[str]:
    """Every key that any part of the file knows: the nearest right spelling is looked for among them."""
    mapping = (
        schema.LineIn, schema.CellIn, schema.GroupIn, schema.ColumnIn, schema.StatementIn, schema.CustomIn,
        schema.SumIn, schema.CheckIn, schema.ExtensionIn, schema.OmitTableIn, schema.ProseIn,
        schema.MappingIn,
    )  # fmt: skip
    filing = (
        said.ReportIn, said.EntityIn, said.DocumentIn, said.WaiverIn, said.CoverIn, said.AddressIn,
        said.PhoneIn, said.AuditorIn, said.SecurityIn, said.CountIn,
    )  # fmt: skip
    keys: set[str] = set()
    for part in filing if model is said.ReportIn else mapping:
        keys.update(part.model_fields)
    return keys
