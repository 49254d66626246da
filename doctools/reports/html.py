"""Makes the report one looks at: a single page that asks nothing of the network.

The page holds no script, and its policy allows none. Everything from documents is
escaped by the template engine; what could act on a reader unseen is spelled out, and
private numbers are masked.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from doctools.model import FileStatus
from doctools.reports.attention import needs_person, not_read, ready
from doctools.reports.grid import grid_of, number
from doctools.reports.pairs import pairs_of
from doctools.reports.reminders import by_branch, reminders_of
from doctools.reports.shortlist import shortlists_of
from doctools.reports.speech import Speech
from doctools.reports.view import View, grouped
from doctools.reports.wording import readable

if TYPE_CHECKING:
    from datetime import date

    from jinja2 import Environment

    from doctools.messages import Catalogue
    from doctools.result import Result


def render(result: Result, *, words: Catalogue, today: date) -> str:
    """Return the report as one HTML page."""
    unread = not_read(result)
    template = environment().get_template("report.html.j2")
    return template.render(
        result=result,
        view=View(result=result, words=words),
        w=words,
        say=Speech(words=words, result=result),
        today=today.isoformat(),
        classified=[f for f in unread if f.status is FileStatus.CLASSIFIED],
        unread=[f for f in unread if f.status is not FileStatus.CLASSIFIED],
        needs=grouped(needs_person(result)),
        ready=grouped(ready(result)),
        grid=grid_of(result),
        shortlists=shortlists_of(result),
        reminders=by_branch(reminders_of(result, today=today)),
        pairs=pairs_of(result.overlaps),
    )


@cache
def environment() -> Environment:
    """Return the template engine: it escapes, and spells out what could act unseen."""
    from jinja2 import (  # noqa: PLC0415 - slow to import
        Environment,
        PackageLoader,
        StrictUndefined,
    )

    environment = Environment(
        loader=PackageLoader("doctools.reports"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_spelled_out,
    )
    environment.filters["number"] = number
    environment.filters["percent"] = "{:.1%}".format
    return environment


def _spelled_out(value: object) -> object:
    """Make plain text safe to look at; what the templates built already is."""
    return readable(value) if type(value) is str else value
