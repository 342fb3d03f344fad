"""A filing made elsewhere: found in whatever form it comes, checked as one built here, and never a traceback."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.check.edgar.clean import files
from tests.cli.test_command import run as run_command
from tests.project import EXAMPLE
from xbrlgen import pipeline
from xbrlgen.model.finding import Finding, Severity, XbrlgenError
from xbrlgen.model.project import is_project
from xbrlgen.pipeline.filed import find_filed

FAST = pipeline.Options(fast=True)
SCHEMA, PAGE, INSTANCE = "exa-20240930.xsd", "exa-20240930.htm", "exa-20240930.xml"


def put(folder: Path, held: dict[str, str]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in held.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")
    return folder


def zipped(held: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in held.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def submission(held: dict[str, str]) -> str:
    """EDGAR's full submission text, with each file wrapped as EDGAR wraps it."""
    parts = []
    for number, (name, text) in enumerate(held.items(), start=1):
        wrap = "XBRL" if name.endswith((".xml", ".xsd")) else ""
        body = f"<{wrap}>\n{text}\n</{wrap}>" if wrap else text
        head = f"<TYPE>10-Q\n<SEQUENCE>{number}\n<FILENAME>{name}\n"
        parts.append(f"<DOCUMENT>\n{head}<TEXT>\n{body}\n</TEXT>\n</DOCUMENT>\n")
    return "<SEC-DOCUMENT>0000123456-24-000001.txt : 20241025\n" + "".join(parts) + "</SEC-DOCUMENT>\n"


def findings(path: Path) -> list[Finding]:
    return list(pipeline.check(path, FAST).findings)


def told(path: Path) -> list[tuple[str, str, str | None]]:
    return [(f.code, f.message, f.where and f.where.file) for f in findings(path)]


def refused(path: Path) -> Finding:
    with pytest.raises(XbrlgenError) as error:
        pipeline.check(path, FAST)
    (found,) = error.value.findings
    return found


# -- the forms -------------------------------------------------------------------------------


@pytest.mark.parametrize("plain", [False, True], ids=["inline", "plain"])
def test_a_clean_filing_draws_nothing(tmp_path: Path, plain: bool) -> None:
    held = files(plain=plain)
    result = pipeline.check(put(tmp_path / "exa", held), FAST)
    assert [str(f) for f in result.findings] == []
    assert not result.failed
    assert result.report.entity.name == "Example Sons, Inc."
    assert result.report.taxonomy == "us-gaap/2025"
    assert result.is_foreign
    assert told(tmp_path / "exa" / (INSTANCE if plain else PAGE)) == []


@pytest.mark.parametrize("plain", [False, True], ids=["inline", "plain"])
def test_every_form_draws_the_same(tmp_path: Path, plain: bool) -> None:
    """The fault is planted once: assets that their parts do not make."""
    main = INSTANCE if plain else PAGE
    held = {
        n: t.replace(">30.0<", ">31.0<").replace(">30000000<", ">31000000<")
        for n, t in files(plain=plain).items()
    }
    expected = told(put(tmp_path / "exa", held))
    assert {"XG-TIE-050"} <= {code for code, _, _ in expected}
    (tmp_path / "exa.zip").write_bytes(zipped(held))
    (tmp_path / "exa.txt").write_text(submission(held), "utf-8", newline="")
    assert told(tmp_path / "exa.zip") == expected
    assert told(tmp_path / "exa.txt") == expected
    assert told(tmp_path / "exa" / main) == expected


def test_files_in_the_folders_of_a_package(tmp_path: Path) -> None:
    """Names of files are those of the files, not of where they lie."""
    (tmp_path / "r.zip").write_bytes(zipped({f"top/reports/{n}": t for n, t in files().items()}))
    assert told(tmp_path / "r.zip") == []


def test_a_report_that_points_into_a_zip_beside_it(tmp_path: Path) -> None:
    held = files(plain=True)
    report = held.pop(INSTANCE).replace(f'"{SCHEMA}"', f'"./tax.zip/tax/{SCHEMA}"')
    put(tmp_path / "a", {INSTANCE: report})
    (tmp_path / "a" / "tax.zip").write_bytes(zipped({f"tax/{n}": t for n, t in held.items()}))
    assert told(tmp_path / "a") == []
    filed = find_filed(tmp_path / "a")
    assert [name for name, _ in filed.archives] == ["tax.zip"]
    assert sorted(a.name for a in filed.package) == [INSTANCE, "tax.zip"]


def test_a_damaged_zip_beside_it_is_a_missing_schema(tmp_path: Path) -> None:
    held = files(plain=True)
    report = held[INSTANCE].replace(f'"{SCHEMA}"', f'"./tax.zip/tax/{SCHEMA}"')
    put(tmp_path / "a", {INSTANCE: report, "tax.zip": "no zip"})
    assert [code for code, _, _ in told(tmp_path / "a")] == ["XG-EFM-428"]


def test_what_nothing_names_is_told_of(tmp_path: Path) -> None:
    stray = put(tmp_path, files() | {"old-20230930.xsd": files()[SCHEMA]})
    assert [(c, f) for c, _, f in told(stray)] == [("XG-EFM-016", "old-20230930.xsd")]


# -- one cause, one finding ------------------------------------------------------------------


def test_a_missing_schema_is_one_finding_and_no_judge_is_asked(tmp_path: Path) -> None:
    put(tmp_path, {PAGE: files()[PAGE]})
    result = pipeline.check(tmp_path)
    assert [f.code for f in result.findings] == ["XG-EFM-428"]
    assert result.verdict is None
    assert "missing" in result.judge


def of_year(year: str) -> dict[str, str]:
    return {
        n: t.replace("/2025", f"/{year}").replace("-2025.xsd", f"-{year}.xsd") for n, t in files().items()
    }


def test_a_taxonomy_that_is_not_installed_is_one_finding(tmp_path: Path) -> None:
    result = pipeline.check(put(tmp_path, of_year("2019")))
    assert [(f.code, f.severity) for f in result.findings] == [("XG-READ-091", Severity.WARNING)]
    assert "us-gaap/2019" in result.findings[0].message
    assert result.verdict is None


def test_elements_beyond_the_shipped_tables_are_one_finding(tmp_path: Path) -> None:
    held = {n: t.replace("us-gaap:Cash<", "us-gaap:CashX<").replace('us-gaap:Cash"', 'us-gaap:CashX"')
            .replace("us-gaap_Cash\"", "us-gaap_CashX\"") for n, t in files().items()}  # fmt: skip
    result = pipeline.check(put(tmp_path, held))
    (found,) = (f for f in result.findings if f.code == "XG-READ-091")
    assert "1 of the standard elements" in found.message
    assert "us-gaap:CashX" in found.message
    assert result.verdict is None


def test_a_whole_taxonomy_is_no_finding(tmp_path: Path) -> None:
    assert not [f for f in findings(put(tmp_path, files())) if f.code == "XG-READ-091"]


# -- sums ------------------------------------------------------------------------------------


def sums(tmp_path: Path, held: dict[str, str]) -> list[Finding]:
    return [f for f in findings(put(tmp_path / "s", held)) if f.code in ("XG-TIE-050", "XG-TIE-051")]


def test_a_sum_that_does_not_hold(tmp_path: Path) -> None:
    held = files()
    held[PAGE] = held[PAGE].replace(">10.0<", ">11.0<")
    (found,) = sums(tmp_path, held)
    assert found.code == "XG-TIE-050"
    assert found.where is not None
    assert (found.where.file, found.where.line is None) == (PAGE, False)
    for words in ("LiabilitiesAndStockholdersEquity", "30,000,000", "31,000,000", "difference -1,000,000"):
        assert words in found.message
    assert found.subjects[0] == "f21"


def test_a_sum_off_by_rounding_is_told_and_no_more(tmp_path: Path) -> None:
    held = files()
    held[PAGE] = held[PAGE].replace(">10.0<", ">10.1<")
    (found,) = sums(tmp_path, held)
    assert (found.code, found.severity) == ("XG-TIE-051", Severity.INFO)
    assert "rounding explains it" in found.message


def test_a_sum_that_holds_and_one_that_does_not_bind(tmp_path: Path) -> None:
    """Without any of its parts, or its total, a sum says nothing (XBRL 2.1 section 5.2.5.2)."""
    held = files()
    assert sums(tmp_path, held) == []
    held[PAGE] = held[PAGE].replace('id="f21"', 'id="f21" xsi:nil="true"')
    assert sums(tmp_path / "nil", held) == []


# -- what is no filing, or hostile -----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "code", "message"),
    [
        ("a.xml", b"<?xml version='1.0'?><note/>", "XG-READ-090", "no XBRL"),
        ("a.htm", b"<html><body><p>x</p></body></html>", "XG-READ-090", "without XBRL"),
        ("a.txt", b"just words", "XG-READ-090", "is no filing"),
        ("a.txt", b"", "XG-READ-090", "is no filing"),
        ("a.zip", b"PK\x03\x04 cut off", "XG-READ-090", "cut off or damaged"),
        ("a.htm", files()[PAGE].encode()[:-40], "XG-READ-090", "cannot be read"),
        ("a.txt", submission({"../out.xml": "<a/>"}).encode(), "XG-READ-090", "leads out of it"),
        ("a.txt", submission({"ex99.htm": "<html><p>Words</p></html>"}).encode(), "XG-READ-090", "holds no XBRL"),
        ("a.json", b'{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json"}}', "XG-READ-090", "JSON"),
        ("a.xsd", files()[SCHEMA].encode(), "XG-READ-090", "is a schema and no report"),
    ],
)  # fmt: skip
def test_what_is_no_filing_is_said(tmp_path: Path, name: str, data: bytes, code: str, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    found = refused(tmp_path / name)
    assert found.code == code
    assert message in found.message
    assert found.hint


def test_several_filings_and_none(tmp_path: Path) -> None:
    two = put(
        tmp_path / "two", files(plain=True) | {"b.xml": files(plain=True)[INSTANCE].replace(SCHEMA, "b.xsd")}
    )
    assert "holds 2 filings" in refused(two).message
    (tmp_path / "empty").mkdir()
    assert refused(tmp_path / "empty").code == "XG-READ-001"
    assert refused(tmp_path / "gone").code == "XG-READ-001"


def test_a_project_is_a_project() -> None:
    assert is_project(EXAMPLE)
    assert not is_project(EXAMPLE / "expected" / "output")


# -- what is shown ---------------------------------------------------------------------------


def test_the_command_says_it_in_every_form(tmp_path: Path) -> None:
    held = files()
    held[PAGE] = held[PAGE].replace(">10.0<", ">11.0<")
    folder = put(tmp_path / "exa", held)
    done = run_command("check", folder, "--fast", "--format", "json")
    data = json.loads(done.stdout)
    assert done.returncode == 0
    assert [f["code"] for f in data["findings"]] == ["XG-TIE-050"]
    assert data["summary"]["document"]["type"] == "10-Q"
    sarif = json.loads(run_command("check", folder, "--fast", "--format", "sarif").stdout)
    assert sarif["runs"][0]["results"][0]["ruleId"] == "XG-TIE-050"
    text = run_command("check", folder, "--fast", "--fail-on", "warning")
    assert text.returncode == 1
    assert "Example Sons, Inc.  10-Q  period ended 2024-09-30" in text.stdout
    assert "coverage" not in text.stdout


def test_the_review_page_lies_beside_the_filing(tmp_path: Path) -> None:
    folder = put(tmp_path / "exa", files())
    before = sorted(folder.iterdir())
    result = pipeline.review(folder, FAST)
    assert result.written == tmp_path / "exa-review" / "report.html"
    assert sorted(folder.iterdir()) == before
    page = (tmp_path / "exa-review" / "report.html").read_text("utf-8")
    assert "Example Sons, Inc.: 10-Q for 2024-09-30" in page
    assert "us-gaap:StockholdersEquity" in page


def test_numbers_of_the_page_lead_to_their_facts(tmp_path: Path) -> None:
    """A bracket or a currency before the tag belongs to the number; one that nobody tagged is left."""
    held = files()
    table = (
        "<table><tr><td>Year</td><td>2024</td><td>2023</td></tr><tr><td>Goodwill</td><td>$</td><td>"
        '<ix:nonFraction id="g1" name="us-gaap:Goodwill" contextRef="c3" unitRef="USD" decimals="-6" scale="6"'
        ' format="ixt:num-dot-decimal">1,234</ix:nonFraction></td><td>$</td><td>1,111</td></tr></table>'
    )
    held[PAGE] = held[PAGE].replace("</body>", f"{table}</body>")
    filed = find_filed(put(tmp_path / "exa", held))
    result = pipeline._through_filed(filed, FAST, None, None, pages=True)
    by_text = {n.text.lstrip("$ "): n for n in result.register.numerals}
    assert (by_text["1,234"].state, by_text["1,234"].facts) == ("tagged", ("g1",))
    assert (by_text["1,111"].state, by_text["1,111"].facts) == ("left", ())
    shown = {i for n in result.register.numerals for i in n.facts}
    assert {"f15", "f17", "f21"} <= shown
    assert [s.file for s in result.sources] == [PAGE]


def test_findings_lead_to_the_column_of_the_tag(tmp_path: Path) -> None:
    held = files()
    held[PAGE] = held[PAGE].replace(">10.0<", ">11.0<")
    (found,) = sums(tmp_path, held)
    assert found.where is not None
    line = held[PAGE].splitlines()[(found.where.line or 0) - 1]
    assert line[(found.where.column or 0) - 1 :].startswith('<ix:nonFraction id="f21"')


def test_what_is_only_unlikely_is_a_warning_and_told_once(tmp_path: Path) -> None:
    held = files()
    rate = (
        '<ix:nonFraction id="{}" name="exa:MarginOfCustomers" contextRef="c1" unitRef="pure" decimals="0"'
        ' format="ixt:num-dot-decimal">27</ix:nonFraction>'
    )
    text = held[PAGE]
    start = text.index('<ix:nonFraction id="f10"')
    end = text.index("</ix:nonFraction>", start) + len("</ix:nonFraction>")
    held[PAGE] = text[:start] + rate.format("f10") + rate.format("f10b") + text[end:]
    found = [f for f in findings(put(tmp_path, held)) if f.code == "XG-PLA-005"]
    assert [f.severity for f in found] == [Severity.WARNING]
    assert found[0].where is not None


def test_lines_whose_labels_are_exchanged(tmp_path: Path) -> None:
    held = files()
    lab = held["exa-20240930_lab.xml"]
    one, other = (
        re.search(rf'xlink:label="us-gaap_{n}_\w+"[^>]*>([^<]+)<', lab)
        for n in ("Liabilities", "StockholdersEquity")
    )
    assert one is not None
    assert other is not None
    swapped = (
        lab.replace(f">{one[1]}<", ">@<")
        .replace(f">{other[1]}<", f">{one[1]}<")
        .replace(">@<", f">{other[1]}<")
    )
    held["exa-20240930_lab.xml"] = swapped
    found = [f for f in findings(put(tmp_path / "a", held)) if f.code == "XG-MAP-021"]
    assert len(found) == 1
    assert "us-gaap:Liabilities" in found[0].message
    assert not [f for f in findings(put(tmp_path / "b", files())) if f.code == "XG-MAP-021"]
