"""The measure covers: whether all that is named is there, in works or events."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doctools.awards.measures import (
    NOTHING,
    Measured,
    ids_counted,
    in_order,
    listed,
    shown_by_period,
    verdicts,
)
from doctools.awards.periods import When
from doctools.awards.reach import Number, can_fill, may_miss
from doctools.awards.subjects import named_in, step_of, topics_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from doctools.awards.filters import Verdict
    from doctools.awards.ledger import Ledger
    from doctools.awards.periods import Calendar, Period
    from doctools.awards.rules import Criterion
    from doctools.facts import Event, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """What one thing covers, or, where that is open, could cover one of."""

    labels: frozenset[str]
    when: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """How many labels each period holds, and how that stands to the rule."""

    totals: dict[str, Number]
    met: bool
    could_be_met: bool


def cover(
    settled: Iterable[Hit],
    waiting: Iterable[Hit],
    *,
    labels: frozenset[str],
    owed: Sequence[Period],
    calendar: Calendar,
    allow_missing: int = 0,
) -> Covered:
    """Return how many of the labels every period owed holds."""
    have: defaultdict[str, set[str]] = defaultdict(set)
    for hit in settled:
        if period := calendar.holding(hit.when):
            have[period.key] |= hit.labels & labels
    missing = {period.key: labels - have[period.key] for period in owed}
    short = {key: wanted for key, wanted in missing.items() if wanted}
    places = {(key, label): 1 for key, wanted in short.items() for label in wanted}
    offers = [_offer(hit, calendar, places) for hit in waiting]
    missed = may_miss(allow_missing, owed)
    spared = sorted(map(len, short.values()), reverse=True)[:missed]
    return Covered(
        totals={period.key: len(have[period.key] & labels) for period in owed},
        met=bool(owed) and len(short) <= missed,
        could_be_met=bool(owed) and can_fill(places, offers, missing=sum(spared)),
    )


def _offer(
    hit: Hit, calendar: Calendar, places: Iterable[tuple[str, str]]
) -> tuple[Number, frozenset[tuple[str, str]]]:
    at = {
        (period.key, label)
        for period in calendar.touched(hit.when)
        for label in hit.labels
    }
    return 1, frozenset(at.intersection(places))


def covers_works(
    subject: str, *, person: Person | None, criterion: Criterion, ledger: Ledger
) -> Measured:
    """Return how many of the types, topics or steps asked for works cover.

    Where themes are asked for, every theme of the organisation needs all of them.
    """
    themes = ledger.themes_of(subject) if criterion.where.theme_in else ("",)
    if not themes:
        return NOTHING
    found, hits = [], {}
    for verdict in verdicts(subject, criterion=criterion, ledger=ledger):
        told, labels = _told(verdict, themes, criterion, ledger)
        if labels:
            found.append(told)
            hits[told.work.path] = Hit(labels=labels, when=told.when)
    labels = frozenset(
        _label(theme, part) for theme in themes for part in criterion.includes
    )
    covered = cover(
        (hits[v.work.path] for v in found if v.status == "counted"),
        (hits[v.work.path] for v in found if v.status == "pending"),
        labels=labels,
        owed=ledger.owed(criterion.per, person, criterion.population),
        calendar=ledger.calendar(criterion.per),
        allow_missing=criterion.allow_missing,
    )
    return Measured(
        value=float(sum(covered.totals.values())),
        met=covered.met,
        may_be_met=covered.could_be_met,
        counted=ids_counted(found),
        rejected=listed(found, "rejected"),
        pending=listed(found, "pending"),
        by_period=shown_by_period(covered.totals, criterion),
    )


def _label(theme: str, part: str) -> str:
    return f"{theme}\n{part}"


def _told(
    verdict: Verdict, themes: Sequence[str], criterion: Criterion, ledger: Ledger
) -> tuple[Verdict, frozenset[str]]:
    """Return what a work covers; where it cannot be told, the work waits for a person.

    No labels: the criterion does not speak of the work.
    """
    parts, doubt = _parts(verdict, criterion)
    named: Iterable[str] = ("",)
    if criterion.where.theme_in:
        in_work = ledger.themes_in(verdict.work)
        named = in_work.names & set(themes)
        doubt = doubt or ("" if in_work.sure else "unknown_theme")
    if doubt and verdict.status == "counted":
        verdict = replace(verdict, status="pending", code=doubt)
    return verdict, frozenset(_label(theme, part) for theme in named for part in parts)


def _parts(verdict: Verdict, criterion: Criterion) -> tuple[frozenset[str], str]:
    """Return the types, topics or steps of a work, or all of them and a doubt."""
    work, everything = verdict.work, frozenset(criterion.includes)
    if criterion.aspect == "topic":
        topics = topics_of(work, criterion.includes)
        return (topics, "") if topics else (everything, "unknown_topic")
    if criterion.aspect == "step":
        step = step_of(work)
        if step is None:
            return everything, "unknown_step"
        return everything & {step}, ""
    told = work.document_type
    return (frozenset({told}), "") if told else (everything, "unknown_type")


def covers_events(
    events: Sequence[tuple[Event, When | None]],
    *,
    person: Person | None,
    criterion: Criterion,
    ledger: Ledger,
) -> Measured:
    """Return how many of the kinds or topics asked for events cover, by period."""
    calendar = ledger.calendar(criterion.per)
    owed = ledger.owed(criterion.per, person, criterion.population)
    hits = [
        (event, Hit(labels=_of_event(event, criterion), when=when))
        for event, when in events
    ]
    covered = cover(
        (hit for _, hit in hits),
        (hit for _, hit in hits if calendar.holding(hit.when) is None),
        labels=frozenset(criterion.includes),
        owed=owed,
        calendar=calendar,
        allow_missing=criterion.allow_missing,
    )
    rows = {
        event.row
        for event, hit in hits
        if hit.labels and calendar.holding(hit.when) in owed
    }
    return Measured(
        value=float(sum(covered.totals.values())),
        met=covered.met,
        lacks_data=covered.could_be_met,
        by_period=shown_by_period(covered.totals, criterion),
        rows=in_order(rows),
    )


def _of_event(event: Event, criterion: Criterion) -> frozenset[str]:
    if criterion.aspect == "topic":
        names = {topic: (topic,) for topic in criterion.includes}
        return named_in([event.topic or ""], names)
    return frozenset({event.kind}) & frozenset(criterion.includes)
