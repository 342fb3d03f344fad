"""YAML with the place of every key and value, duplicate keys found, aliases bounded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, XbrlgenError
from xbrlgen.model.project import Project
from xbrlgen.model.where import Where

Raw = None | str | list["Raw"] | dict[str, "Raw"]
Path_ = tuple[str | int, ...]

MAX_BYTES = 16 * 1024 * 1024
MAX_NODES = 500_000  # an alias bomb unfolds to more; a mapping of ten thousand lines to far less


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
    yaml = YAML(typ="safe", pure=True)  # the round-trip scanner leaves marks in folded text
    try:
        documents = list(yaml.compose_all(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file)
        message = (error.problem or error.context or "not valid YAML").strip()
        raise XbrlgenError(finding("XG-MAP-008", f"not valid YAML: {message}", where)) from None
    except (YAMLError, ValueError) as error:
        raise XbrlgenError(finding("XG-MAP-008", f"not valid YAML: {error}", Where(file))) from None
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

    def node(self, node: Node, path: Path_) -> Raw:
        where = Where(self.into.file, node.start_mark.line + 1, node.start_mark.column + 1)
        self.into.values[path] = where
        self.count += 1
        if self.count > MAX_NODES or id(node) in self.open:
            raise XbrlgenError(
                finding(
                    "XG-MAP-008", "aliases unfold without end", where, hint="write it out instead of *alias"
                )
            )
        if isinstance(node, ScalarNode):
            return None if node.tag == "tag:yaml.org,2002:null" and not node.style else str(node.value)
        self.open.add(id(node))
        try:
            if isinstance(node, SequenceNode):
                return [self.node(child, (*path, i)) for i, child in enumerate(node.value)]
            assert isinstance(node, MappingNode)
            return dict(self.pairs(node, path))
        finally:
            self.open.discard(id(node))

    def pairs(self, node: MappingNode, path: Path_) -> Iterator[tuple[str, Raw]]:
        seen: dict[str, Where] = {}
        for key_node, value_node in node.value:
            where = Where(self.into.file, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
            if not isinstance(key_node, ScalarNode):
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
            yield key, self.node(value_node, (*path, key))
