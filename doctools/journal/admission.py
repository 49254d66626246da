"""Which decisions are new, which give way to them, and which contradict each other.

The journal only ever grows. A decision gives way to a later one whose author had it
before him; one that contradicts it without that knowledge is entered beside it as a
conflict, and the first stays in force until a person settles the two.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from doctools.decisions import WITHDRAWN, Decision, Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Matter = tuple[str, str, str, str]
"""What a decision is about: kind, subject, field, and origin of a work."""
Statement = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A decision as it stands in a table or a workbook, perhaps known already.

    Attributes:
        decision: its subject is settled.
        origin: as in `Entry`.
        authors: as in `Entry`.
        seen: entries its author had before him; a table shows none.
    """

    decision: Decision
    origin: str = ""
    authors: str = ""
    seen: frozenset[str] = frozenset()


def matter_of(entry: Entry | Candidate) -> Matter:
    """Return what an entry is about; two entries on one matter exclude each other."""
    decision = entry.decision
    return (decision.kind, decision.subject, decision.field, entry.origin)


def statement_of(decision: Decision) -> Statement:
    """Return what is said on a matter, by whom and why."""
    return (
        decision.value,
        decision.by,
        decision.on,
        decision.reason,
        decision.basis,
    )


def place_of(source: str) -> str:
    """Return the table or sheet of a source: `决定.xlsx 3` stands in `决定.xlsx`."""
    return source.rpartition(" ")[0] or source


class Docket:
    """What the journal says of each matter, growing as decisions are admitted."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: list[Entry] = []
        self._by_matter: dict[Matter, list[Entry]] = defaultdict(list)
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """Put an entry at the end."""
        self.entries.append(entry)
        self._by_matter[matter_of(entry)].append(entry)

    def on(self, matter: Matter) -> Sequence[Entry]:
        """Return the entries on a matter, the oldest first."""
        return self._by_matter.get(matter, ())

    def in_force(self, matter: Matter) -> Entry | None:
        """Return the last entry that did not contradict another unknowingly."""
        settled = [entry for entry in self.on(matter) if not entry.against]
        return settled[-1] if settled else None

    def conflicts(self, matter: Matter) -> list[Entry]:
        """Return the entries that contradict what is in force and wait for a person."""
        entries, current = self.on(matter), self.in_force(matter)
        settled = {replaced for entry in entries for replaced in entry.replaces}
        return [
            entry
            for entry in entries
            if entry.against
            and entry.identifier not in settled
            and current is not None
            and entry.decision.value != current.decision.value
        ]


def admit(
    entries: Sequence[Entry], candidates: Sequence[Candidate], *, recorded: str
) -> tuple[Entry, ...]:
    """Return the entries the candidates add, in their order.

    The same decision again adds nothing, however often its table is read. Whoever saw
    the entry in force supersedes it: in a workbook that listed it, by changing the row
    of a table it came from, or by a later day in that table. Anybody else who says
    something different conflicts with it.

    Args:
        entries: the journal, the oldest first.
        candidates: what tables and workbooks say now.
        recorded: the day, as `2010-07-01`.
    """
    docket = Docket(entries)
    stated = {
        (place_of(c.decision.source), matter_of(c), statement_of(c.decision))
        for c in candidates
    }

    def is_stated(entry: Entry) -> bool:
        place = place_of(entry.decision.source)
        return (place, matter_of(entry), statement_of(entry.decision)) in stated

    for candidate in candidates:
        entry = _admitted(candidate, docket, is_stated, recorded=recorded)
        if entry is not None:
            docket.add(entry)
    return tuple(docket.entries[len(entries) :])


def restore(entries: Sequence[Entry], listed: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the listed entries the journal has lost, in their order.

    A workbook lists the whole journal of its run. Where the journal went on without
    them, an entry that contradicts it comes back as a conflict.
    """
    docket = Docket(entries)
    known = {entry.identifier for entry in entries}
    for entry in listed:
        if entry.identifier in known:
            continue
        known.add(entry.identifier)
        current = docket.in_force(matter_of(entry))
        if current and not entry.against and current.identifier not in entry.replaces:
            entry = _entry(  # noqa: PLW2901 - the same decision, told as a conflict
                entry, entry.recorded, against=current.identifier
            )
        docket.add(entry)
    return tuple(docket.entries[len(entries) :])


def _admitted(
    candidate: Candidate,
    docket: Docket,
    is_stated: Callable[[Entry], bool],
    *,
    recorded: str,
) -> Entry | None:
    """Return the entry a candidate becomes, or None if it says nothing new."""
    decision, matter = candidate.decision, matter_of(candidate)
    current = docket.in_force(matter)
    if current is None:
        said_before = any(_repeats(candidate, entry) for entry in docket.on(matter))
        if decision.value == WITHDRAWN or said_before:
            return None
        return _entry(candidate, recorded)
    in_place = _same_table(candidate, current) and not is_stated(current)
    if not in_place and any(_repeats(candidate, each) for each in docket.on(matter)):
        return None
    same_value = decision.value == current.decision.value
    if current.identifier in candidate.seen or in_place or _later(candidate, current):
        settled = tuple(
            entry.identifier
            for entry in docket.conflicts(matter)
            if entry.identifier in candidate.seen
        )
        if same_value and not settled and not _adds_remarks(decision, current.decision):
            return None
        return _entry(candidate, recorded, replaces=(current.identifier, *settled))
    return (
        None if same_value else _entry(candidate, recorded, against=current.identifier)
    )


def _repeats(candidate: Candidate, entry: Entry) -> bool:
    """Tell whether an entry is this very candidate, read in an earlier run.

    Who had the entry before him and says the same says it anew.
    """
    return entry.identifier not in candidate.seen and statement_of(
        entry.decision
    ) == statement_of(candidate.decision)


def _same_table(candidate: Candidate, entry: Entry) -> bool:
    return place_of(candidate.decision.source) == place_of(entry.decision.source)


def _later(candidate: Candidate, entry: Entry) -> bool:
    """Tell whether a row stands in the same table under a later day."""
    mine, other = candidate.decision.on, entry.decision.on
    return bool(_same_table(candidate, entry) and mine and other and mine > other)


def _adds_remarks(decision: Decision, known: Decision) -> bool:
    """Tell whether a decision of the same value says more of who, when, why."""
    return any(
        new and new != old
        for new, old in (
            (decision.by, known.by),
            (decision.on, known.on),
            (decision.reason, known.reason),
            (decision.basis, known.basis),
        )
    )


def _entry(
    source: Candidate | Entry,
    recorded: str,
    *,
    replaces: tuple[str, ...] = (),
    against: str = "",
) -> Entry:
    told = [*matter_of(source), *statement_of(source.decision), replaces, against]
    text = json.dumps(told, ensure_ascii=True, default=str)
    return Entry(
        identifier=f"d-{sha256(text.encode()).hexdigest()[:12]}",
        decision=source.decision,
        recorded=recorded,
        origin=source.origin,
        authors=source.authors,
        replaces=replaces,
        against=against,
    )
