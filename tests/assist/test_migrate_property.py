"""Whatever deprecated concepts a mapping uses: migrated, it builds with the same values."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.project import SHARED, WITHOUT_SHARED, edit, small_project
from xbrlgen.assist.migrate import Years, unlike
from xbrlgen.catalog import open_catalog
from xbrlgen.model.report import Fact
from xbrlgen.pipeline import load, work
from xbrlgen.pipeline.migrating import Request, migrate
from xbrlgen.pipeline.testing import record_of

OFFICIAL = tuple(SHARED / "taxonomies" / f"us-gaap-{n}.zip" for n in ("2020-official", "2025-reconstructed"))
PLAIN = ("Assets", "Revenues", "NetIncomeLoss", "CostsAndExpenses", "Liabilities", "OtherAssetsCurrent")


@dataclass(frozen=True)
class Pool:
    """A way to migrate: the year a mapping names at first, the packages, and pairs of old and new names."""

    taxonomy: str
    packages: tuple[Path, ...]
    pairs: tuple[tuple[str, str], ...]
    """Deprecated or gone money concepts with one successor of the same kind and period type."""


@cache
def pool(official: bool) -> Pool:
    packages = OFFICIAL if official else ()
    taxonomy = "us-gaap/2020" if official else "us-gaap/2025"
    old, new = open_catalog(taxonomy, packages), open_catalog("us-gaap/2025", packages)
    years = Years(old, new)

    def pairs() -> Iterator[tuple[str, str]]:
        for concept in old:
            if concept.kind != "monetary" or concept.abstract or years.in_force(concept.qname) is not None:
                continue
            successors = years.successors(concept.qname)
            other = years.in_force(successors[0]) if len(successors) == 1 else None
            if other is not None and not unlike(concept, other):
                yield concept.qname, other.qname

    return Pool(taxonomy, packages, tuple(pairs()))


@dataclass(frozen=True)
class Line:
    concept: str
    successor: str | None
    printed: int
    sign: str | None


@st.composite
def lines(draw: st.DrawFn, source: Pool) -> tuple[str, list[Line]]:
    """Lines of one period type, deprecated ones among others; no two become one concept."""
    old = open_catalog(source.taxonomy, source.packages)
    period = draw(st.sampled_from(["instant", "duration"]))
    fitting = [p for p in source.pairs if (c := old.concept(p[0])) is not None and c.period == period]
    plain = [q for n in PLAIN if (c := old.concept(q := f"us-gaap:{n}")) is not None and c.period == period]
    chosen = draw(st.lists(st.sampled_from(fitting), min_size=1, max_size=6, unique_by=lambda p: p[1]))
    plain = [q for q in plain if q not in {p[1] for p in chosen}]
    names: list[tuple[str, str | None]] = [
        *chosen,
        *((q, None) for q in draw(st.sets(st.sampled_from(plain) if plain else st.nothing()))),
    ]
    signs = st.sampled_from([None, None, "flip", "keep"])
    numbers = st.integers(-999, 999).filter(bool)
    return period, [Line(q, new, draw(numbers), draw(signs)) for q, new in draw(st.permutations(names))]


def written(folder: Path, source: Pool, period: str, some: list[Line], positive: str | None) -> Path:
    """A project of one table, a sum of all its lines as a check, and prose."""
    printed = [f"{abs(x.printed)}" if x.printed > 0 else f"({abs(x.printed)})" for x in some]
    rows = "\n".join(f"Line {chr(65 + n)} | {text} | 1" for n, text in enumerate(printed))
    entries = "\n".join(
        f"  - {{line: Line {chr(65 + n)}, concept: {x.concept}{f', sign: {x.sign}' if x.sign else ''}}}"
        for n, x in enumerate(some)
    )
    first, *rest = (x.concept.partition(":")[2] for x in some)
    statement = f"  positive: {positive}\n" if positive else ""
    statement += f"  checks: [{first} = {' + '.join(rest) or first}]\n"
    report = (
        "" if period == "instant" else "periods: {q: 2004-07-01..2004-09-30, p: 2004-04-01..2004-06-30}\n"
    )
    prose = f"prose:\n- {{words: line a, concept: {some[0].concept}}}\n"
    keys = {"statement": statement, "mapping": prose, "filing": report}
    keys["period"] = period if period == "instant" else "3 months"
    project = small_project(folder, rows, entries, **keys)
    edit(project, "mapping.yaml", "us-gaap/2025", source.taxonomy)
    return project


def shots(project: Path, packages: tuple[Path, ...]) -> list[Fact]:
    facts = record_of(work(*load(project, packages))).facts
    return [f for f in facts if isinstance(f.value, Decimal)]


def identity(shot: Fact) -> tuple[object, ...]:
    return (shot.value, shot.period, shot.dimensions, shot.unit_text, shot.lines)


@pytest.mark.parametrize(
    "official",
    [
        False,
        pytest.param(
            True, marks=pytest.mark.skipif(not all(p.is_file() for p in OFFICIAL), reason=WITHOUT_SHARED)
        ),
    ],
    ids=["tables", "official"],
)
@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_migrate_then_build_gives_the_same_values(official: bool, data: st.DataObject) -> None:
    source = pool(official)
    period, some = data.draw(lines(source))
    positive = data.draw(st.sampled_from([None, "credit", "debit"]))
    with tempfile.TemporaryDirectory() as folder:
        project = written(Path(folder) / "project", source, period, some, positive)
        before = shots(project, source.packages)
        assert len(before) == 2 * len(some)
        request = Request("us-gaap/2025", packages=source.packages, write=True)
        asked = migrate(project, request)
        expected = {x.concept: x.successor for x in some if x.successor}
        certain = {r.choice.old for r in asked.replacements}
        assert certain | set(asked.undecided) == set(expected)
        if asked.undecided:  # the sign of a value is in question: it is to stay
            choose = tuple(f"{q}={expected[q]}" for q in asked.undecided)
            asked = migrate(project, Request("us-gaap/2025", choose, packages=source.packages, write=True))
        assert asked.complete
        after = shots(project, source.packages)
        assert Counter(map(identity, after)) == Counter(map(identity, before))
        assert {s.qname for s in after} == {x.successor or x.concept for x in some}


def test_there_are_enough_to_choose_from() -> None:
    assert len(pool(False).pairs) > 15
    if all(p.is_file() for p in OFFICIAL):
        assert len(pool(True).pairs) > 300
