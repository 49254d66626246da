"""Brings works and the archive together: what goes in, what a batch is compared with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from doctools.archive.entries import REFERENCE, SUBMISSION, NewText, Parameters
from doctools.members.works import authorship
from doctools.model import Block, Document, FileOutcome, FileStatus, Source
from doctools.overlap import stored
from doctools.overlap.across import ComparedText, Comparison, compare
from doctools.overlap.fingerprints import GramSet, lay_out
from doctools.records import Archived
from doctools.text.normalize import fold, folded_digest
from doctools.text.privacy import mask_private

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from doctools.archive.entries import Kept
    from doctools.archive.store import Archive
    from doctools.batch import Batch
    from doctools.records import CommonPassage, OverlapSide, Similarity, Work

AT_ONCE = 512
"""Texts whose fingerprints are looked up together."""
ADDED_AT_ONCE = 500
"""Texts that are added in one transaction."""
_KEY = "\U0010ffff"
"""Begins the paths of archived texts while they are compared: they sort last, so that
they stand right, and no file of a batch is called so."""


def parameters() -> Parameters:
    """Return how this release makes fingerprints."""
    return Parameters(gram=stored.GRAM, window=stored.WINDOW, sample=stored.sample())


@contextmanager
def opened(folder: Path, *, write: bool = False, note: str = "") -> Iterator[Archive]:
    """Open an archive; see `archive.store.open_archive`."""
    from doctools.archive.store import open_archive  # noqa: PLC0415 - loads DuckDB

    made = parameters()
    with open_archive(folder, parameters=made, write=write, note=note) as archive:
        yield archive


# ---- what a batch is compared with ----


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """A comparison, and what it needed of an archive.

    Attributes:
        comparison: archived texts bear the names they have in the archive.
        archived: the texts of the archive that the records name, by path.
        sizes: submissions and reference texts in the archive; None without one.
    """

    comparison: Comparison
    archived: Mapping[str, Document] = field(default_factory=dict)
    sizes: tuple[int, int] | None = None


def refuse_unusable(folder: Path | None) -> None:
    """Open an archive and close it again, before hours go into reading.

    Raises:
        UsageError: it cannot be used.
        OutputError: another program is writing it.
    """
    if folder is not None:
        with opened(folder):
            pass


def compare_all(
    texts: Sequence[ComparedText],
    *,
    references: Sequence[ComparedText] = (),
    templates: Sequence[ComparedText] = (),
    folder: Path | None = None,
    works: Sequence[Work] = (),
    title: str = "",
) -> Compared:
    """Return what works share with each other, the archive and reference texts.

    Args:
        texts: the works of the batch.
        references: public texts that may be quoted, beside those of the archive.
        templates: texts handed out to be filled in.
        folder: of the archive, or None.
        works: of the batch, for their authors' names.
        title: of the campaign; what it put into the archive itself is left out.
    """
    if folder is None:
        found = compare(texts, references=references, templates=templates)
        return Compared(comparison=found)
    with opened(folder) as archive:
        sizes = archive.sizes()
        own_references = archive.references()
        public = [*references, *templates]
        shared = _shared(
            archive,
            texts,
            public=[t.text for t in public] + [kept.text for kept in own_references],
        )
        numbers = sorted({number for found in shared for number in found.alike})
        own = {(_digest(text.text), text.authors) for text in texts}
        identifiers = _identifiers(works)
        past = [
            kept
            for kept in archive.kept(numbers)
            if kept.listed.about.campaign != title
            or (kept.listed.about.sha256, _authors_of(kept, identifiers)) not in own
        ]
    known = {f"{_KEY}{SUBMISSION}{n:08d}": kept for n, kept in enumerate(past)}
    known |= {f"{_KEY}{REFERENCE}{n:08d}": k for n, k in enumerate(own_references)}
    marked = [
        replace(text, formula=found.formula)
        for text, found in zip(texts, shared, strict=True)
    ]
    comparison = compare(
        [*marked, *_as_texts(known, SUBMISSION, identifiers)],
        references=[*references, *_as_texts(known, REFERENCE, identifiers)],
        templates=templates,
    )
    return _named(comparison, known, sizes=sizes)


def _shared(
    archive: Archive, texts: Sequence[ComparedText], *, public: Sequence[str]
) -> list[stored.Shared]:
    """Return for each text what it shares with the archive."""
    without = GramSet(lay_out(public).codes, stored.GRAM) if public else None
    found: list[stored.Shared] = []
    for start in range(0, len(texts), AT_ONCE):
        part = [text.text for text in texts[start : start + AT_ONCE]]
        prints = stored.fingerprints(part, without=without)
        found.extend(look_up(archive, prints))
    return found


def look_up(archive: Archive, prints: stored.Fingerprints) -> Iterator[stored.Shared]:
    """Yield for each text of some fingerprints what it shares with the archive."""
    order = np.argsort(prints.hashes)
    indexes, numbers, holders = archive.holders(
        prints.hashes[order], most=stored.MOST_HOLDERS
    )
    by_place = np.empty_like(holders)
    by_place[order] = holders
    return stored.shared_with(prints, hits=(order[indexes], numbers), holders=by_place)


def _identifiers(works: Iterable[Work]) -> Mapping[str, frozenset[str]]:
    """Return under which ids the batch knows the authors of a name."""
    found: dict[str, set[str]] = defaultdict(set)
    for work in works:
        for member in work.members:
            found[member.name].add(member.member_id or member.name)
    return {name: frozenset(ids) for name, ids in found.items()}


def _authors_of(
    kept: Kept, identifiers: Mapping[str, frozenset[str]]
) -> frozenset[str]:
    names = kept.listed.about.authors
    return frozenset().union(*(identifiers.get(n, frozenset({n})) for n in names))


def _digest(text: str) -> str:
    """Return the digest under which the archive keeps a text."""
    return folded_digest(mask_private(text))


def _as_texts(
    known: Mapping[str, Kept], store: str, identifiers: Mapping[str, frozenset[str]]
) -> list[ComparedText]:
    return [
        ComparedText(
            path=key,
            text=kept.text,
            pages=kept.pages,
            authors=_authors_of(kept, identifiers),
            date=kept.listed.about.date,
        )
        for key, kept in known.items()
        if key.startswith(f"{_KEY}{store}")
    ]


def _named(
    comparison: Comparison, known: Mapping[str, Kept], *, sizes: tuple[int, int]
) -> Compared:
    """Return a comparison in which archived texts bear their own names.

    What archived texts share among themselves is left out.
    """
    overlaps = tuple(
        replace(found, right=_side(found.right, known))
        for found in comparison.overlaps
        if found.left.path not in known
    )
    passages = tuple(
        _passage(found, known)
        for found in comparison.common_passages
        if any(holder.path not in known for holder in found.holders)
    )
    similarities = tuple(
        _of_batch(found, known)
        for found in comparison.similarities
        if found.path not in known
    )
    copied = tuple(
        replace(found, other=past.listed.about.path, store="archive")
        if (past := known.get(found.other))
        else found
        for found in comparison.copied
        if found.path not in known
    )
    named = {found.right.path for found in overlaps if found.right.archived}
    named |= {h.path for found in passages for h in found.holders if h.archived}
    return Compared(
        comparison=Comparison(
            overlaps=overlaps,
            common_passages=passages,
            similarities=similarities,
            copied=copied,
        ),
        archived={
            kept.listed.about.path: _document(kept)
            for kept in known.values()
            if kept.listed.about.path in named
        },
        sizes=sizes,
    )


def _side(side: OverlapSide, known: Mapping[str, Kept]) -> OverlapSide:
    if side.path not in known:
        return side
    about = known[side.path].listed.about
    store = "reference" if about.store == REFERENCE else "archive"
    return replace(side, path=about.path, store=store, archived=about)


def _passage(passage: CommonPassage, known: Mapping[str, Kept]) -> CommonPassage:
    holders = tuple(
        replace(holder, path=about.path, store="archive", archived=about)
        if (kept := known.get(holder.path)) and (about := kept.listed.about)
        else holder
        for holder in passage.holders
    )
    return replace(passage, holders=holders)


def _of_batch(found: Similarity, known: Mapping[str, Kept]) -> Similarity:
    near = tuple(path for path in found.near_duplicate_of if path not in known)
    return replace(found, near_duplicate_of=near)


def _document(kept: Kept) -> Document:
    """Return an archived text as reports show texts: a block a line."""
    about = kept.listed.about
    source = Source(path=about.path, sha256=about.file_sha256, kind="txt", size=0)
    blocks = tuple(Block(text=line) for line in kept.text.split("\n"))
    return Document(source=source, blocks=blocks)


# ---- what goes in ----


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What became of one file that was to be added.

    Attributes:
        outcome: how reading it ended.
        status: added, already or refused.
        archived: how the archive knows it; None where it was refused.
    """

    outcome: FileOutcome
    status: str
    archived: Archived | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a person says of the files to be added.

    Attributes:
        store: submission or reference.
        campaign: for which works were handed in.
        title: of a text, in place of what was read from it.
        source: where a reference text was found.
        added: today, `2026-11-23`.
    """

    store: str
    added: str
    campaign: str = ""
    title: str = ""
    source: str = ""


def add(
    archive: Archive,
    batch: Batch,
    *,
    label: Label,
    works: Sequence[Work] = (),
    starts: Mapping[str, tuple[tuple[int, int], ...]] = MappingProxyType({}),
) -> tuple[Addition, ...]:
    """Add what could be read of a batch; return what became of every file, by path.

    Secret files and files without text stay outside.

    Args:
        archive: open for writing.
        batch: the files.
        label: what a person says of them.
        works: whose they are.
        starts: by path where the pages of a text begin.
    """
    by_path = {work.path: work for work in works}
    additions = {}
    waiting: list[tuple[str, NewText]] = []
    for path, found in batch.examinations.items():
        document = found.document
        read = found.outcome.status in {FileStatus.OK, FileStatus.PARTIAL}
        if document is None or not read or not fold(document.text):
            additions[path] = Addition(outcome=found.outcome, status="refused")
            continue
        text = _new(
            found.outcome,
            mask_private(document.text),
            label=label,
            work=by_path.get(path),
            pages=starts.get(path, ()),
        )
        waiting.append((path, text))
    for start in range(0, len(waiting), ADDED_AT_ONCE):
        part = waiting[start : start + ADDED_AT_ONCE]
        added = archive.add(_with_fingerprints([text for _, text in part]))
        fresh = {(about.sha256, about.authors): about for about in added}
        for path, text in part:
            # of two equal ones in this part the first was added
            new = fresh.pop((text.about.sha256, text.about.authors), None)
            additions[path] = Addition(
                outcome=batch.examinations[path].outcome,
                status="added" if new else "already",
                archived=new or text.about,
            )
    return tuple(additions[path] for path in sorted(additions))


def _new(
    outcome: FileOutcome,
    text: str,
    *,
    label: Label,
    work: Work | None,
    pages: tuple[tuple[int, int], ...],
) -> NewText:
    digest = folded_digest(text)
    title = label.title or (work.title if work else "")
    is_work = label.store == SUBMISSION
    name = outcome.path if outcome.path != "-" else f"{title or digest[:8]}.txt"
    return NewText(
        about=Archived(
            sha256=digest,
            file_sha256=outcome.sha256 or "",
            store=label.store,
            path=_clean(f"{label.campaign}/{name}" if label.campaign else name),
            title=_clean(title),
            campaign=_clean(label.campaign),
            authors=_names(work) if work and is_work else (),
            date=work.date if work else None,
            source=_clean(label.source),
            added=label.added,
        ),
        text=text,
        hashes=np.zeros(0, np.uint64),
        pages=pages,
        document_type=work.document_type if work and is_work else None,
    )


def _with_fingerprints(texts: Sequence[NewText]) -> list[NewText]:
    """Return works with their fingerprints; references are compared in full."""
    prints = stored.fingerprints([text.text for text in texts])
    return [
        replace(text, hashes=prints.of(place))
        if text.about.store == SUBMISSION
        else text
        for place, text in enumerate(texts)
    ]


def _names(work: Work) -> tuple[str, ...]:
    """Return the names of the settled authors of a work, in order."""
    if not authorship(work):
        return ()
    office = (work.organisation,) if work.organisation else ()
    return (*sorted({member.name for member in work.members}), *office)


def _clean(text: str) -> str:
    """Return what a database can hold and anybody may read."""
    return mask_private(text).encode("utf-8", "backslashreplace").decode()
