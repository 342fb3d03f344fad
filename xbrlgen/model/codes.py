"""Every finding code of our own: what it means and what to do. ``docs/findings.md`` is made from this.

A code is stable: it is never given another meaning, and a retired one is not used again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xbrlgen.model.codes_efm import EFM
from xbrlgen.model.finding import Finding, Related, Severity
from xbrlgen.model.where import Where

E, W, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class Code:
    """``meaning`` completes "This is reported when …"; ``remedy`` is what to do."""

    code: str
    severity: Severity
    title: str
    meaning: str
    remedy: str
    source: str = ""
    """The rule's own source: a section of a specification, an EDGAR Filer Manual number."""


CODES: dict[str, Code] = {
    c.code: c
    for c in (
        # -- reading -----------------------------------------------------------------
        Code("XG-READ-001", E, "File cannot be read", "a file is missing, is not a regular file or may not be read", "check the name under sources in filing.yaml"),
        Code("XG-READ-002", E, "Not a text release", "a source is binary (a PDF, an archive, an image) or in no text encoding known", "save the release as text, HTML, CSV or a spreadsheet"),
        Code("XG-READ-003", E, "Source is empty", "a source holds no text at all", "check that the right file was saved"),
        Code("XG-READ-004", E, "Source is too large", "a source, or one line of it, is larger than a release can be", "check that the right file was named; a long line often means lost line breaks"),
        Code("XG-READ-005", E, "Table is cut off", "a <TABLE> has no </TABLE>: the file is probably truncated", "fetch the file again, or close the table"),
        Code("XG-READ-006", W, "Columns in an unusual order", "columns of one length of period run neither forward nor backward in time", "check the headings for swapped columns"),
        Code("XG-READ-007", W, "Column without a period", "a column holds numbers but its heading names no period that could be read", "say it in the statement's `columns` (`{heading: …, period: …}`), leave the column out there with `omit: reason`, or mend the heading"),
        Code("XG-READ-008", E, "Number outside the columns", "a number of a row stands under no column", "check the row's layout"),
        Code("XG-READ-009", E, "Number not understood", "a cell, or a number of the text, looks like a number but is written in no form known", "correct it, or leave the line out with a reason"),
        Code("XG-READ-010", W, "Mark without a note", "a caption or heading carries a note mark, and no note of that mark was found", "add the note, or take the mark off"),
        Code("XG-READ-011", W, "Reviewer's mark not understood", "a line of review-marks.txt is no mark, or marks a fact a second time", "mend the line; until then it is kept as it is"),
        Code("XG-READ-030", E, "Scale not understood", "a caption or heading has a phrase that looks like a scale (thousands, millions) and is none that is known", "say the scale in the mapping (`scale` of the statement, heading, column or line), and mend the phrase if it is a slip"),
        Code("XG-READ-031", E, "Point of thousands or of decimals", "the numbers of a table have a point with three digits behind it and no comma, so that the point may part thousands or decimals", "say `decimal: \",\"` (120.450 is 120,450) or `decimal: \".\"` of the source in filing.yaml"),
        Code("XG-READ-050", E, "Formula without a value", "a formula of a workbook has no value: it was written by a program that does not calculate", "open the workbook in a spreadsheet program, let it calculate, and save it"),
        Code("XG-READ-051", E, "Error in a cell", "a cell of a workbook holds an error, such as #REF! or #DIV/0!", "mend its formula"),
        Code("XG-READ-052", E, "Sum is stale", "the value of a formula that adds cells is not what those cells hold", "let the spreadsheet program calculate the workbook anew, and save it"),
        Code("XG-READ-053", W, "Hidden numbers", "a hidden row, column or sheet holds numbers; what is not shown is not read", "show it, remove it, or say `hidden: read` for this source"),
        Code("XG-READ-054", W, "Values from another workbook", "formulas take values from another workbook, which nobody here can look at", "bring the values into this workbook, or check them against the other one"),
        Code("XG-READ-055", W, "Sign or number not shown", "a number format shows a negative number without its sign, or a number not at all; the sign that the cell holds is taken", "give the cells a format that shows what they hold"),
        Code("XG-READ-056", W, "Number stored as text", "a cell holds a number as text, so that sums of the workbook pass over it", "turn it into a number"),
        Code("XG-READ-057", W, "Number without a format", "a cell has no number format and its number more digits than amounts have: all of them are filed", "give the cell a number format"),
        Code("XG-READ-058", W, "Cells beside the columns", "cells of a table with digits in them stand left of the captions (codes, say) or are words among its values, and are not read", "take them out of the table, or leave them if they say nothing that is filed"),
        Code("XG-READ-059", E, "Format and caption say two scales", "a number format of a sheet takes thousands or millions away, and the caption, heading or label says another scale", "correct the format or the caption: what is shown is filed in the scale of the format"),
        Code("XG-READ-060", W, "Delimited file not well written", "a quote of a delimited file is never closed, a row has more fields than the header, or a NUL stands in it", "write the file anew; fields with delimiters or quotes stand in quotes"),
        Code("XG-READ-061", E, "Row cannot be used", "a row of a data file lacks what it must say, or says it in no form known: a value, a period, a unit, a member", "correct the row"),
        Code("XG-READ-062", E, "Decimal sign not known", "a number such as 120.450 may have decimals or thousands, and nothing in the file tells which", "say `decimal: \".\"` or `decimal: \",\"` for this source in filing.yaml"),
        Code("XG-READ-063", E, "Header not understood", "a data file's first row does not name the columns that its form needs, or names one twice", "name them as the how-to for workbooks and ledgers does"),
        Code("XG-READ-070", INFO, "Page put right", "an HTML page is no well-formed XHTML, which a filing must be, and was put right; one finding tells one kind of change", "nothing; mend the page where it comes from if what it shows is not what was meant"),
        Code("XG-READ-071", INFO, "Page is tagged already", "an HTML page is inline XBRL already: its tags are not taken over", "read the page as it was before it was tagged to have it tagged in place"),
        Code("XG-READ-072", W, "One of several documents", "a file holds several documents, as EDGAR's full submission text does, and nothing says which is to be read; or the one that is named is not in it", "say `document: EX-99.1`, a type or the name of a file, for this source in filing.yaml"),
        Code("XG-READ-073", E, "Picture cannot be filed", "a page shows a picture that is no file of the project, is neither a JPEG nor a GIF inside, or has a name that EDGAR takes no file by (EFM 5.2.1, 5.2.2)", "put the picture beside the page as .jpg or .gif, name it with at most 32 letters, digits, points, hyphens and underscores and no folder, and let the page name it so"),
        Code("XG-READ-080", INFO, "Parts of a Word document not read", "a Word document has pictures, text boxes, equations, objects or tracked deletions, and they are not read", "write what must be filed as text or as a table, and accept or reject what is tracked"),
        Code("XG-READ-090", E, "No filing to check", "what is named to be checked is no filing project and no filing made elsewhere, holds several, or is broken", "name the folder, zip, submission text, inline document or instance of one filing"),
        Code("XG-READ-091", W, "Taxonomy not installed", "a filing made elsewhere is of a taxonomy that is not installed here, so that neither Arelle nor the rules that ask for its elements could judge", "install it with `xbrlgen taxonomy add`, or name it with --taxonomy-package"),
        # -- mapping -----------------------------------------------------------------
        Code("XG-MAP-001", E, "Line not mapped", "a row with numbers is claimed by no rule", "add a rule for it, or leave it out with `omit: reason`"),
        Code("XG-MAP-002", E, "Rule not used", "a rule found no line in the sources", "correct its caption, say `optional: true` if the line comes and goes, or remove it"),
        Code("XG-MAP-003", E, "Ambiguous match", "two rules claim one line, or one rule claims two lines of a table", "tell them apart by `section`, `table` or `has`"),
        Code("XG-MAP-004", E, "Unknown concept", "a QName is neither in the taxonomy nor declared under custom", "correct the spelling, or declare the element under custom"),
        Code("XG-MAP-005", W, "Deprecated concept", "a concept is deprecated in this year's taxonomy", "use its successor"),
        Code("XG-MAP-006", E, "Wrong period type", "an instant concept stands in a statement of durations, or the reverse", "choose a concept of the other period type, or correct the statement's `period`"),
        Code("XG-MAP-007", E, "Not a reportable concept", "a line's concept is abstract, an axis, a table or a member", "name a concept that takes a value"),
        Code("XG-MAP-008", E, "File is not valid YAML", "a YAML file cannot be parsed", "mend the file at the place named"),
        Code("XG-MAP-009", E, "Key or value not allowed", "a key is unknown, missing, or has a value of the wrong form", "see the mapping reference"),
        Code("XG-MAP-010", E, "Duplicate key", "a YAML mapping has the same key twice, two statements have one role, or a source is named twice", "keep one of them"),
        Code("XG-MAP-011", E, "Statement not found", "no table or note of the sources is this statement's", "correct `table`, `has` or `note`"),
        Code("XG-MAP-012", E, "Table not mapped", "a table with numbers belongs to no statement", "add a statement for it, or name it under omit_tables with a reason"),
        Code("XG-MAP-013", E, "Not an axis or a member", "a dimension's axis is not an axis, or its member is not a member", "check both names"),
        Code("XG-MAP-014", E, "Sum cannot be read", "the text of a sum or check does not parse or names an unknown concept", "write it as `Total = Part + Part - Part` or `Ratio = Part / Whole`"),
        Code("XG-MAP-015", E, "Taxonomy not known", "the mapping's taxonomy is neither shipped nor installed", "choose one that is listed, or add its package"),
        Code("XG-MAP-016", W, "Waiver not used", "a waiver of filing.yaml matched no finding", "remove it, or correct its code or words"),
        Code("XG-MAP-017", W, "Custom element not used", "an element declared under custom is used nowhere", "remove it"),
        Code("XG-MAP-018", E, "Unit does not fit", "a line's unit does not fit the type of its concept", "correct `unit`, or choose another concept"),
        Code("XG-MAP-019", E, "File outside the project", "filing.yaml or mapping.yaml names a file that leaves the project's folder", "keep sources inside the project"),
        Code("XG-MAP-020", E, "Edit cannot be made", "an edit of a YAML file names a place that is not there, meets another edit, or would change an anchor that aliases share", "make the change by hand"),
        Code("XG-MAP-021", W, "Lines look exchanged", "the words of two lines of a statement, or of two own elements, are each much nearer to the other's concept than to their own", "exchange their concepts, captions or labels; if they are right, waive it with the reason"),
        Code("XG-MAP-022", W, "Pattern fits nearly every row", "the pattern of a line fits at least half of the rows of its table that other rules claim, and has its own only because they are exact", "write the caption, or a pattern that fits it alone"),
        Code("XG-MAP-050", E, "Concept laid out nowhere", "a row of a data file names a concept for which no statement has a line, with the members that the row names or without any", "add `show: concept` to the statement it belongs to"),
        Code("XG-MAP-051", E, "Account in two lines", "two lines of one statement take the same account of a ledger", "make their `accounts` apart; a total takes `accounts: sum`"),
        Code("XG-MAP-052", E, "Account in no line", "an account of a ledger is taken by no line of any statement", "add it to the `accounts` of a line, or to omit_accounts with a reason"),
        Code("XG-MAP-053", E, "Line without accounts", "no ledger has an account that a line asks for, its sum has no lines with accounts, or nothing says which side of an account it counts", "correct `accounts`, add the sum, say `positive`, or `optional: true` for accounts that come and go"),
        Code("XG-MAP-060", E, "Cell without a concept", "a number is claimed by a line that takes its concepts from columns, and stands in a column that gives none", "give the line, its column or the cell a concept, or leave the cell out with a reason"),
        Code("XG-MAP-061", E, "Note not found", "a note, a policy or a table of it that the mapping names stands nowhere in the sources", "correct its heading; the hint names the headings there are"),
        Code("XG-MAP-062", E, "Note at several places", "the heading of a note fits several paragraphs, and none of them is numbered as notes are", "write a pattern that fits its heading alone"),
        Code("XG-MAP-063", INFO, "Note to the end of the file", "nothing ends the last note before the file does", "say `until` if something stands behind it that is no part of it"),
        Code("XG-MAP-070", E, "Row of tags cannot be used", "a row of a file of tags (`tags` of a source) names no concept, period or place that can be read, or its header is none", "correct the row; the file is written by `xbrlgen import`"),
        Code("XG-MAP-071", E, "Tag does not fit the page", "a row of a file of tags says which characters stand at its place, and the page has others there", "the page was changed after its tags were stated: correct the place of the row, or import the filing anew"),
        Code("XG-MAP-072", E, "Carried taxonomy cannot be read", "the folder that `extension.carried` names holds no schema, more than one, or a broken file", "put the company's own schema with its linkbases there, and nothing else"),
        # -- facts -------------------------------------------------------------------
        Code("XG-FACT-001", E, "One fact, two values", "one concept, period and set of members is printed with two values that rounding does not explain", "correct the source, or map the lines to different concepts"),
        Code("XG-FACT-002", E, "Period not settled", "a bare date heads a statement of durations and its length is not known", "say `period: 3 months` in the statement"),
        Code("XG-FACT-003", E, "Period not expected", "a column speaks of a period that filing.yaml does not list", "check the heading for a slip, or add the period to filing.yaml"),
        Code("XG-FACT-004", E, "Range without members", "a cell prints a range and the mapping gives no members for its low and high", "add `columns: [{heading: …, low: …, high: …}]`"),
        Code("XG-FACT-005", INFO, "Placeholder identifier", "the entity's identifier is a placeholder", "put the CIK into filing.yaml before submission"),
        Code("XG-FACT-006", W, "Negative value of a one-way concept", "a concept that counts one way only has a negative value", "check `sign`; if it is a real reversal, waive it with the reason"),
        Code("XG-FACT-007", W, "Cover field missing", "the form's cover page must state something that filing.yaml does not", "add the key it names under `cover` in filing.yaml", "EFM 6.5.20 to 6.5.54"),
        Code("XG-FACT-008", INFO, "Period reconciled", "a period that was computed from words misses one that filing.yaml lists by some days, as in calendars of 52 or 53 weeks, and is taken to be that one", "see that the listed period is meant"),
        Code("XG-FACT-009", E, "Start of a period not known", "a period of so many months ends within a month, so that it may be one of weeks, and the day it starts on is not printed", "list the period in filing.yaml"),
        Code("XG-FACT-010", E, "Period of a column does not fit", "the `period` that the mapping says of a statement, a line or a column is no period, or contradicts the column's heading", "name a period that filing.yaml lists, or correct `heading`"),
        Code("XG-FACT-011", W, "Period of a statement fits no figure", "the `period` of a statement is true of none of its figures: the headings of its table say other lengths", "take `period` out, correct it, or mend the heading"),
        Code("XG-FACT-030", E, "Mapping and print differ in scale", "`scale` in the mapping says one scale, and the label, heading or caption it speaks of says another", "correct `scale`, or the print; to overrule a caption for one line, say `scale` on that line"),
        Code("XG-FACT-031", E, "Percentage not said", "a concept takes a percentage, and neither a sign, the label, the heading nor the caption says that the figure is printed as one", "say `scale: percent` (21.0 is 0.21), `scale: basis points`, or `scale: units` (0.21 is 0.21)"),
        Code("XG-FACT-032", E, "Scale of a count not said", "a count stands in a table of thousands or millions, and nothing says whether it is counted so", "say `scale: units` or `scale: thousands` on the line"),
        Code("XG-FACT-033", E, "Scale not said", "a table of money says no scale, and one stands near that was not used: in the text beside it, or in another table", "say `scale: units` (or thousands, millions) in the statement, or print it in the caption"),
        Code("XG-FACT-034", E, "Currency of print and filing differ", "the figure, its heading or the caption names a currency other than the one it would be filed in", "correct `currency` in filing.yaml, say `unit` for a column or statement in a second currency, or leave it out with `omit: reason`"),
        Code("XG-FACT-035", E, "Figure without a period", "a line claims a figure of a column whose heading names no period that could be read", "mend the heading, say the period in the mapping's columns, or leave the column out with `omit: reason`"),
        Code("XG-FACT-050", E, "Balance in another currency", "a ledger has balances in a currency that is not the filing's; they are not added", "take a ledger in the filing's currency"),
        Code("XG-FACT-060", E, "Words that say no such value", "the words of a text line are no flag, date, duration, number or name of the kind that its concept takes", "correct the pattern, so that {value} stands for the value alone; or say what the words mean under `value`"),
        Code("XG-FACT-061", E, "Cover says another value", "a fact of the cover is stated in filing.yaml with another value than the page shows", "correct one of them"),
        # -- import ------------------------------------------------------------------
        Code("XG-IMP-001", W, "Own taxonomy is not there", "an imported filing's own schema is not there: what its facts and contexts name is declared from their use, with types by unit and without balances, labels are spelled from the names, and there are no networks", "import the whole filing, with its schema and linkbases"),
        Code("XG-IMP-002", W, "Part of a filing cannot be carried", "an imported filing has something that a project cannot say: a tuple, a fraction, a second target document, a fact without a context", "see what it was; the rest is carried"),
        Code("XG-IMP-003", INFO, "Page changed by the import", "an inline document had a document type or characters outside ASCII: its page was changed as every page is", "nothing; EDGAR takes ASCII only"),
        Code("XG-IMP-004", W, "No rules proposed", "the rules that were inferred from an imported filing cannot be read as a mapping: all its facts are stated one by one", "report it with the filing; the project gives every fact back as it is"),
        # -- dates -------------------------------------------------------------------
        Code("XG-DATE-001", E, "Nothing at the period end", "no figure of the sources speaks of the period end of the report", "correct `period_end` under document, the periods of the columns, or say `fiscal_year_named`"),
        Code("XG-DATE-002", E, "Figures of the future", "figures that are not marked as expected speak of a time after the report's date", "say `fiscal_year_end`, correct the date or the headings, or give what is expected a member of srt:StatementScenarioAxis"),
        Code("XG-DATE-003", W, "Document and period apart", "a report is dated before its period ends, or long after", "correct `date` or `period_end` under document"),
        Code("XG-DATE-004", W, "Dateline and document apart", "the release's own dateline is some days or more from the report's date", "correct `date` under document, or see that the right release is named under sources"),
        Code("XG-DATE-005", W, "Fiscal year does not fit", "the fiscal year end or the fiscal period of the cover does not fit the calendar of the periods", "correct `fiscal_year_end`, `cover.fiscal_year_end` or `cover.fiscal_period`"),
        # -- extension ---------------------------------------------------------------
        Code("XG-EXT-001", E, "Standard name reused", "a custom element has the name of a standard one", "use the standard element, or choose another name", "EFM 6.7.16"),
        Code("XG-EXT-002", E, "Two concepts, one label", "two concepts have the same standard label", "give one of them a `label`", "EFM 6.10.4"),
        Code("XG-EXT-003", W, "No reason given", "a custom element has no `why`", "say why no standard element fits"),
        Code("XG-EXT-004", E, "Weight against the balance", "a sum adds or subtracts a concept against its balance, or mixes instants and durations", "turn the sign in the sum, or choose the concept that the line means", "XBRL 2.1 5.1.1.2; EFM 6.14.3"),
        Code("XG-EXT-005", E, "Sum outside its statement", "a sum's concept is not laid out in the statement the sum belongs to", "add a line `show: concept`, or move the sum", "EFM 6.14.5"),
        Code("XG-EXT-006", E, "Two sums of one total", "a statement has two sums with the same total: as links of one role they would be added together", "put one of them under the statement's `checks`", "XBRL 2.1 5.2.5.2"),
        # -- arithmetic --------------------------------------------------------------
        Code("XG-TIE-001", E, "Sum does not hold", "a total differs from the sum of its parts", "correct the figure that is wrong"),
        Code("XG-TIE-002", E, "Sum cannot be checked", "a sum or check of a statement names a concept that the statement has no line for", "map the missing line, correct the name, or put the relation under `checks` at the top of the file"),
        Code("XG-TIE-003", W, "Ratio does not recompute", "a printed ratio or per-share figure is not what its parts give, rounding considered; an error if it is out by more than one unit of its last digit, as no way of rounding explains that", "correct the figure, or waive it with the reason"),
        Code("XG-TIE-004", E, "Roll-forward does not hold", "an opening balance and its movements do not give the closing balance", "correct the figure that is wrong; check for swapped columns"),
        Code("XG-TIE-005", E, "Check never applied", "a check of the mapping found no period in which all its parts are stated", "correct it, or remove it"),
        Code("XG-TIE-006", E, "Text and facts disagree", "a number of the running text is not what the facts give, rounding considered", "correct the text or the figure; if the words mean something else, refine `prose`"),
        Code("XG-TIE-007", W, "Number of the text not accounted for", "a number of the running text is neither a fact, nor tied to facts, nor left out with a reason", "add its words to `prose` with a concept, or with `omit: reason`; `xbrlgen ties` proposes"),
        Code("XG-TIE-008", W, "Word against the figures", "the text says up and the figures went down, or the reverse", "correct the word or the figure"),
        Code("XG-TIE-009", W, "Words not found", "words under `prose` stand near no number of the text", "correct or remove them"),
        Code("XG-TIE-010", E, "Sum across units", "a sum adds figures of different units, or a ratio is not in the unit that its parts give", "correct the `unit` of the line that is wrong"),
        Code("XG-TIE-021", E, "Text and facts disagree in sign", "a number of the running text has the digits of a fact and the words beside it give the other sign: net income over a loss", "correct the word or the sign in the text, or the figure of the table"),
        Code("XG-TIE-022", W, "Period of a number left open", "the words near a number of the running text name a figure and do not say of which period; what fits its digits is named and not assumed", "name the period in the sentence, or say `period:` in the rule of `prose`"),
        Code("XG-TIE-030", E, "Total not stated", "a total is not stated in a period in which all its parts are, and in another period of the statement it is", "print the total, or correct the cell it is in"),
        Code("XG-TIE-031", E, "Ratio cannot be computed", "a ratio is printed, and what it is over is zero or not stated in that period", "correct the figure it is over"),
        Code("XG-TIE-032", W, "Number of a caption not accounted for", "an amount in the label of a row (par value, shares authorised, an allowance) is neither a fact nor left out", "tag it with a `text` line, or leave the row out with `omit: reason`; else waive this with the reason"),
        Code("XG-TIE-033", E, "Cell blank that is filled elsewhere", "a row of a table has no number in a column, and the sources print it in another place", "print the number, or waive this with the reason"),
        Code("XG-TIE-034", W, "Cell of a sum or ratio blank", "a row of a table that a sum or ratio speaks of has no number in a column that others fill; an error where it is the total", "print the number, or a dash where there is none; else waive this with the reason"),
        Code("XG-TIE-040", E, "Debits are not credits", "the balances of a ledger do not add up to nothing, for one entity, period and currency", "take a complete ledger; look for a row that is missing or stands twice"),
        Code("XG-TIE-041", E, "Document and its source disagree", "a number of the document is not what the workbook, data or ledger beside it holds, rounded as it is printed", "correct the one that is wrong"),
        Code("XG-TIE-042", INFO, "Support for nothing", "supporting sources hold values for which the document has no fact", "nothing, unless the document should have them"),
        Code("XG-TIE-043", INFO, "Sum of a workbook not in the mapping", "a formula of a workbook adds numbers of facts to another one, and no sum or check of the mapping does", "add the sum to the statement's `sums`, or to its `checks`"),
        Code("XG-TIE-050", W, "Calculation does not hold", "a total of a calculation network of a filing made elsewhere differs from its parts, all of which are stated, by more than rounding", "correct the fact or the network that is wrong"),
        Code("XG-TIE-051", INFO, "Calculation off by little, or told in part", "a total of a calculation network of a filing made elsewhere differs from its parts by what rounding explains, or where some of its parts are not stated", "nothing, if the print shows the same"),
        # -- plausibility ------------------------------------------------------------
        Code("XG-PLA-001", E, "Amount per share does not fit", "an amount per share is not of the size or sign that the result over the weighted shares gives, or the weighted shares are zero", "check the scale of shares and money (`scale` says it), the sign, and the figures"),
        Code("XG-PLA-002", E, "Counts of shares do not fit", "shares on the cover, outstanding and weighted are more than a hundredfold apart", "check the scale of the line (`scale: units`, `scale: thousands`), or the cover"),
        Code("XG-PLA-003", E, "Power of a thousand between tables", "a concept in two tables of different scales differs by a power of a thousand from one period to the next", "check the scale of both tables"),
        Code("XG-PLA-004", E, "Text says another power of a thousand", "a number of the running text has the digits of a fact that its sentence speaks of, at another power of a thousand", "correct million, billion or thousand in the text, or the scale of the table"),
        Code("XG-PLA-005", E, "Percentage of more than a thousand", "a percentage is filed as 10 or more, that is 1,000 percent; a warning where it is printed with its sign", "say `scale: percent` on the line", "DQC 0091"),
        Code("XG-PLA-006", E, "Minimum above maximum", "the minimum of a range is more than its maximum", "give the members by the value: the smaller is the minimum"),
        Code("XG-PLA-007", E, "Amount per share has lost a digit", "an amount per share is printed with one decimal, and others of its line with more", "print all its digits; if it is printed so, waive this with the reason"),
        Code("XG-PLA-008", W, "Power of ten from the last filing", "most lines of a statement are ten, a hundred, a thousand ... times what `expected/facts.txt` has for an earlier period; an error where one fact of the same period is", "check the scale; if it is right as it is, accept it with `xbrlgen test --update`"),
        # -- regression --------------------------------------------------------------
        Code("XG-REG-001", E, "No expectation", "a filing project has no expectation, or a part of it is missing", "look at what the filing is now, then write it with `xbrlgen test --update`"),
        Code("XG-REG-002", E, "Expectation is stale", "an expectation was made from other sources, for another report or taxonomy, or in an older form", "look at the differences; if they are meant, write it anew with `xbrlgen test --update`"),
        Code("XG-REG-003", E, "Filing differs from its expectation", "a fact, a network, a label, an element or a check is not what the expectation says", "mend the mapping, or accept the change with `xbrlgen test --update`"),
        Code("XG-REG-004", E, "Expectation cannot be read", "a file of `expected` is not in its form", "take it from version control again, or write it anew with `xbrlgen test --update`"),
        Code("XG-REG-005", W, "Value differs from the one filed before", "a figure of an earlier period is not what an earlier filing of the same company said", "correct it if it is a slip; if it is restated, say so in the filing"),
        Code("XG-REG-006", W, "One line, two concepts", "filings of one company give the same caption of the same statement to different concepts", "choose one of them, or tell the lines apart"),
        Code("XG-REG-007", W, "Sign convention flips", "filings of one company turn the sign of the same line on the same concept differently", "correct `sign` or `positive` in one of the mappings"),
        Code("XG-REG-008", W, "Own element declared twice", "filings of one company declare the same own element with another type, period type, balance or label, one label under two names, or give one line to an own element and to a standard one", "use one declaration in all mappings"),
        Code("XG-REG-009", E, "Nothing to compare", "what is named for a comparison is no filing project, mapping, release, package, inline document or instance, is broken, or does not go with the other side", "name a file or folder that xbrlgen reads"),
        Code("XG-REG-010", INFO, "Told otherwise in another filing", "filings of one company give a concept another label, a statement another name or title, or a total another sum", "keep one wording and one sum, unless the company has changed them"),
        Code("XG-REG-011", E, "Date does not fit the next report", "a project is rolled to a day that is not after its period end, or that no heading of the new sources ends on; or the report is dated before that day", "give the last day of the new report's period with --to, and the day of the report with --date"),
        # -- migration ---------------------------------------------------------------
        Code("XG-MIG-001", W, "Concept deprecated or gone, successor known", "a concept of the mapping is deprecated or gone in the new taxonomy year and has one successor", "apply the proposed edit with `xbrlgen migrate --write`"),
        Code("XG-MIG-002", E, "Concept deprecated or gone, to be decided", "a concept of the mapping is deprecated or gone in the new taxonomy year, with several successors or none", "decide with `--choose OLD=NEW`"),
        Code("XG-MIG-003", W, "Concept changed", "a concept has another type, balance or period type in the new taxonomy year", "check the sign and the period of its lines"),
        Code("XG-MIG-004", INFO, "Label or calculation changed", "a concept has another standard label or other calculation parents in the new taxonomy year", "check that it still means what the line says"),
        Code("XG-MIG-005", W, "Own element has a standard twin", "the new taxonomy year has a standard element like an own one", "use the standard element with `--choose OLD=NEW`, or keep your own and say why"),
        Code("XG-MIG-006", E, "Filing differs beyond what was approved", "a fact, a network, a label or a check differs after a migration in more than the approved names", "look at the line it names; decide the concept with `--choose OLD=NEW` or mend the mapping"),
        Code("XG-MIG-007", E, "Migration cannot be made as asked", "a migration is asked to an earlier year, or a decision names a concept that the mapping does not use or the new taxonomy year does not offer", "correct the option it names"),
        # -- output ------------------------------------------------------------------
        Code("XG-OUT-001", E, "Output folder is not ours", "the output folder holds files that are no earlier output", "choose another folder, or move the files out of it"),
        Code("XG-OUT-002", E, "Viewer not written", "the inline viewer of Arelle is not installed, or wrote no page", "install it with the extra: pip install 'xbrlgen[viewer]'"),
        Code("XG-OUT-003", E, "File not written", "a file of the project, or a report that was asked for, cannot be written", "check the folder, its rights and its space"),
        Code("XG-OUT-004", E, "Not fit for EDGAR", "a placeholder stands where EDGAR needs what only the filer can say", "put it into filing.yaml"),
        Code("XG-OUT-005", E, "Folder is being written", "another run has been writing beside the output folder for half a minute", "wait for the other run, or choose another folder"),
        Code("XG-OUT-006", E, "Cannot be asked for", "a command was given what it does not take, or options that contradict each other", "see `xbrlgen COMMAND --help`"),
        Code("XG-OUT-007", E, "Interrupted", "the run was ended from outside before it was done; what was there before is there still", "start it again"),
        Code("XG-OUT-008", E, "Fault of xbrlgen", "the program met something that it does not foresee", "report it with the input that shows it"),
        # -- official taxonomies -----------------------------------------------------
        Code("XG-TAX-001", E, "Not a zip", "a taxonomy package is no zip archive, or is not there", "give the package as its publisher packs it, or its unpacked folder"),
        Code("XG-TAX-002", E, "Package damaged", "a taxonomy package is cut off or its contents do not match their checksums", "fetch it again"),
        Code("XG-TAX-003", E, "Package too large", "a taxonomy package has more files, more bytes or a higher packing ratio than a taxonomy can have", "check that the right file was given; this may be a zip bomb"),
        Code("XG-TAX-004", E, "Unsafe path in a package", "a file of a taxonomy package has an absolute path, one that leads out of the package, a name twice, or is a link", "do not use the package; fetch it from its publisher"),
        Code("XG-TAX-005", E, "Not a taxonomy package", "an archive lacks META-INF/taxonomyPackage.xml or META-INF/catalog.xml, or they do not say what they must", "give a package in the form of Taxonomy Packages 1.0", "Taxonomy Packages 1.0, 3"),
        Code("XG-TAX-006", E, "File of a package cannot be read", "a schema or linkbase of a taxonomy package is not well-formed, declares entities, or contradicts itself", "fetch the package again"),
        Code("XG-TAX-007", E, "Two packages claim one address", "a taxonomy package gives other contents than an installed one for the same official address", "remove one of the two: `xbrlgen taxonomy remove`"),
        Code("XG-TAX-008", E, "Wrong year or namespace", "a schema's namespace is not that of its official address, or a package does not hold the taxonomy asked for", "check that the right package was given"),
        Code("XG-TAX-009", E, "Checksum differs", "a taxonomy package is not the one whose SHA-256 was given or recorded", "fetch it again; if the publisher replaced it on purpose, give the new checksum"),
        Code("XG-TAX-010", E, "Package not fetched", "a taxonomy package could not be fetched from its publisher's address", "check the address and the network, or download it and add the file"),
        Code("XG-TAX-011", E, "Store cannot be used", "the store of taxonomies cannot be written, or another run is writing it", "check the folder and its space, or wait for the other run"),
        Code("XG-TAX-012", E, "Package not installed", "no installed taxonomy package has the name given", "see `xbrlgen taxonomy list`"),
        Code("XG-TAX-013", E, "Installed package damaged", "a package of the store is not as it was added", "remove it and add it again"),
        Code("XG-TAX-014", W, "Taxonomy incomplete", "an installed taxonomy builds on addresses that no installed package holds", "add the packages named; until then the stand-in judges"),
        Code("XG-TAX-015", INFO, "Index not made yet", "an installed package has no index of the present form in the cache", "nothing: it is made at the next use, which then takes some seconds"),
    )
}  # fmt: skip
CODES |= {row[0]: Code(*row) for row in EFM}


def finding(
    code: str,
    message: str,
    where: Where | None = None,
    *,
    hint: str | None = None,
    related: Iterable[Related] = (),
    subjects: Iterable[str] = (),
    severity: Severity | None = None,
) -> Finding:
    """A finding of ours, with the severity and, unless a better ``hint`` is known, the remedy of its code.

    Raises KeyError for an unknown code.
    """
    rule = CODES[code]
    return Finding(
        code=code,
        severity=rule.severity if severity is None else severity,
        message=message,
        where=where,
        hint=rule.remedy if hint is None else hint,
        related=tuple(related),
        subjects=tuple(subjects),
    )
