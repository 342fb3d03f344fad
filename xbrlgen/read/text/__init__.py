"""Releases set in characters: where words and figures stand on the page says what they are.

The way of a file: ``edgar_text`` cuts it at tags, page breaks and tables; ``layout`` reads a line and finds
columns; ``tables`` cuts statements apart; ``headings``, ``titles`` and ``rows`` say what stands over them and
in them; ``paragraphs`` is the rest. What a table means is settled in ``read/table``, free of layout.
"""
