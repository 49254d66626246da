"""A comparison without names: of authors, of files, of the authors in the texts."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from doctools.model import Document, Properties
from doctools.records import Archived

if TYPE_CHECKING:
    from collections.abc import Mapping

    from doctools.messages import Catalogue
    from doctools.records import Holder, Overlap, OverlapSide, Work, WorkMember
    from doctools.result import Result

_COVER = "×"
_PUBLIC = ("reference", "template")
"""Stores of texts that anybody may know by their names."""
_BETWEEN = r"[\s\u00ad\u00b7\u200b-\u200f\u2060\ufeff]*"
"""What may stand between the characters of a name: 王　五 is 王五."""


def anonymous(result: Result, *, words: Catalogue) -> Result:
    """Return a comparison whose works go by 作者甲, 作者乙; public texts keep names.

    Names of authors are covered in the texts too, character for character, so that
    offsets hold. Other names in a text are not known and stay.
    """
    return _Hiding(result, words=words).done()


class _Hiding:
    """What stands for what while names are hidden."""

    def __init__(self, result: Result, *, words: Catalogue) -> None:
        self._result = result
        self._words = words
        self._stored = _archived(result)
        self._people: dict[str, str] = {}
        members = [m for work in result.known.values() for m in work.members]
        self._known_as = {member.name: _key(member) for member in members}
        self._labels = self._of_batch()
        self._past = {
            path: words("comparison.stored", number=number)
            for number, path in enumerate(sorted(self._stored), start=1)
        }
        self._cover = _cover(self._all_names())

    def done(self) -> Result:
        """Return the comparison without names."""
        result, labels = self._result, self._labels
        return replace(
            result,
            title="",
            files=tuple(
                replace(file, path=labels[file.path], detail={})
                for file in result.files
            ),
            overlaps=tuple(map(self._overlap, result.overlaps)),
            common_passages=tuple(
                replace(
                    passage,
                    text=self._covered(passage.text),
                    holders=tuple(map(self._holder, passage.holders)),
                )
                for passage in result.common_passages
            ),
            similarities=tuple(
                replace(
                    entry,
                    path=labels[entry.path],
                    near_duplicate_of=tuple(labels[p] for p in entry.near_duplicate_of),
                )
                for entry in result.similarities
            ),
            documents={
                labels[path]: self._without_names(document, labels[path])
                for path, document in result.documents.items()
            },
            archived={
                self._past.get(path, path): self._without_names(
                    document, self._past[path]
                )
                if path in self._past
                else document
                for path, document in result.archived.items()
            },
            known={
                labels[path]: self._work(work, labels[path])
                for path, work in result.known.items()
            },
        )

    def _of_batch(self) -> dict[str, str]:
        """Return what each file goes by: its authors, numbered if they have several."""
        by_author: dict[str, list[str]] = defaultdict(list)
        for path in [file.path for file in self._result.files]:
            work = self._result.known.get(path)
            keys = _keys(work) if work else ()
            letters = self._words.listed(map(self._letter, keys))
            by_author[letters or self._letter(f"\0{path}")].append(path)
        labels: dict[str, str] = {}
        for letters, paths in by_author.items():
            for place, path in enumerate(paths, start=1):
                one = "author" if len(paths) == 1 else "author_work"
                labels[path] = self._words(
                    f"comparison.{one}", letter=letters, number=place
                )
        return labels

    def _letter(self, key: str) -> str:
        """Return the letter of a person; those who come first get the first ones."""
        letters = self._words("comparison.letters")
        number = len(self._people)
        new = letters[number] if number < len(letters) else str(number + 1)
        return self._people.setdefault(key, new)

    def _person(self, key: str) -> str:
        return self._words("comparison.author", letter=self._letter(key))

    def _all_names(self) -> set[str]:
        names = {n for about in self._stored.values() for n in about.authors}
        for work in self._result.known.values():
            names |= {member.name for member in work.members}
            names |= {work.organisation} if work.organisation else set()
        return names

    def _overlap(self, one: Overlap) -> Overlap:
        return replace(one, left=self._side(one.left), right=self._side(one.right))

    def _side(self, one: OverlapSide) -> OverlapSide:
        if one.store in _PUBLIC:
            return one
        if one.archived is None:
            return replace(one, path=self._labels[one.path])
        return replace(
            one, path=self._past[one.path], archived=self._about(one.archived)
        )

    def _holder(self, one: Holder) -> Holder:
        if one.archived is None:
            return replace(one, path=self._labels[one.path])
        return replace(
            one, path=self._past[one.path], archived=self._about(one.archived)
        )

    def _about(self, archived: Archived) -> Archived:
        return Archived(
            sha256=archived.sha256,
            file_sha256=archived.file_sha256,
            path=self._past[archived.path],
            authors=tuple(
                self._person(self._known_as.get(n, n)) for n in archived.authors
            ),
            date=archived.date,
        )

    def _work(self, work: Work, label: str) -> Work:
        """Return a work whose authors go by letters, so that they can be compared."""
        return replace(
            work,
            path=label,
            members=tuple(self._member(member) for member in work.members),
            organisation=work.organisation and self._person(work.organisation),
            title="",
            same_as=(),
            decided=(),
            evidence={
                name: replace(told, text=self._covered(told.text))
                for name, told in work.evidence.items()
                if name == "date"
            },
        )

    def _member(self, member: WorkMember) -> WorkMember:
        name = self._person(_key(member))
        return replace(member, member_id=None, name=name, branch=None)

    def _covered(self, text: str) -> str:
        return self._cover.sub(_crosses, text) if self._cover else text

    def _without_names(self, document: Document, label: str) -> Document:
        layers: Mapping[str, tuple[()]] = {}
        properties = document.properties
        return replace(
            document,
            source=replace(document.source, path=label),
            blocks=tuple(
                replace(block, text=self._covered(block.text))
                for block in document.blocks
            ),
            layers=layers,
            properties=Properties(
                created=properties.created, modified=properties.modified
            ),
        )


def _archived(result: Result) -> dict[str, Archived]:
    """Return by path the past works that stand in the comparison."""
    sides = (side for one in result.overlaps for side in (one.left, one.right))
    found = {
        side.path: side.archived
        for side in sides
        if side.archived and side.store not in _PUBLIC
    }
    holders = (h for passage in result.common_passages for h in passage.holders)
    return found | {h.path: h.archived for h in holders if h.archived}


def _keys(work: Work) -> tuple[str, ...]:
    """Return by what the authors of a work are told apart, in their order."""
    office = (work.organisation,) if work.organisation else ()
    return (*map(_key, work.members), *office)


def _key(member: WorkMember) -> str:
    return member.member_id or member.name


def _cover(names: set[str]) -> re.Pattern[str] | None:
    """Return what finds any author's name, the longest first."""
    longest_first = sorted(
        (name for name in names if len(name) > 1), key=lambda name: (-len(name), name)
    )
    spread = (_BETWEEN.join(map(re.escape, name)) for name in longest_first)
    return re.compile("|".join(spread)) if longest_first else None


def _crosses(found: re.Match[str]) -> str:
    return "".join(c if c.isspace() else _COVER for c in found[0])
