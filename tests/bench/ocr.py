"""Prints how well scans are read, with the extra `doctools[ocr]` installed.

    PYTHONPATH=. python tests/bench/ocr.py [FOLDER]

FOLDER holds `pgtruth.json`, `pg*_*.jpg|png` and `gw5.pdf`; default:
../shared/corpus/synthetic. The pictures there are read as they are; pages of the PDF
are rendered and made worse here, by fixed seeds. Errors are edits by characters of the
truth, spaces left out. A line is lost where the page's text holds less than half of it;
for `hidden`, every line found is taken away once, and it is counted how often the ink
left over is told of.
"""

from __future__ import annotations

import io
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageDraw, ImageFilter
from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from doctools.recognition.page import Picture, read_page
from doctools.recognition.pictures import picture_of
from doctools.recognition.recogniser import Found, Recogniser, load

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

SHARED = Path(__file__).parents[3] / "shared" / "corpus" / "synthetic"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page and what stands on it."""

    name: str
    picture: Picture
    truth: str


class Remembering:
    """Keeps what the recogniser found on a picture, and can take a line away."""

    def __init__(self, recogniser: Recogniser) -> None:
        self._recogniser = recogniser
        self._found: dict[tuple[bytes, bool], tuple[Found, ...]] = {}
        self.hidden = ""

    def __call__(
        self, picture: NDArray[np.uint8], *, careful: bool = False
    ) -> tuple[Found, ...]:
        """Return the lines but the hidden one."""
        if careful and self.hidden:
            return ()
        key = (picture.tobytes(), careful)
        if key not in self._found:
            self._found[key] = self._recogniser(picture, careful=careful)
        return tuple(
            one
            for one in self._found[key]
            if not self.hidden or fuzz.ratio(one.text, self.hidden) < 60
        )

    def forget(self) -> None:
        """Forget everything found so far."""
        self._found.clear()
        self.hidden = ""


def cases(folder: Path) -> Iterator[Case]:
    """Yield the pictures of a folder and pages of its PDF made worse."""
    truth = json.loads((folder / "pgtruth.json").read_text(encoding="utf-8"))
    for file in sorted(folder.glob("pg*_*.*g")):
        picture = picture_of(file.read_bytes(), kind="image", number=1)
        yield Case(name=file.name, picture=picture, truth=truth[file.name[2]])
    data = (folder / "gw5.pdf").read_bytes()
    for index, (key, text) in enumerate(sorted(truth.items())):
        clean = picture_of(data, kind="pdf", number=int(key) + 1)
        for name, made in (("scan", _scan), ("photo", _photo), ("side", _side)):
            if name == "scan" or index % 3 == 0:
                pixels = made(Image.fromarray(clean.pixels), seed=index)
                worse = Picture(number=1, pixels=pixels, points=clean.points)
                yield Case(name=f"page {key} as {name}", picture=worse, truth=text)


def _scan(page: Image.Image, *, seed: int) -> NDArray[np.uint8]:
    """Return a page with a seal, askew, noisy and packed hard."""
    chance = np.random.default_rng(seed)
    draw = ImageDraw.Draw(page, "RGBA")
    x, y = int(chance.integers(300, 1000)), int(chance.integers(900, 1700))
    draw.ellipse((x, y, x + 330, y + 330), outline=(210, 40, 40, 200), width=9)
    star = [(x + 165, y + 80), (x + 235, y + 250), (x + 95, y + 250)]
    draw.polygon(star, fill=(210, 40, 40, 170))
    turned = page.rotate(
        float(chance.uniform(-1.5, 1.5)),
        fillcolor="white",
        resample=Image.Resampling.BICUBIC,
    )
    noisy = np.asarray(turned, dtype=np.float64)
    noisy = noisy * 0.93 + chance.normal(0, 9, noisy.shape)
    return _packed(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)), 45)


def _photo(page: Image.Image, *, seed: int) -> NDArray[np.uint8]:
    """Return a page as a telephone takes it: shaded, a little blurred."""
    chance = np.random.default_rng(seed)
    blurred = np.asarray(page.filter(ImageFilter.GaussianBlur(1.0)), dtype=np.float64)
    height, width = blurred.shape[:2]
    shade = (
        np.linspace(1.0, 0.55, width)[None, :] * np.linspace(0.95, 0.8, height)[:, None]
    )
    warm = np.array([1.0, 0.95, 0.85])
    noisy = blurred * shade[:, :, None] * warm + chance.normal(0, 6, blurred.shape)
    return _packed(Image.fromarray(np.clip(noisy, 0, 255).astype(np.uint8)), 70)


def _side(page: Image.Image, *, seed: int) -> NDArray[np.uint8]:
    """Return a page that lies on its side, or on its head."""
    return _packed(page.rotate(90 * (1 + seed % 3), expand=True), 80)


def _packed(page: Image.Image, quality: int) -> NDArray[np.uint8]:
    room = io.BytesIO()
    page.save(room, "JPEG", quality=quality)
    return np.asarray(Image.open(room).convert("RGB"))


def _bare(text: str) -> str:
    return "".join(text.split())


def _say(*parts: str) -> None:
    sys.stdout.write(" ".join(parts) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Print the table."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    reader = Remembering(load(1))
    edits = characters = 0
    spent = []
    _say("page                 chars  error%  lost  told  hidden  seconds")
    for case in cases(folder):
        reader.forget()
        since = time.perf_counter()
        page = read_page(case.picture, reader)
        spent.append(time.perf_counter() - since)
        text = _bare("".join(line.text for line in page.lines))
        truth = _bare(case.truth)
        wrong = Levenshtein.distance(truth, text)
        edits += wrong
        characters += len(truth)
        lost = [
            line
            for line in map(_bare, case.truth.splitlines())
            if line and fuzz.partial_ratio(line, text) < 50
        ]
        told = f"{_told(case, reader)}/{len(page.lines)}"
        _say(
            f"{case.name:20} {len(truth):5} {100 * wrong / len(truth):7.2f}"
            f" {len(lost):5} {len(page.lost):5} {told:>7} {spent[-1]:8.1f}",
            *lost,
        )
    _say(f"all: {100 * edits / characters:.2f} % of {characters} characters wrong,")
    _say(f"{median(spent):.1f} s a page (median)")


def _told(case: Case, reader: Remembering) -> int:
    """Return how many lines are told of as lost once they are hidden."""
    whole = read_page(case.picture, reader)
    told = 0
    for line in whole.lines:
        reader.hidden = line.text
        told += len(read_page(case.picture, reader).lost) > len(whole.lost)
        reader.hidden = ""
    return told


if __name__ == "__main__":
    main()
