"""The parts of a campaign folder: where its tables, rules and references lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from doctools import config
from doctools.config import CRITERIA, OWN_WORDS, REFERENCES, TABLES, Config
from doctools.config import own_words as find_own_words
from doctools.errors import OutputError, UsageError
from doctools.intake.arguments import is_folder
from doctools.intake.discover import RESULT_SUFFIX, discover, submissions_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

_OF_RESULTS = ("result.json", "summary.xlsx")
"""What a folder of results holds and a folder of submissions does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignFolder:
    """A folder to work on and everything that belongs to it.

    Attributes:
        folder: the argument.
        config: from the nearest `doctools.toml`, or the defaults.
        dictionaries: folders with the office's own lists.
        tables: folder 台账/, or None.
        roster: a roster given by hand, or None.
        criteria: the criteria file, or None.
        references: folders and files with reference texts.
        templates: folders and files with text that was handed out.
        archive: folder of past submissions, or None.
    """

    folder: Path
    config: Config
    dictionaries: tuple[Path, ...] = ()
    tables: Path | None = None
    roster: Path | None = None
    criteria: Path | None = None
    references: tuple[Path, ...] = ()
    templates: tuple[Path, ...] = ()
    archive: Path | None = None

    @property
    def own_words(self) -> Path:
        """The office's own word list: the nearest that is there, else this folder's."""
        return find_own_words(self.folder) or self.folder / OWN_WORDS

    @property
    def title(self) -> str:
        """What the campaign is called."""
        return self.config.campaign.title or self.folder.resolve().name


def look_at(
    folder: Path,
    *,
    roster: Path | None = None,
    criteria: Path | None = None,
    references: tuple[Path, ...] = (),
    archive: Path | None = None,
) -> CampaignFolder:
    """Return the parts of a campaign folder; what is given by hand wins.

    Raises:
        UsageError: a path does not exist, a part is a file where a folder belongs or
            the other way round, the folder holds results, or the configuration is wrong.
    """
    if not is_folder(folder):
        raise UsageError("folder_expected", path=str(folder))
    if all((folder / name).is_file() for name in _OF_RESULTS):
        raise UsageError("folder_is_result", path=str(folder))
    for path in (roster, criteria):
        if path is not None and is_folder(path):
            raise UsageError("file_expected", path=str(path))
    refuse_empty(references)
    file = config.find(folder)
    settings = config.load(file)
    base = file.parent if file else folder
    return CampaignFolder(
        folder=folder,
        config=settings,
        dictionaries=dictionaries_for(folder, base=base, config=settings),
        tables=_part(folder / TABLES, folder=True),
        roster=roster,
        criteria=criteria or _part(folder / CRITERIA, folder=False),
        templates=named_in(base, settings.overlap.template),
        archive=archive_for(archive, base=base, config=settings),
        references=(
            *references,
            *references_in(base, settings),
            *([found] if (found := _part(folder / REFERENCES, folder=True)) else []),
        ),
    )


def criteria_at(path: Path) -> Path:
    """Return a criteria file: the path itself, or the one of a campaign folder.

    Raises:
        UsageError: nothing is there, or the folder holds none.
    """
    if not is_folder(path):
        return path
    found = _part(path / CRITERIA, folder=False)
    if found is None:
        raise UsageError("criteria_not_there", path=str(path), name=CRITERIA)
    return found


def output_folder(campaign: CampaignFolder, given: Path | None) -> Path:
    """Return where the result goes: as given, or beside the folder.

    Raises:
        UsageError: it would stand among the submissions or in place of a file.
        OutputError: it cannot be reached.
    """
    resolved = campaign.folder.resolve()
    output = given or resolved.with_name(resolved.name + RESULT_SUFFIX)
    try:
        is_file = output.exists() and not output.is_dir()
    except OSError as error:
        raise OutputError.refused(error, output) from error
    if is_file:
        raise UsageError("output_is_file", path=str(output))
    inside = submissions_folder(resolved)
    if output.resolve() == resolved or output.resolve().is_relative_to(inside):
        raise UsageError("output_among_inputs", path=str(output))
    return output


def dictionaries_for(folder: Path, *, base: Path, config: Config) -> tuple[Path, ...]:
    """Return the folders with the office's own lists, each once.

    Those the configuration names, then the nearest 本单位词库/.

    Args:
        folder: from where the nearest is sought.
        base: where the paths of the configuration begin.
        config: the configuration.

    Raises:
        UsageError: one that is named does not exist.
    """
    return with_own_words(named_in(base, config.typos.dictionaries), folder)


def with_own_words(named: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """Return dictionary folders with the nearest 本单位词库/, if there is one, each once."""
    own = find_own_words(folder)
    found = {path.resolve(): path for path in (*named, *([own] if own else []))}
    return tuple(found.values())


def references_in(base: Path, config: Config) -> tuple[Path, ...]:
    """Return the reference texts a configuration names, relative to its file.

    Raises:
        UsageError: one of them does not exist, or is a folder without a file.
    """
    found = named_in(base, config.overlap.reference)
    refuse_empty(found)
    return found


def refuse_empty(references: Sequence[Path]) -> None:
    """Refuse a folder of reference texts in which there is none.

    Without this a mistyped path would make quotations of public texts look copied.

    Raises:
        UsageError: a path does not exist, or is a folder without a file.
    """
    for path in references:
        if is_folder(path) and not discover([path]).inputs:
            raise UsageError("reference_empty", path=str(path))


def archive_for(given: Path | None, *, base: Path, config: Config) -> Path | None:
    """Return the archive to compare with: as given, else as configured, or None."""
    named = config.overlap.archive
    return given or (base / named if named else None)


def named_in(base: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    """Return paths a configuration names, relative to its file.

    Raises:
        UsageError: one of them does not exist.
    """
    paths = tuple(base / name for name in names)
    for path in paths:
        is_folder(path)
    return paths


def _part(path: Path, *, folder: bool) -> Path | None:
    """Return a part of the campaign, or None where it is not there.

    Raises:
        UsageError: a file stands where a folder belongs, or the other way round.
    """
    if not path.exists():
        return None
    if is_folder(path) != folder:
        code = "folder_expected" if folder else "file_expected"
        raise UsageError(code, path=str(path))
    return path
