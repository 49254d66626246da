"""Works out which characters are another form of a simplified one.

A character that GB 2312 lacks, or that Unihan says is always simplified, stands for one
that GB 2312 has: the first that Unihan names as its simplified variant, else the first
of its z- and semantic variants or of their simplified variants. Radicals stand for the
characters they look like. So text in simplified characters stays as it is.

    python make_variants.py Unihan_Variants.txt EquivalentUnifiedIdeograph.txt \
        > ../doctools/text/variants.txt
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

HEADER = """\
# 名称: 繁体、异体字和部首对应的简体字
# 说明: 每两个字为一对；前一个是 GB 2312 没有的字，后一个是对应的简体字；由 dictionaries/make_variants.py 算出
# 来源: Unicode 15.0 Unihan_Variants.txt、EquivalentUnifiedIdeograph.txt
# 许可: Unicode License V3"""
KINDS = ("kSimplifiedVariant", "kZVariant", "kSemanticVariant")
A_LINE = 24

Variants = dict[str, dict[str, list[str]]]


def read_variants(path: Path) -> Variants:
    """Return for each kind the variants of each character, as listed."""
    found: Variants = {kind: defaultdict(list) for kind in KINDS}
    for line in path.read_text(encoding="utf-8").splitlines():
        fields = line.split("\t")
        if len(fields) == 3 and fields[1] in found:
            code, kind, named = fields
            for variant in re.findall(r"U\+([0-9A-F]+)", named):
                found[kind][chr(int(code.removeprefix("U+"), 16))].append(
                    chr(int(variant, 16))
                )
    return found


def is_simplified(character: str) -> bool:
    """Tell whether GB 2312 has a character."""
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def is_replaced(character: str, variants: Variants) -> bool:
    """Tell whether simplified text never has a character, though GB 2312 does."""
    simplified = variants["kSimplifiedVariant"].get(character, ())
    return bool(simplified) and character not in simplified


def candidates(character: str, variants: Variants) -> Iterator[str]:
    """Yield what a character may stand for, the likeliest first."""
    simplified = variants["kSimplifiedVariant"]
    yield from simplified.get(character, ())
    for kind in KINDS[1:]:
        for other in variants[kind].get(character, ()):
            yield from simplified.get(other, ())
            yield other


def radicals(path: Path) -> Iterator[tuple[str, str]]:
    """Yield each radical and the character it looks like."""
    for line in path.read_text(encoding="utf-8").splitlines():
        found = re.match(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)", line)
        if found:
            first, last, like = found.groups()
            for code in range(int(first, 16), int(last or first, 16) + 1):
                yield chr(code), chr(int(like, 16))


def main() -> None:
    """Print the pairs by code point."""
    variants = read_variants(Path(sys.argv[1]))
    everything = sorted(set().union(*(kind.keys() for kind in variants.values())))
    pairs = {
        character: next(
            (c for c in candidates(character, variants) if is_simplified(c)), ""
        )
        for character in everything
        if not is_simplified(character) or is_replaced(character, variants)
    }
    for radical, like in radicals(Path(sys.argv[2])):
        pairs[radical] = like if is_simplified(like) else pairs.get(like, "")
    rows = sorted(one + other for one, other in pairs.items() if other)
    lines = (" ".join(rows[n : n + A_LINE]) for n in range(0, len(rows), A_LINE))
    sys.stdout.write("\n".join([HEADER, *lines, ""]))


if __name__ == "__main__":
    main()
