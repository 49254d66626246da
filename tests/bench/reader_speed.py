"""Seconds of processor time for reading a long official file, beside two other libraries.

    PYTHONPATH=.:tests python tests/bench/reader_speed.py ../shared/corpus/synthetic gw300

The PDF is read with layout: by doctools into blocks and elements, by pdfplumber into
words and tables. The Word file is read by doctools into the same, and by python-docx
with what a check of the format needs: alignment, size and boldness of every run. Each
is the best of `TIMES` runs in this process, so nothing waits for a start or a disk.
"""

from __future__ import annotations

import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pdfplumber
from bench.table import say

from doctools.layout.analyse import analyse
from doctools.model import Source
from doctools.readers.registry import READERS

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES = 3
MIB = 1024 * 1024


def best(action: Callable[[], int], times: int = TIMES) -> tuple[float, int]:
    """Return the least seconds of processor time and what came out."""
    taken = []
    for _ in range(times):
        before = time.process_time()
        result = action()
        taken.append(time.process_time() - before)
    return min(taken), result


def ours(file: Path) -> int:
    """Read and lay out a file; return the characters."""
    data = file.read_bytes()
    kind = file.suffix[1:]
    source = Source(path=file.name, sha256="", kind=kind, size=len(data))
    document, _ = analyse(READERS[kind](data, source))
    return len(document.text)


def by_pdfplumber(file: Path) -> int:
    """Return the characters of the words and cells pdfplumber finds."""
    count = 0
    with pdfplumber.open(file) as opened:
        for page in opened.pages:
            count += sum(len(word["text"]) for word in page.extract_words())
            count += sum(
                len(cell or "")
                for table in page.extract_tables()
                for row in table
                for cell in row
            )
            page.close()
    return count


def by_python_docx(file: Path) -> int:
    """Return the characters python-docx finds, every run's format looked at."""
    count = 0
    opened = docx.Document(str(file))
    paragraphs = list(opened.paragraphs)
    for table in opened.tables:
        for row in table.rows:
            for cell in row.cells:
                paragraphs += cell.paragraphs
    for paragraph in paragraphs:
        style = paragraph.style
        _ = (paragraph.alignment, style.name if style else None)
        for run in paragraph.runs:
            _ = (run.font.size, run.bold)
            count += len(run.text)
    return count


def main(folder: Path, name: str) -> None:
    """Print pages and megabytes of XML a second."""
    paper, word = folder / f"{name}.pdf", folder / f"{name}.docx"
    with pdfplumber.open(paper) as opened:
        pages = len(opened.pages)
    with zipfile.ZipFile(word) as archive:
        megabytes = (
            sum(
                one.file_size
                for one in archive.infolist()
                if one.filename.endswith(".xml")
            )
            / MIB
        )
    for label, action, amount, unit, times in (
        ("pdf, doctools", lambda: ours(paper), pages, "pages", TIMES),
        ("pdf, pdfplumber", lambda: by_pdfplumber(paper), pages, "pages", 1),
        ("docx, doctools", lambda: ours(word), megabytes, "MB of XML", TIMES),
        ("docx, python-docx", lambda: by_python_docx(word), megabytes, "MB of XML", 1),
    ):
        seconds, characters = best(action, times)
        say(
            f"{label:18} {seconds:7.2f} s {amount / seconds:7.1f} {unit}/s {characters:9,} characters"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
