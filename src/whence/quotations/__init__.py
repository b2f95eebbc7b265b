"""Quotations: which characters of a text stand in quote marks, of whatever make.

Floor 1, as two stages must see the same ones: extraction tells direct speech from indirect by
them, linking tells a carried-over passage from a statement two reports both quote.
"""

from whence.quotations.blocks import blocks_after, introduces_block, paragraph_opens_quoted
from whence.quotations.finding import Quote, find_quotes
from whence.quotations.marks import opening_mark
from whence.quotations.quoted import QuotedText, outermost_quotes

__all__ = [
    "Quote",
    "QuotedText",
    "blocks_after",
    "find_quotes",
    "introduces_block",
    "opening_mark",
    "outermost_quotes",
    "paragraph_opens_quoted",
]
