"""What named persons decided; the program counts accordingly and never by itself."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date

WORK_FIELDS = ("verdict", "members", "document_type", "period", "copied", "book")
"""What can be decided about a work.

`verdict`: counted or not_counted. `members`: `张三@第一支部、李四@第二支部`, or `@第一支部` for the
paper of an organisation. `document_type`, `period` and `book` as in the record. `copied`:
own_work or copied, for a suspected copy.
"""
RESULT_VALUES = ("met", "not_met", "waived")
"""What can be decided about a result: `waived` counts as met, with its reason."""
OFFICE = "@"
"""Before the name of an organisation whose own paper a work is, in place of members."""
WITHDRAWN = "withdrawn"
"""The value that takes a decision back: what the program works out stands again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision, as the journal keeps it.

    Attributes:
        kind: work or result.
        subject: work id; for a result the member id or the organisation's name.
        field: one of `WORK_FIELDS`; for a result the id of the criterion.
        value: as `WORK_FIELDS` and `RESULT_VALUES` say.
        by: who decided.
        on: when, or None where nobody wrote it down.
        reason: why.
        basis: the rule, meeting or document it rests on.
        computed: what the program said when it was decided.
        path: of the work's file when it was decided, empty for a result.
        sha256: of the file's content then, empty where not known.
        source: where it was written: `决定.xlsx 3`, `summary.xlsx 决定 5`.
    """

    kind: str
    subject: str
    field: str
    value: str
    by: str
    source: str
    on: date | None = None
    reason: str = ""
    basis: str = ""
    computed: str = ""
    path: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A decision in the journal, with what was known when it was entered.

    Attributes:
        identifier: `d-` and 12 hexadecimal digits; of the decision and what it replaced.
        recorded: the day it was entered, as `2010-07-01`.
        origin: path of the work's file when the work was first decided on; with the
            subject it names one work, also where two people handed in one text.
        authors: who the program took for the authors, as in the field `members`.
        replaces: entries that were known to whoever decided this, and gave way to it.
        against: the entry in force it contradicts without having known it, or empty.
    """

    identifier: str
    decision: Decision
    recorded: str
    origin: str = ""
    authors: str = ""
    replaces: tuple[str, ...] = ()
    against: str = ""


def entry_as_json(entry: Entry) -> str:
    """Return an entry in ASCII, whatever its paths are made of."""
    return json.dumps(asdict(entry), default=date.isoformat)


def entry_from_json(text: str) -> Entry:
    """Return the entry that was written as JSON.

    Raises:
        ValueError: the text is no entry.
    """
    try:
        fields = json.loads(text)
        decision = Decision(**fields.pop("decision"))
        entry = Entry(decision=decision, **fields)
        day = date.fromisoformat(str(decision.on)) if decision.on else None
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(text) from error
    return replace(
        entry,
        decision=replace(decision, on=day),
        replaces=tuple(entry.replaces),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An entry and what became of it.

    Attributes:
        state: in_force, superseded, conflict, outdated (the file has changed since, not
            applied) or absent (in force, but its work or result is not in the batch).
        path: of the work's file now, empty for a result or an absent work.
    """

    entry: Entry
    state: str
    path: str = ""
