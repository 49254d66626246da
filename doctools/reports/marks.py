"""What is written into a marked copy: a note for each finding, and one for all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.records import Finding
from doctools.reports.wording import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from doctools.messages import Catalogue

AUTHOR = "doctools"
LEVELS = ("error", "warning", "info")
_NOT_REPLACED = "numbering."
"""Findings whose correction is nobody's but the author's: with a number left out a
whole part may be missing, and other numbers hang on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The least change of a finding's text that gives the first suggestion.

    Attributes:
        start: offset in the block's text; `end` is behind what goes.
        text: what comes in its place.
    """

    start: int
    end: int
    text: str


def correction(finding: Finding) -> Correction | None:
    """Return the change that mends a finding, or None if a person has to decide.

    Only errors and warnings with a suggestion are mended; what both wordings begin and
    end with stays.
    """
    if finding.level == "info" or not finding.suggestions:
        return None
    if finding.code.startswith(_NOT_REPLACED):
        return None
    old, new = finding.text, finding.suggestions[0]
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    if head == 0 and tail == len(old):
        tail -= 1  # what is inserted needs a character of the finding before it
    return Correction(
        start=finding.start + head,
        end=finding.end - tail,
        text=new[head : len(new) - tail],
    )


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    count = 0
    for left, right in pairs:
        if left != right:
            break
        count += 1
    return count


def note(finding: Finding, *, words: Catalogue, elsewhere: bool = False) -> str:
    """Return the note on a finding: its level and why; where it has several, what for.

    Args:
        finding: the finding.
        words: catalogue.
        elsewhere: whether the note stands elsewhere than the finding, as one in a
            header does; then it says where the finding is.
    """
    text = words(
        "marks.note",
        level=words(f"typos.level_{finding.level}"),
        reason=finding.reason,
    )
    if elsewhere:
        text = words(
            "marks.elsewhere",
            layer=_layer_name(finding.layer, words),
            context=" ".join(finding.context.split()),
            note=text,
        )
    if len(finding.suggestions) > 1:
        choice = words.listed(finding.suggestions)
        text = words("marks.choice", note=text, choice=choice)
    return visible(text)


def _layer_name(layer: str, words: Catalogue) -> str:
    code = f"report.layer.{layer}"
    return words(code) if code in words else words("marks.body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """What became of the findings of one file.

    Attributes:
        corrected: mended by a tracked change.
        noted: with a note on their characters, or on the nearest place of the body.
        listed: only told of in the summary.
    """

    corrected: int
    noted: int
    listed: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A marked copy.

    Attributes:
        data: its bytes.
        marked: what became of the findings.
        was_signed: whether the original bears a digital signature, which does not hold
            for the copy.
    """

    data: bytes
    marked: Marked
    was_signed: bool


def summary(
    findings: Sequence[Finding],
    *,
    marked: Marked,
    level: str,
    unread: Sequence[str],
    words: Catalogue,
) -> tuple[str, ...]:
    """Return the lines of the note at the top of the copy.

    Args:
        findings: all of the file.
        marked: what became of them.
        level: least level that was looked for.
        unread: sentences on what could not be read of the file.
        words: catalogue.
    """
    counts = Counter(finding.level for finding in findings)
    named = words.listed(
        words("marks.count", level=words(f"typos.level_{one}"), count=counts[one])
        for one in LEVELS
        if counts[one]
    )
    lines = [words("marks.summary", count=len(findings), levels=named)]
    if marked.corrected:
        lines.append(
            words("marks.corrected", count=marked.corrected, noted=marked.noted)
        )
    if level != LEVELS[-1]:
        lines.append(words("marks.down_to", level=words(f"typos.level_{level}")))
    lines.append(words("marks.not_checked"))
    lines += unread
    if marked.listed:
        lines.append(words("marks.listed", count=len(marked.listed)))
        lines += [note(one, words=words, elsewhere=True) for one in marked.listed]
    return tuple(visible(line) for line in lines)
