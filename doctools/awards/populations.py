"""Who belongs to a population, and for which months of the campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.awards.periods import month_of

if TYPE_CHECKING:
    from doctools.awards.rules import Population
    from doctools.facts import Facts, Organisation, Person


def people_of(
    population: Population, *, facts: Facts, months: range
) -> tuple[Person, ...]:
    """Return the people of a population who belong to the campaign, by member id."""
    kinds = {
        organisation.name: organisation.kind for organisation in facts.organisations
    }
    found = (
        person
        for person in facts.people
        if active_months(person, months)
        and _is_one(person, population, kinds.get(person.branch or ""))
    )
    return tuple(sorted(found, key=lambda person: person.member_id))


def organisations_of(
    population: Population, *, facts: Facts
) -> tuple[Organisation, ...]:
    """Return the organisations of a population, by name."""
    found = (
        organisation
        for organisation in facts.organisations
        if (not population.kinds or organisation.kind in population.kinds)
        and population.centre_group in (None, organisation.centre_group)
    )
    return tuple(sorted(found, key=lambda organisation: organisation.name))


def active_months(person: Person, months: range) -> range:
    """Return the months of the campaign in which the person was on the roster.

    The months of joining and of leaving count.
    """
    first = month_of(person.joined) if person.joined else months.start
    last = month_of(person.left) if person.left else months.stop - 1
    return range(max(first, months.start), min(last + 1, months.stop))


def _is_one(person: Person, population: Population, kind: str | None) -> bool:
    return (
        population.party_member in (None, person.party_member)
        and (not population.posts or not set(population.posts).isdisjoint(person.posts))
        and (not population.org_kinds or kind in population.org_kinds)
    )
