"""Who of several people of one name is meant: by branch, else by the time they were there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from doctools.facts import Person
from doctools.model import Evidence
from doctools.text.privacy import mask_private

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.facts import Stay
    from doctools.members.names import Reading

_COMMON = frozenset(
    {"党员", "预备党员", "干部", "群众", "同志", "教师", "成员", "委员"}
)
"""Posts that many hold: none of them tells two people apart."""
Span = tuple[date, date]
"""First and last day a partial date may mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who bears a name: one person, or all who may be meant and a code.

    Attributes:
        evidence: the place that told them apart or speaks against all of them.
    """

    people: tuple[Person, ...]
    code: str | None = None
    evidence: Evidence | None = None


def tell_apart(
    bearers: tuple[Person, ...],
    readings: Sequence[Reading],
    *,
    branches: frozenset[str],
    others: frozenset[str | None],
    written: Span | None,
) -> Told:
    """Return who of a name's bearers is meant.

    A place that names a branch none of them belongs to speaks against all of them,
    unless it is a branch of another author of the same paper (`others`). Someone who
    moved belongs to each of his branches, between namesakes to that of the day.

    Args:
        bearers: the roster's people of the name.
        readings: what each place says, the most trusted first.
        branches: names of all branches of the roster.
        others: branches of the paper's other authors.
        written: first and last day the work's date may mean, or None.
    """
    chosen: dict[str, Reading] = {}
    left = bearers
    for reading in readings:
        called = branches.intersection(reading.called)
        places = branches.intersection(reading.organisations) | called
        fitting = _of_branch(bearers, places, written)
        if not places or (places & others and not fitting):
            continue
        if not fitting and places == called and "支部" not in reading.text:
            # a village or school named for short may be where he works or went to
            continue
        if not fitting and all(person.branch for person in bearers):
            return _disputed(bearers, reading)
        if len(fitting) == 1:
            chosen.setdefault(fitting[0].member_id, reading)
        elif fitting:
            left = tuple(each for each in left if each in fitting)
    if len(chosen) > 1:
        return _disputed(bearers, list(chosen.values())[1])
    if len(bearers) == 1:
        return Told(people=bearers)
    for member_id, reading in chosen.items():
        people = tuple(each for each in bearers if each.member_id == member_id)
        return Told(people=people, evidence=evidence_of(reading))
    return _by_post(left, readings) or _by_time(bearers, left, written)


def _by_post(left: tuple[Person, ...], readings: Sequence[Reading]) -> Told | None:
    """Return the one bearer whose post stands beside the name, or None."""
    for reading in readings:
        posts = reading.posts if len(reading.people) == 1 else ()
        fitting = tuple(
            each
            for each in left
            if any(_is_post(has, post) for has in each.posts for post in posts)
        )
        if fitting:
            single = len(fitting) == 1
            shown = evidence_of(reading)
            return Told(people=fitting, evidence=shown) if single else None
    return None


def _is_post(has: str, post: str) -> bool:
    """Tell whether a post is written in full or for short: 支部书记, never 副书记."""
    front = has.removesuffix(post)
    return has.endswith(post) and not front.endswith("副") and post not in _COMMON


def _of_branch(
    bearers: tuple[Person, ...], places: frozenset[str], written: Span | None
) -> list[Person]:
    """Return the bearers of these branches; of several those who were there that day."""
    fitting = [each for each in bearers if places & branches_of(each)]
    if len(fitting) < 2 or written is None:
        return fitting
    return [each for each in fitting if _was_in(each, places, written)] or fitting


def _disputed(bearers: tuple[Person, ...], against: Reading) -> Told:
    return Told(people=bearers, code="sources_disagree", evidence=evidence_of(against))


def _by_time(
    bearers: tuple[Person, ...], left: tuple[Person, ...], written: Span | None
) -> Told:
    """Return the one bearer who was on the roster when the work was written."""
    there = [each for each in left if written is None or _was_there(each, written)]
    if written is not None and len(there) == 1:
        row = there[0].row
        shown = Evidence(source="table", text=f"{row.table} {row.row}")
        return Told(people=tuple(there), evidence=shown)
    return Told(people=bearers, code="namesake")


def branches_of(person: Person) -> frozenset[str | None]:
    """Return every branch a person belongs or belonged to."""
    return frozenset({person.branch, *(stay.branch for stay in person.stays)})


def evidence_of(reading: Reading) -> Evidence:
    """Return a reading as evidence, long numbers masked."""
    return Evidence(
        source=reading.source, text=mask_private(reading.text), block=reading.block
    )


def _was_there(person: Person, written: Span) -> bool:
    return _meet(person.joined, person.left, written)


def _was_in(person: Person, places: frozenset[str], written: Span) -> bool:
    """Tell whether a person may have belonged to one of the branches at that time."""
    if not person.stays:
        return _was_there(person, written)
    return any(
        stay.branch in places and _covers(stay, written) for stay in person.stays
    )


def _covers(stay: Stay, written: Span) -> bool:
    return _meet(stay.first, stay.last, written)


def _meet(first: date | None, last: date | None, written: Span) -> bool:
    return (first is None or first <= written[1]) and (
        last is None or written[0] <= last
    )
