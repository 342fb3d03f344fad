"""Make the shipped concept tables of one taxonomy year.

    python taxonomy/make_tables.py --elements ELEMENTS --package PACKAGE --older OLDER --pairs PAIRS \\
        --used taxonomy/used.tsv --out taxonomy

* ELEMENTS: tab-separated table of every us-gaap element, each attribute with its source (``*_src``).
* PACKAGE: taxonomy package of the year: linkbases, and the schemas and labels of srt and dei.
* OLDER: official package of an older year, for elements that have been removed since.
* PAIRS: tab-separated (label, concept, count) pairs of what filers used.
* USED: tab-separated (name, filings) of what whole filings use; ``count_uses.py`` makes it.

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
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from lxml import etree

from xbrlgen.catalog.package import (
    COLUMNS,
    ConceptRow,
    TaxonomyPackage,
    arcs,
    axes,
    elements,
    follow,
    labels,
    successors,
    types,
    write_table,
)

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
# What whole filings of today use, notes and all, is shipped from this many filings on; so is every text
# block in force, since a note of any filer is one of them.
MIN_FILINGS = 1
# Axes are shipped from this many tables of the taxonomy on, with their default members.
MIN_TABLES = 3
TEXT_BLOCK = "dtr-types:textBlockItemType"
# The further schemas of the SEC that a report on financial statements uses: insider trading arrangements
# and pay (ecd), cybersecurity (cyd), and members for countries, states and currencies.
SEC = ("ecd", "cyd", "country", "stpr", "currency")
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


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a tab-separated file, or of the only one in a zip."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            (name,) = [n for n in archive.namelist() if n.endswith(".tsv")]
            data = archive.read(name).decode("utf-8")
    else:
        data = path.read_text("utf-8")
    yield from csv.DictReader(io.StringIO(data), delimiter="\t")


def statement_concepts(package: TaxonomyPackage, year: str) -> set[str]:
    """Names of us-gaap that the primary statements of the year present."""
    found: set[str] = set()
    for name in package.find(rf"/stm/us-gaap-stm-.*-pre-{year}\.xml$"):
        for _, parent, child in arcs(package.tree(name), "presentation"):
            found.update(q.partition(":")[2] for q in (parent, child) if q.startswith("us-gaap:"))
    return found


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
    table: list[dict[str, str]],
    package: TaxonomyPackage,
    older: TaxonomyPackage,
    uses: Counter[str],
    filed: Counter[str],
    year: str,
) -> tuple[list[ConceptRow], dict[str, str]]:
    """The shipped rows of us-gaap, and the default member of every axis of the taxonomy."""
    statements = statement_concepts(package, year)
    default, tables = axes(package, year)
    wanted = set(statements) | {name for name, count in uses.items() if count >= MIN_USES}
    wanted.update(name for name, count in filed.items() if count >= MIN_FILINGS)
    wanted.update(raw["name"] for raw in table if raw["type"] == TEXT_BLOCK and raw["deprecated"] == "0")
    for axis, count in tables.items():
        if count >= MIN_TABLES and axis in default:
            wanted.update(q.partition(":")[2] for q in (axis, default[axis]) if q.startswith("us-gaap:"))
    ways = (successors(package), successors(older))
    known = {f"us-gaap:{raw['name']}" for raw in table if raw["deprecated"] == "0"}
    rows = []
    for raw in table:
        if raw["name"] not in wanted or is_guess(raw) or raw["type"] == ENUMERATION:
            continue
        deprecated = raw["deprecated"] == "1"
        old = f"us-gaap:{raw['name']}"
        rows.append(
            ConceptRow(
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


def labelled(prefix: str, schema: etree._Element, linkbase: etree._Element | None) -> list[ConceptRow]:
    """Every row of a schema, with its label. The linkbases at hand deprecate nothing of srt and dei."""
    known = {} if linkbase is None else labels(linkbase)
    return [replace(row, label=known.get(f"{prefix}:{row.name}", "")) for row in elements(schema)]


def removed_rows(
    table: list[dict[str, str]], package: TaxonomyPackage, older: TaxonomyPackage, uses: Counter[str]
) -> list[tuple[str, str, str]]:
    """(name, what stands in its place now, who says so) of elements that filers used and the year lacks."""
    now = {raw["name"] for raw in table}
    known = {f"us-gaap:{raw['name']}" for raw in table if raw["deprecated"] == "0"}
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

[prefixes.ecd]
namespace = "http://xbrl.sec.gov/ecd/{y}"
location = "https://xbrl.sec.gov/ecd/{y}/ecd-{y}.xsd"
dtr = "2022-03-31"
complete = true

[prefixes.cyd]
namespace = "http://xbrl.sec.gov/cyd/{y}"
location = "https://xbrl.sec.gov/cyd/{y}/cyd-{y}.xsd"
dtr = "2022-03-31"
complete = false

[prefixes.country]
namespace = "http://xbrl.sec.gov/country/{y}"
location = "https://xbrl.sec.gov/country/{y}/country-{y}.xsd"
dtr = "2022-03-31"
complete = true

[prefixes.stpr]
namespace = "http://xbrl.sec.gov/stpr/{y}"
location = "https://xbrl.sec.gov/stpr/{y}/stpr-{y}.xsd"
dtr = "2022-03-31"
complete = true

[prefixes.currency]
namespace = "http://xbrl.sec.gov/currency/{y}"
location = "https://xbrl.sec.gov/currency/{y}/currency-{y}.xsd"
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
    for option in ("elements", "package", "older", "pairs", "used", "out"):
        parser.add_argument(f"--{option}", type=Path, required=True)
    parser.add_argument("--year", default="2025")
    given = parser.parse_args()
    year: str = given.year
    package, older = TaxonomyPackage(given.package), TaxonomyPackage(given.older)
    table = sorted(read_table(given.elements), key=lambda raw: raw["name"])
    uses: Counter[str] = Counter()
    for pair in read_table(given.pairs):
        uses[pair["concept"]] += int(pair["count"])
    filed = Counter({row["name"]: int(row["filings"]) for row in read_table(given.used)})

    rows, default = us_gaap_rows(table, package, older, uses, filed, year)
    dei, srt = package.one(rf"/dei-{year}\.xsd$"), package.one(rf"/srt-{year}\.xsd$")
    rows_of = {
        "us-gaap": rows,
        "srt": labelled("srt", srt, package.one(rf"/srt-lab-{year}\.xml$")),
        "dei": labelled("dei", dei, package.one(rf"/dei-{year}_lab\.xsd$")),
    }
    for prefix in SEC:
        known = next(iter(package.find(rf"/{prefix}-{year}_lab\.xsd$")), None)
        schema = package.one(rf"/{prefix}-{year}\.xsd$")
        rows_of[prefix] = labelled(prefix, schema, None if known is None else package.tree(known))
    folder: Path = given.out / year
    folder.mkdir(parents=True, exist_ok=True)
    counts = {}
    for prefix, prefixed in rows_of.items():
        cells = (row.cells() for row in sorted(prefixed, key=lambda row: row.name))
        counts[f"{prefix}.tsv"] = write_table(folder / f"{prefix}.tsv", COLUMNS, cells)
    shipped = {f"{prefix}:{row.name}" for prefix, prefixed in rows_of.items() for row in prefixed}
    used = {row.type for prefixed in rows_of.values() for row in prefixed}
    defined = [
        *types(dei, "dei", used),
        *types(package.one(rf"/ecd-{year}\.xsd$"), "ecd", used),
        *types(package.one(rf"/us-types-{year}\.xsd$"), "us-types", used),
        *types(package.one(rf"/srt-types-{year}\.xsd$"), "srt-types", used),
    ]
    counts["types.tsv"] = write_table(folder / "types.tsv", ("type", "base", "facet", "value"), defined)
    pairs = sorted((a, d) for a, d in default.items() if a in shipped and d in shipped)
    counts["axes.tsv"] = write_table(folder / "axes.tsv", ("axis", "default"), pairs)
    gone = removed_rows(table, package, older, uses)
    counts["removed.tsv"] = write_table(folder / "removed.tsv", ("name", "replaced_by", "source"), gone)
    (folder / "taxonomy.toml").write_text(TOML.format(y=year), "utf-8", newline="\n")
    for name, count in counts.items():
        print(f"{name}: {count} rows")


if __name__ == "__main__":
    main()
