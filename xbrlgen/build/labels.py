"""Labels: the company's captions where they name one thing, the taxonomy's words elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding
from xbrlgen.model.mapping import LineRule, Mapping
from xbrlgen.model.report import Fact, Label
from xbrlgen.model.taxonomy import Concept
from xbrlgen.model.vocabulary import Vocabulary
from xbrlgen.model.where import Where
from xbrlgen.model.xbrl import DOCUMENTATION, REGISTRY_ROLES, STANDARD_LABEL, XBRL_ROLES

ROLES = {
    "standard": STANDARD_LABEL,
    "total": f"{XBRL_ROLES}totalLabel",
    "terse": f"{XBRL_ROLES}terseLabel",
    "verbose": f"{XBRL_ROLES}verboseLabel",
    "net": f"{REGISTRY_ROLES}netLabel",
    "periodStart": f"{XBRL_ROLES}periodStartLabel",
    "periodEnd": f"{XBRL_ROLES}periodEndLabel",
}
NEGATED = {
    "standard": f"{REGISTRY_ROLES}negatedLabel",
    "total": f"{REGISTRY_ROLES}negatedTotalLabel",
    "terse": f"{REGISTRY_ROLES}negatedTerseLabel",
    "net": f"{REGISTRY_ROLES}negatedNetLabel",
    "periodStart": f"{REGISTRY_ROLES}negatedPeriodStartLabel",
    "periodEnd": f"{REGISTRY_ROLES}negatedPeriodEndLabel",
}
LONGEST = 511  # EFM 6.10.6


def preferred_role(preferred: str | None, *, negated: bool) -> str | None:
    """The label role URI by which a line is shown; None for the standard label.

    The negated roles are the Link Role Registry's; there is no negated verbose label, so a
    verbose line that is negated shows its negated standard label.
    """
    if negated:
        return NEGATED.get(preferred or "standard", NEGATED["standard"])
    return ROLES[preferred] if preferred else None


class Labels:
    """Collects one label for each concept and role; standard labels are unique (EFM 6.10.1 to 6.10.4)."""

    def __init__(self, mapping: Mapping, vocabulary: Vocabulary) -> None:
        self.mapping, self.vocabulary = mapping, vocabulary
        self.wanted: dict[str, str] = {}
        """Standard label that a rule or caption proposes, by concept."""
        self.said: set[str] = set()
        """Concepts whose label the mapping states outright."""
        self.other: dict[tuple[str, str], str] = {}
        self.named: dict[str, Concept] = {}
        self.places = {f"{mapping.prefix}:{c.name}": c.where for c in mapping.custom}
        self.findings: list[Finding] = []
        self.documentation = {
            f"{mapping.prefix}:{c.name}": c.documentation for c in mapping.custom if c.documentation
        }

    def heading(self, qname: str, text: str) -> None:
        concept = self.vocabulary.concept(qname)
        if concept is not None and not self.vocabulary.is_own(qname) and text and not text.startswith("/"):
            self.wanted.setdefault(qname, f"{tidy(text)} [Abstract]")

    def line(
        self, qname: str, rule: LineRule, facts: Sequence[Fact], preferred: str | None, role: str
    ) -> None:
        """A line of a statement: its ``label`` or its caption names the concept."""
        self.places.setdefault(qname, rule.where)
        caption = None
        if rule.concepts == (qname,) and rule.text is None and not rule.dimensions:
            caption = next(
                (p.label for f in facts for p in f.prints if p.statement == role and p.rule == rule.where),
                None,
            )
        if rule.label is not None and qname not in self.said:
            self.said.add(qname)
            self.wanted[qname] = tidy(rule.label)
        elif caption is not None and not self.vocabulary.is_own(qname):
            self.wanted.setdefault(qname, tidy(caption))
        if preferred is not None:
            text = rule.label or caption or self.wanted.get(qname)
            self.other.setdefault((qname, preferred), tidy(text) if text else "")
        for name, text in rule.labels:
            self.other[qname, ROLES[name]] = tidy(text)

    def name(self, concept: Concept) -> None:
        """Ask for the labels of a concept that the filing uses."""
        self.named.setdefault(concept.qname, concept)

    def finish(self, rules: dict[str, Where]) -> tuple[Label, ...]:
        """All labels, in the order the concepts were named; ``rules`` are the mapping lines of concepts."""
        standard = self.standard()
        others: dict[str, list[tuple[str, str]]] = {}
        for (qname, role), text in self.other.items():
            others.setdefault(qname, []).append((role, text))
        labels: list[Label] = []
        for qname in self.named:
            labels.append(Label(qname, STANDARD_LABEL, standard[qname], rule=rules.get(qname)))
            for role, text in others.get(qname, ()):
                labels.append(Label(qname, role, text or standard[qname], rule=rules.get(qname)))
            if qname in self.documentation:
                text = tidy(self.documentation[qname])
                labels.append(Label(qname, DOCUMENTATION, text, rule=rules.get(qname)))
        return tuple(labels)

    def standard(self) -> dict[str, str]:
        """A caption that two concepts share names the first of them; the others take the taxonomy's label."""
        chosen: dict[str, str] = {}
        taken: dict[str, str] = {}
        first = dict.fromkeys(q for q in self.named if q in self.said or self.vocabulary.is_own(q))
        for qname in (*first, *(q for q in self.named if q not in first)):
            concept = self.named[qname]
            own = tidy(concept.label) or _spaced(concept.name)
            options = [self.wanted.get(qname) or own, own, f"{own} ({concept.name})"]
            if qname in self.said:
                options = options[:1]
            text = next((o for o in options if o.casefold() not in taken), options[0])
            if text.casefold() in taken:
                self.findings.append(
                    finding(
                        "XG-EXT-002",
                        f"{qname} and {taken[text.casefold()]} have the same label: {text}",
                        self.places.get(qname),
                    )
                )
            taken[text.casefold()] = qname
            chosen[qname] = text
        return chosen


def tidy(text: str) -> str:
    """Trimmed, white space folded, no ``<``, at most 511 characters (EFM 6.10.6, 6.10.8)."""
    return " ".join(text.replace("<", "‹").split())[:LONGEST].rstrip()


def _spaced(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name)
