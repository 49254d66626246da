"""What LibreOffice makes of files, as plain text, in a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BATCH = 10
"""Files for one start of the program: some crash it, and cost their batch a second try."""
SECONDS = 120
"""Time for a batch."""


def plain_texts(files: list[Path]) -> Iterator[tuple[Path, str]]:
    """Yield those files that LibreOffice can read, with their text and its labels."""
    program = shutil.which("soffice") or sys.exit("soffice is not installed")
    with TemporaryDirectory() as folder:
        place = Path(folder)
        for start in range(0, len(files), BATCH):
            part = {
                place / f"{start + number}{file.suffix}": file
                for number, file in enumerate(files[start : start + BATCH])
            }
            for copy, file in part.items():
                shutil.copyfile(file, copy)
            _convert(program, place, list(part))
            for copy, file in part.items():
                text = copy.with_suffix(".txt")
                if not text.exists():
                    _convert(program, place, [copy])
                if text.exists():
                    yield file, text.read_text("utf-8-sig", "replace")


def _convert(program: str, place: Path, files: list[Path]) -> None:
    command = [
        program,
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "txt:Text (encoded):UTF8",
        "--outdir",
        str(place),
        *map(str, files),
    ]
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(command, check=False, capture_output=True, timeout=SECONDS)
