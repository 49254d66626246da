"""A whole criteria file in sentences, for the people who answer for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.awards.explain import (
    assumptions,
    describe,
    points_in_words,
    population_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.awards.award_rules import AwardRule, Seats
    from doctools.awards.rules import Criteria
    from doctools.messages import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One rule in one sentence.

    Attributes:
        kind: population, criterion, points, award or assumption.
        identifier: as in the file.
        quote: words of the official document, or empty.
        needs_signature: of an assumption, whether nobody has signed for it.
        outline: the same as a list, inner lines indented; empty for a short rule.
    """

    kind: str
    identifier: str
    name: str
    sentence: str
    quote: str = ""
    needs_signature: bool = False
    outline: tuple[str, ...] = ()


def statements(criteria: Criteria, *, words: Catalogue) -> Iterator[Statement]:
    """Yield populations, criteria, points, awards and assumptions, as in the file."""
    for name, population in criteria.populations.items():
        sentence = words(
            "criteria.population", who=population_words(population, words=words)
        )
        yield Statement(
            kind="population", identifier=name, name=name, sentence=sentence
        )
    outlines = {
        points.identifier: tuple(
            points_in_words(points, criteria, words=words).outline(words)
        )
        for points in criteria.points
    }
    for info in describe(criteria, words=words):
        yield Statement(
            kind="points" if info.identifier in outlines else "criterion",
            identifier=info.identifier,
            name=info.name,
            sentence=info.sentence,
            quote=info.quote,
            outline=outlines.get(info.identifier, ()),
        )
    for award in criteria.awards:
        yield Statement(
            kind="award",
            identifier=award.identifier,
            name=award.name,
            sentence=award_sentence(award, criteria, words=words),
            quote=award.quote,
        )
    for entry in assumptions(criteria, words=words):
        signed = entry.signed_off_by
        code = "criteria.assumption_signed" if signed else "criteria.assumption_open"
        yield Statement(
            kind="assumption",
            identifier=entry.key,
            name=entry.label or entry.key,
            sentence=words(code, value=entry.value, who=signed),
            needs_signature=not signed,
        )


def award_sentence(award: AwardRule, criteria: Criteria, *, words: Catalogue) -> str:
    """Return an award as one sentence."""
    names = {identifier: rule.name for identifier, rule in criteria.rules.items()}
    population = criteria.populations[award.population]
    rank = words("criteria.award_then").join(
        words(
            "criteria.award_most_first"
            if key.descending
            else "criteria.award_least_first",
            name=names[key.criterion],
        )
        for key in award.rank
    )
    parts = [
        words("criteria.award_rank", rank=rank)
        if rank
        else words("criteria.award_equal"),
        *([_seats(award.seats, words)] if award.seats else []),
        words("criteria.award_ties"),
    ]
    if award.publicity_days:
        parts.append(words("criteria.award_publicity", days=award.publicity_days))
    return words(
        "criteria.award",
        who=population_words(population, words=words),
        quota=award.quota,
        must=words.listed(
            words("criteria.named", name=names[identifier]) for identifier in award.must
        ),
        parts=words("criteria.points_separator").join(parts),
    )


def _seats(seats: Seats, words: Catalogue) -> str:
    if seats.method != "limits":
        return words("criteria.award_shared_out")
    parts = []
    if seats.least:
        parts.append(words("criteria.award_least", number=seats.least))
    if seats.most is not None:
        parts.append(words("criteria.award_most", number=seats.most))
    return words(
        "criteria.award_seats", parts=words("criteria.points_comma").join(parts)
    )
