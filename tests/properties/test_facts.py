"""Whatever a table prints, the fact is the printed number times its power of ten, to the last digit."""

from __future__ import annotations

import tempfile
from decimal import Context, Decimal
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.project import small_project
from xbrlgen import pipeline
from xbrlgen.build.facts import exact

WIDE = Context(prec=120)
SCALES = {"in dollars": 0, "amounts in $ thousands": 3, "in millions": 6}

digits = st.integers(min_value=0, max_value=10**24)
places = st.integers(min_value=0, max_value=4)


@st.composite
def amounts(draw: st.DrawFn) -> tuple[str, Decimal, int]:
    """(as printed, its value, digits after the point)."""
    if draw(st.integers(0, 9)) == 0:
        return draw(st.sampled_from(["-", "$-", "0"])), Decimal(0), 0
    after = draw(places)
    value = Decimal(draw(st.integers(1, 10**12))).scaleb(-after, WIDE)
    text = f"{value:,.{after}f}"
    if draw(st.booleans()):
        text = "$" + text
    negative = draw(st.booleans())
    return (f"({text})" if negative else text), -value if negative else value, after


@given(st.lists(amounts(), min_size=1, max_size=6), st.sampled_from(sorted(SCALES)))
@settings(max_examples=40, deadline=None)
def test_facts_are_what_is_printed(printed: list[tuple[str, Decimal, int]], caption: str) -> None:
    rows = "\n".join(f"Line {chr(65 + i)} | {text} | 1" for i, (text, _, _) in enumerate(printed))
    lines = "\n".join(
        f"  - {{line: Line {chr(65 + i)}, concept: abc:Line{chr(65 + i)}}}" for i in range(len(printed))
    )
    custom = "".join(
        f"  Line{chr(65 + i)}: {{type: monetary, period: instant, label: Line {chr(65 + i)}, why: a test}}\n"
        for i in range(len(printed))
    )
    with tempfile.TemporaryDirectory() as folder:
        project = small_project(Path(folder), rows, lines, caption=caption, custom=custom)
        result = pipeline.check(project, pipeline.Options(fast=True))
    facts = {f.concept.name: f for f in result.report.facts if f.context.id == "I-2004-09-30" and f.prints}
    scale = SCALES[caption]
    for i, (text, value, after) in enumerate(printed):
        fact = facts[f"Line{chr(65 + i)}"]
        assert fact.value == value.scaleb(scale, WIDE), (text, caption)
        assert fact.decimals == after - scale
        assert fact.prints[0].text == text


@given(digits, places, st.integers(-4, 9), st.sampled_from([1, -1]), st.booleans())
def test_exact_is_exact(number: int, after: int, scale: int, sign: int, negative: bool) -> None:
    value = Decimal(-number if negative else number).scaleb(-after, WIDE)
    made = exact(value, scale, sign)
    assert WIDE.compare(made, WIDE.multiply(value, Decimal(sign).scaleb(scale, WIDE))) == 0
    if not made:
        assert not made.is_signed()


@given(digits, places, st.integers(-4, 9))
def test_turning_a_sign_twice_changes_nothing(number: int, after: int, scale: int) -> None:
    value = Decimal(number).scaleb(-after, WIDE)
    assert exact(exact(value, scale, -1), 0, -1) == exact(value, scale, 1)
