"""The closed vocabulary: what a source and a measure together may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from doctools.awards.periods import PERIODS

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONG: Final = ("campaign", "year")
_WORKS: Final = (
    "doc_type",
    "published",
    "outlet_kind",
    "level_min",
    "chars_min",
    "book_in",
    "theme_in",
    "adopted",
)
_EVENTS: Final = ("kind", "role", "own_unit")

KEYS: Final = frozenset(
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
        "severity",
        "field",
        "per",
        "allow_missing",
        "no_data",
        "members",
        "each",
        "of",
        "items",
        "denominator",
        "documents",
    ]
)
FILTERS: Final = frozenset((*_WORKS, *_EVENTS, "subject"))
REQUIRES: Final = frozenset({"min", "grade", "includes", "all"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a source and a measure together may say.

    Attributes:
        require: what the bar may be; one of them must be given.
        filters: allowed in `where`.
        fields: what `field` may be; none: the key itself is refused.
        per: allowed periods; none: the key itself is refused.
        keys: further keys; those ending in `?` may be left out.
    """

    require: tuple[str, ...] = ("min",)
    filters: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    per: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


_SCORE: Final = Shape(
    require=("grade", "min"),
    filters=("subject",),
    per=_LONG,
    fields=("score",),
    keys=("members?", "no_data?"),
)

SHAPES: Final[Mapping[str, Mapping[str, Shape]]] = {
    "submissions": {
        "count": Shape(filters=_WORKS, per=PERIODS),
        "count_distinct": Shape(filters=_WORKS, per=PERIODS, fields=("book",)),
        "share": Shape(filters=_WORKS, per=_LONG, keys=("members", "each?")),
        "covers": Shape(
            require=("includes",),
            filters=_WORKS,
            per=PERIODS,
            fields=("doc_type", "topic", "step"),
            keys=("no_data?",),
        ),
    },
    "events": {
        "count": Shape(filters=_EVENTS, per=PERIODS, keys=("no_data?", "documents?")),
        "ratio": Shape(filters=("kind",), per=_LONG, keys=("no_data?",)),
        "covers": Shape(
            require=("includes",),
            filters=_EVENTS,
            per=PERIODS,
            fields=("kind", "topic"),
            keys=("no_data?",),
        ),
    },
    "exams": {
        "count": Shape(filters=("subject",), per=PERIODS, keys=("no_data?",)),
        "mean": _SCORE,
        "min": _SCORE,
        "max": _SCORE,
        "last": Shape(
            require=("grade", "min"),
            filters=("subject",),
            per=_LONG,
            fields=("score",),
            keys=("no_data?",),
        ),
        "sum": Shape(
            filters=("subject",), per=_LONG, fields=("score",), keys=("no_data?",)
        ),
    },
    "days": {
        "ratio": Shape(per=_LONG, fields=("days",), keys=("denominator", "no_data?")),
        "sum": Shape(per=PERIODS, fields=("days",), keys=("no_data?",)),
    },
    "marks": {"mark": Shape(require=("all",), keys=("items", "no_data?"))},
    "results": {
        "share": Shape(keys=("members", "of")),
        "any": Shape(keys=("of",)),
        "all": Shape(require=("all",), keys=("of",)),
    },
}
"""Whatever else a file says is refused."""
