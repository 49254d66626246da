"""What a clerk writes when he decides, in plain words, and what it means.

The table 决定 and the workbook's sheet of decisions are read with the same words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from doctools.decisions import OFFICE, WITHDRAWN
from doctools.members.cells import CellError, month_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from doctools.members.cells import Cell

Pair = tuple[str, str]
"""Field and value, as `decisions.WORK_FIELDS` and `decisions.RESULT_VALUES` say."""


def _each(meaning: str, words: str) -> dict[str, str]:
    return dict.fromkeys(words.split(), meaning)


_RESULTS: Final[Mapping[str, str]] = {
    **_each(
        "met", "达到 已达到 达标 已达标 符合 符合要求 合格 通过 满足 视为达到 视同达到"
    ),
    **_each(
        "not_met",
        "未达到 没达到 没有达到 不达到 达不到 未达标 不达标 不符合 不符合要求 不合格 未通过 不通过 不满足",
    ),
    **_each(
        "waived",
        "免除 予以免除 准予免除 同意免除 豁免 免于要求 不作要求 免考 免试 免考核",
    ),
}
_COPIED: Final[Mapping[str, str]] = {
    **_each(
        "own_work",
        "不是抄袭 不系抄袭 非抄袭 未抄袭 没有抄袭 不属抄袭 不属于抄袭 不构成抄袭 不算抄袭 原创 "
        "系原创 本人原创 本人所写 系本人所写 本人撰写 系本人撰写",
    ),
    **_each(
        "copied",
        "抄袭 系抄袭 是抄袭 属抄袭 属于抄袭 构成抄袭 确系抄袭 确认抄袭 认定抄袭 认定为抄袭",
    ),
}
_VERDICTS: Final[Mapping[str, str]] = {
    **_each(
        "counted", "认可 予以认可 同意认可 计入 予以计入 计 算 算数 有效 采用 通过"
    ),
    **_each(
        "not_counted",
        "不认可 不予认可 不计入 不予计入 不计 不算 不算数 无效 不采用 不通过 剔除",
    ),
}
_ITEMS: Final[Mapping[str, str]] = {
    **_each("members", "作者 署名 作者认定 认定作者 归属"),
    **_each("document_type", "类型 文种 类别 稿件类型 认定类型"),
    **_each("period", "月份 所属月份 计入月份 时间 认定月份"),
    **_each("book", "书名 书目 图书 所读书目 所读图书"),
    **_each("copied", "抄袭 是否抄袭 疑似抄袭"),
    **_each("verdict", "认可 是否认可 计入 是否计入 计数 是否计数 是否有效"),
}
_FIXED: Final = {"copied": _COPIED, "verdict": _VERDICTS}
_ANSWERS: Final[Mapping[str, Mapping[str, str]]] = {
    "copied": {**_each("copied", "是 √"), **_each("own_work", "否 × 不是")},
    "verdict": {**_each("counted", "是 √"), **_each("not_counted", "否 × 不是")},
}
"""Answers that say something only below an item such as 是否抄袭."""
_WITHDRAWN: Final = frozenset({"撤销", "撤回", "取消"})
_COUNTED_AS: Final = re.compile(
    r"(?:予以|同意)?(?:认可|计入|算)(?:(作为|为|作|成|到)(.*)|(.+))|按(.+?)(?:计算|计|算)"
)
_NAMED: Final = re.compile(
    r"(作者|署名|类型|文种|类别|月份|所属月份|计入月份)(?:应当|应)?(?:改)?(?:是|为|系|:)(.+)"
)
_WRITTEN_BY: Final = re.compile(r"(?:系|是|由)(.+?)(?:所写|所作|撰写|写的)")
_PERIOD: Final = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月份?|\d{4}-\d{1,2}"
)
_BOOK: Final = re.compile(
    r"(?:所?读|关于|(?:书名|书目|图书|所读书目|所读图书)(?:是|为|系|[:：])?)?"
    r"[(（]?《([^《》]{1,40})》[)）]?(?:一书|这本书)?的?"
)
"""A book with what leads to it; what is left is read without it."""
_PARTS: Final = re.compile(r"[，,；;。\n]+")


def read_decision(
    words: Cell,
    *,
    item: str = "",
    about: str = "work",
    types: Collection[str] = (),
    member_id: Callable[[str], str] | None = None,
) -> tuple[Pair, ...]:
    """Return what the words decide, field by field.

    Args:
        words: as written: 认可为3月读书笔记《论持久战》, 作者是张三、李四, 不是抄袭，认可, 免除, 撤销 …
        item: what is decided. Of a result the criterion; of a work it may be 作者,
            类型, 月份, 抄袭 or 认可, and the words then name the value only.
        about: work or result.
        types: document types there are; no other is understood.
        member_id: returns the member a written name means, or `OFFICE` and an
            organisation, or raises `CellError`; None keeps names as written.

    Returns:
        Pairs of field and value. A month without a year stays `--03`: the campaign
        knows the year. The field of a result is `item` as written.

    Raises:
        CellError: `unknown_decision`, `decision_contradicts`, `unknown_document_type`,
            `decision_mixed_authors` or what `member_id` raises.
    """
    written = text_of(words)
    books: list[Pair] = []
    if about == "work":
        books = [("book", "".join(title.split())) for title in _BOOK.findall(written)]
        written = _BOOK.sub("", written)
    parts = [
        part
        for part in ("".join(part.split()) for part in _PARTS.split(written))
        if part
    ]
    if parts and _WITHDRAWN.issuperset(parts):
        pairs = _taken_back(item, about)
    elif about == "result":
        pairs = [(item, _known(_RESULTS, part)) for part in parts]
    else:
        reading = _Reading(types=types, member_id=member_id)
        field = _ITEMS.get(item, "")
        pairs = [pair for part in parts for pair in reading.pairs(part, field)]
    pairs += books
    if not pairs:
        raise CellError("unknown_decision")
    if len({field for field, _ in pairs}) < len(set(pairs)):
        raise CellError("decision_contradicts")
    return tuple(dict.fromkeys(pairs))


def _taken_back(item: str, about: str) -> list[Pair]:
    """Return what is taken back: what the item names, of a work else its verdict."""
    if about == "result":
        return [(item, WITHDRAWN)]
    fields = (_ITEMS[item],) if item in _ITEMS else ("verdict", "copied", "book")
    return [(field, WITHDRAWN) for field in fields]


def _known(words: Mapping[str, str], written: str) -> str:
    if written not in words:
        raise CellError("unknown_decision")
    return words[written]


class _Reading:
    """Reads one part of what was written about a work."""

    def __init__(
        self, *, types: Collection[str], member_id: Callable[[str], str] | None
    ) -> None:
        self._types = types
        self._member_id = member_id

    def pairs(self, written: str, field: str) -> list[Pair]:
        """Return what one part says; `field` is what the column of items names."""
        for name, words in _FIXED.items():
            if field in {"", name} and written in words:
                return [(name, words[written])]
        if field in _ANSWERS and written in _ANSWERS[field]:
            return [(field, _ANSWERS[field][written])]
        if found := _NAMED.fullmatch(written):
            return [self._value(_ITEMS[found[1]], found[2])]
        if field == "book":
            return [(field, written)]
        if field in {"members", "document_type", "period"}:
            return [self._value(field, written)]
        return self._sentence(written)

    def _sentence(self, written: str) -> list[Pair]:
        if found := _COUNTED_AS.fullmatch(written):
            bare = found[3] or ""  # 认可读书笔记, but not 认可吧
            if bare and not _PERIOD.match(bare) and bare not in self._types:
                raise CellError("unknown_decision")
            what = self._as_what(found[2] or bare or found[4] or "")
            return [("verdict", "counted"), *what]
        if found := _WRITTEN_BY.fullmatch(written):
            return [self._value("members", found[1])]
        raise CellError("unknown_decision")

    def _as_what(self, written: str) -> list[Pair]:
        """Return the month and the type a work is counted as."""
        month = _PERIOD.match(written)
        rest = written[month.end() if month else 0 :].removeprefix("的")
        found = [self._value("period", month[0])] if month else []
        if rest:
            found.append(self._value("document_type", rest))
        return found

    def _value(self, field: str, written: str) -> Pair:
        if field == "period":
            return field, _month(written)
        if field == "document_type":
            return field, self._type(written)
        names = [name for name in written.split("、") if name]
        ids = [*map(self._member_id, names)] if self._member_id else names
        if len(ids) > 1 and any(each.startswith(OFFICE) for each in ids):
            raise CellError("decision_mixed_authors")
        return field, "、".join(ids)

    def _type(self, written: str) -> str:
        if written not in self._types:
            raise CellError("unknown_document_type")
        return written


def _month(written: str) -> str:
    try:
        stated = month_of(written)
    except CellError as error:
        raise CellError("unknown_decision") from error
    if stated is None or stated.month is None or stated.day is not None:
        raise CellError("unknown_decision")
    return str(stated)
