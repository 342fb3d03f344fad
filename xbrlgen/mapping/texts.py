"""``text`` lines: numbers that only the running text has, found by the words round them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xbrlgen.mapping.claims import RuleClaim
from xbrlgen.mapping.pattern import find_text, literal
from xbrlgen.model.codes import finding
from xbrlgen.model.finding import Finding, Related
from xbrlgen.model.lookup import Literals
from xbrlgen.model.mapping import Hit
from xbrlgen.model.period import Period
from xbrlgen.model.source import Column, Mention, Paragraph, Source


class TextLines:
    """Finds the paragraphs that ``text`` lines ask for, and the numbers in them."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = sources
        self.findings: list[Finding] = []
        """Of hits: XG-FACT-002."""
        self.caption_columns: dict[int, tuple[Column, ...]] = {}
        """The columns of the table of a caption, by the caption's identity."""

    def find(self, claims: Sequence[RuleClaim]) -> Iterator[Finding]:
        """Every ``text:`` rule against every paragraph that may hold its words. Findings: XG-MAP-003."""
        asking = [(c.rule.text, c) for c in claims if c.rule.text is not None]
        literals = Literals((literal(pattern), (pattern, claim)) for pattern, claim in asking)
        for source in self.sources if asking else ():
            for paragraph in (*source.paragraphs, *self.captions(source)):
                if not paragraph.mentions:
                    continue
                for pattern, claim in literals.candidates(" ".join(paragraph.text.split())):
                    if claim.statement.note is not None and paragraph.mark != claim.statement.note:
                        continue
                    mentions = find_text(pattern, paragraph)
                    if mentions is not None:
                        numbers = [m for m in mentions if m.kind != "period"]
                        periods = [m for m in mentions if m.kind == "period"]
                        claim.texts.append((paragraph, numbers, periods))
        for _, claim in asking:
            if len(claim.texts) > 1:
                yield finding(
                    "XG-MAP-003",
                    f"text {claim.rule} stands in {len(claim.texts)} paragraphs",
                    claim.rule.where,
                    hint="add words that only one of them has",
                    related=[Related("source", paragraph.where) for paragraph, _, _ in claim.texts],
                )
        yield from self.same_words(claims)

    def captions(self, source: Source) -> Iterator[Paragraph]:
        """Labels of rows that state amounts; whose they are is kept for their periods."""
        for table in source.tables:
            for line in table.lines:
                if line.caption is not None:
                    self.caption_columns[id(line.caption)] = table.columns
                    yield line.caption

    @staticmethod
    def same_words(claims: Sequence[RuleClaim]) -> Iterator[Finding]:
        """Two rules of one statement that make the same facts of the same numbers: one is a copy."""
        first: dict[tuple[object, ...], RuleClaim] = {}
        for claim in claims:
            rule = claim.rule
            for paragraph, numbers, _ in claim.texts:
                figures = tuple(m.figure.id for m in numbers if m.figure is not None)
                key = (claim.statement.role, figures, rule.concepts, rule.dimensions, rule.period)
                other = first.setdefault(key, claim)
                if other is not claim and figures:
                    yield finding(
                        "XG-MAP-003",
                        f"text {rule} reads what the rule at line {other.rule.where.line} reads",
                        rule.where,
                        hint="remove one of them",
                        related=[Related("source", paragraph.where), Related("rule", other.rule.where)],
                    )

    def hits(
        self, claim: RuleClaim, paragraph: Paragraph, numbers: list[Mention], mentions: list[Mention]
    ) -> Iterator[Hit]:
        periods = list(_alike([m.period for m in mentions if m.period is not None]))
        columns = [c.period for c in self.caption_columns.get(id(paragraph), ()) if c.period is not None]
        if not periods and columns:
            # "20,123 and 19,987 shares issued" are of the columns in turn; "$0.001 par value" is of each.
            periods = columns
            if len(numbers) == 1:
                numbers = numbers * len(columns)
        if len(periods) not in (0, 1, len(numbers)):
            self.findings.append(
                finding(
                    "XG-FACT-002",
                    f"text {claim.rule} states {len(numbers)} numbers for {len(periods)} periods",
                    claim.rule.where,
                    related=[Related("source", paragraph.where)],
                    hint="a pattern needs one {period}, or as many as it has numbers",
                )
            )
            return
        for i, mention in enumerate(numbers):
            if mention.figure is None:
                continue
            period = None if not periods else periods[i if len(periods) > 1 else 0]
            yield Hit(
                statement=claim.statement,
                rule=claim.rule,
                figure=mention.figure,
                period=period,
                paragraph=paragraph,
                mention=mention,
            )


def _alike(periods: list[Period]) -> Iterator[Period]:
    """ "The three months ended June 30, 2004, and June 30, 2003": later bare dates are of the same kind."""
    months: int | None = None
    for period in periods:
        if period.start is not None:
            months = period.months
            yield period
        elif months is not None:
            yield Period.ending(period.end, months)
        else:
            yield period
