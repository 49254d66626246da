"""Strikes paragraphs of a Word file out as tracked deletions, with notes on why.

Accepting the changes takes the paragraphs away, refusing them gives the original back.
Pictures, formulas and what others have deleted stay as they are.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from doctools.reports.marks import AUTHOR
from doctools.reports.word_comments import WordComments
from doctools.reports.word_package import WordPackage
from doctools.reports.word_revisions import is_bound
from doctools.reports.wording import readable
from doctools.text.word_paragraphs import body_paragraphs

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from lxml.etree import _Element as Element

_DELETED = {"t": "delText", "instrText": "delInstrText"}
"""Text of a run and what it is called where the run is deleted."""
_PICTURES = ("drawing", "pict", "object", "ruby", "AlternateContent")
_REFERENCES = ("footnoteReference", "endnoteReference", "commentReference")
_GONE = ("del", "moveFrom")
_BLOCKS = ("p", "tbl", "sdt", "customXml")


def strike(data: bytes, *, struck: Collection[int], notes: Mapping[int, str]) -> bytes:
    """Return the bytes of a Word file with paragraphs struck out.

    Args:
        data: the original.
        struck: paragraphs of the document part, as `body_paragraphs` counts them.
        notes: what is said in a comment on a paragraph, by the same number.

    Raises:
        KeyError, ValueError: the file is not built as Word files are.
    """
    package = WordPackage(data)
    package.drop_signatures()
    comments = WordComments(package)
    paragraphs = list(body_paragraphs(package.editable(package.main)))
    for number in sorted(struck):
        _strike(paragraphs[number], package.w, comments)
    for number, text in sorted(notes.items()):
        _note(paragraphs[number], package.w, comments, text)
    comments.close()
    return package.data()


def _strike(paragraph: Element, w: str, comments: WordComments) -> None:
    """Strike out the runs of a paragraph, and its end if nothing else is left."""
    runs = [run for run in _runs(paragraph, w) if not _is_kept(run, w)]
    kept = len(runs) < len(list(_runs(paragraph, w)))
    if _has_open_field(paragraph, w):
        fields = [f"{w}fldChar", f"{w}instrText"]
        runs = [run for run in runs if next(run.iter(*fields), None) is None]
        kept = True
    for run in runs:
        change = etree.Element(f"{w}del", _signed(w, comments))
        run.addprevious(change)
        change.append(run)
        change.tail = None
        for name, deleted in _DELETED.items():
            for text in run.iter(f"{w}{name}"):
                text.tag = f"{w}{deleted}"
    if not kept and _joins_next(paragraph, w):
        _strike_end(paragraph, w, comments)


def _runs(paragraph: Element, w: str) -> Iterator[Element]:
    """Yield the runs of a paragraph that nobody has deleted; none of its text boxes."""
    gone = {f"{w}{name}" for name in _GONE}
    for run in paragraph.iter(f"{w}r"):
        above = list(run.iterancestors())
        inside = above[: above.index(paragraph)]
        if not any(one.tag in gone or one.tag == f"{w}r" for one in inside):
            yield run


def _is_kept(run: Element, w: str) -> bool:
    """Tell whether a run holds more than text, or stands in what is no plain text."""
    names = {etree.QName(one).localname for one in run.iter(etree.Element)}
    if names & {*_PICTURES, *_REFERENCES}:
        return True
    return any(is_bound(one, w) for one in run.iterancestors(f"{w}sdtContent"))


def _has_open_field(paragraph: Element, w: str) -> bool:
    kinds = Counter(
        mark.get(f"{w}fldCharType") for mark in paragraph.iter(f"{w}fldChar")
    )
    return kinds["begin"] != kinds["end"]


def _joins_next(paragraph: Element, w: str) -> bool:
    """Tell whether the paragraph can go: what follows is one, and no section ends."""
    if paragraph.find(f"{w}pPr/{w}sectPr") is not None:
        return False
    formulas = (
        one
        for one in paragraph.iter(etree.Element)
        if etree.QName(one).localname == "oMath"
    )
    if next(formulas, None) is not None:
        return False
    blocks = {f"{w}{name}" for name in _BLOCKS}
    following = (one for one in paragraph.itersiblings() if one.tag in blocks)
    after = next(following, None)
    return after is not None and after.tag == f"{w}p"


def _strike_end(paragraph: Element, w: str, comments: WordComments) -> None:
    """Mark the end of a paragraph as deleted (ISO 29500-1 §17.13.5.15)."""
    properties = paragraph.find(f"{w}pPr")
    if properties is None:
        properties = etree.Element(f"{w}pPr")
        paragraph.insert(0, properties)
    look = properties.find(f"{w}rPr")
    if look is None:
        look = etree.Element(f"{w}rPr")
        change = properties.find(f"{w}pPrChange")  # stands last, rPr before it
        if change is None:
            properties.append(look)
        else:
            change.addprevious(look)
    if look.find(f"{w}del") is None:
        place = 1 if look.find(f"{w}ins") is not None else 0
        look.insert(place, etree.Element(f"{w}del", _signed(w, comments)))


def _note(paragraph: Element, w: str, comments: WordComments, text: str) -> None:
    """Put a comment on a whole paragraph."""
    start, end, reference = comments.add([readable(text)])
    properties = paragraph.find(f"{w}pPr")
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    paragraph.append(end)
    paragraph.append(reference)


def _signed(w: str, comments: WordComments) -> dict[str, str]:
    return {f"{w}id": comments.next_id(), f"{w}author": AUTHOR}
