"""The characters of one Word paragraph: shown, hidden, deleted, and its boxes."""

from __future__ import annotations

import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from lxml.etree import _Element as Element

from doctools.readers import equations
from doctools.readers.styles import PLAIN, Format, Styles, run_format
from doctools.readers.symbols import clear, symbol
from doctools.readers.wordml import MATH, MC, W, child, value

if TYPE_CHECKING:
    from collections.abc import Iterator

DELETING = frozenset({f"{W}del", f"{W}moveFrom"})
SKIPPED = frozenset({f"{W}pPr", f"{W}rPr", f"{W}rt", f"{W}delInstrText", f"{W}sdtPr"})
CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
PRIVATE = re.compile("[\uf000-\uf0ff]")


class Shown(NamedTuple):
    """Characters a reader of the page sees, and the element that stands for them."""

    text: str
    element: Element
    in_field: bool


class Fields:
    """Complex fields that are open; they may reach over several paragraphs."""

    def __init__(self) -> None:
        self._in_result: list[bool] = []
        self._instructions: list[str] = []

    @property
    def open(self) -> bool:
        """Whether any field is open."""
        return bool(self._in_result)

    @property
    def shown(self) -> bool:
        """Whether text here is a result and not an instruction."""
        return all(self._in_result)

    def meet(self, kind: str | None) -> str:
        """Note a `w:fldChar`; return the text of a field that ends without a result."""
        if kind == "begin":
            self._in_result.append(False)
            self._instructions.append("")
        elif self._in_result and kind == "separate":
            self._in_result[-1] = True
        elif self._in_result and kind == "end":
            instruction = self._instructions.pop()
            if not self._in_result.pop():
                return equations.shown(instruction)
        return ""

    def instruct(self, text: str) -> None:
        """Note a piece of an instruction."""
        if self._in_result and not self._in_result[-1]:
            self._instructions[-1] += text[: equations.MOST_CHARACTERS]

    def end_paragraph(self) -> None:
        """Give up instructions that the paragraph leaves open: never lose its rest."""
        self._in_result = [state for state in self._in_result if state]
        self._instructions = [""] * len(self._in_result)


@dataclass(slots=True, kw_only=True)
class Seen:
    """What the characters of one paragraph look like.

    Attributes:
        hidden: text set to be hidden, white on white or too small to be read.
        deleted: text that a tracked change takes out or moves away.
        bold: visible characters that are bold.
        visible: visible characters.
        sizes: visible characters of each size in points.
    """

    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    bold: int = 0
    visible: int = 0
    sizes: Counter[float] = field(default_factory=Counter)

    def see(self, text: str, look: Format, *, deleted: bool) -> bool:
        """Take characters of one look; return whether a reader of the page sees them."""
        if deleted or look.is_unseen:
            (self.deleted if deleted else self.hidden).append(text)
            return False
        visible = len("".join(text.split()))
        self.visible += visible
        self.bold += visible if look.bold else 0
        if look.size is not None and visible:
            self.sizes[look.size] += visible
        return True

    def unseen(self) -> Iterator[tuple[str, str]]:
        """Yield layer and text of what a reader of the page does not see."""
        for layer, pieces in (("hidden", self.hidden), ("deleted", self.deleted)):
            if (lost := "".join(pieces)).strip():
                yield layer, lost

    @property
    def is_bold(self) -> bool:
        """Whether all visible characters are bold, and there are any."""
        return 0 < self.visible == self.bold

    @property
    def size(self) -> float | None:
        """The commonest size in points, None if none is said."""
        sizes = self.sizes.most_common(1)
        return sizes[0][0] if sizes else None


@dataclass(slots=True, kw_only=True)
class Runs(Seen):
    """What was found in one paragraph.

    Attributes:
        shown: text a reader of the page sees.
        boxes: contents of text boxes anchored here.
    """

    shown: list[Shown] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text shown."""
        return "".join([piece.text for piece in self.shown])


class RunReader:
    """Reads paragraphs one after the other."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._fields = Fields()

    def read(self, paragraph: Element, base: Format) -> Runs:
        """Return the runs of a paragraph.

        Args:
            paragraph: a `w:p`.
            base: format its runs start from.
        """
        runs = Runs()
        for element in paragraph:
            self._walk(element, runs, look=base, base=base, deleted=False)
        self._fields.end_paragraph()
        return runs

    def _walk(
        self, element: Element, runs: Runs, *, look: Format, base: Format, deleted: bool
    ) -> None:
        tag = element.tag
        if tag in SKIPPED or not isinstance(tag, str):
            return
        if tag == f"{W}txbxContent":
            runs.boxes.append(element)
        elif tag == f"{W}fldChar":
            text = self._fields.meet(element.get(f"{W}fldCharType"))
            self._add(
                text, runs, element=element, look=look, deleted=deleted, is_field=True
            )
        elif tag == f"{W}instrText":
            self._fields.instruct(element.text or "")
        elif tag == f"{W}r":
            self._walk_run(element, runs, base=base, deleted=deleted)
        elif tag == f"{MC}AlternateContent":
            self._walk_choice(element, runs, look=look, base=base, deleted=deleted)
        elif text := _text(element):
            self._add(text, runs, element=element, look=look, deleted=deleted)
        else:
            deleted = deleted or tag in DELETING
            for inner in element:
                self._walk(inner, runs, look=look, base=base, deleted=deleted)

    def _walk_run(
        self, element: Element, runs: Runs, *, base: Format, deleted: bool
    ) -> None:
        look = base
        properties = child(element, "rPr")
        if properties is not None:
            style = self._styles.named(value(child(properties, "rStyle")))
            look = run_format(properties).over(style if style is not PLAIN else base)
            look = look.over(base)
        for inner in element:
            self._walk(inner, runs, look=look, base=base, deleted=deleted)

    def _walk_choice(
        self, element: Element, runs: Runs, *, look: Format, base: Format, deleted: bool
    ) -> None:
        choice = element.find(f"{MC}Choice")
        if choice is None:
            choice = element.find(f"{MC}Fallback")
        for inner in () if choice is None else choice:
            self._walk(inner, runs, look=look, base=base, deleted=deleted)

    def _add(
        self,
        text: str,
        runs: Runs,
        *,
        element: Element,
        look: Format,
        deleted: bool,
        is_field: bool = False,
    ) -> None:
        if text and self._fields.shown and runs.see(text, look, deleted=deleted):
            runs.shown.append(Shown(text, element, is_field or self._fields.open))


def _text(element: Element) -> str:
    """Return the characters that an element itself stands for."""
    tag = str(element.tag)
    if tag in {f"{W}t", f"{W}delText", f"{MATH}t"}:
        text = element.text or ""
        return clear(text, _font(element)) if PRIVATE.search(text) else text
    if tag == f"{W}sym":
        with suppress(ValueError):
            code = int(element.get(f"{W}char", ""), 16)
            return symbol(code, element.get(f"{W}font"))
    return CHARACTERS.get(tag, "")


def _font(element: Element) -> str | None:
    """Return the font that the run of an element names."""
    fonts = child(child(element.getparent(), "rPr"), "rFonts")
    return None if fonts is None else fonts.get(f"{W}ascii")
