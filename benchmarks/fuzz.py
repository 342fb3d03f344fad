"""Damaged releases, mappings and filings: nothing but findings may come of them, and soon.

    python benchmarks/fuzz.py [--seconds 60] [--seed 1] [--limit 20] [PROJECT ...]

Files of the projects (the examples unless told) are damaged a few times each: pieces cut, doubled, moved,
exchanged for those of another project, and for texts that are known to hurt; then the project is checked
without Arelle, in this process. Reported is each kind of exception once, with the files that show it in a
folder; and each run that took longer than ``--limit`` CPU seconds. The same seed tries the same things.
Exit code 1 if anything was found.
"""

from __future__ import annotations

import argparse
import gc
import random
import signal
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from types import FrameType

from xbrlgen import pipeline
from xbrlgen.model.finding import XbrlgenError
from xbrlgen.model.project import Project

ROOT = Path(__file__).resolve().parents[1]
PROJECTS = [ROOT / "docs" / "ten-minutes", *sorted((ROOT / "examples").glob("*"))]
FAST = pipeline.Options(fast=True)
TEXTS = [
    *(
        "\n",
        "\f",
        "\v",
        "\r",
        "\r\n",
        "\x85",
        "\u2028",
        "\t",
        "\x1c",
        "\xa0",
        "\u3000",
        "\u202e",
        "\0",
        "\ufeff",
    ),
    *(
        "$",
        "(",
        ")",
        "%",
        "-",
        "--",
        "----------",
        "=====",
        "...",
        "1,234",
        "1,2,3",
        "(1",
        "1)",
        "0",
        "N/A",
        "*",
    ),
    *("<TABLE>", "</TABLE>", "<PAGE>", "<S>", "<C>", "<CAPTION>", "&nbsp;", "&#x27;", "<", ">", "<DOCUMENT>"),
    *("(in thousands)", "Three Months Ended", "September 30,", "2004", "2031", "December 31, 2004 and 2003"),
    *(
        ": ",
        "- ",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "|\n",
        ">\n",
        "'",
        '"',
        "#",
        "!!int ",
        "? ",
        "~",
        "null",
        "/",
    ),
    *(
        "/.*/",
        "/(a+)+b/",
        "/[/",
        "{amount}",
        "{percent}",
        " ... ",
        "us-gaap:Assets",
        "- line: x\n",
        "omit: y",
    ),
    *("1" * 5000, " " * 5000, "a" * 5000, "9,999," * 800, "(" * 800, "- " * 800, "{a: " * 300, "\n" * 800),
    *(
        "²",
        "①",
        "١٢٣",
        "½",
        "1e999",
        "1.2.3",
        "-0",
        "2004-02-30",
        "0000-00-00",
        "9999-12-31..0001-01-01",
        "é" * 300,
    ),
]


class Slow(BaseException):
    """A run took longer than it may."""


def _slow(number: int, frame: FrameType | None) -> None:
    raise Slow


def damaged(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """The text with one to four wounds."""
    text, donor = data.decode("utf-8", "replace"), other.decode("utf-8", "replace")
    for _ in range(chance.choice([1, 1, 2, 4])):
        at = chance.randrange(len(text) + 1)
        length = chance.choice([0, 1, 1, 3, 10, 80, 400])
        piece = text[at : at + length]
        match chance.randrange(6):
            case 0:
                text = text[:at] + text[at + length :]
            case 1:
                text = text[:at] + piece * chance.choice([2, 3, 50]) + text[at + length :]
            case 2:
                begin = chance.randrange(len(donor) + 1)
                text = text[:at] + donor[begin : begin + 200] + text[at + length :]
            case 3:
                lines = text.split("\n")
                i, j = chance.randrange(len(lines)), chance.randrange(len(lines))
                lines[i], lines[j] = lines[j], lines[i]
                text = "\n".join(lines)
            case _:
                text = text[:at] + chance.choice(TEXTS) + text[at + length :]
    if chance.random() < 0.02:
        return text.encode("utf-16")
    return text.encode("utf-8", "replace")


def tried(project: Project, limit: float) -> tuple[str, str] | None:
    """What went wrong as (kind, traceback), or None."""
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        result = pipeline.check(project, FAST)
        for artifact in result.package:
            artifact.size  # noqa: B018 (asking renders it)
    except XbrlgenError:
        return None
    except Slow:
        return f"slower than {limit:.0f} s", traceback.format_exc()
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno}", traceback.format_exc()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return None


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("projects", nargs="*", type=Path)
    parser.add_argument("--seconds", type=float, default=60, help="CPU seconds in all")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=20)
    asked = parser.parse_args()
    gc.set_threshold(200_000, 20, 20)
    signal.signal(signal.SIGVTALRM, _slow)
    chance = random.Random(asked.seed)
    projects = [Project.at(p) for p in asked.projects or PROJECTS]
    held = {(p.title, n): p.read(n) for p in projects for n in p.names() if n.count("/") == 0}
    inputs = {k: d for k, d in held.items() if k[1].endswith((".yaml", ".txt", ".csv", ".htm"))}
    found: dict[str, Path] = {}
    many: Counter[str] = Counter()
    runs, until, longest = 0, time.process_time() + asked.seconds, 0.0
    while time.process_time() < until:
        project = chance.choice(projects)
        mine = [n for t, n in inputs if t == project.title]
        hurt = chance.sample(mine, chance.choice([1, 1, 1, min(2, len(mine))]))
        wounds = {
            n: damaged(inputs[project.title, n], chance.choice(list(inputs.values())), chance) for n in hurt
        }
        started = time.process_time()
        wrong = tried(project.with_files(wounds), asked.limit)
        longest = max(longest, time.process_time() - started)
        runs += 1
        if wrong is None:
            continue
        many[wrong[0]] += 1
        if wrong[0] not in found:
            folder = found[wrong[0]] = Path(tempfile.mkdtemp(prefix="xbrlgen-fuzz-"))
            for name in project.names():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (folder / name).write_bytes(wounds.get(name) or project.read(name))
            print(f"{wrong[0]}: {folder}\n{wrong[1]}", flush=True)
    print(f"seed {asked.seed}: {runs} runs in {asked.seconds:.0f} CPU s, the longest {longest:.1f} s")
    for kind, count in many.most_common():
        print(f"  {count} x {kind}: {found[kind]}")
    raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
