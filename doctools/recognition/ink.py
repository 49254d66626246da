"""Ink on a picture: black told from red, the seal taken out, what no line covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Shades = NDArray[np.uint8]
    Mask = NDArray[np.bool_]

REDDISH = 40
"""How much more red than green and blue a pixel holds that is red ink, of 255."""
DARK = 0.6
"""Share of the paper's brightness below which a pixel is ink."""
OVERPRINTED = 0.4
"""Share of the paper's brightness in red down to which red ink has no type under it."""
PALEST = 40
"""Brightness of paper that is still told from ink, of 255."""
TILE = 64
"""Pixels of a tile in which the paper's brightness is measured."""
MARGIN = 0.02
"""Share of the page along its edges where scanners leave shadows."""
LEAST_DENSITY = 0.08
"""Share of a half-character field that its ink fills at the least."""
SHORTEST = 3
"""Half characters in a row that make a piece of a line."""
RULING = 2.5
"""Characters without a break in a stroke from which it is a ruling."""
PICTURE = 2.5
"""Characters of height from which ink without gaps between lines is a picture."""
GAPS = 0.15
"""Share of a text's height that the gaps between its lines take up at the least."""
SEAL_FIELD = 80
"""Fields along the longer side of a page in which red ink is gathered to seals."""
SEAL_SIDE = (0.085, 0.28)
"""Share of the page's longer side that a seal's diameter takes: 25 to 83 mm of A4
(seals of offices are 42 to 45 mm wide, 国发〔1999〕25号)."""
SEAL_SHAPE = 0.7
"""Shorter by longer side of a seal at the least, ovals included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A box on a picture, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies in it."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def black(picture: Shades) -> Shades:
    """Return the picture in grey with red ink gone and the paper even and white.

    Red ink is bright in the red channel; where a seal lies on type, the type stays.

    Args:
        picture: height by width by red, green and blue.
    """
    shades = picture[:, :, 0].copy()
    paper = _paper(shades)
    pale = _redness(picture) > REDDISH
    pale &= shades > OVERPRINTED * paper
    shades[pale] = 255
    even = shades.astype(np.float32) * (255.0 / paper)
    return np.clip(even, 0, 255).astype(np.uint8)


def red(picture: Shades) -> Shades:
    """Return the picture in grey with nothing but its red ink, dark on white."""
    strength = np.clip(_redness(picture).astype(np.int32) * 2, 0, 255)
    return (255 - strength).astype(np.uint8)


def is_ink(shades: Shades) -> Mask:
    """Return where there is ink on an even, white picture."""
    return np.asarray(shades < DARK * 255)


def seals(picture: Shades) -> tuple[Field, ...]:
    """Return where seals stand: red ink that is about as high as wide."""
    ink = _redness(picture) > REDDISH
    height, width = ink.shape
    side = max(1, max(height, width) // SEAL_FIELD)
    fields = _density(ink, side) > 0.02
    low, high = (share * max(height, width) / side for share in SEAL_SIDE)
    found = []
    for top, left, bottom, right in _clusters(fields):
        tall, wide = bottom - top, right - left
        round_enough = min(tall, wide) >= SEAL_SHAPE * max(tall, wide)
        if round_enough and low <= max(tall, wide) <= high:
            found.append(
                Field(
                    left=left * side,
                    top=top * side,
                    right=right * side,
                    bottom=bottom * side,
                )
            )
    return tuple(found)


def uncovered(
    ink: Mask, covered: Sequence[Field], *, em: float, slope: float
) -> tuple[Field, ...]:
    """Return pieces of lines that nothing covers: text that was lost.

    Args:
        ink: where there is ink.
        covered: the lines found, turned level.
        em: size of a character in pixels.
        slope: pixels by which lines fall for each to the right.

    Returns:
        Boxes, turned level. Rulings, specks and pictures are left out.
    """
    left_over = _level(ink, slope)
    for field in covered:
        rows = slice(max(0, int(field.top)), max(0, int(field.bottom) + 1))
        columns = slice(max(0, int(field.left)), max(0, int(field.right) + 1))
        left_over[rows, columns] = False
    _clear_edges(left_over)
    left_over &= ~_rulings(left_over, int(RULING * em))
    side = max(2, int(em / 2))
    fields = _in_rows(_density(left_over, side) > LEAST_DENSITY)
    return tuple(
        Field(
            left=left * side, top=top * side, right=right * side, bottom=bottom * side
        )
        for top, left, bottom, right in _clusters(fields)
        if not _is_picture(
            left_over[top * side : bottom * side, left * side : right * side], em
        )
    )


def _redness(picture: Shades) -> NDArray[np.int16]:
    channels = picture.astype(np.int16)
    return np.asarray(
        channels[:, :, 0] - np.maximum(channels[:, :, 1], channels[:, :, 2]),
        dtype=np.int16,
    )


def _paper(shades: Shades) -> NDArray[np.float32]:
    """Return the brightness of the paper around each pixel."""
    height, width = shades.shape
    rows, columns = -(-height // TILE), -(-width // TILE)
    whole = np.pad(
        shades, ((0, rows * TILE - height), (0, columns * TILE - width)), mode="edge"
    )
    tiles = whole.reshape(rows, TILE, columns, TILE).swapaxes(1, 2)
    bright = np.percentile(tiles.reshape(rows, columns, -1), 80, axis=2)
    around = np.pad(bright, 1, mode="edge")
    near = [around[y : y + rows, x : x + columns] for y in range(3) for x in range(3)]
    paper = np.maximum(np.max(near, axis=0), PALEST).astype(np.float32)
    return np.repeat(np.repeat(paper, TILE, 0), TILE, 1)[:height, :width]


def _level(ink: Mask, slope: float) -> Mask:
    """Return the ink with every column moved so that lines run level."""
    height, width = ink.shape
    columns = np.arange(width)
    shift = np.round(slope * (columns - width / 2)).astype(np.int64)
    rows = np.arange(height)[:, None] + shift[None, :]
    inside = (rows >= 0) & (rows < height)
    return np.asarray(ink[np.clip(rows, 0, height - 1), columns[None, :]] & inside)


def _clear_edges(ink: Mask) -> None:
    height, width = ink.shape
    deep, wide = int(MARGIN * height), int(MARGIN * width)
    ink[:deep] = False
    ink[height - deep :] = False
    ink[:, :wide] = False
    ink[:, width - wide :] = False


def _rulings(ink: Mask, length: int) -> Mask:
    """Return what belongs to strokes of at least a length, level or upright."""
    return _runs(ink, length) | _runs(ink.T, length).T


def _runs(ink: Mask, length: int) -> Mask:
    """Return pixels of unbroken runs of at least a length along each row."""
    height, width = ink.shape
    if width < length:
        return np.zeros_like(ink)
    sums = np.zeros((height, width + 1), dtype=np.int32)
    np.cumsum(ink, axis=1, out=sums[:, 1:])
    starts = sums[:, length:] - sums[:, :-length] == length
    counts = np.zeros((height, width + 1), dtype=np.int32)
    counts[:, : starts.shape[1]] += starts
    counts[:, length : length + starts.shape[1]] -= starts
    return np.asarray(np.cumsum(counts, axis=1)[:, :width] > 0)


def _density(ink: Mask, side: int) -> NDArray[np.float64]:
    """Return the share of ink in each square field of a side."""
    height, width = (extent // side * side for extent in ink.shape)
    fields = ink[:height, :width].reshape(height // side, side, width // side, side)
    return np.asarray(fields.mean(axis=(1, 3)))


def _in_rows(fields: Mask) -> Mask:
    """Return the fields that stand in a row of a few, a gap of one allowed."""
    closed = fields.copy()
    closed[:, 1:-1] |= fields[:, :-2] & fields[:, 2:]
    return _runs(closed, SHORTEST)


def _clusters(fields: Mask) -> Iterator[tuple[int, int, int, int]]:
    """Yield top, left, bottom and right of fields that touch, corners included."""
    waiting = {(int(y), int(x)) for y, x in np.argwhere(fields)}
    for first in sorted(waiting):
        if first not in waiting:
            continue
        waiting.discard(first)
        reached, border = [first], [first]
        while border:
            y, x = border.pop()
            near = {(y + i, x + j) for i in (-1, 0, 1) for j in (-1, 0, 1)} & waiting
            waiting -= near
            border += near
            reached += near
        rows, columns = zip(*reached, strict=True)
        yield min(rows), min(columns), max(rows) + 1, max(columns) + 1


def _is_picture(ink: Mask, em: float) -> bool:
    """Tell a picture from lines of text: it is high, and no gaps part it."""
    height = ink.shape[0]
    if height <= PICTURE * em:
        return False
    profile = ink.mean(axis=1)
    return bool((profile < profile.mean() / 5).mean() < GAPS)
