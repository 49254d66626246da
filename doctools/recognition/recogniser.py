"""The recogniser of the extra `doctools[ocr]`, and what anything in its place gives."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from doctools.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

PARTS = ("rapidocr", "onnxruntime")
"""What the extra brings."""
MODELS = {"Det": "PP-OCRv6_det_small.onnx", "Rec": "PP-OCRv6_rec_small.onnx"}
"""Files in the wheel that find lines and read them; nothing is ever fetched."""
LONGEST_SIDE = 4000
"""Pixels of a picture's longer side up to which it is not made smaller."""
USUAL = {"thresh": 0.3, "unclip_ratio": 1.6}
CAREFUL = {"thresh": 0.4, "unclip_ratio": 1.4}
"""Thresholds of the detector (DB, Liao 2020), its own and those for a second look:
lines that ran into each other come apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A line found on a picture.

    Attributes:
        corners: x and y in pixels of top left, top right, bottom right, bottom left.
        score: confidence, 0 to 1.
    """

    text: str
    corners: tuple[tuple[float, float], ...]
    score: float


class Recogniser(Protocol):
    """Finds and reads lines on a picture of one channel, dark on light."""

    def __call__(
        self, picture: NDArray[np.uint8], *, careful: bool = False
    ) -> tuple[Found, ...]:
        """Return the lines; with `careful` for a second look, by other thresholds."""


def is_installed() -> bool:
    """Tell whether the extra is there, its models included."""
    return all(find_spec(name) for name in PARTS) and all(
        (_models() / name).is_file() for name in MODELS.values()
    )


def require() -> None:
    """Do nothing if the extra is there.

    Raises:
        UsageError: it is not.
    """
    if not is_installed():
        raise UsageError("ocr_missing")


def _models() -> Path:
    found = find_spec("rapidocr")
    if found is None or found.origin is None:
        return Path()
    return Path(found.origin).parent / "models"


@cache
def load(threads: int) -> Recogniser:
    """Return the recogniser of this process; it takes a second to load.

    Args:
        threads: that it calculates with.
    """
    return _Rapid(threads)


class _Rapid:
    """rapidocr with the models of its wheel; the direction of lines is not guessed."""

    def __init__(self, threads: int) -> None:
        from rapidocr import RapidOCR  # noqa: PLC0415 - an extra, and slow to import

        self._engine = RapidOCR(params=_parameters(threads))

    def __call__(
        self, picture: NDArray[np.uint8], *, careful: bool = False
    ) -> tuple[Found, ...]:
        chosen = CAREFUL if careful else USUAL
        if self._engine.text_det is not None:
            for name, value in chosen.items():
                setattr(self._engine.text_det.postprocess_op, name, value)
        found = self._engine(np.repeat(picture[:, :, None], 3, axis=2))
        if getattr(found, "txts", None) is None:
            return ()
        return tuple(
            Found(
                text=text,
                corners=tuple((float(x), float(y)) for x, y in corners),
                score=float(score),
            )
            for text, corners, score in zip(
                found.txts, found.boxes, found.scores, strict=True
            )
        )


def _parameters(threads: int) -> Mapping[str, Any]:
    files = {f"{part}.model_path": str(_models() / MODELS[part]) for part in MODELS}
    return {
        **files,
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.text_score": 0.0,
        "Global.max_side_len": LONGEST_SIDE,
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
