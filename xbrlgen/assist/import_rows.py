"""An imported filing's facts as rows: one for each element of its pages, or for each fact of an instance."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from xbrlgen.model.codes import finding
from xbrlgen.model.document import CONTINUATION, EXCLUDE, FOOTNOTE, NON_FRACTION, NON_NUMERIC
from xbrlgen.model.finding import Finding, Severity
from xbrlgen.model.given import HEADER, SHOWN, Given
from xbrlgen.model.markup import text_of_markup
from xbrlgen.model.report import Report
from xbrlgen.model.stripped import InlineElement, StrippedPage
from xbrlgen.model.where import Where
from xbrlgen.model.xbrl import TRANSFORMATIONS
from xbrlgen.written.views import FactView, Written

_REGISTRIES = {uri: prefix for prefix, uri in TRANSFORMATIONS.items()}
_FRAME = frozenset({"header", "hidden", "references", "resources", "relationship"})
"""Elements that say nothing by themselves: the build writes its own."""
_CARRIED = frozenset({"", "en-us"})


class GivenRows:
    """Makes the rows of one filing; ``findings`` say what cannot be carried (XG-IMP-002)."""

    def __init__(self, written: Written, report: Report) -> None:
        self.written = written
        self.contexts = {c.id: c for c in report.contexts}
        self.units = {u.id: u for u in report.units}
        self.notes: dict[str, list[str]] = {}
        for note in written.footnotes:
            for fact in note.facts:
                self.notes.setdefault(fact, []).append(note.id)
        self.lost: Counter[str] = Counter()
        self.lost_at: dict[str, Where] = {}

    # -- pages -------------------------------------------------------------------------------

    def of_page(self, file: str, page: StrippedPage) -> tuple[Given, ...]:
        """The rows of a page, in the order in which its elements began."""
        return tuple(self._elements(file, page))

    def _elements(self, file: str, page: StrippedPage) -> Iterator[Given]:
        views = iter([f for f in self.written.facts if f.where.file == file])
        namespaces = next(
            (f.root.nsmap for f in self.written.files if f.name == file and f.root is not None), {}
        )
        language = _root_language(page.text)
        for e in page.elements:
            if e.name == "references" and e.attributes.get("xml:lang"):
                yield Given(Where(file), element=HEADER, language=e.attributes["xml:lang"])
            if e.name in _FRAME:
                continue
            if e.name in (NON_FRACTION, NON_NUMERIC):
                given = self._fact(next(views), e, page.text, namespaces, language)
            elif e.name in (CONTINUATION, EXCLUDE, FOOTNOTE):
                given = self._part(file, e, page.text)
            else:
                self.lose(f"an ix:{e.name}", Where(file))
                continue
            if given is not None:
                yield given

    def _fact(
        self,
        view: FactView,
        element: InlineElement,
        page: str,
        namespaces: Mapping[str | None, str],
        language: str,
    ) -> Given | None:
        context = self.contexts.get(view.context)
        unit = None if view.unit is None else self.units.get(view.unit)
        if context is None or (view.unit is not None and unit is None):
            self.lose("a fact whose context or unit is missing or cannot be read", view.where)
            return None
        said = element.attributes
        if said.get("target"):
            self.lose("a fact of a second target document", view.where)
            return None
        shown = text_of_markup(page[element.start : element.end])
        scale = said.get("scale") or "0"
        own = view.lang if view.lang.lower() != language.lower() and unit is None else ""
        return Given(
            where=view.where,
            extent=None if element.hidden else (element.start, element.end),
            printed="" if element.hidden else " ".join(shown.split())[:SHOWN].strip(),
            id=view.id,
            concept=view.concept,
            period=context.period,
            members=context.dimensions,
            typed=context.typed,
            unit=unit,
            value=element.content if element.hidden else "",
            decimals=_decimals(view),
            scale=int(scale) if re.fullmatch(r"[+-]?\d{1,3}", scale) else 0,
            negative=said.get("sign") == "-",
            format=self.format_(view, namespaces),
            nil=view.nil,
            escape=said.get("escape") in ("true", "1"),
            language=own,
            continued=said.get("continuedat", ""),
            notes=tuple(dict.fromkeys(self.notes.get(view.id, ()) if view.id else ())),
        )

    def format_(self, view: FactView, namespaces: Mapping[str | None, str]) -> str:
        """The transformation with the usual prefix of its registry."""
        prefix, colon, name = view.format.partition(":")
        if not colon:
            return view.format
        known = _REGISTRIES.get(namespaces.get(prefix, ""))
        if known is None:
            self.lose(f"a transformation of a registry that is not known ({view.format})", view.where)
            return ""
        return f"{known}:{name}"

    def _part(self, file: str, element: InlineElement, page: str) -> Given:
        shown = text_of_markup(page[element.start : element.end])
        note = element.name == FOOTNOTE
        return Given(
            where=Where(file),
            extent=None if element.hidden else (element.start, element.end),
            printed="" if element.hidden else " ".join(shown.split())[:SHOWN].strip(),
            element=element.name,
            id=element.attributes.get("id", ""),
            value=element.content if element.hidden else "",
            language=element.attributes.get("xml:lang", "") if note else "",
            continued=element.attributes.get("continuedat", ""),
        )

    # -- instances ---------------------------------------------------------------------------

    def of_instance(self) -> tuple[Given, ...]:
        """The facts of a report without a page, then its footnotes."""
        return (*self._plain(), *self._notes())

    def _plain(self) -> Iterator[Given]:
        taken = Counter(f.id for f in self.written.facts)
        for view in self.written.facts:
            context = self.contexts.get(view.context)
            unit = None if view.unit is None else self.units.get(view.unit)
            if context is None or (view.unit is not None and unit is None):
                self.lose("a fact whose context or unit is missing or cannot be read", view.where)
                continue
            named = taken[view.id] == 1
            yield Given(
                where=view.where,
                id=view.id if named else "",
                concept=view.concept,
                period=context.period,
                members=context.dimensions,
                typed=context.typed,
                unit=unit,
                value="" if view.nil else view.raw.strip() if unit is not None else view.raw,
                decimals=_decimals(view),
                nil=view.nil,
                language="" if view.lang.lower() in _CARRIED or unit is not None else view.lang,
                notes=tuple(dict.fromkeys(self.notes.get(view.id, ()))) if named and view.id else (),
            )

    def _notes(self) -> Iterator[Given]:
        for note in {n.id: n for n in reversed(self.written.footnotes)}.values():
            yield Given(
                where=note.where, element=FOOTNOTE, id=note.id, value=text_of_markup(note.text).strip()
            )

    # -- what is lost ------------------------------------------------------------------------

    def lose(self, what: str, where: Where | None) -> None:
        self.lost[what] += 1
        if where is not None:
            self.lost_at.setdefault(what, where)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(
            finding(
                "XG-IMP-002",
                f"{what} cannot be carried" + (f" ({number:,} times)" if number > 1 else ""),
                self.lost_at.get(what),
                severity=Severity.WARNING,
            )
            for what, number in self.lost.items()
        )


def _decimals(view: FactView) -> str:
    """As written; ``precision`` stays what it is, told as decimals (XBRL 2.1 section 4.6.6)."""
    if view.unit is None or view.nil:
        return ""
    said = (view.decimals or "").strip()
    if said or view.precision is None:
        return said
    digits = view.precision.strip()
    if not digits.isdigit() or not isinstance(view.value, Decimal) or not view.value:
        return "INF"
    return str(int(digits) - view.value.adjusted() - 1)


def _root_language(page: str) -> str:
    found = re.search(r"<html\b[^>]*?\sxml:lang\s*=\s*[\"']([^\"']*)", page)
    return found[1] if found else ""
