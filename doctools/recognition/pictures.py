"""Pictures of pages: rendered from PDF, gathered from OFD, photos as they are."""

from __future__ import annotations

import io
from contextlib import closing
from typing import TYPE_CHECKING

import numpy as np
import pypdfium2
from PIL import Image, ImageOps

from doctools.errors import ReadError
from doctools.model import FileStatus
from doctools.readers import ofd
from doctools.readers.ofd_pictures import picture_page
from doctools.readers.ofd_type import POINTS
from doctools.readers.package import ERRORS
from doctools.recognition.page import Picture

if TYPE_CHECKING:
    from numpy.typing import NDArray

DPI = 200
"""Pixels an inch at which pages are read; more costs time and gains nothing
(measured: docs/quality.md)."""
LONGEST = 842.0
"""Points that the longer side of a photo stands for: that of A4."""
MOST_PIXELS = 4000
"""Pixels of the longer side of what is read; larger pictures are made smaller."""
MOST_DECODED = 120_000_000
"""Pixels of a picture that is still opened."""
DAMAGED = (
    *ERRORS,
    pypdfium2.PdfiumError,
    OSError,
    SyntaxError,
    Image.DecompressionBombError,
)
"""What the libraries raise for a picture that cannot be shown."""


def picture_of(data: bytes, *, kind: str, number: int) -> Picture:
    """Return the picture of one page.

    Args:
        data: bytes of the file.
        kind: pdf, ofd or image.
        number: of the page, 1-based.

    Raises:
        ReadError: the page or its picture is damaged, too_large or in no known format.
    """
    try:
        if kind == "pdf":
            pixels, points = _rendered(data, number)
        elif kind == "ofd":
            pixels, points = _gathered(data, number)
        else:
            pixels, points = _photo(data, number)
    except DAMAGED as error:
        raise ReadError(FileStatus.DAMAGED, "damaged") from error
    return Picture(number=number, pixels=pixels, points=points)


def _rendered(data: bytes, number: int) -> tuple[NDArray[np.uint8], float]:
    with closing(pypdfium2.PdfDocument(data)) as file:
        page = file[number - 1]
        scale = min(DPI / 72, MOST_PIXELS / max(1.0, *page.get_size()))
        bitmap = page.render(scale=scale, rev_byteorder=True)
        pixels = np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
        page.close()
    return pixels, 1 / scale


def _gathered(data: bytes, number: int) -> tuple[NDArray[np.uint8], float]:
    """Set the pictures of an OFD page upon white; its type was read without sight."""
    page = picture_page(data, number, usual=ofd.A4)
    if page is None:
        raise ValueError
    left, top, width, height = page.box
    scale = min(DPI / 25.4, MOST_PIXELS / max(1.0, width, height))
    canvas = Image.new(
        "RGB", (_pixels(width * scale), _pixels(height * scale)), "white"
    )
    for placed in page.pictures:
        x, y, wide, high = placed.box
        with Image.open(io.BytesIO(placed.data)) as image:
            _require_small(image)
            fitted = image.convert("RGB").resize(
                (_pixels(wide * scale), _pixels(high * scale)),
                Image.Resampling.LANCZOS,
            )
        canvas.paste(fitted, (round((x - left) * scale), round((y - top) * scale)))
    return np.asarray(canvas), POINTS / scale


def _photo(data: bytes, number: int) -> tuple[NDArray[np.uint8], float]:
    with Image.open(io.BytesIO(data)) as image:
        image.seek(number - 1)
        _require_small(image)
        turned = ImageOps.exif_transpose(image)
        shown = _on_white(turned)
    shown.thumbnail((MOST_PIXELS, MOST_PIXELS), Image.Resampling.LANCZOS)
    return np.asarray(shown), LONGEST / max(shown.size)


def _on_white(image: Image.Image) -> Image.Image:
    """Return a picture in red, green and blue, what is transparent in it white."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    seen = image.convert("RGBA")
    white = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(white, seen).convert("RGB")


def _require_small(image: Image.Image) -> None:
    if image.width * image.height > MOST_DECODED:
        raise Image.DecompressionBombError


def _pixels(extent: float) -> int:
    return max(1, round(extent))
