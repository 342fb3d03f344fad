"""Test cases as JUnit XML, which CI systems read.

The form is the one that the common schemas share: ``testsuites`` holds ``testsuite``, that holds
``testcase``, and a case that did not pass holds ``failure`` or ``error``. There is no time in it: the
same cases give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as Tree  # written only, nothing is parsed

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 has no way to write (section 2.2)."""


@dataclass(frozen=True, slots=True)
class JUnitCase:
    """One case: its suite, its name, and the file it is about, relative to the top of the checkout.

    ``failure`` is the kind of failure in a word (``stale``), None for a case that passed; with ``error``
    the case could not be tested at all. ``lines`` say what is wrong, the first of them in short.
    """

    suite: str
    name: str
    file: str = ""
    failure: str | None = None
    lines: tuple[str, ...] = ()
    error: bool = False


def to_junit(cases: Iterable[JUnitCase], *, name: str = "xbrlgen") -> str:
    """The cases as XML text with a final line end: suites as they first come, cases in the order given.

    Characters that XML cannot hold are written as U+FFFD.
    """
    suites: dict[str, list[JUnitCase]] = {}
    for case in cases:
        suites.setdefault(case.suite, []).append(case)
    every = [case for members in suites.values() for case in members]
    root = Tree.Element("testsuites", {"name": _legal(name), **_counts(every)})
    root.extend(_suite(suite, members) for suite, members in suites.items())
    Tree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Tree.tostring(root, encoding="unicode") + "\n"


def _counts(cases: Sequence[JUnitCase]) -> dict[str, str]:
    failed = [c for c in cases if c.failure is not None]
    errors = sum(c.error for c in failed)
    return {"tests": str(len(cases)), "failures": str(len(failed) - errors), "errors": str(errors)}


def _suite(suite: str, cases: Sequence[JUnitCase]) -> Tree.Element:
    element = Tree.Element("testsuite", {"name": _legal(suite), **_counts(cases), "skipped": "0"})
    for case in cases:
        names = {"classname": _legal(case.suite), "name": _legal(case.name)}
        if case.file:
            names["file"] = _legal(case.file)
        child = Tree.SubElement(element, "testcase", names)
        if case.failure is not None:
            told = {"message": _legal(case.lines[0] if case.lines else case.failure)}
            told["type"] = _legal(case.failure)
            text = Tree.SubElement(child, "error" if case.error else "failure", told)
            text.text = _legal("\n".join(case.lines)) or None
    return element


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)
