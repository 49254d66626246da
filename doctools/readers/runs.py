"""The characters of one Word paragraph: shown, hidden, deleted, and its boxes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml.etree import _Element as Element

from doctools.readers.styles import PLAIN, Format, Styles, run_format
from doctools.readers.wordml import MATH, MC, W, child, value

DELETING = frozenset({f"{W}del", f"{W}moveFrom"})
SKIPPED = frozenset(
    {f"{W}pPr", f"{W}rPr", f"{W}rt", f"{W}instrText", f"{W}delInstrText", f"{W}sdtPr"}
)
CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
SYMBOLS = {
    "F06C": "●",
    "F06E": "■",
    "F06F": "□",
    "F071": "□",
    "F0A3": "□",
    "F0A8": "□",
    "F0B7": "•",
    "F0D8": "➢",
    "F0FB": "☒",
    "F0FC": "✓",
    "F0FD": "☒",
    "F0FE": "☑",
    "F052": "☑",
    "F053": "☒",
}
"""Common characters of the Wingdings fonts: boxes, ticks, bullets."""


class Shown(NamedTuple):
    """Characters a reader of the page sees, and the element that stands for them."""

    text: str
    element: Element
    in_field: bool


class Fields:
    """Complex fields that are open; they may reach over several paragraphs."""

    def __init__(self) -> None:
        self._in_result: list[bool] = []

    @property
    def open(self) -> bool:
        """Whether any field is open."""
        return bool(self._in_result)

    @property
    def shown(self) -> bool:
        """Whether text here is a result and not an instruction."""
        return all(self._in_result)

    def meet(self, kind: str | None) -> None:
        """Note a `w:fldChar`."""
        if kind == "begin":
            self._in_result.append(False)
        elif self._in_result and kind == "separate":
            self._in_result[-1] = True
        elif self._in_result and kind == "end":
            self._in_result.pop()

    def end_paragraph(self) -> None:
        """Give up instructions that the paragraph leaves open: never lose its rest."""
        self._in_result = [state for state in self._in_result if state]


@dataclass(slots=True, kw_only=True)
class Runs:
    """What was found in one paragraph.

    Attributes:
        shown: text a reader of the page sees.
        hidden: text set to be hidden.
        deleted: text that a tracked change takes out or moves away.
        boxes: contents of text boxes anchored here.
        bold: visible characters that are bold.
        visible: visible characters.
        sizes: visible characters of each size in points.
    """

    shown: list[Shown] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    bold: int = 0
    visible: int = 0
    sizes: Counter[float] = field(default_factory=Counter)

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
            self._fields.meet(element.get(f"{W}fldCharType"))
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
        self, text: str, runs: Runs, *, element: Element, look: Format, deleted: bool
    ) -> None:
        if not self._fields.shown:
            return
        if deleted:
            runs.deleted.append(text)
            return
        if look.hidden:
            runs.hidden.append(text)
            return
        runs.shown.append(Shown(text, element, self._fields.open))
        visible = len("".join(text.split()))
        runs.visible += visible
        runs.bold += visible if look.bold else 0
        if look.size is not None and visible:
            runs.sizes[look.size] += visible


def _text(element: Element) -> str:
    """Return the characters that an element itself stands for."""
    tag = str(element.tag)
    if tag in {f"{W}t", f"{W}delText", f"{MATH}t"}:
        return element.text or ""
    if tag == f"{W}sym":
        return _symbol(element.get(f"{W}char", ""))
    return CHARACTERS.get(tag, "")


def _symbol(code: str) -> str:
    if code.upper() in SYMBOLS:
        return SYMBOLS[code.upper()]
    try:
        character = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    # The private use area means a glyph of one font, nothing that can be read.
    return "" if "\ue000" <= character <= "\uf8ff" else character
