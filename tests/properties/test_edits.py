"""Whatever a YAML file looks like, an edit changes what it names and not one character beside it.

Documents are made with their places known: comments (each with a number of its own), empty lines, every
way to quote, blocks and brackets, either line end, byte order mark.
"""

from __future__ import annotations

import copy
import random
import re
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from tests.project import EXAMPLE
from xbrlgen.mapping.edit import apply_edits
from xbrlgen.mapping.positions import read_yaml
from xbrlgen.model.edit import Edit, Node, Steps

PLAIN = ["Revenues", "net loss", "us-gaap:Assets", "A = B + C", "it's", "3 months", "/^Total/", "é"]
HARD = [
    "a, b",
    "a: b",
    "# no",
    'say "so"',
    "back\\slash",
    "no",
    "12",
    "",
    " ",
    "[x]",
    "- x",
    "a\nb\n",
    "x #y",
    "~",
]
LONG = [
    "Costs that result mainly from closing some of the company's markets, net of reversals of them.",
    "Assets = AssetsCurrent + PropertyPlantAndEquipmentNet + OtherAssetsNoncurrent - AllowanceForDoubtfulAccounts",
]
NEW: list[Node] = [*PLAIN, *HARD, *LONG, 7, True, None, ["x", "a, b"], [], {}, {"k": "v", "l": "a, b"},
                   {"k": [{"m": "n"}, {"o": ["p"]}]}, [["q"], {"r": "s"}]]  # fmt: skip


@dataclass
class Written:
    """A document: its text, its data, and where each value and each item (or pair) stands in it."""

    text: str = ""
    values: dict[Steps, tuple[int, int]] = field(default_factory=dict)
    items: dict[Steps, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Steps, tuple[int, int]] = field(default_factory=dict)
    brackets: set[Steps] = field(default_factory=set)
    """Collections written in brackets."""


class Author:
    """Writes data as YAML, each time another way."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.out = Written()
        self.newline = self.random.choice(["\n", "\r\n"])
        self.comments = 0

    def document(self, data: dict[str, Any]) -> Written:
        if self.random.random() < 0.2:
            self.add("\ufeff")
        self.apart(0)
        self.block(data, (), 0)
        if self.random.random() < 0.2:
            self.out.text = self.out.text.removesuffix(self.newline)
        else:
            self.apart(0)
        return self.out

    def add(self, text: str) -> None:
        self.out.text += text

    def note(self) -> str:
        self.comments += 1
        return f"# c{self.comments}: {self.random.choice(['why', 'a: b', '- x', '[', 'Revenues'])}"

    def apart(self, indent: int) -> None:
        """Perhaps an empty line, perhaps a comment."""
        while self.random.random() < 0.25:
            self.add((" " * indent + self.note() if self.random.random() < 0.6 else "") + self.newline)

    def ends(self) -> None:
        """The end of a line."""
        self.add((f"  {self.note()}" if self.random.random() < 0.2 else "") + self.newline)

    def block(self, data: Any, path: Steps, indent: int, *, started: bool = False) -> None:
        """Lines from ``indent`` on; ``started``: the first is begun already, behind a dash."""
        entries = data.items() if isinstance(data, dict) else enumerate(data)
        for step, value in entries:
            here: Steps = (*path, step)
            if not started:
                self.apart(indent)
                self.add(" " * indent)
            started = False
            start = len(self.out.text)
            if isinstance(data, dict):
                self.key(step, here)
                self.add(":")
            else:
                self.add("-")
            self.value(value, here, indent, in_list=not isinstance(data, dict))
            self.out.items[here] = (start, self.end)

    def value(self, value: Any, path: Steps, indent: int, *, in_list: bool) -> None:
        if isinstance(value, dict | list) and value and self.random.random() < 0.6:
            offset = self.random.choice([1, 2, 3]) if in_list else 1
            if in_list and self.random.random() < 0.8:
                self.add(" " * offset)
                self.out.values[path] = (len(self.out.text), 0)
                self.block(value, path, indent + 1 + offset, started=True)
            else:
                self.ends()
                inner = indent + self.random.choice([2, 4])
                if isinstance(value, list) and not in_list and self.random.random() < 0.3:
                    inner = indent
                self.out.values[path] = (len(self.out.text), 0)
                self.block(value, path, inner)
            self.out.values[path] = (self.out.values[path][0], self.end)
            return
        self.add(" ")
        start = len(self.out.text)
        if isinstance(value, str) and len(value) > 40 and self.random.random() < 0.5:
            self.folded(value, indent + 2)
        else:
            self.brackets(value, path, lines=indent + 2)
            self.end = len(self.out.text)
            self.ends()
        self.out.values[path] = (start, self.end)

    def folded(self, value: str, indent: int) -> None:
        words = value.split(" ")
        cut = self.random.randint(1, len(words) - 1)
        style = self.random.choice([">-", ">- # c0: of the header", "'", '"', ""])
        lines = [" ".join(words[:cut]), " ".join(words[cut:])]
        if style.startswith(">"):
            lines = [style, *lines]
        else:
            lines = [style + self.escape(lines[0], style), self.escape(lines[1], style) + style]
        self.add((self.newline + " " * indent).join(lines))
        self.end = len(self.out.text)
        self.add(self.newline)

    def escape(self, text: str, style: str) -> str:
        return text.replace("'", "''") if style == "'" else text

    def key(self, name: str, path: Steps) -> None:
        start = len(self.out.text)
        quote = self.random.choice(["", "", "'", '"'])
        self.add(f"{quote}{name}{quote}")
        self.out.keys[path] = (start, len(self.out.text))

    def brackets(self, value: Any, path: Steps, *, lines: int) -> None:
        """In one line, or in several with comments between."""
        if not isinstance(value, dict | list):
            self.add(self.scalar(value, flow=len(path) > 1))
            return
        self.out.brackets.add(path)
        self.add("{" if isinstance(value, dict) else "[")
        spread = self.random.random() < 0.3
        entries = list(value.items() if isinstance(value, dict) else enumerate(value))
        for number, (step, inner) in enumerate(entries):
            here: Steps = (*path, step)
            if spread:
                self.ends()
                self.add(" " * lines)
            start = len(self.out.text)
            if isinstance(value, dict):
                self.key(step, here)
                self.add(": ")
            first = len(self.out.text)
            self.brackets(inner, here, lines=lines + 2)
            self.out.values[here] = (first, len(self.out.text))
            self.out.items[here] = (start, len(self.out.text))
            last = number == len(entries) - 1
            if not last or self.random.random() < 0.1:
                self.add(",")
            if not last and not spread:
                self.add(" ")
        if spread:
            self.ends()
            self.add(" " * (lines - 1))
        self.add("}" if isinstance(value, dict) else "]")

    def scalar(self, value: Any, *, flow: bool) -> str:
        if not isinstance(value, str):
            return {None: "null", True: "true", False: "false"}.get(value, str(value))
        ways = []
        if value in PLAIN or (value in LONG and not flow):
            ways.append(value)
        if "\n" not in value:
            ways.append("'" + value.replace("'", "''") + "'")
        ways.append('"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"')
        return self.random.choice(ways)


names = st.text("abcdefgh", min_size=1, max_size=6).filter(lambda n: n not in ("y", "n"))
scalars = st.sampled_from([*PLAIN, *HARD, *LONG, None, True, 12])
trees = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=4),
    max_leaves=14,
)
documents = st.dictionaries(names, trees, min_size=1, max_size=5)
seeds = st.integers(0, 2**32)
quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def written(data: dict[str, Any], seed: int) -> Written:
    made = Author(seed).document(data)
    assert YAML(typ="safe", pure=True).load(made.text) == data, "the author writes what it should"
    return made


def line_end(text: str, at: int) -> int:
    found = re.compile(r"[^\r\n]*").match(text, at)
    assert found is not None
    return found.end()


def numbered(text: str) -> set[str]:
    return set(re.findall(r"# c\d+: [^\r\n]*", text))


@given(documents, seeds, st.sampled_from(NEW))
@quick
def test_a_value_is_replaced(data: dict[str, Any], seed: int, new: Node) -> None:
    made = written(data, seed)
    path = random.Random(seed).choice(sorted(made.values, key=str))
    after = apply_edits(made.text, [Edit("f", "set", path, new)])
    expected = copy.deepcopy(data)
    at(expected, path[:-1])[path[-1]] = new
    assert read(after) == normal(expected)
    start, end = made.values[path]
    old = at(data, path)
    if isinstance(old, dict | list) and path not in made.brackets and old:
        # A block gives way to a value on its key's line: lines go, what stands between them may stay.
        head = made.keys[path][1] if path in made.keys else made.items[path][0] + 1
        end = line_end(made.text, end)
        assert after.startswith(made.text[:head])
        assert after.endswith(made.text[end:].lstrip("\r\n"))
        assert numbered(made.text[:start] + made.text[end:]) <= numbered(after)
    elif made.text[start:end].startswith((">", "|")):
        assert after.startswith(made.text[:start])
        assert after.endswith(made.text[end:])
        assert ("# c0: of the header" in made.text[start:end]) <= ("# c0: of the header" in after[start:])
    else:
        assert after.startswith(made.text[:start])
        assert after.endswith(made.text[end:])
        quote = made.text[start : start + 1]
        if quote in ("'", '"') and isinstance(new, str) and "\n" not in new:
            assert after[start] == quote


@given(documents, seeds, st.sampled_from([n for n in NEW if n is not None]))
@quick
def test_an_item_or_a_key_is_added(data: dict[str, Any], seed: int, new: Node) -> None:
    made = written(data, seed)
    rng = random.Random(seed)
    path = rng.choice(
        [(), *(p for p in sorted(made.values, key=str) if isinstance(at(data, p), dict | list))]
    )
    target = at(data, path)
    expected = copy.deepcopy(data)
    if isinstance(target, dict):
        edit = Edit("f", "set", (*path, "zz"), new)
        at(expected, path)["zz"] = new
    else:
        index = rng.randint(0, len(target))
        edit = Edit("f", "insert", (*path, index), new)
        at(expected, path).insert(index, new)
    after = apply_edits(made.text, [edit])
    assert read(after) == normal(expected)
    assert keeps(made.text, after), "only something put in"


@given(documents, seeds)
@quick
def test_an_item_or_a_key_is_taken_out(data: dict[str, Any], seed: int) -> None:
    made = written(data, seed)
    path = random.Random(seed).choice(sorted(made.items, key=str))
    expected = copy.deepcopy(data)
    del at(expected, path[:-1])[path[-1]]
    after = apply_edits(made.text, [Edit("f", "remove", path)])
    assert read(after) == normal(expected)
    start, end = made.items[path]
    gone = made.text[start : end if path[:-1] in made.brackets else line_end(made.text, end)]
    assert numbered(made.text) - numbered(gone) <= numbered(after)
    if path[:-1] in made.brackets or at(expected, path[:-1]):
        assert keeps(after, made.text), "only something taken out"


@given(documents, seeds)
@quick
def test_a_key_is_renamed(data: dict[str, Any], seed: int) -> None:
    made = written(data, seed)
    path = random.Random(seed).choice(sorted(made.keys, key=str))
    after = apply_edits(made.text, [Edit("f", "key", path, "new, name")])
    start, end = made.keys[path]
    assert after.startswith(made.text[:start])
    assert after.endswith(made.text[end:])
    parent = at(data, path[:-1])
    renamed = {("new, name" if k == path[-1] else k): v for k, v in parent.items()}
    assert list(at(read(after), path[:-1]).items()) == list(normal(renamed).items())


@given(documents, seeds, st.integers(1, 6))
@quick
def test_many_edits_at_once(data: dict[str, Any], seed: int, count: int) -> None:
    """Paths speak of the file as it is: edits made together are those made one by one, last place first."""
    made = written(data, seed)
    rng = random.Random(seed)
    edits: list[Edit] = []
    for path in rng.sample(sorted(made.items, key=str), min(count, len(made.items))):
        if any(path[: len(e.path)] == e.path or e.path[: len(path)] == path for e in edits):
            continue
        action = rng.choice(["set", "remove", "insert", "key"])
        if isinstance(path[-1], str) == (action == "insert") or (
            action == "key" and isinstance(path[-1], int)
        ):
            action = "set"
        edits.append(
            Edit("f", action, path, "renamed" + str(len(edits)) if action == "key" else rng.choice(NEW))
        )  # type: ignore[arg-type]
    together = apply_edits(made.text, edits)
    one_by_one = made.text
    for edit in sorted(
        edits, key=lambda e: [list(made.items).index(p) for p in prefixes(e.path)], reverse=True
    ):
        one_by_one = apply_edits(one_by_one, [edit])
    assert read(together) == read(one_by_one)
    assert list(flat(read(together))) == list(flat(read(one_by_one))), "the order of keys"


def prefixes(path: Steps) -> list[Steps]:
    return [path[:n] for n in range(1, len(path) + 1)]


@given(st.sampled_from(["mapping.yaml", "filing.yaml"]), seeds, st.sampled_from(NEW))
@settings(max_examples=12, deadline=None)
def test_the_files_of_the_example(file: str, seed: int, new: Node) -> None:
    text = (EXAMPLE / file).read_text("utf-8")
    yaml = read_yaml(text, file)
    path = random.Random(seed).choice([p for p in yaml.values if p and isinstance(at(yaml.raw, p), str)])
    after = apply_edits(text, [Edit(file, "set", path, new)])
    expected = copy.deepcopy(yaml.raw)
    at(expected, path[:-1])[path[-1]] = normal(new)
    assert read_yaml(after, file).raw == expected
    where = yaml.values[path]
    assert where.line is not None
    assert where.column is not None
    lines, now = text.splitlines(), after.splitlines()
    start, size = where.line - 1, 1
    indent = len(lines[start]) - len(lines[start].lstrip())
    while lines[start].endswith(">-") and lines[start + size].startswith(" " * (indent + 1)):
        size += 1
    assert now[:start] == lines[:start]
    assert now[start][: where.column - 1] == lines[start][: where.column - 1]
    rest = lines[start + size :]
    assert now[len(now) - len(rest) :] == rest
    comment = re.search(r" +#.*", lines[start])
    assert comment is None or now[start].endswith(comment[0])


def at(data: Any, path: Steps) -> Any:
    for step in path:
        data = data[step]
    return data


def normal(data: Any) -> Any:
    """As the files give it: scalars are text."""
    if isinstance(data, dict):
        return {k: normal(v) for k, v in data.items()}
    if isinstance(data, list):
        return [normal(v) for v in data]
    return None if data is None else str(data).lower() if isinstance(data, bool) else str(data)


def read(text: str) -> Any:
    """Read by other means than the edits do, as far as values go; the plain text of numbers is kept."""
    typed = YAML(typ="safe", pure=True).load(text)
    assert normal(typed) == read_yaml(text, "f").raw
    return normal(typed)


def flat(data: Any) -> Any:
    if isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from flat(value)
    elif isinstance(data, list):
        for value in data:
            yield from flat(value)
    else:
        yield data


def keeps(short: str, long: str) -> bool:
    """Is one text the other with something put in at one or two places?"""
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    end = 0
    while end < len(short) - start and short[-1 - end] == long[-1 - end]:
        end += 1
    middle = short[start : len(short) - end]
    return middle in long[start : len(long) - end]
