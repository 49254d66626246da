"""The best path through the words of a text, many short stretches side by side.

Where no word runs across a place, every path passes there; so the text falls into
stretches of a few characters, which are walked together, one step for all of them
(Viterbi 1967).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

LONGEST = 64
"""Longest stretch that is walked beside others."""
_TOGETHER = 1 << 14
"""Stretches walked at once."""


class Words(NamedTuple):
    """Words of two and more characters that stand in a text, as columns."""

    starts: NDArray[np.intp]
    lengths: NDArray[np.intp]
    weights: NDArray[np.float64]


def passed(size: int, words: Words) -> NDArray[np.bool_]:
    """Return for every place of the text, and its end, whether every path passes."""
    into = np.bincount(words.starts + 1, minlength=size + 1)
    out = np.bincount(words.starts + words.lengths, minlength=size + 1)
    open_words = np.cumsum(into - out)
    gates: NDArray[np.bool_] = open_words == 0
    return gates


def best_borders(
    singles: NDArray[np.float64], words: Words
) -> tuple[NDArray[np.bool_], list[tuple[int, int]]]:
    """Return where words of the best path begin, and what is too long for that.

    Args:
        singles: weight of every character as a word of its own.
        words: the longer ones.

    Returns:
        For every place and the end of the text whether a word begins there; the bounds
        of stretches longer than `LONGEST`, within which that is left open.
    """
    borders = passed(len(singles), words)
    begin = np.flatnonzero(borders)
    sizes = np.diff(begin)
    order = np.argsort(-sizes, kind="stable")
    short = order[(sizes[order] > 1) & (sizes[order] <= LONGEST)]
    owners = np.cumsum(borders[:-1]) - 1  # which stretch a character belongs to
    for first in range(0, len(short), _TOGETHER):
        lanes = short[first : first + _TOGETHER]
        lane_of = np.full(len(sizes), -1)
        lane_of[lanes] = np.arange(len(lanes))
        walk = _Walk(begin[lanes], sizes[lanes], lane_of[owners])
        walk.enter(singles, words)
        borders[walk.borders()] = True
    long = np.flatnonzero(sizes > LONGEST).tolist()
    return borders, [(int(begin[one]), int(begin[one + 1])) for one in long]


class _Walk:
    """Stretches side by side, a lane each, the longest first.

    Args:
        begin: where each stretch begins.
        sizes: how long each is, falling.
        lanes: for every character of the text its lane, or -1.
    """

    def __init__(
        self,
        begin: NDArray[np.intp],
        sizes: NDArray[np.intp],
        lanes: NDArray[np.intp],
    ) -> None:
        self._begin, self._sizes, self._lanes = begin, sizes, lanes
        steps = np.arange(sizes[0] + 1)
        # how many lanes are still walked at each step; at step 0 nothing ends
        self._walked = np.searchsorted(-sizes, -steps, "right")
        self._walked[0] = 0

    def enter(self, singles: NDArray[np.float64], words: Words) -> None:
        """Put the weights in, by step, length (the longest first) and lane."""
        kept = np.flatnonzero(self._lanes[words.starts] >= 0)
        starts, lengths = words.starts[kept], words.lengths[kept]
        self._longest = int(lengths.max())
        self._first = self._longest * (np.cumsum(self._walked) - self._walked)
        self._weights = np.full(self._longest * self._walked.sum(), -np.inf)
        inside = np.flatnonzero(self._lanes >= 0)
        self._put(inside, np.ones(len(inside), np.intp), singles[inside])
        self._put(starts, lengths, words.weights[kept])

    def _put(
        self,
        starts: NDArray[np.intp],
        lengths: NDArray[np.intp],
        weights: NDArray[np.float64],
    ) -> None:
        lane = self._lanes[starts]
        step = starts + lengths - self._begin[lane]
        row = self._longest - lengths
        self._weights[self._first[step] + row * self._walked[step] + lane] = weights

    def borders(self) -> NDArray[np.intp]:
        """Return the places where a word of the best path begins."""
        back = self._forward()
        lanes = np.arange(len(self._sizes))
        step = self._sizes.copy()
        found = []
        while len(lanes):
            step = step - back[step, lanes]
            found.append(self._begin[lanes] + step)
            on = np.flatnonzero(step)
            lanes, step = lanes[on], step[on]
        return np.concatenate(found)

    def _forward(self) -> NDArray[np.uint8]:
        """Return for every step and lane how long the word is that best ends there."""
        longest, lanes = self._longest, np.arange(len(self._sizes))
        best = np.full((longest + len(self._walked), len(lanes)), -np.inf)
        best[longest] = 0.0
        back = np.zeros((len(self._walked), len(lanes)), np.uint8)
        for step in range(1, len(self._walked)):
            walked = self._walked[step]
            first = self._first[step]
            weights = self._weights[first : first + longest * walked]
            reached = best[step : step + longest, :walked]
            ways = reached + weights.reshape(longest, walked)
            # of equals the first counts: the word that begins first
            row = ways.argmax(axis=0)
            best[longest + step, :walked] = ways[row, lanes[:walked]]
            back[step, :walked] = longest - row
        return back
