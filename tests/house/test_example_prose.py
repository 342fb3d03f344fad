"""The prose of the first example is ours; its tables, figures and captions are the filer's."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
OURS = REPO / "examples" / "mpower-2004q3" / "release.txt"
SEED = REPO.parent / "shared" / "seeds" / "mpower-2004q3-ex99.txt"

RUN = 8
"""So many words in a row that agree would be a sentence taken over."""

FACTS = re.compile(
    r"capital expenditures were \$2\.9 million in the third quarter of 2004"
    r"|\$[\d,]+, \$[\d,]+ and \$[\d,]+ for the three months ended"
    r" september 30, 2004, june 30, 2004, and september 30, 2003",
    re.IGNORECASE,
)
"""Amounts and the periods they belong to, in the order the filer printed them: no wording of anybody's."""

NUMBER = re.compile(r"\$?\d[\d,]*(?:\.\d+)?%?(?: million)?")
CONTACTS = re.compile(r"\b\d(?:-\d{3}){2}-\d{4}\b|\b\d{3}-\d{3}-\d{4}\b|PIN #\d+")


@pytest.fixture(scope="module")
def seed() -> str:
    if not SEED.is_file():
        pytest.skip("the release as filed is not beside this checkout")
    return SEED.read_text(encoding="ascii")


@pytest.fixture(scope="module")
def ours() -> str:
    return OURS.read_text(encoding="ascii")


def split(text: str) -> tuple[list[str], list[str]]:
    """The lines of prose, and the lines of the table with the heading above it.

    Note 1 stands between two parts of the table and is prose.
    """
    prose: list[str] = []
    table: list[str] = []
    inside = note = False
    for line in text.splitlines():
        inside = inside or line.startswith("FINANCIAL STATEMENTS and RECONCILIATION")
        note = (note or line.startswith("Note 1:")) and bool(line.strip())
        (table if inside and not note else prose).append(line)
        if line == "</TABLE>":
            inside = False
    return prose, table


def runs(prose: list[str]) -> set[tuple[str, ...]]:
    """Every run of words; facts that must agree break a run."""
    text = re.sub(r"\s+", " ", " ".join(prose))
    found: set[tuple[str, ...]] = set()
    for stretch in FACTS.split(text):
        words = re.findall(r"[a-z0-9]+(?:[.,]\d+)*", stretch.lower().replace("'", ""))
        found.update(tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
    return found


def numbers(prose: list[str]) -> Counter[str]:
    text = CONTACTS.sub("", re.sub(r"\s+", " ", " ".join(prose)))
    return Counter(m[0].rstrip(",") for m in NUMBER.finditer(text))


def test_no_sentence_of_the_filer_is_kept(seed: str, ours: str) -> None:
    shared = runs(split(seed)[0]) & runs(split(ours)[0])
    assert sorted(" ".join(run) for run in shared) == []


def test_nor_in_the_example_one_quarter_on(seed: str) -> None:
    later = (OURS.parent.parent / "mpower-2004q4" / "release.txt").read_text(encoding="ascii")
    assert runs(split(seed)[0]) & runs(split(later)[0]) == set()


def test_the_check_on_wording_can_fail(seed: str) -> None:
    sentence = next(line for line in seed.splitlines() if "today announced" in line)
    assert runs(split(seed)[0]) & runs([sentence])


def test_every_line_of_the_tables_is_the_filers(seed: str, ours: str) -> None:
    assert split(ours)[1] == split(seed)[1]
    assert len(split(ours)[1]) > 150


def test_the_prose_states_the_same_numbers(seed: str, ours: str) -> None:
    stated, filed = numbers(split(ours)[0]), numbers(split(seed)[0])
    assert set(stated) == set(filed)
    amounts = [n for n in filed if n.startswith("$") or n.endswith("%")]
    assert {n: stated[n] for n in amounts} == {n: filed[n] for n in amounts}
    assert stated["$0.02"] == 2


def test_pages_break_in_the_same_number(seed: str, ours: str) -> None:
    assert ours.splitlines().count("<PAGE>") == seed.splitlines().count("<PAGE>")


def test_prose_says_that_it_is_ours_and_names_nobody(ours: str) -> None:
    prose, _ = split(ours)
    assert prose[0].startswith("[Prose of this example is written for xbrlgen;")
    assert "@" not in " ".join(prose)
    phones = re.findall(r"[\d-]{10,}", " ".join(prose).replace("--", ""))
    assert all("-555-01" in phone for phone in phones)
    note = next(i for i, line in enumerate(prose) if line.startswith("Note 1:"))
    assert all(len(line) <= 80 for line in prose[:note])


THREE = "for the three months ended September 30, 2004, June 30, 2004, and September 30, 2003"


@pytest.mark.parametrize(
    "pattern",
    [
        rf"cost of operating revenues .*?\$2,024, \$1,964 and \$1,957 {THREE}",
        rf"selling, general and administrative .*?\$1,851, \$1,915 and \$2,164 {THREE}",
        r"capital expenditures were \$2\.9 million in the third quarter of 2004",
        r"approximately \$9\.5 million for the full-year",
    ],
)
def test_text_the_mapping_reads_is_there(ours: str, pattern: str) -> None:
    text = re.sub(r"\s+", " ", ours)
    assert len(re.findall(pattern, text, re.IGNORECASE)) == 1
