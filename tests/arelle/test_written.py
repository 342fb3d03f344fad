"""Arelle as the judge of our reader: the same facts of real filings, one for one."""

from __future__ import annotations

import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from tests.arelle.reading import INLINE
from tests.project import SHARED, WITHOUT_SHARED
from xbrlgen.check.with_arelle import _Collector, _fenced
from xbrlgen.written.files import gather
from xbrlgen.written.reader import read
from xbrlgen.written.report import plain_text
from xbrlgen.written.views import FactView, Written

FILINGS, PACKAGES = SHARED / "filings", SHARED / "taxonomies"
pytestmark = pytest.mark.skipif(not FILINGS.is_dir(), reason=WITHOUT_SHARED)

JUDGED = (
    ("asfiled/aapl-20250329/aapl-20250329_htm.xml", "us-gaap-2024-approx.zip", None),
    ("asfiled/fizz-20200502/fizz20200502_10k_htm.xml", "us-gaap-2020-official.zip", None),
    ("rolled2025/PCNT_Q1_2024_2025/PCNT_instance_Q1_2024_2025.xml", "us-gaap-2025-reconstructed.zip", None),
    ("asfiled/aapl-20250329/aapl-20250329.htm", "us-gaap-2024-approx.zip", INLINE),
)


@pytest.mark.parametrize(("name", "package", "plugin"), JUDGED, ids=[Path(n).name for n, *_ in JUDGED])
def test_arelle_reads_the_same_facts(name: str, package: str, plugin: str | None, tmp_path: Path) -> None:
    top = name.split("/")[0]
    with zipfile.ZipFile(FILINGS / f"{top}.zip") as archive:
        stem = name.rpartition("/")[0] + "/"
        archive.extractall(tmp_path, [m for m in archive.namelist() if m.startswith(stem)])
    path = tmp_path / name
    theirs = arelle_facts(path, PACKAGES / package, plugin)
    ours = our_facts(path)
    assert sum(theirs.values()) > 300
    assert sum(ours.values()) == sum(theirs.values())
    if plugin is None:
        assert ours == theirs
    else:
        # Without the SEC's plug-in Arelle has no value for its transformations.
        known = Counter({k: n for k, n in theirs.items() if k[-1] not in (None, UNKNOWN)})
        assert sum(known.values()) > 700
        assert not known - ours


UNKNOWN = "(ixTransformValueError)"
"""What Arelle says of a text whose transformation it does not know."""
Said = tuple[object, ...]


def our_facts(path: Path) -> Counter[Said]:
    names = [p.name for p in path.parent.iterdir()]
    held = gather(names, lambda n: (path.parent / n).read_bytes(), path.name)
    written = read(held.files, None, chosen=False)
    return Counter(_ours(written, f) for f in written.facts)


def _ours(written: Written, fact: FactView) -> Said:
    context = written.context(fact)
    assert context is not None
    unit = written.unit_by_id.get(fact.unit or "")
    return (
        fact.concept,
        str(context),
        context.dims,
        None if unit is None else (unit.numerator, unit.denominator),
        fact.decimals,
        None if fact.nil else _plain(fact.value, numeric=unit is not None),
    )


def arelle_facts(path: Path, package: Path, plugin: str | None) -> Counter[Said]:
    import json

    from arelle.api.Session import Session
    from arelle.RuntimeOptions import RuntimeOptions

    target = str(path) if plugin is None else json.dumps([{"ixds": [{"file": str(path)}]}])
    options = RuntimeOptions(
        entrypointFile=target,
        internetConnectivity="offline",
        disablePersistentConfig=True,
        uiLang="en",
        packages=[str(package)],
        plugins=plugin,
        validate=False,
        logPropagate=False,
        keepOpen=True,
    )
    with _fenced(), Session() as session:
        session.run(options, logHandler=_Collector())
        (model,) = session.get_models()
        found = Counter(_theirs(fact) for fact in model.facts)
        model.close()
    return found


def _theirs(fact) -> Said:  # type: ignore[no-untyped-def]
    context, unit = fact.context, fact.unit
    end = context.endDate.isoformat()[:10]
    start = None if context.isInstantPeriod else context.startDatetime.date().isoformat()
    dims = tuple(
        sorted(
            (str(d), str(v.memberQname) if v.isExplicit else v.typedMember.stringValue.strip())
            for d, v in context.qnameDims.items()
        )
    )
    measures = None
    if unit is not None:
        # A measure without a prefix is in the default namespace, which is XBRL's.
        measures = tuple(
            tuple(sorted(f"{m.prefix or 'xbrli'}:{m.localName}" for m in side)) for side in unit.measures
        )
    numeric = unit is not None
    try:
        value = None if fact.isNil else _plain(fact.xValue if numeric else fact.value, numeric=numeric)
    except ValueError:
        value = None
    return (
        str(fact.qname),
        end if start is None else f"{start}..{end}",
        dims,
        measures,
        fact.decimals,
        value,
    )


def _plain(value: object, *, numeric: bool) -> object:
    if value is None:
        return None
    if numeric:
        return Decimal(str(value)).normalize()
    return "".join(plain_text(str(value)).split())
