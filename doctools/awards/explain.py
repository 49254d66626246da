"""Criteria in words: each rule one sentence, and what a report says beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.result import Assumption, AwardInfo, CriterionInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from fractions import Fraction

    from doctools.awards.rules import Criteria, Criterion, Population
    from doctools.messages import Catalogue


def describe(criteria: Criteria, *, words: Catalogue) -> tuple[CriterionInfo, ...]:
    """Return each criterion with its sentence, in the order of the file."""
    decisive = {identifier for award in criteria.awards for identifier in award.must}
    names = {criterion.identifier: criterion.name for criterion in criteria.criteria}
    return tuple(
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
        )
        for criterion in criteria.criteria
    )


def award_infos(criteria: Criteria) -> tuple[AwardInfo, ...]:
    """Return the awards, in the order of the file."""
    return tuple(
        AwardInfo(
            identifier=award.identifier,
            name=award.name,
            quota=award.quota,
            must=award.must,
        )
        for award in criteria.awards
    )


def assumptions(criteria: Criteria) -> tuple[Assumption, ...]:
    """Return what the office itself has set, and who signed for it."""
    return tuple(
        Assumption(key=key, value=value, signed_off_by=criteria.signed_off_by)
        for key, value in criteria.assumptions
    )


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
    return words(
        f"criteria.{criterion.source}_{criterion.measure}",
        who=who,
        per=words(f"criteria.per_{criterion.per}"),
        types=_joined(where.doc_types, words) or words("criteria.any_type"),
        kinds=_joined(where.kinds, words) or words("criteria.any_kind"),
        subjects=_joined(where.subjects, words),
        items=_joined(_items(criterion, names), words),
        bar=_bar(criterion, words),
        each=criterion.each,
        passes=criterion.passes,
        denominator=_plain(criterion.denominator),
        takes_part=words(f"criteria.role_{_role(criterion)}"),
        conditions="".join(_conditions(criterion, words)),
    )


def population_words(population: Population, *, words: Catalogue) -> str:
    """Return whom a population means."""
    if population.entity == "organisation":
        group = "centre_group" if population.centre_group else "organisations"
        kinds = _joined(population.kinds, words)
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


def _role(criterion: Criterion) -> str:
    codes: dict[tuple[str, ...], str] = {("听",): "listen", ("讲",): "speak"}
    return codes.get(criterion.where.roles, "any")


def _conditions(criterion: Criterion, words: Catalogue) -> Iterator[str]:
    where = criterion.where
    if where.published:
        kinds = _joined(where.outlet_kinds, words) or words("criteria.any_outlet")
        yield words("criteria.condition_published", kinds=kinds)
    if where.adopted:
        yield words("criteria.condition_adopted")
    if where.level_min:
        yield words("criteria.condition_level", level=where.level_min)
    if where.book_in:
        yield words("criteria.condition_book")
    if where.chars_min:
        yield words("criteria.condition_chars", number=where.chars_min)
    if where.own_unit:
        yield words("criteria.condition_own_unit")
    if criterion.allow_missing:
        period = words(f"criteria.unit_{criterion.per}")
        yield words(
            "criteria.condition_missing", number=criterion.allow_missing, period=period
        )


def _bar(criterion: Criterion, words: Catalogue) -> str:
    """Return the bar: a grade with its mark, a share in per cent or as a fraction."""
    if criterion.grade:
        mark = _plain(criterion.bar)
        return words("criteria.bar_grade", grade=criterion.grade, mark=mark)
    if criterion.measure in {"ratio", "share"} and isinstance(
        criterion.required, float
    ):
        return f"{round(criterion.required * 100, 2):g}%"
    if isinstance(criterion.required, str):
        return criterion.required
    return _plain(criterion.bar)


def _plain(number: Fraction | None) -> str:
    return "" if number is None else f"{float(number):g}"


def _joined(parts: Iterable[str], words: Catalogue) -> str:
    return words("criteria.and").join(parts)
