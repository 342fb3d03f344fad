"""The extension taxonomy: layout, dimensions, calculation, labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import EXAMPLE, small_project
from xbrlgen import pipeline
from xbrlgen.build.extension import (
    ALL,
    DIMENSION_DEFAULT,
    DIMENSION_DOMAIN,
    DOMAIN_MEMBER,
    HYPERCUBE_DIMENSION,
)
from xbrlgen.model.report import Extension, Role
from xbrlgen.model.xbrl import DOCUMENTATION, STANDARD_LABEL

FAST = pipeline.Options(fast=True)
NEGATED = "http://www.xbrl.org/2009/role/negatedLabel"
NEGATED_TOTAL = "http://www.xbrl.org/2009/role/negatedTotalLabel"
TOTAL = "http://www.xbrl.org/2003/role/totalLabel"


@pytest.fixture(scope="module")
def extension() -> Extension:
    return pipeline.check(EXAMPLE, FAST).report.extension


def role(extension: Extension, name: str) -> Role:
    return next(r for r in extension.roles if r.id == name)


def small(folder: Path, rows: str, lines: str, **keys: str) -> Extension:
    return pipeline.check(small_project(folder, rows, lines, **keys), FAST).report.extension


# -- presentation --------------------------------------------------------------------------------


def test_the_order_is_the_mappings(extension: Extension) -> None:
    arcs = role(extension, "ConsolidatedBalanceSheets").presentation
    current = [a for a in arcs if a.parent == "us-gaap:AssetsCurrentAbstract"]
    assert [(a.child.partition(":")[2], a.order) for a in current] == [
        ("CashAndCashEquivalentsAtCarryingValue", 1),
        ("AccountsReceivableNetCurrent", 2),
        ("OtherReceivablesNetCurrent", 3),
        ("PrepaidExpenseAndOtherAssetsCurrent", 4),
        ("AssetsCurrent", 5),
    ]
    assert current[-1].preferred == TOTAL


def test_trees_have_one_root_and_no_pair_twice(extension: Extension) -> None:
    for r in extension.roles:
        pairs = [(a.parent, a.child, a.preferred) for a in r.presentation]
        assert len(set(pairs)) == len(pairs), r.id
        parents, children = {a.parent for a in r.presentation}, {a.child for a in r.presentation}
        assert len(parents - children) == 1, r.id
        for parent in parents:
            orders = [a.order for a in r.presentation if a.parent == parent]
            assert orders == list(range(1, len(orders) + 1))


def test_every_used_element_has_its_place(extension: Extension) -> None:
    shown = {q for r in extension.roles for a in r.presentation for q in (a.parent, a.child)}
    facts = pipeline.check(EXAMPLE, FAST).report.facts
    used = {f.concept.qname for f in facts} | {n for f in facts for d in f.context.dimensions for n in d}
    assert used <= shown
    assert {e.concept.qname for e in extension.elements} <= shown


def test_a_line_shown_with_its_sign_turned_is_negated(extension: Extension) -> None:
    reconciliation = role(extension, "ReconciliationOfAdjustedEBITDA").presentation
    operations = role(extension, "ConsolidatedStatementsOfOperations").presentation
    depreciation = "us-gaap:DepreciationDepletionAndAmortization"
    assert next(a.preferred for a in reconciliation if a.child == depreciation) == NEGATED
    assert next(a.preferred for a in operations if a.child == depreciation) is None


def test_a_negated_total_has_a_role_of_its_own(tmp_path: Path) -> None:
    made = small(
        tmp_path,
        "Costs | (5) | (6)",
        "  - {line: Costs, concept: us-gaap:CostsAndExpenses, preferred: total}",
        period="3 months",
        statement="  positive: credit\n",
    )
    assert [a.preferred for a in role(made, "Table").presentation] == [NEGATED_TOTAL]


def test_a_statement_without_a_root_gets_its_own(tmp_path: Path) -> None:
    made = small(tmp_path, "Cash | 5 | 6", "  - {line: Cash, concept: us-gaap:Assets}")
    assert {a.parent for a in role(made, "Table").presentation} == {"abc:TableAbstract"}
    element = next(e for e in made.elements if e.concept.name == "TableAbstract")
    assert element.concept.abstract
    assert element.concept.label == "Table [Abstract]"


def test_roles_are_numbered_and_their_addresses_the_companys(extension: Extension) -> None:
    assert [r.definition.split(" - ")[0] for r in extension.roles] == [
        f"{n:07d}" for n in range(1, len(extension.roles) + 1)
    ]
    assert all(r.uri == f"http://www.mpowercom.com/role/{r.id}" for r in extension.roles)


# -- dimensions ------------------------------------------------------------------------------------


def test_a_hypercube_where_there_are_members(extension: Extension) -> None:
    arcs = role(extension, "Guidance").definitions
    kinds = {a.arcrole for a in arcs}
    assert kinds == {ALL, HYPERCUBE_DIMENSION, DIMENSION_DOMAIN, DIMENSION_DEFAULT, DOMAIN_MEMBER}
    whole = next(a for a in arcs if a.arcrole == ALL)
    assert (whole.context_element, whole.closed) == ("segment", True)
    axes = [a.child for a in arcs if a.arcrole == HYPERCUBE_DIMENSION]
    assert axes == ["srt:RangeAxis", "srt:StatementScenarioAxis"]
    defaults = {a.parent: a.child for a in arcs if a.arcrole == DIMENSION_DEFAULT}
    assert set(defaults) == set(axes)
    members = {a.child for a in arcs if a.parent == defaults["srt:RangeAxis"]}
    assert members == {"srt:MinimumMember", "srt:MaximumMember"}


def test_no_hypercube_where_there_are_none(extension: Extension) -> None:
    assert role(extension, "ConsolidatedBalanceSheets").definitions == ()


# -- calculation -----------------------------------------------------------------------------------


def test_calculation_is_of_sums_without_members(extension: Extension) -> None:
    arcs = role(extension, "ConsolidatedStatementsOfOperations").calculation
    totals = {a.parent for a in arcs}
    assert "us-gaap:Revenues" not in totals  # its parts are members of itself
    weights = {a.child: a.weight for a in arcs if a.parent == "us-gaap:CostsAndExpenses"}
    assert weights["us-gaap:GainLossOnDispositionOfAssets1"] == -1
    assert weights["us-gaap:DepreciationDepletionAndAmortization"] == 1
    assert all(a.rule is not None for a in arcs)


def test_checks_stay_out_of_the_taxonomy(extension: Extension) -> None:
    assert role(extension, "Guidance").calculation == ()
    totals = {a.parent for a in role(extension, "ReconciliationOfAdjustedEBITDA").calculation}
    assert totals == {"us-gaap:OperatingIncomeLoss"}


# -- labels ----------------------------------------------------------------------------------------


def test_standard_labels_are_there_once_and_unique(extension: Extension) -> None:
    standard = [i for i in extension.labels if i.role == STANDARD_LABEL]
    assert len({i.concept for i in standard}) == len(standard)
    assert len({i.text.casefold() for i in standard}) == len(standard)
    shown = {q for r in extension.roles for a in r.presentation for q in (a.parent, a.child)}
    assert {i.concept for i in standard} >= shown


def test_labels_stand_in_the_order_of_the_statements(extension: Extension) -> None:
    first: dict[str, int] = {}
    for number, r in enumerate(extension.roles):
        for a in r.presentation:
            first.setdefault(a.parent, number)
            first.setdefault(a.child, number)
    numbers = [first.get(label.concept, len(extension.roles)) for label in extension.labels]
    assert numbers == sorted(numbers)
    assert numbers[0] == 0


def test_every_preferred_label_exists(extension: Extension) -> None:
    have = {(i.concept, i.role) for i in extension.labels}
    for r in extension.roles:
        for arc in r.presentation:
            assert arc.preferred is None or (arc.child, arc.preferred) in have


def test_documentation_is_for_own_elements_only(extension: Extension) -> None:
    documented = {i.concept for i in extension.labels if i.role == DOCUMENTATION}
    assert "mpe:AdjustedEBITDA" in documented
    assert {c.partition(":")[0] for c in documented} == {"mpe"}


def test_a_caption_of_two_concepts_names_the_first(tmp_path: Path) -> None:
    made = small(
        tmp_path,
        "Current:\n  Deferred Revenue | 5 | 6\nLater:\n  Deferred Revenue | 7 | 8",
        "  - heading: Current\n    lines: [{line: Deferred Revenue, concept: us-gaap:DeferredRevenueCurrent}]\n"
        "  - heading: Later\n    lines: [{line: Deferred Revenue, concept: us-gaap:DeferredRevenueNoncurrent}]",
    )
    labels = {i.concept: i.text for i in made.labels if i.role == STANDARD_LABEL}
    assert labels["us-gaap:DeferredRevenueCurrent"] == "Deferred Revenue"
    assert labels["us-gaap:DeferredRevenueNoncurrent"] == "Deferred Revenue, Noncurrent"
