"""A dictionary tested like code: sorted, unique, and right by its own rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from doctools.lexicon.files import HEADER, header, lines, read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from doctools.lexicon.entries import Entries

MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to mend in a dictionary.

    Attributes:
        code: header, unsorted, duplicate, wrong_right, wrong_term or flagged_entry;
            `typos.audit_CODE` in the catalogue says what it means.
        file: name of the file.
        line: 1-based, or 0 where it concerns the whole file.
        text: the entry.
    """

    code: str
    file: str
    line: int
    text: str


def audit(
    folder: Path, *, flags: Callable[[str], tuple[str, ...]]
) -> tuple[Problem, ...]:
    """Return what is wrong with a dictionary folder.

    Args:
        folder: laid out as `dictionaries/`.
        flags: the proofreader with this dictionary: codes it reports for a text.

    Raises:
        UsageError: a line is malformed.
    """
    entries = read(folder)
    return (
        *_of_lines(folder),
        *_of_rights(entries),
        *_flagged(entries, flags),
    )


def _of_lines(folder: Path) -> Iterator[Problem]:
    """Yield missing headers, lines out of order and entries that stand twice."""
    ordered = [
        *sorted((folder / "terms").glob("*.txt")),
        *sorted((folder / "wrong").glob("*.txt")),
        *(folder / name for name in ("wrong.txt", "exceptions.txt", "shapes.txt")),
    ]
    for path in filter(lambda path: path.is_file(), ordered):
        missing = [key for key in HEADER if key not in header(path)]
        if missing:
            yield Problem(code="header", file=path.name, line=0, text=missing[0])
        yield from _order(path)
    yield from _twice(folder)


def _order(path: Path) -> Iterator[Problem]:
    before: tuple[str, ...] = ()
    for line in lines(path, most=MOST_COLUMNS):
        if line.columns < before:
            yield Problem(
                code="unsorted",
                file=path.name,
                line=line.number,
                text=line.columns[0],
            )
        before = line.columns


def _twice(folder: Path) -> Iterator[Problem]:
    """Yield terms of several files, and wrong forms with the same context."""
    for pattern, keys in (("terms/*.txt", 1), ("wrong*.txt", 3), ("exceptions.txt", 1)):
        seen: set[tuple[str, ...]] = set()
        for path in sorted(folder.glob(pattern)):
            for line in lines(path, most=MOST_COLUMNS):
                key = tuple(line.column(index) for index in range(0, keys, 2))
                if key in seen:
                    yield Problem(
                        code="duplicate",
                        file=path.name,
                        line=line.number,
                        text=line.columns[0],
                    )
                seen.add(key)


def _of_rights(entries: Entries) -> Iterator[Problem]:
    """Yield right forms and terms that hold a form known to be wrong anywhere."""
    always = {form.wrong for form in entries.wrong if not form.required}
    longest = max(map(len, always), default=0)
    for form in entries.wrong:
        for right in form.rights:
            if form.wrong not in right and _holds(right, always, longest):
                yield Problem(code="wrong_right", file="wrong", line=0, text=right)
    for term in entries.terms:
        if _holds(term, always, longest):
            yield Problem(code="wrong_term", file="terms", line=0, text=term)


def _holds(text: str, wrong: set[str], longest: int) -> bool:
    return any(
        text[start:end] in wrong
        for start in range(len(text))
        for end in range(start + 1, min(start + longest, len(text)) + 1)
    )


def _flagged(
    entries: Entries, flags: Callable[[str], tuple[str, ...]]
) -> Iterator[Problem]:
    """Yield terms and exceptions that the proofreader itself finds fault with."""
    listed = "\n".join([*entries.terms, *sorted(entries.exceptions)])
    for text in flags(listed):
        yield Problem(code="flagged_entry", file="terms", line=0, text=text)
