"""All entries of dictionaries as one text, which is read ten times faster than files."""

from __future__ import annotations

import json
import re

from doctools.lexicon.entries import Entries, Frame, WrongForm


def to_json(entries: Entries) -> str:
    """Return the entries as JSON."""
    return json.dumps(
        {
            "terms": dict(entries.terms),
            "wrong": [
                (form.wrong, form.rights, form.required, form.forbidden, form.level)
                for form in entries.wrong
            ],
            "frames": [
                (frame.pattern.pattern, frame.right, frame.reason, frame.level)
                for frame in entries.frames
            ],
            "exceptions": sorted(entries.exceptions),
            "shapes": entries.shapes,
        },
        ensure_ascii=False,
    )


def from_json(text: str) -> Entries:
    """Return the entries that `to_json` wrote."""
    found = json.loads(text)
    return Entries(
        terms=found["terms"],
        wrong=tuple(
            WrongForm(
                wrong=wrong,
                rights=tuple(rights),
                required=tuple(required),
                forbidden=tuple(forbidden),
                level=level,
            )
            for wrong, rights, required, forbidden, level in found["wrong"]
        ),
        frames=tuple(
            Frame(pattern=re.compile(pattern), right=right, reason=reason, level=level)
            for pattern, right, reason, level in found["frames"]
        ),
        exceptions=frozenset(found["exceptions"]),
        shapes=tuple(found["shapes"]),
    )
