"""Findings, repeats, overlaps and counts as lines for a terminal."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec

from doctools.reports.passages import in_document
from doctools.reports.wording import line_for_reading, month_shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from doctools.messages import Catalogue
    from doctools.records import (
        CommonPassage,
        Finding,
        MemberCount,
        Overlap,
        OverlapSide,
        Repeat,
    )
    from doctools.result import Result

EXCERPT = 60
"""Characters of a passage that are shown."""

_Given = ParamSpec("_Given")


def masked(
    lines: Callable[_Given, Iterator[str]],
) -> Callable[_Given, Iterator[str]]:
    """Return a writer of lines in which nothing acts and no private number shows.

    Names of files and sheets may hold escape codes, marks that turn the direction of
    writing, ends of lines; a pipe may lead to a terminal in the end.
    """

    @wraps(lines)
    def write(*arguments: _Given.args, **named: _Given.kwargs) -> Iterator[str]:
        for line in lines(*arguments, **named):
            yield line_for_reading(line)

    return write


@masked
def findings(found: Iterable[Finding], *, words: Catalogue) -> Iterator[str]:
    """Yield two lines for each finding: where and why, then its sentence."""
    for finding in found:
        place = words(
            "terminal.place_page" if finding.page else "terminal.place_block",
            path=finding.path,
            page=finding.page,
            block=finding.block + 1,
        )
        level = words(f"typos.level_{finding.level}")
        yield f"{place}  {level}  {finding.reason}"
        yield f"    {_one_line(finding.context)}"


@masked
def repeats(found: Iterable[Repeat], *, words: Catalogue) -> Iterator[str]:
    """Yield one line for each repeat."""
    for repeat in found:
        yield words(
            "terminal.repeat_removed" if repeat.removed else "terminal.repeat_kept",
            path=repeat.path,
            kind=words(f"repeat.{repeat.kind}"),
            again=repeat.again.block + 1,
            again_end=repeat.again.end_block + 1,
            first=repeat.first.block + 1,
            characters=repeat.characters,
        )


@masked
def overlaps(result: Result, *, words: Catalogue) -> Iterator[str]:
    """Yield the scope, then the passages, the longest first, then common ones."""
    scope = result.run.scope
    yield words(
        "overlap.scope_archive" if scope["archive"] else "overlap.scope",
        works=scope.get("archive_works"),
        references=scope.get("archive_references"),
    )
    for found in sorted(
        result.overlaps, key=lambda found: (-found.residual, found.fingerprint)
    ):
        yield words(
            "terminal.overlap",
            tier=words(f"overlap.tier_{found.tier}"),
            kind=words(f"overlap.class_{found.class_}"),
            left=_side(found.left, words),
            right=_side(found.right, words),
            characters=found.characters,
            similarity=f"{found.similarity:.0%}",
        )
        yield f"    {_excerpt(result, found)}"
    for passage in result.common_passages:
        yield _common(passage, words)


@masked
def counts(result: Result, *, words: Catalogue) -> Iterator[str]:
    """Yield one line for each member, type and month, parts separated by tabs."""
    if not result.has_roster:
        yield words("terminal.no_roster")
    yield words("terminal.count_heading")
    for entry in result.member_counts:
        yield "\t".join(count_cells(entry, words))


def count_cells(entry: MemberCount, words: Catalogue) -> tuple[str, ...]:
    """Return the cells of a count as they stand under `terminal.count_heading`."""
    return (
        entry.branch or "",
        entry.name,
        entry.document_type or words("report.type_unknown"),
        month_shown(entry.period, words),
        f"{entry.counted:g}",
        str(entry.pending),
        str(entry.rejected),
    )


def _side(side: OverlapSide, words: Catalogue) -> str:
    if side.page is None:
        return side.path
    return words("terminal.side_page", path=side.path, page=side.page)


def _excerpt(result: Result, found: Overlap) -> str:
    left = found.left
    document = result.documents[left.path]
    passage = in_document(document, left.doc_start, left.doc_end)
    text = _one_line(passage.marked if passage else "")
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}……"


def _common(passage: CommonPassage, words: Catalogue) -> str:
    return words(
        "terminal.common_passage",
        holders=len(passage.holders),
        characters=passage.characters,
        paths=words.listed(holder.path for holder in passage.holders),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
