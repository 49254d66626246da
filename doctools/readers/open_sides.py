"""Sides that tables with open ends lack: rows ruled, columns parted, no frame."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    Edge = Mapping[str, Any]

SNAP = 3.0
"""Points by which rulings that belong together may miss each other."""
LEAST_RULES = 3
"""Horizontal rulings of the same width that make a table of two rows."""


@dataclass(slots=True)
class _Rules:
    """Horizontal rulings that begin and end at the same places."""

    left: float
    right: float
    heights: list[float] = field(default_factory=list)


def missing_sides(edges: Iterable[Edge]) -> Iterator[dict[str, Any]]:
    """Yield the vertical rulings that would close tables open at the sides.

    Args:
        edges: rulings as pdfplumber gives them, with `orientation` h or v.
    """
    edges = [*edges]
    verticals = [edge for edge in edges if edge["orientation"] == "v"]
    for rules in _rules(edge for edge in edges if edge["orientation"] == "h"):
        inner = [edge for edge in verticals if _parts(edge, rules)]
        crossed = [y for y in rules.heights if any(_meets(edge, y) for edge in inner)]
        if len(crossed) < LEAST_RULES:
            continue
        top, bottom = min(crossed), max(crossed)
        for place in (rules.left, rules.right):
            if not any(_stands_at(edge, place, top, bottom) for edge in verticals):
                yield {
                    "object_type": "line",
                    "x0": place,
                    "x1": place,
                    "top": top,
                    "bottom": bottom,
                    "width": 0,
                    "height": bottom - top,
                }


def _rules(horizontals: Iterable[Edge]) -> list[_Rules]:
    groups: list[_Rules] = []
    for edge in horizontals:
        for group in groups:
            left, right = edge["x0"] - group.left, edge["x1"] - group.right
            if abs(left) < SNAP and abs(right) < SNAP:
                group.heights.append(edge["top"])
                break
        else:
            groups.append(_Rules(edge["x0"], edge["x1"], [edge["top"]]))
    return groups


def _parts(edge: Edge, rules: _Rules) -> bool:
    """Tell whether a vertical ruling stands well within horizontal ones."""
    return bool(rules.left + 2 * SNAP < edge["x0"] < rules.right - 2 * SNAP)


def _meets(edge: Edge, height: float) -> bool:
    return bool(edge["top"] - SNAP < height < edge["bottom"] + SNAP)


def _stands_at(edge: Edge, place: float, top: float, bottom: float) -> bool:
    beside = abs(edge["x0"] - place) < SNAP
    return bool(beside and edge["top"] < bottom - SNAP and edge["bottom"] > top + SNAP)
