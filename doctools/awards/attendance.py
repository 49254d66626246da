"""The measures over events: how many somebody took part in or held, and which share."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from doctools.awards.coverage import covers_events
from doctools.awards.measures import (
    NOTHING,
    Measured,
    in_order,
    shown,
    shown_by_period,
)
from doctools.awards.reach import Item, reach
from doctools.facts import Person

if TYPE_CHECKING:
    from doctools.awards.ledger import DatedEvent, Ledger, Part
    from doctools.awards.periods import When
    from doctools.awards.rules import Criterion
    from doctools.facts import Organisation

    Subject = Person | Organisation


def count_events(subject: Subject, *, criterion: Criterion, ledger: Ledger) -> Measured:
    """Count the events of a subject in every period it owes."""
    events = _events(subject, criterion, ledger)
    if events is None:
        return NOTHING
    owed = ledger.owed(criterion.per, _person(subject), criterion.population)
    calendar = ledger.calendar(criterion.per)
    reached = reach(
        [_item(held) for held in events],
        [_item(held) for held in events if calendar.holding(held.when) is None],
        owed=owed,
        calendar=calendar,
        criterion=criterion,
    )
    keys = frozenset(period.key for period in owed)
    inside = [
        held.event.row
        for held in events
        if (period := calendar.holding(held.when)) and period.key in keys
    ]
    return Measured(
        value=shown(reached.value),
        met=reached.met,
        lacks_data=reached.could_be_met,
        by_period=shown_by_period(reached.totals, criterion),
        rows=in_order(inside),
    )


def coverage_of_events(
    subject: Subject, *, criterion: Criterion, ledger: Ledger
) -> Measured:
    """Return which kinds or topics the events of a subject cover."""
    events = _events(subject, criterion, ledger)
    if events is None:
        return NOTHING
    return covers_events(
        [(held.event, held.when) for held in events],
        person=_person(subject),
        criterion=criterion,
        ledger=ledger,
    )


def _person(subject: Subject) -> Person | None:
    return subject if isinstance(subject, Person) else None


def events_attended(
    person: Person, *, criterion: Criterion, ledger: Ledger
) -> list[DatedEvent]:
    """Return the events a criterion speaks of that a person took part in."""
    kinds = criterion.where.kinds
    return [
        part.held
        for part in ledger.events_of(person)
        if (not kinds or part.held.event.kind in kinds)
        and _counts(part, person, criterion, ledger)
    ]


def _item(held: DatedEvent) -> Item:
    return Item(key=str(held.number), when=held.when)


def _events(
    subject: Subject, criterion: Criterion, ledger: Ledger
) -> list[DatedEvent] | None:
    """Return what a person took part in or an organisation held, of the kinds asked.

    None: the table has no event of these kinds that was held for him at all, or none
    of any kind that the organisation held.
    """
    kinds = criterion.where.kinds
    if not isinstance(subject, Person):
        held_by = ledger.held_by(subject.name)
        if not held_by:
            return None
        return [held for held in held_by if not kinds or held.event.kind in kinds]
    found = events_attended(subject, criterion=criterion, ledger=ledger)
    branches = {stay.branch for stay in ledger.stays(subject)}
    if not found and not any(ledger.events_for(name, kinds) for name in branches):
        return None
    return found


def _counts(part: Part, person: Person, criterion: Criterion, ledger: Ledger) -> bool:
    where = criterion.where
    if where.own_unit and part.held.event.organisation not in _branches_at(
        part.held.when, person, ledger
    ):
        return False
    if where.roles:
        return ("听" in where.roles and part.listened) or (
            "讲" in where.roles and part.spoke
        )
    return True


def _branches_at(
    found: When | None, person: Person, ledger: Ledger
) -> frozenset[str | None]:
    """Return the organisations a person may have belonged to at a time."""
    return frozenset(
        stay.branch
        for stay in ledger.stays(person)
        if found is None or found.lies_in(stay.days) is not False
    ) - {None}


def event_ratio(person: Person, *, criterion: Criterion, ledger: Ledger) -> Measured:
    """Return how many of the events due to a person he attended.

    Due are the events for all and those of the organisation he belonged to on that day.
    One whose date leaves open whether it was due counts only where he attended it;
    missed, it may lower the share: then the bar must be reached either way.
    """
    present = {part.held.number for part in ledger.events_of(person)}
    due, doubtful = _due(person, criterion, ledger)
    attended = [held for held in due if held.number in present]
    attended += [held for held in doubtful if held.number in present]
    missed = sum(held.number not in present for held in due)
    maybe = sum(held.number not in present for held in doubtful)
    certain = len(attended) + missed
    if not certain + maybe:
        return NOTHING
    most = Fraction(len(attended), certain) if certain else Fraction(0)
    least = Fraction(len(attended), certain + maybe)
    return Measured(
        value=shown(most) if certain else None,
        met=bool(certain) and criterion.reached(least),
        lacks_data=not certain or criterion.reached(most),
        rows=in_order(held.event.row for held in attended),
    )


def _due(
    person: Person, criterion: Criterion, ledger: Ledger
) -> tuple[list[DatedEvent], list[DatedEvent]]:
    """Return the events that were due for certain, and those that may have been."""
    certain: dict[int, DatedEvent] = {}
    possible: dict[int, DatedEvent] = {}
    for stay in ledger.stays(person):
        for held in ledger.events_for(stay.branch, criterion.where.kinds):
            within = held.when.lies_in(stay.days) if held.when else None
            if within:
                certain[held.number] = held
            elif within is None:
                possible[held.number] = held
    doubtful = [held for number, held in possible.items() if number not in certain]
    return list(certain.values()), doubtful
