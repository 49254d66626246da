"""What the rules of a criteria file must not do to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.awards.periods import calendar, days_between
from doctools.awards.rules import Criterion

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from doctools.awards.award_rules import AwardRule
    from doctools.awards.mistakes import Mistakes
    from doctools.awards.rules import Criteria, Points
    from doctools.awards.strict import Place, Table


def check(
    criteria: Criteria,
    *,
    places: Sequence[Place],
    known: Collection[str],
    mistakes: Mistakes,
) -> None:
    """Keep every contradiction between rules as a mistake.

    Args:
        criteria: as read; rules that are wrong in themselves are absent.
        places: of the criteria, then of the points, then of the awards, in the order
            of the file.
        known: ids of all criteria and points, of those absent too.
        mistakes: collects what is wrong.
    """
    by_id = criteria.rules
    for criterion, place in zip(criteria.criteria, places, strict=False):
        with mistakes.kept():
            _check_entity(criterion, criteria, place)
            _check_of(criterion, by_id, place, known=known)
            _check_length(criterion, criteria, place)
            _check_missing(criterion, criteria, place)
    with mistakes.kept():
        _refuse_circles(criteria, places)
    others = places[len(criteria.criteria) :]
    for points, place in zip(criteria.points, others, strict=False):
        with mistakes.kept():
            _check_points(points, criteria, place)
    for award, place in zip(
        criteria.awards, others[len(criteria.points) :], strict=True
    ):
        with mistakes.kept():
            _check_award(award, by_id, place)
            _check_seats(award, criteria, place)


def refuse_twice(tables: Sequence[Table], mistakes: Mistakes) -> None:
    """Keep every id that stands twice, with the line of the first."""
    seen: dict[str, Place] = {}
    for table in tables:
        identifier, place = str(table.values.get("id")), table.place
        first = seen.setdefault(identifier, place)
        if first is not place and "id" in table:
            mistakes.keep(
                place.error("criteria_id_twice", "id", other_line=first.line("id"))
            )


def _check_entity(criterion: Criterion, criteria: Criteria, place: Place) -> None:
    """People attend, sit exams and spend days; shares are of an organisation's people.

    An organisation's exam result is that of its members; the events it held are its own.
    """
    entity = criteria.populations[criterion.population].entity
    of_members = criterion.members is not None
    if of_members and criteria.populations[str(criterion.members)].entity != "person":
        raise place.error("criteria_members_no_people", "members")
    if entity == "person" and of_members:
        raise place.error("criteria_for_organisations", "members")
    if entity == "person":
        return
    held = criterion.source == "events" and criterion.measure != "ratio"
    of_people = criterion.source in {"events", "exams", "days"} and not held
    if of_people and not of_members:
        raise place.error("criteria_for_people", "source", value=criterion.source)
    for key, given in (
        ("role", criterion.where.roles),
        ("own_unit", criterion.where.own_unit),
    ):
        if given:
            raise place.error("criteria_of_people", key)


def _check_of(
    criterion: Criterion,
    by_id: Mapping[str, Criterion | Points],
    place: Place,
    *,
    known: Collection[str],
) -> None:
    wanted = criterion.members or criterion.population
    for identifier in criterion.of:
        if identifier not in known:
            raise place.unknown("criteria_value", "of", identifier, known)
        if identifier not in by_id:
            continue
        if by_id[identifier].population != wanted:
            raise place.error(
                "criteria_other_population",
                "of",
                value=identifier,
                population=by_id[identifier].population,
                wanted=wanted,
            )
    if criterion.measure == "any" and (criterion.bar or 0) > len(criterion.of):
        raise place.error("criteria_more_than_named", "min", number=len(criterion.of))


def _refuse_circles(criteria: Criteria, places: Sequence[Place]) -> None:
    """Refuse a criterion that rests on its own result; points rest on none."""
    of = {criterion.identifier: criterion.of for criterion in criteria.criteria}
    for criterion, place in zip(criteria.criteria, places, strict=False):
        below: list[str] = list(criterion.of)
        for identifier in below:
            below += [each for each in of.get(identifier, ()) if each not in below]
        if criterion.identifier in below:
            raise place.error("criteria_circle", "of")


def _check_length(criterion: Criterion, criteria: Criteria, place: Place) -> None:
    """A measure over one year cannot be taken over a campaign of several."""
    by_period = criterion.measure in {"count", "count_distinct", "covers"}
    sums_days = (criterion.source, criterion.measure) == ("days", "sum")
    if by_period or sums_days or not (criteria.first and criteria.last):
        return
    days = days_between(criteria.first, criteria.last)
    if criterion.per == "year" and len(calendar("year", days).periods) > 1:
        raise place.error("criteria_longer_than_year", "per", value=criterion.measure)


def _check_award(
    award: AwardRule, by_id: Mapping[str, Criterion | Points], place: Place
) -> None:
    keys = [("must", identifier) for identifier in award.must]
    keys += [("rank", key.criterion) for key in award.rank]
    for key, identifier in keys:
        rule = by_id.get(identifier)
        if rule is None:
            continue
        informs = isinstance(rule, Criterion) and rule.severity == "info"
        if key == "must" and informs:
            raise place.error("criteria_info_decides", key, value=identifier)
        population = rule.population
        if population != award.population:
            raise place.error(
                "criteria_other_population",
                key,
                value=identifier,
                population=population,
                wanted=award.population,
            )


def _check_missing(criterion: Criterion, criteria: Criteria, place: Place) -> None:
    """Whoever may miss every period need do nothing at all."""
    if not criterion.allow_missing or not (criteria.first and criteria.last):
        return
    days = days_between(criteria.first, criteria.last)
    number = len(calendar(criterion.per, days).periods)
    if criterion.allow_missing >= number:
        raise place.error("criteria_misses_all", "allow_missing", number=number)


def _check_points(points: Points, criteria: Criteria, place: Place) -> None:
    """People attend, sit exams and spend days; lines of one name would look alike."""
    of_people = {"events", "exams", "days"}
    names = [line.name for line in points.lines]
    for line in points.lines:
        source = line.looks_at.source
        if (
            source in of_people
            and criteria.populations[points.population].entity != "person"
        ):
            raise place.error("criteria_for_people", "for", value=source)
        if names.count(line.name) > 1:
            raise place.error("criteria_line_twice", "line", name=line.name)


def _check_seats(award: AwardRule, criteria: Criteria, place: Place) -> None:
    """Seats of branches are for people: an organisation is a branch itself."""
    if award.seats and criteria.populations[award.population].entity != "person":
        raise place.error("criteria_seats_for_people", "seats")
