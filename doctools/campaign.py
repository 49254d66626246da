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
from doctools.intake.discover import RESULT_SUFFIX, submissions_folder

if TYPE_CHECKING:
    from collections.abc import Sequence


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
    """

    folder: Path
    config: Config
    dictionaries: tuple[Path, ...] = ()
    tables: Path | None = None
    roster: Path | None = None
    criteria: Path | None = None
    references: tuple[Path, ...] = ()
    templates: tuple[Path, ...] = ()

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
) -> CampaignFolder:
    """Return the parts of a campaign folder; what is given by hand wins.

    Raises:
        UsageError: a path does not exist, a part is a file where a folder belongs or
            the other way round, or the configuration is wrong.
    """
    if not is_folder(folder):
        raise UsageError("folder_expected", path=str(folder))
    for path in (roster, criteria):
        if path is not None and is_folder(path):
            raise UsageError("file_expected", path=str(path))
    for path in references:
        is_folder(path)
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
        references=(
            *references,
            *named_in(base, settings.overlap.reference),
            *([found] if (found := _part(folder / REFERENCES, folder=True)) else []),
        ),
    )


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
