"""Invented prose: no two pieces share more than a few characters by chance."""

from __future__ import annotations

from random import Random

from doctools.model import Block, Document, Source


def prose(seed: int, length: int) -> str:
    """Return `length` characters of prose with commas and full stops."""
    random = Random(seed)  # noqa: S311 - test data
    characters = [chr(random.randrange(0x4E00, 0x9000)) for _ in range(length)]
    for place in range(11, length - 1, 12):
        characters[place] = "。" if random.random() < 0.4 else "，"
    characters[-1] = "。"
    return "".join(characters)


def letters(seed: int, length: int) -> str:
    """Return `length` characters without punctuation."""
    text = prose(seed + 10**7, length * 2 + 1)
    return text.replace("，", "").replace("。", "")[:length]


def document(text: str) -> Document:
    """Return a plain text document, one block a line."""
    blocks = tuple(Block(text=line) for line in text.split("\n"))
    source = Source(path="稿.txt", sha256="0" * 64, kind="txt", size=0)
    return Document(source=source, blocks=blocks)
