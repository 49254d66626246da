"""Registers: organisations, books and outlets from their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from doctools.facts import Book, Organisation, Outlet, Theme
from doctools.members.cells import (
    day_of,
    last_day_of,
    month_of,
    name_of,
    names_of,
    shown,
    text_of,
    yes_of,
)
from doctools.members.problems import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from doctools.members.grids import Grid, Row
    from doctools.members.people import Organisations
    from doctools.members.problems import Problems
    from doctools.records import EvidenceRow

_BRACKETS: Final = "《》〈〉<>"
_OUTLET_KINDS: Final = {
    "报纸": "报纸",
    "报": "报纸",
    "期刊": "期刊",
    "杂志": "期刊",
    "刊物": "期刊",
    "网络媒体": "网络媒体",
    "网站": "网络媒体",
    "网媒": "网络媒体",
    "内部资料": "内部资料",
    "内刊": "内部资料",
    "内部刊物": "内部资料",
}


def read_organisations(
    grids: Sequence[Grid], *, problems: Problems
) -> tuple[Organisation, ...]:
    """Return the organisations; a second row of one name is a problem."""
    found: dict[str, Organisation] = {}
    for row, place in rows_of(grids):
        name = name_of(row["name"])
        if not name or name in found:
            problems.add("twice" if name else "no_name", place, value=name)
            continue
        found[name] = Organisation(
            name=name,
            kind=name_of(row["kind"]) or None,
            row=place,
            aliases=names_of(row["aliases"]),
            centre_group=bool(problems.reading(yes_of, row["centre_group"], row=place)),
        )
    return tuple(found.values())


def read_books(grids: Sequence[Grid], *, problems: Problems) -> tuple[Book, ...]:
    """Return the books of the recommended list, titles without 《》."""
    return tuple(_books(grids, problems))


def _books(grids: Sequence[Grid], problems: Problems) -> Iterator[Book]:
    for row, place in rows_of(grids):
        title = _title(text_of(row["title"]))
        if not title:
            problems.add("no_name", place, value="")
            continue
        yield Book(
            title=title,
            row=place,
            aliases=tuple(_title(name) for name in names_of(row["aliases"])),
            month=problems.reading(month_of, row["month"], row=place),
        )


def _title(written: str) -> str:
    return written.strip(_BRACKETS).strip()


def read_outlets(grids: Sequence[Grid], *, problems: Problems) -> tuple[Outlet, ...]:
    """Return the outlets; a row of unknown kind is a problem and not used."""
    return tuple(_outlets(grids, problems))


def _outlets(grids: Sequence[Grid], problems: Problems) -> Iterator[Outlet]:
    for row, place in rows_of(grids):
        outlet = _outlet(row, place, problems)
        if not outlet.name:
            problems.add("no_name", place, value="")
        elif not outlet.kind:
            problems.add("unknown_outlet_kind", place, value=shown(row["kind"]))
        else:
            yield outlet


def _outlet(row: Row, place: EvidenceRow, problems: Problems) -> Outlet:
    accepted = problems.reading(yes_of, row["accepted"], row=place)
    return Outlet(
        name=_title(name_of(row["name"])),
        kind=_OUTLET_KINDS.get(name_of(row["kind"]), ""),
        row=place,
        aliases=tuple(_title(name) for name in names_of(row["aliases"])),
        cn=text_of(row["cn"]) or None,
        sponsor=text_of(row["sponsor"]) or None,
        level=name_of(row["level"]) or None,
        accepted=accepted is not False,
        valid_from=problems.reading(day_of, row["valid_from"], row=place),
        valid_to=problems.reading(last_day_of, row["valid_to"], row=place),
    )


def read_themes(
    grids: Sequence[Grid], *, organisations: Organisations, problems: Problems
) -> tuple[Theme, ...]:
    """Return the themes; one of an unknown organisation is a problem and not used."""
    found = []
    for row, place in rows_of(grids):
        name = _title(text_of(row["name"]))
        held_by = name_of(row["organisation"])
        known = organisations.find(held_by) if organisations else held_by
        if not name:
            problems.add("no_name", place, value="")
        elif held_by and not known:
            problems.add("unknown_organisation", place, value=held_by)
        else:
            found.append(
                Theme(
                    name=name,
                    row=place,
                    aliases=tuple(_title(each) for each in names_of(row["aliases"])),
                    organisation=known or None,
                    first=problems.reading(day_of, row["first"], row=place),
                    last=problems.reading(last_day_of, row["last"], row=place),
                )
            )
    return tuple(found)
