"""The rules for papers: `[documents]`, and what a joint work is worth to an author."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Final

from doctools.awards.numbers import exact
from doctools.awards.rules import DocumentRules

if TYPE_CHECKING:
    from doctools.awards.strict import Table
    from doctools.records import Work

DATES: Final = ("published_on", "stated_date", "filename_date", "folder_date")
"""Where a work's date may stand: with the outlet, in the text, in names."""
_FIXED: Final = {
    "duplicates": "one_work",
    "overlap_with_other_member": "pending",
    "unattributed": "pending",
}
"""Rules that have one value only."""
_COAUTHOR: Final = ("full", "fractional", "first_only", "weights")
_TWO_OUTLETS: Final = ("once", "highest", "each")


def read_documents(table: Table) -> DocumentRules:
    """Return the rules a file states, the usual ones where it is silent.

    Raises:
        UsageError: a value that is not built, or weights that fit no rule.
    """
    for key, only in _FIXED.items():
        table.choice(key, (only,), default=only)
    dates = table.texts("date", allowed=DATES)
    if dates and sorted(dates) != sorted(DATES):
        raise table.place.error("criteria_dates", "date", allowed=DATES)
    coauthor, weights = read_coauthor(table)
    rules = DocumentRules(
        dates=dates,
        coauthor=coauthor,
        weights=weights,
        two_outlets=table.choice(
            "same_article_in_two_outlets", _TWO_OUTLETS, default="once"
        ),
    )
    table.close()
    return rules


def read_coauthor(table: Table) -> tuple[str, tuple[Fraction, ...]]:
    """Return how joint works count, and the weights of the authors if by weights.

    Raises:
        UsageError: another way, or weights that fit no rule.
    """
    coauthor = table.choice("coauthor", _COAUTHOR, default="full")
    weights = _weights(table)
    if bool(weights) != (coauthor == "weights"):
        raise table.place.error("criteria_weights", "coauthor_weights")
    return coauthor, weights


def _weights(table: Table) -> tuple[Fraction, ...]:
    """Return the weights: numbers from 0 to 1, the first above 0, none above it."""
    written = table.get("coauthor_weights") or []
    if not isinstance(written, list):
        raise table.wrong("coauthor_weights", written, "weights")
    found = [exact(value) for value in written]
    weights = tuple(weight for weight in found if weight is not None)
    right = weights == tuple(sorted(weights, reverse=True)) and (
        not weights or 0 < weights[0] <= 1
    )
    if len(weights) < len(found) or not right:
        raise table.wrong("coauthor_weights", written, "weights")
    return weights


def credit_of(work: Work, subject: str, *, rules: DocumentRules) -> Fraction | None:
    """Return what a work is worth to one of its authors, 0 to 1.

    An organisation's own paper is worth 1 to it. None: the order of the authors decides
    and cannot be told, see `place_of`.
    """
    order = [member.member_id for member in work.members]
    if rules.coauthor == "full" or subject not in order:
        return Fraction(1)
    if rules.coauthor == "fractional":
        return Fraction(1, max(work.authors, len(order)))
    place = place_of(subject, work)
    if place is None:
        return None
    weights = rules.weights or (Fraction(1),)
    return weights[place - 1] if place <= len(weights) else Fraction(0)


def place_of(subject: str, work: Work) -> int | None:
    """Return the place of an author of a work among all its authors, from 1.

    None: somebody who is not on the roster is among them, and the paper does not tell
    their order.
    """
    order = [member.member_id for member in work.members]
    place = order.index(subject)
    outsiders = work.authors > len(order)
    return work.members[place].place if outsiders else place + 1
