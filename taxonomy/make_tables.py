"""Make the shipped concept tables of one taxonomy year.

    python taxonomy/make_tables.py --elements ELEMENTS --package PACKAGE --older OLDER --pairs PAIRS \\
        --out taxonomy

* ELEMENTS: tab-separated table of every us-gaap element, each attribute with its source (``*_src``).
* PACKAGE: taxonomy package of the year: linkbases, and the schemas and labels of srt and dei.
* OLDER: official package of an older year, for elements that have been removed since.
* PAIRS: tab-separated (label, concept, count) pairs of what filers used.

Each is the file itself or a zip that holds it. What is taken over are facts (names, types, balances,
relations) and, for labels, the standard label; never documentation, references or code.

Which us-gaap rows are shipped, and which count as guesses, stands in the constants below and in
``taxonomy/README.md``. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

XLINK = "{http://www.w3.org/1999/xlink}"
LINK = "{http://www.xbrl.org/2003/linkbase}"
XS = "{http://www.w3.org/2001/XMLSchema}"
XBRLI = "{http://www.xbrl.org/2003/instance}"
XBRLDT = "{http://xbrl.org/2005/xbrldt}"
ENUM2 = "{http://xbrl.org/2020/extensible-enumerations-2.0}"
LABEL = "http://www.xbrl.org/2003/role/label"

COLUMNS = (
    "name", "type", "substitution", "period", "balance", "abstract", "label", "deprecated",
    "replaced_by", "more",
)  # fmt: skip

# Sources that are a judgement, of a classifier or of a person, rather than something read from an
# official file or from filed facts. A row with one of them is not shipped.
GUESSES = {
    "model-hi", "model-lo", "hand-rule", "hand-fix", "prefix-rule", "paired-concept", "enum-rule",
    "facts-override", "calc-filers", "calc-repair", "meta-class-subclass", "meta-eeloc",
    "meta-instant-outflow",
}  # fmt: skip
DECIDING = ("type_src", "period_src", "balance_src")
# A suffix rule is nearly sure where the name's ending is bound to type and period by the taxonomy's own
# style guide; elsewhere ("...Percent" is not always a percentItemType) it is a guess.
BOUND_ENDINGS = re.compile(
    r"(Abstract|Axis|Domain|Member|Table|LineItems|RollForward|TextBlock|PolicyTextBlock)$"
)
# Labels read from an official label linkbase or from the SEC's own output of one.
OFFICIAL_LABELS = {"lab2020", "fsds2024", "companyfacts", "metalinks"}
# Concepts outside the statements' presentation are shipped from this many uses on.
MIN_USES = 5
# Axes are shipped from this many tables of the taxonomy on, with their default members.
MIN_TABLES = 3
ENUMERATION = "enum2:enumerationSetItemType"
# What stands in the place of much used removed elements that no deprecation linkbase at hand follows:
# a judgement, marked as one in removed.tsv, used for hints only. One number that was basic and diluted
# is two elements now; cash flows end in restricted cash too (ASU 2016-18), deferred taxes are no longer
# split into current and noncurrent (ASU 2015-17).
BY_HAND = {
    "AccountsPayable": "AccountsPayableCurrentAndNoncurrent",
    "CashAndCashEquivalentsPeriodIncreaseDecrease": (
        "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"
        "PeriodIncreaseDecreaseIncludingExchangeRateEffect"
    ),
    "DeferredTaxAssetsNetCurrent": "DeferredIncomeTaxAssetsNet",
    "DeferredTaxAssetsNetNoncurrent": "DeferredIncomeTaxAssetsNet",
    "DeferredTaxLiabilitiesCurrent": "DeferredIncomeTaxLiabilitiesNet",
    "DeferredTaxLiabilitiesNoncurrent": "DeferredIncomeTaxLiabilitiesNet",
    "EarningsPerShareBasicAndDiluted": "EarningsPerShareBasic EarningsPerShareDiluted",
    "EffectOfExchangeRateOnCashAndCashEquivalents": (
        "EffectOfExchangeRateOnCashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"
    ),
    "IncomeLossFromContinuingOperationsPerBasicAndDilutedShare": (
        "IncomeLossFromContinuingOperationsPerBasicShare IncomeLossFromContinuingOperationsPerDilutedShare"
    ),
    "OtherComprehensiveIncomeLossNetOfTaxPeriodIncreaseDecrease": "OtherComprehensiveIncomeLossNetOfTax",
    "SalesRevenueNet": "Revenues RevenueFromContractWithCustomerExcludingAssessedTax",
    "WeightedAverageNumberOfShareOutstandingBasicAndDiluted": (
        "WeightedAverageNumberOfSharesOutstandingBasic WeightedAverageNumberOfDilutedSharesOutstanding"
    ),
}


@dataclass
class Row:
    """One element, as it is shipped."""

    name: str
    type: str
    substitution: str
    period: str
    balance: str = ""
    abstract: bool = False
    label: str = ""
    deprecated: bool = False
    replaced_by: tuple[str, ...] = ()
    more: dict[str, str] = field(default_factory=dict)

    def cells(self) -> tuple[str, ...]:
        return (
            self.name,
            self.type,
            self.substitution,
            self.period,
            self.balance,
            "1" if self.abstract else "",
            self.label,
            "1" if self.deprecated else "",
            " ".join(self.replaced_by),
            " ".join(f"{k}={v}" for k, v in sorted(self.more.items())),
        )


class Package:
    """The files of a taxonomy package by their path after the package's own folder."""

    def __init__(self, path: Path) -> None:
        self._zip = zipfile.ZipFile(path)
        self._names = {n.partition("/")[2]: n for n in self._zip.namelist() if not n.endswith("/")}

    def find(self, pattern: str) -> list[str]:
        return sorted(n for n in self._names if re.search(pattern, n))

    def tree(self, name: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
        return etree.fromstring(self._zip.read(self._names[name]), parser)

    def one(self, pattern: str) -> etree._Element:
        names = self.find(pattern)
        if len(names) != 1:
            raise SystemExit(f"expected one file like {pattern}, found {len(names)}")
        return self.tree(names[0])


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a tab-separated file, or of the only one in a zip."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            (name,) = [n for n in archive.namelist() if n.endswith(".tsv")]
            data = archive.read(name).decode("utf-8")
    else:
        data = path.read_text("utf-8")
    yield from csv.DictReader(io.StringIO(data), delimiter="\t")


def qname(href: str) -> str:
    """``...#us-gaap_Assets`` -> ``us-gaap:Assets``."""
    prefix, _, name = href.rpartition("#")[2].partition("_")
    return f"{prefix}:{name}"


def locators(extended: etree._Element) -> dict[str | None, str]:
    """Locator label -> concept, in one extended link."""
    found = extended.iter(f"{LINK}loc")
    return {loc.get(f"{XLINK}label"): qname(loc.get(f"{XLINK}href", "")) for loc in found}


def arcs(tree: etree._Element, link: str) -> Iterator[tuple[str, str, str]]:
    """(arcrole's last part, from, to) of every arc of a kind of link, in document order."""
    for extended in tree.iter(f"{LINK}{link}Link"):
        located = locators(extended)
        for arc in extended.iter(f"{LINK}{link}Arc"):
            role = arc.get(f"{XLINK}arcrole", "").rpartition("/")[2]
            yield role, located[arc.get(f"{XLINK}from")], located[arc.get(f"{XLINK}to")]


def statement_concepts(package: Package, year: str) -> set[str]:
    """Names of us-gaap that the primary statements of the year present."""
    found: set[str] = set()
    for name in package.find(rf"/us-gaap/{year}/stm/.*-pre-{year}\.xml$"):
        for _, parent, child in arcs(package.tree(name), "presentation"):
            found.update(q.partition(":")[2] for q in (parent, child) if q.startswith("us-gaap:"))
    return found


def axes(package: Package, year: str) -> tuple[dict[str, str], Counter[str]]:
    """The default member of every axis that has one, and in how many tables each axis stands.

    XBRL Dimensions 1.0 section 2.6.4: a dimension has at most one default, wherever it is used.
    """
    default: dict[str, str] = {}
    tables: Counter[str] = Counter()
    names = package.find(rf"/(us-gaap|srt)/{year}/(stm|dis)/.*-def-{year}\.xml$")
    for name in [*names, *package.find(rf"/dei-{year}_def\.xsd$")]:
        for role, start, end in arcs(package.tree(name), "definition"):
            if role == "dimension-default":
                if default.setdefault(start, end) != end:
                    raise SystemExit(f"{start} has two defaults: {default[start]} and {end}")
            elif role == "hypercube-dimension":
                tables[end] += 1
    return default, tables


def kind(name: str) -> str:
    """What sort of element a name speaks of, by its ending."""
    if name.endswith("Axis"):
        return "axis"
    if name.endswith(("Member", "Domain")):
        return "member"
    if name.endswith(("ExtensibleEnumeration", "ExtensibleList")):
        return "enumeration"
    return "item"


def successors(package: Package) -> dict[str, tuple[str, ...]]:
    """Deprecated element -> what stands in its place, as the deprecation linkbase says.

    A deprecated item may become an item with an axis and a member: only the item is kept, unless
    the linkbase names nothing of the deprecated element's own kind.
    """
    found: defaultdict[str, list[str]] = defaultdict(list)
    for file in package.find(r"/us-gaap/[0-9]+/elts/us-gaap-depcon-def-.*\.xml$"):
        for role, start, end in arcs(package.tree(file), "definition"):
            if (role.startswith("dep-") or role == "essence-alias") and start not in found[end]:
                found[end].append(start)
    chosen = {}
    for old, new in found.items():
        same = [n for n in new if kind(n) == kind(old)]
        chosen[old] = tuple(sorted(same or new))
    return chosen


def follow(name: str, known: set[str], ways: Iterable[dict[str, tuple[str, ...]]]) -> tuple[str, ...]:
    """The elements among ``known`` to which the deprecations lead from ``name``; may be none."""
    reached: list[str] = []
    seen = {name}
    queue = [name]
    while queue:
        current = queue.pop(0)
        for way in ways:
            for new in way.get(current, ()):
                if new in seen:
                    continue
                seen.add(new)
                if new in known:
                    reached.append(new)
                else:
                    queue.append(new)
    return tuple(reached)


def letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def label_of(raw: dict[str, str]) -> str:
    """The standard label if it is known; empty otherwise.

    A label that was generated from the name says nothing that the name does not. One that only
    filers attest may be a company's own caption, so it must agree with the name letter by letter.
    """
    if raw["label_src"] in OFFICIAL_LABELS:
        return raw["label"]
    if raw["label_src"] == "filers-label" and letters(raw["label"]) == letters(raw["name"]):
        return raw["label"]
    return ""


def is_guess(raw: dict[str, str]) -> bool:
    if any(raw[column] in GUESSES for column in DECIDING):
        return True
    by_suffix = "suffix-rule" in (raw["type_src"], raw["period_src"])
    return by_suffix and BOUND_ENDINGS.search(raw["name"]) is None


def us_gaap_rows(
    elements: list[dict[str, str]], package: Package, older: Package, uses: Counter[str], year: str
) -> tuple[list[Row], dict[str, str]]:
    """The shipped rows of us-gaap, and the default member of every axis of the taxonomy."""
    statements = statement_concepts(package, year)
    default, tables = axes(package, year)
    wanted = set(statements) | {name for name, count in uses.items() if count >= MIN_USES}
    for axis, count in tables.items():
        if count >= MIN_TABLES and axis in default:
            wanted.update(q.partition(":")[2] for q in (axis, default[axis]) if q.startswith("us-gaap:"))
    ways = (successors(package), successors(older))
    known = {f"us-gaap:{raw['name']}" for raw in elements if raw["deprecated"] == "0"}
    rows = []
    for raw in elements:
        if raw["name"] not in wanted or is_guess(raw) or raw["type"] == ENUMERATION:
            continue
        deprecated = raw["deprecated"] == "1"
        old = f"us-gaap:{raw['name']}"
        rows.append(
            Row(
                name=raw["name"],
                type=raw["type"],
                substitution=raw["substitutionGroup"],
                period=raw["periodType"],
                balance=raw["balance"],
                abstract=raw["abstract"] == "true",
                label=label_of(raw),
                deprecated=deprecated,
                replaced_by=follow(old, known, ways) if deprecated else (),
            )
        )
    return rows, default


def labels(tree: etree._Element) -> dict[str, str]:
    """Name -> standard label of a label linkbase."""
    found = {}
    for extended in tree.iter(f"{LINK}labelLink"):
        located = locators(extended)
        texts = {
            text.get(f"{XLINK}label"): " ".join((text.text or "").split())
            for text in extended.iter(f"{LINK}label")
            if text.get(f"{XLINK}role") == LABEL
        }
        for arc in extended.iter(f"{LINK}labelArc"):
            if arc.get(f"{XLINK}to") in texts:
                concept = located[arc.get(f"{XLINK}from")]
                found[concept.partition(":")[2]] = texts[arc.get(f"{XLINK}to")]
    return found


def schema_rows(schema: etree._Element, names: dict[str, str]) -> list[Row]:
    """Every item of a schema. Other elements (domains of typed axes) are facts of the axis row.

    The linkbases of srt and dei at hand deprecate none of the year's elements.
    """
    typed = {e.get("id"): e.get("type", "") for e in schema.iter(f"{XS}element")}
    rows = []
    for element in schema.iter(f"{XS}element"):
        if element.get("substitutionGroup") is None:
            continue
        more = {
            f"enum2:{k}": v for k in ("domain", "linkrole", "headUsable") if (v := element.get(ENUM2 + k))
        }
        reference = element.get(f"{XBRLDT}typedDomainRef")
        if reference is not None:
            identifier = reference.lstrip("#")
            more["typed"] = identifier.partition("_")[2]
            more["typedType"] = typed[identifier]
        name = element.get("name", "")
        rows.append(
            Row(
                name=name,
                type=element.get("type", ""),
                substitution=element.get("substitutionGroup", ""),
                period=element.get(f"{XBRLI}periodType", ""),
                balance=element.get(f"{XBRLI}balance", ""),
                abstract=element.get("abstract") == "true",
                label=names.get(name, ""),
                more=more,
            )
        )
    return rows


def type_rows(schema: etree._Element, prefix: str, used: set[str]) -> list[tuple[str, str, str, str]]:
    """(type, base, facet, value) of every used type of a schema; a type without facets has one row."""
    rows = []
    for defined in schema.iter(f"{XS}complexType"):
        name = f"{prefix}:{defined.get('name')}"
        if name not in used:
            continue
        (restriction,) = defined.iter(f"{XS}restriction")
        base = restriction.get("base", "")
        facets = [
            (etree.QName(f).localname, f.get("value", ""))
            for f in restriction
            if isinstance(f.tag, str) and f.get("value") is not None
        ]
        rows += [(name, base, facet, value) for facet, value in facets or [("", "")]]
    return rows


def removed_rows(
    elements: list[dict[str, str]], package: Package, older: Package, uses: Counter[str]
) -> list[tuple[str, str, str]]:
    """(name, what stands in its place now, who says so) of elements that filers used and the year lacks."""
    now = {raw["name"] for raw in elements}
    known = {f"us-gaap:{raw['name']}" for raw in elements if raw["deprecated"] == "0"}
    ways = (successors(package), successors(older))
    rows = []
    for name in sorted((set(uses) | set(BY_HAND)) - now):
        new, source = follow(f"us-gaap:{name}", known, ways), "linkbase"
        if not new and name in BY_HAND:
            new, source = tuple(f"us-gaap:{n}" for n in BY_HAND[name].split()), "hand"
            if not known.issuperset(new):
                raise SystemExit(f"BY_HAND leads {name} to what is not there: {new}")
        rows.append((name, " ".join(new), source if new else ""))
    return rows


def write(path: Path, header: Iterable[str], rows: Iterable[Iterable[str]]) -> int:
    lines = ["\t".join(header)]
    for row in rows:
        cells = list(row)
        if any("\t" in c or "\n" in c for c in cells):
            raise SystemExit(f"{path.name}: a cell has a tab or a line break: {cells}")
        lines.append("\t".join(cells))
    path.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    return len(lines) - 1


TOML = """\
# What the tables of this folder belong to. Made by make_tables.py; see ../README.md.
name = "us-gaap/{y}"

[prefixes.us-gaap]
namespace = "http://fasb.org/us-gaap/{y}"
location = "https://xbrl.fasb.org/us-gaap/{y}/elts/us-gaap-{y}.xsd"
dtr = "2024-01-31"
complete = false

[prefixes.srt]
namespace = "http://fasb.org/srt/{y}"
location = "https://xbrl.fasb.org/srt/{y}/elts/srt-{y}.xsd"
dtr = "2024-01-31"
complete = true

[prefixes.dei]
namespace = "http://xbrl.sec.gov/dei/{y}"
location = "https://xbrl.sec.gov/dei/{y}/dei-{y}.xsd"
dtr = "2022-03-31"
complete = true

# Schemas that define only types; those of dei stand in its own schema.
[types.us-types]
namespace = "http://fasb.org/us-types/{y}"
location = "https://xbrl.fasb.org/us-gaap/{y}/elts/us-types-{y}.xsd"

[types.srt-types]
namespace = "http://fasb.org/srt-types/{y}"
location = "https://xbrl.fasb.org/srt/{y}/elts/srt-types-{y}.xsd"
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    for option in ("elements", "package", "older", "pairs", "out"):
        parser.add_argument(f"--{option}", type=Path, required=True)
    parser.add_argument("--year", default="2025")
    given = parser.parse_args()
    year: str = given.year
    package, older = Package(given.package), Package(given.older)
    elements = sorted(read_table(given.elements), key=lambda raw: raw["name"])
    uses: Counter[str] = Counter()
    for pair in read_table(given.pairs):
        uses[pair["concept"]] += int(pair["count"])

    rows, default = us_gaap_rows(elements, package, older, uses, year)
    dei, srt = package.one(rf"/dei-{year}\.xsd$"), package.one(rf"/srt-{year}\.xsd$")
    tables = {
        "us-gaap": rows,
        "srt": schema_rows(srt, labels(package.one(rf"/srt-lab-{year}\.xml$"))),
        "dei": schema_rows(dei, labels(package.one(rf"/dei-{year}_lab\.xsd$"))),
    }
    folder: Path = given.out / year
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    shipped: set[str] = set()
    for prefix, table in tables.items():
        table.sort(key=lambda row: row.name)
        shipped.update(f"{prefix}:{row.name}" for row in table)
        counts[f"{prefix}.tsv"] = write(folder / f"{prefix}.tsv", COLUMNS, (row.cells() for row in table))
    used = {row.type for table in tables.values() for row in table}
    types = [
        *type_rows(dei, "dei", used),
        *type_rows(package.one(rf"/us-types-{year}\.xsd$"), "us-types", used),
        *type_rows(package.one(rf"/srt-types-{year}\.xsd$"), "srt-types", used),
    ]
    counts["types.tsv"] = write(folder / "types.tsv", ("type", "base", "facet", "value"), types)
    pairs = sorted((a, d) for a, d in default.items() if a in shipped and d in shipped)
    counts["axes.tsv"] = write(folder / "axes.tsv", ("axis", "default"), pairs)
    gone = removed_rows(elements, package, older, uses)
    counts["removed.tsv"] = write(folder / "removed.tsv", ("name", "replaced_by", "source"), gone)
    (folder / "taxonomy.toml").write_text(TOML.format(y=year), "utf-8", newline="\n")
    for name, count in counts.items():
        print(f"{name}: {count} rows")


if __name__ == "__main__":
    main()
