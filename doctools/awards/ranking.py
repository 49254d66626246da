"""Who would receive an award: competition ranks, ties listed, nothing cut."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from doctools.awards.award_rules import AwardRule
from doctools.awards.bounds import Standing, standing
from doctools.awards.periods import days_between
from doctools.awards.populations import organisations_of, people_of
from doctools.awards.seats import Candidate, Outcome, allot, explained, shared_out
from doctools.awards.signing import is_signed
from doctools.facts import Person
from doctools.records import Award, RankedSubject, SeatShare

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from doctools.awards.rules import Criteria, Criterion, Points
    from doctools.awards.seats import Key
    from doctools.facts import Facts, Organisation
    from doctools.records import CriterionResult

_Results = dict[tuple[str, str], "CriterionResult"]


def rank(
    criteria: Criteria, *, facts: Facts, results: Sequence[CriterionResult]
) -> tuple[Award, ...]:
    """Return the ranking of each award, in the order of the file.

    Who meets every condition has a competition rank (1-2-2-4); `selected` are those
    whose rank surely fits the places, `tied` are all who share the rank across the
    last place, of all or of a branch, and the rest is `not_selected`. Who could still
    qualify is `pending`, who cannot is `not_selected`, both without a rank. Too few
    leave places empty.

    A selected candidate whom a pending decision could still push out has the reason
    `pending_could_displace`; one it could bring in, `pending_could_enter`.
    """
    if criteria.first is None or criteria.last is None:
        return ()
    by_key = {(result.criterion, result.subject): result for result in results}
    rules = criteria.rules
    return tuple(
        _award(
            award,
            _subjects(award, criteria, facts=facts),
            results=by_key,
            rules=rules,
            signed=is_signed(criteria),
        )
        for award in criteria.awards
    )


def _award(
    award: AwardRule,
    subjects: Sequence[RankedSubject],
    *,
    results: _Results,
    rules: Mapping[str, Criterion | Points],
    signed: bool,
) -> Award:
    shares: tuple[SeatShare, ...] = ()
    if award.seats and award.seats.method == "largest_remainder":
        branches = [line.branch for line in subjects]
        shares = shared_out(branches, total=award.seats.total)
    field = _field(award, subjects, results=results, rules=rules, shares=shares)
    ranking = field.ranking(subjects)
    reasons = {
        "pending": any(
            line.status == "pending" or line.reason.startswith("pending_")
            for line in ranking
        ),
        "tied": any(line.status == "tied" for line in ranking),
        "not_signed_off": not signed,
    }
    open_ = tuple(reason for reason, holds in reasons.items() if holds)
    return Award(
        award=award.identifier,
        quota=award.quota,
        ranking=ranking,
        final=not open_,
        open=open_,
        publicity_days=award.publicity_days,
        seats=shares,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """Everybody who takes part: who meets every condition, and who still may.

    Attributes:
        met: standing of those who meet every condition.
        waiting: standing of those who could.
        branches: of both.
    """

    award: AwardRule
    met: Mapping[str, Standing]
    waiting: Mapping[str, Standing]
    branches: Mapping[str, str | None]
    shares: tuple[SeatShare, ...]

    def ranking(self, subjects: Sequence[RankedSubject]) -> tuple[RankedSubject, ...]:
        """Return everybody, the ranked first, then those who wait, then the others."""
        in_order = sorted(place.now for place in self.met.values())
        outcomes = self._outcomes()
        lines = [
            replace(
                line,
                rank=bisect_left(in_order, self.met[line.subject].now) + 1,
                status=outcomes[line.subject].status,
                reason=outcomes[line.subject].reason,
            )
            if line.subject in self.met
            else replace(
                line,
                status="pending" if line.subject in self.waiting else "not_selected",
            )
            for line in subjects
        ]
        return tuple(
            sorted(
                lines,
                key=lambda line: (
                    line.rank is None,
                    line.rank or 0,
                    line.rank is None and line.status != "pending",
                    line.subject,
                ),
            )
        )

    def _outcomes(self) -> dict[str, Outcome]:
        """Return what those who meet every condition get, as far as it is certain."""
        now = {subject: place.now for subject, place in self.met.items()}
        found = explained(
            self._candidates(now),
            quota=self.award.quota,
            seats=self.award.seats,
            shares=self.shares,
        )
        certain = all(place.is_certain for place in self.met.values())
        if certain and not self.waiting:
            return found
        threatened, hopeful = self._threatened(found), self._hopeful(found)
        return {
            subject: replace(outcome, reason="pending_could_displace")
            if subject in threatened
            else replace(outcome, reason="pending_could_enter")
            if subject in hopeful
            else outcome
            for subject, outcome in found.items()
        }

    def _candidates(self, keys: Mapping[str, Key]) -> list[Candidate]:
        return [
            Candidate(subject=subject, branch=self.branches[subject], key=key)
            for subject, key in keys.items()
        ]

    def _allot(self, field: Sequence[Candidate]) -> dict[str, Outcome]:
        return allot(
            field,
            quota=self.award.quota,
            seats=self.award.seats,
            shares=self.shares,
        )

    def _threatened(self, found: Mapping[str, Outcome]) -> set[str]:
        """Return the selected who might not be: at their worst, all others at their best.

        More rivals, or better ones, never help anybody (the places form a matroid, and
        candidates are taken greedily), so this one case decides.
        """
        best = {
            s: place.best for s, place in (*self.met.items(), *self.waiting.items())
        }
        selected = {s for s, outcome in found.items() if outcome.status == "selected"}
        return self._otherwise(
            selected,
            best,
            lambda place: place.worst,
            lambda status: status != "selected",
        )

    def _hopeful(self, found: Mapping[str, Outcome]) -> set[str]:
        """Return those not selected who might be: at their best, the others at worst."""
        worst = {subject: place.worst for subject, place in self.met.items()}
        together = self._allot(self._candidates(worst))
        last = max(
            (worst[s] for s, each in together.items() if each.status != "not_selected"),
            default=(),
        )
        # Behind the last who gets or shares a place nobody could get one.
        out = {
            subject
            for subject, outcome in found.items()
            if outcome.status == "not_selected" and self.met[subject].best <= last
        }
        return self._otherwise(
            out,
            worst,
            lambda place: place.best,
            lambda status: status != "not_selected",
        )

    def _otherwise(
        self,
        subjects: set[str],
        keys: Mapping[str, Key],
        own: Callable[[Standing], Key],
        changed: Callable[[str], bool],
    ) -> set[str]:
        """Return the subjects whose status changes with these keys and their own."""
        field = sorted(self._candidates(keys), key=lambda candidate: candidate.key)
        together = self._allot(field)
        moved = set()
        for subject in subjects:
            place = self.met[subject]
            outcome = together[subject]
            if not place.is_certain:
                (candidate,) = self._candidates({subject: own(place)})
                others = [other for other in field if other.subject != subject]
                outcome = self._allot([*others, candidate])[subject]
            if changed(outcome.status):
                moved.add(subject)
        return moved


def _field(
    award: AwardRule,
    subjects: Sequence[RankedSubject],
    *,
    results: _Results,
    rules: Mapping[str, Criterion | Points],
    shares: tuple[SeatShare, ...],
) -> _Field:
    met: dict[str, Standing] = {}
    waiting: dict[str, Standing] = {}
    for line in subjects:
        statuses = {results[must, line.subject].status for must in award.must}
        if "not_met" in statuses:
            continue
        waits = not statuses <= {"met"}
        (waiting if waits else met)[line.subject] = standing(
            award, line.subject, results=results, rules=rules, waits=waits
        )
    return _Field(
        award=award,
        met=met,
        waiting=waiting,
        branches={line.subject: line.branch for line in subjects},
        shares=shares,
    )


def _subjects(
    award: AwardRule, criteria: Criteria, *, facts: Facts
) -> list[RankedSubject]:
    """Return everybody the award is for, not judged yet."""
    population = criteria.populations[award.population]
    if criteria.first is None or criteria.last is None:
        return []
    days = days_between(criteria.first, criteria.last)
    found: tuple[Person | Organisation, ...] = (
        people_of(population, facts=facts, days=days)
        if population.entity == "person"
        else organisations_of(population, facts=facts)
    )
    return [_line(subject) for subject in found]


def _line(subject: Person | Organisation) -> RankedSubject:
    if isinstance(subject, Person):
        identity, branch = subject.member_id, subject.branch
    else:
        identity, branch = subject.name, None
    return RankedSubject(
        rank=None,
        subject=identity,
        name=subject.name,
        branch=branch,
        status="not_selected",
    )
