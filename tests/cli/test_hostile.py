"""No exception reaches a user: whatever is wrong with files, folders and input is a finding, and soon."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.command import Done

LONG = 20.0
"""CPU seconds that a hostile input may take at most."""


def written(project: Path, name: str, data: bytes | str) -> Path:
    (project / name).write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return project


def replaced(project: Path, name: str, old: str, new: str) -> Path:
    text = (project / name).read_text("utf-8")
    assert old in text
    return written(project, name, text.replace(old, new, 1))


# -- files and folders ---------------------------------------------------------------------


def pipe(project: Path, name: str) -> Path:
    (project / name).unlink()
    os.mkfifo(project / name)
    return project


def loop(project: Path, name: str) -> Path:
    (project / name).unlink()
    (project / name).symlink_to(name)
    return project


def folder(project: Path, name: str) -> Path:
    (project / name).unlink()
    (project / name).mkdir()
    return project


def gone(project: Path, name: str) -> Path:
    (project / name).unlink()
    return project


def outside(project: Path, name: str) -> Path:
    (project / name).rename(project.parent / "elsewhere")
    (project / name).symlink_to(project.parent / "elsewhere")
    return project


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes that have names")
@pytest.mark.parametrize("name", ["filing.yaml", "mapping.yaml", "release.txt"])
@pytest.mark.parametrize("harm", [pipe, loop, folder, gone, outside])
@pytest.mark.parametrize("form", ["json", "sarif"])
def test_a_file_that_cannot_be_read(
    project: Path, command: Callable[..., Done], name: str, harm: Callable[[Path, str], Path], form: str
) -> None:
    done = command("check", harm(project, name), "--fast", "--format", form)
    assert done.code == 2
    assert json.loads(done.out)
    if form == "json":
        assert done.codes == {"XG-MAP-019" if harm is outside else "XG-READ-001"}
    assert done.seconds < LONG


@pytest.mark.parametrize("place", ["x" * 300, "x/" * 3000, "no/such/folder"])
@pytest.mark.parametrize(
    "words",
    [
        ["check", "--fast"],
        ["build", "--fast"],
        ["review", "--fast"],
        ["roll", "--to", "2025-12-31", "--source", "x"],
        ["migrate", "--to", "us-gaap/2025"],
        ["test"],
        ["mutate"],
        ["consistency"],
    ],
    ids=lambda w: w[0],
)
def test_a_place_that_cannot_be(command: Callable[..., Done], words: list[str], place: str) -> None:
    done = command(words[0], place, *words[1:], "--format", "json")
    assert done.code == 2
    assert done.codes <= {"XG-READ-001", "XG-REG-009", "XG-OUT-003"}


@pytest.mark.parametrize("name", ["x" * 300, "a/" * 2000 + "b", "..", "/etc/passwd", "a/../../b", "C:x", "."])
def test_a_source_that_cannot_be_named(project: Path, command: Callable[..., Done], name: str) -> None:
    done = command(
        "check", replaced(project, "filing.yaml", "release.txt", name), "--fast", "--format", "json"
    )
    assert done.code == 2
    assert done.codes <= {"XG-READ-001", "XG-MAP-019"}


@pytest.mark.parametrize("out", ["/dev/full", "/dev/null/x", "/proc/x/y", "{project}/release.txt", "x" * 300])
def test_an_output_folder_that_cannot_be(project: Path, command: Callable[..., Done], out: str) -> None:
    before = sorted(p.name for p in project.parent.rglob("*"))
    done = command("build", project, "--fast", "--out", out.format(project=project), "--format", "json")
    assert done.code == 2
    assert done.codes <= {"XG-OUT-001", "XG-OUT-003"}
    assert sorted(p.name for p in project.parent.rglob("*")) == before


@pytest.mark.parametrize("cache", ["/dev/null", "/proc/none", "{tmp}/file"])
def test_a_cache_that_cannot_be_written(
    project: Path, command: Callable[..., Done], cache: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XBRLGEN_CACHE", cache.format(tmp=tmp_path))
    assert command("check", project, "--fast", "--format", "json").code == 0


# -- what stands in them -------------------------------------------------------------------

PATTERNS = [
    "/(a+)+b/", "/(.*)*x/", "/(x+x+)+y/i", "/" + "(" * 3000 + "a" + ")" * 3000 + "/", "/a{99999999999}/",
    "/(?:(?:(?:a{1000}){1000}){1000})/", "/[/", "/(?P<n>a)(?P<n>b)/", "/(/", "/" + "a?" * 3000 + "/",
    "/" + "(a|" * 900 + "b" + ")" * 900 + "/",
]  # fmt: skip


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda p: str(p)[:20])
def test_a_pattern_that_would_run_on(project: Path, command: Callable[..., Done], pattern: str) -> None:
    replaced(project, "release.txt", "Total", "a" * 60 + " Total")
    replaced(
        project,
        "mapping.yaml",
        "statements:",
        f"omit_tables: [{{table: '{pattern}', reason: r}}]\nstatements:",
    )
    done = command("check", project, "--fast", "--format", "json")
    assert done.code in (0, 1, 2)
    assert "XG-OUT-008" not in done.codes
    assert done.seconds < LONG


SOURCES = {
    "form feeds": lambda t: t.replace("\n", "\n\f", 40),
    "vertical tabs": lambda t: t.replace(" ", "\v"),
    "NEL": lambda t: t.replace("\n", "\x85"),
    "LS": lambda t: t.replace("\n", "\u2028"),
    "CR alone": lambda t: t.replace("\n", "\r"),
    "group separators": lambda t: t.replace("\n", "\n\x1d\x1e\x1f "),
    "NEL in lines": lambda t: "\n".join(f"{line}\x85" for line in t.split("\n")),
    "a form feed and a word": lambda t: t + "\n\f   word\n\x85  word\n \u2029 1,234\n",
    "no line ends": lambda t: t.replace("\n", " "),
    "surrogates": lambda t: t + "\U0010ffff\ufffe\u202e",
    "one number after another": lambda t: t + "\n\n" + "In 2025 it was $1,234.5 million. " * 4000,
    "one word after another": lambda t: t + "\n\n" + "revenue revenues revenue of " * 20_000,
    "spaces": lambda t: t + "\n" + " " * 400_000 + "x\n",
    "dots": lambda t: t + "\n" + "Total" + "." * 200_000 + " 12\n",
    "digits": lambda t: t + "\n\nRevenue of $" + "9" * 100_000 + " million.\n",
    "commas": lambda t: t + "\n\nRevenue of $" + "9,999" * 20_000 + " million.\n",
    "brackets": lambda t: t + "\n\n" + "(" * 100_000 + "1" + ")" * 100_000 + "\n",
    "tables": lambda t: t + "\n<TABLE>\n" * 5000,
    "rules": lambda t: t + ("\n" + "-" * 78) * 5000,
    "markup": lambda t: t + "<" * 50_000 + "TABLE" + ">" * 50_000,
}


@pytest.mark.parametrize("kind", SOURCES)
def test_a_release_of_an_odd_kind(project: Path, command: Callable[..., Done], kind: str) -> None:
    text = (project / "release.txt").read_text("utf-8")
    done = command(
        "check", written(project, "release.txt", SOURCES[kind](text)), "--fast", "--format", "json"
    )
    assert done.code in (0, 1, 2)
    assert "XG-OUT-008" not in done.codes, done.out[:2000]
    assert done.seconds < LONG


# -- YAML, and texts with gaps --------------------------------------------------------------

YAML = {
    "brackets": "[" * 100_000,
    "brackets that close": "[" * 20_000 + "]" * 20_000,
    "mappings": "{a: " * 20_000,
    "sequences in a line": "- " * 20_000 + "x",
    "steps": "".join(f"{' ' * n}a:\n" for n in range(3000)),
    "a million keys": "".join(f"k{n}: {n}\n" for n in range(1_000_000)),
    "a million items": "a: [" + "1, " * 1_000_000 + "1]",
    "aliases of aliases": "a0: &a0 [x, x]\n"
    + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 40)),
    "itself": "a: &a [*a]\n",
    "tabs": "\t" * 50_000 + "a: b",
    "tags": "!!python/object/apply:os.system [true]",
    "documents": "--- a\n" * 50_000,
    "NUL": "a: \0b",
}


@pytest.mark.parametrize("name", ["filing.yaml", "mapping.yaml"])
@pytest.mark.parametrize("kind", YAML)
def test_yaml_of_an_odd_kind(project: Path, command: Callable[..., Done], kind: str, name: str) -> None:
    done = command("check", written(project, name, YAML[kind]), "--fast", "--format", "json")
    assert done.code == 2
    assert done.codes <= {"XG-MAP-001", "XG-MAP-008", "XG-MAP-009", "XG-MAP-010"}, done.out[:500]
    assert done.seconds < LONG


@pytest.mark.parametrize("gaps", [5, 20, 200])
def test_a_text_with_many_gaps(project: Path, command: Callable[..., Done], gaps: int) -> None:
    text = " ... ".join(["revenue {amount}", *(["of"] * gaps), "never"])
    replaced(
        project,
        "mapping.yaml",
        "statements:",
        "statements:\n  - role: Gaps\n    title: Disclosure - Gaps\n    lines:\n"
        f"      - {{text: '{text}', concept: us-gaap:Revenues}}",
    )
    said = (project / "release.txt").read_text("utf-8") + "\n\n" + "Revenue of $12.5 million of of " * 2_000
    done = command("check", written(project, "release.txt", said), "--fast", "--format", "json")
    assert done.code in (1, 2)
    assert "XG-OUT-008" not in done.codes
    assert done.seconds < LONG
