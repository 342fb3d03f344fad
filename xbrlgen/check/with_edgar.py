"""The SEC's own validation: the EDGAR plug-in of Arelle and the DQC rules, where the user has them.

Arelle runs in a process of its own: the plug-ins change it for good, may run for a minute, and
may fail in ways that are not ours. What they say joins our findings under their own codes.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from xbrlgen.check.messages import Message, Messages
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.report import Trace
from xbrlgen.model.where import Where
from xbrlgen.written.files import INLINE, INSTANCE, kind_of
from xbrlgen.written.reader import taxonomy_of

ORIGIN, DQC_ORIGIN = "edgar", "dqc"
INCOMPLETE = "xule.ValidationIncomplete"
_RULE_SETS = "EDGAR/validate/resources/xule"
"""Where the plug-in keeps the DQC rules that xule runs, a zip for each year of us-gaap."""
_RULE_SET = re.compile(r"dqcrt-us-(\d{4})-ruleset\.zip")
_FROM = "dqcRuleFilter=XULE:{year}|.*"
"""xule runs for us-gaap of this year and newer; the rules that the plug-in has built in run otherwise."""
_NEVER = "9999"
_PARTS = (("EDGAR/validate", False), ("EDGAR/transform", False), ("xule", True))
"""Folders of the plug-in folder, and whether only the DQC rules need them."""
_MODULES = (("holidays", False), ("pytz", False), ("aniso8601", True))
_SOURCES = {
    "EDGAR/validate": "copy the repository github.com/Arelle/EDGAR into {folder}/EDGAR",
    "EDGAR/transform": "copy the repository github.com/Arelle/EDGAR into {folder}/EDGAR",
    "xule": "copy the folder plugin/xule of github.com/xbrlus/xule to {folder}/xule",
}
_SECONDS = 600.0
_VERSION = re.compile(r"Activation of plug-in Validate EFM successful, version ([\w.]+\w)")
_TAIL = re.compile(r"\s+- (?:IXDS )?[^\n]*$")
"""Arelle's log ends a message with the files it speaks of; they are in its references as well."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something that the SEC's validation needs and that is not here."""

    what: str
    remedy: str


@dataclass(frozen=True, slots=True)
class EdgarVerdict:
    """What the SEC's validation says. ``checked`` is false if it did not run to its end."""

    findings: tuple[Finding, ...]
    seconds: float
    plugin_version: str
    checked: bool


def doctor(plugin_dir: Path | None, *, packages: Sequence[Path] = (), dqc: bool = False) -> tuple[Lack, ...]:
    """What is missing for the SEC's validation in ``plugin_dir``, and how to get it; empty if nothing.

    ``dqc`` asks for what the DQC rules need as well. Without an official taxonomy among
    ``packages`` the validation runs with the stand-in: that is named too, as the last.
    """
    return (*_lacks(plugin_dir, dqc), *_taxonomy(packages))


def _lacks(plugin_dir: Path | None, dqc: bool) -> Iterator[Lack]:
    if plugin_dir is None:
        yield Lack("no plug-in folder is named", "say --plugin-dir FOLDER, or plugin_dir in settings.toml")
    elif not plugin_dir.is_dir():
        yield Lack(f"the plug-in folder {plugin_dir} is not there", "make it, or name another")
    else:
        for part, only_dqc in _PARTS:
            if (dqc or not only_dqc) and not (plugin_dir / part / "__init__.py").is_file():
                yield Lack(f"plug-in {part} is not in {plugin_dir}", _SOURCES[part].format(folder=plugin_dir))
        if dqc and not rule_sets(plugin_dir):
            yield Lack(
                f"no DQC rule set is in {plugin_dir / _RULE_SETS} (dqcrt-us-YEAR-ruleset.zip)",
                "copy them from the repository github.com/Arelle/EDGAR, or check without --dqc",
            )
    for module, only_dqc in _MODULES:
        if (dqc or not only_dqc) and importlib.util.find_spec(module) is None:
            yield Lack(f"the Python package {module} is not installed", f"pip install {module}")


def rule_sets(plugin_dir: Path) -> tuple[str, ...]:
    """The years of us-gaap that the plug-in folder has DQC rule sets for, oldest first."""
    folder = plugin_dir / _RULE_SETS
    names = (p.name for p in folder.iterdir()) if folder.is_dir() else ()
    return tuple(sorted(m[1] for n in names if (m := _RULE_SET.fullmatch(n)) is not None))


def _no_rules(entry: Path, plugin_dir: Path) -> Finding | None:
    """The finding for a filing whose year of us-gaap no DQC rule set is for."""
    folder = entry.parent
    schemas = [(p.name, p.read_bytes()) for p in sorted(folder.glob("*.xsd"))]
    taxonomy, years = taxonomy_of(schemas), rule_sets(plugin_dir)
    if taxonomy is None or taxonomy.rpartition("/")[2] in years:
        return None
    return finding(
        "XG-EFM-903",
        f"no DQC rule set is for {taxonomy} (there are some for {', '.join(years)}): only the DQC rules that"
        " the EDGAR plug-in has built in have run",
        Where(entry.name),
        hint="get a newer EDGAR plug-in, or check without --dqc",
    )


def _taxonomy(packages: Sequence[Path]) -> Iterator[Lack]:
    missing = [p for p in packages if not p.exists()]
    for package in missing:
        yield Lack(f"taxonomy package {package} is not there", "correct its path")
    if not packages:
        yield Lack(
            "no official taxonomy is installed: a stand-in built from xbrlgen's tables judges",
            "download us-gaap from the FASB's site and say --taxonomy-package FILE",
        )


def judge_edgar(
    entry: Path,
    *,
    plugin_dir: Path | None,
    packages: Sequence[Path],
    trace: Trace,
    strict: bool = True,
    dqc: bool = False,
    parameters: Sequence[str] = (),
    seconds: float = _SECONDS,
) -> EdgarVerdict:
    """Run the EDGAR plug-in over a report, or over what a folder would submit, and read its log.

    Of a folder, the inline documents are one set; without any, its instance. ``strict`` is the
    disclosure system efm-strict, else efm-pragmatic. ``dqc`` runs the DQC rules through xule as
    well (a minute or so). ``parameters`` are ``name=value`` as the plug-in takes them
    (``submissionType=8-K``). ``packages`` hold the taxonomies; nothing is fetched.

    Findings carry the plug-in's codes and lead to mapping and source by fact id. What is not
    installed is XG-EFM-901, a process that fails or takes longer than ``seconds`` XG-EFM-902,
    DQC rules that did not run XG-EFM-903: none of these is clean. Never raises for any of them.
    """
    started = time.monotonic()
    lacks = tuple(_lacks(plugin_dir, dqc))
    if lacks or plugin_dir is None:
        found = tuple(finding("XG-EFM-901", lack.what, Where(entry.name), hint=lack.remedy) for lack in lacks)
        return EdgarVerdict(found, time.monotonic() - started, "", False)
    entries = submission(entry)
    if not entries:
        nothing = finding("XG-EFM-902", f"{entry.name} holds no report", Where(entry.name))
        return EdgarVerdict((nothing,), time.monotonic() - started, "", False)
    without_rules = _no_rules(entries[0], plugin_dir) if dqc else None
    oldest = rule_sets(plugin_dir)[0] if dqc and without_rules is None else _NEVER
    with tempfile.TemporaryDirectory(prefix="xbrlgen-edgar-") as scratch:
        log = Path(scratch) / "log.json"
        given = [_FROM.format(year=oldest), *parameters]
        command = _command(entries, plugin_dir, packages, strict, dqc, given, log)
        trouble = _run(command, Path(scratch), seconds)
        findings, version, ended = read_log(log, entries[0].resolve().parent, trace)
    if trouble is None and not ended:
        trouble = "its log ends before the validation does"
    if trouble is None and not version:
        trouble = "the EDGAR plug-in was not loaded"
    if trouble is not None:
        findings.append(
            finding("XG-EFM-902", f"the SEC's validation did not run: {trouble}", Where(entries[0].name))
        )
    findings += [without_rules] if without_rules is not None else []
    kept = tuple(sorted(dict.fromkeys(findings), key=Finding.sort_key))
    incomplete = any(f.code == "XG-EFM-903" for f in kept)
    return EdgarVerdict(kept, time.monotonic() - started, version, trouble is None and not incomplete)


def read_log(log: Path, folder: Path, trace: Trace) -> tuple[list[Finding], str, bool]:
    """Arelle's log as JSON: its findings, the plug-in's version, and whether the validation ended.

    ``folder`` is where the report lies; its path is taken out of the messages. A log that is not
    there or cut off says nothing and has not ended.
    """
    messages = [_message(r) for r in _records(log)]
    version = next((v[1] for m in messages if (v := _VERSION.search(m.text))), "")
    reader = Messages(folder, trace)
    findings = [f for m in messages if (f := _finding(reader, m)) is not None]
    return findings, version, any(m.text.startswith("validated in") for m in messages)


def join(ours: Iterable[Finding], theirs: Iterable[Finding]) -> tuple[Finding, ...]:
    """Both, without what is said twice: the same code and message are one finding, the first."""
    said: dict[tuple[str, str], Finding] = {}
    for item in (*ours, *theirs):
        said.setdefault((item.code, item.message), item)
    return tuple(sorted(said.values(), key=Finding.sort_key))


def submission(entry: Path) -> list[Path]:
    """The files that are opened: a file as it is; of a folder, its inline documents, else its instance."""
    if not entry.is_dir():
        return [entry] if entry.is_file() else []
    inline = [p for p in sorted(entry.glob("*.htm")) if kind_of(p.read_bytes()) == INLINE]
    plain = [p for p in sorted(entry.glob("*.xml")) if kind_of(p.read_bytes()) == INSTANCE]
    return inline or plain[:1]


def _command(
    entries: Sequence[Path],
    plugin_dir: Path,
    packages: Sequence[Path],
    strict: bool,
    dqc: bool,
    parameters: Sequence[str],
    log: Path,
) -> list[str]:
    plugins = [str((plugin_dir / "EDGAR" / "validate").resolve()), "inlineXbrlDocumentSet"]
    if dqc:
        plugins.insert(1, str((plugin_dir / "xule").resolve()))
    target = str(entries[0].resolve())
    if len(entries) > 1:
        target = json.dumps([{"ixds": [{"file": str(e.resolve())} for e in entries]}])
    command = [sys.executable, "-m", "arelle.CntlrCmdLine", "--internetConnectivity", "offline"]
    command += ["--disablePersistentConfig", "--uiLang", "en", "--validate", "--file", target]
    command += ["--plugins", "|".join(plugins), "--logFile", str(log)]
    command += ["--disclosureSystem", "efm-strict" if strict else "efm-pragmatic"]
    if packages:
        command += ["--packages", "|".join(str(p.resolve()) for p in packages)]
    return [*command, "--parameters", ",".join(parameters)]


def _run(command: Sequence[str], scratch: Path, seconds: float) -> str | None:
    """What went wrong, or None. Settings and working folder are temporary: nothing stays behind."""
    environment = {**os.environ, "XDG_CONFIG_HOME": str(scratch), "HOME": str(scratch), "PYTHONUTF8": "1"}
    try:
        done = subprocess.run(  # noqa: S603  (the command is our own Python, its arguments are paths)
            command,
            cwd=scratch,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"it took longer than {seconds:.0f} seconds"
    except OSError as error:
        return f"Python could not be started ({error.strerror})"
    if done.returncode < 0:
        return f"it was ended by signal {-done.returncode}"
    trace = done.stderr.decode("utf-8", "replace").strip().splitlines()
    if any(line.startswith("Traceback") for line in trace):
        return trace[-1]
    return None


def _records(log: Path) -> list[dict[str, Any]]:
    """The log's records; none of a log that is cut off or not there."""
    try:
        records = json.loads(log.read_text("utf-8"))["log"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [r for r in records if isinstance(r, dict)] if isinstance(records, list) else []


def _message(record: dict[str, Any]) -> Message:
    held = record.get("message")
    text = str(held.get("text", "")) if isinstance(held, dict) else str(held or "")
    code = str(record.get("code", ""))
    refs = tuple(
        (
            str(ref.get("href", "")).removeprefix("IXDS ").split(", ")[0],
            int(line) if str(line := ref.get("sourceLine", "")).isdigit() else None,
        )
        for ref in record.get("refs", ())
        if isinstance(ref, dict)
    )
    text = _TAIL.sub("", text.removeprefix(f"[{code}] ").removeprefix("[info] "))
    return Message(str(record.get("level", "")).upper(), code, text, refs)


def _finding(reader: Messages, message: Message) -> Finding | None:
    if message.code == INCOMPLETE:
        return finding(
            "XG-EFM-903", f"{INCOMPLETE}: {' '.join(message.text.split())}", reader.artifact(message)
        )
    item = reader.finding(message)
    if item is None:
        return None
    origin = DQC_ORIGIN if message.code.startswith("DQC.") else ORIGIN
    severity = Severity.WARNING if origin == DQC_ORIGIN else item.severity
    return replace(item, origin=origin, severity=severity)
