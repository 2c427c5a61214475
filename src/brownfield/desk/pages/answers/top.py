"""What stands at the top of the page of an answer: sentence, key figures, decisions?

The page was written by us and is kept whole; its first section is shown again where the
run is, so that nothing is told twice in different words.
"""

import re

BEGIN, END = '<section id="answer"', "</section>"
FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
INSIDE = re.compile(r'href="#')


def top_of(page: str, address: str) -> str:
    """Return the answer that stands first on a page, as HTML; blank for none.

    Parameters
    ----------
    page
        The page as it is kept.
    address
        Its address, to which links to its other sections lead.
    """
    begin = page.find(BEGIN)
    end = page.find(END, begin)
    if begin < 0 or end < 0:
        return ""
    inside = page[page.index(">", begin) + 1 : end]
    return INSIDE.sub(f'href="{address}#', FIGURE.sub("", inside))
