"""The command line, in this process and as one of its own: what the tests of odd input stand on."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass

from tests.project import ROOT

TEN_MINUTES = ROOT / "docs" / "ten-minutes"
MAIN = "from xbrlgen.cli import main; main()"


@dataclass(frozen=True)
class Done:
    """A command that has ended. ``seconds`` of processor time."""

    code: int
    out: str
    seconds: float

    @property
    def codes(self) -> set[str]:
        """The codes of the findings of its JSON document."""
        found: list[dict[str, str]] = json.loads(self.out)["findings"]
        return {f["code"] for f in found}


def spawned(*arguments: object, **how: object) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", MAIN, *map(str, arguments)]
    return subprocess.Popen(words, cwd=ROOT, text=True, stderr=subprocess.PIPE, **how)  # type: ignore[call-overload,no-any-return]
