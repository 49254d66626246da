"""Arrays that are built once, kept in the user's cache and mapped by every process.

A file holds numbers only, never objects, so that nothing in it can be run. Its name
carries a digest of all it was built from: what changed is built anew under another name.
Without a place to write, or with a damaged file, the arrays are built in memory.
"""

from __future__ import annotations

import json
import math
import mmap
import os
import sys
import zlib
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

import numpy as np

from doctools import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from doctools.text.hashed import Arrays

_MAGIC = b"doctools arrays 1\n"
_WORD = 8
_ALIGNED = 64
KEPT = 6
"""Files of one kind that stay: an office may have several campaigns with own lists."""
FOLDER_VARIABLE = "DOCTOOLS_CACHE"


def stored(name: str, key: Callable[[], str], build: Callable[[], Arrays]) -> Arrays:
    """Return arrays from the cache, or build them and put them there.

    Args:
        name: what they are.
        key: gives a digest of all they are built from.
        build: builds them.
    """
    digest = key()
    path = folder() / f"{name}-{digest[:32]}.arrays"
    found = read(path)
    if found is not None:
        return found
    arrays = build()
    if key() == digest:  # else a source changed meanwhile
        write(path, arrays)
    return arrays


def folder() -> Path:
    """Return where this user's computer keeps what can be built again."""
    chosen = os.environ.get(FOLDER_VARIABLE)
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return _base("LOCALAPPDATA", "~/AppData/Local") / "doctools" / "cache"
    if sys.platform == "darwin":
        return _base("", "~/Library/Caches") / "doctools"
    return _base("XDG_CACHE_HOME", "~/.cache") / "doctools"


def _base(variable: str, usual: str) -> Path:
    # a user without a home has no cache either: the path then cannot be made
    return Path(os.environ.get(variable) or os.path.expanduser(usual))  # noqa: PTH111 - never raises


def digest_of(sources: Iterable[bytes]) -> str:
    """Return a digest of what arrays are built from, and of what builds them."""
    total = sha256(_builders())
    for source in sources:
        total.update(sha256(source).digest())
    return total.hexdigest()


@cache
def _builders() -> bytes:
    """Return a digest of the code that lays arrays out."""
    package = Path(__file__).resolve().parents[1]
    total = sha256(f"{__version__} {sys.byteorder}".encode())
    for path in sorted([*package.glob("text/*.py"), *package.glob("lexicon/*.py")]):
        total.update(path.read_bytes())
    return total.digest()


def package_file(package: str, name: str) -> Path:
    """Return a file of an installed package, which is not imported.

    Raises:
        ModuleNotFoundError: the package is not installed.
    """
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(package, name=package)
    return Path(found.submodule_search_locations[0]) / name


def read(path: Path) -> Arrays | None:
    """Return the arrays of a file, mapped; None where it is missing or damaged."""
    try:
        with path.open("rb") as file:
            if _is_foreign(file.fileno()):
                return None
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        begin = len(_MAGIC) + _WORD
        size = int.from_bytes(data[len(_MAGIC) : begin], "little")
        about = json.loads(bytes(data[begin : begin + size]))
        body = data[_after(begin + size) :]
        if bytes(data[: len(_MAGIC)]) != _MAGIC or zlib.crc32(body) != about["crc"]:
            return None
        return {name: _array(body, *place) for name, place in about["arrays"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_foreign(descriptor: int) -> bool:
    """Tell whether a file is another user's, who may have put anything into it."""
    own = getattr(os, "getuid", None)  # Windows keeps users' folders apart
    return own is not None and os.fstat(descriptor).st_uid != own()


def _array(
    body: memoryview, kind: str, shape: list[int], offset: int
) -> NDArray[np.generic]:
    array: NDArray[np.generic] = np.frombuffer(
        body, np.dtype(kind), math.prod(shape), offset
    ).reshape(shape)
    return array


def write(path: Path, arrays: Arrays) -> None:
    """Put arrays into a file, whole or not at all; drop older ones of the kind.

    Where nothing can be written, nothing happens.
    """
    body = bytearray()
    places = {}
    for name, array in arrays.items():
        body.extend(bytes(_after(len(body)) - len(body)))
        places[name] = (array.dtype.str, array.shape, len(body))
        body.extend(np.ascontiguousarray(array).tobytes())
    about = json.dumps({"crc": zlib.crc32(body), "arrays": places}).encode()
    head = _MAGIC + len(about).to_bytes(_WORD, "little") + about
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _replace(path, head + bytes(_after(len(head)) - len(head)) + body)
        _drop_old(path)


def _after(size: int) -> int:
    """Return the next place at which an array may begin."""
    return -(-size // _ALIGNED) * _ALIGNED


def _replace(path: Path, data: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        part = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            part.replace(path)
        except OSError:
            file.close()
            part.unlink(missing_ok=True)
            raise


def _drop_old(path: Path) -> None:
    """Keep the newest files of a kind; one that is in use elsewhere may stay."""
    kind = path.name.rpartition("-")[0]
    files = [
        (one.stat().st_mtime_ns, one) for one in path.parent.glob(f"{kind}-*.arrays")
    ]
    for _, one in sorted(files, reverse=True)[KEPT:]:
        with suppress(OSError):
            one.unlink()
