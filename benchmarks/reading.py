"""What reading costs a figure in every form a source may have, and whether it grows.

    python benchmarks/reading.py [--figures 1000 4000 16000]

Sources are made up. Prints microseconds of processor time a figure; a half minute. It asserts nothing.
"""

from __future__ import annotations

import argparse
import gc
import io
import textwrap
import time

from xbrlgen.read import read_bytes

HEADINGS = ("September 30, 2004", "September 30, 2003")


def _values(i: int) -> tuple[int, int]:
    return 7 * i + 1013, 5 * i + 1011


def text(figures: int) -> bytes:
    """One table of a text release."""
    rows = "".join(f"Line {i:<45}{a:>20,}{b:>20,}\n" for i in range(figures // 2) for a, b in [_values(i)])
    heads = f"{'':50}{HEADINGS[0]:>20}{HEADINGS[1]:>20}\n"
    return f"<TABLE>\n<CAPTION>\nSTATEMENT (in thousands)\n{heads}<S>\n{rows}</TABLE>\n".encode()


def paragraph(figures: int) -> bytes:
    """One paragraph of running text, whatever its length."""
    said = " ".join(
        f"Revenue of part {i} was $3{i % 9}.{i % 7} million in the third quarter of 2004, up {i % 13}.2% "
        f"from ${i % 8}.1 million in the same quarter of 2003."
        for i in range(figures // 4)
    )
    return "\n".join(textwrap.wrap(said, 76)).encode()


def page(figures: int) -> bytes:
    """HTML tables of twenty rows, currency signs in cells of their own."""
    heads = "".join(f"<td colspan=3>{h}</td>" for h in HEADINGS)
    rows = "".join(
        f"<tr><td>Line {i}</td><td>$</td><td>{a:,}</td><td></td><td>$</td><td>{b:,}</td><td></td></tr>"
        for i in range(20)
        for a, b in [_values(i)]
    )
    tables = "".join(
        f"<p>Statement of part {n} (in thousands)</p><table><tr><td></td>{heads}</tr>{rows}</table>"
        for n in range(figures // 40)
    )
    return f"<html><body>{tables}</body></html>".encode()


def workbook(figures: int) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.create_sheet("Results", 0)
    sheet.append(["", *HEADINGS])
    for i in range(figures // 2):
        sheet.append([f"Line {i}", *_values(i)])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def wide(figures: int) -> bytes:
    """Delimited text with a column for each period."""
    rows = "".join(f"Line {i},{a},{b}\n" for i in range(figures // 2) for a, b in [_values(i)])
    return f"Results,2004-09-30,2003-09-30\n{rows}".encode()


def long(figures: int) -> bytes:
    """Delimited text with a row for each value."""
    rows = "".join(f"Line {i // 2},{2003 + i % 2}-09-30,{_values(i)[0]}\n" for i in range(figures))
    return f"line,end,value\n{rows}".encode()


FORMS = (text, paragraph, page, workbook, wide, long)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=int, nargs="+", default=[1000, 4000, 16000])
    sizes: list[int] = parser.parse_args().figures
    gc.set_threshold(200_000, 20, 20)  # as the command line has it
    print("| form | " + " | ".join(f"{n:,}" for n in sizes) + " |")
    print("|---|" + "---|" * len(sizes))
    for form in FORMS:
        each = [_each(form(n), n) for n in sizes]
        print(f"| {form.__name__} | " + " | ".join(f"{e:.0f}" for e in each) + " |")


def _each(data: bytes, figures: int) -> float:
    started = time.process_time()
    read_bytes(data, file="made")
    return (time.process_time() - started) / figures * 1e6


if __name__ == "__main__":
    main()
