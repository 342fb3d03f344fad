"""YAML read in C and in Python: the same nodes at the same places, in bounded time."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.project import EXAMPLE, SHARED
from xbrlgen.mapping import composing
from xbrlgen.mapping.composing import compose
from xbrlgen.mapping.positions import Positioned, read_yaml
from xbrlgen.model.finding import XbrlgenError

ROOT = EXAMPLE.parents[1]
FILES = [
    *(p for folder in ("examples", "docs") for p in sorted((ROOT / folder).rglob("*.yaml"))),
    *sorted((ROOT / "tests").rglob("*.yaml"))[::5],
    *sorted((SHARED / "cases").rglob("*.yaml"))[::5],
]
"""What is at hand. Of the cases, which are much alike, every fifth: they take Python long."""
DAMAGE = [
    *(": ", "- ", "#", "\n", "\n  ", "'", '"', "{", "}", "[", "]", ",", "|\n", ">-\n", "&a ", "*a", "!!str "),
    *("? ", "~", "\\", "@", "a:", "''", "yes", "<<: ", "!x ", " #", "\r", "\r\n", "é", "\U0001f600", "\\n"),
]


def read(text: str, monkeypatch: pytest.MonkeyPatch, *, in_c: bool) -> Positioned | None:
    """None for what is no YAML."""
    with monkeypatch.context() as patch:
        if not in_c:
            patch.setattr(composing, "_in_c", lambda text, file: None)
        try:
            return read_yaml(text, "f.yaml")
        except XbrlgenError:
            return None


def same(text: str, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Is it YAML to both, and the same? A difference fails the test."""
    one, other = read(text, monkeypatch, in_c=True), read(text, monkeypatch, in_c=False)
    assert one == other, text
    return one is not None


def test_every_file_is_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [p.read_text("utf-8") for p in FILES]
    assert len(texts) > 20
    valid = [t for t in texts if same(t, monkeypatch)]
    assert len(valid) > 20
    assert all(composing._in_c(t, "f.yaml") is not None for t in valid)


def test_damaged_files_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(11)
    small = [t for p in FILES if len(t := p.read_text("utf-8")) < 4000]
    valid = 0
    for _ in range(150):
        text = chance.choice(small)
        begin = text.find("\n", chance.randrange(len(text))) + 1
        text = text[begin : begin + 500]
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(DAMAGE) + text[at + chance.choice([0, 0, 1, 3]) :]
        valid += same(text, monkeypatch)
    assert valid > 30


@pytest.mark.parametrize(
    ("text", "odd"),
    [
        ("a:\tb\n", True),
        ("a: b\x85c: d\n", True),
        ("a: b\u2028c: d\n", True),
        ("%YAML 1.1\n---\na: yes\n", True),
        ("a: 1\n...\n", True),
        ("a: 100% b\nc: a---b\nd: ...\n", False),
    ],
)
def test_what_the_two_read_differently_is_read_in_python(text: str, odd: bool) -> None:
    assert (composing._ODD.search(text) is not None) is odd


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "- " * 100_000,
        "{a: " * 20_000,
        "\n".join(" " * n + "a:" for n in range(3000)),
        "- ? " * 50_000,
        "[" + "1," * 7_000_000 + "]",
        "a: [" + "b, " * 3_000_000 + "]",
        "- a\n" * 4_000_000,
        "a: &x [1]\nb: [" + "*x," * 600_000 + "]",
        "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
        ),
        "a:\t" + "x" * 15_000_000,
    ],
    ids=["brackets", "dashes", "braces", "indents", "keys", "items", "list", "lines", "aliases", "bomb", "tab"],
)  # fmt: skip
def test_huge_and_deep_text_is_a_finding_soon(text: str) -> None:
    used = time.process_time()
    with pytest.raises(XbrlgenError) as caught:
        read_yaml(text, "f.yaml")
    assert {f.code for f in caught.value.findings} == {"XG-MAP-008"}
    if "*" in text:
        assert "without end" in str(caught.value)
    assert time.process_time() - used < 20


def test_a_fault_is_told_in_the_same_words_whoever_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "a: [1\nb: 2\n"
    with pytest.raises(XbrlgenError) as one:
        compose(text, "f.yaml")
    monkeypatch.setattr(composing, "_SHOWN", 0)
    with pytest.raises(XbrlgenError) as other:
        compose(text, "f.yaml")
    assert one.value.findings[0].where == other.value.findings[0].where
    assert "f.yaml" in str(one.value)
    assert Path(str(one.value.findings[0].where).split(":")[0]).name == "f.yaml"


LINE = "- {line: Revenue, concept: us-gaap:Revenues}\n"


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        (LINE * 6000, 1, 1),
        (LINE * 6000 + "- [[[a]]]\n", 3, 3),
        ('- [ "]"\n' * 6000, 6000, 6000),
        ("- [ # ]\n" * 6000, 6000, 6000),
        ('- ["\n]\n", ' * 6000, 6000, 6000),
        ("[" * 6000 + "]" * 6000, 6000, 6000),
        ("[\n" * 6000 + "]\n" * 6000, 6000, 6000),
    ],
)
def test_how_deep_brackets_may_lie(text: str, least: int, most: int) -> None:
    assert least <= composing._nested(text) <= most


def test_many_rules_on_lines_of_their_own_are_read_in_c() -> None:
    """A mapping of thousands of lines is no deeper than one of ten."""
    (document,) = compose(LINE * 20_000, "mapping.yaml")
    assert len(document.value) == 20_000
