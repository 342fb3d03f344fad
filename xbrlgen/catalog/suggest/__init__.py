"""Which concept a caption may mean: by what filers called it, and by the taxonomy's own labels.

Nothing leaves the machine and nothing is learned at run time: ``captions.tsv.xz`` of a taxonomy year holds
what filers called their lines, ``ranking.tsv`` what each sign of likeness weighs. Both are made by
``taxonomy/make_captions.py``.
"""

from xbrlgen.catalog.suggest.ranking import Suggester, Suggestion, open_suggester
from xbrlgen.catalog.suggest.words import caption_words

__all__ = ["Suggester", "Suggestion", "caption_words", "open_suggester"]
