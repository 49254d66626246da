"""The scales of a criteria file: levels of outlets and grades of exams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.awards.numbers import exact
from doctools.awards.strict import Table

if TYPE_CHECKING:
    from fractions import Fraction


def read_scales(scales: Table) -> tuple[tuple[str, ...], dict[str, Fraction]]:
    """Return the levels from low to high, and the lowest mark of each grade."""
    levels = scales.texts("level")
    grades: dict[str, Fraction] = {}
    written = scales.get("grade") or []
    if not isinstance(written, list):
        raise scales.wrong("grade", written, "table")
    for entry in written:
        if not isinstance(entry, dict):
            raise scales.wrong("grade", entry, "table")
        grade = Table(entry, scales.place)
        lowest = exact(grade.need("min"))
        if lowest is None:
            raise grade.wrong("min", entry["min"], "number")
        grades[grade.text("name")] = lowest
        grade.close()
    scales.close()
    return levels, grades
