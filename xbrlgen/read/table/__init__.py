"""The half of reading a table that is free of layout: what captions, headings, rows and columns mean.

Whatever a source is laid out by (characters of a page, cells of HTML, cells of a sheet) feeds it:
:class:`~xbrlgen.read.table.columns.Head` over each column, :class:`~xbrlgen.read.table.rows.Row` for each
row, with the depth of its label. Periods, sections, note marks and what is odd about them are settled here.
"""
