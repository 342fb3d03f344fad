"""Edits of the user's YAML, byte for byte: only the edited values change.

The text is never dumped anew. Every node's place is known (:mod:`xbrlgen.mapping.nodes`), so an edit is
a splice: comments, order, quotes, empty lines, indents and line ends stay as they are. Afterwards the
text is read again, and its data must be the old data with the edits, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from xbrlgen.mapping.cutting import Cuts, OverlapError, Splice
from xbrlgen.mapping.nodes import NodeSpan, Text, read_spans
from xbrlgen.mapping.positions import Positioned, Raw, read_yaml
from xbrlgen.model.codes import finding
from xbrlgen.model.edit import Edit, Node, Steps, name_pattern
from xbrlgen.model.finding import XbrlgenError


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """The text of one YAML file with the edits made; their paths all speak of ``text`` as it is given.

    A byte order mark and the line ends stay, so ``text`` is best read from bytes. A new scalar is quoted
    where YAML needs it, and in the quotes of the one it replaces; a new item is laid out like its
    neighbours. Several items may be put in at one place, in the order of the edits, and several words
    replaced in one text; otherwise no edit may touch what another one changes.

    Raises XbrlgenError with XG-MAP-020 for an edit that cannot be made: its path is not there, it meets
    another one, or it would change an anchor that aliases repeat; with XG-MAP-008 and XG-MAP-010 for a
    text that is not YAML.
    """
    if not edits:
        return text
    file = edits[0].file
    if any(e.file != file for e in edits):
        raise ValueError("edits of several files")
    before = read_yaml(text, file)
    plan = _Plan(text, before, edits)
    new = plan.carried_out()
    try:
        after = read_yaml(new, file).raw
    except XbrlgenError as error:
        raise plan.refused(edits[0], f"it would not be valid YAML any more: {error}") from None
    differs = _differs(after, plan.expected(before.raw, ()), ())
    if differs is not None:
        raise plan.refused(_nearest(edits, differs), "it would change more than it names")
    return new


@dataclass(slots=True)
class _Changes:
    """What happens to one collection: indexes of the original, for a mapping those of its keys."""

    removed: set[int] = field(default_factory=set)
    added: dict[int, list[Splice]] = field(default_factory=dict)


class _Plan:
    """Sorts edits by what they touch, makes the splices, and works out what the data must become."""

    def __init__(self, text: str, before: Positioned, edits: Sequence[Edit]) -> None:
        self.before = before
        self.source = Text(text)
        self.root = read_spans(self.source)
        self.values: dict[Steps, Edit] = {}
        self.words: dict[Steps, list[Edit]] = {}
        self.names: dict[Steps, Edit] = {}
        self.collections: dict[Steps, _Changes] = {}
        self.removed: dict[Steps, Edit] = {}
        for edit in edits:
            self.sort(edit)
        self.keep_apart(edits)

    # -- what is asked -----------------------------------------------------------------------

    def sort(self, edit: Edit) -> None:
        path = edit.path
        if not path:
            raise self.refused(edit, "it names no place")
        parent = self.reach(edit, path[:-1])
        step = path[-1]
        wanted = "map" if isinstance(step, str) else "seq"
        wrong = edit.action == ("insert" if wanted == "map" else "key")
        if parent.kind != wanted or wrong:
            raise self.refused(edit, f"there is no {'mapping' if wanted == 'map' else 'list'} at this place")
        index = parent.index(step)
        if edit.action == "insert":
            assert isinstance(step, int)
            if not 0 <= step <= len(parent.items):
                raise self.refused(edit, f"the list has {len(parent.items)} items, no place {step}")
            self.changes(path).added.setdefault(step, []).append(Splice(edit.new))
        elif index is None and edit.action == "set" and isinstance(step, str):
            added = self.changes(path).added.setdefault(len(parent.items), [])
            if any(a.key == step for a in added):
                raise self.refused(edit, f"`{step}` is added twice")
            added.append(Splice(edit.new, step))
        elif index is None:
            what = f"no key `{step}`" if isinstance(step, str) else f"no item {step}"
            raise self.refused(edit, f"there is {what}")
        elif edit.action == "remove":
            self.once(self.removed, edit)
            self.changes(path).removed.add(index)
        elif edit.action == "key":
            self.once(self.names, edit)
        elif edit.action == "word":
            self.words.setdefault(path, []).append(edit)
        else:
            self.once(self.values, edit)

    def reach(self, edit: Edit, path: Steps) -> NodeSpan:
        """The node at a path; nothing on the way to it may be written once and used twice."""
        span = self.root
        self.unshared(edit, span)
        for step in path:
            child = span.child(step)
            if child is None:
                what = f"`{step}`" if isinstance(step, str) else f"item {step}"
                raise self.refused(edit, f"there is no {what}")
            span = child
            self.unshared(edit, span)
        return span

    def unshared(self, edit: Edit, span: NodeSpan) -> None:
        if span.kind == "alias" or span.shared:
            mark = "*" if span.kind == "alias" else "&"
            message = f"the text is shared: {mark}{span.anchor}"
            raise self.refused(edit, message, hint="write it out at each place instead of using an alias")

    def changes(self, path: Steps) -> _Changes:
        return self.collections.setdefault(path[:-1], _Changes())

    def once(self, edits: dict[Steps, Edit], edit: Edit) -> None:
        if edit.path in edits:
            raise self.refused(edit, "another edit changes the same place")
        edits[edit.path] = edit

    def keep_apart(self, edits: Sequence[Edit]) -> None:
        """Nothing changes inside of what is replaced or taken away; and what aliases repeat stays."""
        whole = self.values | self.removed
        for path, edit in whole.items():
            others: list[dict[Steps, Edit]] = [{p: w[0] for p, w in self.words.items()}]
            others += [self.names, self.values] if path in self.removed else []
            if any(path in other for other in others):
                raise self.refused(edit, "another edit changes the same place")
            for span in self.reach(edit, path).walk():
                if span.shared:
                    self.unshared(edit, span)
        for edit in edits:
            if any(edit.path[:length] in whole for length in range(1, len(edit.path))):
                raise self.refused(edit, "another edit changes what it is a part of")

    # -- the splices -------------------------------------------------------------------------

    def carried_out(self) -> str:
        cuts = Cuts(self.source, self.root)
        for path, edit in self.values.items():
            cuts.put(*self.place(path), edit.new)
        for path, edit in self.names.items():
            parent, index, _ = self.place(path)
            cuts.rename(parent, index, self.text_of(edit))
        for path, words in self.words.items():
            span = self.reach(words[0], path)
            if span.kind != "scalar":
                raise self.refused(words[0], "there is no text at this place")
            start, end = cuts.inner(span)
            for word in words:
                if not re.search(name_pattern(word.old or ""), self.source.text[start:end]):
                    raise self.refused(word, f"{word.old} does not stand there")
            pattern, new = self.replacements(words)
            for found in pattern.finditer(self.source.text, start, end):
                cuts.replace(found.start(), found.end(), new[found[0]])
        # What stands deeper comes first where two lists end at one place.
        for path, changes in sorted(self.collections.items(), key=lambda c: -len(c[0])):
            parent = self.root if not path else self.place(path)[2]
            if parent.style == "flow" and self.source.text[parent.start] not in "[{":
                path = (*path, *(k.value for k in parent.keys))
                raise self.refused_at(path, "put the pair into brackets of its own first")
            head = parent.start if not path else cuts.head(*self.place(path))
            cuts.restructure(parent, head, changes.removed, changes.added)
        try:
            return cuts.made()
        except OverlapError as error:
            raise self.refused_at((), f"two edits meet at offset {error}") from None

    def place(self, path: Steps) -> tuple[NodeSpan, int, NodeSpan]:
        parent = self.root
        for step in path[:-1]:
            child = parent.child(step)
            assert child is not None
            parent = child
        index = parent.index(path[-1])
        assert index is not None
        return parent, index, parent.items[index]

    def text_of(self, edit: Edit) -> str:
        if not isinstance(edit.new, str) or not edit.new:
            raise self.refused(edit, "a name is text")
        return edit.new

    def replacements(self, words: list[Edit]) -> tuple[re.Pattern[str], dict[str, str]]:
        """All at once, so that two names can change places."""
        new = {word.old or "": self.text_of(word) for word in words}
        if "" in new or len(new) != len(words):
            raise self.refused(words[0], "each word is replaced once, and none is empty")
        return re.compile("|".join(name_pattern(w) for w in sorted(new, key=len, reverse=True))), new

    # -- what the data must become -----------------------------------------------------------

    def expected(self, raw: Raw, path: Steps) -> Raw:
        if path in self.values:
            return _plain(self.values[path].new)
        if path in self.words:
            pattern, new = self.replacements(self.words[path])
            return pattern.sub(lambda m: new[m[0]], str(raw))
        changes = self.collections.get(path, _Changes())
        if isinstance(raw, list):
            return list(self.expected_items(raw, path, changes))
        if not isinstance(raw, dict):
            return raw
        result: dict[str, Raw] = {}
        for index, (key, value) in enumerate(raw.items()):
            if index not in changes.removed:
                inner = (*path, key)
                name = self.text_of(self.names[inner]) if inner in self.names else key
                if name in result:
                    raise self.refused(self.names[inner], f"there is a key `{name}` already")
                result[name] = self.expected(value, inner)
        for added in changes.added.get(len(raw), ()):
            result[added.key or ""] = _plain(added.value)
        return result

    def expected_items(self, raw: list[Raw], path: Steps, changes: _Changes) -> Iterator[Raw]:
        for index in range(len(raw) + 1):
            yield from (_plain(a.value) for a in changes.added.get(index, ()))
            if index < len(raw) and index not in changes.removed:
                yield self.expected(raw[index], (*path, index))

    # -- what cannot be done -----------------------------------------------------------------

    def refused(self, edit: Edit, message: str, hint: str | None = None) -> XbrlgenError:
        return self.refused_at(edit.path, message, edit.action, hint)

    def refused_at(
        self, path: Steps, message: str, action: str = "change", hint: str | None = None
    ) -> XbrlgenError:
        name = ".".join(str(step) for step in path) or "the whole file"
        where = self.before.where(path)
        return XbrlgenError(finding("XG-MAP-020", f"cannot {action} {name}: {message}", where, hint=hint))


def _plain(node: Node) -> Raw:
    """As a file gives it: scalars are text."""
    if isinstance(node, dict):
        return {k: _plain(v) for k, v in node.items()}
    if isinstance(node, list):
        return [_plain(v) for v in node]
    if isinstance(node, bool):
        return str(node).lower()
    return None if node is None else str(node)


def _differs(one: Raw, other: Raw, path: Steps) -> Steps | None:
    """Where two trees are not the same, the order of keys included; None if they are."""
    pairs: list[tuple[str | int, Raw, Raw]] = []
    if isinstance(one, dict) and isinstance(other, dict) and list(one) == list(other):
        pairs = [(k, v, other[k]) for k, v in one.items()]
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        pairs = [(i, v, other[i]) for i, v in enumerate(one)]
    elif type(one) is not type(other) or one != other:
        return path
    return next((d for step, a, b in pairs if (d := _differs(a, b, (*path, step))) is not None), None)


def _nearest(edits: Sequence[Edit], path: Steps) -> Edit:
    """The edit whose place has most in common with a path."""

    def common(edit: Edit) -> int:
        pairs = enumerate(zip(edit.path, path, strict=False))
        return next((i for i, (a, b) in pairs if a != b), min(len(edit.path), len(path)))

    return max(edits, key=common)
