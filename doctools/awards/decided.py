"""Results as named persons decided on them; what was worked out stays beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from doctools.records import Decided

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doctools.decisions import Decision
    from doctools.records import CriterionResult

    OnResults = Mapping[tuple[str, str], Decision]
    """Decisions by criterion and subject."""

_STATUS = {"met": "met", "waived": "met", "not_met": "not_met"}


def decide(result: CriterionResult, decisions: OnResults) -> CriterionResult:
    """Return a result as a person decided on it, or as it is.

    `waived` counts as met; value and evidence stay what they are.
    """
    decision = decisions.get((result.criterion, result.subject))
    if decision is None:
        return result
    return replace(
        result,
        status=_STATUS[decision.value],
        decided=Decided(
            field="status",
            value=decision.value,
            computed=result.status,
            by=decision.by,
            on=decision.on.isoformat() if decision.on else None,
            reason=decision.reason,
            basis=decision.basis,
        ),
    )
