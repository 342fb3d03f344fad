"""Both syntaxes of a report judged in one session: the same is said as in two, at half the price."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from papers import SET
from sample import FILING

from xbrlgen.check import with_arelle
from xbrlgen.check.with_arelle import Subject, Verdict, judge, judge_all
from xbrlgen.model.finding import Finding
from xbrlgen.model.report import Trace
from xbrlgen.render.inline import inline_artifacts
from xbrlgen.render.package import render_package

TRACE = Trace.of(FILING.facts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for artifact in (*render_package(FILING), *inline_artifacts(FILING, SET)):
        (tmp_path / artifact.name).write_bytes(artifact.data)
    return tmp_path


@pytest.fixture
def sessions(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """One entry for each session, how many subjects it judged."""
    counted: list[int] = []
    run = with_arelle._session

    def counting(*arguments: object) -> object:
        answers = run(*arguments)  # type: ignore[arg-type]
        counted.append(len(answers))
        return answers

    monkeypatch.setattr(with_arelle, "_session", counting)
    return counted


def subjects(folder: Path) -> list[Subject]:
    documents = tuple(folder / d.name for d in SET)
    return [Subject(documents, TRACE, inline=True), Subject((folder / "exa-20040930.xml",), TRACE)]


def apart(folder: Path, stand_in: Path) -> tuple[list[Finding], int]:
    """What two sessions say."""
    inline, plain = subjects(folder)
    said: dict[tuple[str, str], Finding] = {}
    count = 0
    for subject in (inline, plain):
        verdict = judge(list(subject.entries), packages=[stand_in], trace=TRACE, inline=subject.inline)
        said |= {(f.code, f.message): f for f in verdict.findings}
        count = verdict.fact_count
    return sorted(said.values(), key=Finding.sort_key), count


DAMAGE = [
    ("exa-20040930.xml", "", "", 1),
    ("exa-20040930.xml", 'decimals="-5"', 'decimals="x"', 2),
    ("exa-20040930.xml", "<xbrli:startDate>2004", "<xbrli:startDate>2005", 2),
    ("exa-20040930.xml", "us-gaap:Revenues ", "us-gaap:NoSuchThing ", 2),
    ("exa-20040930.xml", 'unitRef="USD"', 'unitRef="none"', 2),
    ("exa-20040930.xml", "</xbrli:xbrl>", "", 2),
    ("exa-20040930.xml", 'xlink:href="exa-20040930.xsd"', 'xlink:href="none.xsd"', 2),
    ("exa-20040930.xml", '<link:schemaRef xlink:type="simple" xlink:href="exa-20040930.xsd"/>', "", 2),
    ("exa-20040930.xml", ">4600000<", ">4700000<", 1),
    ("exa-20040930.xml", "iso4217:USD", "iso4217:ZZZ", 2),
    ("exa-20041029_ex991.htm", 'contextRef="', 'contextRef="no', 2),
    ("exa-20040930_cal.xml", 'weight="1"', 'weight="-1"', 2),
    ("exa-20040930_def.xml", 'xbrldt:closed="true"', 'xbrldt:closed="perhaps"', 2),
    ("exa-20040930_pre.xml", 'order="1"', 'order="one"', 2),
    ("exa-20040930.xsd", 'periodType="instant"', 'periodType="sometimes"', 2),
    ("exa-20040930.xsd", 'substitutionGroup="xbrli:item"', 'substitutionGroup="xbrli:thing"', 2),
]
"""(file, what stands there, what takes its place, sessions): nothing is shared where there is a fault."""


@pytest.mark.parametrize(("file", "old", "new", "asked"), DAMAGE, ids=[f"{f} {n}" for f, _, n, _ in DAMAGE])
def test_one_session_says_what_two_say(
    folder: Path, stand_in: Path, sessions: list[int], file: str, old: str, new: str, asked: int
) -> None:
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), "utf-8")
    verdict = judge_all(subjects(folder), packages=[stand_in])
    assert (sum(sessions), len(sessions)) == (2, asked)
    findings, count = apart(folder, stand_in)
    assert list(verdict.findings) == findings
    assert verdict.fact_count == count


def test_two_threads_wait_for_each_other(folder: Path, stand_in: Path) -> None:
    verdicts: list[Verdict] = []

    def ask() -> None:
        verdicts.append(judge_all(subjects(folder), packages=[stand_in]))

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(v.findings, v.fact_count) for v in verdicts] == [((), len(FILING.facts))] * 3


@pytest.fixture(autouse=True)
def _nothing_left() -> Iterator[None]:
    yield
    assert not with_arelle._SESSION.locked()
