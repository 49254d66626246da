"""Criteria in words: each rule one sentence, and what a report says beside it."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from doctools.awards.numbers import SWITCHES
from doctools.awards.points_words import PointsWords, points_words
from doctools.awards.signing_words import by_rule, phrases
from doctools.awards.units import unit_of
from doctools.result import Assumption, AwardInfo, CriterionInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from fractions import Fraction

    from doctools.awards.rules import Criteria, Criterion, Points, Population
    from doctools.messages import Catalogue


_IS_PARTY: Final = re.compile("党委|党总支|党支部|党组").search
"""A kind of organisation that says itself that it is of the Party."""


def describe(criteria: Criteria, *, words: Catalogue) -> tuple[CriterionInfo, ...]:
    """Return each criterion with its sentence, in the order of the file, then points."""
    decisive = {identifier for award in criteria.awards for identifier in award.must}
    names = {identifier: rule.name for identifier, rule in criteria.rules.items()}
    described = tuple(
        CriterionInfo(
            identifier=criterion.identifier,
            name=criterion.name,
            quote=criterion.quote,
            sentence=sentence(
                criterion, populations=criteria.populations, names=names, words=words
            ),
            needs_documents=criterion.source == "submissions",
            review=criterion.review,
            decisive=criterion.identifier in decisive,
            measure=criterion.measure,
            severity=criterion.severity,
            unit=unit_of(criterion),
            allow_missing=criterion.allow_missing,
            late_days=criterion.late_days,
        )
        for criterion in criteria.criteria
    )
    return described + tuple(
        CriterionInfo(
            identifier=points.identifier,
            name=points.name,
            quote=points.quote,
            sentence=points_in_words(points, criteria, words=words).sentence(words),
            needs_documents=any(
                line.looks_at.source == "submissions" for line in points.lines
            ),
            decisive=points.identifier in decisive,
            unit=unit_of(points),
        )
        for points in criteria.points
    )


def points_in_words(
    points: Points, criteria: Criteria, *, words: Catalogue
) -> PointsWords:
    """Return a points rule in words, with what the rules for papers say of it."""
    return points_words(
        points.under(criteria.documents),
        who=population_words(criteria.populations[points.population], words=words),
        conditions=partial(conditions, words=words),
        words=words,
    )


def award_infos(criteria: Criteria) -> tuple[AwardInfo, ...]:
    """Return the awards, in the order of the file."""
    return tuple(
        AwardInfo(
            identifier=award.identifier,
            name=award.name,
            quota=award.quota,
            must=award.must,
            rank=tuple(key.criterion for key in award.rank),
            publicity_days=award.publicity_days,
        )
        for award in criteria.awards
    )


def assumptions(criteria: Criteria, *, words: Catalogue) -> tuple[Assumption, ...]:
    """Return what the office itself has set, and who signed for it.

    A rule with numbers and no quote stands there under its name.
    """
    names = {identifier: rule.name for identifier, rule in criteria.rules.items()}
    switch = {flag: words(f"criteria.{flag}") for flag in ("yes", "no")}
    written = tuple(
        Assumption(
            key=key,
            value={"true": switch["yes"], "false": switch["no"]}.get(value, value),
            signed_off_by=criteria.signed_off_by,
            label=_label(key, criteria, names=names, words=words),
        )
        for key, value in criteria.assumptions
    )
    return written + tuple(
        Assumption(
            key=numbers[0].name,
            value=words("criteria.sign_and").join(
                phrases(numbers, criteria, words=words)
            ),
            signed_off_by=criteria.signed_off_by,
            label=words("criteria.assumption_unquoted", name=numbers[0].name),
        )
        for numbers in by_rule(criteria.unquoted).values()
    )


def _label(
    key: str, criteria: Criteria, *, names: Mapping[str, str], words: Catalogue
) -> str:
    """Return what an assumption is about: a known reading, or where it is used."""
    if key in SWITCHES:
        return words(f"criteria.assumption_{key}")
    uses = criteria.assumption_uses.get(key, ())
    used = (names.get(identifier, identifier) for identifier, _ in uses)
    quoted = [words("criteria.named", name=name) for name in dict.fromkeys(used)]
    kinds = {use for _, use in uses}
    code = f"criteria.assumption_{kinds.pop()}" if len(kinds) == 1 else ""
    known = code if code in words else "criteria.assumption_other"
    return words(known, names=_joined(quoted, words))


def sentence(
    criterion: Criterion,
    *,
    populations: Mapping[str, Population],
    names: Mapping[str, str],
    words: Catalogue,
) -> str:
    """Return a criterion as one sentence."""
    where = criterion.where
    members = populations[criterion.members] if criterion.members else None
    who = population_words(populations[criterion.population], words=words)
    if members:
        who = words(
            "criteria.within", who=who, members=population_words(members, words=words)
        )
    entity = populations[criterion.population].entity
    said = words(
        f"criteria.{_pattern(criterion)}",
        who=who,
        per=words(f"criteria.per_{criterion.per}"),
        types=_joined(where.doc_types, words) or words("criteria.any_type"),
        kinds=_joined(where.kinds, words) or words("criteria.any_kind"),
        subjects=_joined(where.subjects, words),
        items=_joined(_items(criterion, names), words),
        bar=_bar(criterion, words),
        unit=words(f"unit.{unit}") if (unit := unit_of(criterion)) != "share" else "",
        each=criterion.each,
        passes=criterion.passes,
        denominator=_plain(criterion.denominator),
        takes_part=words(f"criteria.role_{_role(criterion, entity)}"),
        conditions="".join(conditions(criterion, words)),
    )
    return said + (words("criteria.info_only") if criterion.severity == "info" else "")


def _pattern(criterion: Criterion) -> str:
    """Return the name of the sentence for a source and a measure."""
    name = f"{criterion.source}_{criterion.measure}"
    if criterion.measure == "covers" and criterion.aspect != "doc_type":
        return f"{name}_{criterion.aspect}"
    everybody = criterion.measure == "share" and criterion.bar == 1
    return f"{name}_all" if everybody else name


def population_words(population: Population, *, words: Catalogue) -> str:
    """Return whom a population means."""
    if population.entity == "organisation":
        group = "centre_group" if population.centre_group else "organisations"
        kinds = _joined(population.kinds, words)
        if kinds and group == "organisations" and all(map(_IS_PARTY, population.kinds)):
            return kinds
        return words(f"criteria.{group}", kinds=kinds)
    plain = {True: "party_members", False: "not_party_members", None: "everybody"}
    posts = _joined(population.posts, words)
    people = posts or words(f"criteria.{plain[population.party_member]}")
    kinds = _joined(population.org_kinds, words)
    return words("criteria.people_of", kinds=kinds, people=people) if kinds else people


def _items(criterion: Criterion, names: Mapping[str, str]) -> tuple[str, ...]:
    return (
        *criterion.includes,
        *criterion.items,
        *(names[identifier] for identifier in criterion.of),
    )


def _role(criterion: Criterion, entity: str) -> str:
    if entity == "organisation":
        return "hold"
    codes: dict[tuple[str, ...], str] = {("听",): "listen", ("讲",): "speak"}
    return codes.get(criterion.where.roles, "any")


def conditions(criterion: Criterion, words: Catalogue) -> Iterator[str]:
    """Yield what else is asked of the works or events, each beginning with a comma."""
    yield from _conditions_on_works(criterion, words)
    if criterion.where.own_unit:
        yield words("criteria.condition_own_unit")
    if criterion.allow_missing:
        period = words(f"criteria.unit_{criterion.per}")
        yield words(
            "criteria.condition_missing", number=criterion.allow_missing, period=period
        )
    if criterion.proof:
        types = _joined(criterion.proof.doc_types, words)
        yield words(
            "criteria.condition_proof", types=types, number=criterion.proof.least
        )


def _conditions_on_works(criterion: Criterion, words: Catalogue) -> Iterator[str]:
    where = criterion.where
    if where.published:
        kinds = _joined(where.outlet_kinds, words) or words("criteria.any_outlet")
        yield words("criteria.condition_published", kinds=kinds)
    if where.needs_cn:
        yield words("criteria.condition_cn")
    if where.adopted:
        yield words("criteria.condition_adopted")
    if where.level_min:
        yield words("criteria.condition_level", level=where.level_min)
    if where.book_in:
        yield words("criteria.condition_book")
    if where.theme_in:
        each = "each_theme" if criterion.measure == "covers" else "theme"
        yield words(f"criteria.condition_{each}")
    if where.chars_min:
        yield words("criteria.condition_chars", number=where.chars_min)
    if criterion.late_days is not None:
        late = "late" if criterion.late_days else "in_time"
        yield words(f"criteria.condition_{late}", number=criterion.late_days)


def _bar(criterion: Criterion, words: Catalogue) -> str:
    """Return the bar in words: how much, and whether the number itself is enough."""
    scores = criterion.source == "exams" and criterion.measure != "count"
    usual, beyond = ("not_below", "above") if scores else ("at_least", "more_than")
    return words(
        f"criteria.{beyond if criterion.exceeds else usual}",
        number=_number(criterion, words),
    )


def _number(criterion: Criterion, words: Catalogue) -> str:
    """Return a grade with its mark, a share in per cent or as a fraction, a number."""
    mark = _plain(criterion.bar)
    if criterion.grade:
        return words("criteria.bar_grade", grade=criterion.grade, mark=mark)
    if criterion.source == "exams" and criterion.measure != "count":
        return words("criteria.bar_marks", mark=mark)
    if criterion.measure in {"ratio", "share"} and isinstance(
        criterion.required, float
    ):
        return f"{round(criterion.required * 100, 2):g}%"
    return mark if isinstance(criterion.required, float) else str(criterion.required)


def _plain(number: Fraction | None) -> str:
    return "" if number is None else f"{float(number):g}"


def _joined(parts: Iterable[str], words: Catalogue) -> str:
    return words.listed(parts)
