"""What a draft found, for people and programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from xbrlgen.model.drafted import Drafted, DraftedLine, DraftedStatement
from xbrlgen.model.finding import Finding

if TYPE_CHECKING:
    from rich.console import Console

_UNSURE_SHOWN = 12


def print_drafted(
    drafted: Drafted, folder: str, findings: Sequence[Finding], prose: int, console: Console
) -> None:
    """Statement by statement what was found, then what wants a look, then what to do next."""
    for line in _lines(drafted, folder, findings, prose):
        console.print(line, markup=False, highlight=False)


def _lines(drafted: Drafted, folder: str, findings: Sequence[Finding], prose: int) -> Iterator[str]:
    told = drafted.about
    name = told.name or "a company that the document does not name"
    yield f"{folder}: a draft for {name}, {told.form or '8-K'}"
    for statement in drafted.statements:
        facts = [line for line in statement.lines if line.concept is not None]
        own = sum(1 for line in facts if line.own is not None)
        unsure = sum(1 for line in facts if not line.sure and line.own is None)
        out = len(statement.lines) - len(facts)
        yield (
            f"  {statement.title}: {_count(len(facts), 'line')}, {_count(len(statement.sums), 'sum')}; "
            f"{unsure} unsure, {own} of the company's own{f', {out} left out' if out else ''}"
        )
    if drafted.left:
        yield f"  {_count(len(drafted.left), 'table')} left out, each with its reason under omit_tables"
    if prose:
        yield f"  {_count(prose, 'rule')} for numbers of the running text"
    doubts = [(s, line) for s in drafted.statements for line in s.lines if _unsure(line)]
    doubts.sort(key=lambda pair: pair[1].options[0].confidence if pair[1].options else 0.0)
    if doubts:
        yield "look at these first (mapping.yaml marks all of them `unsure`):"
        for statement, line in doubts[:_UNSURE_SHOWN]:
            yield f"  {_doubt(statement, line)}"
        if len(doubts) > _UNSURE_SHOWN:
            yield f"  and {len(doubts) - _UNSURE_SHOWN} more"
    codes = Counter(f"{f.code} ({f.severity.name.lower()})" for f in findings)
    if codes:
        yield f"its first check says: {', '.join(f'{n} x {code}' for code, n in sorted(codes.items()))}"
    yield f"next: xbrlgen check {folder}, xbrlgen review {folder}; placeholders stand in filing.yaml"


def _unsure(line: DraftedLine) -> bool:
    return line.concept is not None and not line.sure


def _doubt(statement: DraftedStatement, line: DraftedLine) -> str:
    at = f"{line.line.where.file}:{line.line.where.line}" if line.line.where.line else str(line.line.where)
    if line.own is not None:
        return f'{at} "{line.line.label}": no standard element found; {line.own.name} is declared'
    first, *others = line.options
    rest = "".join(f", or {o.concept} {o.confidence:.0%}" for o in others[:2])
    return f'{at} "{line.line.label}": {first.concept} {first.confidence:.0%}{rest}'


def _count(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def drafted_json(drafted: Drafted, folder: str, findings: Sequence[Finding], prose: int) -> str:
    """The draft for programs: statements, lines with concepts and confidence, what is left out."""
    document = {
        "project": folder,
        "entity": drafted.about.name,
        "form": drafted.about.form,
        "statements": [
            {
                "role": s.role,
                "kind": s.kind.value,
                "table": s.table.title,
                "sums": len(s.sums),
                "lines": [
                    {
                        "label": line.line.label,
                        "line": line.line.where.line,
                        "concept": line.concept,
                        "sure": line.sure,
                        "flip": line.flip,
                        "omit": line.omit,
                        "options": [
                            {"concept": o.concept, "confidence": round(o.confidence, 3)} for o in line.options
                        ],
                    }
                    for line in s.lines
                ],
            }
            for s in drafted.statements
        ],
        "left": [{"table": t.table.title, "reason": t.reason} for t in drafted.left],
        "prose": prose,
        "findings": [
            {"code": f.code, "severity": f.severity.name.lower(), "message": f.message} for f in findings
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
