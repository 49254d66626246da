"""Reader of plain text and Markdown: one block a line, nothing stripped."""

from __future__ import annotations

from doctools.errors import ReadError
from doctools.model import Block, Document, FileStatus, Location, Source
from doctools.readers.many import too_many
from doctools.text.encodings import decode

MOST_LINES = 1_000_000


def read_plain(data: bytes, source: Source) -> Document:
    r"""Read a plain text.

    Args:
        data: bytes of the file.
        source: the file.

    Returns:
        The document: one block a line, empty lines and the one after a final line end
        included. Only a byte order mark is dropped, and `\r\n` and `\r` become `\n`.

    Raises:
        ReadError: damaged, if no encoding fits; too_large.
    """
    try:
        text, _ = decode(data)
    except ValueError as error:
        raise ReadError(FileStatus.DAMAGED, "undecodable") from error
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MOST_LINES:
        raise too_many(MOST_LINES)
    blocks = tuple(
        Block(text=line, location=Location(paragraph=index))
        for index, line in enumerate(lines)
    )
    return Document(source=source, blocks=blocks)
