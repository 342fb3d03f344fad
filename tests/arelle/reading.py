"""A report as Arelle reads it, whatever its syntax: facts by their aspects, and their footnotes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xbrlgen.check.with_arelle import _Collector, _fenced

INLINE, OIM = "inlineXbrlDocumentSet", "loadFromOIM"
BAD = {"ERROR", "WARNING", "CRITICAL", "INCONSISTENCY", "ERROR-SEMANTIC", "WARNING-SEMANTIC"}
ABOUT_THE_MACHINE = {"arelle:uiLocale"}
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
Aspects = tuple[object, ...]


@dataclass(frozen=True)
class Said:
    """What a fact says: ``notes`` are texts of footnotes with arcrole, link role and language."""

    value: object
    decimals: str | None
    language: str | None
    notes: frozenset[tuple[str, ...]]


@dataclass(frozen=True)
class Reading:
    """``facts`` by concept, entity, period, members and unit; ``messages`` are (level, code, text)."""

    facts: dict[Aspects, list[Said]]
    messages: list[tuple[str, str, str]]

    @property
    def complaints(self) -> list[str]:
        return [f"[{code}] {text}" for level, code, text in self.messages if level in BAD]

    @property
    def single(self) -> dict[Aspects, Said]:
        """Each fact once; fails if one is said twice."""
        assert all(len(said) == 1 for said in self.facts.values())
        return {aspects: said[0] for aspects, said in self.facts.items()}


def read(
    entry: Path | Sequence[Path],
    package: Path,
    *,
    plugin: str | None = None,
    calculations: str | None = None,
    extract: bool = False,
    deduplicate: bool = False,
) -> Reading:
    """Load, validate and read a report, offline. Several entries are one Inline XBRL document set.

    ``calculations`` is Arelle's name of a mode: ``xbrl21-dedup``, ``round-to-nearest``. ``extract``
    writes the target instance beside the document. ``deduplicate`` leaves out, by Arelle's
    judgement, what a more precise consistent fact says.
    """
    from arelle import ValidateDuplicateFacts
    from arelle.api.Session import Session
    from arelle.RuntimeOptions import RuntimeOptions

    files = [entry] if isinstance(entry, Path) else list(entry)
    target = str(files[0])
    if plugin == INLINE:
        target = json.dumps([{"ixds": [{"file": str(f)} for f in files]}])
    collector = _Collector()
    options = RuntimeOptions(
        entrypointFile=target,
        internetConnectivity="offline",
        disablePersistentConfig=True,
        uiLang="en",
        packages=[str(package)],
        plugins=plugin,
        validate=True,
        utrValidate=True,
        calcs=calculations,
        validateDuplicateFacts="inconsistent",
        logPropagate=False,
        keepOpen=True,
        pluginOptions={"saveTargetInstance": True} if extract else None,
    )
    with _fenced(), Session() as session:
        session.run(options, logHandler=collector)
        (model,) = session.get_models()
        facts = list(model.facts)
        if deduplicate:
            kind = ValidateDuplicateFacts.DeduplicationType.CONSISTENT_PAIRS
            facts = ValidateDuplicateFacts.getDeduplicatedFacts(model, kind)
        found: dict[Aspects, list[Said]] = {}
        for fact in facts:
            found.setdefault(_aspects(fact), []).append(_said(model, fact))
        model.close()
    messages = [(m.level, m.code, m.text) for m in collector.messages if m.code not in ABOUT_THE_MACHINE]
    return Reading(found, messages)


def _aspects(fact) -> Aspects:  # type: ignore[no-untyped-def]
    context, unit = fact.context, fact.unit
    return (
        str(fact.qname.clarkNotation),
        context.entityIdentifier,
        None if context.isInstantPeriod else context.startDatetime.isoformat(),
        context.endDatetime.isoformat(),
        tuple(sorted((d.clarkNotation, v.memberQname.clarkNotation) for d, v in context.qnameDims.items())),
        None
        if unit is None
        else tuple(tuple(sorted(m.clarkNotation for m in side)) for side in unit.measures),
    )


def _said(model, fact) -> Said:  # type: ignore[no-untyped-def]
    from arelle import XmlUtil

    text = fact.concept.type.isOimTextFactType
    notes = frozenset(
        (_text(r.toModelObject), r.arcrole, r.linkrole, (r.toModelObject.xmlLang or "").lower())
        for r in model.relationshipSet("XBRL-footnotes").fromModelObject(fact)
    )
    # Arelle looks for an inline fact's language at its parent only; it is in scope from <html> on.
    language = (XmlUtil.ancestorOrSelfAttr(fact, XML_LANG) or "").lower() if text else None
    value = None if fact.isNil else fact.xValue
    return Said(value, fact.decimals if fact.isNumeric else None, language, notes)


def _text(note) -> str:  # type: ignore[no-untyped-def]
    """The text of a footnote; of an inline one not as the markup that shows it."""
    return str(getattr(note, "htmlValue", None) or note.viewText())
