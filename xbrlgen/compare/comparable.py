"""Reports of any make in the form in which they are compared."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from xbrlgen.model.recorded import Recorded
from xbrlgen.model.report import Fact, Identity, Label, Report
from xbrlgen.written.reader import usual_prefix
from xbrlgen.written.report import plain_text

_LISTED = re.compile(r"(https?://[^\s#]+)#([A-Za-z_][\w.-]*)")


def comparable(report: Report) -> Recorded:
    """A report that somebody has written, as it is held against another.

    A fact that is said more than once is told once, as precisely as it is said anywhere. Text is told
    without tags, concepts of an extensible enumeration by their prefixes, which are the same every year.
    Labels are the English ones where there are any. Checks and findings it has none.
    """
    best: dict[Identity, Fact] = {}
    for fact in report.facts:
        first = best.get(fact.identity)
        if first is None or _finer(fact, first):
            best[fact.identity] = fact
    facts = tuple(_told(f, report) for f in best.values())
    return Recorded(report).with_parts(facts=facts, labels=_labels(report.extension.labels))


def _finer(a: Fact, b: Fact) -> bool:
    if not isinstance(a.value, Decimal) or not isinstance(b.value, Decimal):
        return False
    return b.decimals is not None and (a.decimals is None or a.decimals > b.decimals)


def _told(fact: Fact, report: Report) -> Fact:
    notes = tuple({n.text: n for n in fact.footnotes}.values())
    if notes != fact.footnotes:
        fact = replace(fact, footnotes=notes)
    if not isinstance(fact.value, str):
        return fact
    text = _LISTED.sub(lambda m: _listed(m, report), plain_text(fact.value))
    return fact if text == fact.value else replace(fact, value=text)


def _listed(found: re.Match[str], report: Report) -> str:
    extension, namespace = report.extension, found[1]
    prefix = usual_prefix(namespace, extension.prefix if namespace == extension.namespace else "")
    return f"{prefix}:{found[2]}" if prefix else found[0]


def _labels(labels: tuple[Label, ...]) -> tuple[Label, ...]:
    """One label for each concept and role: English before others, else the first."""
    best: dict[tuple[str, str], Label] = {}
    for label in labels:
        key = (label.concept, label.name)
        first = best.get(key)
        if first is None or (_is_english(label) and not _is_english(first)):
            best[key] = label
    return tuple(best.values())


def _is_english(label: Label) -> bool:
    return label.language.lower().partition("-")[0] == "en"
