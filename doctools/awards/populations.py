"""Who belongs to a population, in which organisation, and for which days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.awards.rules import Population

if TYPE_CHECKING:
    from doctools.awards.strict import Table
    from doctools.facts import Facts, Organisation, Person, Stay


@dataclass(frozen=True, slots=True, kw_only=True)
class Belonging:
    """Days of the campaign a person spent in one organisation."""

    branch: str | None
    days: range


def people_of(
    population: Population, *, facts: Facts, days: range
) -> tuple[Person, ...]:
    """Return the people of a population who belong to the campaign, by member id.

    Who moves belongs where he is at the campaign's end, or was when he left.
    """
    kinds = {
        organisation.name: organisation.kind for organisation in facts.organisations
    }
    found = (
        person
        for person in facts.people
        if (stays := belongings(person, days))
        and _is_one(person, population, kinds.get(stays[-1].branch or ""))
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


def belongings(person: Person, days: range) -> tuple[Belonging, ...]:
    """Return where a person was during the campaign, in order; empty if not at all."""
    first = person.joined.toordinal() if person.joined else days.start
    last = person.left.toordinal() if person.left else days.stop - 1
    whole = range(max(first, days.start), min(last + 1, days.stop))
    if not person.stays:
        stays = [Belonging(branch=person.branch, days=whole)]
    else:
        stays = [
            Belonging(branch=stay.branch, days=_within(stay, whole))
            for stay in person.stays
        ]
    return tuple(
        sorted((stay for stay in stays if stay.days), key=lambda stay: stay.days.start)
    )


def _within(stay: Stay, days: range) -> range:
    first = stay.first.toordinal() if stay.first else days.start
    last = stay.last.toordinal() if stay.last else days.stop - 1
    return range(max(first, days.start), min(last + 1, days.stop))


def _is_one(person: Person, population: Population, kind: str | None) -> bool:
    return (
        population.party_member in (None, person.party_member)
        and (not population.posts or not set(population.posts).isdisjoint(person.posts))
        and (not population.org_kinds or kind in population.org_kinds)
    )


def read_population(name: str, table: Table) -> Population:
    """Return one population of a criteria file."""
    entity = table.choice("entity", ("person", "organisation"))
    where = table.table("where")
    table.close()
    if entity == "person":
        population = Population(
            name=name,
            entity=entity,
            party_member=where.flag("party_member"),
            posts=where.texts("post"),
            org_kinds=where.texts("org_kind"),
        )
    else:
        population = Population(
            name=name,
            entity=entity,
            kinds=where.texts("kind"),
            centre_group=where.flag("centre_group"),
        )
    where.close()
    return population
