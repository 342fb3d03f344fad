"""Filing projects held to their expectations: what `xbrlgen test` and the pytest plug-in run."""

from __future__ import annotations

import hashlib
from pathlib import Path

from xbrlgen.check.waivers import apply_waivers
from xbrlgen.model.snapshot import Snapshot
from xbrlgen.pipeline import Worked
from xbrlgen.regress.of_filing import snapshot_of


def snapshot_of_worked(worked: Worked, project: Path | None = None) -> Snapshot:
    """The snapshot of a project that was worked out; with ``project`` it names its sources' digests."""
    sources = [] if project is None else [(name, digest(project / name)) for name in worked.report.sources]
    waived = apply_waivers(worked.report, list(worked.findings), complete=False, edgar=False)
    return snapshot_of(worked.filing, worked.mapping, worked.account, waived, sources)


def digest(path: Path) -> str:
    """SHA-256 of a source, line ends counted alike: git may check a text out with others."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
