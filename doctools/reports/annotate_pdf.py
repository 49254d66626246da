"""Marks findings in a copy of a PDF: highlights whose notes say why.

The copy is the original byte for byte with the highlights behind it, as the format
provides (ISO 32000-1, 7.5.6): nothing of it is set anew, and a signature stays what it
was, a signature of the original.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.reports.marks import AUTHOR, LEVELS, Copy, Marked, note, summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pypdf.generic import ArrayObject, DictionaryObject

    from doctools.messages import Catalogue
    from doctools.records import Finding
    from doctools.reports.pdf_update import PdfUpdate
    from doctools.text.origins import Rectangle

COLOURS = {
    "error": (1.0, 0.65, 0.6),
    "warning": (1.0, 0.9, 0.4),
    "info": (0.7, 0.87, 1.0),
}
"""Red, green and blue of a highlight by level; dark type stays legible on each."""
NOTE_SIZE = 20.0
"""Points: side of the sign the summary hangs on."""
MARGIN = 12.0
"""Points between the sign and the corner of the page."""
PRINTED = 4
"""Flag of an annotation that is printed too (ISO 32000-1, 12.5.3)."""
HAS_SIGNATURES = 1
"""Bit of a form's `SigFlags` (ISO 32000-1, 12.7.2)."""


class UnmarkableError(Exception):
    """The file is encrypted, or built so that nothing can be added to it."""


def annotate(
    data: bytes,
    findings: Sequence[Finding],
    *,
    places: Sequence[Sequence[Rectangle]],
    words: Catalogue,
    level: str = LEVELS[-1],
    unread: Sequence[str] = (),
) -> Copy:
    """Return a copy of a PDF in which findings are highlighted.

    Args:
        data: the original.
        findings: of this file.
        places: where each of them stands; one that stands nowhere is told of in the
            summary, a note in the corner of the first page.
        words: catalogue.
        level: least level that was looked for.
        unread: sentences on what could not be read.

    Raises:
        UnmarkableError: see there.
    """
    # only here, where a PDF is marked: pypdf is slow to import
    from pypdf.errors import PyPdfError  # noqa: PLC0415

    from doctools.reports.pdf_update import PdfUpdate  # noqa: PLC0415

    try:
        update = PdfUpdate(data)
        was_signed = _is_signed(update)
        listed = []
        for finding, rectangles in zip(findings, places, strict=True):
            if rectangles:
                _highlight(update, finding, rectangles, words)
            else:
                listed.append(finding)
        marked = Marked(
            corrected=0, noted=len(findings) - len(listed), listed=tuple(listed)
        )
        lines = summary(
            findings, marked=marked, level=level, unread=unread, words=words
        )
        _pin(update, "\n".join(lines))
        copy = update.data()
    except (PyPdfError, *_BROKEN) as error:
        raise UnmarkableError from error
    return Copy(data=copy, marked=marked, was_signed=was_signed)


_BROKEN = (
    NotImplementedError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    RecursionError,
)
"""What pypdf raises for files whose objects are not as they should be."""


def _is_signed(update: PdfUpdate) -> bool:
    form = update.reader.root_object.get("/AcroForm")
    flags = 0 if form is None else form.get_object().get("/SigFlags", 0)
    return bool(int(flags) & HAS_SIGNATURES)


def _highlight(
    update: PdfUpdate,
    finding: Finding,
    rectangles: Sequence[Rectangle],
    words: Catalogue,
) -> None:
    """Highlight a finding; one that runs over a page's end is two highlights."""
    text = note(finding, words=words)
    for page in sorted({one.page for one in rectangles}):
        own = [one for one in rectangles if one.page == page]
        box = (
            min(one.left for one in own),
            min(one.bottom for one in own),
            max(one.right for one in own),
            max(one.top for one in own),
        )
        corners = [
            value
            for one in own
            for x, y in (
                (one.left, one.top),
                (one.right, one.top),
                (one.left, one.bottom),
                (one.right, one.bottom),
            )
            for value in (x, y)
        ]
        colour = COLOURS[finding.level]
        annotation = _annotation("/Highlight", box, text=text, colour=colour)
        annotation.update(_entries({"/QuadPoints": _numbers(corners)}))
        look = update.add(_appearance(own, box, colour))
        annotation.update(_entries({"/AP": _entries({"/N": look})}))
        update.annotate(page - 1, annotation)


def _pin(update: PdfUpdate, text: str) -> None:
    """Pin the summary to the top left corner of the first page."""
    page = update.reader.pages[0].cropbox
    left, top = float(page.left) + MARGIN, float(page.top) - MARGIN
    box = (left, top - NOTE_SIZE, left + NOTE_SIZE, top)
    annotation = _annotation("/Text", box, text=text, colour=COLOURS["warning"])
    update.annotate(0, annotation)


def _annotation(
    kind: str, box: Iterable[float], *, text: str, colour: Iterable[float]
) -> DictionaryObject:
    from pypdf.generic import (  # noqa: PLC0415 - slow to import
        NameObject,
        NumberObject,
        TextStringObject,
    )

    return _entries(
        {
            "/Type": NameObject("/Annot"),
            "/Subtype": NameObject(kind),
            "/Rect": _numbers(box),
            "/Contents": TextStringObject(text),
            "/T": TextStringObject(AUTHOR),
            "/C": _numbers(colour),
            "/F": NumberObject(PRINTED),
        }
    )


def _appearance(
    rectangles: Iterable[Rectangle],
    box: Iterable[float],
    colour: tuple[float, float, float],
) -> DictionaryObject:
    """Return what a viewer draws: rectangles that darken what is below, as ink does."""
    from pypdf.generic import NameObject, StreamObject  # noqa: PLC0415 - slow to import

    drawn = " ".join(
        f"{one.left:.2f} {one.bottom:.2f} "
        f"{one.right - one.left:.2f} {one.top - one.bottom:.2f} re"
        for one in rectangles
    )
    red, green, blue = colour
    form = StreamObject()
    form.set_data(f"/ink gs {red} {green} {blue} rg {drawn} f".encode())
    ink = _entries({"/Type": NameObject("/ExtGState"), "/BM": NameObject("/Multiply")})
    form.update(
        _entries(
            {
                "/Type": NameObject("/XObject"),
                "/Subtype": NameObject("/Form"),
                "/BBox": _numbers(box),
                "/Resources": _entries({"/ExtGState": _entries({"/ink": ink})}),
            }
        )
    )
    return form


def _numbers(values: Iterable[float]) -> ArrayObject:
    from pypdf.generic import ArrayObject, FloatObject  # noqa: PLC0415 - slow to import

    return ArrayObject([FloatObject(round(value, 2)) for value in values])


def _entries(values: dict[str, object]) -> DictionaryObject:
    from pypdf.generic import DictionaryObject, NameObject  # noqa: PLC0415 - slow

    return DictionaryObject({NameObject(key): one for key, one in values.items()})
