"""The example written for us-gaap 2020, carried to 2025: the official years where they lie beside the checkout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import SHARED, WITHOUT_SHARED, copy_example
from xbrlgen.catalog import Catalog, open_catalog
from xbrlgen.model.finding import Severity
from xbrlgen.model.migration import Migrated
from xbrlgen.model.report import Fact
from xbrlgen.pipeline import load, submit, work
from xbrlgen.pipeline.migrating import Request, migrate
from xbrlgen.pipeline.testing import record_of, verify_project

Y2020 = SHARED / "taxonomies" / "us-gaap-2020-official.zip"
Y2025 = SHARED / "taxonomies" / "us-gaap-2025-reconstructed.zip"
pytestmark = pytest.mark.skipif(not Y2020.is_file() or not Y2025.is_file(), reason=WITHOUT_SHARED)

WRITTEN_FOR_2020 = {
    # One successor, deprecated in 2025: a line and a sum.
    "AccountsReceivableNetCurrent": "AccountsReceivableRelatedPartiesCurrent",
    "OtherReceivablesNetCurrent": "DueFromAffiliateCurrent",
    # One successor, gone: a line and a sum.
    "PrepaidExpenseAndOtherAssetsCurrent": "DeferredTaxAssetsNetCurrent",
    # Deprecated in 2020 already, one successor: lines, members, sums, ratios, show, prose.
    "Revenues": "LicensesRevenue",
    # Two successors: lines that are basic and diluted, ratios, prose.
    "EarningsPerShareBasic": "EarningsPerShareBasicAndDiluted",
    "WeightedAverageNumberOfSharesOutstandingBasic": "WeightedAverageNumberOfShareOutstandingBasicAndDiluted",
    "IncomeLossFromContinuingOperationsPerBasicShare": "IncomeLossFromContinuingOperationsPerBasicAndDilutedShare",
    # None.
    "IncomeLossFromDiscontinuedOperationsNetOfTaxPerBasicShare": "DiscontinuedOperationIncomeLossFromDiscontinuedOperationNetOfTaxPerBasicAndDilutedShare",
    # 2020 does not have the successor yet; nothing is deprecated.
    "InterestExpenseNonoperating": "InterestExpense",
    # An axis with an own member and a standard one.
    "srt:ProductOrServiceAxis": "us-gaap:InvestmentsInAndAdvancesToAffiliatesCategorizationAxis",
    "SwitchedAccessMember": "CollaborativeArrangementProductAgreementMember",
}
DILUTED = (
    "EarningsPerShareDiluted",
    "WeightedAverageNumberOfDilutedSharesOutstanding",
    "IncomeLossFromContinuingOperationsPerDilutedShare",
    "IncomeLossFromDiscontinuedOperationsNetOfTaxPerDilutedShare",
)
CHOICES = tuple(
    f"{WRITTEN_FOR_2020[basic]}={basic},{diluted}"
    for basic, diluted in zip(
        (
            "EarningsPerShareBasic",
            "WeightedAverageNumberOfSharesOutstandingBasic",
            "IncomeLossFromContinuingOperationsPerBasicShare",
            "IncomeLossFromDiscontinuedOperationsNetOfTaxPerBasicShare",
        ),
        DILUTED,
        strict=True,
    )
)


def project_2020(folder: Path) -> Path:
    """The example as it would have been written with the 2020 taxonomy."""
    project = copy_example(folder)
    path = project / "mapping.yaml"
    text = path.read_text("utf-8").replace("us-gaap/2025", "us-gaap/2020")
    for diluted in DILUTED:  # one concept for a line that is basic and diluted
        text = re.sub(rf"\[(us-gaap:\w+), us-gaap:{diluted}\]", r"\1", text)
    own = re.compile(r"  SwitchedAccessMember:\n(?:    .*\n)+")
    text = own.sub("", text).replace("mpe:SwitchedAccessMember", "us-gaap:SwitchedAccessMember")
    for new, old in WRITTEN_FOR_2020.items():
        # Captions have these words too, so names count with a prefix, in sums and in brackets.
        pattern = (
            rf"(?<=us-gaap:){new}\b|(?<=[=+/[-] ){new}\b|(?<=\[){new}\b|(?<=- ){new}(?= =)|(?<=\"){new}(?= =)"
        )
        text = re.sub(new if ":" in new else pattern, old, text)
    path.write_text(text, "utf-8")
    return project


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return project_2020(tmp_path_factory.mktemp("old"))


def again(folder: Path, project: Path) -> Path:
    """A copy to write into."""
    target = folder / "project"
    for path in project.rglob("*"):
        if path.is_file():
            (target / path.relative_to(project)).parent.mkdir(parents=True, exist_ok=True)
            (target / path.relative_to(project)).write_bytes(path.read_bytes())
    return target


def shots(project: Path, *packages: Path) -> tuple[Fact, ...]:
    return record_of(work(*load(project, packages))).facts


def errors(project: Path, *packages: Path) -> list[str]:
    worked = work(*load(project, packages))
    return [str(f) for f in submit(worked).findings if f.severity is Severity.ERROR]


def test_it_builds_with_2020(old: Path) -> None:
    assert errors(old, Y2020) == []


def out_of_force(project: Path, new: Catalog) -> Iterator[str]:
    """By other means than migration uses: every name that the file holds, looked up in the new year."""
    text = (project / "mapping.yaml").read_text("utf-8")
    for name in sorted(set(re.findall(r"(?<![\w-])(?:us-gaap|srt):\w+", text))):
        concept = new.concept(name)
        if concept is None or concept.deprecated:
            yield name


def test_every_concept_out_of_force_is_named_and_replaced_or_asked_about(old: Path) -> None:
    migrated = migrate(old, Request("us-gaap/2025", packages=(Y2020, Y2025)))
    named = {f.message.split()[0]: f for f in migrated.findings if f.code in ("XG-MIG-001", "XG-MIG-002")}
    new = open_catalog("us-gaap/2025", (Y2020, Y2025))
    assert sorted(named) == list(out_of_force(old, new))
    assert len(named) == len(WRITTEN_FOR_2020) - 1, "all but InterestExpense"
    replaced = {r.choice.old: r.choice.news for r in migrated.replacements}
    assert replaced == {
        f"us-gaap:{WRITTEN_FOR_2020[name]}".replace("us-gaap:us-gaap", "us-gaap"): (successor,)
        for name, successor in {
            "AccountsReceivableNetCurrent": "us-gaap:AccountsReceivableNetCurrent",
            "OtherReceivablesNetCurrent": "us-gaap:OtherReceivablesNetCurrent",
            "PrepaidExpenseAndOtherAssetsCurrent": "us-gaap:DeferredIncomeTaxAssetsNet",
            "Revenues": "us-gaap:RevenueFromContractWithCustomerIncludingAssessedTax",
            "srt:ProductOrServiceAxis": "us-gaap:InvestmentIssuerAffiliationAxis",
            "SwitchedAccessMember": "us-gaap:ProductMember",
        }.items()
    }
    assert sorted((*migrated.undecided, *replaced)) == sorted(named)
    for qname in migrated.undecided:
        found = named[qname]
        assert found.severity is Severity.ERROR
        assert f"--choose {qname.partition(':')[2]}=" in (found.hint or "")
    assert "calculation parents" not in " ".join(migrated.notes), "both years have them"
    sums = [f.message for f in migrated.findings if "adds up otherwise" in f.message]
    assert any(m.startswith("us-gaap:InterestExpense ") for m in sums)


def test_with_the_shipped_tables_what_they_do_not_hold_is_asked_about(old: Path) -> None:
    migrated = migrate(old, Request("us-gaap/2025", packages=(Y2020,)))
    named = {f.message.split()[0] for f in migrated.findings if f.code in ("XG-MIG-001", "XG-MIG-002")}
    assert named == set(out_of_force(old, open_catalog("us-gaap/2025", ())))
    axis = WRITTEN_FOR_2020["srt:ProductOrServiceAxis"]
    (found,) = [f for f in migrated.findings if f.message.startswith(axis)]
    assert "is not in the tables of us-gaap/2025, a selection" in found.message
    assert "the official package tells: --taxonomy-package" in (found.hint or "")


def identity(shot: Fact) -> tuple[object, ...]:
    return (shot.value, shot.period, shot.unit_text, shot.decimals, shot.lines, len(shot.dimensions))


@pytest.mark.parametrize("new", [(Y2025,), ()], ids=["official", "tables"])
def test_migrated_it_builds_with_the_same_values(old: Path, tmp_path: Path, new: tuple[Path, ...]) -> None:
    project = again(tmp_path, old)
    packages = (Y2020, *new)
    verify_project(project, packages, update=True)
    before = shots(project, *packages)
    choices = (
        CHOICES
        if new
        else (*CHOICES, f"{WRITTEN_FOR_2020['srt:ProductOrServiceAxis']}=srt:ProductOrServiceAxis")
    )
    migrated = migrate(project, Request("us-gaap/2025", choices, packages=packages, write=True))
    assert migrated.complete
    assert migrated.compared is not None
    assert [d.message for d in migrated.compared.others] == []
    assert errors(project, *new) == []

    doubled = {f"us-gaap:{c.partition('=')[0]}" for c in CHOICES}
    wanted = Counter(identity(s) for s in before) + Counter(identity(s) for s in before if s.qname in doubled)
    assert Counter(identity(s) for s in shots(project, *new)) == wanted

    assert migrated.written == (
        "mapping.yaml", "expected/facts.txt", "expected/networks.txt", "expected/checks.txt",
    )  # fmt: skip
    assert verify_project(project, new).passed, "what was approved is expected"


def test_in_two_steps_it_comes_to_the_same(old: Path, tmp_path: Path) -> None:
    """First what is certain, later what was asked about: each step builds, and the end is the same."""
    packages = (Y2020, Y2025)
    once, twice = again(tmp_path / "once", old), again(tmp_path / "twice", old)
    migrate(once, Request("us-gaap/2025", CHOICES, packages=packages, write=True))
    values = Counter(identity(s) for s in shots(twice, *packages))
    first = migrate(twice, Request("us-gaap/2025", packages=packages, write=True))
    assert first.undecided
    assert errors(twice, *packages) == []
    assert Counter(identity(s) for s in shots(twice, *packages)) == values
    second: Migrated = migrate(twice, Request("us-gaap/2025", CHOICES, packages=packages, write=True))
    assert second.complete
    assert (twice / "mapping.yaml").read_text("utf-8") == (once / "mapping.yaml").read_text("utf-8")


def test_comments_and_order_survive(old: Path, tmp_path: Path) -> None:
    project = again(tmp_path, old)
    before = (project / "mapping.yaml").read_text("utf-8")
    migrate(project, Request("us-gaap/2025", CHOICES, packages=(Y2020, Y2025), write=True))
    after = (project / "mapping.yaml").read_text("utf-8")
    assert re.findall(r"#.*", after) == re.findall(r"#.*", before)
    assert len(after.splitlines()) == len(before.splitlines())
    strip = re.compile(r"(?:us-gaap:|srt:)?\w*[a-z][A-Z]\w*(?:, us-gaap:\w+)?|us-gaap/\d+|[\[\]]")
    assert strip.sub("", after) == strip.sub("", before), "nothing but names"
