"""YAML with the place of every key and value, duplicate keys found, aliases bounded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from xbrlgen.mapping.composing import MAX_BYTES, MAX_NODES, Node, compose
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.project import Project
from xbrlgen.model.where import Where

Raw = None | str | list["Raw"] | dict[str, "Raw"]
Path_ = tuple[str | int, ...]


@dataclass(slots=True)
class Positioned:
    """``raw`` holds strings, lists and dictionaries only; types are the schema's matter.

    Scalars stay as written, so that "0001234" is not read as a number.
    """

    file: str
    raw: Raw
    keys: dict[Path_, Where] = field(default_factory=dict)
    values: dict[Path_, Where] = field(default_factory=dict)

    def where(self, path: Path_, *, key: bool = False) -> Where:
        """The place of a value (or of its key); of the nearest enclosing one if it is missing."""
        if key and path in self.keys:
            return self.keys[path]
        while path not in self.values:
            path = path[:-1]
        return self.values[path]


def load_yaml(project: Project, file: str) -> Positioned:
    """Read a YAML file of a project into strings, lists and dictionaries with positions.

    Raises XbrlgenError with what reading the file raises, XG-MAP-008 (not YAML), XG-MAP-010
    (duplicate keys, all of them).
    """
    return read_yaml(_text(project.read(file), file), file)


def read_yaml(text: str, file: str) -> Positioned:
    """The same from text: of a file that has been edited and not been written yet.

    Raises XbrlgenError with XG-MAP-008 and XG-MAP-010.
    """
    documents = compose(text, file)
    if len(documents) != 1 or documents[0] is None:
        what = "is empty" if not documents or documents[0] is None else "holds more than one document"
        raise XbrlgenError(finding("XG-MAP-008", f"{file} {what}", Where(file, 1, 1)))
    result = Positioned(file, None)
    problems: list[Finding] = []
    unfold = _Unfold(result, problems)
    result.raw = unfold.node(documents[0], ())
    if problems:
        raise XbrlgenError(*problems)
    return result


def _text(data: bytes, file: str) -> str:
    if len(data) > MAX_BYTES:
        raise XbrlgenError(finding("XG-MAP-008", f"{file} is larger than 16 MB", Where(file)))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise XbrlgenError(
            finding("XG-MAP-008", "not UTF-8 text", Where(file, line, column), hint="save the file as UTF-8")
        ) from None
    return text


class _Unfold:
    def __init__(self, into: Positioned, problems: list[Finding]) -> None:
        self.into, self.problems, self.count = into, problems, 0
        self.open: set[int] = set()

    def node(self, node: Node, path: Path_, key: Node | None = None) -> Raw:
        where = Where(self.into.file, node.start_mark.line + 1, node.start_mark.column + 1)
        if path and _is_missing(node):
            # One of the two readers puts a value that is not there behind its colon, the other at what
            # follows; here it stands behind its key, and an item where its sequence begins.
            where = self.into.values[path[:-1]]
            if key is not None:
                where = Where(self.into.file, key.end_mark.line + 1, key.end_mark.column + 2)
        self.into.values[path] = where
        self.count += 1
        if self.count > MAX_NODES or id(node) in self.open:
            raise XbrlgenError(
                finding(
                    "XG-MAP-008", "aliases unfold without end", where, hint="write it out instead of *alias"
                )
            )
        if node.id == "scalar":
            return None if node.tag == _NULL and not node.style else str(node.value)
        self.open.add(id(node))
        try:
            if node.id == "sequence":
                return [self.node(child, (*path, i)) for i, child in enumerate(node.value)]
            return dict(self.pairs(node, path))
        except RecursionError:
            raise XbrlgenError(finding("XG-MAP-008", "it is nested too deeply", where)) from None
        finally:
            self.open.discard(id(node))

    def pairs(self, node: Node, path: Path_) -> Iterator[tuple[str, Raw]]:
        seen: dict[str, Where] = {}
        for key_node, value_node in node.value:
            where = Where(self.into.file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if key_node.id != "scalar":
                self.problems.append(finding("XG-MAP-008", "a key must be plain text", where))
                continue
            key = str(key_node.value)
            if key in seen:
                first = seen[key]
                self.problems.append(
                    finding("XG-MAP-010", f"key `{key}` stands twice; first at line {first.line}", where)
                )
                continue
            seen[key] = where
            self.into.keys[(*path, key)] = where
            yield key, self.node(value_node, (*path, key), key_node)


_NULL = "tag:yaml.org,2002:null"


def _is_missing(node: Node) -> bool:
    """A value that is not there, not even as quotes."""
    return node.id == "scalar" and not node.value and not node.style
