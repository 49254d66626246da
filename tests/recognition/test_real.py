"""The recogniser of the extra itself, where it is installed."""

from __future__ import annotations

import io
import json
import socket
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw, ImageFont

from doctools.recognition.recogniser import is_installed
from doctools.recognition.work import recognise_page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(
    not is_installed(), reason="the extra doctools[ocr] is not installed"
)
def test_a_page_is_read_without_the_network(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The models of the wheel read printed lines in order, and no socket is opened."""

    def refused(*_: object, **__: object) -> None:
        pytest.fail("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refused)
    image = Image.new("RGB", (1240, 900), "white")
    draw = ImageDraw.Draw(image)
    lines = ["Document 2012-14 of the county", "The meeting begins at 09:30"]
    for index, line in enumerate(lines):
        place = (120, 150 + 200 * index)
        draw.text(place, line, "black", ImageFont.load_default(size=48))
    room = io.BytesIO()
    image.save(room, "PNG")
    file = tmp_path / "scan.png"
    file.write_bytes(room.getvalue())
    job = {"path": "scan.png", "file": str(file), "places": [], "kind": "image"}
    settings = {"file_bytes": 10_000_000, "threads": 1}
    page = json.loads(recognise_page(settings, {**job, "number": 1}))
    assert ["".join(line["text"].split()) for line in page["lines"]] == [
        "".join(line.split()) for line in lines
    ]
    assert page["lost"] == []
