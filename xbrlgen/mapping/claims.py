"""What a rule of the mapping claims: lines of tables, paragraphs of the running text."""

from __future__ import annotations

from dataclasses import dataclass, field

from xbrlgen.model.mapping import LineRule, StatementRule
from xbrlgen.model.source import LineItem, Mention, Paragraph


@dataclass(slots=True)
class RuleClaim:
    """One rule in its statement, and the lines it claimed by table. ``index`` is its place in the mapping."""

    index: tuple[int, int]
    statement: StatementRule
    rule: LineRule
    lines: dict[int, list[LineItem]] = field(default_factory=dict)
    texts: list[tuple[Paragraph, list[Mention], list[Mention]]] = field(default_factory=list)

    @property
    def used(self) -> bool:
        return bool(self.lines or self.texts)

    def weight(self) -> tuple[int, int, int]:
        """More headings win, then an exact caption, then a row that is told by its number."""
        exact = 0 if self.rule.line and self.rule.line.pattern else 1
        return (len(self.rule.section), exact, 0 if self.rule.nth is None else 1)
