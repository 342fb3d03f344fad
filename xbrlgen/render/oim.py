"""The same report in the other syntaxes of the Open Information Model: xBRL-JSON and xBRL-CSV 1.0."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from functools import partial
from html import escape

from xbrlgen.model.package import Artifact
from xbrlgen.model.period import Period
from xbrlgen.model.report import Fact, Footnote, Report, Unit
from xbrlgen.model.xbrl import FACT_FOOTNOTE, LANGUAGE, LINK_ROLE, plain
from xbrlgen.render.engine import legal

XBRL = "https://xbrl.org/2021"
_SCHEME = "cik"
"""The prefix that stands for the entity's scheme."""
_FOOTNOTE, _GROUP = "footnote", "_"
"""The names that OIM 1.0 keeps for the standard arcrole and for the standard role of links."""
_NONE, _EMPTY, _NIL = "#none", "#empty", "#nil"
_ROWS = 512
"""How many rows are joined before they are encoded."""
_INK = 200
"""How many facts of JSON are joined before they are encoded."""
TEXT_TYPES = frozenset(
    {
        "xbrli:stringItemType",
        "xbrli:normalizedStringItemType",
        "xbrli:tokenItemType",
        "dtr-types:textBlockItemType",
        "us-types:financialDesignationType",
        "dei:accountingStandardItemType",
        "dei:centralIndexKeyItemType",
        "dei:countryCodeItemType",
        "dei:currencyItemType",
        "dei:dateOrAsapItemType",
        "dei:edgarExchangeCodeItemType",
        "dei:edgarStateCountryItemType",
        "dei:employerIdItemType",
        "dei:fileNumberItemType",
        "dei:filerCategoryItemType",
        "dei:fiscalPeriodItemType",
        "dei:internationalNameItemType",
        "dei:invCompanyType",
        "dei:legalEntityIdentifierItemType",
        "dei:nineDigitItemType",
        "dei:nonemptySequenceNumberItemType",
        "dei:otherReportingStandardItemNumberItemType",
        "dei:securityReportingObligationItemType",
        "dei:securityTitleItemType",
        "dei:sequenceNumberItemType",
        "dei:sicNumberItemType",
        "dei:stateOrProvinceItemType",
        "dei:submissionTypeItemType",
        "dei:tradingSymbolItemType",
        "dei:trueItemType",
        "dei:yesNoItemType",
        "srt-types:financialInstrumentGlobalIdentifierItemType",
        "us-types:authorizedUnlimitedItemType",
    }
)
"""Types derived from string: facts of these, and only these, have a language (OIM 1.0, text facts)."""
_LANGUAGE = "en-us"


def oim_artifacts(report: Report) -> tuple[Artifact, ...]:
    """``{base}.json`` (xBRL-JSON); ``{base}_csv.json`` with its tables ``{base}_facts.csv`` and
    ``{base}_notes.csv`` (xBRL-CSV). Facts have the ids of the instance."""
    base = report.extension.base
    artifacts = [
        Artifact(f"{base}.json", "application/json", partial(xbrl_json, report)),
        Artifact(f"{base}_csv.json", "application/json", partial(csv_metadata, report)),
        Artifact(f"{base}_facts.csv", "text/csv", partial(csv_facts, report)),
    ]
    if report.footnotes:
        artifacts.append(Artifact(f"{base}_notes.csv", "text/csv", partial(csv_notes, report)))
    return tuple(artifacts)


# -- xBRL-JSON -----------------------------------------------------------------------------


def xbrl_json(report: Report) -> Iterator[bytes]:
    """The report as xBRL-JSON, in pieces; one fact a line."""
    info = _info(report, "xbrl-json")
    yield f'{{\n"documentInfo": {json.dumps(info)},\n"facts": {{'.encode()
    pieces: list[str] = []
    for number, (name, fact) in enumerate(_json_facts(report)):
        pieces.append(f"{',' if number else ''}\n{json.dumps(name)}: {json.dumps(fact)}")
        if len(pieces) == _INK:
            yield "".join(pieces).encode()
            pieces.clear()
    yield ("".join(pieces) + "\n}\n}\n").encode()


def _json_facts(report: Report) -> Iterator[tuple[str, Mapping[str, object]]]:
    entity = _entity(report)
    for fact in report.facts:
        dimensions = {"concept": fact.concept.qname, "entity": entity}
        if (when := period(fact.context.period)) is not None:
            dimensions["period"] = when
        unit = None if fact.unit is None else oim_unit(fact.unit)
        if unit is not None:
            dimensions["unit"] = unit
        if fact.concept.type in TEXT_TYPES:
            dimensions["language"] = _language(fact)
        dimensions.update(fact.context.dimensions)
        said: dict[str, object] = {"value": None if fact.value is None else _value(fact)}
        if isinstance(fact.value, Decimal) and fact.decimals is not None:
            said["decimals"] = fact.decimals
        said["dimensions"] = dimensions
        if fact.footnotes:
            said["links"] = {_FOOTNOTE: {_GROUP: list(dict.fromkeys(n.id for n in fact.footnotes))}}
        yield fact.id, said
    for note in _used(report):
        about = {"concept": "xbrl:note", "noteId": note.id, "language": _LANGUAGE}
        yield note.id, {"value": _note(note), "dimensions": about}


# -- xBRL-CSV ------------------------------------------------------------------------------


def csv_metadata(report: Report) -> Iterator[bytes]:
    """What the columns of the tables mean, and which facts point to which notes."""
    base = report.extension.base
    axes, spoken = _axes(report), _speaks(report)
    dimensions: dict[str, str] = {
        "concept": "$concept",
        "entity": _entity(report),
        "period": "$period",
        "unit": "$unit",
        # Of no effect on facts that are no text.
        "language": "$language" if spoken else _LANGUAGE,
        **{axis: f"${_column(axis)}" for axis in axes},
    }
    columns: dict[str, object] = {name: {} for name in _names(axes, spoken)}
    columns["value"] = {"dimensions": dimensions, "decimals": "$decimals"}
    templates: dict[str, object] = {"facts": {"rowIdColumn": "id", "columns": columns}}
    tables: dict[str, object] = {"facts": {"template": "facts", "url": f"{base}_facts.csv"}}
    metadata: dict[str, object] = {"documentInfo": _info(report, "xbrl-csv")}
    if _used(report):
        note = {"dimensions": {"concept": "xbrl:note", "language": _LANGUAGE}}
        templates["notes"] = {"rowIdColumn": "id", "columns": {"id": {}, "note": note}}
        tables["notes"] = {"template": "notes", "url": f"{base}_notes.csv"}
        links = {
            f"facts.r_{_row(f.id)}.value": [
                f"notes.r_{_row(n)}.note" for n in dict.fromkeys(n.id for n in f.footnotes)
            ]
            for f in report.facts
            if f.footnotes
        }
        metadata["links"] = {_FOOTNOTE: {_GROUP: links}}
    metadata |= {"tableTemplates": templates, "tables": tables}
    yield (json.dumps(metadata, indent=1) + "\n").encode()


def csv_facts(report: Report) -> Iterator[bytes]:
    """One row for each fact; a dimension that a fact lacks is ``#none``."""
    axes, spoken = _axes(report), _speaks(report)

    def rows() -> Iterator[tuple[object, ...]]:
        yield _names(axes, spoken)
        for fact in report.facts:
            members = dict(fact.context.dimensions)
            unit = None if fact.unit is None else oim_unit(fact.unit)
            exact = not isinstance(fact.value, Decimal) or fact.decimals is None
            yield (
                _row(fact.id),
                fact.concept.qname,
                period(fact.context.period) or _NONE,
                unit or _NONE,
                _NONE if exact else fact.decimals,
                *(members.get(axis, _NONE) for axis in axes),
                *([_language(fact) if fact.unit is None else _NONE] if spoken else []),
                _NIL if fact.value is None else _cell(_value(fact)),
            )

    return _csv(rows())


def csv_notes(report: Report) -> Iterator[bytes]:
    """One row for each footnote that facts point to."""
    rows = ((_row(n.id), _cell(_note(n))) for n in _used(report))
    return _csv((("id", "note"), *rows))


def _csv(rows: Iterable[tuple[object, ...]]) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for number, row in enumerate(rows, start=1):
        writer.writerow(row)
        if number % _ROWS == 0:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _cell(text: str) -> str:
    """xBRL-CSV 1.0 special values: what begins with ``#`` is doubled, nothing is ``#empty``."""
    return _EMPTY if not text else f"#{text}" if text.startswith("#") else text


def _row(name: str) -> str:
    """A row identifier has no full stop, which parts table, row and column of a fact's id."""
    return name.replace(".", "\xb7")


def _names(axes: Iterable[str], spoken: bool) -> tuple[str, ...]:
    language = ("language",) if spoken else ()
    return ("id", "concept", "period", "unit", "decimals", *map(_column, axes), *language, "value")


def _speaks(report: Report) -> bool:
    """Is a text in another language than the report's?"""
    return any(f.language not in ("", LANGUAGE) for f in report.facts)


def _language(fact: Fact) -> str:
    return fact.language.lower() or _LANGUAGE


def _column(axis: str) -> str:
    return axis.replace(":", "_")


def _axes(report: Report) -> list[str]:
    return sorted({axis for c in report.contexts for axis, _ in c.dimensions})


# -- what both say -------------------------------------------------------------------------


def _info(report: Report, kind: str) -> dict[str, object]:
    extension = report.extension
    namespaces = {
        "xbrl": XBRL,
        "xbrli": "http://www.xbrl.org/2003/instance",
        "iso4217": "http://www.xbrl.org/2003/iso4217",
        _SCHEME: report.entity.scheme,
        **{i.prefix: i.namespace for i in extension.imports},
        extension.prefix: extension.namespace,
    }
    info: dict[str, object] = {"documentType": f"{XBRL}/{kind}", "namespaces": namespaces}
    if _used(report):
        info["linkTypes"] = {_FOOTNOTE: FACT_FOOTNOTE}
        info["linkGroups"] = {_GROUP: LINK_ROLE}
    info["taxonomy"] = [f"{extension.base}.xsd"]
    return info


def _used(report: Report) -> tuple[Footnote, ...]:
    pointed = {note.id for fact in report.facts for note in fact.footnotes}
    return tuple(n for n in report.footnotes if n.id in pointed)


def _entity(report: Report) -> str:
    return f"{_SCHEME}:{report.entity.identifier}"


def period(of: Period) -> str | None:
    """OIM 1.0: times, not days; an end is the midnight after the last day. Forever is no period."""
    if of.is_forever:
        return None
    end = f"{of.end + timedelta(days=1)}T00:00:00"
    return end if of.start is None else f"{of.start}T00:00:00/{end}"


def oim_unit(unit: Unit) -> str | None:
    """``iso4217:USD/xbrli:shares``: measures in order, products in brackets; None for a pure number."""
    top, bottom = sorted(unit.numerator), sorted(unit.denominator)
    if top == ["xbrli:pure"] and not bottom:
        return None
    if not bottom:
        return "*".join(top)
    return "/".join(f"({'*'.join(m)})" if len(m) > 1 else m[0] for m in (top, bottom))


def _value(fact: Fact) -> str:
    return legal(plain(fact.value))


def _note(note: Footnote) -> str:
    """A note is a fragment of XHTML: its text, escaped."""
    return escape(legal(note.text), quote=False)
