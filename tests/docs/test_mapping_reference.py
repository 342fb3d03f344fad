"""docs/mapping-reference.md names every key there is, and its examples load."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from ruamel.yaml import YAML

from tests.docs.pages import DOCS, Section, sections
from xbrlgen.catalog import open_catalog
from xbrlgen.mapping import schema, schema_filing
from xbrlgen.mapping.load import load_mapping
from xbrlgen.mapping.load_filing import load_report
from xbrlgen.mapping.positions import load_yaml
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.mapping import Mapping
from xbrlgen.model.project import Project

PAGE = DOCS / "mapping-reference.md"
SECTIONS = {section.title: section for section in sections(PAGE)}
MODELS: dict[str, type[BaseModel]] = {
    "mapping.yaml": schema.MappingIn,
    "extension": schema.ExtensionIn,
    "statements": schema.StatementIn,
    "lines": schema.LineIn,
    "headings": schema.GroupIn,
    "columns": schema.ColumnIn,
    "cells": schema.CellIn,
    "notes": schema.NoteIn,
    "policies": schema.PolicyIn,
    "note tables": schema.NoteTableIn,
    "details": schema.DetailsIn,
    "sums": schema.SumIn,
    "checks": schema.CheckIn,
    "custom": schema.CustomIn,
    "omit_tables": schema.OmitTableIn,
    "omit_accounts": schema.OmitAccountsIn,
    "prose": schema.ProseIn,
    "filing.yaml": schema_filing.ReportIn,
    "sources": schema_filing.SourceIn,
    "entity": schema_filing.EntityIn,
    "document": schema_filing.DocumentIn,
    "cover": schema_filing.CoverIn,
    "address": schema_filing.AddressIn,
    "phone": schema_filing.PhoneIn,
    "auditor": schema_filing.AuditorIn,
    "securities": schema_filing.SecurityIn,
    "counts": schema_filing.CountIn,
    "waivers": schema_filing.WaiverIn,
}
ROW = re.compile(r"^\| `(\w+)` \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)

BASE = """
taxonomy: us-gaap/2025
extension: {prefix: exc, namespace: "http://www.example.com/{period_end:%Y%m%d}"}
statements:
  - role: Base
    title: Statement - Base
    table: Base
    lines:
      - line: A
        concept: us-gaap:Revenues
        dimensions: {srt:ProductOrServiceAxis: exc:ServicesMember}
      - line: B
        concept: us-gaap:Revenues
        dimensions: {srt:ProductOrServiceAxis: exc:ProductsMember}
custom:
  ServicesMember: {type: member, label: Services, why: test}
  ProductsMember: {type: member, label: Products, why: test}
  AdjustedEBITDA: {type: monetary, label: Adjusted EBITDA, why: test}
  AdjustedEBITDAPercentOfRevenue: {type: percent, label: Share, why: test}
"""
REPORT_BASE = """
sources: [release.txt]
entity: {name: EXAMPLE CORP, cik: placeholder}
document: {type: 8-K, date: 2025-10-30, period_end: 2025-09-30}
"""


def models(root: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """``root`` and every model its fields can hold."""
    seen: list[type[BaseModel]] = [root]

    def visit(annotation: Any) -> None:
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            if annotation not in seen:
                seen.append(annotation)
                for field in annotation.model_fields.values():
                    visit(field.annotation)
            return
        for part in get_args(annotation):
            visit(part)

    for field in root.model_fields.values():
        visit(field.annotation)
    yield from seen


def parse(folder: Path, text: str) -> Any:
    (folder / "example.yaml").write_text(text, encoding="utf-8")
    return load_yaml(Project.at(folder), "example.yaml").raw


def write(path: Path, data: Any) -> None:
    stream = StringIO()
    YAML(typ="safe", pure=True).dump(data, stream)
    path.write_text(stream.getvalue(), encoding="utf-8")


def load(folder: Path, section: Section, example: str) -> Mapping | None:
    """The example by the real loader, put into what it needs round it."""
    given = parse(folder, example)
    if MODELS[section.title] in models(schema_filing.ReportIn):
        write(folder / "filing.yaml", {**parse(folder, REPORT_BASE), **given})
        load_report(Project.at(folder))
        return None
    whole = parse(folder, BASE)
    for key, value in given.items():
        if key in ("lines", "columns", "sums") or (key == "checks" and "taxonomy" not in given):
            statement = whole["statements"][0]
            statement[key] = [*statement.get(key, ()), *value]
        elif key == "statements":
            whole[key] = [*whole[key], *value]
        elif key == "custom":
            whole[key] = {**whole[key], **value}
        else:
            whole[key] = value
    write(folder / "mapping.yaml", whole)
    mapping, vocabulary = load_mapping(Project.at(folder), "mapping.yaml", open_catalog)
    named = set(re.findall(r"\b(?:us-gaap|srt|dei|exc):\w+", example))
    assert {name for name in named if vocabulary.concept(name) is None} == set()
    return mapping


def test_every_part_of_the_form_has_a_section() -> None:
    parts = {*models(schema.MappingIn), *models(schema_filing.ReportIn)}
    assert {m.__name__ for m in parts} == {m.__name__ for m in MODELS.values()}
    assert set(MODELS) <= set(SECTIONS)


def rows(title: str) -> dict[str, tuple[str, str, str]]:
    return {
        key: (meaning, form, default) for key, meaning, form, default in ROW.findall(SECTIONS[title].text)
    }


@pytest.mark.parametrize("title", MODELS)
def test_the_table_names_every_key_and_no_other(title: str) -> None:
    assert list(rows(title)) == list(MODELS[title].model_fields)
    assert all(all(cells) for cells in rows(title).values())


@pytest.mark.parametrize("title", MODELS)
def test_the_table_tells_the_default(title: str) -> None:
    for key, field in MODELS[title].model_fields.items():
        told = rows(title)[key][2]
        assert told.startswith(default(field)), key


def default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    value = field.get_default(call_default_factory=True)
    assert value is not PydanticUndefined
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, str):
        return f"`{value}`"
    return ""  # nothing, or what is said round it


@pytest.mark.parametrize("title", MODELS)
def test_every_key_stands_in_an_example(title: str, tmp_path: Path) -> None:
    keys: set[str] = set()

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            keys.update(node)
            for value in node.values():
                collect(value)
        elif isinstance(node, list):
            for value in node:
                collect(value)

    for example in SECTIONS[title].blocks("yaml"):
        collect(parse(tmp_path, example))
    # The keys of details are those of statements, whose section shows them.
    shown = keys.union(schema.StatementIn.model_fields) if title == "details" else keys
    assert set(MODELS[title].model_fields) - shown == set()


EXAMPLES = [(s, e) for s in SECTIONS.values() for e in s.blocks("yaml")]


@pytest.mark.parametrize(("section", "example"), EXAMPLES, ids=[s.title for s, _ in EXAMPLES])
def test_every_example_loads(section: Section, example: str, tmp_path: Path) -> None:
    carry(tmp_path)
    load(tmp_path, section, example)


def carry(folder: Path) -> None:
    """A taxonomy to carry on, for the example that does so."""
    (folder / "taxonomy").mkdir()
    (folder / "taxonomy" / "exc-20250930.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:exc="http://www.example.com/20250930"'
        ' targetNamespace="http://www.example.com/20250930"/>',
        encoding="utf-8",
    )


def test_a_wrong_example_would_not_load(tmp_path: Path) -> None:
    with pytest.raises(XbrlgenError, match="key `concpt` is not known"):
        load(tmp_path, SECTIONS["lines"], "lines: [{line: A, concpt: us-gaap:Revenues}]")
    with pytest.raises(AssertionError):
        load(tmp_path, SECTIONS["lines"], "lines: [{line: A, concept: us-gaap:Revenus}]")


def test_signs_are_as_told(tmp_path: Path) -> None:
    """The three examples of the section on signs, through the whole of the program."""
    import xbrlgen

    (tmp_path / "release.txt").write_text(
        "STATEMENTS OF OPERATIONS\n($ thousands)\n\n"
        "                                 Three Months Ended\n"
        "                                    September 30,\n"
        "                                  2025         2024\n"
        "                                 ------       ------\n"
        "Income Tax                        (800)        (500)\n"
        "Interest Expense                  (100)        (120)\n"
        "Other Income                       (50)         (60)\n",
        encoding="utf-8",
    )
    (tmp_path / "filing.yaml").write_text(REPORT_BASE, encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text(
        'taxonomy: us-gaap/2025\nextension: {prefix: exc, namespace: "http://www.example.com/1"}\n'
        "statements:\n"
        "  - role: Base\n    title: Statement - Base\n    table: /^statements/i\n    positive: credit\n"
        "    lines:\n"
        "      - {line: Income Tax, concept: us-gaap:IncomeTaxExpenseBenefit}\n"
        "      - {line: Interest Expense, concept: us-gaap:InterestExpenseNonoperating, sign: keep}\n"
        "      - {line: Other Income, concept: us-gaap:OtherNonoperatingIncomeExpense}\n",
        encoding="utf-8",
    )
    result = xbrlgen.check(tmp_path, xbrlgen.Options(fast=True))
    values = {f.concept.name: f.value for f in result.report.facts if f.context.period.end.year == 2025}
    assert values["IncomeTaxExpenseBenefit"] == 800_000
    assert values["InterestExpenseNonoperating"] == -100_000
    assert values["OtherNonoperatingIncomeExpense"] == -50_000
