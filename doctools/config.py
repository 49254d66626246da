"""`doctools.toml`: what an office sets once for its campaign."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Literal

from doctools.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "doctools.toml"
SUBMISSIONS = "稿件"
TABLES = "台账"
CRITERIA = "评选标准.toml"
REFERENCES = "公开文件"
OWN_WORDS = "本单位词库"
"""What a campaign folder holds beside its configuration."""

_LINE = re.compile(r"at line (\d+)")
_KINDS = frozenset({"date", "int", "float", "string", "tuple", "literal", "dataclass"})
"""What the validator's error types begin with: the kind of value it wants."""
_RANGES = {
    "overlap.suspect_from": (0, 1),
    "reading.file_megabytes": (1, 100_000),
    "reading.seconds": (1, 86_400),
    "reading.memory_megabytes": (500, 1_000_000),
}
"""Least and largest sensible values; a reader does not start in less memory."""

Level = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What is collected: its title and the days it covers.

    TOML writes the days as `first` and `last`. Without them every date is accepted and
    a month without a year stays without one.
    """

    title: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typos:
    """The typo check.

    Attributes:
        level: lowest level shown; beats the profile of the document type. None: the
            profile decides.
        dictionaries: folders with the office's own lists, relative to the file.
        ignore: strings that are never flagged.
    """

    level: Level | None = None
    dictionaries: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """The comparison of works.

    Attributes:
        reference: folders of reference texts, relative to the file, beside 公开文件/.
        template: files or folders with the text that was handed out to be filled in,
            relative to the file; it counts neither for nor against anybody.
        archive: folder of past submissions, relative to the file; empty for none.
        suspect_from: share of a work found in one other member's work, 0 to 1, from
            which both wait for a person's decision.
    """

    reference: tuple[str, ...] = ()
    template: tuple[str, ...] = ()
    archive: str = ""
    suspect_from: float = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How one file is read, and its limits.

    Attributes:
        ocr: whether scans, photos and pages without text are recognised; needs the
            extra `doctools[ocr]`.
        file_megabytes: largest file read, in units of 1,000,000 bytes.
        seconds: wall time after which a reader is stopped.
        memory_megabytes: address space of a reader, where the system can limit it.
    """

    ocr: bool = False
    file_megabytes: int = 200
    seconds: int = 60
    memory_megabytes: int = 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything `doctools.toml` can say; absent means the default."""

    campaign: Campaign = field(default_factory=Campaign)
    typos: Typos = field(default_factory=Typos)
    overlap: Overlap = field(default_factory=Overlap)
    reading: Reading = field(default_factory=Reading)


def find(folder: Path) -> Path | None:
    """Return the nearest `doctools.toml`: in the folder itself, then in its parents."""
    resolved = folder.resolve()
    for place in (resolved, *resolved.parents):
        candidate = place / FILE_NAME
        if candidate.is_file():
            return candidate
    return None


def own_words(folder: Path) -> Path | None:
    """Return the nearest 本单位词库/: in the folder itself, then in its parents."""
    resolved = folder.resolve()
    for place in (resolved, *resolved.parents):
        candidate = place / OWN_WORDS
        if candidate.is_dir():
            return candidate
    return None


def load(file: Path | None) -> Config:
    """Return the configuration of a file, or the defaults for None.

    Raises:
        UsageError: the file cannot be read, is no TOML, or has a key or value that
            does not exist; the nearest right key is named.
    """
    if file is None:
        return Config()
    found = _build(_read(file), file=file)
    _check_limits(found, file=file)
    _check_days(found.campaign, file=file)
    return found


def _read(file: Path) -> dict[str, Any]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError("config_not_utf8", file=str(file)) from error
    except OSError as error:
        raise UsageError("config_unreadable", file=str(file)) from error
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = line_of(error, text=text)
        raise UsageError("config_not_toml", file=str(file), line=line) from error


def line_of(error: tomllib.TOMLDecodeError, *, text: str) -> int:
    """Return the 1-based line a TOML error speaks of; the last one if it names none."""
    found = _LINE.search(str(error))
    return int(found[1]) if found else len(text.rstrip().splitlines()) or 1


def _build(values: Mapping[str, Any], *, file: Path) -> Config:
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - slow to import

    _refuse_unknown(Config, values, file=file, place="")
    try:
        return TypeAdapter(Config).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
        kind = first["type"].partition("_")[0]
        code = f"config_not_{kind if kind in _KINDS else 'right'}"
        raise UsageError(
            code,
            file=str(file),
            key=".".join(str(part) for part in first["loc"]),
            value=str(first["input"]),
            expected=str(first.get("ctx", {}).get("expected", "")),
        ) from error


def _check_limits(found: Config, *, file: Path) -> None:
    for key, (low, high) in _RANGES.items():
        section, name = key.split(".")
        value = getattr(getattr(found, section), name)
        if not low <= value <= high:
            raise UsageError(
                "config_range", file=str(file), key=key, value=value, low=low, high=high
            )


def _check_days(campaign: Campaign, *, file: Path) -> None:
    if (campaign.first is None) != (campaign.last is None):
        raise UsageError("config_one_day", file=str(file))
    if campaign.first and campaign.last and campaign.first > campaign.last:
        raise UsageError("config_days_backwards", file=str(file))


def _refuse_unknown(
    kind: type[Any], values: Mapping[str, Any], *, file: Path, place: str
) -> None:
    known = {entry.name: entry for entry in fields(kind)}
    for key, value in values.items():
        where = f"{place}.{key}" if place else key
        if key not in known:
            nearest = get_close_matches(key, known, n=1, cutoff=0.0)
            raise UsageError(
                "config_key", file=str(file), key=where, nearest=nearest[0]
            )
        factory = known[key].default_factory
        if isinstance(value, Mapping) and isinstance(factory, type):
            _refuse_unknown(factory, value, file=file, place=where)


def settings_for_digest(config: Config) -> dict[str, Any]:
    """Return what influences results, without paths: the base of `config_sha256`."""
    values = asdict(config)
    values["typos"].pop("dictionaries")
    values["overlap"].pop("reference")
    values["overlap"].pop("template")
    values["overlap"].pop("archive")
    return values
