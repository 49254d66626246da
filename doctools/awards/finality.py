"""Whether a ranking could still move through what is nobody's yet, or not carried out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from doctools.awards.evaluate import evaluate
from doctools.awards.ranking import rank

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doctools.awards.decided import OnResults
    from doctools.awards.rules import Criteria
    from doctools.facts import Facts
    from doctools.records import Award, Work

_MANY: Final = 50
"""Papers without an author that are tried on everybody; with more no list is final.

Each costs a judgement for every rule and subject, some tenths of a second in all.
"""


def with_loose_works(
    awards: Sequence[Award],
    *,
    criteria: Criteria,
    facts: Facts,
    works: Sequence[Work],
    unread: Sequence[Work] = (),
    decisions: OnResults,
    text_of: Callable[[str], str],
) -> tuple[Award, ...]:
    """Return the awards, open where a paper that is in no result could move somebody.

    Tried is the case in which every paper without an author is everybody's: who moves
    in no ranking then is out of reach of all of them.

    Args:
        awards: as ranked by what is known.
        criteria: as read.
        facts: what the tables say.
        works: as attributed and decided on.
        unread: files that hold a paper nobody could read, and that are no works.
        decisions: what persons decided on results.
        text_of: the text of a work by its path.
    """
    loose = [work for work in (*works, *unread) if _is_nobodys(work)]
    if not loose and not unread:
        return tuple(awards)
    if len(loose) > _MANY:
        return tuple(_opened(award, "unclaimed") for award in awards)
    results = evaluate(
        criteria,
        facts=facts,
        works=(*works, *unread),
        anybodys=loose,
        decisions=decisions,
        text_of=text_of,
    )
    otherwise = rank(criteria, facts=facts, results=results)
    return tuple(
        _opened(award, "unclaimed") if award.ranking != other.ranking else award
        for award, other in zip(awards, otherwise, strict=True)
    )


def with_open_decisions(awards: Sequence[Award]) -> tuple[Award, ...]:
    """Return the awards, none final: something decided is not carried out yet."""
    return tuple(_opened(award, "undecided") for award in awards)


def with_unknown_members(
    awards: Sequence[Award], *, criteria: Criteria
) -> tuple[Award, ...]:
    """Return the awards, open where of somebody nobody knows whether he may take part.

    Who is not said to be a party member stands on no list for party members.
    """
    populations = criteria.populations
    asks = {
        award.identifier: populations[award.population].party_member is not None
        for award in criteria.awards
    }
    return tuple(
        _opened(award, "member_unknown") if asks[award.award] else award
        for award in awards
    )


def _is_nobodys(work: Work) -> bool:
    return work.status == "pending" and not work.members and not work.organisation


def _opened(award: Award, code: str) -> Award:
    return replace(award, final=False, open=(*award.open, code))
