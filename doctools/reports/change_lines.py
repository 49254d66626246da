"""What moved since an earlier result, as lines for a person."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from doctools.reports.periods import shown
from doctools.reports.plain_text import masked
from doctools.reports.speech import Speech
from doctools.reports.wording import month_shown, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.messages import Catalogue
    from doctools.records import Cause, Change, Move
    from doctools.result import Result

_DECIDED = re.compile("、(?=[a-z_.]+=)")
"""Between two decisions on one work; the names of its authors have the same comma."""
_MOST_CAUSES = 8
"""Causes named of one change; the rest is counted."""

_STATUS_WORDS = {"criterion_result": "report.criterion", "award": "report.ranked"}


@masked
def lines(
    changes: Sequence[Change], *, result: Result, words: Catalogue
) -> Iterator[str]:
    """Yield two lines for each change: what moved, then why."""
    if not changes:
        yield words("change.none")
        return
    yield words("change.number", number=len(changes))
    say_of = Speech(words=words, result=result)
    for change in changes:
        yield words(
            "change.line",
            subject=_subject(change),
            item=_item(change, say_of),
            moves=words.listed(_move(move, change, say_of) for move in change.moves),
        )
        yield words("change.why", causes=_causes(change.causes, say_of))


def _subject(change: Change) -> str:
    if not change.subject:
        return ""
    return " ".join(part for part in (change.branch, change.name) if part) + " "


def _item(change: Change, speech: Speech) -> str:
    words = speech.words
    if change.of == "criterion_result":
        return speech.criterion(change.item or "")
    if change.of == "award":
        return speech.award(change.item or "")
    kind = change.item or words("report.type_unknown")
    return f"{kind} {month_shown(change.period, words)}"


def _move(move: Move, change: Change, speech: Speech) -> str:
    words = speech.words
    code = f"change.field.{move.field}"
    name = words(code) if code in words else shown([move.field], words)
    return words(
        "change.move",
        name=name,
        before=_shown(move.before, move.field, change, speech),
        after=_shown(move.after, move.field, change, speech),
    )


def _shown(
    value: float | str | None, field: str, change: Change, speech: Speech
) -> str:
    words = speech.words
    if value is None:
        return words("change.nothing")
    if isinstance(value, bool):
        return words("change.final" if value else "change.open")
    if isinstance(value, str):
        prefix = _STATUS_WORDS.get(change.of) if field == "status" else None
        return say(words, f"{prefix}.{value}", otherwise=value) if prefix else value
    criterion = change.item if change.of == "criterion_result" else None
    return speech.amount(value, criterion or "")


def _causes(causes: Sequence[Cause], speech: Speech) -> str:
    words = speech.words
    said = [_cause(cause, speech) for cause in causes[:_MOST_CAUSES]]
    if len(causes) > _MOST_CAUSES:
        said.append(words("change.more", number=len(causes) - _MOST_CAUSES))
    return words("report.semicolon").join(said)


def _cause(cause: Cause, speech: Speech) -> str:
    words = speech.words
    code = cause.code
    if code == "tables_changed" and cause.path:
        code = "tables_named"
    if code == "decided":
        cause = _what_differs(cause)
        if not (cause.before and cause.after):
            code = "decided_first" if cause.after else "decided_no_more"
    path = cause.path
    if code == "criterion_moved":
        path = speech.criterion(path)
    return say(
        words,
        f"change.cause.{code}",
        otherwise=code,
        path=path,
        row=cause.row,
        before=_side(cause.before, cause.code, speech),
        after=_side(cause.after, cause.code, speech),
    )


def _what_differs(cause: Cause) -> Cause:
    """Return a cause without the decisions that stand on both sides of it."""
    before, after = (_DECIDED.split(side) for side in (cause.before, cause.after))
    if set(before) == set(after):
        return cause
    return replace(
        cause,
        before="、".join(part for part in before if part not in after),
        after="、".join(part for part in after if part not in before),
    )


def _side(text: str, code: str, speech: Speech) -> str:
    """Return one side of a cause in words; a dash where there was nothing."""
    words = speech.words
    if not text:
        return words("change.nothing")
    if code == "reassessed":
        status, *codes = text.split(" ")
        reasons = words.listed(speech.code(entry) for entry in codes)
        name = say(words, f"report.work.{status}", otherwise=status)
        return words("change.verdict", status=name, codes=reasons) if reasons else name
    if code in ("file_read", "file_unread"):
        return speech.file_status(text)
    if code == "decided":
        return words.listed(_decided(part, speech) for part in _DECIDED.split(text))
    if code in ("period_changed", "date_changed"):
        return month_shown(text, words)
    of_list = code in ("list_opened", "list_settled")
    return say(words, f"report.open.{text}", otherwise=text) if of_list else text


def _decided(text: str, speech: Speech) -> str:
    words = speech.words
    field, _, value = text.partition("=")
    if field == "members":
        value = speech.people(value)
    return words(
        "change.decided",
        field=say(words, f"change.decided_field.{field}", otherwise=field),
        value=say(
            words,
            f"change.decided_value.{value}",
            otherwise=value,
        ),
    )
