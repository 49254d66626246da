"""Dictionary files: what a line may say, and a plain word when it does not.

UTF-8. `#` begins a comment; `# key: value` comments at the top are the header (名称,
说明, 来源, 许可). Columns are separated by tabs:

    terms/*.txt      term [note]
    wrong.txt, wrong/*.txt
                     wrong  right|right  [word|word|!word]  [error|warning|info]
    frames.txt       pattern  right  [reason]  [error|warning|info]
    exceptions.txt   string
    shapes.txt       characters that look alike

In a pattern `…` stands for a gap: up to 40 characters of the same clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doctools.errors import UsageError
from doctools.lexicon.entries import LEVELS, Entries, Frame, WrongForm

if TYPE_CHECKING:
    from collections.abc import Iterator

GAP = r"[^，。；：！？、\n]{0,40}?"
HEADER = ("名称", "说明", "来源", "许可")
_HEADER_LINE = re.compile(r"#\s*(\w+)\s*[:：]\s*(.*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One entry of a file. `number` is 1-based."""

    path: Path
    number: int
    columns: tuple[str, ...]

    def error(self, code: str, **facts: object) -> UsageError:
        """Return the complaint about this line."""
        return UsageError(code, file=self.path.name, line=self.number, **facts)

    def column(self, index: int) -> str:
        """Return a column, or an empty string where the line is shorter."""
        return self.columns[index] if index < len(self.columns) else ""


def header(path: Path) -> dict[str, str]:
    """Return the header of a file."""
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        match = _HEADER_LINE.fullmatch(line.strip())
        if match is None:
            break
        found[match[1]] = match[2].strip()
    return found


def lines(path: Path, *, most: int) -> Iterator[Line]:
    """Yield the entries of a file.

    Args:
        path: the file.
        most: how many columns a line may have.

    Raises:
        UsageError: the file is not UTF-8, or a line has stray spaces, too many columns
            or an empty first one.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("dictionary_encoding", file=path.name) from error
    for number, content in enumerate(text.splitlines(), start=1):
        if not content.strip() or content.startswith("#"):
            continue
        columns = tuple(content.split("\t"))
        line = Line(path=path, number=number, columns=columns)
        if len(columns) > most or not columns[0] or content != content.rstrip():
            raise line.error("dictionary_line", text=content)
        if any(column != column.strip() for column in columns):
            raise line.error("dictionary_spaces", text=content)
        yield line


def read(folder: Path) -> Entries:
    """Return the entries of one dictionary folder.

    Raises:
        UsageError: a line is malformed; the error names file and line.
    """
    wrong = [folder / "wrong.txt", *sorted((folder / "wrong").glob("*.txt"))]
    return Entries(
        terms={
            line.columns[0]: line.column(1)
            for path in sorted((folder / "terms").glob("*.txt"))
            for line in lines(path, most=2)
        },
        wrong=tuple(
            wrong_form(line) for path in _there(*wrong) for line in lines(path, most=4)
        ),
        frames=tuple(
            frame(line)
            for path in _there(folder / "frames.txt")
            for line in lines(path, most=4)
        ),
        exceptions=frozenset(_strings(folder / "exceptions.txt")),
        shapes=tuple(
            group
            for path in sorted(folder.glob("shapes*.txt"))
            for group in _strings(path)
        ),
    )


def _there(*paths: Path) -> list[Path]:
    return [path for path in paths if path.is_file()]


def _strings(path: Path) -> list[str]:
    return [line.columns[0] for file in _there(path) for line in lines(file, most=1)]


def _level(line: Line, index: int) -> str:
    level = line.column(index) or "error"
    if level not in LEVELS:
        raise line.error("dictionary_level", text=level)
    return level


def wrong_form(line: Line) -> WrongForm:
    """Return the known wrong form of a line.

    Raises:
        UsageError: no right form, or one that equals the wrong one; unknown level.
    """
    wrong = line.columns[0]
    rights = tuple(line.column(1).split("|"))
    if not all(rights) or wrong in rights:
        raise line.error("dictionary_line", text="\t".join(line.columns))
    context = [word for word in line.column(2).split("|") if word]
    return WrongForm(
        wrong=wrong,
        rights=rights,
        required=tuple(word for word in context if not word.startswith("!")),
        forbidden=tuple(word[1:] for word in context if word.startswith("!")),
        level=_level(line, 3),
    )


def frame(line: Line) -> Frame:
    """Return the frame of a line.

    Raises:
        UsageError: the pattern or the suggestion is no regular expression.
    """
    try:
        pattern = re.compile(line.columns[0].replace("…", GAP))
        groups = {f"g<{name}>" for name in pattern.groupindex}
        asked = set(re.findall(r"\\(g<\w+>)", line.column(1)))
    except re.error as error:
        raise line.error("dictionary_pattern", text=line.columns[0]) from error
    if len(line.columns) < 2 or asked - groups:
        raise line.error("dictionary_pattern", text=line.columns[0])
    return Frame(
        pattern=pattern,
        right=line.column(1),
        reason=line.column(2),
        level=_level(line, 3),
    )
