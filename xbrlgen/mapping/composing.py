"""YAML text to a tree of nodes with marks: in C where that means the same, else in Python; both in bounds.

libyaml reads YAML 1.1, and the project's files are 1.2. On ordinary text the two agree, node by node and
mark by mark (a test compares them on every file of the repository and on damaged ones); they part over tabs,
line ends such as NEL and LS, directives and documents in a row. Text with any of these is read in Python.
"""

from __future__ import annotations

import re
from typing import Any, Protocol

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.where import Where

MAX_BYTES = 16 * 1024 * 1024
MAX_NODES = 500_000
"""An alias bomb unfolds to more; a mapping of ten thousand lines to far less."""
_SLOW = 2_000_000
"""Characters that are read in Python at most: some ten seconds."""
_SHOWN = 200_000
"""Up to so many characters, faults are told as they always were, in the words of the reader in Python."""
_ODD = re.compile(
    "[\t\x85\u2028\u2029\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
    "|^%|^---|^\\.\\.\\.|^ {400}|(?:[-?:] +){200}",
    re.MULTILINE,
)
"""What the two read differently; and what is nested so deeply that C would run out of stack."""
_DEEPEST = 5_000
"""Brackets within brackets that C has the stack for."""
_SEPARATORS = (",", "\n", ": ", "- ", "[", "{")
"""Every node but one has one of these before it."""


class FlowMark(Protocol):
    line: int
    column: int


class Node(Protocol):
    """What both libraries make. ``id`` is ``scalar``, ``sequence`` or ``mapping``; ``value`` text, nodes, or
    pairs of nodes."""

    id: str
    tag: str
    value: Any
    style: str | None
    start_mark: FlowMark
    end_mark: FlowMark


def compose(text: str, file: str) -> list[Node]:
    """The documents of a text. Raises XbrlgenError (XG-MAP-008) for what is no YAML, or too much of it."""
    # A million keys, a line each, took half a minute to be found too many of: `k: v` has two of these.
    if sum(map(text.count, _SEPARATORS)) > 2 * MAX_NODES:
        raise _fault(file, f"more than {MAX_NODES:,} keys and values")
    if _ODD.search(text) is None and _nested(text) < _DEEPEST:
        found = _in_c(text, file)
        if found is not None:
            return found
    if len(text) > _SLOW:
        raise _fault(file, f"more than {_SLOW:,} characters with tabs, directives or unusual line ends")
    return _in_python(text, file)


def _nested(text: str) -> int:
    """How deep brackets may lie within brackets, at most.

    A line that closes what it opens ("- {line: Revenue, concept: us-gaap:Revenues}"), without quotes or a
    comment that may hide a bracket, leaves the depth as it was; what any other line opens counts as never
    closed.
    """
    if text.count("[") + text.count("{") < _DEEPEST:
        return 0
    depth = deepest = 0
    for line in text.split("\n"):
        opened = line.count("[") + line.count("{")
        if not opened:
            continue
        deepest = max(deepest, depth + opened)
        closed = line.count("]") + line.count("}")
        if opened != closed or '"' in line or "'" in line or "#" in line:
            depth += opened
    return deepest


def _in_c(text: str, file: str) -> list[Node] | None:
    """None if C is not here, or if Python should say what is wrong."""
    try:
        from yaml.cyaml import CSafeLoader
        from yaml.error import MarkedYAMLError, YAMLError
    except ImportError:
        return None
    loader = None
    try:
        loader = CSafeLoader(text)
        documents: list[Node] = []
        while loader.check_node():
            documents.append(loader.get_node())
        return documents
    except YAMLError as error:
        if len(text) <= _SHOWN:
            return None
        mark = error.problem_mark or error.context_mark if isinstance(error, MarkedYAMLError) else None
        raise _fault(file, getattr(error, "problem", None) or str(error), mark) from None
    except (ValueError, RecursionError):
        return None
    finally:
        if loader is not None:
            loader.dispose()


def _in_python(text: str, file: str) -> list[Node]:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    yaml = YAML(typ="safe", pure=True)  # the round-trip scanner leaves marks in folded text
    try:
        return list(yaml.compose_all(text))
    except MarkedYAMLError as error:
        message = (error.problem or error.context or "not valid YAML").strip()
        raise _fault(file, message, error.problem_mark or error.context_mark) from None
    except RecursionError:
        raise _fault(file, "it is nested too deeply") from None
    except (YAMLError, ValueError, IndexError, AttributeError, TypeError, AssertionError) as error:
        raise _fault(file, str(error) or type(error).__name__) from None


def _fault(file: str, message: str, mark: FlowMark | None = None) -> XbrlgenError:
    where = Where(file) if mark is None else Where(file, mark.line + 1, mark.column + 1)
    return XbrlgenError(finding("XG-MAP-008", f"not valid YAML: {message}", where))
