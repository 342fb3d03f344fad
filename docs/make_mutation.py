"""Write the figures of docs/mutation.md, every mutant of the example tried: ``python docs/make_mutation.py``.

It takes some minutes. With ``--check`` nothing is written; exit code 1 says that the page is not current.
tests/docs/test_mutation_page.py looks at the counts, and at some mutants, every time.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from xbrlgen.pipeline.mutating import Plan, mutate
from xbrlgen.view.mutation import mutation_markdown

TARGET = Path(__file__).with_name("mutation.md")
EXAMPLE = Path(__file__).parents[1] / "examples" / "mpower-2004q3"
BEGIN = "<!-- Made by docs/make_mutation.py from here, -->\n"
END = "<!-- to here. -->\n"


def main(arguments: Sequence[str]) -> int:
    """Write the page, or with ``--check`` compare: 0 current, 1 not, 2 misuse."""
    if list(arguments) not in ([], ["--check"]):
        sys.stderr.write("usage: make_mutation.py [--check]\n")
        return 2
    page = TARGET.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    made = f"{before}{BEGIN}\n{mutation_markdown(mutate(EXAMPLE, Plan(limit=0)))}\n{END}{after}"
    if arguments:
        if made != page:
            sys.stderr.write(f"{TARGET.name} is not current: run python docs/make_mutation.py\n")
        return int(made != page)
    TARGET.write_text(made, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
