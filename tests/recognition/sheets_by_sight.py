"""Pictures of pages drawn by code, and recognisers that stand in for the real one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw

from doctools.recognition.page import Picture
from doctools.recognition.recogniser import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

WIDTH, HEIGHT = 1240, 1754
"""A4 at 150 dots an inch."""
EM = 32
BLACK, RED = (20, 20, 20), (215, 35, 35)
LEFT = 180


class Sheet:
    """A page on which every character is a grid of strokes."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT), "white")
        self.draw = ImageDraw.Draw(self.image)
        self.found: list[Found] = []

    def line(
        self,
        text: str,
        *,
        top: int,
        left: int = LEFT,
        color: tuple[int, int, int] = BLACK,
        score: float = 0.99,
    ) -> Found:
        """Draw a line; return it as a recogniser finds it."""
        for index in range(len(text)):
            x = left + index * EM
            for stroke in (4, 12, 20, 28):
                self.draw.line((x + 3, top + stroke, x + 27, top + stroke), color, 3)
            self.draw.line((x + 15, top + 2, x + 15, top + 30), color, 3)
        right, bottom = left + len(text) * EM, top + EM
        corners = (
            (left, top - 4),
            (right, top - 4),
            (right, bottom + 4),
            (left, bottom + 4),
        )
        one = Found(text=text, corners=corners, score=score)
        self.found.append(one)
        return one

    def seal(self, *, left: int, top: int, side: int = 240) -> None:
        """Draw a round seal with a star."""
        self.draw.ellipse((left, top, left + side, top + side), outline=RED, width=8)
        x, y = left + side // 2, top + side // 2
        self.draw.polygon([(x, y - 60), (x + 50, y + 50), (x - 50, y + 50)], fill=RED)

    def picture(self, number: int = 1) -> Picture:
        """Return the page."""
        return Picture(number=number, pixels=np.asarray(self.image), points=0.48)

    def data(self, form: str = "PNG", more: Sequence[Image.Image] = ()) -> bytes:
        """Return the page as a picture file."""
        room = io.BytesIO()
        many = {"save_all": True, "append_images": list(more)} if more else {}
        self.image.save(room, form, resolution=150.0, **many)
        return room.getvalue()


class Seeing:
    """Finds those of some lines whose ink is on the picture it is shown."""

    def __init__(
        self, lines: Sequence[Found], *, careful: Sequence[Found] = ()
    ) -> None:
        self.looks = 0
        self._lines = lines
        self._careful = careful

    def __call__(
        self, picture: NDArray[np.uint8], *, careful: bool = False
    ) -> tuple[Found, ...]:
        """Return the lines whose place is dark."""
        self.looks += 1
        if careful:
            return tuple(self._careful)
        return tuple(one for one in self._lines if _is_dark(picture, one))


def _is_dark(picture: NDArray[np.uint8], one: Found) -> bool:
    (left, top), _, (right, bottom), _ = one.corners
    place = picture[int(top) : int(bottom), int(left) : int(right)]
    return bool(place.size and (place < 130).mean() > 0.1)
