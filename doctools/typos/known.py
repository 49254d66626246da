"""Known wrong forms: the longest one that fits its sentence and stands between words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from doctools.typos.suspicion import Suspicion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from doctools.lexicon.entries import WrongForm
    from doctools.lexicon.index import Occurrence
    from doctools.lexicon.load import Lexicon
    from doctools.typos.passage import Passage

LEAST_GAIN = 2.0
"""What a form that is cut by the words around it has to gain by being mended."""


def find_known(passage: Passage, *, lexicon: Lexicon) -> Iterator[Suspicion]:
    """Yield the known wrong forms; inside a longer one a shorter one is silent."""
    found = sorted(
        lexicon.wrong_index.find(passage.text, passage.windows),
        key=lambda one: (one.start, -one.end),
    )
    reached = 0
    for occurrence in found:
        if occurrence.end <= reached:
            continue
        form = _fitting(passage, occurrence, lexicon=lexicon)
        if form is not None:
            reached = occurrence.end
            yield Suspicion(
                start=occurrence.start,
                end=occurrence.end,
                code="typo.known",
                level=form.level,
                suggestions=form.rights,
                reason="typo.known" if form.level == "error" else "typo.known_doubtful",
            )


def _fitting(
    passage: Passage, occurrence: Occurrence, *, lexicon: Lexicon
) -> WrongForm | None:
    """Return the entry that speaks of this place, if one does."""
    forms = lexicon.wrong_forms[occurrence.string]
    sentence = passage.sentence_text(occurrence.start, occurrence.end)
    fitting = [form for form in forms if form.fits(sentence)]
    if not fitting or _already_right(passage.text, occurrence, fitting[0]):
        return None
    return fitting[0] if _is_whole(passage, occurrence, fitting[0]) else None


def _already_right(text: str, occurrence: Occurrence, form: WrongForm) -> bool:
    """Tell whether the wrong form is only the beginning or end of the right one."""
    for right in form.rights:
        place = right.find(form.wrong)
        while place >= 0:
            if text.startswith(right, max(0, occurrence.start - place)):
                return True
            place = right.find(form.wrong, place + 1)
    return False


def _is_whole(passage: Passage, occurrence: Occurrence, form: WrongForm) -> bool:
    """Tell whether the form is written here, not made of parts of right neighbours.

    按装 in 按装备 is not; either it stands between words, or the right form does better.
    """
    start, end = occurrence.start, occurrence.end
    if passage.fits_between_words(start, end):
        return True
    right = form.rights[0]
    return passage.gain(start, end, right) >= LEAST_GAIN and passage.would_fit(
        start, end, right
    )
