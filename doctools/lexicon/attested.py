"""What past official text has written: short strings as a compact hashed table.

A string of three characters counts as attested from one file on, one of four from two.
Only hashes are kept, so no sentence can be read back out of the table.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from doctools.errors import UsageError
from doctools.text.hashed import HashSet, arranged
from doctools.text.normalize import is_han
from doctools.text.windows import Windows, codes, hash_of, is_common_han

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from doctools.text.hashed import Arrays
    from doctools.text.windows import Hashes

LEAST_FILES = {3: 1, 4: 2}
"""In how many files a string of each length must stand to be kept."""
FORMAT = 1
_SHIFT = np.uint64(32)


@dataclass(frozen=True, kw_only=True)
class Attested:
    """The strings of a collection of files.

    Half a million hashes of 32 bits mistake one string in ten thousand for a known one.

    Attributes:
        trigrams: upper halves of the hashes of strings of three, sorted.
        fourgrams: the same of strings of four.
        characters: how often each Chinese character stands in the files.
        files: how many there were.
        source: what the files are, in words.
    """

    trigrams: NDArray[np.uint32]
    fourgrams: NDArray[np.uint32]
    characters: Mapping[str, int]
    files: int
    source: str = ""

    @cached_property
    def three(self) -> HashSet:
        """Finds strings of three characters."""
        return HashSet(arranged(self.trigrams))

    @cached_property
    def four(self) -> HashSet:
        """Finds strings of four characters."""
        return HashSet(arranged(self.fourgrams))

    def has(self, string: str) -> bool:
        """Tell whether one string of three or four characters is attested."""
        known = self.three if len(string) == 3 else self.four
        return known.place(hash_of(string)) >= 0


NOTHING = Attested(
    trigrams=np.zeros(0, np.uint32),
    fourgrams=np.zeros(0, np.uint32),
    characters={},
    files=0,
)


def mine(texts: Iterable[str], *, source: str = "") -> Attested:
    """Return what the texts write, one text a file.

    The order of the texts does not matter.
    """
    found: dict[int, list[Hashes]] = {length: [] for length in LEAST_FILES}
    characters: Counter[str] = Counter()
    files = 0
    for text in texts:
        files += 1
        characters.update(filter(is_han, text))
        windows = Windows(text)
        for length, hashes in found.items():
            chinese = windows.exact(length)[: max(0, len(text) - length + 1)]
            hashes.append(np.unique(chinese[runs(text, length)]))
    return Attested(
        trigrams=_kept(found[3], LEAST_FILES[3]),
        fourgrams=_kept(found[4], LEAST_FILES[4]),
        characters=dict(sorted(characters.items())),
        files=files,
        source=source,
    )


def runs(text: str, length: int) -> NDArray[np.bool_]:
    """Tell for every start whether `length` Chinese characters stand there."""
    starts = max(0, len(text) - length + 1)
    chinese = han(text)
    whole = np.ones(starts, np.bool_)
    for offset in range(length):
        whole &= chinese[offset : offset + starts]
    return whole


def han(text: str) -> NDArray[np.bool_]:
    """Tell for every character whether it is a common Chinese one."""
    return is_common_han(codes(text))


def _kept(found: list[Hashes], least: int) -> NDArray[np.uint32]:
    if not found:
        return np.zeros(0, np.uint32)
    hashes, files = np.unique(np.concatenate(found), return_counts=True)
    return np.unique((hashes[files >= least] >> _SHIFT).astype(np.uint32))


def union(tables: Iterable[Attested]) -> Attested:
    """Return what any of several collections writes."""
    given = tuple(tables)
    if not given:
        return NOTHING
    if len(given) == 1:
        return given[0]
    characters: Counter[str] = Counter()
    for table in given:
        characters.update(table.characters)
    return Attested(
        trigrams=np.unique(np.concatenate([table.trigrams for table in given])),
        fourgrams=np.unique(np.concatenate([table.fourgrams for table in given])),
        characters=dict(sorted(characters.items())),
        files=sum(table.files for table in given),
        source="；".join(table.source for table in given if table.source),
    )


def to_arrays(table: Attested) -> dict[str, NDArray[np.generic]]:
    """Return a table as arrays."""
    about = json.dumps(_about(table), ensure_ascii=False).encode()
    return {
        "about": np.frombuffer(about, np.uint8),
        "trigrams": table.trigrams,
        "fourgrams": table.fourgrams,
    }


def from_arrays(arrays: Arrays) -> Attested:
    """Return the table that `to_arrays` laid out."""
    about = json.loads(arrays["about"].tobytes())
    return Attested(
        trigrams=arrays["trigrams"],  # type: ignore[arg-type]
        fourgrams=arrays["fourgrams"],  # type: ignore[arg-type]
        characters=about["characters"],
        files=about["files"],
        source=about["source"],
    )


def _about(table: Attested) -> dict[str, object]:
    return {
        "format": FORMAT,
        "files": table.files,
        "source": table.source,
        "characters": dict(table.characters),
    }


def to_bytes(table: Attested) -> bytes:
    """Return a table as a file; the same table gives the same bytes."""
    parts = {
        "about.json": json.dumps(
            _about(table), ensure_ascii=False, sort_keys=True
        ).encode(),
        "three": np.ediff1d(table.trigrams, to_begin=table.trigrams[:1]).tobytes(),
        "four": np.ediff1d(table.fourgrams, to_begin=table.fourgrams[:1]).tobytes(),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def read(path: Path) -> Attested:
    """Return the table of a file.

    Raises:
        UsageError: it is damaged or of another version.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            about = json.loads(archive.read("about.json"))
            if about["format"] != FORMAT:
                raise UsageError("attested_version", file=path.name)
            return Attested(
                trigrams=_restored(archive.read("three")),
                fourgrams=_restored(archive.read("four")),
                characters=about["characters"],
                files=about["files"],
                source=about["source"],
            )
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise UsageError("attested_damaged", file=path.name) from error


def _restored(data: bytes) -> NDArray[np.uint32]:
    steps = np.frombuffer(data, np.uint32)
    return np.cumsum(steps, dtype=np.uint32)
