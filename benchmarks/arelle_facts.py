"""What Arelle reads of a report, as JSON on standard output: facts, networks and labels.

``python benchmarks/arelle_facts.py REPORT [PACKAGE ...]``, one report in a process, offline.
"""

from __future__ import annotations

import json
import sys
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any


def main(report: str, packages: list[str]) -> int:
    from arelle import Cntlr, PackageManager

    cntlr = Cntlr.Cntlr(logFileName="logToBuffer", disable_persistent_config=True)
    cntlr.webCache.workOffline = True
    PackageManager.init(cntlr, loadPackagesConfig=False)
    for package in packages:
        PackageManager.addPackage(cntlr, package)
    PackageManager.rebuildRemappings(cntlr)
    loaded = cntlr.modelManager.load(str(Path(report).absolute()))
    if loaded is None or loaded.modelDocument is None:
        return 1
    json.dump(
        {"facts": facts_of(loaded), "arcs": arcs_of(loaded), "labels": labels_of(loaded)},
        sys.stdout,
    )
    return 0


def facts_of(loaded: Any) -> list[list[Any]]:
    """(concept, period, members, unit, value, decimals, nil, language, footnotes), sorted."""
    from arelle import XbrlConst

    notes = loaded.relationshipSet(XbrlConst.factFootnote)
    found = [told(f, notes) for f in all_facts(loaded)]
    return sorted(found, key=repr)


def all_facts(loaded: Any) -> list[Any]:
    seen: list[Any] = []
    todo = list(loaded.facts)
    while todo:
        fact = todo.pop()
        if fact.isTuple:
            todo += fact.modelTupleFacts
        else:
            seen.append(fact)
    return seen


def told(fact: Any, notes: Any) -> list[Any]:
    context = fact.context
    period, members = "", []
    if context is not None:
        if context.isInstantPeriod:
            period = str(context.instantDatetime)
        elif context.isStartEndPeriod:
            period = f"{context.startDatetime}..{context.endDatetime}"
        else:
            period = "forever"
        for axis, value in context.qnameDims.items():
            if value.isExplicit:
                member = name_of(value.memberQname)
            else:
                member = " ".join(value.typedMember.textValue.split())
            members.append([name_of(axis), member])
    unit = None
    if fact.unitID is not None and fact.unit is not None:
        unit = [sorted(map(name_of, part)) for part in fact.unit.measures]
    value: str | None = None
    if not fact.isNil:
        value = number(fact.value) if fact.unitID is not None else " ".join((fact.value or "").split())
    texts = [" ".join((r.toModelObject.textValue or "").split()) for r in notes.fromModelObject(fact)]
    return [
        name_of(fact.qname),
        period,
        sorted(members),
        unit,
        value,
        None if fact.isNil or unit is None else fact.decimals,
        bool(fact.isNil),
        (fact.xmlLang or "").lower() if unit is None else "",
        sorted(texts),
    ]


def number(text: str) -> str:
    try:
        return format(Decimal(text.strip()).normalize(), "f")
    except (InvalidOperation, AttributeError):
        return f"unread: {text!r}"


def name_of(qname: Any) -> str:
    return f"{qname.namespaceURI}#{qname.localName}" if qname is not None else ""


def own(loaded: Any, thing: Any) -> bool:
    """Is it of the filing's own files, and not of a standard taxonomy?"""
    home = str(Path(loaded.modelDocument.filepath).parent.resolve())
    return str(thing.modelDocument.filepath).startswith(home) or not thing.modelDocument.uri.startswith(
        "http"
    )


def arcs_of(loaded: Any) -> list[list[Any]]:
    found = []
    for arcrole, role, link, arc in list(loaded.baseSets):
        if (
            role is None
            or link is None
            or arc is None
            or arc.localName in ("labelArc", "footnoteArc", "referenceArc")
        ):
            continue
        for r in loaded.relationshipSet(arcrole, role, link, arc).modelRelationships:
            if r.fromModelObject is None or r.toModelObject is None or not own(loaded, r.arcElement):
                continue
            found.append(
                [
                    arcrole,
                    role,
                    name_of(r.fromModelObject.qname),
                    name_of(r.toModelObject.qname),
                    str(Decimal(str(r.order)).normalize()),
                    None if arc.localName != "calculationArc" else str(r.weight),
                    r.preferredLabel,
                    r.arcElement.get("{http://xbrl.org/2005/xbrldt}targetRole"),
                    r.arcElement.get("{http://xbrl.org/2005/xbrldt}usable", "true"),
                ]
            )
    return sorted(found, key=repr)


def labels_of(loaded: Any) -> list[list[str]]:
    from arelle import XbrlConst

    found = []
    for r in loaded.relationshipSet(XbrlConst.conceptLabel).modelRelationships:
        if r.fromModelObject is not None and own(loaded, r.arcElement):
            label = r.toModelObject
            text = " ".join((label.textValue or "").split())
            found.append([name_of(r.fromModelObject.qname), label.role, (label.xmlLang or "").lower(), text])
    return sorted(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
