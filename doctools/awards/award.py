"""One `[[award]]` of a criteria file, read strictly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.awards.award_rules import AwardRule, RankKey, Seats
from doctools.awards.strict import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doctools.awards.criterion import Vocabulary


def read_award(
    table: Table, words: Vocabulary, *, rules: Mapping[str, str]
) -> AwardRule:
    """Return one award.

    Args:
        table: `[[award]]`.
        words: with the populations there are.
        rules: ids of the criteria and points it may name, each with its name.

    Raises:
        UsageError: an unknown key, value or rule, or seats that contradict the quota.
    """
    table.need("must")
    quota = table.whole("quota")
    award = AwardRule(
        identifier=table.text("id"),
        name=table.text("name"),
        population=table.choice("for", words.populations),
        quota=quota,
        must=table.texts("must", allowed=rules),
        rank=tuple(_rank(table, rules)),
        requirements=table.texts("req"),
        quote=table.text("quote", default=""),
        seats=_seats(table, quota),
        publicity_days=table.whole("publicity_days")
        if table.get("publicity_days") is not None
        else None,
    )
    table.choice("tie", ("list_all",), default="list_all")
    table.choice("under_quota", ("leave_empty",), default="leave_empty")
    table.close()
    return award


def _rank(table: Table, rules: Mapping[str, str]) -> list[RankKey]:
    written = table.get("rank") or []
    if not isinstance(written, list) or not all(
        isinstance(entry, dict) for entry in written
    ):
        raise table.wrong("rank", written, "table")
    keys = []
    for entry in written:
        key = Table(entry, table.place)
        order = key.choice("order", ("desc", "asc"), default="desc")
        by = key.choice("by", rules)
        keys.append(RankKey(criterion=by, descending=order == "desc"))
        key.close()
    return keys


def _seats(table: Table, quota: int) -> Seats | None:
    if "seats" not in table:
        table.get("seats")
        return None
    seats = table.table("seats")
    seats.choice("by", ("branch",))
    method = seats.choice("method", ("limits", "largest_remainder"), default="limits")
    found = _shared_out(seats, quota) if method != "limits" else _limits(seats, quota)
    seats.close()
    return found


def _shared_out(seats: Table, quota: int) -> Seats:
    total = seats.whole("total") if "total" in seats else quota
    if total != quota:
        raise seats.place.error("criteria_seats_total", "seats", quota=quota)
    return Seats(method="largest_remainder", total=total)


def _limits(seats: Table, quota: int) -> Seats:
    least, most = _from_zero(seats, "min"), None
    if seats.get("max") is not None:
        most = seats.whole("max")
    if (most is None and not least) or least > quota or (most or quota) < least:
        raise seats.place.error("criteria_seats_limits", "seats", quota=quota)
    return Seats(method="limits", least=least, most=most)


def _from_zero(seats: Table, key: str) -> int:
    """Return a whole number that may be 0, 0 where it is not written."""
    value = seats.get(key)
    return seats.whole(key) if value is not None and repr(value) != "0" else 0
