"""The sheet on one pair of works that is printed, answered and signed.

It says that texts are alike and what speaks for and against; it gives no verdict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.reports import sheet_layout as paper
from doctools.reports.differences import Piece
from doctools.reports.explanations import explanations
from doctools.reports.passages import document_of, paragraph_at, work_of
from doctools.reports.side_by_side import masked_text, pieces_of
from doctools.reports.speech import Speech
from doctools.reports.wording import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from docx.document import Document as WordDocument
    from docx.table import _Cell as Cell

    from doctools.messages import Catalogue
    from doctools.model import Document
    from doctools.records import Overlap, OverlapSide, Ratios, Work
    from doctools.reports.explanations import Explanation
    from doctools.reports.pairs import Pair
    from doctools.result import Result

AROUND = 60
"""Characters shown on each side of a passage."""
LONGEST = 1200
"""Characters shown of one side of a passage; two thirds from its beginning."""
_NAMES = 6
"""Works named in one explanation; more are only counted."""
_SHADE, _SOFT, _RED, _BLUE = "E7E6E6", "595959", "9C1C1C", "1F4E79"
_LOOK = {
    "same": {"shade": _SHADE},
    "moved": {"shade": _SHADE, "under": "dotted", "color": "1C5A3D"},
    "only": {"under": "wave", "color": _RED},
    "replaced": {"under": "double", "color": _BLUE},
}
"""What the pieces of a passage look like, in black and white too."""


def build(result: Result, pair: Pair, *, number: int, words: Catalogue) -> bytes:
    """Return the bytes of the sheet on a pair.

    Args:
        result: of the comparison; `anonymous` if names are to be hidden.
        pair: the pair.
        number: its place in the ranking.
        words: catalogue.
    """
    return _Sheet(result, pair, words=words).made(number)


class _Sheet:
    """One sheet while it is written, from top to bottom."""

    def __init__(self, result: Result, pair: Pair, *, words: Catalogue) -> None:
        self._result = result
        self._pair = pair
        self._words = words
        self._say = Speech(words=words, result=result)
        self._paths = (pair.left, pair.right)
        self._documents = (
            document_of(result, pair.left, "batch"),
            document_of(result, pair.right, pair.store),
        )
        first = pair.overlaps[0]
        self._texts = (
            masked_text(result, first.left),
            masked_text(result, first.right),
        )
        self._known = (work_of(result, first.left), work_of(result, first.right))
        verdict = self._say.pair(pair) if pair.is_open else words("sheet.closed")
        self._word: WordDocument = paper.new_sheet(verdict)
        self._verdict = verdict

    def made(self, number: int) -> bytes:
        """Return the bytes of the whole sheet."""
        words = self._words
        paper.title(
            self._word, self._verdict, below=words("sheet.subtitle", number=number)
        )
        parts = (
            ("works", self._works),
            ("extent", self._extent),
            ("earlier", self._earlier),
            ("discounts", self._discounts),
            ("explanations", self._explanations),
            ("passages", self._passages),
            ("scope", self._scope),
            ("statement", self._statement),
            ("review", self._review),
        )
        for place, (name, write) in enumerate(parts):
            numeral = words("sheet.numerals")[place]
            heading = words(f"sheet.part.{name}")
            paper.heading(
                self._word, words("sheet.heading", number=numeral, heading=heading)
            )
            write()
        return paper.data_of(self._word)

    def _works(self) -> None:
        words = self._words
        rows = [
            (words("sheet.row.text"), words("sheet.left"), words("sheet.right")),
            (words("sheet.row.file"), *self._paths),
            (words("sheet.row.author"), *map(self._authors, self._known)),
            (words("sheet.row.date"), *map(self._date, self._known)),
            (
                words("sheet.row.characters"),
                *(self._characters(path) for path in self._paths),
            ),
            (words("sheet.row.ratio"), *map(self._ratio, self._paths)),
            (
                words("sheet.row.sha256"),
                *(d.source.sha256 if d else "–" for d in self._documents),
            ),
        ]
        table = paper.grid(self._word, (26, 65, 65), rows=len(rows))
        for place, (cells, texts) in enumerate(zip(table, rows, strict=True)):
            paper.keep_together(cells)
            for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
                face = paper.HEADING if not place or not column else None
                paper.write(cell.paragraphs[0], text, size=10.5, face=face)

        paper.line(self._word, words("sheet.ratio_formula"), soft=True)

    def _authors(self, work: Work | None) -> str:
        names = [member.name for member in work.members] if work else []
        if work and work.organisation:
            names.append(work.organisation)
        return self._words.listed(names) or self._words("sheet.unknown")

    def _date(self, work: Work | None) -> str:
        return (work.date if work else None) or self._words("sheet.not_stated")

    def _characters(self, path: str) -> str:
        found = (s.characters for s in self._result.similarities if s.path == path)
        counted = next(found, None)
        return self._words("report.characters", number=counted) if counted else "–"

    def _ratio(self, path: str) -> str:
        ratios = next(
            (s.ratios for s in self._result.similarities if s.path == path), None
        )
        return self._ratio_in_words(ratios) if ratios else "–"

    def _ratio_in_words(self, ratios: Ratios) -> str:
        return self._words(
            "sheet.ratio",
            total=f"{ratios.total:.1%}",
            quotation=f"{ratios.without_quotation:.1%}",
            reference=f"{ratios.without_reference:.1%}",
            own=f"{ratios.without_own:.1%}",
            largest=f"{ratios.largest_single:.1%}",
        )

    def _extent(self) -> None:
        counting = self._pair.counting
        shown = counting or self._pair.overlaps
        paper.line(
            self._word,
            self._words(
                "sheet.extent" if counting else "sheet.extent_closed",
                passages=len(shown),
                characters=sum(one.characters for one in shown),
                longest=max(one.characters for one in shown),
            ),
        )

        shared = sum(
            {*self._paths} <= {holder.path for holder in passage.holders}
            for passage in self._result.common_passages
        )
        if shared:
            paper.line(self._word, self._words("sheet.common", number=shared))

    def _earlier(self) -> None:
        words = self._words
        side = self._pair.overlaps[0].earlier
        paper.line(self._word, words(f"sheet.earlier.{side}"))
        for name, work, document in zip(
            ("left", "right"), self._known, self._documents, strict=True
        ):
            paper.line(self._word, self._dated(words(f"sheet.{name}"), work, document))
        paper.line(self._word, words("sheet.earlier.weak"), soft=True)

    def _dated(self, name: str, work: Work | None, document: Document | None) -> str:
        words = self._words
        told = work.evidence.get("date") if work and work.date else None
        if work and work.date and told:
            source = say(words, f"sheet.source.{told.source}", otherwise=told.source)
            text = words(
                "sheet.dated",
                date=work.date,
                source=source,
                text=" ".join(told.text.split()),
            )
        else:
            text = words("sheet.not_dated")
        properties = document.properties if document else None
        stamp = properties and (properties.modified or properties.created)
        if stamp:
            text += words("sheet.saved", date=stamp[:10])
        return words("sheet.named", name=name, text=text)

    def _discounts(self) -> None:
        words, pair = self._words, self._pair
        for one in pair.overlaps if len(pair.overlaps) == 1 else ():
            paper.line(self._word, self._discounted(one.characters, one.residual))
        if len(pair.overlaps) > 1:
            characters = sum(one.characters for one in pair.overlaps)
            residual = sum(one.residual for one in pair.overlaps)
            paper.line(self._word, self._discounted(characters, residual))
        others = [one for one in pair.overlaps if one not in pair.counting]
        if others and pair.counting:
            kinds = sorted({self._say.overlap_class(one.class_) for one in others})
            paper.line(
                self._word,
                words(
                    "sheet.not_counted",
                    number=len(others),
                    kinds=words.listed(kinds),
                ),
            )

    def _discounted(self, characters: int, residual: int) -> str:
        code = "discounted" if residual < characters else "not_discounted"
        return self._words(f"sheet.{code}", characters=characters, residual=residual)

    def _explanations(self) -> None:
        for place, tested in enumerate(explanations(self._result, self._pair), start=1):
            paper.line(self._word, f"{place}. {self._told(tested)}")
        paper.line(self._word, self._words("sheet.explanations_note"), soft=True)

    def _told(self, tested: Explanation) -> str:
        ending = "found" if tested.found else "none"
        facts = dict(tested.facts)
        names = facts.get("names")
        if isinstance(names, list):
            facts["names"] = self._words.listed(names[:_NAMES])
        return self._words.sentence(f"sheet.tested.{tested.code}.{ending}").format_map(
            facts
        )

    def _passages(self) -> None:
        paper.line(self._word, self._words("sheet.passages_note"), soft=True)
        for number, overlap in enumerate(self._pair.overlaps, start=1):
            self._passage(number, overlap)

    def _passage(self, number: int, overlap: Overlap) -> None:
        words = self._words
        line = paper.line(
            self._word,
            words(
                "sheet.passage",
                number=number,
                kind=self._say.overlap_class(overlap.class_),
                tier=self._say.tier(overlap.tier),
                characters=overlap.characters,
                similarity=f"{overlap.similarity:.0%}",
            ),
        )
        line.paragraph_format.keep_with_next = True
        head, body = paper.grid(self._word, (78, 78), rows=2)
        paper.repeat_head(head)
        pieces = pieces_of(overlap, *self._texts)
        sides = (overlap.left, overlap.right)
        for column, (name, side) in enumerate(
            zip(("left", "right"), sides, strict=True)
        ):
            place = self._place(side, self._documents[column])
            text = words("sheet.place", name=words(f"sheet.{name}"), place=place)
            paper.write(head[column].paragraphs[0], text, size=10.5, face=paper.HEADING)
            self._side(body[column], side, self._texts[column], pieces[column])
        paper.line(self._word, "", soft=True)

    def _place(self, side: OverlapSide, document: Document | None) -> str:
        paragraph = paragraph_at(document, side.doc_start)
        places = []
        if side.page is not None:
            places.append(self._words("sheet.page", number=side.page))
        if paragraph is not None:
            places.append(self._words("sheet.paragraph", number=paragraph))
        return "".join(places)

    def _side(
        self, cell: Cell, side: OverlapSide, text: str, pieces: Sequence[Piece]
    ) -> None:
        paragraph = cell.paragraphs[0]
        if not text:
            paper.write(paragraph, self._words("comparison.not_at_hand"), size=10.5)
            return
        before = text[max(0, side.doc_start - AROUND) : side.doc_start]
        after = text[side.doc_end : side.doc_end + AROUND]
        dots = ("…" if side.doc_start > AROUND else "") + before
        paper.write(paragraph, dots, size=10.5, color=_SOFT)
        for piece in self._shortened(pieces):
            look = _LOOK.get(piece.kind, {})
            paper.write(paragraph, piece.text, size=10.5, **look)
        more = "…" if side.doc_end + AROUND < len(text) else ""
        paper.write(paragraph, after + more, size=10.5, color=_SOFT)

    def _shortened(self, pieces: Sequence[Piece]) -> Iterator[Piece]:
        """Yield pieces without the middle of a very long passage."""
        length = sum(len(piece.text) for piece in pieces)
        if length <= LONGEST:
            yield from pieces
            return
        low, high = LONGEST * 2 // 3, length - LONGEST // 3
        reach, told = 0, False
        for piece in pieces:
            end = reach + len(piece.text)
            head = piece.text[: max(0, low - reach)]
            tail = piece.text[max(0, high - reach) :]
            if end <= low:
                head, tail = piece.text, ""
            if head:
                yield Piece(text=head, kind=piece.kind)
            if end > low and not told:
                note = self._words("comparison.omitted", number=high - low)
                yield Piece(text=note, kind="omitted")
                told = True
            if tail and end > high:
                yield Piece(text=tail, kind=piece.kind)
            reach = end

    def _statement(self) -> None:
        table = paper.grid(self._word, (26, 130), rows=2)
        for cells, name in zip(table, ("left", "right"), strict=True):
            paper.keep_together(cells)
            paper.tall(cells, 38)
            text = self._words("sheet.author_of", name=self._words(f"sheet.{name}"))
            paper.write(cells[0].paragraphs[0], text, size=10.5, face=paper.HEADING)
            for _ in range(4):
                cells[1].add_paragraph()
            paper.write(cells[1].paragraphs[-1], self._words("sheet.signed"), size=10.5)

    def _review(self) -> None:
        table = paper.grid(self._word, (26, 130), rows=2)
        for place, cells in enumerate(table):
            paper.keep_together(cells)
            paper.tall(cells, 34)
            numeral = self._words("sheet.numerals")[place]
            text = self._words("sheet.reviewer", number=numeral)
            paper.write(cells[0].paragraphs[0], text, size=10.5, face=paper.HEADING)
            paper.write(cells[1].paragraphs[0], self._words("sheet.opinion"), size=10.5)
            for _ in range(3):
                cells[1].add_paragraph()
            paper.write(cells[1].paragraphs[-1], self._words("sheet.signed"), size=10.5)

    def _scope(self) -> None:
        scope = self._result.run.scope
        paper.line(
            self._word,
            self._words(
                "sheet.scope",
                works=scope.get("works", 0),
                references=scope.get("references", 0),
                version=self._result.run.version,
            ),
            soft=True,
        )
        if scope.get("archive"):
            paper.line(self._word, self._words("report.scope.archive.yes"), soft=True)
        paper.line(self._word, self._words("sheet.no_verdict"), soft=True)
