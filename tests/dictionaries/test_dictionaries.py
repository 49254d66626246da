"""The shipped word lists are tested like code: each fact below holds for every line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "dictionaries"
HEADER = ("# 名称: ", "# 说明: ", "# 来源: ", "# 许可: ")
LEVELS = frozenset({"", "error", "warning"})
CHINESE_TERM = re.compile(r"[\u3400-\u9fff〇]{3,12}")
CHINESE = re.compile(r"[\u3400-\u9fff]")
FIELDS = frozenset(
    {
        "discipline_law",
        "economy",
        "education_culture",
        "government",
        "organisations",
        "party",
        "phrases",
        "places",
        "rural",
        "security",
        "statutes",
        "titles",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """One dictionary file: its name, its header lines and its rows of columns."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """Return the first column."""
        return tuple(row[0] for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """All lists of the folder."""

    terms: tuple[WordList, ...]
    wrong: WordList
    exceptions: WordList = field(
        default_factory=lambda: WordList(name="exceptions", header=(), rows=())
    )

    @property
    def files(self) -> tuple[WordList, ...]:
        """Return every list, the wrong forms and the exceptions last."""
        return (*self.terms, self.wrong, self.exceptions)


def parse(name: str, text: str) -> WordList:
    """Return the list written in ``text``: comment lines on top, then rows."""
    lines = text.split("\n")
    return WordList(
        name=name,
        header=tuple(line for line in lines if line.startswith("#")),
        rows=tuple(
            tuple(line.split("\t"))
            for line in lines
            if line and not line.startswith("#")
        ),
    )


def read(path: Path) -> WordList:
    """Return the list of one file, its bytes taken as they are."""
    return parse(path.stem, path.read_bytes().decode("utf-8"))


@pytest.fixture(scope="module")
def lists() -> Lists:
    """Return the lists as shipped."""
    return Lists(
        terms=tuple(read(path) for path in sorted((FOLDER / "terms").glob("*.txt"))),
        wrong=read(FOLDER / "wrong.txt"),
        exceptions=read(FOLDER / "exceptions.txt"),
    )


def header_faults(word_list: WordList) -> Iterator[str]:
    """Yield a line for each header line that is missing or empty."""
    for start in HEADER:
        if not any(
            line.startswith(start) and line[len(start) :].strip()
            for line in word_list.header
        ):
            yield f"{word_list.name}: no header {start}"


def order_faults(word_list: WordList) -> Iterator[str]:
    """Yield each pair of neighbours that is out of order or the same."""
    for before, after in pairwise(word_list.words):
        if before >= after:
            yield f"{word_list.name}: {before} stands before {after}"


def repeated_terms(terms: Sequence[WordList]) -> Iterator[str]:
    """Yield each term that two fields claim."""
    home: dict[str, str] = {}
    for word_list in terms:
        for word in word_list.words:
            if word in home:
                yield f"{word}: {home[word]} and {word_list.name}"
            home[word] = word_list.name


def term_faults(word_list: WordList) -> Iterator[str]:
    """Yield each row that is no term of 3 to 12 characters with an optional note."""
    for row in word_list.rows:
        if not CHINESE_TERM.fullmatch(row[0]):
            yield f"{word_list.name}: {row[0]} is no term"
        if len(row) > 2 or any(cell != cell.strip() or not cell for cell in row):
            yield f"{word_list.name}: {row} has odd columns"


def wrong_faults(word_list: WordList) -> Iterator[str]:
    """Yield each row that is not wrong, right, context and level."""
    for row in word_list.rows:
        wrong, right, context, level = (*row, "", "", "")[:4]
        if len(row) > 4 or any(cell != cell.strip() for cell in row):
            yield f"{row}: odd columns"
        elif len(wrong) < 2 or not CHINESE.search(wrong) or not right:
            yield f"{row}: nothing to correct"
        elif wrong == right or level not in LEVELS:
            yield f"{row}: same on both sides, or an unknown level"
        elif any(word in {"", "!"} for word in context.split(" ")) and context:
            yield f"{row}: an empty word in the context"
        elif any(word == wrong or word in right for word in context.split(" ") if word):
            yield f"{row}: a context that is part of the correction"


def texts_with_wrong_forms(
    texts: Sequence[str], wrong_forms: Sequence[str]
) -> Iterator[str]:
    """Yield each text in which a wrong form stands."""
    by_first: dict[str, list[str]] = {}
    for wrong in wrong_forms:
        by_first.setdefault(wrong[0], []).append(wrong)
    for text in texts:
        for at, character in enumerate(text):
            for wrong in by_first.get(character, ()):
                if text.startswith(wrong, at):
                    yield f"{text} contains the wrong form {wrong}"


def faults(lists: Lists) -> tuple[str, ...]:
    """Return every fault of all lists, one line each."""
    wrong_forms = lists.wrong.words
    right_forms = [row[1] for row in lists.wrong.rows if len(row) > 1]
    terms = [word for word_list in lists.terms for word in word_list.words]
    return (
        *(line for one in lists.files for line in header_faults(one)),
        *(line for one in lists.files for line in order_faults(one)),
        *(line for one in lists.terms for line in term_faults(one)),
        *repeated_terms(lists.terms),
        *wrong_faults(lists.wrong),
        *texts_with_wrong_forms(right_forms, wrong_forms),
        *texts_with_wrong_forms(terms, wrong_forms),
        *(
            f"{word} is both wrong and an exception"
            for word in sorted({*wrong_forms} & {*lists.exceptions.words})
        ),
    )


def test_every_field_has_its_file(lists: Lists) -> None:
    """Each field of official language has a file, and no other file lies there."""
    assert {one.name for one in lists.terms} == FIELDS


def test_lists_are_large_enough(lists: Lists) -> None:
    """The lists hold what was promised: 3,500 terms, 1,000 wrong forms."""
    assert sum(len(one.rows) for one in lists.terms) >= 3_500
    assert len(lists.wrong.rows) >= 1_000
    assert len(lists.exceptions.rows) >= 100


def test_headers_tell_what_a_list_is(lists: Lists) -> None:
    """Every list says its name, what it is, where it comes from and its licence."""
    assert [line for one in lists.files for line in header_faults(one)] == []


def test_files_are_plain_utf8_with_line_feeds() -> None:
    """An office opens every list in Notepad: UTF-8, line feeds, no byte order mark."""
    for path in sorted(FOLDER.rglob("*.txt")):
        data = path.read_bytes()
        assert not data.startswith(b"\xef\xbb\xbf"), path.name
        assert b"\r" not in data, path.name
        assert data.endswith(b"\n"), path.name


def test_lists_are_sorted_and_unique(lists: Lists) -> None:
    """Every list is sorted by code point and names nothing twice."""
    assert [line for one in lists.files for line in order_faults(one)] == []


def test_no_two_fields_claim_a_term(lists: Lists) -> None:
    """A term stands in one field only."""
    assert list(repeated_terms(lists.terms)) == []


def test_terms_are_well_formed(lists: Lists) -> None:
    """A term is 3 to 12 Chinese characters, with at most one note."""
    assert [line for one in lists.terms for line in term_faults(one)] == []


def test_wrong_forms_are_well_formed(lists: Lists) -> None:
    """A wrong form has a different right form, a clean context and a known level."""
    assert list(wrong_faults(lists.wrong)) == []


def test_no_correction_is_itself_an_error(lists: Lists) -> None:
    """No right form contains a wrong form of the list."""
    right = [row[1] for row in lists.wrong.rows]
    assert list(texts_with_wrong_forms(right, lists.wrong.words)) == []


def test_no_term_contains_a_wrong_form(lists: Lists) -> None:
    """No official term would be flagged by the list of wrong forms."""
    terms = [word for one in lists.terms for word in one.words]
    assert list(texts_with_wrong_forms(terms, lists.wrong.words)) == []


def test_no_exception_is_a_wrong_form(lists: Lists) -> None:
    """What is declared right is not listed as wrong."""
    assert not {*lists.exceptions.words} & {*lists.wrong.words}


def test_nested_wrong_forms_agree(lists: Lists) -> None:
    """The longer of two nested wrong forms corrects the shorter one too."""
    right = {row[0]: row[1] for row in lists.wrong.rows}
    for longer, correction in right.items():
        for start in range(len(longer)):
            for end in range(start + 2, len(longer) + 1):
                part = longer[start:end]
                if part in right and part != longer:
                    assert right[part] in correction, longer


TOP = "# 名称: 甲\n# 说明: 乙\n# 来源: 自编\n# 许可: MIT\n"


@pytest.mark.parametrize(
    ("terms", "wrong", "fault"),
    [
        ("科学发展观\n民主生活会\n", "按装了\t安装了\n", "stands before"),
        ("民主生活会\n民主生活会\n", "按装了\t安装了\n", "stands before"),
        ("民主\n", "按装了\t安装了\n", "is no term"),
        ("民主生活会\t注\t注\n", "按装了\t安装了\n", "odd columns"),
        ("按装了设备\n", "按装了\t安装了\n", "contains the wrong form"),
        ("民主生活会\n", "按装了\t安装了\n末来\t按装了末\n", "contains the wrong form"),
        ("民主生活会\n", "按装了\t按装了\n", "same on both sides"),
        ("民主生活会\n", "按装了\t安装了\t\tinfo\n", "unknown level"),
        ("民主生活会\n", "按装了\t安装了\t! 备\n", "empty word in the context"),
        ("民主生活会\n", "按装了\n", "nothing to correct"),
    ],
)
def test_checks_catch_a_planted_fault(terms: str, wrong: str, fault: str) -> None:
    """A bad line planted in good lists is found and named."""
    planted = Lists(
        terms=(parse("party", TOP + terms),),
        wrong=parse("wrong", TOP + wrong),
        exceptions=parse("exceptions", TOP + "石榴籽\n"),
    )
    assert any(fault in line for line in faults(planted))


def test_checks_pass_good_lists() -> None:
    """Lists without a fault raise none: the checks do not cry wolf."""
    good = Lists(
        terms=(parse("party", TOP + "民主生活会\n科学发展观\t2003年起\n"),),
        wrong=parse("wrong", TOP + "按装了\t安装了\t设备 !备品\twarning\n"),
        exceptions=parse("exceptions", TOP + "石榴籽\n"),
    )
    assert faults(good) == ()


def test_checks_catch_a_missing_header() -> None:
    """A list without its licence line is found."""
    bare = parse("party", "# 名称: 甲\n# 说明: 乙\n# 来源: 自编\n民主生活会\n")
    assert list(header_faults(bare)) == ["party: no header # 许可: "]


def test_checks_catch_a_term_of_two_fields() -> None:
    """A term that stands in two fields is found."""
    one = parse("party", TOP + "民主生活会\n")
    two = parse("rural", TOP + "民主生活会\n")
    assert list(repeated_terms((one, two))) == ["民主生活会: party and rural"]


def test_no_title_of_a_paper_is_a_wrong_form() -> None:
    """Names of the papers people hand in are right words, whatever list is made from."""
    wrong = {
        line.split("\t")[0]
        for file in (FOLDER / "wrong").glob("*.txt")
        for line in file.read_text("utf-8").splitlines()
    }
    for title in (
        "学习心得体会",
        "读书心得体会",
        "调研报告",
        "读书笔记",
        "个人学习计划",
    ):
        pieces = {
            title[start:end]
            for start in range(len(title))
            for end in range(start + 2, len(title) + 1)
        }
        assert not pieces & wrong
