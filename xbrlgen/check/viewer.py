"""The official Arelle inline viewer beside our own review page, where the user has it installed."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.where import Where

PLUGIN = "iXBRLViewerPlugin"
_SECONDS = 300.0


def save_viewer(documents: Sequence[Path], packages: Sequence[Path], folder: Path) -> Path:
    """Write the viewer of an inline document set into ``folder``; returns the page to open.

    Runs Arelle with the plug-in of the package ixbrl-viewer (the extra ``viewer``) in a process of
    its own, offline. Raises XbrlgenError: XG-OUT-002 if it is not installed or writes nothing.
    """
    if importlib.util.find_spec(PLUGIN) is None:
        raise XbrlgenError(
            finding("XG-OUT-002", "the package ixbrl-viewer is not installed", Where(folder.name))
        )
    target = json.dumps([{"ixds": [{"file": str(d.resolve())} for d in documents]}])
    with tempfile.TemporaryDirectory(prefix="xbrlgen-") as scratch:
        fresh = Path(scratch) / "viewer"
        fresh.mkdir()
        command = [
            sys.executable, "-m", "arelle.CntlrCmdLine", "--internetConnectivity", "offline",
            "--disablePersistentConfig", "--packages", "|".join(str(p.resolve()) for p in packages),
            "--plugins", f"{PLUGIN}|inlineXbrlDocumentSet", "--file", target, "--save-viewer", str(fresh),
        ]  # fmt: skip
        done = subprocess.run(  # noqa: S603  (our own Python; the arguments are paths)
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
        page = fresh / documents[0].name
        if not page.is_file():
            said = next((x for x in reversed(done.stdout.splitlines()) if x.strip()), "nothing")
            message = f"the viewer wrote no page; Arelle said: {said}"
            raise XbrlgenError(finding("XG-OUT-002", message, Where(folder.name)))
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(fresh, folder)
    return folder / documents[0].name
