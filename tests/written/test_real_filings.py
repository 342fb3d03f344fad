"""Real filings of many makers and years, read and compared; where they lie beside the project."""

from __future__ import annotations

import csv
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from tests.project import SHARED, WITHOUT_SHARED
from xbrlgen.model.comparison import Comparison
from xbrlgen.model.report import Fact
from xbrlgen.pipeline.comparing import compare_paths
from xbrlgen.pipeline.inputs import open_input
from xbrlgen.view.diff_page import comparison_page

FILINGS = SHARED / "filings"
pytestmark = pytest.mark.skipif(not FILINGS.is_dir(), reason=WITHOUT_SHARED)

READ = (
    "asfiled/aapl-20101027/aapl-20100925.xml",
    "asfiled/aapl-20181229/aapl-20181229.xml",
    "asfiled/aapl-20220924/aapl-20220924_htm.xml",
    "asfiled/aapl-20250329/aapl-20250329.htm",
    "asfiled/aeon-20230930/aeon-20230930x10q.htm",
    "asfiled/amzn-20221231/amzn-20221231_htm.xml",
    "asfiled/fizz-20200502/fizz20200502_10k_htm.xml",
    "asfiled/isdr-20191231/isdr-20191231.xml",
    "asfiled/tsla-20240630/tsla-20240630_htm.xml",
    "asfiled/unp-20121231/unp-20121231.xml",
    "inline-only/aapl-10-k-2024-11-01.html",
    "inline-only/jnj-10-k-2025-02-13.html",
    "inline-only/hubs-10-q-2025-08-06.html",
    "instance-only/AAPL-Xbrl.2013.xml",
    "instance-only/aaww-20131231.xml",
    "instance-only/crr.xbrl.xml",
    "instance-only/sweets_and_treats_10q.xml",
)
COMPANY = ("aapl-20101027", "aapl-20220924", "aapl-20230930", "aapl-20250329")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("filings")
    wanted = {n.partition("/")[0] for n in READ}
    for name in sorted(wanted):
        with zipfile.ZipFile(FILINGS / f"{name}.zip") as archive:
            members = [m for m in archive.namelist() if name == "asfiled" or m in READ]
            archive.extractall(target, members)
    return target


@pytest.fixture(scope="module")
def counts() -> dict[str, int]:
    with (FILINGS / "manifest.tsv").open(encoding="utf-8") as stream:
        rows = csv.DictReader(stream, delimiter="\t")
        return {r["path"]: int(r["facts"]) for r in rows if r["facts"].isdigit()}


@pytest.mark.parametrize("name", READ)
def test_every_fact_is_read(name: str, folder: Path, counts: dict[str, int]) -> None:
    opened = open_input(folder / name)
    assert opened.recorded is not None
    facts = opened.recorded.facts
    assert not any("cannot be read as numbers" in note for note in opened.side.notes)
    # The manifest counts what stands in the file, where a fact may be said more than once.
    assert 0.8 * counts[name] <= len(facts) <= counts[name]
    report = opened.recorded.report
    assert report.entity.name
    assert report.about.type in ("10-K", "10-Q")
    assert report.taxonomy.startswith("us-gaap/20")
    assert {s.qname.partition(":")[0] for s in facts} >= {"us-gaap", "dei"}


@pytest.mark.parametrize("name", ["aapl-20250329/aapl-20250329", "aeon-20230930/aeon-20230930x10q"])
def test_an_inline_document_and_the_instance_made_from_it_do_not_differ(name: str, folder: Path) -> None:
    """The SEC's own extraction is the judge of our transformations, continuations and scales."""
    found = compare_paths(folder / "asfiled" / f"{name}.htm", folder / "asfiled" / f"{name}_htm.xml")
    assert [(e.title, e.before, e.after) for e in found.entries] == []
    assert found.moved == ()


def test_a_package_does_not_differ_from_itself_zipped(folder: Path, tmp_path: Path) -> None:
    source = folder / "asfiled" / "tsla-20240630"
    path = tmp_path / "tsla.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in source.iterdir():
            archive.write(file, f"tsla/{file.name}")
    assert compare_paths(source, path).entries == ()


@pytest.fixture(scope="module")
def years(folder: Path) -> Comparison:
    """Two annual reports of one company, a year apart."""
    return compare_paths(folder / "asfiled" / COMPANY[1], folder / "asfiled" / COMPANY[2])


def test_two_years_of_a_company_tell_what_was_restated(years: Comparison) -> None:
    told = {(d.before.qname, str(d.before.period)): (d.before.value, d.after.value)
            for e in years.entries if e.kind == "restated" for d in e.differences if d.before and d.after}  # fmt: skip
    # The second report folded three lines of the cash flow statement into "Other".
    year = "2021-09-26..2022-09-24"
    assert told["us-gaap:OtherNoncashIncomeExpense", year] == (Decimal(-111000000), Decimal(-1006000000))
    assert told["us-gaap:IncreaseDecreaseInOtherOperatingLiabilities", year] == (
        Decimal(5632000000),
        Decimal(6110000000),
    )
    gone = {e.title for e in years.entries if e.kind == "line" and e.change == "removed"}
    assert any("us-gaap:DeferredIncomeTaxExpenseBenefit" in t for t in gone)
    assert any("us-gaap:PaymentsToAcquireBusinessesNetOfCashAcquired" in t for t in gone)


def test_two_years_of_a_company_tell_concepts_members_and_labels(years: Comparison) -> None:
    concepts = {(e.before, e.after) for e in years.entries if e.kind == "concept"}
    assert ("us-gaap:RestrictedInvestments", "us-gaap:DebtSecuritiesAvailableForSaleRestricted") in concepts
    assert any(e.kind == "label" and "RetainedEarningsAccumulatedDeficit" in e.title for e in years.entries)
    assert any(
        e.kind == "about" and (e.before, e.after) == ("us-gaap/2022", "us-gaap/2023") for e in years.entries
    )
    moved = sum(len(m.before) + len(m.after) for m in years.moved)
    assert moved > 800
    assert len(years.entries) < moved / 3, "a year that went by is no flood of differences"


def test_the_statements_of_both_years_stand_side_by_side(years: Comparison) -> None:
    flows = next(s for s in years.sheets if "STATEMENTS OF CASH FLOWS" in s.title)
    other = next(r for r in flows.rows if r.name == "us-gaap:OtherNoncashIncomeExpense")
    shown = [(c.before.value, c.after.value) for c in other.cells
             if isinstance(c.before, Fact) and isinstance(c.after, Fact)]  # fmt: skip
    assert (Decimal(-111000000), Decimal(-1006000000)) in shown
    assert all(c.entry for c in other.cells if isinstance(c.before, Fact) and isinstance(c.after, Fact))
    page = comparison_page(years)
    assert b"(1,006)" in page
    assert page.count(b'<li class="entry ') == len(years.entries)


def test_the_same_facts_come_out_whichever_is_named_first(folder: Path, years: Comparison) -> None:
    turned = compare_paths(folder / "asfiled" / COMPANY[2], folder / "asfiled" / COMPANY[1])
    assert len([e for e in turned.entries if e.kind == "restated"]) == len(
        [e for e in years.entries if e.kind == "restated"]
    )
    assert sum(len(m.before) for m in turned.moved) == sum(len(m.after) for m in years.moved)


def test_reports_fifteen_years_apart_can_be_compared(folder: Path) -> None:
    found = compare_paths(folder / "asfiled" / COMPANY[0], folder / "asfiled" / COMPANY[3])
    assert {e.kind for e in found.entries} >= {"line", "structure", "element"}


def test_a_bare_document_against_a_package_compares_what_both_tell(folder: Path) -> None:
    found = compare_paths(
        folder / "asfiled" / COMPANY[2], folder / "inline-only" / "aapl-10-k-2024-11-01.html"
    )
    assert "labels: only one side has them" in found.left_out
    assert not {"label", "structure", "element"} & {e.kind for e in found.entries}
    assert any(e.kind == "restated" or e.kind == "line" for e in found.entries)
