"""How often suggestions are right, on captions that neither table nor weights ever saw.

    python benchmarks/suggest.py PAIRS [--queries 1500]

PAIRS as for ``taxonomy/make_captions.py``. Asked are captions of primary statements of part 0 of its split
(by what a caption reads like, letter case and punctuation aside), of a table without them, by the shipped
weights. Right is the concept that most filers used for the caption on that kind of statement. Printed: the
share whose first suggestion is right, and one of the first five, by words alone and with the kind of
statement; of those called sure how many are right; CPU time a caption.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
from pathlib import Path

from xbrlgen.catalog.suggest.ranking import RANKING, Weights

HOME = Path(__file__).resolve().parent.parent / "taxonomy"
YEAR = "us-gaap/2025"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--queries", type=int, default=1500)
    options = parser.parse_args()
    spec = importlib.util.spec_from_file_location("make_captions", HOME / "make_captions.py")
    assert spec is not None
    assert spec.loader is not None
    make = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["make_captions"] = make
    spec.loader.exec_module(make)
    pairs = make.read_pairs(options.pairs, YEAR)
    weights = Weights.open(HOME / "2025" / RANKING)
    suggester = make.suggester_of(make.rows_of(pairs, range(1, make.PARTS)), weights, YEAR)
    queries = make.queries_of(pairs, make.UNSEEN, options.queries, seed=7)
    print("asked\tcaptions\tfirst\tfirst five\tcalled sure\tof these right\tCPU ms")
    for name, known in (("words alone", False), ("with the statement", True)):
        first = five = sure = sure_right = 0
        before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
        for query in queries:
            ranked = suggester.ranked(query.words, query.statement if known else None)
            names = [n for n, _ in ranked[:5]]
            good = bool(names) and names[0] in query.right
            first += good
            five += any(n in query.right for n in names)
            if ranked and ranked[0][1] >= weights.sure:
                sure += 1
                sure_right += good
        spent = 1000 * (resource.getrusage(resource.RUSAGE_SELF).ru_utime - before) / len(queries)
        count = len(queries)
        print(
            f"{name}\t{count}\t{first / count:.1%}\t{five / count:.1%}\t{sure / count:.1%}\t"
            f"{sure_right / max(1, sure):.1%}\t{spent:.1f}"
        )


if __name__ == "__main__":
    main()
