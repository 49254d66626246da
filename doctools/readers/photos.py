"""Reader of photos and scans in picture files, once their text was recognised."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

from doctools.errors import ReadError
from doctools.model import Document, FileStatus, Source
from doctools.readers.paragraphs import join_pages

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doctools.readers.recognised import RecognisedPage

MOST_FRAMES = 1000
"""Pictures of a file that is still read."""
DAMAGED = (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError)
"""What Pillow raises for a picture that cannot be opened."""


def count_frames(data: bytes) -> int:
    """Return how many pages a picture file holds, as a scanner's TIFF does.

    Raises:
        ReadError: damaged or too_large.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            many = image.format == "TIFF"
            count = int(getattr(image, "n_frames", 1)) if many else 1
    except DAMAGED as error:
        raise ReadError(FileStatus.DAMAGED, "damaged") from error
    if count > MOST_FRAMES:
        facts = {"pages": str(count), "limit": str(MOST_FRAMES)}
        raise ReadError(FileStatus.TOO_LARGE, "too_many_pages", **facts)
    return count


def read_photo(
    data: bytes, source: Source, recognised: Mapping[int, RecognisedPage]
) -> Document:
    """Read a picture file by what was recognised on it.

    Args:
        data: bytes of the file.
        source: the file.
        recognised: its pages by number; a file with one picture has one.

    Returns:
        The document, as a PDF of the same pages would give it; `warnings` holds
        `pages_without_text` where a page could not be made out.

    Raises:
        ReadError: damaged or too_large.
    """
    count = count_frames(data)
    pages = [
        recognised[number].page()
        for number in sorted(recognised)
        if recognised[number].is_read
    ]
    layers = {
        name: tuple(typeset.block for typeset in found)
        for name, found in join_pages(pages).layers().items()
    }
    return Document(
        source=source,
        blocks=layers.pop("body", ()),
        layers=layers,
        pages=count,
        warnings=("pages_without_text",) if len(pages) < count else (),
    )
