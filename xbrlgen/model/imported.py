"""What ``xbrlgen import`` made of a filing."""

from __future__ import annotations

from dataclasses import dataclass

from xbrlgen.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Imported:
    """``facts`` counts the filing's facts, one for each element that states one; ``by_rules`` those that
    rules of the mapping give. The others are stated one by one."""

    project: str
    title: str
    facts: int
    by_rules: int
    findings: tuple[Finding, ...] = ()

    @property
    def share(self) -> float:
        """How much is said by rules, from 0 to 1."""
        return self.by_rules / self.facts if self.facts else 0.0
