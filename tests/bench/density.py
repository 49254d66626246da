"""Useful and useless flags at one error per 2,000 characters, for each register.

    PYTHONPATH=. python tests/bench/density.py ../shared/eval/typos/clean

Reports and reflections are `labelled_typos/*.jsonl`: written for this, slips marked by
hand; the lists of `dictionaries/wrong/` were written by the same hand after the texts
`*_more.jsonl`, so recall on these is not held out. Official files are the clean ones of the folder given, with one error injected per
2,000 characters, anew in each of `DRAWS` draws and never stored. A flag that touches a
marked slip is useful, every other one useless. `ratio` is what a clerk sees: useful
flags at exactly one error per 2,000 characters, divided by the useless ones. `more` is
the recall of errors injected into the labelled texts after their slips were mended.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pypinyin import Style, pinyin

from doctools.lexicon.load import load
from doctools.messages import load as load_words
from doctools.model import Block, Document, Source
from doctools.text.normalize import is_han
from doctools.typos.check import check
from doctools.typos.profiles import DEFAULT, level_of, profile_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from doctools.lexicon.load import Lexicon

DENSITY = 2000
"""Characters for each error."""
DRAWS = 5
SEED = 20261123
KINDS = {"same_sound": 70, "missing": 10, "doubled": 10, "swapped": 10}
"""Shares of the injected errors, in percent."""
SOURCE = Source(path="文件.txt", sha256="", kind="txt", size=0)
WORDS = load_words("zh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text and the spans in it that are wrong."""

    text: str
    wrong: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What the check makes of some texts."""

    found: int = 0
    errors: int = 0
    useless: int = 0
    characters: int = 0

    @property
    def recall(self) -> float:
        """Share of the marked errors that a flag touches."""
        return self.found / self.errors if self.errors else 0.0

    def ratio(self, *, draws: int) -> str:
        """Return useful flags for each useless one at the density asked for.

        Without a useless flag it is at least what three of them in the texts would
        make: the upper bound, at 95 %, of a rate of which none was seen.

        Args:
            draws: how often the same texts were counted, which shows no more of them.
        """
        useful = self.recall * self.characters / DENSITY
        if self.useless:
            return f"{useful / self.useless:.1f}"
        return f"none (>= {useful / draws / 3:.1f})"


def labelled(path: Path) -> list[dict[str, object]]:
    """Return the rows of a labelled file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def marked(row: Mapping[str, object]) -> Marked:
    """Return a labelled text with its slips."""
    spans = tuple((one["start"], one["end"]) for one in row["errors"])  # type: ignore[attr-defined]
    return Marked(text=str(row["text"]), wrong=spans)


def mended(row: Mapping[str, object]) -> str:
    """Return a labelled text with its slips put right."""
    text = str(row["text"])
    for one in sorted(row["errors"], key=lambda one: -one["start"]):  # type: ignore[call-overload]
        text = text[: one["start"]] + one["right"] + text[one["end"] :]
    return text


class Injector:
    """Makes the slips an input method makes, drawn from the characters of some texts."""

    def __init__(self, texts: Iterable[str]) -> None:
        usage = Counter(one for text in texts for one in text if is_han(one))
        self._alike: dict[str, list[str]] = {}
        for one in sorted(usage):
            self._alike.setdefault(_sound(one), []).append(one)
        self._usage = usage

    def inject(self, text: str, chance: random.Random) -> Marked:
        """Return the text with one error for each `DENSITY` characters."""
        places = [at for at in range(1, len(text) - 2) if _inside(text, at)]
        # what is left over makes one more error with the odds of its length
        count = int(len(text) / DENSITY + chance.random())
        wrong: list[tuple[int, int]] = []
        for at in sorted(chance.sample(places, min(count, len(places))), reverse=True):
            kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
            slip = self._slip(text[at : at + 2], kind, chance)
            text = text[:at] + slip + text[at + 2 :]
            step = len(slip) - 2
            wrong = [(start + step, end + step) for start, end in wrong]
            wrong.append((at, at + len(slip)))
        return Marked(text=text, wrong=tuple(wrong))

    def _slip(self, pair: str, kind: str, chance: random.Random) -> str:
        """Return what is typed for two characters; never the two themselves."""
        first, second = pair[0], pair[1]
        if kind == "missing":
            return second
        if kind == "swapped" and first != second:
            return second + first
        alike = [one for one in self._alike.get(_sound(first), []) if one != first]
        if kind == "same_sound" and alike:
            weights = [self._usage[one] for one in alike]
            return chance.choices(alike, weights)[0] + second
        return first + first + second


def _sound(character: str) -> str:
    return str(pinyin(character, style=Style.NORMAL)[0][0])


def _inside(text: str, at: int) -> bool:
    return all(map(is_han, text[at - 1 : at + 3]))


def counted(texts: Iterable[Marked], *, lexicon: Lexicon, level: str) -> Count:
    """Return what the check makes of texts at a level."""
    found = errors = useless = characters = 0
    for text in texts:
        spans = flags(text.text, lexicon=lexicon, level=level)
        found += sum(any(_touch(one, s) for s in spans) for one in text.wrong)
        errors += len(text.wrong)
        stray = [s for s in spans if not any(_touch(one, s) for one in text.wrong)]
        useless += len(stray)
        characters += len(text.text)
        for start, end in stray:
            context = text.text[max(0, start - 12) : end + 12].replace("\n", "/")
            sys.stderr.write(f"useless {text.text[start:end]}: {context}\n")
    return Count(found=found, errors=errors, useless=useless, characters=characters)


def flags(text: str, *, lexicon: Lexicon, level: str) -> list[tuple[int, int]]:
    """Return the spans that the checks for typos flag."""
    blocks = tuple(Block(text=line) for line in text.split("\n"))
    document = Document(source=SOURCE, blocks=blocks)
    return [
        (one.doc_start, one.doc_end)
        for one in check(document, lexicon=lexicon, words=WORDS, level=level)
        if one.code.startswith("typo.")
        and one.doc_start is not None
        and one.doc_end is not None
    ]


def _touch(one: tuple[int, int], other: tuple[int, int]) -> bool:
    # a character that is missing may be pointed out beside its gap
    return one[0] <= other[1] and other[0] <= one[1]


def registers(clean: Path) -> Iterator[tuple[str, str, list[Marked], list[Marked]]]:
    """Yield name, profile, marked texts and injected texts of each register."""
    files = [path.read_text(encoding="utf-8") for path in sorted(clean.glob("*.txt"))]
    chance = random.Random(SEED)  # noqa: S311 - a draw that can be repeated
    source = Injector(files)
    drawn = [source.inject(text, chance) for _ in range(DRAWS) for text in files]
    yield "official", DEFAULT, drawn, []
    for name in ("reports", "reports_more", "reflections", "reflections_more"):
        rows = labelled(Path(__file__).parent / "labelled_typos" / f"{name}.jsonl")
        texts = [mended(row) for row in rows]
        source = Injector([*files, *texts])
        more = [source.inject(text, chance) for _ in range(DRAWS) for text in texts]
        profile = profile_of(str(rows[0]["type"]))
        yield name, profile, [marked(row) for row in rows], more


def main() -> None:
    """Print the table."""
    lexicon = load()
    row = "{:<18}{:<9}{:>8}{:>8}{:>9}{:>9}{:>16}{:>11}\n"
    head = ("register", "level", "found", "errors", "useless", "chars", "ratio", "more")
    sys.stdout.write(row.format(*head))
    for name, profile, texts, more in registers(Path(sys.argv[1])):
        for level in dict.fromkeys((level_of(profile), "warning", "error")):
            sys.stderr.write(f"{name} {level}\n")
            seen = counted(texts, lexicon=lexicon, level=level)
            extra = counted(more, lexicon=lexicon, level=level)
            shown = level + ("*" if level == level_of(profile) else "")
            sys.stdout.write(
                row.format(
                    name,
                    shown,
                    seen.found,
                    seen.errors,
                    seen.useless,
                    seen.characters,
                    seen.ratio(draws=1 if more else DRAWS),
                    f"{extra.found}/{extra.errors}" if more else "",
                )
            )


if __name__ == "__main__":
    main()
