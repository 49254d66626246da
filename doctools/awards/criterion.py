"""One `[[criterion]]` of a criteria file, read strictly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from doctools.awards.numbers import Numbers
from doctools.awards.periods import SHORT
from doctools.awards.rules import Criterion, Proof, Where
from doctools.awards.shapes import FILTERS, KEYS, REQUIRES, SHAPES, Shape
from doctools.awards.subjects import STEPS

if TYPE_CHECKING:
    from doctools.awards.strict import Table

_PRESS: Final = ("报纸", "期刊")
_WEB: Final = "网络媒体"
_OUTLET_KINDS: Final = (*_PRESS, _WEB, "内部资料")
_REACHED: Final = "达到"
"""What every result must be, where a rule asks for all of them."""
_WHOLE: Final = frozenset({"count", "count_distinct", "any"})


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
        "severity": table.choice("severity", ("required", "info"), default="required"),
        "aspect": table.choice("field", shape.fields) if shape.fields else None,
    }
    common |= _requirement(table, shape, words)
    common |= _period(table, shape, words)
    common |= _further(table, shape, words)
    common["where"] = read_where(table.table("where"), shape, words)
    _refuse_misplaced(table, KEYS)
    optional = ["allow_missing"] if shape.per else []
    table.close(*optional, *(key.removesuffix("?") for key in shape.keys))
    criterion = Criterion(**common)
    _refuse_idle(table, criterion)
    return criterion


def _requirement(table: Table, shape: Shape, words: Vocabulary) -> dict[str, Any]:
    table.need("require")
    require = table.table("require")
    given = [key for key in require if key in shape.require]
    _refuse_misplaced(require, REQUIRES, right=shape.require)
    require.close(*shape.require)
    if len(given) != 1:
        raise table.place.error(
            "criteria_require", "require", allowed=tuple(shape.require)
        )
    if given[0] == "includes":
        by_field: dict[str, Sequence[str]] = {
            "doc_type": words.document_types,
            "step": tuple(STEPS),
        }
        allowed = by_field.get(table.text("field"), ())
        includes = require.texts("includes", allowed=allowed)
        return {"includes": includes, "required": "、".join(includes)}
    if given[0] == "all":
        if table.get("source") == "results":
            require.choice("all", (_REACHED,))
        passes = require.text("all")
        return {"passes": passes, "required": passes}
    if given[0] == "grade":
        grade = require.choice("grade", tuple(words.grades))
        return {"grade": grade, "bar": words.grades[grade], "required": grade}
    return _minimum(table, require, words)


def _minimum(table: Table, require: Table, words: Vocabulary) -> dict[str, Any]:
    bar, required = words.numbers.read(require, "min")
    measure = table.get("measure")
    exceeds = words.numbers.switches.at_least_includes_number is False
    if measure in {"share", "ratio"}:
        if bar > 1:
            raise require.place.error("criteria_share_above_one", "min", value=required)
        if exceeds and bar == 1:
            raise require.place.error("criteria_more_than_all", "min", value=required)
    if measure in _WHOLE and (bar < 1 or bar.denominator != 1):
        raise require.wrong("min", require.get("min"), "whole")
    return {"bar": bar, "required": required, "exceeds": exceeds}


def _period(table: Table, shape: Shape, words: Vocabulary) -> dict[str, Any]:
    if not shape.per:
        return {}
    per = table.choice("per", shape.per, default="campaign")
    found: dict[str, Any] = {"per": per}
    if "allow_missing" in table:
        if per not in SHORT:
            raise table.place.error("criteria_nothing_to_miss", "allow_missing")
        found["allow_missing"] = words.numbers.read_whole(table, "allow_missing")
    if per == "month" and table.get("source") == "submissions":
        found["late_days"] = words.numbers.switches.late_days
    return found


def _further(table: Table, shape: Shape, words: Vocabulary) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in shape.keys:
        name = key.removesuffix("?")
        if name in table or not key.endswith("?"):
            attribute = "proof" if name == "documents" else name
            found[attribute] = _value(table, name, words)
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
        return _least(table.table("each"), words)
    if key == "documents":
        papers = table.table("documents")
        types = papers.texts("doc_type", allowed=words.document_types)
        papers.need("doc_type")
        return Proof(doc_types=types, least=_least(papers, words))
    table.need(key)
    return table.texts(key)


def _least(table: Table, words: Vocabulary) -> int:
    """Return `min` of a table of its own, a whole number from 1; 以上 may exclude it."""
    least = words.numbers.read_whole(table, "min")
    table.close()
    if not least:
        raise table.wrong("min", least, "whole")
    return least + (words.numbers.switches.at_least_includes_number is False)


def read_where(where: Table, shape: Shape, words: Vocabulary) -> Where:
    """Return the filters of a rule; `shape` says which there may be.

    Raises:
        UsageError: an unknown filter, one without effect, or two that exclude each
            other.
    """
    _refuse_misplaced(where, FILTERS, right=shape.filters)
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
        theme_in="theme_in" in where and bool(where.choice("theme_in", ("themes",))),
        adopted=where.only_true("adopted"),
        kinds=where.texts("kind"),
        roles=where.texts("role", allowed=("听", "讲")),
        own_unit=where.only_true("own_unit"),
        subjects=where.texts("subject"),
    )
    _refuse_contradiction(where, found, words)
    return _switched(found, words)


def _switched(where: Where, words: Vocabulary) -> Where:
    """Return the filters as the switches read 报刊."""
    if not where.published:
        return where
    switches, kinds = words.numbers.switches, where.outlet_kinds
    if switches.count_web_media and set(kinds) & set(_PRESS):
        kinds = (*kinds, *({_WEB} - set(kinds)))
    if switches.count_web_media is False and not kinds:
        kinds = tuple(kind for kind in _OUTLET_KINDS if kind != _WEB)
    return replace(
        where, outlet_kinds=kinds, needs_cn=bool(switches.published_needs_cn)
    )


def _refuse_contradiction(where: Table, found: Where, words: Vocabulary) -> None:
    if found.published and found.adopted:
        raise where.place.error("criteria_published_and_adopted", "adopted")
    if found.outlet_kinds and not found.published:
        raise where.place.error("criteria_needs_published", "outlet_kind")
    if found.level_min and not (found.published or found.adopted):
        raise where.place.error("criteria_needs_published", "level_min")
    mixed = _WEB in found.outlet_kinds and set(found.outlet_kinds) & set(_PRESS)
    if mixed and words.numbers.switches.count_web_media is False:
        raise where.place.error("criteria_web_media", "outlet_kind")


def _refuse_misplaced(
    table: Table, known: frozenset[str], *, right: Sequence[str] = ()
) -> None:
    """Refuse a key of the vocabulary that source and measure do not use here."""
    for key in table:
        if key in known and key not in right and not table.asked(key):
            raise table.place.error("criteria_misplaced", key)


def _refuse_idle(table: Table, criterion: Criterion) -> None:
    """Refuse a key that says nothing beside the others."""
    if criterion.aspect == "doc_type" and criterion.where.doc_types:
        raise table.place.error("criteria_misplaced", "doc_type")
    works = criterion.source == "submissions"
    if works and "no_data" in table and not criterion.where.theme_in:
        raise table.place.error("criteria_misplaced", "no_data")
