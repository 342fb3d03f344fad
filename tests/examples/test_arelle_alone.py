"""Arelle from its own command line, offline: the files as anybody would check them, not through our code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import EXAMPLE, SHARED, WITHOUT_SHARED
from xbrlgen.catalog.standin import stand_in_package

FULL = SHARED / "taxonomies" / "us-gaap-2025-reconstructed.zip"
INSTANCE = EXAMPLE / "expected" / "output" / "mpe-20040930.xml"

MESSAGE = re.compile(r"^\[(?P<code>[^\]]+)\] (?P<text>.*)$")


def package(which: str) -> Path:
    if which == "stand-in":
        return stand_in_package("us-gaap/2025")
    if not FULL.is_file():
        pytest.skip(WITHOUT_SHARED)
    return FULL


def arelle(file: Path, which: str, calculation: str) -> list[tuple[str, str]]:
    """Codes and texts of what it says, its own notices of progress aside."""
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "arelle.CntlrCmdLine",
            "--internetConnectivity=offline",
            "--disablePersistentConfig",
            f"--packages={package(which)}",
            f"--file={file}",
            "--validate",
            "--utr",
            f"--calc={calculation}",
            "--validateDuplicateFacts=inconsistent",
            "--logFormat=[%(messageCode)s] %(message)s",
        ],
        cwd=file.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=240,
    )
    found = [m.groups() for m in map(MESSAGE.match, (done.stdout + done.stderr).splitlines()) if m]
    codes = {code for code, _ in found}
    assert any("validated in" in text for _, text in found), done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert codes
    return [(code, text) for code, text in found if code not in ("info", "")]


WAIVED = ("OperatingIncomeLoss", "IncomeLossFromContinuingOperations", "NetIncomeLoss")


@pytest.mark.parametrize("which", ["stand-in", "full"])
@pytest.mark.parametrize(
    ("calculation", "code"),
    [("c10", "xbrl.5.2.5.2:calcInconsistency"), ("c11r", "calc11e:inconsistentCalculationUsingRounding")],
)
def test_no_error_and_only_the_waived_inconsistencies(which: str, calculation: str, code: str) -> None:
    """The links that guidance, which states no costs, cannot foot, and those of its bounds, which do not
    add up (a low result is not the sum of low parts); nothing else at all."""
    found = arelle(INSTANCE, which, calculation)
    assert [c for c, _ in found] == [code] * 9, found
    for _, text in found:
        assert any(f"from us-gaap:{name} " in text for name in WAIVED), text
        assert "ScenarioForecast" in text


def test_a_wrong_figure_does_not_escape(tmp_path: Path) -> None:
    """The check above can fail."""
    for path in INSTANCE.parent.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    data = INSTANCE.read_bytes()
    assert data.count(b">99235000<") > 0
    (tmp_path / INSTANCE.name).write_bytes(data.replace(b">99235000<", b">99236000<", 1))
    found = arelle(tmp_path / INSTANCE.name, "stand-in", "c10")
    assert len(found) > 9
