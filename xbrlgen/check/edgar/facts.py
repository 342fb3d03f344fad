"""Facts: precision, repeats, language, what may be reported, what presentation must show."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from decimal import Decimal

from lxml import etree

from xbrlgen.model.rounded import Rounded, consistent
from xbrlgen.written.views import FactView, Flaw, Rules, Written, about, ids_of

_ONE_WAY = re.compile(
    r"(?:Assets|Liabilities|Inventory|Goodwill|Payable|Receivable|Depreciation|Amortization|Dividends|Revenues"
    r"|Expense|Costs?|Outstanding|Issued|Authorized|Capital|Cash)"
)
_TWO_WAY = re.compile(
    r"IncreaseDecrease|Gain|Loss|Net(?:Of|Income|Cash)|IncomeTax|Benefit|Adjustment|Change|Accumulated|Other|Deferred"
    r"|ProceedsFrom(?:Repayment|Payment)|PaymentsFor(?:Proceed|Repayment)|Interest|Per|Equity|Provided|UsedIn|Nonoperating|PeriodIncrease|Effect|Reconcil|Accretion|Impairment"
)
"""Names whose values may go either way; those of the negative-value list (DQC 0015) may not."""
_MARKUP = re.compile(r"<\s*(script|table|img|a|iframe|object|form)\b([^>]*)", re.IGNORECASE)
_LINK = re.compile(r"href\s*=\s*[\"'](?P<to>[^\"']*)", re.IGNORECASE)
_IMAGE = re.compile(r"src\s*=\s*[\"'](?P<file>[^\"']*)", re.IGNORECASE)
_EXACT = "2014"
"""The first us-gaap of filings that are held to EFM 6.5.37; one of us-gaap 2009 was accepted against it."""
ARCHIVES = re.compile(r"https?://www\.sec\.gov/(?:ix\?doc=/)?Archives/edgar/data/")


def precision(w: Written) -> Iterator[Flaw]:
    for fact in w.facts:
        if fact.precision is not None:
            yield about(fact, f"{fact.concept} has precision {fact.precision} and should have decimals")


def beyond_decimals(w: Written) -> Iterator[Flaw]:
    """Older filings were taken with such digits: the rule is not of their manual."""
    if "" < w.version_of("us-gaap") < _EXACT:
        return
    for fact in w.facts:
        places = decimals_of(fact)
        if isinstance(fact.value, Decimal) and places is not None:
            cut = fact.value.scaleb(places)
            if cut != cut.to_integral_value():
                yield about(
                    fact, f"{fact.concept} is {fact.value:f} and says that decimals {places} are exact"
                )


def decimals_of(fact: FactView) -> int | None:
    """Its decimals; None for INF, and for what cannot be read."""
    try:
        return int(fact.decimals or "")
    except ValueError:
        return None


def repeats(w: Written) -> Iterator[Flaw]:
    groups: dict[Hashable, list[FactView]] = {}
    for fact in w.facts:
        c = w.context(fact)
        if c is not None:
            lang = fact.lang.lower() if fact.unit is None else ""
            key = (fact.concept, c.identifier, c.start, c.end, c.dims, fact.unit, lang)
            groups.setdefault(key, []).append(fact)
    for group in groups.values():
        if len(group) > 1 and not _consistent(group):
            said = ", ".join(dict.fromkeys(_shown(f) for f in group))
            again = group[1]
            yield Flaw(f"{again.concept} is stated twice: {said}", again.where, ids_of(group), again.concept)


def _shown(fact: FactView) -> str:
    if fact.nil:
        return "nil"
    return f"{fact.value:f}" if isinstance(fact.value, Decimal) else str(fact.value)[:60]


def _consistent(group: list[FactView]) -> bool:
    if any(f.nil for f in group):
        return all(f.nil for f in group)
    numbers: list[Rounded] = []
    for fact in group:
        if not isinstance(fact.value, Decimal):
            return len({f.value for f in group}) == 1
        numbers.append(Rounded(fact.value, decimals_of(fact)))
    return consistent(numbers)


def english(w: Written) -> Iterator[Flaw]:
    texts = [f for f in w.facts if f.unit is None and not f.nil]
    told = {(f.concept, f.context) for f in texts if f.lang.lower() in ("en-us", "")}
    for fact in texts:
        if fact.lang.lower() not in ("en-us", "") and (fact.concept, fact.context) not in told:
            yield about(fact, f"{fact.concept} is stated in {fact.lang} and not in en-US")


def domain_facts(w: Written) -> Iterator[Flaw]:
    for fact in w.facts:
        concept = w.concept(fact.concept)
        if concept is not None and concept.is_domain:
            yield about(fact, f"{fact.concept} is a member and is reported as a fact")


def deprecated(w: Written) -> Iterator[Flaw]:
    used = dict.fromkeys((*(f.concept for f in w.facts), *(q for c in w.contexts for d in c.dims for q in d)))
    for qname in used:
        concept = w.concept(qname)
        if concept is not None and concept.deprecated:
            facts = w.by_concept.get(qname, [])
            instead = ", ".join(concept.replaced_by)
            yield Flaw(
                f"{qname} is deprecated",
                facts[0].where if facts else None,
                ids_of(facts),
                qname,
                f"use {instead}" if instead else None,
            )


def negative(w: Written) -> Iterator[Flaw]:
    """Names that count one way: a share of the list behind DQC 0015, told by the words in them."""
    for fact in w.facts:
        if not isinstance(fact.value, Decimal) or fact.value >= 0 or w.is_own(fact.concept):
            continue
        concept, context = w.concept(fact.concept), w.context(fact)
        if concept is None or context is None or context.dims:
            continue
        name = concept.name
        if concept.kind in ("monetary", "shares") and _ONE_WAY.search(name) and not _TWO_WAY.search(name):
            yield about(fact, f"{fact.concept} counts one way and is {fact.value:f} in {context}")


def text_blocks(w: Written) -> Iterator[Flaw]:
    for fact in w.facts:
        concept = w.concept(fact.concept)
        if concept is None or not concept.type.endswith(":textBlockItemType"):
            continue
        flaw = markup(str(fact.value)) if "<" in str(fact.value) else None
        if flaw is not None:
            yield about(fact, f"{fact.concept}: {flaw}")


def markup(text: str) -> str | None:
    """What is wrong with escaped XHTML (EFM 6.5.16), or None."""
    try:
        root = etree.fromstring(
            f"<div>{text}</div>", etree.XMLParser(resolve_entities=False, no_network=True)
        )
    except etree.XMLSyntaxError as error:
        return f"its markup is not well-formed ({' '.join(str(error.msg).split())})"
    if any(next(t.iterancestors("{*}table"), None) is not None for t in root.iter("{*}table")):
        return "a table stands inside a table"
    for found in _MARKUP.finditer(text):
        tag, rest = found[1].lower(), found[2]
        to, image = _LINK.search(rest), _IMAGE.search(rest)
        if tag in ("script", "iframe", "object", "form"):
            return f"<{tag}> is not allowed"
        if to is not None and "://" in to["to"] and not ARCHIVES.match(to["to"]):
            return f"it links to {to['to']}"
        if image is not None and not re.search(r"\.(?:jpg|gif)$", image["file"], re.IGNORECASE):
            return f"the image {image['file']} is no .jpg or .gif"
    return None


def presented(w: Written) -> Iterator[Flaw]:
    arcs = w.network("pre")
    shown = {q for a in arcs for q in (a.parent, a.child)}
    used = dict.fromkeys((*w.by_concept, *(q for c in w.contexts for d in c.dims for q in d)))
    typed_values = {v for c in w.contexts for a, v in c.dims if a in c.typed}
    for qname in used:
        if qname not in shown and qname not in typed_values and not w.is_brought(qname):
            facts = w.by_concept.get(qname, [])
            where = facts[0].where if facts else w.used_in.get(qname)
            ids = ids_of(facts)
            yield Flaw(f"{qname} is used and shown in no presentation", where, ids, qname)


def declared(w: Written) -> Iterator[Flaw]:
    for qname, facts in w.by_concept.items():
        if w.is_own(qname) and w.concept(qname) is None:
            yield about(facts[0], f"{qname} is reported and not declared in the extension schema")


def reportable(w: Written) -> Iterator[Flaw]:
    for qname, facts in w.by_concept.items():
        concept = w.concept(qname)
        if concept is not None and concept.abstract and not concept.is_domain:
            yield about(facts[0], f"{qname} is abstract and is reported as a fact")


def period_type(w: Written) -> Iterator[Flaw]:
    for fact in w.facts:
        concept, context = w.concept(fact.concept), w.context(fact)
        if concept is None or context is None or context.end is None:
            continue
        if (concept.period == "instant") != context.is_instant:
            yield about(fact, f"{fact.concept} is of an {concept.period} and context {context.id} is not")


def with_decimals(w: Written) -> Iterator[Flaw]:
    for fact in w.facts:
        if fact.unit is not None and not fact.nil and fact.decimals is None and fact.precision is None:
            yield about(fact, f"{fact.concept} is a number without decimals")


def with_unit(w: Written) -> Iterator[Flaw]:
    for fact in w.facts:
        concept = w.concept(fact.concept)
        if concept is not None and concept.is_numeric and fact.unit is None:
            yield about(fact, f"{fact.concept} is a number without a unit")


def no_ids(w: Written) -> Iterator[Flaw]:
    """One flaw however many they are: filings of before 2019 have none at all."""
    without = [fact for fact in w.facts if not fact.id]
    if without:
        first = without[0]
        others = f", nor have {len(without) - 1:,} more" if len(without) > 1 else ""
        yield about(first, f"a fact of {first.concept} has no id{others}")


def numbers(w: Written) -> Iterator[Flaw]:
    for fact in w.facts:
        concept = w.concept(fact.concept)
        if concept is not None and concept.is_numeric and not fact.nil and fact.value is None:
            yield about(fact, f"{fact.concept} is {fact.raw.strip()[:40]!r}, which is no number")


RULES: Rules = (
    ("XG-EFM-201", precision),
    ("XG-EFM-202", beyond_decimals),
    ("XG-EFM-203", repeats),
    ("XG-EFM-204", english),
    ("XG-EFM-205", domain_facts),
    ("XG-EFM-206", deprecated),
    ("XG-EFM-207", negative),
    ("XG-EFM-208", text_blocks),
    ("XG-EFM-209", presented),
    ("XG-EFM-210", declared),
    ("XG-EFM-211", reportable),
    ("XG-EFM-212", period_type),
    ("XG-EFM-213", with_decimals),
    ("XG-EFM-214", with_unit),
    ("XG-EFM-215", no_ids),
    ("XG-EFM-216", numbers),
)
