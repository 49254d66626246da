"""The parts of a campaign folder: where its tables, rules and references lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from doctools import config
from doctools.config import CRITERIA, REFERENCES, TABLES, Config
from doctools.errors import OutputError, UsageError
from doctools.intake.arguments import is_folder
from doctools.intake.discover import RESULT_SUFFIX, submissions_folder


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
        UsageError: a path does not exist, or the configuration is wrong.
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
        dictionaries=_named(base, settings.typos.dictionaries),
        tables=folder / TABLES if (folder / TABLES).is_dir() else None,
        roster=roster,
        criteria=criteria or _existing(folder / CRITERIA),
        templates=_named(base, settings.overlap.template),
        references=(
            *references,
            *_named(base, settings.overlap.reference),
            *([folder / REFERENCES] if (folder / REFERENCES).is_dir() else []),
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


def _named(base: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    """Return paths the configuration names, relative to its file.

    Raises:
        UsageError: one of them does not exist.
    """
    paths = tuple(base / name for name in names)
    for path in paths:
        is_folder(path)
    return paths


def _existing(file: Path) -> Path | None:
    return file if file.is_file() else None
