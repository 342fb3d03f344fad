"""Where every node of a YAML text begins and ends, aliases included: what edits cut along.

The composer of ruamel gives one node for an anchor and all its aliases, so the tree is made from
events, which say where the alias itself stands.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

_BREAK = re.compile(r"\r\n|\r|\n")
_PROPERTIES = re.compile(r"(?:(?:[&!][^\s,\[\]{}]*|#[^\r\n]*)\s*)+")
_MARKS = ("&", "!")
_COLON = re.compile(r"\s*:")
_DASH = re.compile(r"-(?=\s|$)")


@dataclass(slots=True)
class NodeSpan:
    """A node. Offsets count characters of the text.

    ``kind`` is ``scalar``, ``seq``, ``map`` or ``alias``. ``begin`` is its first character, ``start`` the
    first behind an anchor and a tag, ``end`` the one behind its last: trailing comments and empty lines
    are no part of it. ``style`` is ``'``, ``"``, ``|``, ``>``, empty for a plain scalar, ``flow`` or
    ``block`` for the others. ``heads`` are the offsets of a block sequence's dashes. ``shared`` says that
    an alias repeats it.
    """

    kind: str
    begin: int
    start: int
    end: int
    style: str
    value: str = ""
    anchor: str | None = None
    shared: bool = False
    keys: list[NodeSpan] = field(default_factory=list)
    items: list[NodeSpan] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)

    def child(self, step: str | int) -> NodeSpan | None:
        """The value of a key, the item of an index."""
        index = self.index(step)
        return None if index is None else self.items[index]

    def index(self, step: str | int) -> int | None:
        """Which of ``items`` a key or an index means."""
        if self.kind == "map":
            return next((i for i, key in enumerate(self.keys) if key.value == step), None)
        if self.kind == "seq" and isinstance(step, int) and 0 <= step < len(self.items):
            return step
        return None

    def first(self, index: int) -> int:
        """Where the item or pair of that index begins: its dash, its key, its value."""
        if self.heads:
            return self.heads[index]
        return self.keys[index].begin if self.keys else self.items[index].begin

    def walk(self) -> Iterator[NodeSpan]:
        """Itself and everything under it."""
        yield self
        for part in (*self.keys, *self.items):
            yield from part.walk()


class Text:
    """A text and its lines; line ends are those of the file, a byte order mark is no part of a line."""

    def __init__(self, text: str) -> None:
        self.text = text
        found = _BREAK.search(text)
        self.newline = found[0] if found else "\n"
        self._starts = [int(text.startswith("\ufeff")), *(m.end() for m in _BREAK.finditer(text))]

    def line_start(self, offset: int) -> int:
        return self._starts[max(bisect_right(self._starts, offset) - 1, 0)]

    def line_end(self, offset: int) -> int:
        """Where the line's own end begins."""
        found = _BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def next_line(self, offset: int) -> int:
        """The start of the next line, or the end of the text."""
        at = bisect_right(self._starts, offset)
        return self._starts[at] if at < len(self._starts) else len(self.text)

    def column(self, offset: int) -> int:
        """Counted from 0."""
        return offset - self.line_start(offset)

    def leads(self, offset: int) -> bool:
        """Stands nothing but space before it on its line?"""
        return not self.text[self.line_start(offset) : offset].strip()


def read_spans(source: Text) -> NodeSpan:
    """The tree of a text that is one document of valid YAML."""
    events = YAML(typ="safe", pure=True).parse(source.text)
    reader = _NodeReader(source)
    for event in events:
        if isinstance(event, NodeEvent):
            root = reader.node(event, events)
            for span in root.walk():
                span.shared = span.kind != "alias" and span.anchor in reader.repeated
            return root
    raise ValueError("no document")


class _NodeReader:
    def __init__(self, source: Text) -> None:
        self.source, self.text = source, source.text
        self.repeated: set[str] = set()

    def node(self, event: NodeEvent, events: Iterator[Event]) -> NodeSpan:
        begin, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, AliasEvent):
            self.repeated.add(event.anchor)
            return NodeSpan("alias", begin, begin, end, "", anchor=event.anchor)
        properties = _PROPERTIES.match(self.text, begin) if self.text[begin : begin + 1] in _MARKS else None
        start = properties.end() if properties else begin
        if isinstance(event, ScalarEvent):
            start = min(start, end)
            style = event.style or ""
            if style in ("|", ">"):
                end = self.block_end(start, end)
            return NodeSpan("scalar", begin, start, end, style, str(event.value), event.anchor)
        assert isinstance(event, MappingStartEvent | SequenceStartEvent)
        style = "flow" if event.flow_style else "block"
        kind = "map" if isinstance(event, MappingStartEvent) else "seq"
        span = NodeSpan(kind, begin, start, end, style, anchor=event.anchor)
        last = SequenceEndEvent if isinstance(event, SequenceStartEvent) else MappingEndEvent
        while not isinstance(following := next(events), last):
            assert isinstance(following, NodeEvent)
            if kind == "map":
                span.keys.append(self.node(following, events))
                following = next(events)
                assert isinstance(following, NodeEvent)
            item = self.node(following, events)
            if kind == "map" and item.begin == item.end:
                self.move(item, self.behind_key(span.keys[-1], item.begin))
            span.items.append(item)
        if style == "flow":
            span.end = following.end_mark.index
        else:
            if kind == "seq":
                span.heads = list(self.dashes(span))
            span.end = span.items[-1].end
            span.start = span.first(0)
        return span

    def block_end(self, start: int, end: int) -> int:
        """Behind the last line of a ``|`` or ``>``: its empty lines belong to it only if it keeps them."""
        raw = self.text[start:end]
        if "+" in raw.splitlines()[0].partition("#")[0]:
            return end
        return start + len(raw.rstrip())

    def move(self, empty: NodeSpan, at: int) -> None:
        """The parser puts a value that is not there before whatever comes next."""
        empty.begin = empty.start = empty.end = at

    def behind_key(self, key: NodeSpan, limit: int) -> int:
        colon = _COLON.match(self.text, key.end)
        return colon.end() if colon and colon.end() <= limit else key.end

    def dashes(self, span: NodeSpan) -> Iterator[int]:
        """A dash stands first on its line, but for the first one; comments between begin otherwise."""
        after = span.begin
        properties = _PROPERTIES.match(self.text, after) if self.text[after : after + 1] in _MARKS else None
        after = properties.end() if properties else after
        column = None
        for item in span.items:
            for found in _DASH.finditer(self.text, after, max(item.begin, after + 1)):
                at = found.start()
                if column is None or (self.source.leads(at) and self.source.column(at) == column):
                    break
            else:  # pragma: no cover - the parser has seen it
                raise ValueError(f"no dash before offset {item.begin}")
            column = self.source.column(at)
            yield at
            if item.begin == item.end:
                self.move(item, at + 1)
            after = max(item.end, at + 1)
