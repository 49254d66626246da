"""A dictionary tested like code: sorted, unique, and right by its own rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from doctools.errors import UsageError
from doctools.lexicon import attested, silenced
from doctools.lexicon.entries import Entries
from doctools.lexicon.files import (
    HEADER,
    Line,
    frame,
    header,
    lines,
    wrong_form,
)

if TYPE_CHECKING:
    from doctools.lexicon.entries import WrongForm

Flags = Callable[[Sequence[str]], Mapping[str, str]]
"""The proofreader with this dictionary: what it says of each entry it flags."""

_FOLDERS = {"terms": "terms", "wrong": "wrong", "attested": "attested"}
_NAMES = {
    "wrong.txt": "wrong",
    "frames.txt": "frames",
    "exceptions.txt": "exceptions",
    silenced.FILE_NAME: "silenced",
}
_COLUMNS = {
    "terms": 2,
    "wrong": 4,
    "frames": 4,
    "exceptions": 1,
    "shapes": 1,
    "silenced": silenced.COLUMNS,
}
"""How many columns a line of each kind of list may have."""
_SORTED = frozenset({"terms", "wrong", "exceptions"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something to mend in a dictionary.

    Attributes:
        code: header, unsorted, duplicate, wrong_right, wrong_term, term_flagged or
            flagged_entry, under `audit` in the catalogue; or the code of a malformed
            line, under `error`.
        file: name of the file.
        line: 1-based, or 0 where it concerns the whole file.
        text: the entry.
        other: what it collides with.
        malformed: whether the line cannot be read at all.
    """

    code: str
    file: str
    line: int
    text: str
    other: str = ""
    malformed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFile:
    """A file of a dictionary and the kind of list it is."""

    path: Path
    kind: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that could be read, with the kind of its list."""

    kind: str
    line: Line

    @property
    def text(self) -> str:
        """Its first column."""
        return self.line.columns[0]

    def problem(self, code: str, text: str, *, other: str = "") -> Problem:
        return Problem(
            code=code,
            file=self.line.path.name,
            line=self.line.number,
            text=text,
            other=other,
        )


def list_files(path: Path) -> tuple[ListFile, ...]:
    """Return the lists of a dictionary folder, or the one list a path names.

    Raises:
        UsageError: a single file bears no name that says which list it is.
    """
    if path.is_dir():
        inside = sorted(file for file in path.rglob("*") if file.is_file())
        return tuple(
            ListFile(path=file, kind=kind)
            for file in inside
            if (kind := _kind_of(file, within=path))
        )
    kind = _kind_of(path, within=path.resolve().parent)
    if not kind:
        raise UsageError("dictionary_unknown_list", file=path.name)
    return (ListFile(path=path, kind=kind),)


def _kind_of(file: Path, *, within: Path) -> str:
    """Return which list a file is, or nothing if it is none."""
    folder = file.resolve().parent
    if file.suffix == ".ngrams":
        return "attested"
    if file.suffix != ".txt":
        return ""
    if folder.name in _FOLDERS and (folder != within or file.name not in _NAMES):
        return _FOLDERS[folder.name]
    if file.name.startswith("shapes"):
        return "shapes"
    return _NAMES.get(file.name, "")


def audit(
    files: Sequence[ListFile],
    *,
    base: Entries,
    flags: Flags,
    headed: bool = False,
) -> tuple[Problem, ...]:
    """Return what is wrong with the lists of a dictionary, by file and line.

    Where a line is malformed only such lines are told: the lists cannot be set against
    each other before they can be read.

    Args:
        files: as `list_files` gives them.
        base: entries of the other lists that hold beside them, the shipped ones.
        flags: the proofreader with this dictionary.
        headed: whether every list must have a complete header.
    """
    rows: list[_Row] = []
    malformed: list[Problem] = []
    for file in files:
        try:
            rows += _read(file)
        except UsageError as error:
            malformed.append(_malformed(error))
    if malformed:
        return tuple(malformed)
    found = (
        *(_headers(files) if headed else ()),
        *_order(rows),
        *_twice(rows),
        *_collisions(rows, base),
        *_flagged(rows, flags),
    )
    return tuple(sorted(found, key=lambda one: (one.file, one.line)))


def _read(file: ListFile) -> list[_Row]:
    """Return the rows of a list.

    Raises:
        UsageError: a line is malformed, or a table damaged.
    """
    if file.kind == "attested":
        attested.read(file.path)
        return []
    check = {"wrong": wrong_form, "frames": frame, "silenced": silenced.entry}
    rows = []
    for line in lines(file.path, most=_COLUMNS[file.kind]):
        check.get(file.kind, _nothing_more)(line)
        rows.append(_Row(file.kind, line))
    return rows


def _nothing_more(_: Line) -> None:
    """Stand for lists whose lines say nothing that could be wrong in itself."""


def _malformed(error: UsageError) -> Problem:
    line = error.facts.get("line", 0)
    return Problem(
        code=error.code,
        file=str(error.facts.get("file", "")),
        line=line if isinstance(line, int) else 0,
        text=str(error.facts.get("text", "")),
        malformed=True,
    )


def _headers(files: Sequence[ListFile]) -> Iterator[Problem]:
    for file in files:
        if file.kind == "attested":
            continue
        missing = [key for key in HEADER if key not in header(file.path)]
        if missing:
            name = file.path.name
            yield Problem(code="header", file=name, line=0, text=missing[0])


def _order(rows: Sequence[_Row]) -> Iterator[Problem]:
    for before, row in pairwise(rows):
        if (
            row.kind in _SORTED
            and row.line.path == before.line.path
            and row.text < before.text
        ):
            yield row.problem("unsorted", row.text, other=before.text)


def _twice(rows: Sequence[_Row]) -> Iterator[Problem]:
    """Yield entries that stand twice; a wrong form may with another context."""
    seen: dict[tuple[str, ...], _Row] = {}
    for row in rows:
        if row.kind == "shapes":
            continue  # lists of different origin may name the same group
        context = row.line.column(2) if row.kind == "wrong" else ""
        key = (row.kind, row.text, context)
        if key in seen:
            place = seen[key].line
            other = f"{place.path.name} {place.number}"
            yield row.problem("duplicate", row.text, other=other)
        seen.setdefault(key, row)


def _collisions(rows: Sequence[_Row], base: Entries) -> Iterator[Problem]:
    """Yield what holds a form that is known to be wrong where it stands."""
    listed = {row.text for row in rows if row.kind in ("terms", "wrong")}
    own = [(row, wrong_form(row.line)) for row in rows if row.kind == "wrong"]
    forms = _Forms(
        (
            *(form for form in base.wrong if form.wrong not in listed),
            *(form for _, form in own),
        )
    )
    for row in rows:
        if row.kind == "terms" and (held := forms.held_in(row.text)):
            yield row.problem("wrong_term", row.text, other=held)
    for row, form in own:
        for right in form.rights:
            if held := forms.held_in(right, but=form.wrong):
                yield row.problem("wrong_right", right, other=held)
    yield from _terms_flagged(own, base)


def _terms_flagged(
    own: Sequence[tuple[_Row, WrongForm]], base: Entries
) -> Iterator[Problem]:
    """Yield new wrong forms that stand in terms of the other lists, each once."""
    rows = {form.wrong: row for row, form in own}
    forms = _Forms(form for _, form in own)
    for term in base.terms:
        if (held := forms.held_in(term)) and (row := rows.pop(held, None)):
            yield row.problem("term_flagged", held, other=term)


class _Forms:
    """Known wrong forms, to be found in entries."""

    def __init__(self, forms: Iterable[WrongForm]) -> None:
        self._forms: dict[str, WrongForm] = {
            form.wrong: form for form in forms if not form.required
        }
        self._longest = max(map(len, self._forms), default=0)

    def held_in(self, text: str, *, but: str = "") -> str:
        """Return the first form other than `but` that is wrong in a text, or nothing."""
        for start in range(len(text)):
            for end in range(start + 1, min(start + self._longest, len(text)) + 1):
                form = self._forms.get(text[start:end])
                if form and form.wrong != but and form.fits(text):
                    return form.wrong
        return ""


def _flagged(rows: Sequence[_Row], flags: Flags) -> Iterator[Problem]:
    """Yield terms and right forms that the proofreader itself finds fault with."""
    entries: dict[str, _Row] = {}
    for row in rows:
        if row.kind == "terms":
            entries.setdefault(row.text, row)
        elif row.kind == "wrong":
            for right in wrong_form(row.line).rights:
                entries.setdefault(right, row)
    for text, reason in flags(tuple(entries)).items():
        yield entries[text].problem("flagged_entry", text, other=reason)


def entries_of(files: Sequence[ListFile]) -> Entries:
    """Return what lists say, to be merged with others.

    Raises:
        UsageError: a line is malformed, or a table damaged.
    """
    lists: dict[str, list[Line]] = {kind: [] for kind in _COLUMNS}
    for file in files:
        for row in _read(file):
            lists[row.kind].append(row.line)
    return Entries(
        terms={line.columns[0]: line.column(1) for line in lists["terms"]},
        wrong=tuple(map(wrong_form, lists["wrong"])),
        frames=tuple(map(frame, lists["frames"])),
        exceptions=frozenset(line.columns[0] for line in lists["exceptions"]),
        shapes=tuple(line.columns[0] for line in lists["shapes"]),
    )
