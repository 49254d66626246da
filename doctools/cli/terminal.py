"""What a person sees while a command works: progress, the last line, errors.

Data goes to standard output, everything here to standard error.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from doctools.model import FileStatus
from doctools.text.privacy import mask_private

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from doctools.batch import Progress
    from doctools.messages import Catalogue
    from doctools.model import FileOutcome

UNREAD = tuple(
    status
    for status in FileStatus
    if status not in {FileStatus.OK, FileStatus.PARTIAL, FileStatus.SKIPPED}
)
"""Statuses under which a person has to look at the file itself."""


def prepare_streams() -> None:
    """Make both streams take any character, on a GBK console too."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            if not stream.isatty():
                stream.reconfigure(encoding="utf-8")
            stream.reconfigure(errors="backslashreplace")


def safe(text: str) -> str:
    r"""Return text without characters that would steer the terminal.

    Control and format characters (category C, such as escape or right-to-left marks)
    become `\\u....`; lone surrogates are left to the stream.
    """
    return "".join(
        f"\\u{ord(character):04x}"
        if unicodedata.category(character) in {"Cc", "Cf"} and character not in "\n\t"
        else character
        for character in text
    )


def _on_one_line(facts: Mapping[str, object]) -> dict[str, object]:
    """Return facts none of which begins a line: a file's name may hold its end."""
    return {name: _end_of_line(fact) for name, fact in facts.items()}


def _end_of_line(fact: object) -> object:
    return str(fact).replace("\n", "\\u000a") if isinstance(fact, str | Path) else fact


class Terminal:
    """Speaks to the person in front of the screen."""

    def __init__(self, words: Catalogue, *, quiet: bool, color: bool = True) -> None:
        self.words = words
        self._quiet = quiet
        self.color = color and "NO_COLOR" not in os.environ
        self._stream: IO[str] = sys.stderr

    def say(self, code: str, **facts: object) -> None:
        """Print a sentence, unless asked to be quiet."""
        if not self._quiet:
            self._print(self.words(code, **_on_one_line(facts)))

    def tell(self, line: str) -> None:
        """Print a line that is in words already, unless asked to be quiet."""
        if not self._quiet:
            self._print(line)

    def complain(self, code: str, **facts: object) -> None:
        """Print a sentence that must be heard."""
        self._print(self.words(code, **_on_one_line(facts)))

    def show(self, text: str) -> None:
        """Print a text of our own making that has several lines."""
        self._print(text)

    def _print(self, text: str) -> None:
        print(safe(mask_private(text)), file=self._stream, flush=True)

    @contextmanager
    def progress(self) -> Iterator[Progress | None]:
        """Show a bar while the body runs; only on a terminal that can show one."""
        if self._quiet or not self._stream.isatty() or os.environ.get("TERM") == "dumb":
            yield None
            return
        with _bar(self.words("terminal.reading"), color=self.color) as show:
            yield show

    def name_classified(self, outcomes: Sequence[FileOutcome]) -> None:
        """Name the files marked secret; to be called before anything else is said."""
        paths = [
            outcome.path
            for outcome in outcomes
            if outcome.status is FileStatus.CLASSIFIED
        ]
        if paths:
            self.complain("terminal.classified")
        for path in paths:
            self._print(f"  {_end_of_line(path)}")

    def report_files(self, outcomes: Sequence[FileOutcome]) -> None:
        """Say how many files were read and how many were not, and why."""
        statuses = Counter(outcome.status for outcome in outcomes)
        read = statuses[FileStatus.OK] + statuses[FileStatus.PARTIAL]
        reasons = [
            self.words(
                "terminal.reason",
                name=self.words(f"status.{status.value}"),
                count=statuses[status],
            )
            for status in (*UNREAD, FileStatus.SKIPPED)
            if statuses[status]
        ]
        code = "terminal.files" if reasons else "terminal.files_all"
        if not outcomes:
            code = "terminal.files_none"
        self.say(
            code,
            inputs=len(outcomes),
            read=read,
            unread=len(outcomes) - read,
            reasons=self.words.listed(reasons),
        )


@contextmanager
def _bar(title: str, *, color: bool) -> Iterator[Progress]:
    # only here, where a bar is shown: a tenth of a second to import
    import rich.console  # noqa: PLC0415
    import rich.progress  # noqa: PLC0415

    console = rich.console.Console(stderr=True, no_color=not color, highlight=False)
    columns = (
        rich.progress.TextColumn("{task.description}", markup=False),
        rich.progress.BarColumn(),
        rich.progress.MofNCompleteColumn(),
    )
    with rich.progress.Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=None)

        def show(done: int, total: int, _path: str) -> None:
            bar.update(task, completed=done, total=total)

        yield show
