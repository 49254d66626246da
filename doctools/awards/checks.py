"""What the rules of a criteria file must not do to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.awards.periods import months_between

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.awards.rules import AwardRule, Criteria, Criterion
    from doctools.awards.strict import Place


def check(criteria: Criteria, *, places: Sequence[Place]) -> None:
    """Refuse rules that contradict each other.

    Args:
        criteria: as read.
        places: of the criteria, then of the awards, in the order of the file.

    Raises:
        UsageError: the first contradiction found.
    """
    _refuse_twice(criteria, places)
    by_id = {criterion.identifier: criterion for criterion in criteria.criteria}
    for criterion, place in zip(criteria.criteria, places, strict=False):
        _check_entity(criterion, criteria, place)
        _check_of(criterion, by_id, place)
        _check_length(criterion, criteria, place)
    for award, place in zip(
        criteria.awards, places[len(criteria.criteria) :], strict=True
    ):
        _check_award(award, by_id, place)


def _refuse_twice(criteria: Criteria, places: Sequence[Place]) -> None:
    seen: dict[str, Place] = {}
    identifiers = [criterion.identifier for criterion in criteria.criteria]
    identifiers += [award.identifier for award in criteria.awards]
    for identifier, place in zip(identifiers, places, strict=True):
        first = seen.setdefault(identifier, place)
        if first is not place:
            raise place.error("criteria_id_twice", "id", other_line=first.line("id"))


def _check_entity(criterion: Criterion, criteria: Criteria, place: Place) -> None:
    """People attend, sit exams and spend days; shares are of an organisation's people.

    An organisation's exam result is that of its members.
    """
    entity = criteria.populations[criterion.population].entity
    of_members = criterion.members is not None
    if of_members and criteria.populations[str(criterion.members)].entity != "person":
        raise place.error("criteria_members_no_people", "members")
    if entity == "person" and of_members:
        raise place.error("criteria_for_organisations", "members")
    of_people = criterion.source in {"events", "exams", "days"}
    if entity == "organisation" and of_people and not of_members:
        raise place.error("criteria_for_people", "source", value=criterion.source)


def _check_of(criterion: Criterion, by_id: dict[str, Criterion], place: Place) -> None:
    for identifier in criterion.of:
        if identifier not in by_id:
            raise place.unknown("criteria_value", "of", identifier, by_id)
        if by_id[identifier].population != criterion.members:
            raise place.error(
                "criteria_other_population",
                "of",
                value=identifier,
                population=by_id[identifier].population,
                wanted=criterion.members,
            )


def _check_length(criterion: Criterion, criteria: Criteria, place: Place) -> None:
    """A measure over one year cannot be taken over a campaign of several."""
    counts = criterion.measure in {"count", "count_distinct"}
    if criterion.per != "year" or counts or not (criteria.first and criteria.last):
        return
    if len(months_between(criteria.first, criteria.last)) > 12:
        raise place.error("criteria_longer_than_year", "per", value=criterion.measure)


def _check_award(award: AwardRule, by_id: dict[str, Criterion], place: Place) -> None:
    keys = [("must", identifier) for identifier in award.must]
    keys += [("rank", key.criterion) for key in award.rank]
    for key, identifier in keys:
        population = by_id[identifier].population
        if population != award.population:
            raise place.error(
                "criteria_other_population",
                key,
                value=identifier,
                population=population,
                wanted=award.population,
            )
