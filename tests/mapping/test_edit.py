"""Edits of YAML: what each changes, and what it refuses to."""

from __future__ import annotations

import difflib

import pytest

from tests.project import EXAMPLE
from xbrlgen.mapping.edit import apply_edits
from xbrlgen.model.edit import Edit, Node
from xbrlgen.model.finding import XbrlgenError

MAPPING = (EXAMPLE / "mapping.yaml").read_text("utf-8")


def put(path: str, new: Node) -> Edit:
    return Edit("f.yaml", "set", steps(path), new)


def insert(path: str, new: Node) -> Edit:
    return Edit("f.yaml", "insert", steps(path), new)


def remove(path: str) -> Edit:
    return Edit("f.yaml", "remove", steps(path))


def word(path: str, old: str, new: str) -> Edit:
    return Edit("f.yaml", "word", steps(path), new, old)


def key(path: str, new: str) -> Edit:
    return Edit("f.yaml", "key", steps(path), new)


def steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(s) if s.isdigit() else s for s in path.split("."))


CASES = {
    "a plain value": ("a: b  # c\n", [put("a", "x")], "a: x  # c\n"),
    "quotes stay, of either kind": (
        "{a: 'x', b: \"y\"}\n",
        [put("a", "it's"), put("b", 'a "b"\\')],
        "{a: 'it''s', b: \"a \\\"b\\\"\\\\\"}\n",
    ),
    "quotes only where they are needed": (
        "a: x\nb: {c: x}\n",
        [put("a", "one, two"), put("b.c", "one, two")],
        'a: one, two\nb: {c: "one, two"}\n',
    ),
    "text that reads as another thing": (
        "a: x\nb: x\n",
        [put("a", "no"), put("b", "12")],
        'a: "no"\nb: "12"\n',
    ),
    "a number after a number": ("a: 12\n", [put("a", "013")], "a: 013\n"),
    "text that reads as nothing": ("a: null\n", [put("a", "~")], 'a: "~"\n'),
    "a day needs no quotes": ("a: x\n", [put("a", "2004-12-31")], "a: 2004-12-31\n"),
    "quotes in the text": ("a: x\n", [put("a", 'say: "no"')], "a: 'say: \"no\"'\n"),
    "what no plain text can hold": ("a: x\n", [put("a", "a\nb\x07")], 'a: "a\\nb\\u0007"\n'),
    "true, a number, nothing": (
        "a: 'x'\nb: y\nc: z\n",
        [put("a", True), put("b", 3), put("c", None)],
        "a: true\nb: 3\nc: null\n",
    ),
    "an empty value": (
        "a:\n\n# c\nb: {c, d: , e: }\n",
        [put("a", "x"), put("b.c", "y"), put("b.e", 1)],
        'a: x\n\n# c\nb: {c: "y", d: , e: 1 }\n',
    ),
    "an empty item": ("-\n# c\n- b\n", [put("0", "x")], "- x\n# c\n- b\n"),
    "an anchor that nothing repeats stays": ("a: &x b\n", [put("a", "c")], "a: &x c\n"),
    "a tag stays": ("a: !!str 12\n", [put("a", "13")], "a: !!str 13\n"),
    "text over several lines": (
        "a: one\n  two # c\nb: 'x\n\n  y'\n",
        [put("a", "z"), put("b", "z")],
        "a: z # c\nb: 'z'\n",
    ),
    "folded text": (
        "a: >- # c\n    one\n    two\n  # d\nb: 1\n",
        [put("a", " ".join(["word"] * 14))],
        f"a: >- # c\n    {' '.join(['word'] * 11)}\n    word word word\n  # d\nb: 1\n",
    ),
    "folded text keeps its line ends": (
        "a: >\n  one\n\nb: |\n  x\n",
        [put("a", "p\nq\n"), put("b", "y")],
        "a: >\n  p\n\n  q\n\nb: |-\n  y\n",
    ),
    "folded text that cannot be folded": (
        "a: >- # c\n  one\n  two\nb: 1\n",
        [put("a", " x\n\n y ")],
        'a: " x\\n\\n y " # c\nb: 1\n',
    ),
    "literal text that keeps all": (
        "a: |+\n  one\n\n\nb: 1\n",
        [put("a", "two\n\n")],
        "a: |+\n  two\n\nb: 1\n",
    ),
    "a list for a value": (
        "a: x\nb: {c: d}\n",
        [put("a", ["p", "q, r"]), put("b.c", {"e": ["f"]})],
        'a: [p, "q, r"]\nb: {c: {e: [f]}}\n',
    ),
    "a value for a block": ("a: # c\n  - x\n  # d\n  - y\nb: 1\n", [put("a", "z")], "a: z # c\nb: 1\n"),
    "a block for a block": (
        "a:\n  b: 1\n  # c\n  d: 2\n# e\n",
        [put("a", {"f": ["g"], "h": {"i": 1}, "j": [{"k": [{"l": 1}]}]})],
        "a:\n  f: [g]\n  h: {i: 1}\n  j:\n    - k:\n        - {l: 1}\n# e\n",
    ),
    "a new key in a block": (
        "a:\n  b: 1 # c\n\nd: 2",
        [put("a.x", "y: z"), put("e", [{"f": 1}])],
        'a:\n  b: 1 # c\n  x: "y: z"\n\nd: 2\ne:\n  - {f: 1}',
    ),
    "a new key in brackets": (
        "- {a: b}\n- {}\n",
        [put("0.c", "d, e"), put("1.f", 1)],
        '- {a: b, c: "d, e"}\n- {f: 1}\n',
    ),
    "a new key behind a block": (
        "- a: 1\n  b:\n  - c\n- d\n",
        [put("0.e", 2)],
        "- a: 1\n  b:\n  - c\n  e: 2\n- d\n",
    ),
    "items like their neighbours": (
        "a:\n  - {b: 1}\n  # of the last\n  - c: 2\n    d: 3\n",
        [insert("a.1", {"e": 1, "f": "x, y"}), insert("a.2", {"e": 1, "f": "x, y"})],
        'a:\n  - {b: 1}\n  - {e: 1, f: "x, y"}\n  # of the last\n  - c: 2\n    d: 3\n  - e: 1\n    f: x, y\n',
    ),
    "items apart like their neighbours": (
        "- a: 1\n\n# of b\n- b: 1\n",
        [insert("0", {"x": 1}), insert("1", {"w": 1}), insert("2", {"z": 1})],
        "- x: 1\n- a: 1\n\n- w: 1\n\n# of b\n- b: 1\n\n- z: 1\n",
    ),
    "items with the same indent": (
        "a:\n-   b: 1\n-   c\n",
        [insert("a.1", {"d": 1, "e": 2})],
        "a:\n-   b: 1\n-   d: 1\n    e: 2\n-   c\n",
    ),
    "several at one place, in order": (
        "- a\n",
        [insert("1", "b"), insert("1", "c"), insert("0", "z")],
        "- z\n- a\n- b\n- c\n",
    ),
    "items in brackets": (
        "a: [x, y] # c\nb: []\n",
        [insert("a.0", "w"), insert("a.2", "z"), insert("b.0", {"k": "v"})],
        "a: [w, x, y, z] # c\nb: [{k: v}]\n",
    ),
    "items out of brackets": ("[a, b, c, d]\n", [remove("1"), remove("3")], "[a, c]\n"),
    "all items out of brackets": ("{x: [a, b, ]}\n", [remove("x.0"), remove("x.1")], "{x: [ ]}\n"),
    "another item in brackets": ("[a, b]\n", [remove("0"), remove("1"), insert("2", "c")], "[c]\n"),
    "brackets over lines": (
        "[\n  a, # of a\n  b,\n  c # of c\n]\n",
        [remove("1")],
        "[\n  a, # of a\n  c # of c\n]\n",
    ),
    "the last in brackets over lines": ("[\n  a, # of a\n  b\n]\n", [remove("1")], "[\n  a, # of a\n]\n"),
    "lines taken out": (
        "a:\n  # of x\n  - x # c\n  - y:\n      1\n  # d\n  - z\n",
        [remove("a.0"), remove("a.1")],
        "a:\n  # of x\n  # d\n  - z\n",
    ),
    "all lines taken out": (
        "a: &k # c\n  - x\n  # d\nb:\n  c: 1\n",
        [remove("a.0"), remove("b.c")],
        "a: &k [] # c\n  # d\nb: {}\n",
    ),
    "the first key of an item": (
        "- a: 1\n  b: 2\n- c: 1 # d\n  # e\n  f: 2\n",
        [remove("0.a"), remove("1.c")],
        "- b: 2\n-\n  # e\n  f: 2\n",
    ),
    "the only key of an item": (
        "- a: 1\n- - b\n",
        [remove("0.a"), remove("1.0"), insert("1.1", "c")],
        "- {}\n- - c\n",
    ),
    "the first of a list in a list": ("- - b\n", [insert("0.0", "a")], "- - a\n  - b\n"),
    "one out, one in": ("- a\n- b # c\n", [remove("1"), insert("1", "x")], "- a\n- x\n"),
    "a name in quotes": (
        "{'a': 1, b: 2}\n",
        [key("a", "x'y"), key("b", "c, d"), put("a", 3)],
        "{'x''y': 3, \"c, d\": 2}\n",
    ),
    "words of a sum": (
        "- A = B + us-gaap:B - BB + B-C\n- >- # B\n  A = B\n  + C.B + B[B]\n",
        [word("0", "B", "X"), word("1", "B", "X")],
        "- A = X + us-gaap:B - BB + X-C\n- >- # B\n  A = X\n  + C.B + X[X]\n",
    ),
    "two words change places": (
        'a: "A = B\n  - C"\n',
        [word("a", "B", "C"), word("a", "C", "B")],
        'a: "A = C\n  - B"\n',
    ),
    "a word with its prefix": ("a: us-gaap:B + B\n", [word("a", "us-gaap:B", "srt:B")], "a: srt:B + B\n"),
    "line ends and the byte order mark": (
        "\ufeffa: 1\r\nb:\r\n  - {c: 1}\r\n# d\r\n",
        [put("a", 2), insert("b.1", {"e": 1}), put("f", [{"g": 1}])],
        "\ufeffa: 2\r\nb:\r\n  - {c: 1}\r\n  - {e: 1}\r\nf:\r\n  - {g: 1}\r\n# d\r\n",
    ),
    "beside an alias": (
        "a: &x {b: 1}\nc: *x\nd: 1\n",
        [put("d", 2), put("e", 1)],
        "a: &x {b: 1}\nc: *x\nd: 2\ne: 1\n",
    ),
    "an item that is an alias of a list": (
        "a: &x b\nc:\n  - *x # d\n  - e\n",
        [insert("c.1", "f")],
        "a: &x b\nc:\n  - *x # d\n  - f\n  - e\n",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_edits(name: str) -> None:
    before, edits, after = CASES[name]
    assert apply_edits(before, edits) == after


REFUSED = {
    "no such key": ("a: {b: 1}\n", [put("a.c.d", 1)], "f.yaml:1:4", "there is no `c`"),
    "no such item": ("a: [b]\n", [put("a.1", 1)], "f.yaml:1:4", "there is no item 1"),
    "no place": ("a: [b]\n", [insert("a.2", 1)], "f.yaml:1:4", "the list has 1 items, no place 2"),
    "no list": ("a:\nb: {c: 1}\n", [insert("a.0", 1)], "f.yaml:1:3", "there is no list"),
    "no mapping": ("a: [b]\n", [put("a.b", 1)], "f.yaml:1:4", "there is no mapping"),
    "no key to rename": ("a: 1\n", [key("b", "c")], "f.yaml:1:1", "there is no key `b`"),
    "an item has no name": ("a: [b]\n", [key("a.0", "c")], "f.yaml:1:5", "there is no list"),
    "nothing named": ("a: 1\n", [Edit("f.yaml", "set", (), 1)], "f.yaml:1:1", "it names no place"),
    "an alias": ("a: &x {b: 1}\nc: *x\n", [put("c.b", 2)], "f.yaml:1:11", "the text is shared: *x"),
    "an anchor": ("a: &x {b: 1}\nc: *x\n", [put("a.b", 2)], "f.yaml:1:11", "the text is shared: &x"),
    "an anchor within": ("a: {d: &x {b: 1}}\nc: *x\n", [remove("a")], "f.yaml:1:4", "the text is shared: &x"),
    "set twice": ("a: 1\n", [put("a", 2), put("a", 3)], "f.yaml:1:4", "another edit changes the same place"),
    "set and removed": (
        "a: 1\nb: 1\n",
        [put("a", 2), remove("a")],
        "f.yaml:1:4",
        "another edit changes the same place",
    ),
    "set and a word": (
        "a: b\n",
        [put("a", 2), word("a", "b", "c")],
        "f.yaml:1:4",
        "another edit changes the same place",
    ),
    "within another": (
        "a: {b: 1}\n",
        [put("a", 2), put("a.b", 3)],
        "f.yaml:1:8",
        "another edit changes what it is a part of",
    ),
    "into another": (
        "a: [b]\n",
        [put("a", 2), insert("a.1", 3)],
        "f.yaml:1:4",
        "another edit changes what it is a part of",
    ),
    "added twice": ("a: 1\n", [put("b", 2), put("b", 3)], "f.yaml:1:1", "`b` is added twice"),
    "a word that is not there": (
        "a: us-gaap:B\n",
        [word("a", "B", "c")],
        "f.yaml:1:4",
        "B does not stand there",
    ),
    "a word of no text": ("a: [b]\n", [word("a", "b", "c")], "f.yaml:1:4", "there is no text"),
    "a word twice": (
        "a: b\n",
        [word("a", "b", "c"), word("a", "b", "d")],
        "f.yaml:1:4",
        "each word is replaced once",
    ),
    "a key that is there": ("a: 1\nb: 2\n", [key("a", "b")], "f.yaml:1:4", "it would not be valid YAML"),
    "a name that is none": ("a: 1\n", [key("a", "")], "f.yaml:1:4", "a name is text"),
    "a pair without brackets": ("[a: b]\n", [put("0.c", 1)], "f.yaml:1:5", "put the pair into brackets"),
    "a word that would change more": (
        "a: x y\n",
        [word("a", "x", "z #")],
        "f.yaml:1:4",
        "it would change more than it names",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    text, edits, where, says = REFUSED[name]
    with pytest.raises(XbrlgenError) as caught:
        apply_edits(text, edits)
    (found,) = caught.value.findings
    assert found.code == "XG-MAP-020"
    assert str(found.where) == where
    assert says in found.message


def test_edits_of_two_files_are_misuse() -> None:
    with pytest.raises(ValueError, match="several files"):
        apply_edits("a: 1\n", [put("a", 2), Edit("g.yaml", "set", ("a",), 2)])


def test_a_text_that_is_not_yaml() -> None:
    with pytest.raises(XbrlgenError) as caught:
        apply_edits("a: [\n", [put("a", 2)])
    assert [f.code for f in caught.value.findings] == ["XG-MAP-008"]


def test_no_edits_no_change() -> None:
    assert apply_edits(MAPPING, []) == MAPPING


def test_the_example_with_every_kind_of_edit() -> None:
    edits = [
        put("taxonomy", "us-gaap/2026"),
        word("statements.1.sums.1", "NetworkOptimizationCost", "ClosingCost"),
        put("statements.1.lines.2.sign", "keep"),
        insert(
            "statements.0.lines.0.lines.0.lines.2",
            {"line": "Notes, net", "concept": ["us-gaap:A", "us-gaap:B"]},
        ),
        insert("statements.1.lines.0.lines.0", {"line": "Other", "concept": "us-gaap:A"}),
        remove("statements.5.lines.1.scale"),
        put("custom.AdjustedEBITDA.documentation", "Short now."),
        key("custom.NetworkOptimizationCost", "ClosingCost"),
        insert("checks.6", "A = B / C"),
        remove("prose.0"),
    ]
    diff = difflib.unified_diff(
        MAPPING.splitlines(), apply_edits(MAPPING, edits).splitlines(), n=0, lineterm=""
    )
    changed = [line for line in diff if not line.startswith(("---", "+++", "@@"))]
    assert changed == [
        "-taxonomy: us-gaap/2025",
        "+taxonomy: us-gaap/2026",
        '+              - {line: "Notes, net", concept: [us-gaap:A, us-gaap:B]}',
        "+          - line: Other",
        "+            concept: us-gaap:A",
        "-      - {line: Loss from Continuing Operations, concept: us-gaap:OperatingIncomeLoss}",
        "+      - {line: Loss from Continuing Operations, concept: us-gaap:OperatingIncomeLoss, sign: keep}",
        "-        + IssuanceOfStockAndWarrantsForServicesOrClaims + AllocatedShareBasedCompensationExpense + NetworkOptimizationCost",
        "+        + IssuanceOfStockAndWarrantsForServicesOrClaims + AllocatedShareBasedCompensationExpense + ClosingCost",
        "-        scale: thousands",
        "-  - {words: operating revenue, concept: us-gaap:Revenues}",
        "-      Operating result before depreciation and amortization, network optimization cost, stock-based compensation,",
        "-      warrants issued to selling agents, and gains or losses on the sale of assets. Not a measure under GAAP.",
        "+      Short now.",
        "-  NetworkOptimizationCost:",
        "+  ClosingCost:",
        "+  - A = B / C",
    ]
