"""Two releases compared as printed: lines, figures, columns, tables, without a mapping."""

from __future__ import annotations

from xbrlgen.compare.of_source import compare_sources, period_end_of
from xbrlgen.model.comparison import RELEASE, Comparison, Entry, Input
from xbrlgen.read.text.edgar_text import read_edgar_text

SIDES = (Input("a.txt", RELEASE), Input("b.txt", RELEASE))
WIDTH = 60


def table(title: str, headings: list[str], *rows: tuple[str, ...]) -> str:
    def line(label: str, *cells: str) -> str:
        text = label
        for n, cell in enumerate(cells):
            end = WIDTH + 22 * n + cell.endswith(")")
            text = text.ljust(end - len(cell)) + cell
        return text + "\n"

    body = "".join(line(*row) for row in rows)
    return f"<TABLE>\n<CAPTION>\n{title}\n{line('', *headings)}<S>\n{body}</TABLE>\n\n"


SEPTEMBER, JUNE, DECEMBER = "September 30, 2004", "June 30, 2004", "December 31, 2004"
ROWS = (
    ("Current Assets:",),
    ("  Cash", "34,077", "32,356"),
    ("  Receivables", "10,399", "11,611"),
    ("Total Assets", "99,235", "99,874"),
)
SHEET = table("BALANCE SHEET (amounts in $ thousands)", [SEPTEMBER, JUNE], *ROWS)


def compared(before: str, after: str) -> Comparison:
    a, b = (read_edgar_text(t, file=n) for t, n in ((before, "a.txt"), (after, "b.txt")))
    return compare_sources(a, b, SIDES)


def one(before: str, after: str) -> Entry:
    (entry,) = compared(before, after).entries
    return entry


def test_a_release_does_not_differ_from_itself() -> None:
    found = compared(SHEET, SHEET)
    assert found.entries == ()
    assert [len(s.rows) for s in found.sheets] == [4]
    assert found.left_out


def test_a_figure() -> None:
    entry = one(SHEET, SHEET.replace("10,399", "10,400"))
    assert (entry.kind, entry.before, entry.after) == ("value", "10,399", "10,400")
    assert entry.title == '"Receivables" 2004-09-30 in "BALANCE SHEET (amounts in $ thousands)"'
    assert str(entry.before_source).startswith("a.txt:")
    assert str(entry.source).startswith("b.txt:")


def test_a_figure_printed_otherwise_is_the_same() -> None:
    assert compared(SHEET, SHEET.replace("  34,077", " $34,077")).entries == ()


def test_a_line_renamed_is_known_by_its_figures() -> None:
    entry = one(SHEET, SHEET.replace("Receivables    ", "Trade Accounts "))
    assert (entry.kind, entry.before, entry.after) == ("label", '"Receivables"', '"Trade Accounts"')


def test_a_line_renamed_and_changed_is_known_by_its_place() -> None:
    after = SHEET.replace("Receivables    ", "Trade Accounts ").replace("10,399", "10,400")
    found = [(e.kind, e.before, e.after) for e in compared(SHEET, after).entries]
    assert found == [("value", "10,399", "10,400"), ("label", '"Receivables"', '"Trade Accounts"')]


def test_lines_new_and_gone() -> None:
    more = (*ROWS[:3], ("  Prepaid Expenses", "2,388", "2,353"), ROWS[3])
    longer = table("BALANCE SHEET (amounts in $ thousands)", [SEPTEMBER, JUNE], *more)
    entry = one(SHEET, longer)
    assert (entry.kind, entry.change, entry.after) == ("line", "added", "2,388, 2,353")
    entry = one(longer, SHEET)
    assert (entry.kind, entry.change, entry.before) == ("line", "removed", "2,388, 2,353")


def test_a_line_under_another_heading() -> None:
    rows = (ROWS[1], ROWS[0], ROWS[2], ROWS[3])
    entry = one(SHEET, table("BALANCE SHEET (amounts in $ thousands)", [SEPTEMBER, JUNE], *rows))
    assert (entry.kind, entry.before, entry.after) == (
        "structure",
        "under Current Assets",
        "under no heading",
    )


def test_a_table_gone() -> None:
    other = table("GUIDANCE", [SEPTEMBER], ("Operating Revenue", "39,400"), ("Capital Spending", "3,500"))
    entry = one(SHEET + other, SHEET)
    assert (entry.kind, entry.change) == ("structure", "removed")
    assert entry.before == "2 lines, 2 figures"


def test_another_scale_is_one_difference_and_no_figure() -> None:
    millions = table(
        "BALANCE SHEET (amounts in $ millions)", [SEPTEMBER, JUNE], ROWS[0],
        ("  Cash", "34.077", "32.356"), ("  Receivables", "10.399", "11.611"), ("Total Assets", "99.235", "99.874"),
    )  # fmt: skip
    kinds = [(e.kind, e.before, e.after) for e in compared(SHEET, millions).entries]
    assert ("value", "thousands", "millions") in kinds
    assert [k for k, *_ in kinds] == ["value", "label"], "the scale, and the title that says it"


def test_a_column_under_another_day_is_one_difference() -> None:
    entry = one(SHEET, SHEET.replace("     June 30, 2004", "December 31, 2003"))
    assert (entry.kind, entry.before, entry.after) == ("period", '"June 30, 2004"', '"December 31, 2003"')


def test_the_next_quarter_restates_and_moves_on() -> None:
    rows = (
        ("Current Assets:",),
        ("  Cash", "35,000", "34,077"),
        ("  Receivables", "9,000", "10,000"),
        ("Total Assets", "90,000", "99,235"),
    )
    after = table("BALANCE SHEET (amounts in $ thousands)", [DECEMBER, SEPTEMBER], *rows)
    found = compared(SHEET, after)
    (entry,) = found.entries
    assert (entry.kind, entry.before, entry.after) == ("restated", "10,399", "10,000")
    assert [(str(m.period), len(m.before), len(m.after)) for m in found.moved] == [
        ("2004-12-31", 0, 3),
        ("2004-06-30", 3, 0),
    ]
    assert str(period_end_of(read_edgar_text(after, file="b"))) == "2004-12-31"


def test_two_tables_of_one_title_are_told_apart_by_their_lines() -> None:
    first = table("RECONCILIATION", [SEPTEMBER], ("Margin", "5"), ("Depreciation", "2"))
    second = table("RECONCILIATION", [SEPTEMBER], ("Earnings", "7"), ("Interest", "3"))
    assert compared(first + second, second + first).entries == ()
    assert one(first + second, second.replace("7", "8") + first).title.startswith('"Earnings"')
