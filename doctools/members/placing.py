"""Which work of the batch a decision speaks of: the text decides, the path only helps.

A renamed file keeps its decisions. A file whose text has changed does not, and where
two people handed in one text, what was decided on one is not put on the other.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from doctools.members.works import authorship
from doctools.text.privacy import mask_private

if TYPE_CHECKING:
    from collections.abc import Iterable

    from doctools.decisions import Entry
    from doctools.records import Work

Thread = tuple[str, str]
"""What all decisions on one work share: its work id, and the path it had at first."""


def authors_of(work: Work) -> str:
    """Return the settled authors as a decision names them; empty if not settled."""
    if not authorship(work):
        return ""
    return "、".join(member.member_id or member.name for member in work.members)


@dataclass(slots=True)
class _Known:
    paths: list[str]
    authors: str


class Places:
    """The works of a batch, and which of them each thread of decisions is about."""

    def __init__(self, works: Iterable[Work], entries: Iterable[Entry]) -> None:
        self._by_path = {work.path: work for work in works}
        self._by_id: dict[str, list[Work]] = defaultdict(list)
        self._by_name: dict[str, list[Work]] = defaultdict(list)
        for work in self._by_path.values():
            self._by_id[work.work_id].append(work)
            self._by_name[file_name(work.path)].append(work)
        # in a workbook the numbers in a file's name are masked
        self._known = _threads(entries)
        self._paths = self._placed()
        self._origins: dict[str, str] = {}
        for (_, origin), path in self._paths.items():
            self._origins.setdefault(path, origin)  # the first of a work renamed twice

    def path_of(self, entry: Entry) -> str:
        """Return where the work of an entry lies now, empty if it is not here."""
        return self._paths.get((entry.decision.subject, entry.origin), "")

    def changed(self, entry: Entry) -> str:
        """Return the path whose text has changed since the entry, or empty."""
        if self.path_of(entry):
            return ""
        work = self.work_at(self._known[entry.decision.subject, entry.origin].paths[-1])
        return work.path if work is not None else ""

    def origin_of(self, work_id: str, path: str) -> str:
        """Return the path under which a work was first decided on, or its own."""
        work = self.work_at(path)
        if work is not None and work.work_id == work_id:
            return self._origins.get(work.path, path)
        for (subject, origin), known in self._known.items():
            if subject == work_id and path in known.paths:
                return origin
        return path

    def work_at(self, path: str) -> Work | None:
        """Return the work in a file of the batch, named in full or as it is shown.

        Papers are known by paths whose private numbers are masked.
        """
        return self._by_path.get(mask_private(path))

    def find(self, *, work_id: str, path: str) -> Work | str:
        """Return the work a table or a workbook names, or the code of why not.

        Args:
            work_id: as written, or empty.
            path: of the file, or the end of it, or empty.

        Returns:
            The work, or `decision_no_work` or `decision_several_works`.
        """
        exact = self.work_at(path)
        if exact is not None:
            works = [exact]
        elif path:
            shown = mask_private(path)
            named = self._by_name.get(file_name(shown), ())
            works = [work for work in named if ends_with(work.path, shown)]
        else:
            works = self._by_id.get(work_id, [])
        if work_id:
            works = [work for work in works if work.work_id == work_id]
        if not works:
            return "decision_no_work"
        return works[0] if len(works) == 1 else "decision_several_works"

    def _placed(self) -> dict[Thread, str]:
        """Return the present path of each thread: under a known path, else renamed."""
        placed: dict[Thread, str] = {}
        for thread, known in self._known.items():
            for path in reversed(known.paths):
                work = self.work_at(path)
                if work is not None and work.work_id == thread[0]:
                    placed[thread] = work.path
                    break
        taken = set(placed.values())
        for thread, known in self._known.items():
            free = [
                work.path
                for work in self._by_id.get(thread[0], ())
                if work.path not in taken and _may_be(work, known)
            ]
            if thread not in placed and len(free) == 1:
                placed[thread] = free[0]
        return placed


def file_name(path: str) -> str:
    """Return the last part of a path, however its parts are divided."""
    return path.replace("\\", "/").rpartition("/")[2]


def ends_with(path: str, written: str) -> bool:
    """Tell whether a path ends with the whole parts that were written."""
    parts = PurePosixPath(written.replace("\\", "/")).parts
    return bool(parts) and PurePosixPath(path).parts[-len(parts) :] == parts


def _threads(entries: Iterable[Entry]) -> dict[Thread, _Known]:
    known: dict[Thread, _Known] = {}
    for entry in entries:
        if entry.decision.kind != "work":
            continue
        thread = (entry.decision.subject, entry.origin)
        found = known.setdefault(thread, _Known(paths=[entry.origin], authors=""))
        found.paths.append(entry.decision.path)
        found.authors = entry.authors or found.authors
    return known


def _may_be(work: Work, known: _Known) -> bool:
    """Tell whether a file of another name may be the one that was decided on.

    Its authors are the same, or one of the two has none.
    """
    return not known.authors or authors_of(work) in {"", known.authors}
