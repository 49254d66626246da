"""The one way in which paragraphs of a Word part are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"

Element_co = TypeVar("Element_co", covariant=True)


class Tree(Protocol[Element_co]):
    """What is asked of the root of a part: an lxml element has it."""

    def iter(self, *tags: str) -> Iterator[Element_co]:
        """Iterate over descendants with one of the tags, in document order."""


def body_paragraphs(root: Tree[Element_co]) -> Iterator[Element_co]:
    """Return every `w:p` below `root` in document order.

    Paragraphs of tables and text boxes count, both the modern and the fallback copy
    of a box, and empty ones too: `Location.paragraph` of a block read from Word is the
    0-based place in this very sequence, so that a writer who opens `document.xml` (or
    a header part) anew finds the paragraph again.
    """
    return root.iter(f"{{{WORD}}}p", f"{{{WORD_STRICT}}}p")
