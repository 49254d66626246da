"""Makes the page of a comparison: ranked pairs, side by side, without the network.

Its one script only scrolls the columns; the policy admits it by its hash and nothing
else. Without it everything is on the page and every link works.
"""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from typing import TYPE_CHECKING

from doctools.reports.html import environment
from doctools.reports.pairs import pairs_of
from doctools.reports.side_by_side import clusters, side_by_side
from doctools.reports.speech import Speech
from doctools.reports.view import View

if TYPE_CHECKING:
    from datetime import date

    from doctools.messages import Catalogue
    from doctools.result import Result

FULL = 60
"""Pairs shown with their texts: what one person may look at in a day."""
LISTED = 2000
"""Pairs in the ranking; a browser stays quick with as many lines."""
CLASSES = ("copy", "quotation", "reference", "template", "own_earlier")


def render(
    result: Result, *, words: Catalogue, today: date, hidden: bool = False
) -> str:
    """Return a comparison as one HTML page.

    Args:
        result: of the comparison; `anonymous` if names are to be hidden.
        words: catalogue.
        today: the day that stands on the page.
        hidden: whether names are hidden, which the page says.
    """
    pairs = pairs_of(result.overlaps)
    script = environment().get_template("comparison.js").render()
    return (
        environment()
        .get_template("comparison.html.j2")
        .render(
            result=result,
            view=View(result=result, words=words),
            w=words,
            say=Speech(words=words, result=result),
            today=today.isoformat(),
            hidden=hidden,
            pairs=pairs,
            shown=[
                side_by_side(result, pair, number=number)
                for number, pair in enumerate(pairs[:FULL], start=1)
            ],
            listed=LISTED,
            groups=clusters(pairs),
            classes=CLASSES,
            script_hash=b64encode(sha256(script.encode()).digest()).decode(),
        )
    )
