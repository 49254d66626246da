"""Places of an award: kept for branches, limited by branch, or shared out by members.

Candidates are taken by rank, equals together; whoever is equal for the last place of
all, or of a branch, is tied. No order of a table decides anything.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from doctools.records import SeatShare

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from doctools.awards.award_rules import Seats

Key = tuple[tuple[int, float], ...]
"""Values that decide between candidates, the smallest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody who meets every condition, or would."""

    subject: str
    branch: str | None
    key: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """selected, tied or not_selected, and the reason beside the rank."""

    status: str
    reason: str = ""


def shared_out(members: Iterable[str | None], *, total: int) -> tuple[SeatShare, ...]:
    """Return the places of each branch by its members (largest remainder; Hare quota).

    Branches whose remainders are equal where the last places go have one more place
    `undecided`.

    Args:
        members: the branch of everybody the award is for.
        total: places to share out.
    """
    sizes = Counter(members)
    if not sizes:
        return ()
    exact = {b: Fraction(total * n, sizes.total()) for b, n in sizes.items()}
    left = total - sum(int(share) for share in exact.values())
    remainders = {branch: share - int(share) for branch, share in exact.items()}
    in_order = sorted(remainders.values(), reverse=True)
    last = in_order[left - 1] if left else Fraction(2)
    fits = sum(remainder >= last for remainder in in_order) <= left
    return tuple(
        SeatShare(
            branch=branch,
            members=sizes[branch],
            places=int(exact[branch])
            + (remainders[branch] > last or (fits and remainders[branch] == last)),
            undecided=not fits and remainders[branch] == last,
        )
        for branch in sorted(sizes, key=lambda branch: branch or "")
    )


_OUT = Outcome(status="not_selected")


class Places:
    """The places of one award while they are being filled.

    Attributes:
        need: places kept for each branch and not filled yet.
        room: places a branch may still have.
        free: places that are kept for nobody.
    """

    def __init__(
        self,
        candidates: Sequence[Candidate],
        *,
        quota: int,
        seats: Seats | None,
        shares: Sequence[SeatShare] = (),
    ) -> None:
        available = Counter(candidate.branch for candidate in candidates)
        self.contested = {share.branch for share in shares if share.undecided}
        if shares:
            self.need = {share.branch: share.places for share in shares}
            self.room = {s.branch: s.places + s.undecided for s in shares}
            self.free = 0
        else:
            least = seats.least if seats else 0
            most = seats.most if seats and seats.most is not None else len(candidates)
            self.need = {b: min(least, number) for b, number in available.items()}
            self.room = dict.fromkeys(available, most)
            self.free = quota - sum(self.need.values())
        self.overdrawn = self.free < 0

    @property
    def are_filled(self) -> bool:
        """Whether nobody can get a place any more."""
        return self.free <= 0 and not self.contested and not any(self.need.values())

    def fill(self, group: Mapping[str | None, int]) -> dict[str | None, Outcome]:
        """Give places to equals, counted by branch, and return each branch's outcome."""
        asked = {b: min(number, self.room[b]) for b, number in group.items()}
        kept = {b: min(asked[b], self.need[b]) for b in group}
        more = sum(asked.values()) - sum(kept.values())
        enough = more <= max(0, self.free)
        found = {
            branch: self._outcome(
                number, asked[branch], kept[branch], branch, enough=enough
            )
            for branch, number in group.items()
        }
        self.free = self.free - more if enough else min(0, self.free)
        for branch in group:
            self.need[branch] -= kept[branch]
            self.room[branch] -= asked[branch]
        return found

    def _outcome(
        self, number: int, asked: int, kept: int, branch: str | None, *, enough: bool
    ) -> Outcome:
        if not asked:
            return _OUT
        if enough or kept == number:
            full = Outcome(status="tied", reason="seat_maximum")
            return full if asked < number else Outcome(status="selected")
        if self.free > 0:
            return Outcome(status="tied")
        if branch in self.contested:
            return Outcome(status="tied", reason="seat_remainder")
        return Outcome(status="tied", reason="seat_minimum") if kept else _OUT


def allot(
    candidates: Sequence[Candidate],
    *,
    quota: int,
    seats: Seats | None = None,
    shares: Sequence[SeatShare] = (),
) -> dict[str, Outcome]:
    """Return the outcome of every candidate, with the reason of a tie.

    Args:
        candidates: who meet every condition, in any order.
        quota: places there are.
        seats: limits of branches, or None.
        shares: places of the branches, where they are shared out by members.
    """
    places = Places(candidates, quota=quota, seats=seats, shares=shares)
    found = dict.fromkeys((candidate.subject for candidate in candidates), _OUT)
    in_order = sorted(candidates, key=lambda candidate: candidate.key)
    for _, equals in groupby(in_order, key=lambda candidate: candidate.key):
        if places.are_filled:
            break
        by_branch: defaultdict[str | None, list[str]] = defaultdict(list)
        for candidate in equals:
            by_branch[candidate.branch].append(candidate.subject)
        outcomes = places.fill({b: len(group) for b, group in by_branch.items()})
        for branch, group in by_branch.items():
            found |= dict.fromkeys(group, outcomes[branch])
    if places.overdrawn:
        # More places are kept than there are: whose they are is not for a program.
        tied = Outcome(status="tied", reason="too_many_minimums")
        found = {
            subject: outcome if outcome.status == "not_selected" else tied
            for subject, outcome in found.items()
        }
    return found


def explained(
    candidates: Sequence[Candidate],
    *,
    quota: int,
    seats: Seats | None = None,
    shares: Sequence[SeatShare] = (),
) -> dict[str, Outcome]:
    """Return the outcomes of `allot`, each with the rule about branches that made it.

    A rule made it if without that rule it would be another.
    """
    found = allot(candidates, quota=quota, seats=seats, shares=shares)
    if shares:
        without_limit = allot(candidates, quota=quota)
        without_least = found
    elif seats is None:
        return found
    else:
        without_limit = allot(candidates, quota=quota, seats=replace(seats, most=None))
        without_least = allot(candidates, quota=quota, seats=replace(seats, least=0))
    return {
        subject: _with_reason(outcome, without_limit[subject], without_least[subject])
        for subject, outcome in found.items()
    }


def _with_reason(
    outcome: Outcome, without_limit: Outcome, without_least: Outcome
) -> Outcome:
    if outcome.status == "selected" and without_least.status != "selected":
        return replace(outcome, reason="seat_minimum")
    if outcome.status != "not_selected":
        return outcome
    if without_limit.status != "not_selected":
        return replace(outcome, reason="seat_maximum")
    if without_least.status != "not_selected":
        return replace(outcome, reason="seats_reserved")
    return outcome
