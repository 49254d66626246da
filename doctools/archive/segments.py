"""Files of fingerprints: sorted once, never changed, looked up where they lie.

An entry is one unsigned integer of 64 bits: the leading 40 bits of the hash, then the
number of the document. Sorted, a file is partitioned by hash prefix: any range of
hashes is one stretch of it, found by bisection without reading the rest.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MAGIC = b"doctools fingerprints 1\n"
SUFFIX = ".fp"
NUMBER_BITS = 24
"""Bits of an entry that hold the document's number: 16.7 million documents."""
MOST_NUMBERS = 1 << NUMBER_BITS
MOST_SEGMENTS = 12
"""Each look-up goes through every file."""
_SLICES = 64
"""Parts in which files are merged, so that memory stays small."""
_BLOCK = 1024
"""Hashes that are looked up in one stretch of a file."""
_LOW = np.uint64(MOST_NUMBERS - 1)
_WIDTH = 8

Entries = NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A file of entries.

    Attributes:
        name: of the file.
        size: number of entries.
        digest: SHA-256 of the entries.
    """

    name: str
    size: int
    digest: str


def entries_of(hashes: NDArray[np.uint64], number: int) -> Entries:
    """Return the entries of a document: its hashes, each with its number."""
    return (hashes & ~_LOW) | np.uint64(number)


def write(path: Path, pieces: Iterator[Entries]) -> Segment:
    """Write ascending pieces as a file that is whole or absent.

    Raises:
        OSError: it could not be written.
    """
    size, digest = 0, sha256()
    temporary = path.with_suffix(".part")
    try:
        with temporary.open("wb") as file:
            file.write(MAGIC)
            for piece in pieces:
                data = piece.astype("<u8", copy=False).data
                file.write(data)
                digest.update(data)
                size += len(piece)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with suppress(OSError):  # a full disk needs the room
            temporary.unlink(missing_ok=True)
        raise
    return Segment(name=path.name, size=size, digest=digest.hexdigest())


def look(path: Path, segment: Segment) -> Entries | None:
    """Return the entries of a file where they lie, or None if it is not as written."""
    try:
        with path.open("rb") as file:
            begins = file.read(len(MAGIC))
            size = os.fstat(file.fileno()).st_size
    except OSError:
        return None
    if begins != MAGIC or size != len(MAGIC) + _WIDTH * segment.size:
        return None
    if not segment.size:
        return np.zeros(0, np.uint64)
    lies = np.memmap(path, "<u8", "r", offset=len(MAGIC), shape=(segment.size,))
    return np.asarray(lies)  # a plain array over the same map is indexed faster


def is_whole(path: Path, segment: Segment) -> bool:
    """Tell whether a file's entries are those that were written."""
    entries = look(path, segment)
    if entries is None:
        return False
    digest = sha256()
    for start in range(0, len(entries), 1 << 20):
        digest.update(entries[start : start + (1 << 20)].data)
    return digest.hexdigest() == segment.digest


def numbers_of(entries: Entries) -> NDArray[np.int64]:
    """Return the document's number of each entry."""
    return (entries & _LOW).astype(np.int64)


def due(files: Sequence[Segment]) -> list[Segment]:
    """Return the files that are to become one; fewer than two: none is.

    The smallest, and upwards while a file is hardly larger than those before it
    together. So files grow like the digits of a number: each entry is written again
    once for every doubling of the archive, and few files are left to look in.
    """
    ordered = sorted(files, key=lambda segment: segment.size)
    taken = ordered[:1]
    for segment in ordered[1:]:
        left = len(ordered) - len(taken)
        if 2 * segment.size > 3 * sum(s.size for s in taken) and left < MOST_SEGMENTS:
            break
        taken.append(segment)
    return taken


def merged(files: Sequence[Entries], live: NDArray[np.bool_]) -> Iterator[Entries]:
    """Yield the entries of several files in order, those of removed texts left out."""
    bounds = np.arange(_SLICES + 1, dtype=np.float64) / _SLICES * 2.0**64
    cuts = bounds[1:-1].astype(np.uint64)
    places = [np.concatenate([[0], np.searchsorted(f, cuts), [len(f)]]) for f in files]
    all_live = bool(live[1:].all())
    for part in range(_SLICES):
        found = np.sort(
            np.concatenate(
                [
                    file[at[part] : at[part + 1]]
                    for file, at in zip(files, places, strict=True)
                ]
            )
        )
        yield found if all_live else found[live[found & _LOW]]


def find(
    files: Sequence[Entries], hashes: NDArray[np.uint64], *, most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return who holds each hash.

    Args:
        files: the entries of every segment, the oldest first.
        hashes: ascending.
        most: holders of a hash that are returned at most: those added last, so that two
            hashes that many documents hold together lead to the same of them.

    Returns:
        For each hit the index of its hash and the number of the document; for each
        hash how many holders there are, whether returned or not.
    """
    wanted = hashes & ~_LOW
    holders = np.zeros(len(hashes), np.int64)
    indexes, numbers = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for file in reversed(files):
        low, high = _spans(file, wanted)
        held = np.flatnonzero(high > low)
        sizes = np.minimum((high - low)[held], most - np.minimum(holders[held], most))
        holders[held] += (high - low)[held]
        index = np.repeat(held, sizes)
        begins = np.cumsum(sizes) - sizes
        places = np.arange(len(index)) + np.repeat(high[held] - sizes - begins, sizes)
        indexes.append(index)
        numbers.append((file[places] & _LOW).astype(np.int64))
    return np.concatenate(indexes), np.concatenate(numbers), holders


def _spans(
    file: Entries, wanted: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the entries of each hash begin and end; most have none or one."""
    low = _begins(file, wanted)
    high = low.copy()
    inside = np.flatnonzero(low < len(file))
    there = inside[(file[low[inside]] & ~_LOW) == wanted[inside]]
    high[there] += 1
    more = there[high[there] < len(file)]
    more = more[(file[high[more]] & ~_LOW) == wanted[more]]
    high[more] = np.searchsorted(file, wanted[more] | _LOW, "right")
    return low, high


def _begins(file: Entries, wanted: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Return where the entries of each hash begin or would.

    Both sides ascend, so a block of hashes lies in one stretch of the file: a search in
    it is shorter and stays in the cache of the processor.
    """
    starts = range(0, len(wanted), _BLOCK)
    bounds = [*np.searchsorted(file, wanted[::_BLOCK]).tolist(), len(file)]
    found = np.empty(len(wanted), np.int64)
    for start, low, high in zip(starts, bounds, bounds[1:], strict=False):
        block = slice(start, start + _BLOCK)
        found[block] = np.searchsorted(file[low:high], wanted[block])
        found[block] += low
    return found
