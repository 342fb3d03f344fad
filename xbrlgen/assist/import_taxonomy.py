"""A company's own taxonomy declared from its use, where the filing's schema is not there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from xbrlgen.model.report import Context, Element, Extension, Fact, Import, Label, Report
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.xbrl import STANDARD_LABEL
from xbrlgen.written.reader import usual_prefix
from xbrlgen.written.views import Written

_STANDARD = re.compile(
    r"https?://(?:www\.)?(?:(?:xbrl\.)?fasb\.org|xbrl\.(?:us|org|sec\.gov|ifrs\.org)|w3\.org|sec\.gov)(?:/|$)"
)
_ELEMENTS = {
    "us-gaap": "https://xbrl.fasb.org/us-gaap/{0}/elts/us-gaap-{0}.xsd",
    "srt": "https://xbrl.fasb.org/srt/{0}/elts/srt-{0}.xsd",
}
_SEC = "https://xbrl.sec.gov/{1}/{0}/{1}-{0}.xsd"
_YEAR = re.compile(r"/(\d{4}(?:q\d)?)(?:-\d\d-\d\d)?$")


def own_namespace(written: Written) -> tuple[str, str]:
    """(prefix, namespace) of the company's own elements in pages without their schema; empty if there are
    none."""
    declared: dict[str, str] = {}
    for file in written.files:
        if file.root is None:
            continue
        for node in (file.root, *file.root.iterfind(".//{*}header")):
            for prefix, uri in node.nsmap.items():
                if prefix and uri and not _STANDARD.match(uri):
                    declared.setdefault(prefix, uri)
    used = Counter(q.partition(":")[0] for q in _names(written))
    best = max(declared, key=lambda p: used[p], default="")
    return (best, declared[best]) if best else ("", "")


def _names(written: Written) -> Iterator[str]:
    for fact in written.facts:
        yield fact.concept
    for context in written.contexts:
        for pair in context.dims:
            yield from pair


def declared_by_use(written: Written, report: Report, prefix: str, namespace: str) -> Extension:
    """Elements as facts and contexts use them: types by unit, period types by context, no balance.

    Labels are spelled from the names; imports are those of the standard taxonomies that the pages name.
    """
    elements = {e.qname: e for e in _facts(report.facts, prefix)}
    for element in _members(report.contexts, prefix):
        elements.setdefault(element.qname, element)
    return Extension(
        prefix=prefix,
        namespace=namespace,
        base=prefix,
        imports=tuple(_imports(written)),
        elements=tuple(elements.values()),
        labels=tuple(Label(q, STANDARD_LABEL, _spelled(q)) for q, e in elements.items() if e.is_item),
    )


def _imports(written: Written) -> Iterator[Import]:
    used = {q.partition(":")[0] for q in _names(written)}
    found: dict[str, Import] = {}
    for file in written.files:
        if file.root is None:
            continue
        for node in (file.root, *file.root.iterfind(".//{*}header")):
            for prefix, uri in node.nsmap.items():
                name = usual_prefix(uri or "", prefix or "")
                year = _YEAR.search(uri or "")
                if name in used and year is not None and name not in found:
                    location = _ELEMENTS.get(name, _SEC).format(year[1], name)
                    found[name] = Import(name, uri or "", location)
    yield from found.values()


def _facts(facts: Iterable[Fact], prefix: str) -> Iterator[Element]:
    of: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.qname.partition(":")[0] == prefix:
            of.setdefault(fact.qname, []).append(fact)
    for qname, said in of.items():
        yield Element(Concept(qname, _type(qname, said), said[0].period.kind))


def _type(qname: str, facts: list[Fact]) -> str:
    unit = next((f.unit for f in facts if f.unit is not None), None)
    if unit is None:
        values = {str(f.value) for f in facts if f.value is not None}
        if qname.endswith("TextBlock"):
            return "dtr-types:textBlockItemType"
        return "xbrli:booleanItemType" if values and values <= {"true", "false"} else "xbrli:stringItemType"
    if unit.denominator:
        money = unit.numerator[0].startswith("iso4217:") and unit.denominator == ("xbrli:shares",)
        return "dtr-types:perShareItemType" if money else "xbrli:decimalItemType"
    if unit.numerator[0].startswith("iso4217:"):
        return "xbrli:monetaryItemType"
    if unit.numerator == ("xbrli:shares",):
        return "xbrli:sharesItemType"
    if unit.numerator == ("xbrli:pure",):
        rate = re.search(r"(Percent|Percentage|Rate)\d*$", qname) is not None
        return "dtr-types:percentItemType" if rate else "xbrli:pureItemType"
    return "xbrli:decimalItemType"


def _members(contexts: Iterable[Context], prefix: str) -> Iterator[Element]:
    for context in contexts:
        typed = dict(context.typed)
        for axis, member in context.dimensions:
            if axis.partition(":")[0] == prefix:
                domain = typed.get(axis)
                concept = Concept(
                    axis, "xbrli:stringItemType", "duration", None, True, "xbrldt:dimensionItem"
                )
                yield Element(concept, typed_domain=domain)
            if axis not in typed and member.partition(":")[0] == prefix:
                yield Element(Concept(member, "dtr-types:domainItemType", "duration", None, True))
            if axis in typed and typed[axis].partition(":")[0] == prefix:
                yield Element(Concept(typed[axis], "xs:string", "", None, False, ""))


_KINDS = ("Axis", "Member", "Domain", "Table", "Abstract", "TextBlock")


def _spelled(qname: str) -> str:
    """``RestOfAsiaPacificSegmentMember`` -> ``Rest Of Asia Pacific Segment [Member]``."""
    name = qname.partition(":")[2]
    kind = next((k for k in _KINDS if name.endswith(k) and name != k), "")
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name.removesuffix(kind))
    return f"{words} [{'Text Block' if kind == 'TextBlock' else kind}]" if kind else words
