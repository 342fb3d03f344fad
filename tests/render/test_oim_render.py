"""xBRL-JSON and xBRL-CSV of the sample filing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from papers import HELD, HOSTILE
from sample import CONCEPTS, CORE, QUARTER

from xbrlgen.model.period import FOREVER, Period
from xbrlgen.model.report import Context, Fact, Footnote, Report, Unit
from xbrlgen.model.where import Where
from xbrlgen.render.oim import TEXT_TYPES, csv_facts, oim_artifacts, oim_unit, period, xbrl_json
from xbrlgen.resources import shipped


def files(report: Report) -> dict[str, bytes]:
    return {a.name: a.data for a in oim_artifacts(report)}


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def test_facts_have_their_ids_aspects_and_notes(report: Report) -> None:
    filing = json.loads(files(report)["exa-20040930.json"])
    facts = filing["facts"]
    assert [n for n in facts if n.startswith("f-")] == [f.id for f in report.facts]
    assert facts[f"f-Revenues-{CORE.id}"] == {
        "value": "120000000",
        "decimals": -5,
        "dimensions": {
            "concept": "us-gaap:Revenues",
            "entity": "cik:0000123456",
            "period": "2004-07-01T00:00:00/2004-10-01T00:00:00",
            "unit": "iso4217:USD",
            "srt:ProductOrServiceAxis": "exa:CoreCustomersMember",
        },
        "links": {"footnote": {"_": ["fn-A"]}},
    }
    assert facts["f-SharesOutstanding-I-2004-09-30"]["dimensions"]["period"] == "2004-10-01T00:00:00"
    # Exact numbers have no decimals; pure numbers no unit; text a language.
    assert "decimals" not in facts["f-SharesOutstanding-I-2004-09-30"]
    assert "unit" not in facts[f"f-AdjustedMargin-{QUARTER.id}"]["dimensions"]
    assert facts[f"f-DocumentType-{QUARTER.id}"]["dimensions"]["language"] == "en-us"
    assert facts["fn-A"]["dimensions"] == {"concept": "xbrl:note", "noteId": "fn-A", "language": "en-us"}
    assert "fn-C" not in facts
    assert filing["documentInfo"]["taxonomy"] == ["exa-20040930.xsd"]


def test_a_row_for_each_fact_with_no_empty_dimension(report: Report) -> None:
    got = files(report)
    table = rows(got["exa-20040930_facts.csv"])
    assert [r["id"] for r in table] == [f.id for f in report.facts]
    assert table[3]["srt_ProductOrServiceAxis"] == "exa:CoreCustomersMember"
    assert table[2]["srt_ProductOrServiceAxis"] == "#none"
    assert [r["unit"] for r in table[:2]] == ["#none", "#none"]
    metadata = json.loads(got["exa-20040930_csv.json"])
    links = metadata["links"]["footnote"]["_"]
    assert links[f"facts.r_f-OperatingIncomeLoss-{QUARTER.id}.value"] == [
        "notes.r_fn-A.note",
        "notes.r_fn-B.note",
    ]
    assert [r["id"] for r in rows(got["exa-20040930_notes.csv"])] == ["fn-A", "fn-B"]


def test_without_notes_there_is_no_table_of_notes(report: Report) -> None:
    bare = replace(report, facts=tuple(replace(f, footnotes=()) for f in report.facts), footnotes=())
    got = files(bare)
    assert "exa-20040930_notes.csv" not in got
    assert "links" not in json.loads(got["exa-20040930_csv.json"])
    assert "linkTypes" not in json.loads(got["exa-20040930.json"])["documentInfo"]


@pytest.mark.parametrize(
    ("value", "cell"), [("", "#empty"), ("#nil", "##nil"), ("#1 of 2", "##1 of 2"), ("=1+1", "=1+1")]
)
def test_values_are_not_taken_for_special_ones(report: Report, value: str, cell: str) -> None:
    fact = Fact("f.1", CONCEPTS["dei:DocumentType"], value, QUARTER)
    (row,) = rows(files(replace(report, facts=(fact,)))["exa-20040930_facts.csv"])
    assert (row["id"], row["value"]) == ("f\xb71", cell)


def test_hostile_text_stays_text(report: Report) -> None:
    note = Footnote("fn-A", "A", "a < b & c", Where("release.txt", 1, 1))
    fact = Fact("f-1", CONCEPTS["dei:DocumentType"], HOSTILE + '\r\n"', QUARTER, footnotes=(note,))
    got = files(replace(report, facts=(fact,), footnotes=(note,)))
    filing = json.loads(got["exa-20040930.json"])
    assert filing["facts"]["f-1"]["value"] == HELD + '\r\n"'
    assert rows(got["exa-20040930_facts.csv"])[0]["value"] == HELD + '\r\n"'
    assert filing["facts"]["fn-A"]["value"] == "a &lt; b &amp; c"


def test_facts_are_not_held(report: Report) -> None:
    """The first bytes come before the last fact is asked for."""
    asked = 0

    class Endless(tuple[Fact, ...]):
        def __iter__(self) -> Iterator[Fact]:
            nonlocal asked
            for n in range(5000):
                asked = n
                yield replace(report.facts[2], id=f"f-{n}")

    for write in (xbrl_json, csv_facts):
        stream = write(replace(report, facts=Endless()))
        next(stream)
        next(stream)
        asked = 0
        assert len(next(stream)) > 1000
        assert asked < 4999


def test_periods_end_at_the_midnight_after() -> None:
    assert period(Period(None, date(2004, 12, 31))) == "2005-01-01T00:00:00"
    assert period(Period(date(2004, 2, 29), date(2004, 2, 29))) == "2004-02-29T00:00:00/2004-03-01T00:00:00"


@pytest.mark.parametrize(
    ("unit", "text"),
    [
        (Unit("u", ("xbrli:pure",)), None),
        (Unit("u", ("iso4217:USD",)), "iso4217:USD"),
        (Unit("u", ("iso4217:USD",), ("xbrli:shares",)), "iso4217:USD/xbrli:shares"),
        (Unit("u", ("utr:h", "utr:W")), "utr:W*utr:h"),
        (Unit("u", ("utr:h", "utr:W"), ("utr:m", "utr:a")), "(utr:W*utr:h)/(utr:a*utr:m)"),
    ],
)
def test_units(unit: Unit, text: str | None) -> None:
    assert oim_unit(unit) == text


def test_numbers_are_written_without_exponent(report: Report) -> None:
    fact = replace(report.facts[2], value=Decimal("-1E+9"))
    (row,) = rows(files(replace(report, facts=(fact,)))["exa-20040930_facts.csv"])
    assert row["value"] == "-1000000000"


def test_the_types_that_have_a_language_are_those_derived_from_string() -> None:
    """Against the shipped tables of every year."""
    for table in sorted(shipped("taxonomy").glob("*/types.tsv")):
        derived = {
            line.split("\t")[0]
            for line in table.read_text("utf-8").splitlines()[1:]
            if line.split("\t")[1] in TEXT_TYPES
        }
        assert derived <= TEXT_TYPES, table.parent.name


def test_nil_facts_languages_and_forever_are_written(report: Report) -> None:
    always = Context("always", FOREVER)
    facts = (
        Fact("f-n", CONCEPTS["us-gaap:Revenues"], None, QUARTER, Unit("USD", ("iso4217:USD",))),
        Fact("f-f", CONCEPTS["dei:DocumentType"], "été", always, language="fr-CA"),
        Fact("f-d", CONCEPTS["dei:DocumentType"], "8-K", QUARTER),
    )
    got = files(replace(report, facts=facts, contexts=(QUARTER, always)))
    said = json.loads(got["exa-20040930.json"])["facts"]
    assert (said["f-n"]["value"], "decimals" in said["f-n"]) == (None, False)
    assert "period" not in said["f-f"]["dimensions"]
    assert [said[i]["dimensions"]["language"] for i in ("f-f", "f-d")] == ["fr-ca", "en-us"]
    table = rows(got["exa-20040930_facts.csv"])
    assert [r["value"] for r in table] == ["#nil", "été", "8-K"]
    assert [r["language"] for r in table] == ["#none", "fr-ca", "en-us"]
    assert [r["period"] for r in table][1] == "#none"
    columns = json.loads(got["exa-20040930_csv.json"])["tableTemplates"]["facts"]["columns"]
    assert columns["value"]["dimensions"]["language"] == "$language"
    assert "language" not in rows(files(report)["exa-20040930_facts.csv"])[0]
