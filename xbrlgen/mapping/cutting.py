"""Splices of a YAML text: values replaced, items put in and taken out in the style of their neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from xbrlgen.mapping import writing
from xbrlgen.mapping.nodes import NodeSpan, Text
from xbrlgen.mapping.writing import Layout
from xbrlgen.model.edit import Node


@dataclass(frozen=True, slots=True)
class Splice:
    """A new item, or with ``key`` a new pair."""

    value: Node
    key: str | None = None


class OverlapError(ValueError):
    """Two splices would change the same characters."""


class Cuts:
    """Splices of one text, gathered and carried out together; offsets are those of the original."""

    def __init__(self, source: Text, root: NodeSpan) -> None:
        self.source, self.text = source, source.text
        self.splices: list[tuple[int, int, str]] = []
        self.layout = self._layout(root)

    def _layout(self, root: NodeSpan) -> Layout:
        """How most of the document is laid out."""
        nested, leaves = 2, 0
        for span in root.walk():
            if span.kind == "map" and span.style == "block":
                for item in span.items:
                    if item.kind == "seq" and item.style == "block":
                        nested = self.source.column(item.start) - self.source.column(span.start)
            if span.kind == "seq" and span.style == "block":
                for item in span.items:
                    if item.kind == "map" and not any(i.kind in ("map", "seq") for i in item.items):
                        leaves += 1 if item.style == "flow" else -1
        return Layout(max(nested, 0), leaves >= 0)

    def replace(self, start: int, end: int, new: str) -> None:
        """One splice. ``new`` has the line ends of the file already."""
        self.splices.append((start, end, new))

    def made(self) -> str:
        """The text with every splice made; at one place, in the order in which they came.

        Raises OverlapError.
        """
        pieces, at = [], 0
        for start, end, new in sorted(self.splices, key=lambda s: (s[0], s[1] > s[0])):
            if start < at:
                raise OverlapError(start)
            pieces += [self.text[at:start], new]
            at = end
        return "".join([*pieces, self.text[at:]])

    def lines(self, lines: Sequence[str], indent: int) -> str:
        """Lines as text, all but the first indented."""
        return (self.source.newline + " " * indent).join(lines)

    # -- values ------------------------------------------------------------------------------

    def inner(self, span: NodeSpan) -> tuple[int, int]:
        """Where the text of a scalar stands: behind the header of a ``|`` or ``>``."""
        if span.style in ("|", ">"):
            return min(self.source.next_line(span.start), span.end), span.end
        return span.start, span.end

    def rename(self, parent: NodeSpan, index: int, new: str) -> None:
        key = parent.keys[index]
        style = key.style if key.style in ("'", '"') else ""
        self.replace(key.start, key.end, writing.scalar(new, flow=parent.style == "flow", style=style))

    def put(self, parent: NodeSpan, index: int, span: NodeSpan, new: Node) -> None:
        """Put a value in the place of another one."""
        flow = parent.style == "flow"
        if span.kind == "scalar" and span.style in ("|", ">"):
            self._set_block_scalar(parent, span, new)
        elif span.kind == "scalar":
            style = span.style
            like = span.value if not style else None
            text = (
                writing.flow(new)
                if isinstance(new, dict | list)
                else writing.scalar(new, flow=flow, like=like, style=style)
            )
            if span.start == span.end:
                text = self._lead(parent, span.start) + text
            self.replace(span.start, span.end, text)
        elif span.style == "flow":
            self.replace(span.start, span.end, writing.flow(new) if not _is_scalar(new) else _text(new, flow))
        elif isinstance(new, dict | list) and new and (span.kind == "map") == isinstance(new, dict):
            column = self.source.column(span.start)
            self.replace(span.start, span.end, self.lines(writing.block(new, self.layout), column))
        else:
            text = _text(new, flow) if _is_scalar(new) else writing.flow(new)
            self._collapse(span, self.head(parent, index, span), text)

    def _lead(self, parent: NodeSpan, at: int) -> str:
        """What an empty value needs before it: ``{key}`` has no colon yet, ``key:`` no space."""
        if parent.kind == "map" and self.text[:at].rstrip()[-1:] != ":":
            return ": "
        return "" if self.text[at - 1 : at].isspace() else " "

    def _set_block_scalar(self, parent: NodeSpan, span: NodeSpan, new: Node) -> None:
        raw = self.text[span.start : span.end]
        trail = len(raw) - len(raw.removesuffix("\n").removesuffix("\r"))
        if isinstance(new, str):
            indent = self.source.column(parent.start) + 2
            written = writing.rewritten_block(raw, new, indent, self.source.newline)
            if written is not None:
                self.replace(span.start, span.end - trail, written)
                return
        token = len(raw.split(maxsplit=1)[0])
        text = _text(new, False) if _is_scalar(new) else writing.flow(new)
        self.replace(span.start, span.start + token, text)
        self.replace(self.source.line_end(span.start), span.end - trail, "")

    def head(self, parent: NodeSpan, index: int, span: NodeSpan) -> int:
        """Behind the colon or the dash that a node follows, and behind its anchor and tag."""
        if self.text[span.begin : span.begin + 1] in ("&", "!"):
            words = self.text[span.begin : span.start].partition("#")[0].splitlines()[0]
            return span.begin + len(words.rstrip())
        if parent.kind == "seq":
            return parent.heads[index] + 1 if parent.heads else span.begin
        return self.text.index(":", parent.keys[index].end) + 1

    def _collapse(self, span: NodeSpan, head: int, text: str) -> None:
        """A block of lines gives way to a value on the line of its key; comments between stay."""
        first = span.start
        if not self.source.leads(first) or self.source.line_start(first) <= head:
            self.replace(first, span.end, text)
            return
        self.replace(head, head, f" {text}")
        self.replace(self.source.line_start(first), self._after(span.end), "")

    def _after(self, end: int) -> int:
        """The start of the line behind the one that ends there."""
        return end if self.source.line_start(end) == end else self.source.next_line(end)

    # -- items -------------------------------------------------------------------------------

    def restructure(
        self, span: NodeSpan, head: int, removed: set[int], added: Mapping[int, Sequence[Splice]]
    ) -> None:
        """Take items or pairs out and put new ones in; ``head`` as of :meth:`head`."""
        if span.style == "flow":
            self._restructure_flow(span, removed, added)
            return
        count = len(span.items)
        inline = not self.source.leads(span.start)
        kept = [i for i in range(count) if i not in removed]
        if not kept and not added:
            self._collapse(span, head, "[]" if span.kind == "seq" else "{}")
            return
        if inline and 0 in removed:
            self._remove_first(span, removed, kept, added)
        for index in sorted(removed):
            if not (inline and index == 0):
                start = self.source.line_start(span.first(index))
                self.replace(start, self._after(span.items[index].end), "")
        for index, news in added.items():
            if not (inline and not kept):
                self._insert(span, index, news, inline=inline)

    def _remove_first(
        self, span: NodeSpan, removed: set[int], kept: list[int], added: Mapping[int, Sequence[Splice]]
    ) -> None:
        """The first item shares its line with what the whole belongs to: ``- key: value``."""
        first = span.first(0)
        end = self.source.line_end(span.items[0].end)
        if not kept:
            column = self.source.column(first)
            news = [new for index in sorted(added) for new in added[index]]
            written = [line for new in news for line in self._written(span, 0, new)]
            self.replace(first, span.items[0].end, self.lines(written, column))
            return
        following = span.first(1) if 1 in kept else None
        if following is not None and not self.text[span.items[0].end : following].strip():
            self.replace(first, following, "")
            return
        before = self.text[:first].rstrip(" ")
        self.replace(len(before), end, "")

    def _insert(self, span: NodeSpan, index: int, news: Sequence[Splice], *, inline: bool) -> None:
        column = self.source.column(span.start)
        indent, newline = " " * column, self.source.newline
        chunks = [self.lines(self._written(span, index, new), column) for new in news]
        if index == 0 and inline:
            self.replace(span.start, span.start, "".join(c + newline + indent for c in chunks))
            return
        if index < len(span.items):
            at = self._above(span, index, column)
            apart = index > 0 and self._apart(span, index)
            between = newline * 2 if apart else newline
            self.replace(at, at, "".join(indent + c + between for c in chunks))
            return
        last = len(span.items) - 1
        at = self._after(span.items[last].end)
        apart = last > 0 and self._apart(span, last) and not self._keeps_lines(span.items[last])
        text = "".join((newline if apart else "") + indent + c + newline for c in chunks)
        if at == len(self.text) and self.source.line_start(at) != at:
            text = newline + text.removesuffix(newline)
        self.replace(at, at, text)

    def _apart(self, span: NodeSpan, index: int) -> bool:
        """Do empty lines stand before the item?"""
        between = self.text[span.items[index - 1].end : span.first(index)]
        return any(not line.strip() for line in between.splitlines()[1:-1])

    def _keeps_lines(self, span: NodeSpan) -> bool:
        while span.items:
            span = span.items[-1]
        return self.text[: span.end].endswith(("\n", "\r"))

    def _above(self, span: NodeSpan, index: int, column: int) -> int:
        """The start of an item's line, or of the comment right above it, which speaks of it."""
        at = self.source.line_start(span.first(index))
        bound = self._after(span.items[index - 1].end) if index else 0
        while at > bound:
            line = self.source.line_start(at - 1)
            if not self.text[line:at].startswith(" " * column + "#"):
                break
            at = line
        return at

    def _written(self, span: NodeSpan, index: int, new: Splice) -> list[str]:
        """The lines of a new item or pair, in the style of the nearest like it."""
        kind = "map" if isinstance(new.value, dict) else "seq" if isinstance(new.value, list) else ""
        order = [*range(min(index, len(span.items)) - 1, -1, -1), *range(index, len(span.items))]
        style = next((span.items[i].style for i in order if span.items[i].kind == kind), None)
        if new.key is not None:
            return writing.pair(new.key, new.value, self.layout, style)
        number = min(index, len(span.items) - 1)
        gap = self.text[span.first(number) + 1 : span.items[number].begin]
        offset = 1 + len(gap) if gap and not gap.strip(" ") else 2
        return writing.item(new.value, self.layout, offset, style)

    # -- items in brackets -------------------------------------------------------------------

    def _restructure_flow(
        self, span: NodeSpan, removed: set[int], added: Mapping[int, Sequence[Splice]]
    ) -> None:
        count = len(span.items)
        kept = [i for i in range(count) if i not in removed]
        for index, news in sorted(added.items()):
            texts = [_flow_pair(new) for new in news]
            before = [i for i in kept if i < index]
            after = [i for i in kept if i >= index]
            if before:
                at = span.items[before[-1]].end
                self.replace(at, at, "".join(f", {text}" for text in texts))
            elif after:
                at = span.first(after[0])
                self.replace(at, at, "".join(f"{text}, " for text in texts))
            else:
                self.replace(span.start + 1, span.start + 1, ", ".join(texts))
        if not kept:
            if count:
                end = self._comma(span.items[-1].end, span.end)
                self.replace(span.first(0), end or span.items[-1].end, "")
            return
        self._remove_flow(span, removed, kept)

    def _remove_flow(self, span: NodeSpan, removed: Iterable[int], kept: list[int]) -> None:
        tail = [i for i in sorted(removed) if i > kept[-1]]
        if tail and "#" not in self.text[span.items[kept[-1]].end : span.first(tail[0])]:
            plain = all("#" not in self.text[span.items[i].end : span.first(i + 1)] for i in tail[:-1])
            if plain:
                self.replace(span.items[kept[-1]].end, span.items[tail[-1]].end, "")
                removed = [i for i in removed if i < kept[-1]]
        for index in removed:
            start, end = span.first(index), span.items[index].end
            comma = self._comma(end, span.end)
            following = span.first(index + 1) if index + 1 < len(span.items) else None
            if following is not None and not self.text[end:following].replace(",", "").strip(" "):
                self.replace(start, following, "")
                continue
            end = comma or end
            after = self.source.line_end(end)
            if self.source.leads(start) and not self.text[end:after].strip():
                start, end = self.source.line_start(start), self._after(after)
            self.replace(start, end, "")

    def _comma(self, start: int, end: int) -> int | None:
        """Behind the comma that follows, if nothing but space stands before it."""
        rest = self.text[start:end]
        stripped = rest.lstrip()
        return start + len(rest) - len(stripped) + 1 if stripped.startswith(",") else None


def _flow_pair(new: Splice) -> str:
    value = writing.flow(new.value)
    return value if new.key is None else f"{writing.scalar(new.key, flow=True)}: {value}"


def _is_scalar(node: Node) -> bool:
    return not isinstance(node, dict | list)


def _text(node: Node, flow: bool) -> str:
    assert not isinstance(node, dict | list)
    return writing.scalar(node, flow=flow)
