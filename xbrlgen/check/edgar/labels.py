"""Roles and labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xbrlgen.model.xbrl import DOCUMENTATION, STANDARD_LABEL
from xbrlgen.written.views import Flaw, LabelView, Rules, Written, ids_of

_DEFINITION = re.compile(r"(?P<code>\d+) - (?P<kind>Statement|Disclosure|Schedule|Document) - [^\n]*\S")
_KINDS = ("link:presentationLink", "link:calculationLink", "link:definitionLink")
_LABEL_ROLE = re.compile(
    r"http://www\.xbrl\.org/2003/role/(?:label|terseLabel|verboseLabel|totalLabel|periodStartLabel|periodEndLabel"
    r"|documentation|positive\w*Label|negative\w*Label|zero\w*Label|definitionGuidance|disclosureGuidance"
    r"|presentationGuidance|measurementGuidance|commentaryGuidance|exampleGuidance)"
    r"|http://www\.xbrl\.org/2009/role/(?:negated\w*Label|netLabel|deprecated\w*Label|restatedLabel)"
    r"|http://www\.xbrl\.org/2006/role/restatedLabel"
)
_OF_A_PUBLISHER = re.compile(r"https?://(?:fasb\.org|xbrl\.sec\.gov|xbrl\.us)/")
"""Standard taxonomies have label roles of their own: ``http://xbrl.us/us-gaap/role/label/negated``."""
_NUMERIC_ROLE = re.compile(r"/(?:negated\w*|total|positive\w*|negative\w*|zero\w*)Label$")
"""XBRL 2.1 table 8 and the LRR; periodStart, periodEnd and net are of any period, not of numbers only."""
_UNCLEAN = re.compile(r"[ \n\r\t]{2,}|<|&(?:lt;|#60;|#[xX]3[cC])")
_SPACE = " \t\r\n"
"""White space as XML has it; a no-break space is a character like others."""
_LONGEST = 511


def _authority(uri: str) -> str:
    """Scheme and authority of a URI: ``http://www.example.com``."""
    found = re.match(r"[a-z]+://[^/]*", uri)
    return found[0] if found else ""


def role_authority(w: Written) -> Iterator[Flaw]:
    own = _authority(w.namespace)
    for r in w.roles:
        if _authority(r.uri) != own:
            yield Flaw(f"role {r.uri} is not of {own}, the namespace's authority", r.where)


def role_ending(w: Written) -> Iterator[Flaw]:
    for r in w.roles:
        kind = "arcrole" if r.arcrole else "role"
        if not re.search(rf"/{kind}/[^/\s]+$", r.uri):
            yield Flaw(f"role {r.uri} does not end /{kind}/Name", r.where)


def role_once(w: Written) -> Iterator[Flaw]:
    seen = set()
    for r in w.roles:
        if r.uri in seen:
            yield Flaw(f"role {r.uri} is declared twice", r.where)
        seen.add(r.uri)


def used_on(w: Written) -> Iterator[Flaw]:
    """A role of one kind of link is of all three; one of labels or references only is another thing."""
    for r in w.roles:
        missing = [k for k in _KINDS if k not in r.used_on]
        if 0 < len(missing) < len(_KINDS) and not r.arcrole:
            yield Flaw(f"role {r.uri} is not used on {', '.join(missing)}", r.where)


def definition(w: Written) -> Iterator[Flaw]:
    for r in w.roles:
        if not r.arcrole and not _DEFINITION.fullmatch(r.definition):
            yield Flaw(f"role definition {r.definition!r} is not `number - Statement - title`", r.where)


def _rank(text: str) -> int:
    if " - Document - " in text:
        return 0
    if " - Statement - " in text:
        return 1
    later = ((" (Polic", 3), (" (Table", 4), (" (Detail", 5))
    return next((rank for mark, rank in later if mark in text), 2)


def order_of_roles(w: Written) -> Iterator[Flaw]:
    used = {a.role for a in w.network("pre")}
    found = [
        (int(m["code"]), r)
        for r in w.roles
        if r.uri in used and (m := _DEFINITION.fullmatch(r.definition)) is not None
    ]
    highest = (0, "")
    for _, r in sorted(found, key=lambda pair: pair[0]):
        rank = _rank(r.definition)
        if rank < highest[0]:
            yield Flaw(f"{r.definition!r} is sorted after {highest[1]!r}", r.where)
        highest = max(highest, (rank, r.definition), key=lambda pair: pair[0])


def role_declared(w: Written) -> Iterator[Flaw]:
    """A link's role is declared in the schema that the linkbase's roleRef leads to, own or standard."""
    own = {r.uri for r in w.roles}
    leading = {(r.where.file, r.uri): r.href.partition("#")[0] for r in w.role_refs}
    seen = set()
    for a in w.arcs:
        key = (a.where.file, a.role)
        if key in seen or a.role.startswith("http://www.xbrl.org/2003/"):
            continue
        seen.add(key)
        target = leading.get(key)
        if target is None:
            yield Flaw(f"role {a.role} is used without a roleRef", a.where)
        elif "://" not in target and a.role not in own:
            yield Flaw(f"role {a.role} is used and not declared", a.where)


def role_used(w: Written) -> Iterator[Flaw]:
    used = {a.role for a in w.arcs} | {role for _, role, _ in w.resource_roles}
    for r in w.roles:
        if not r.arcrole and r.uri not in used:
            yield Flaw(f"role {r.uri} is declared and used nowhere", r.where)


# -- labels --------------------------------------------------------------------------------


def _english(w: Written) -> Iterator[LabelView]:
    return (la for la in w.labels if la.lang.lower() == "en-us")


def _label(la: LabelView, message: str) -> Flaw:
    return Flaw(message, la.where, (), la.concept)


def standard_label(w: Written) -> Iterator[Flaw]:
    told = {la.concept for la in _english(w) if la.role == STANDARD_LABEL}
    used = dict.fromkeys((*w.by_concept, *(a for c in w.contexts for a, _ in c.dims)))
    used |= dict.fromkeys(m for c in w.contexts for a, m in c.dims if a not in c.typed)
    for qname in used:
        if qname not in told and not w.is_brought(qname):
            facts = w.by_concept.get(qname, [])
            where = facts[0].where if facts else w.used_in.get(qname)
            ids = ids_of(facts)
            yield Flaw(f"{qname} has no standard label in en-US", where, ids, qname)


def label_once(w: Written) -> Iterator[Flaw]:
    seen = set()
    for la in w.labels:
        key = (la.concept, la.role, la.lang)
        if key in seen:
            yield _label(la, f"{la.concept} has two labels of {_short(la.role)} in {la.lang}")
        seen.add(key)


def _short(role: str) -> str:
    return role.rpartition("/")[2] or "no role"


def english_twin(w: Written) -> Iterator[Flaw]:
    told = {(la.concept, la.role) for la in _english(w)}
    for la in w.labels:
        if la.lang.lower() != "en-us" and (la.concept, la.role) not in told:
            yield _label(la, f"{la.concept} has a label of {_short(la.role)} in {la.lang} and none in en-US")


def label_unique(w: Written) -> Iterator[Flaw]:
    seen: dict[str, str] = {}
    for la in _english(w):
        if la.role == STANDARD_LABEL and seen.setdefault(la.text, la.concept) != la.concept:
            yield _label(la, f'{la.concept} and {seen[la.text]} have the standard label "{la.text}"')


def foreign_documentation(w: Written) -> Iterator[Flaw]:
    for la in w.labels:
        if la.role == DOCUMENTATION and w.is_standard(la.concept.partition(":")[0]):
            yield _label(la, f"{la.concept} is a standard element and is documented anew")


def label_text(w: Written) -> Iterator[Flaw]:
    for la in _english(w):
        if la.role == DOCUMENTATION:
            continue
        if len(la.text) > _LONGEST:
            yield _label(la, f"a label of {la.concept} has {len(la.text)} characters; {_LONGEST} are allowed")
        elif _UNCLEAN.search(la.text.strip(_SPACE)):
            yield _label(la, f"a label of {la.concept} has a run of spaces or a <: {la.text[:60]!r}")


def label_trimmed(w: Written) -> Iterator[Flaw]:
    for la in w.labels:
        if la.text != la.text.strip(_SPACE):
            yield _label(la, f"a label of {la.concept} begins or ends with white space")


def label_numeric(w: Written) -> Iterator[Flaw]:
    for la in w.labels:
        concept = w.concept(la.concept)
        if concept is not None and not concept.is_numeric and _NUMERIC_ROLE.search(la.role):
            yield _label(la, f"{la.concept} is no number and has a {_short(la.role)}")


def resource_role(w: Written) -> Iterator[Flaw]:
    for kind, role, where in w.resource_roles:
        if kind == "label" and not _LABEL_ROLE.fullmatch(role) and not _OF_A_PUBLISHER.match(role):
            yield Flaw(f"a label has {role or 'no role'}", where)


def preferred_there(w: Written) -> Iterator[Flaw]:
    told = {(la.concept, la.role) for la in w.labels}
    for a in w.network("pre"):
        if a.preferred and (a.child, a.preferred) not in told:
            yield Flaw(f"{a.child} is shown by its {_short(a.preferred)} and has none", a.where, (), a.child)


RULES: Rules = (
    ("XG-EFM-501", role_authority),
    ("XG-EFM-502", role_ending),
    ("XG-EFM-503", role_once),
    ("XG-EFM-504", used_on),
    ("XG-EFM-505", definition),
    ("XG-EFM-506", order_of_roles),
    ("XG-EFM-507", role_declared),
    ("XG-EFM-508", role_used),
    ("XG-EFM-521", standard_label),
    ("XG-EFM-522", label_once),
    ("XG-EFM-523", english_twin),
    ("XG-EFM-524", label_unique),
    ("XG-EFM-525", foreign_documentation),
    ("XG-EFM-526", label_text),
    ("XG-EFM-527", label_trimmed),
    ("XG-EFM-528", label_numeric),
    ("XG-EFM-529", resource_role),
    ("XG-EFM-530", preferred_there),
)
