"""Overlap on works recombined from official files: planted copies and honest pairs.

    PYTHONPATH=.:tests python tests/bench/overlap_heldout.py ../shared/eval [SEED]

Works are stretches of 1,800 to 3,200 characters of official files, neighbours in one
file among them (the same topic); no two share a run of 30 folded characters. Copies of 100 to 300 characters are planted as people make them; the
honest pairs share a form that is given as template, or a quotation with its source. The
program was not changed after the first count with seed 2026.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from bench.overlap_halves import Planted, read_texts, say, score_of

from doctools.overlap.across import ComparedText, compare
from doctools.text.normalize import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SHARED = 30
COPIES = 12
HONEST = 20
FORM = (
    "一、基本情况（单位、人数、学习时间、参加人员、主持人、记录人）",
    "二、学习内容（所学文件的名称、发文字号、主要章节，领读人和讨论发言人名单）",
    "三、心得体会（结合本职工作谈认识，不少于八百字，不得抄袭他人或网上文章）",
    "四、下一步打算（列出具体措施、完成时限和责任人，由支部书记审核签字）",
)


def main() -> None:
    """Print how much is found of each kind, and who is flagged without cause."""
    folder = Path(sys.argv[1])
    random = Random(int(sys.argv[2]) if len(sys.argv) > 2 else 2026)  # noqa: S311 - a draw
    texts = dict(distinct(read_texts(folder / "official-corpus"), random))
    names = sorted(texts)
    random.shuffle(names)
    planted = list(plant(texts, names, random))
    honest = sorted(set(texts) - {path for p in planted for path in p.sides})
    share_honestly(texts, honest, random)
    found = compare(
        [ComparedText(path=path, text=text) for path, text in texts.items()],
        references=read_texts(folder / "reference"),
        templates=[ComparedText(path="form", text="\n".join(FORM))],
    )
    score = score_of(found, planted)
    shown = tuple(overlap for overlap in found.overlaps if overlap.tier != "hint")
    flagged = score_of(replace(found, overlaps=shown), planted).found
    say("kind         found, of these for review")
    for kind, (hits, count) in sorted(score.found.items()):
        say(f"{kind:<12} {hits}/{count} {flagged[kind][0]}")
    tiers = Counter(o.tier for o in found.overlaps if o.class_ == "copy")
    blamed = {path for pair in score.false_pairs for path in pair} & set(honest)
    say(f"{len(texts)} works, recall {score.recall:.3f}, copies by tier {dict(tiers)}")
    say(f"false pairs {len(score.false_pairs)}, honest works flagged {len(blamed)}")
    for pair in score.false_pairs:
        say("  ", *pair)


def distinct(
    files: Sequence[ComparedText], random: Random
) -> Iterator[tuple[str, str]]:
    """Yield a name and the text of works that share no run of `SHARED` characters."""
    seen: set[str] = set()
    order = list(files)
    random.shuffle(order)
    for file in order:
        for number, start in enumerate(range(0, len(file.text), 3200)):
            text = file.text[start : start + random.randrange(1800, 3200)]
            folded = fold(text)
            grams = {folded[n : n + SHARED] for n in range(len(folded) - SHARED)}
            if len(folded) >= 1200 and not grams & seen:
                seen |= grams
                yield f"{file.path[:4]}-{number}", text


def plant(
    texts: dict[str, str], names: Sequence[str], random: Random
) -> Iterator[Planted]:
    """Copy passages into works, each from works of its own; yield what was copied."""
    free = iter(names)
    for kind in ("verbatim", "edited 10 %", "edited 20 %", "reordered", "shortened"):
        for _ in range(COPIES):
            source, copy = next(free), next(free)
            start, passage = excerpt(texts[source], random)
            changed = change(passage, kind, random, pool=texts[names[-1]])
            place = insert(texts, copy, changed, random)
            yield Planted(
                {
                    source: (start, start + len(passage)),
                    copy: (place, place + len(changed)),
                },
                kind,
            )
    for _ in range(COPIES):
        one, other, copy = next(free), next(free), next(free)
        yield from mix(texts, one, other, copy, random)


def mix(
    texts: dict[str, str], one: str, other: str, copy: str, random: Random
) -> Iterator[Planted]:
    """Copy the sentences of two sources by turns."""
    parts = [excerpt(texts[name], random) for name in (one, other)]
    sides = [sentences(passage)[:4] for _, passage in parts]
    woven = [s for pair in zip(*sides, strict=False) for s in pair]
    changed = "".join(woven)
    place = insert(texts, copy, changed, random)
    whole = (place, place + len(changed))
    for name, (start, _), used in zip((one, other), parts, sides, strict=True):
        count = min(map(len, sides))
        length = sum(map(len, used[:count]))
        yield Planted({name: (start, start + length), copy: whole}, "two sources")


def sentences(text: str) -> list[str]:
    """Return the sentences of a text with their marks."""
    return [s for s in re.split(r"(?<=[。；\n])", text) if s]


def excerpt(text: str, random: Random) -> tuple[int, str]:
    """Return where a row of whole sentences begins, and the row."""
    parts = sentences(text)
    first = random.randrange(len(parts) // 4, max(len(parts) // 4 + 1, len(parts) // 2))
    row = ""
    least = random.randrange(100, 300)
    for part in parts[first:]:
        row += part
        if len(row) >= least:
            break
    return sum(map(len, parts[:first])), row


def change(passage: str, kind: str, random: Random, *, pool: str) -> str:
    """Return a passage as a copier of a kind hands it in."""
    if kind.startswith("edited"):
        share = 0.1 if "10" in kind else 0.2
        return "".join(
            random.choice(pool) if random.random() < share else c for c in passage
        )
    parts = re.split(r"(?<=[，。；、])", passage)
    if kind == "reordered":
        parts = sentences(passage)
        random.shuffle(parts)
    elif kind == "shortened":
        parts = [p for p in parts if random.random() >= 0.3]
    return "".join(parts)


def insert(texts: dict[str, str], name: str, passage: str, random: Random) -> int:
    """Put a passage between two paragraphs of a work; return where it begins."""
    text = texts[name]
    breaks = [m.end() for m in re.finditer("\n", text)] or [len(text)]
    place = random.choice(breaks)
    texts[name] = f"{text[:place]}{passage}\n{text[place:]}"
    return place


def share_honestly(
    texts: dict[str, str], honest: Sequence[str], random: Random
) -> None:
    """Let works share a form, and others a quotation with its source."""
    quotation = sentences(texts[honest[-1]].replace("\n", ""))
    said = max((s for s in quotation if len(fold(s)) <= 120), key=len)
    for name in honest[:HONEST]:
        parts = sentences(texts[name])
        cut = len(parts) // 4
        pieces = ["".join(parts[n * cut : (n + 1) * cut]) for n in range(4)]
        texts[name] = "\n".join(
            x for pair in zip(FORM, pieces, strict=True) for x in pair
        )
    for name in honest[HONEST : HONEST + 4]:
        insert(texts, name, f"文件指出：“{said}”", random)


if __name__ == "__main__":
    main()
