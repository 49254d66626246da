"""One `[[points]]` of a criteria file with its lines, read strictly."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from doctools.awards.criterion import read_where
from doctools.awards.documents import read_coauthor
from doctools.awards.points_credit import read_credit, read_levels, read_results
from doctools.awards.rules import (
    CarryOver,
    Criterion,
    DocumentRules,
    LineRule,
    Points,
    Step,
)
from doctools.awards.shapes import SHAPES, Shape
from doctools.awards.strict import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from fractions import Fraction

    from doctools.awards.criterion import Vocabulary
    from doctools.awards.rules import Where

_COUNTS: Final = SHAPES["submissions"]["count"]
_SOURCES: Final[Mapping[str, Shape]] = {
    "submissions": _COUNTS,
    "events": SHAPES["events"]["count"],
    "exams": SHAPES["exams"]["count"],
    "days": Shape(),
    "marks": Shape(),
}
"""What a line may look at, and the filters there are for it."""

_WORTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "submissions": ("value", "value_by_level", "steps"),
    "events": ("value", "steps"),
    "exams": ("value", "steps"),
    "days": ("value", "steps"),
    "marks": ("value", "value_by_result"),
}
"""How a line may say what an item is worth; exactly one of them."""

_SIZES: Final[Mapping[str, tuple[str, ...]]] = {
    "submissions": ("count", "characters"),
    "events": ("count",),
    "exams": ("score",),
    "days": ("days",),
}
"""What the steps of a line may measure, the usual one first."""

_ONLY: Final[Mapping[str, tuple[str, ...]]] = {
    "submissions": ("same_work", "coauthor", "coauthor_weights"),
    "marks": ("items",),
}
"""Keys that one source alone uses."""

_STEPS: Final = ("field", "steps_for")
"""Keys that say something of steps only."""


def read_points(table: Table, lines: Sequence[Table], words: Vocabulary) -> Points:
    """Return one points rule.

    Args:
        table: `[[points]]`.
        lines: its `[[points.line]]`.
        words: what its words may be taken from.

    Raises:
        UsageError: an unknown key or value, a key without effect, or words that
            contradict each other.
    """
    identifier, population = table.text("id"), table.choice("for", words.populations)
    if not lines:
        raise table.wrong("line", table.need("line"), "table")
    bar, required = _minimum(table, words)
    found = Points(
        identifier=identifier,
        name=table.text("name"),
        population=population,
        requirements=table.texts("req"),
        quote=table.text("quote", default=""),
        bar=bar,
        required=required,
        exceeds=words.numbers.switches.at_least_includes_number is False,
        cap=_optional(table, "cap", words),
        carry_over=_carry_over(table, identifier, words),
        lines=tuple(
            _line(line, identifier=identifier, population=population, words=words)
            for line in lines
        ),
    )
    table.close()
    if found.carry_over and found.bar is None:
        raise table.place.error("criteria_carry_over", "carry_over")
    return found


def _minimum(
    table: Table, words: Vocabulary
) -> tuple[Fraction | None, float | str | None]:
    if "require" not in table:
        table.get("require")
        return None, None
    require = table.table("require")
    bar, required = words.numbers.read(require, "min")
    require.close()
    return bar, required


def _optional(table: Table, key: str, words: Vocabulary) -> Fraction | None:
    if key not in table:
        table.get(key)
        return None
    return words.numbers.read(table, key)[0]


def _carry_over(table: Table, identifier: str, words: Vocabulary) -> CarryOver | None:
    if "carry_over" not in table:
        table.get("carry_over")
        return None
    over = table.table("carry_over")
    found = CarryOver(
        item=over.text("item", default=identifier), most=_optional(over, "max", words)
    )
    over.close()
    return found


def _line(
    table: Table, *, identifier: str, population: str, words: Vocabulary
) -> LineRule:
    name = table.text("name")
    source = table.choice("source", tuple(_SOURCES))
    _refuse_foreign(table, source)
    per = table.choice("per", _COUNTS.per, default="campaign")
    where = read_where(table.table("where"), _SOURCES[source], words)
    worth = _worth(table, source, words)
    if "by_level" in worth:
        where = _from_lowest(table, where, worth["by_level"], words)
    found = LineRule(
        name=name,
        quote=table.text("quote", default=""),
        looks_at=Criterion(
            identifier=f"{identifier}/{name}",
            name=name,
            population=population,
            source=source,
            measure="count",
            required="",
            where=where,
            per=per,
        ),
        best=_best(table, words),
        cap=_optional(table, "cap", words),
        cap_total=_optional(table, "cap_total", words),
        least=_minimum(table, words)[0],
        items=_items(table, source),
        same_work=_same_work(table, where),
        **worth,
        authors=_authors(table, worth),
    )
    table.close(*_ONLY.get(source, ()), *_STEPS)
    return found


def _refuse_foreign(table: Table, source: str) -> None:
    """Refuse keys of the vocabulary that have no effect in this line."""
    for known in (_ONLY, _WORTHS):
        right = known.get(source, ())
        for key in {key for keys in known.values() for key in keys if key in table}:
            if key not in right:
                raise table.place.error("criteria_line_misplaced", key, source=source)
    for key in _STEPS:
        if key in table and "steps" not in table:
            raise table.place.error("criteria_needs_steps", key)


def _worth(table: Table, source: str, words: Vocabulary) -> dict[str, Any]:
    allowed = _WORTHS[source]
    given = [key for key in allowed if table.get(key) is not None]
    if not given:
        for key in allowed:
            table.refuse_near(key)
    if len(given) != 1:
        raise table.place.error("criteria_line_worth", allowed[0], allowed=allowed)
    by_order = source == "submissions"
    if given[0] == "value":
        return {"value": read_credit(table, "value", words, by_order=by_order)}
    if given[0] == "value_by_level":
        return {"by_level": read_levels(table, words)}
    if given[0] == "value_by_result":
        return {"by_result": read_results(table, words)}
    return _steps(table, source, words)


def _steps(table: Table, source: str, words: Vocabulary) -> dict[str, Any]:
    sizes = _SIZES[source]
    size = table.choice("field", sizes, default=sizes[0])
    ways = {"count": ("all",), "score": ("each",)}.get(size, ("all", "each"))
    way = table.choice("steps_for", ways, default=ways[0])
    written = table.get("steps")
    if not isinstance(written, list) or not all(isinstance(s, dict) for s in written):
        raise table.wrong("steps", written, "table")
    steps = []
    for entry in written:
        step = Table(entry, table.place)
        least, points = (words.numbers.read(step, key)[0] for key in ("min", "points"))
        steps.append(Step(least=least, points=points))
        step.close()
    for low, high in pairwise(steps):
        if not (low.least < high.least and low.points <= high.points):
            raise table.place.error("criteria_steps_order", "steps")
    return {"steps": tuple(steps), "size": size, "together": way == "all"}


def _from_lowest(
    table: Table, where: Where, by_level: Mapping[str, object], words: Vocabulary
) -> Where:
    """Return filters that reject what lies below the lowest level with a value."""
    if not (where.published or where.adopted):
        raise table.place.error("criteria_needs_published", "value_by_level")
    lowest = min(words.levels.index(level) for level in by_level)
    asked = words.levels.index(where.level_min) if where.level_min else 0
    return replace(where, level_min=words.levels[max(lowest, asked)])


def _best(table: Table, words: Vocabulary) -> int | None:
    if "best" not in table:
        table.get("best")
        return None
    best = words.numbers.read_whole(table, "best")
    if not best:
        raise table.wrong("best", best, "whole")
    return best


def _items(table: Table, source: str) -> tuple[str, ...]:
    if source != "marks":
        return ()
    table.need("items")
    return table.texts("items")


def _same_work(table: Table, where: Where) -> str | None:
    if "same_work" not in table:
        return None
    if not where.published:
        raise table.place.error("criteria_needs_published", "same_work")
    return table.choice("same_work", ("highest", "each"))


def _authors(table: Table, worth: Mapping[str, Any]) -> DocumentRules | None:
    """Return what a joint work is worth to each author, None: as `[documents]` says."""
    if "coauthor" not in table and "coauthor_weights" not in table:
        return None
    credits_ = [worth.get("value"), *worth.get("by_level", {}).values()]
    if any(credit and credit.by_order for credit in credits_):
        raise table.place.error("criteria_order_and_coauthor", "coauthor")
    coauthor, weights = read_coauthor(table)
    return DocumentRules(coauthor=coauthor, weights=weights)
