"""One `[[criterion]]` of a criteria file, read strictly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from doctools.awards.numbers import Numbers
from doctools.awards.rules import Criterion, Where

if TYPE_CHECKING:
    from doctools.awards.strict import Table


_WORK_FILTERS: Final = [
    "doc_type",
    "published",
    "outlet_kind",
    "level_min",
    "chars_min",
    "book_in",
    "adopted",
]
_PERIODS: Final = ("campaign", "year", "quarter", "month")
_LONG: Final = ("campaign", "year")
_OUTLET_KINDS: Final = ("报纸", "期刊", "网络媒体", "内部资料")
_KEYS: Final = frozenset(
    [
        "id",
        "req",
        "name",
        "quote",
        "for",
        "source",
        "measure",
        "where",
        "require",
        "review",
        "field",
        "per",
        "allow_missing",
        "no_data",
        "members",
        "each",
        "of",
        "items",
        "denominator",
    ]
)
_FILTERS: Final = frozenset((*_WORK_FILTERS, "kind", "role", "own_unit", "subject"))
_REQUIRES: Final = frozenset({"min", "grade", "includes", "all"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a source and a measure together may say.

    Attributes:
        require: what the bar may be; one of them must be given.
        filters: allowed in `where`.
        field: the only value `field` may have.
        per: allowed periods; none: the key itself is refused.
        keys: further keys; those ending in `?` may be left out.
    """

    require: tuple[str, ...] = ("min",)
    filters: tuple[str, ...] = ()
    field: str | None = None
    per: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


SHAPES: Final[Mapping[str, Mapping[str, Shape]]] = {
    "submissions": {
        "count": Shape(filters=tuple(_WORK_FILTERS), per=_PERIODS),
        "count_distinct": Shape(
            filters=tuple(_WORK_FILTERS), per=_PERIODS, field="book"
        ),
        "share": Shape(
            filters=tuple(_WORK_FILTERS), per=_LONG, keys=("members", "each?")
        ),
        "covers": Shape(require=("includes",), per=_LONG, field="doc_type"),
    },
    "events": {
        "count": Shape(
            filters=("kind", "role", "own_unit"), per=_PERIODS, keys=("no_data?",)
        ),
        "ratio": Shape(filters=("kind",), per=_LONG, keys=("no_data?",)),
    },
    "exams": {
        "mean": Shape(
            require=("grade", "min"),
            filters=("subject",),
            per=_LONG,
            field="score",
            keys=("members?", "no_data?"),
        ),
    },
    "days": {
        "ratio": Shape(per=_LONG, field="days", keys=("denominator", "no_data?")),
    },
    "marks": {"mark": Shape(require=("all",), keys=("items", "no_data?"))},
    "results": {"share": Shape(keys=("members", "of"))},
}
"""The closed vocabulary; whatever else a file says is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the words of a criterion may be taken from."""

    numbers: Numbers
    document_types: Sequence[str]
    levels: Sequence[str]
    grades: Mapping[str, Fraction]
    populations: Sequence[str]


def read_criterion(table: Table, words: Vocabulary) -> Criterion:
    """Return one criterion.

    Raises:
        UsageError: an unknown key or value, a key that its measure does not use, or
            words that contradict each other.
    """
    source = table.choice("source", tuple(SHAPES))
    measure = table.choice("measure", tuple(SHAPES[source]))
    shape = SHAPES[source][measure]
    common: dict[str, Any] = {
        "identifier": table.text("id"),
        "name": table.text("name"),
        "population": table.choice("for", words.populations),
        "source": source,
        "measure": measure,
        "requirements": table.texts("req"),
        "quote": table.text("quote", default=""),
        "review": bool(table.flag("review")),
    }
    common |= _requirement(table, shape, words)
    common |= _period(table, shape, words)
    common |= _further(table, shape, words)
    common["where"] = _where(table.table("where"), shape, words)
    _refuse_misplaced(table, _KEYS)
    optional = ["allow_missing"] if shape.per else []
    table.close(*optional, *(key.removesuffix("?") for key in shape.keys))
    return Criterion(**common)


def _requirement(table: Table, shape: Shape, words: Vocabulary) -> dict[str, Any]:
    table.need("require")
    require = table.table("require")
    given = [key for key in require if key in shape.require]
    _refuse_misplaced(require, _REQUIRES, right=shape.require)
    require.close(*shape.require)
    if len(given) != 1:
        raise table.place.error(
            "criteria_require", "require", allowed="、".join(shape.require)
        )
    if given[0] == "includes":
        types = require.texts("includes", allowed=words.document_types)
        return {"includes": types, "required": "、".join(types)}
    if given[0] == "all":
        passes = require.text("all")
        return {"passes": passes, "required": passes}
    if given[0] == "grade":
        grade = require.choice("grade", tuple(words.grades))
        return {"grade": grade, "bar": words.grades[grade], "required": grade}
    return _minimum(table, require, words)


def _minimum(table: Table, require: Table, words: Vocabulary) -> dict[str, Any]:
    bar, required = words.numbers.read(require, "min")
    measure = table.get("measure")
    if measure in {"share", "ratio"} and bar > 1:
        raise require.place.error("criteria_share_above_one", "min", value=required)
    if measure in {"count", "count_distinct"} and (bar < 1 or bar.denominator != 1):
        raise require.wrong("min", require.get("min"), "whole")
    return {"bar": bar, "required": required}


def _period(table: Table, shape: Shape, words: Vocabulary) -> dict[str, Any]:
    if not shape.per:
        return {}
    per = table.choice("per", shape.per, default="campaign")
    found: dict[str, Any] = {"per": per}
    if "allow_missing" in table:
        if per not in {"month", "quarter"}:
            raise table.place.error("criteria_nothing_to_miss", "allow_missing")
        found["allow_missing"] = words.numbers.read_whole(table, "allow_missing")
    return found


def _further(table: Table, shape: Shape, words: Vocabulary) -> dict[str, Any]:
    if shape.field:
        table.choice("field", (shape.field,))
    found: dict[str, Any] = {}
    for key in shape.keys:
        name = key.removesuffix("?")
        if name in table or not key.endswith("?"):
            found[name] = _value(table, name, words)
    return found


def _value(table: Table, key: str, words: Vocabulary) -> object:
    if key == "members":
        return table.choice("members", words.populations)
    if key == "no_data":
        return table.choice("no_data", ("pending", "not_met"))
    if key == "denominator":
        number, _ = words.numbers.read(table, key)
        if not number:
            raise table.wrong(key, table.get(key), "number")
        return number
    if key == "each":
        each = table.table("each")
        least = words.numbers.read_whole(each, "min")
        each.close()
        if not least:
            raise each.wrong("min", least, "whole")
        return least
    table.need(key)
    return table.texts(key)


def _where(where: Table, shape: Shape, words: Vocabulary) -> Where:
    _refuse_misplaced(where, _FILTERS, right=shape.filters)
    where.close(*shape.filters)
    found = Where(
        doc_types=where.texts("doc_type", allowed=words.document_types),
        published=where.only_true("published"),
        outlet_kinds=where.texts("outlet_kind", allowed=_OUTLET_KINDS),
        level_min=where.choice("level_min", words.levels)
        if "level_min" in where
        else None,
        chars_min=words.numbers.read_whole(where, "chars_min")
        if "chars_min" in where
        else 0,
        book_in="book_in" in where and bool(where.choice("book_in", ("books",))),
        adopted=where.only_true("adopted"),
        kinds=where.texts("kind"),
        roles=where.texts("role", allowed=("听", "讲")),
        own_unit=where.only_true("own_unit"),
        subjects=where.texts("subject"),
    )
    _refuse_contradiction(where, found)
    return found


def _refuse_contradiction(where: Table, found: Where) -> None:
    if found.published and found.adopted:
        raise where.place.error("criteria_published_and_adopted", "adopted")
    if found.outlet_kinds and not found.published:
        raise where.place.error("criteria_needs_published", "outlet_kind")
    if found.level_min and not (found.published or found.adopted):
        raise where.place.error("criteria_needs_published", "level_min")


def _refuse_misplaced(
    table: Table, known: frozenset[str], *, right: Sequence[str] = ()
) -> None:
    """Refuse a key of the vocabulary that source and measure do not use here."""
    for key in table:
        if key in known and key not in right and not table.asked(key):
            raise table.place.error("criteria_misplaced", key)
