"""Takes what was written beside findings over into the office's own lists.

`不再提示` becomes a line of 不再提示.txt, `加入词库` one of exceptions.txt; both files are the
office's, plain text, and stay as they are but for the new lines. What was taken over once
is not taken over again from the same workbook, so a line that was deleted stays deleted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from doctools.deciding.sources import Incomplete
from doctools.deciding.troubles import Trouble, marked
from doctools.lexicon import silenced
from doctools.lexicon.files import lines
from doctools.reports.files import write_together
from doctools.reports.workbook_edits import FindingEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from doctools.messages import Catalogue
    from doctools.reports.workbook_edits import Edits

EXCEPTIONS = "exceptions.txt"
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What was taken over.

    Attributes:
        marks: of the remarks newly taken over, for the journal.
        troubles: cells that say nothing we know.
    """

    marks: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()


@dataclass(slots=True)
class _Harvest:
    """Gathers what the workbooks say."""

    marks: list[str] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    silence: dict[str, FindingEdit] = field(default_factory=dict)
    accept: dict[str, FindingEdit] = field(default_factory=dict)


def take_over(
    workbooks: Sequence[Edits],
    folder: Path,
    *,
    known: frozenset[str],
    words: Catalogue,
) -> Taken:
    """Write what is new into the lists of a folder; both files or none.

    Args:
        workbooks: what people wrote into the workbooks of the result folder.
        folder: the office's own lists; made if it is needed and not there.
        known: marks of what was taken over before.
        words: what a new list says of itself.

    Raises:
        UsageError: a list has a malformed line.
        OutputError: a list could not be written; everything is as it was.
    """
    harvest = _harvest(workbooks, known=known)
    contents = dict(
        (
            *_with_new(
                folder / silenced.FILE_NAME,
                {key: _silenced_line(edit) for key, edit in harvest.silence.items()},
                place=_at_the_end,
                head=words("lexicon.own_silenced"),
            ),
            *_with_new(
                folder / EXCEPTIONS,
                {text: text for text in harvest.accept},
                place=_in_order,
                head=words("lexicon.own_exceptions"),
            ),
        )
    )
    if contents:
        write_together(contents)
    return Taken(marks=tuple(harvest.marks), troubles=tuple(harvest.troubles))


def not_understood(workbooks: Sequence[Edits]) -> tuple[Trouble, ...]:
    """Return the cells beside findings that say nothing we know; nothing is written."""
    return tuple(_harvest(workbooks, known=frozenset()).troubles)


def _harvest(workbooks: Sequence[Edits], *, known: frozenset[str]) -> _Harvest:
    harvest = _Harvest()
    for workbook in workbooks:
        for edit in workbook.findings:
            _take(edit, workbook, harvest, known=known)
    return harvest


def _take(
    edit: FindingEdit, workbook: Edits, harvest: _Harvest, *, known: frozenset[str]
) -> None:
    mark = f"{workbook.taken_over} {edit.fingerprint} {edit.action}"
    if not edit.action:
        wrong = Incomplete("finding_action", value=edit.said)
        harvest.troubles.append(_trouble(wrong, edit, workbook))
    elif edit.action == "accept" and not _can_be_listed(edit.text):
        wrong = Incomplete("finding_not_listed", value=edit.text)
        harvest.troubles.append(_trouble(wrong, edit, workbook))
    elif mark not in known and mark not in harvest.marks:
        harvest.marks.append(mark)
        if edit.action == "accept":
            harvest.accept[edit.text] = edit
        else:
            harvest.silence[edit.fingerprint] = edit


def _trouble(wrong: Incomplete, edit: FindingEdit, workbook: Edits) -> Trouble:
    table = f"{workbook.file} {workbook.findings_sheet}"
    problem = wrong.at(table, edit.row, cell=edit.cell)
    return Trouble(
        problem=marked(problem, table, edit.fingerprint, edit.said),
        workbook=workbook.file,
    )


def _can_be_listed(text: str) -> bool:
    """Tell whether a text can stand as a line of a list."""
    return bool(text) and text == " ".join(text.split()) and not text.startswith("#")


def _silenced_line(edit: FindingEdit) -> str:
    columns = (edit.fingerprint, edit.text, edit.context)
    return "\t".join(" ".join(column.split()) for column in columns).rstrip()


def _with_new(
    path: Path,
    wanted: dict[str, str],
    *,
    place: Callable[[list[str], str], int],
    head: str,
) -> Iterator[tuple[Path, bytes]]:
    """Yield the list and its new content, if any of the wanted lines is new."""
    there = path.is_file()
    listed = (
        {line.columns[0] for line in lines(path, most=_most(path))} if there else set()
    )
    new = [line for key, line in sorted(wanted.items()) if key not in listed]
    if not new:
        return
    text = path.read_bytes().decode() if there else head
    end = "\r\n" if "\r\n" in text else "\n"
    before = text.removeprefix(_BOM).splitlines()
    for line in new:
        before.insert(place(before, line), line)
    mark = _BOM if text.startswith(_BOM) else ""
    yield path, (mark + "".join(f"{line}{end}" for line in before)).encode()


def _most(path: Path) -> int:
    return silenced.COLUMNS if path.name == silenced.FILE_NAME else 1


def _at_the_end(before: list[str], _: str) -> int:
    return len(before)


def _in_order(before: list[str], line: str) -> int:
    """Return the place before the first entry that comes after the new one."""
    return next(
        (
            number
            for number, other in enumerate(before)
            if other > line and other.strip() and not other.startswith("#")
        ),
        len(before),
    )
