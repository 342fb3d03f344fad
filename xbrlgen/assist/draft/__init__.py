"""A first mapping for a document: statements, sums, concepts and signs found in it.

``tables`` says which tables are statements and of what kind, ``sums`` which lines add up, ``concepts`` what
they are, ``signs`` which way they count, ``about`` who reports and when. Nothing here is sure but what
arithmetic shows: what rests on words carries its confidence. ``mapping.drafted`` writes the two files.
"""

from xbrlgen.assist.draft.about import about
from xbrlgen.assist.draft.drafting import draft

__all__ = ["about", "draft"]
