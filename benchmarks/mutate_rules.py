"""Mutation of the rules themselves: would a test notice a boundary, a guard or a number that is off?

    python benchmarks/mutate_rules.py                        # every module, some minutes of processor time
    python benchmarks/mutate_rules.py schema labels          # some of check/edgar
    python benchmarks/mutate_rules.py arithmetic
    python benchmarks/mutate_rules.py --survivors schema     # each survivor that is not accounted for

One place of a module's code is changed at a time: a comparison to its neighbour (``<`` to ``<=``) or its
opposite, a number by one, true to false, ``and`` to ``or``, a guard to always or never, a condition of a
comprehension dropped. For ``check/edgar`` the changed rules are asked of every case in
``tests/check/edgar/cases`` as the tests ask them; the cases are read once. For ``check/arithmetic`` the
changed module is tried by ``tests/check/test_arithmetic.py`` in a process of its own, to the first failure.

What survives is a survivor, unless ``mutate_rules.yaml`` beside this file gives the reason why no case can
tell it from the rule as it stands. A reason for what does not survive is called stale. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib
import os
import signal
import sys
import time
import types
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.check.edgar import cases  # noqa: E402  (the tests are no package that is installed)
from tests.check.edgar.clean import files  # noqa: E402
from tests.check.edgar.test_odd import ODD, case_of  # noqa: E402
from xbrlgen.check.edgar import AREAS, prepare, waits  # noqa: E402
from xbrlgen.model.codes import CODES  # noqa: E402
from xbrlgen.written.views import Flaw, Rules, Written  # noqa: E402

EDGAR = ROOT / "xbrlgen" / "check" / "edgar"
REASONS = Path(__file__).with_suffix(".yaml")
OTHERS = ("arithmetic",)
"""Modules of check/ that are asked by their tests."""
SECONDS = 20
"""A mutant that runs longer is noticed: it hangs."""

_NEIGHBOUR: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}


@dataclass(frozen=True)
class Mutant:
    """``key`` names it without line numbers, so that a reason outlives other edits of the module."""

    key: str
    line: int
    tree: ast.Module


@dataclass
class Score:
    made: int = 0
    caught: int = 0
    explained: int = 0


# -- making them ---------------------------------------------------------------------------


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in place of a node."""
    if isinstance(node, ast.Compare):
        for n, operator in enumerate(node.ops):
            for other in _NEIGHBOUR.get(type(operator), ()):
                changed = copy.deepcopy(node)
                changed.ops[n] = other()
                yield changed
    elif isinstance(node, ast.BoolOp):
        changed = copy.deepcopy(node)
        changed.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield changed
        if len(node.values) > 2:
            for n in range(len(node.values)):
                fewer = copy.deepcopy(node)
                del fewer.values[n]
                yield fewer
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub):
        changed = copy.deepcopy(node)
        changed.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield changed
    elif isinstance(node, ast.If | ast.While):
        yield from _guards(node)
    elif isinstance(node, ast.IfExp):
        changed = copy.deepcopy(node)
        changed.body, changed.orelse = changed.orelse, changed.body
        yield changed
    elif isinstance(node, ast.comprehension):
        for n in range(len(node.ifs)):
            changed = copy.deepcopy(node)
            del changed.ifs[n]
            yield changed


def _guards(node: ast.If | ast.While) -> Iterator[ast.AST]:
    """A condition always met, or never. What loops for ever is no question."""
    for value in (True, False) if isinstance(node, ast.If) else (False,):
        changed = copy.deepcopy(node)
        changed.test = ast.Constant(value)
        yield changed


def _skipped(node: ast.AST) -> bool:
    """Annotations, messages and the table of rules are not what a rule decides."""
    return isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.Import | ast.ImportFrom | ast.arg)


def mutants(source: str, name: str) -> Iterator[Mutant]:
    """Every mutant of a module, in the order of its text."""
    tree = ast.parse(source)
    seen: Counter[str] = Counter()
    for path, node, within in _walk(tree, (), ""):
        for changed in _changes(node):
            if ast.dump(changed) == ast.dump(node):
                continue
            key = f"{name}.{within}: {_shown(node)} -> {_shown(changed)}"
            seen[key] += 1
            if seen[key] > 1:
                key = f"{key} ({seen[key]})"
            whole = copy.deepcopy(tree)
            _put(whole, path, changed)
            yield Mutant(key, getattr(node, "lineno", 0), ast.fix_missing_locations(whole))


Step = tuple[str, int | None]


def _walk(
    node: ast.AST, path: tuple[Step, ...], within: str
) -> Iterator[tuple[tuple[Step, ...], ast.AST, str]]:
    for field, value in ast.iter_fields(node):
        held = value if isinstance(value, list) else [value]
        for n, child in enumerate(held):
            if not isinstance(child, ast.AST) or _skipped(child):
                continue
            if field in ("decorator_list", "returns", "annotation") or _is_docstring(child):
                continue
            step: Step = (field, n if isinstance(value, list) else None)
            inside = within
            if isinstance(child, ast.FunctionDef | ast.ClassDef):
                inside = f"{within}.{child.name}".lstrip(".")
            elif not within and isinstance(child, ast.Assign):
                inside = ast.unparse(child.targets[0])
                if inside == "RULES":
                    continue
            yield (*path, step), child, inside
            yield from _walk(child, (*path, step), inside)


def _is_docstring(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _put(tree: ast.AST, path: Sequence[Step], changed: ast.AST) -> None:
    node: object = tree
    for field, n in path[:-1]:
        node = getattr(node, field)
        node = node if n is None else node[n]  # type: ignore[index]  # a list of the tree's fields
    field, n = path[-1]
    if n is None:
        setattr(node, field, changed)
    else:
        getattr(node, field)[n] = changed


def _shown(node: ast.AST) -> str:
    if isinstance(node, ast.If | ast.While):
        return f"{'if' if isinstance(node, ast.If) else 'while'} {_short(ast.unparse(node.test))}"
    if isinstance(node, ast.comprehension):
        return _short("for " + ast.unparse(node.target) + "".join(f" if {ast.unparse(i)}" for i in node.ifs))
    return _short(ast.unparse(node))


def _short(text: str) -> str:
    return text if len(text) <= 110 else f"{text[:80]}...{text[-27:]}"


# -- asking the cases ----------------------------------------------------------------------


@cache
def _read(code: str) -> tuple[tuple[cases.Case, Written, bool], ...]:
    """(case, what is read of it, whether it fires) of a rule; read once for all mutants."""
    fires, passes = cases.load()[code]
    return tuple(
        (case, prepare((n, t.encode()) for n, t in sorted(case.files().items())), case in fires)
        for case in (*fires, *passes)
    )


@cache
def _odds() -> tuple[tuple[Written, dict[str, int]], ...]:
    return tuple(
        (prepare((n, t.encode()) for n, t in sorted(case_of(odd).files().items())), odd["counts"])
        for odd in ODD
    )


@cache
def _cleans() -> tuple[Written, ...]:
    return tuple(prepare((n, t.encode()) for n, t in sorted(files(plain=p).items())) for p in (False, True))


def _notices(code: str, rules: Rules) -> bool:
    """Does a case of the rule, or the clean filing, tell that the rule is another?"""
    rule = dict(rules)[code]
    try:
        if any(True for written in _cleans() for _ in rule(written)):
            return True
        if any(len(list(dict.fromkeys(rule(w)))) != counts.get(code, 0) for w, counts in _odds()):
            return True
        for case, written, fires in _read(code):
            if waits(code, written):
                continue
            found = list(dict.fromkeys(rule(written)))
            if fires and (not found or not _as_said(case, found)):
                return True
            if not fires and found:
                return True
    except _HangsError:
        return True
    except Exception:
        return True
    return False


def _as_said(case: cases.Case, found: Sequence[Flaw]) -> bool:
    remedy = CODES[case.code].remedy
    text = "\n".join(f"{f.where} {f.message} {f.hint or remedy}" for f in found)
    number, subjects = case.said.get("count"), case.said.get("subjects")
    return (
        all(words in text for words in case.says)
        and all(f.where is not None for f in found)
        and (number is None or len(found) == number)
        and (subjects is None or sorted({i for f in found for i in f.facts}) == sorted(subjects))
    )


class _HangsError(Exception):
    pass


@contextmanager
def _alarm(seconds: int) -> Iterator[None]:
    def rings(_number: int, _frame: object) -> None:
        raise _HangsError

    before = signal.signal(signal.SIGALRM, rings)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def _rules_of(mutant: Mutant, name: str) -> Rules | None:
    """The table of rules of a changed module; None if it does not even load."""
    module = types.ModuleType(f"xbrlgen.check.edgar.{name}")
    sys.modules.setdefault(module.__name__, module)
    try:
        exec(compile(mutant.tree, f"<{name}>", "exec"), module.__dict__)
    except Exception:
        return None
    rules: Rules = module.__dict__["RULES"]
    return rules


def edgar(name: str, mutant: Mutant) -> bool:
    """Is a changed module of check/edgar noticed by the cases of its rules?"""
    with _alarm(SECONDS):
        rules = _rules_of(mutant, name)
        return rules is None or any(_notices(code, rules) for code, _ in rules)


# -- asking the tests ----------------------------------------------------------------------


def arithmetic(_name: str, mutant: Mutant) -> bool:
    """Is a changed check/arithmetic noticed by its tests? In a child, which the change dies with."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            signal.alarm(SECONDS * 3)
            module = importlib.import_module("xbrlgen.check.arithmetic")
            exec(compile(mutant.tree, "<arithmetic>", "exec"), module.__dict__)
            steps = importlib.import_module("xbrlgen.pipeline")
            for held in [
                m for m in sys.modules.values() if (m.__name__ or "").startswith("xbrlgen.pipeline")
            ]:
                if "check_arithmetic" in vars(held):
                    held.check_arithmetic = module.check_arithmetic  # type: ignore[attr-defined]
            assert steps
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            tests = str(ROOT / "tests" / "check" / "test_arithmetic.py")
            code = int(pytest.main(["-x", "-q", "-n", "0", "-p", "no:cacheprovider", tests]))
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return status != 0


# -- telling -------------------------------------------------------------------------------


def reasons() -> dict[str, str]:
    """Why a mutant cannot be told from the rule, by its key."""
    if not REASONS.exists():
        return {}
    data = YAML(typ="safe").load(REASONS.read_text("utf-8")) or {}
    return {str(key): str(why) for why, keys in data.items() for key in keys}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("modules", nargs="*", help="of check/edgar, or arithmetic; all of them if none")
    parser.add_argument("--survivors", action="store_true", help="list what survives and why")
    given = parser.parse_args()
    edgars = sorted(p.stem for p in EDGAR.glob("*.py") if p.stem != "__init__")
    unknown = [name for name in given.modules if name not in (*edgars, *OTHERS)]
    if unknown:
        parser.error(f"no module of rules: {', '.join(unknown)}; there are {', '.join((*edgars, *OTHERS))}")
    known, stale = reasons(), set(reasons())
    total = Score()
    print(f"{'module':12} {'mutants':>8} {'caught':>7} {'explained':>10} {'survivors':>10} {'cpu s':>7}")
    for name in given.modules or [*edgars, *OTHERS]:
        ask = edgar if name in edgars else arithmetic
        path = EDGAR / f"{name}.py" if name in edgars else EDGAR.parent / f"{name}.py"
        score, started, left = Score(), sum(os.times()[:4]), list[str]()
        if ask(name, Mutant("", 0, ast.parse(path.read_text("utf-8")))):
            raise SystemExit(f"{name}: the cases do not pass as the module stands")
        for mutant in mutants(path.read_text("utf-8"), name):
            score.made += 1
            if ask(name, mutant):
                score.caught += 1
            elif mutant.key in known:
                score.explained += 1
                stale.discard(mutant.key)
            else:
                left.append(f"{path.relative_to(ROOT)}:{mutant.line}  {mutant.key}")
        _row(name, score, sum(os.times()[:4]) - started)
        if given.survivors and left:
            print("\n".join(left), flush=True)
        total = Score(*(getattr(total, f) + getattr(score, f) for f in ("made", "caught", "explained")))
    _row("all", total, time.process_time())
    asked = given.modules or [*edgars, *OTHERS]
    for key in sorted(k for k in stale if k.partition(".")[0] in asked):
        print(f"stale reason: {key}")
    print(f"{sum(1 for _ in AREAS)} areas, {len(cases.of(0))} cases that fire, {len(cases.of(1))} that pass")


def _row(name: str, score: Score, seconds: float) -> None:
    lived = score.made - score.caught - score.explained
    share = f"{lived / score.made:6.1%}" if score.made else ""
    print(
        f"{name:12} {score.made:8} {score.caught:7} {score.explained:10} {lived:5}{share} {seconds:7.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
