"""A mapping changed in one place at a time, and what notices: the nouns of ``xbrlgen mutate``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from xbrlgen.model.edit import Steps
from xbrlgen.model.where import Where

KINDS = {
    "concept": "another concept of the same type and period type: one near it in name, or one used elsewhere",
    "sign": "a sign turned, `positive` of a statement or group swapped, a balance of an own element swapped",
    "period": "instant for duration, another length, opening for closing",
    "scale": "thousands, millions or units where it is another",
    "unit": "another currency, or another form of unit",
    "drop": "a line, a column, a rule of the text or an omission gone",
    "double": "a line twice, on a second concept as well, or a part twice in a sum",
    "member": "members of two lines exchanged, replaced by another in use, or gone",
    "column": "low and high exchanged, or the headings of two columns of the source",
    "sum": "a part of a sum gone, or the whole sum",
    "weight": "plus for minus in a sum",
    "label": "labels of two own elements or of two lines exchanged, or the captions of two lines",
    "prose": "a rule of the running text on another concept",
}
"""Every kind of change, in the order of a report, and what it does in words."""


CHECKS, EXPECTATIONS, NOTHING = "checks", "expectations", "nothing"
"""Who notices a mutant: the checks (the expectation may do too), the expectation alone, nobody."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change in one place, not yet made.

    ``text`` says it in words that read on behind ``where``: ``us-gaap:Revenues -> us-gaap:SalesRevenueNet``.
    ``puts`` are nouns to put in place of others, each with the way to it from the mapping or the sources
    (``("mapping", "statements", 0, "title")``); compare.mutants.apply makes them. ``statement`` is the
    role it is in, empty outside of statements; ``concepts`` are the concepts it touches, the old one first.
    ``slip`` names the variety of its kind where there are several (``heading``, ``second concept``).
    """

    kind: str
    where: Where
    text: str
    puts: tuple[tuple[Steps, object], ...]
    statement: str = ""
    concepts: tuple[str, ...] = ()
    slip: str = ""

    def __str__(self) -> str:
        return f"{self.where} {self.text}"


@dataclass(frozen=True, slots=True)
class MutantVerdict:
    """What noticed a mutant.

    ``codes`` are those of the findings at warning or above that the unchanged project does not have, sorted;
    ``late`` says that only the rules of the Filer Manual, on what is written, found something. ``parts`` are
    the parts of the expectation that differ (``model.recorded.PARTS``), looked at where no check of ours
    found anything: a finding is in the expectation too. ``same_output`` is set for what nothing notices: are
    the files that would be written the same to the byte? ``remedy`` is the rule that would let the checks
    catch it, for those they miss. ``crash`` is an exception of ours in words.
    """

    mutant: Mutant
    codes: tuple[str, ...] = ()
    late: bool = False
    parts: tuple[str, ...] = ()
    same_output: bool = False
    remedy: str = ""
    crash: str | None = None

    @property
    def by(self) -> str:
        """:data:`CHECKS`, :data:`EXPECTATIONS` or :data:`NOTHING`."""
        return CHECKS if self.codes else EXPECTATIONS if self.parts else NOTHING


@dataclass(frozen=True, slots=True)
class Score:
    """How many of a set of mutants were caught, and by whom."""

    mutants: int
    checks: int
    expectations: int
    """By the expectation alone."""
    late: int
    """Of ``checks``, those that only the rules of the Filer Manual found."""
    same_output: int
    """Of those that nothing caught, how many have no effect on what is written."""

    @property
    def nothing(self) -> int:
        return self.mutants - self.checks - self.expectations

    @property
    def percent(self) -> Decimal:
        """Caught by checks or expectation, in percent, rounded down to a tenth; 100 for no mutants."""
        return _percent(self.checks + self.expectations, self.mutants)

    @property
    def percent_checks(self) -> Decimal:
        """Caught by the checks alone, likewise."""
        return _percent(self.checks, self.mutants)


def _percent(part: int, whole: int) -> Decimal:
    if not whole:
        return Decimal(100)
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_FLOOR)


@dataclass(frozen=True, slots=True)
class Mutation:
    """A run: every verdict in the order of kinds and places.

    ``project`` is named as the user named it; ``possible`` counts the mutants of the kinds asked for before a
    limit took a sample; ``expectation`` says what the expectation was (``expected`` or ``as it is now``).
    """

    project: str
    verdicts: tuple[MutantVerdict, ...]
    possible: int
    expectation: str
    seconds: float = 0.0
    facts: int = 0
    """Facts that the sources print, and how many of them some check of figures holds."""
    held: int = 0

    @property
    def score(self) -> Score:
        return score(self.verdicts)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds that have mutants, in the order of :data:`KINDS`."""
        there = {v.mutant.kind for v in self.verdicts}
        return tuple(k for k in KINDS if k in there)

    def of_kind(self, kind: str) -> tuple[MutantVerdict, ...]:
        return tuple(v for v in self.verdicts if v.mutant.kind == kind)

    @property
    def crashes(self) -> tuple[MutantVerdict, ...]:
        return tuple(v for v in self.verdicts if v.crash is not None)

    @property
    def survivors(self) -> tuple[MutantVerdict, ...]:
        """What nothing caught; a crash is none."""
        return tuple(v for v in self.verdicts if v.by == NOTHING and v.crash is None)

    @property
    def unchecked(self) -> tuple[MutantVerdict, ...]:
        """What only the expectation caught."""
        return tuple(v for v in self.verdicts if v.by == EXPECTATIONS)


def score(verdicts: Iterable[MutantVerdict]) -> Score:
    all_ = tuple(verdicts)
    counts = Counter(v.by for v in all_)
    return Score(
        mutants=len(all_),
        checks=counts[CHECKS],
        expectations=counts[EXPECTATIONS],
        late=sum(v.late for v in all_),
        same_output=sum(v.same_output for v in all_),
    )


def codes_of(verdicts: Iterable[MutantVerdict]) -> tuple[tuple[str, int], ...]:
    """The codes that caught something, the most frequent first, with how many mutants each."""
    counts = Counter(c for v in verdicts for c in v.codes)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
