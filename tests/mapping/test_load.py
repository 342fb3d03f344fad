"""mapping.yaml and filing.yaml: every fault has its own place and words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project import copy_example, edit
from xbrlgen.catalog import open_catalog
from xbrlgen.mapping.load import load_mapping
from xbrlgen.mapping.load_filing import load_report
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.mapping import Mapping
from xbrlgen.model.project import Project
from xbrlgen.model.where import Where


def faults(project: Path) -> tuple[Finding, ...]:
    with pytest.raises(XbrlgenError) as caught:
        load_report(Project.at(project))
        load_mapping(Project.at(project), "mapping.yaml", open_catalog)
    return caught.value.findings


def mapping_of(folder: Path, text: str) -> Mapping:
    (folder / "mapping.yaml").write_text(text, "utf-8")
    return load_mapping(Project.at(folder), "mapping.yaml", open_catalog)[0]


SMALL = """\
taxonomy: us-gaap/2025
extension: {prefix: abc, namespace: "http://example.com/{period_end:%Y%m%d}"}
statements:
  - role: BalanceSheet
    title: Statement - Balance Sheet
    table: /balance/i
    positive: debit
    dimensions: {srt:RangeAxis: srt:MinimumMember}
    lines:
      - heading: Current
        positive: credit
        lines:
          - {line: Cash, concept: us-gaap:Cash}
          - {line: /^Total/, concept: [us-gaap:Assets, us-gaap:AssetsNet], section: []}
      - {line: Other, omit: not material}
    sums:
      - Assets = Cash[MinimumMember] - AssetsNet
"""


def test_rules_inherit_from_their_group(tmp_path: Path) -> None:
    statement = mapping_of(tmp_path, SMALL).statements[0]
    cash, total, other = statement.rules()
    assert [m.text for m in cash.section] == ["Current"]
    assert (cash.positive, other.positive) == ("credit", "debit")
    assert total.section == ()
    assert total.line is not None
    assert total.line.matches("Total assets")
    assert not total.line.matches("Sub Total")
    assert other.omit == "not material"
    assert statement.dimensions == (("srt:RangeAxis", "srt:MinimumMember"),)


def test_positions_are_those_of_the_file(tmp_path: Path) -> None:
    statement = mapping_of(tmp_path, SMALL).statements[0]
    cash, total, _ = statement.rules()
    assert cash.where == Where("mapping.yaml", 13, 20)
    assert cash.concept_where == (Where("mapping.yaml", 13, 35),)
    assert total.concept_where[1] == Where("mapping.yaml", 14, 56)
    assert statement.sums[0].where == Where("mapping.yaml", 17, 9)


def test_sums_resolve_names_and_members(tmp_path: Path) -> None:
    (relation,) = mapping_of(tmp_path, SMALL).statements[0].sums
    assert relation.total.concept == "us-gaap:Assets"
    assert relation.terms[0].dimensions == (("srt:RangeAxis", "srt:MinimumMember"),)
    assert relation.terms[1].weight == -1
    assert not relation.is_calculation  # it has members


@pytest.mark.parametrize(
    ("old", "new", "place", "says"),
    [
        ("taxonomy: us-gaap", "taxonomie: us-gaap", (1, 1), "did you mean `taxonomy`"),
        ("line: Cash", "lin: Cash", (13, 14), "did you mean `line`"),
        ("concept: us-gaap:Cash", "concept: Cash", (13, 35), "written prefix:Name"),
        ("concept: us-gaap:Cash", "sign: flip", (13, 13), "either `concept` or `omit"),
        ("positive: debit", "positive: plus", (7, 15), "'credit' or 'debit'"),
        ("title: Statement - B", "title: B", (5, 12), "Statement - Title"),
        ("/^Total/", "/^Total(/", (14, 20), "not valid"),
        ("Cash[MinimumMember]", "Csh", (17, 18), "did you mean Cash?"),
        ("Cash[MinimumMember]", "Cash[MaximumMember]", (17, 23), "used in no line"),
        ("- AssetsNet", "- ", (17, 39), "a concept expected"),
        ("us-gaap/2025", "us-gaap/1999", (1, 11), "us-gaap/1999"),
        ("prefix: abc", "prefix: us-gaap", (2, 21), "standard taxonomy's"),
    ],
)
def test_faults_have_place_and_remedy(
    tmp_path: Path, old: str, new: str, place: tuple[int, int], says: str
) -> None:
    assert old in SMALL
    with pytest.raises(XbrlgenError) as caught:
        mapping_of(tmp_path, SMALL.replace(old, new, 1))
    words = [f"{f.message} {f.hint or ''}" for f in caught.value.findings]
    places = [(f.where.line, f.where.column) for f in caught.value.findings if f.where]
    assert any(says in w for w in words), words
    assert place in places, places


def test_all_faults_of_a_file_are_named_at_once(tmp_path: Path) -> None:
    text = SMALL.replace("line: Cash", "lin: Cash").replace("positive: debit", "positive: plus")
    with pytest.raises(XbrlgenError) as caught:
        mapping_of(tmp_path, text)
    assert len(caught.value.findings) >= 2


def test_duplicate_keys_name_both_places(tmp_path: Path) -> None:
    with pytest.raises(XbrlgenError) as caught:
        mapping_of(tmp_path, SMALL + "taxonomy: us-gaap/2025\n")
    (found,) = caught.value.findings
    assert (found.code, str(found.where)) == ("XG-MAP-010", "mapping.yaml:18:1")
    assert "line 1" in found.message


@pytest.mark.parametrize(
    "text",
    ["a: [1", "a: b: c", "\t- x", "a: *nowhere", "{", "--- 1\n--- 2\n", "", "# only a comment\n", "a: !!python/object:os.system x"],
)  # fmt: skip
def test_broken_yaml_is_refused_with_a_place(tmp_path: Path, text: str) -> None:
    with pytest.raises(XbrlgenError) as caught:
        mapping_of(tmp_path, text)
    assert {f.code for f in caught.value.findings} <= {"XG-MAP-008", "XG-MAP-009"}


def test_not_utf8_names_the_place(tmp_path: Path) -> None:
    (tmp_path / "mapping.yaml").write_bytes(b"taxonomy: us-gaap/2025\nx: \xe9\n")
    with pytest.raises(XbrlgenError) as caught:
        load_mapping(Project.at(tmp_path), "mapping.yaml", open_catalog)
    assert str(caught.value.findings[0].where) == "mapping.yaml:2:4"


def test_report_of_the_example(tmp_path: Path) -> None:
    filing = load_report(Project.at(copy_example(tmp_path)))
    assert filing.entity.identifier == "0000000000"
    assert filing.entity.placeholder
    assert dict(filing.periods)["this quarter"].days == 92
    assert filing.fiscal_year_end == (12, 31)


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("- release.txt", "- ../release.txt", "XG-MAP-019", "leaves"),
        ("- release.txt", "- /etc/passwd", "XG-MAP-019", "leaves"),
        ("2004-06-30", "2004-06-31", "XG-MAP-009", "is no period"),
        ("cik: placeholder", "cik: twelve", "XG-MAP-009", "placeholder"),
        ("fiscal_year_end: 12-31", "fiscal_year_end: 02-30", "XG-MAP-009", "month and day"),
        ("date: 2004-10-29", "date: 29.10.2004", "XG-MAP-009", "date"),
    ],
)
def test_faults_of_filing_yaml(tmp_path: Path, old: str, new: str, code: str, says: str) -> None:
    project = copy_example(tmp_path)
    edit(project, "filing.yaml", old, new)
    found = faults(project)
    assert [f.code for f in found] == [code]
    assert says in f"{found[0].message} {found[0].hint}"
    assert found[0].where is not None
    assert found[0].where.line is not None


@pytest.mark.parametrize(
    ("namespace", "fits"),
    [
        ("http://e.com/{period_end:%Y%m%d}", True),
        ("http://e.com/{period_end}/x", True),
        ("http://e.com/x", True),
        ("http://e.com/{perperiod_end}", False),
        ("http://e.com/{}", False),
        ("http://e.com/{period_end.__class__}", False),
        ("http://e.com/{period_end!r}", False),
        ("http://e.com/{period_end:{period_end}}", False),
        ("http://e.com/{period_end", False),
        ("http://e.com/}", False),
    ],
)
def test_what_a_namespace_may_have_filled_in(tmp_path: Path, namespace: str, fits: bool) -> None:
    project = copy_example(tmp_path)
    text = (project / "mapping.yaml").read_text("utf-8")
    line = next(x for x in text.splitlines() if "namespace:" in x)
    changed = text.replace(line, f'{line.partition("namespace:")[0]}namespace: "{namespace}"', 1)
    (project / "mapping.yaml").write_text(changed, "utf-8")
    if fits:
        assert load_mapping(Project.at(project), "mapping.yaml", open_catalog)[0].namespace == namespace
        return
    with pytest.raises(XbrlgenError) as caught:
        load_mapping(Project.at(project), "mapping.yaml", open_catalog)
    assert [f.code for f in caught.value.findings] == ["XG-MAP-009"]
