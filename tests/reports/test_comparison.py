"""The page of a comparison: whole without its script, and deaf to what texts say."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from overlap.prose import prose
from reports.compared_result import result, text, work

from doctools.messages import load
from doctools.reports import comparison
from doctools.reports.anonymous import anonymous
from doctools.reports.differences import differences
from doctools.reports.pairs import pairs_of
from doctools.reports.side_by_side import AROUND, clusters, side_by_side

WORDS = load("zh")
TODAY = date(2026, 11, 23)
SHARED, OTHER, PUBLIC = prose(1, 150), prose(2, 120), prose(3, 90)
EDITED = f"{SHARED[:40]}改动{SHARED[44:90]}{SHARED[100:]}"
HOSTILE = "<script>alert(1)</script>\u202e\x1b[31m红 13812345678"
DOCUMENTS = {
    "一支部/张三.txt": text("一支部/张三.txt", prose(10, 900), SHARED, OTHER, "张三"),
    "一支部/李四.txt": text("一支部/李四.txt", HOSTILE, EDITED, prose(11, 300), OTHER),
    "一支部/王五.txt": text(
        "一支部/王五.txt", prose(12, 200), PUBLIC, "张三说", SHARED
    ),
}
SOURCES = {"讲话.txt": text("讲话.txt", prose(13, 200), PUBLIC)}
KNOWN = (
    work("一支部/张三.txt", "张三"),
    work("一支部/李四.txt", "李四"),
    work("一支部/王五.txt", "王五"),
)
RESULT = result(DOCUMENTS, sources=SOURCES, known=KNOWN)


class _Page(HTMLParser):
    """Collects what a browser would see."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.source = page
        self.identifiers: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.policy = ""
        self.script: list[str] = []
        self.words: list[str] = []
        self._open = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open = tag
        given = dict(attrs)
        self.attributes |= given.keys()
        self.identifiers += [given["id"] or ""] if "id" in given else []
        self.links += [v or "" for k, v in attrs if k in {"href", "src", "data-to"}]
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"] or ""

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - as the parser calls it
        self._open = ""

    def handle_data(self, data: str) -> None:
        (self.script if self._open == "script" else self.words).append(data)


def _page(*, hidden: bool = False) -> _Page:
    shown = anonymous(RESULT, words=WORDS) if hidden else RESULT
    return _Page(comparison.render(shown, words=WORDS, today=TODAY, hidden=hidden))


PAGE = _page()
SAID = "".join(PAGE.words)


def test_every_link_leads_to_a_place_on_the_page() -> None:
    """Without the script each number still leads to its counterpart, and back."""
    assert len(PAGE.identifiers) == len(set(PAGE.identifiers))
    targets = {link.removeprefix("#") for link in PAGE.links}
    assert targets <= set(PAGE.identifiers)
    for pair in range(1, 4):
        assert {f"p{pair}-1-l", f"p{pair}-1-r"} <= targets


def test_only_the_pages_own_script_may_run() -> None:
    """The policy names it by its hash and lets nothing load; no handler, no style of texts."""
    (script,) = PAGE.script
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in PAGE.policy
    assert PAGE.policy.startswith("default-src 'none';")
    assert not any(name.startswith("on") for name in PAGE.attributes)
    assert "http" not in "".join(PAGE.links)


def test_what_texts_say_is_inert_and_private_numbers_are_masked() -> None:
    """Planted script, direction marks and terminal codes are seen, not obeyed."""
    assert "<script>alert" not in PAGE.source
    assert "<script>alert(1)</script>‹U+202E›‹U+001B›[31m红 138****5678" in SAID


def test_scope_and_limits_stand_on_top() -> None:
    """What was not compared is said before the first pair."""
    scope = SAID.index("未与互联网、知网比对，不检测 AI 生成")
    assert scope < SAID.index("都附左右对照") < SAID.index("重合的两篇 ")
    assert "公开文件：讲话.txt" in re.sub(r"\s+", "", SAID)


def test_each_class_has_a_letter_of_its_own() -> None:
    """Colour is not all that tells a copy from public text."""
    assert {"重1", "重2", "公1"} <= set(PAGE.words)
    letters = [WORDS(f"comparison.letter.{name}") for name in comparison.CLASSES]
    assert len(set(letters)) == len(comparison.CLASSES)


def test_public_text_is_shown_beside_the_work() -> None:
    """The right column of a reference pair holds the reference text."""
    number, pair = next(
        (n, p) for n, p in enumerate(pairs_of(RESULT.overlaps), 1) if p.store != "batch"
    )
    shown = side_by_side(RESULT, pair, number=number)
    (marked,) = [s for s in shown.right if s.passage]
    assert "".join(p.text for p in marked.pieces) == PUBLIC[:-1]


def test_hidden_names_stand_nowhere() -> None:
    """Neither file names nor authors, in the texts neither; public texts keep theirs."""
    page = _page(hidden=True)
    for name in ("张三", "李四", "王五", "一支部"):
        assert name not in page.source
    for label in ("作者甲", "作者乙", "作者丙", "讲话.txt", "××说"):
        assert label in page.source
    assert "请再看一遍" in page.source


def test_works_of_one_author_are_numbered() -> None:
    """Two works of one author go by his letter and a number, offsets unchanged."""
    known = (KNOWN[0], replace(KNOWN[1], members=KNOWN[0].members), KNOWN[2])
    hidden = anonymous(replace(RESULT, known={w.path: w for w in known}), words=WORDS)
    assert [f.path for f in hidden.files] == [
        "作者甲的第1篇",
        "作者甲的第2篇",
        "作者乙",
    ]
    for before, after in zip(RESULT.overlaps, hidden.overlaps, strict=True):
        assert before.left.doc_start == after.left.doc_start
        whole = hidden.documents[after.left.path].text
        assert len(whole) == len(RESULT.documents[before.left.path].text)


def test_far_text_is_left_out_and_counted() -> None:
    """What is shown and what is said to be left out make up the whole text."""
    for number, pair in enumerate(pairs_of(RESULT.overlaps), 1):
        shown = side_by_side(RESULT, pair, number=number)
        length = sum(len(p.text) for part in shown.left for p in part.pieces)
        omitted = sum(part.omitted for part in shown.left)
        assert length + omitted == len(RESULT.documents[pair.left].text)
        assert all(
            len(p.text) <= 2 * AROUND
            for part in shown.left
            if not part.passage
            for p in part.pieces
        )


def test_works_joined_by_open_pairs_are_one_group() -> None:
    """Three works that share a passage are listed together; two alone are a pair."""
    pairs = pairs_of(RESULT.overlaps)
    assert clusters(pairs) == (tuple(sorted(DOCUMENTS)),)
    assert clusters(pairs[:1]) == ()


def test_pairs_beyond_the_limit_are_listed_only() -> None:
    """Thousands of pairs make a page a browser opens: a few in full, the rest as lines."""
    (first, *_) = RESULT.overlaps
    many = tuple(
        replace(first, right=replace(first.right, path=f"{n:04d}.txt"))
        for n in range(comparison.LISTED + 50)
    )
    page = _Page(
        comparison.render(replace(RESULT, overlaps=many), words=WORDS, today=TODAY)
    )
    assert f"pair-{comparison.FULL}" in page.identifiers
    assert f"pair-{comparison.FULL + 1}" not in page.identifiers
    assert "另有 50 对未列" in "".join(page.words)
    assert len(page.source) < 2_000_000


@settings(max_examples=60, deadline=None)
@given(st.text("天地人，。 \na", max_size=30), st.text("天地人，。 \na", max_size=30))
def test_differences_make_up_both_texts(left: str, right: str) -> None:
    """Pieces of a side joined are the side; what agrees agrees when folded."""
    ours, theirs = differences(left, right)
    assert "".join(p.text for p in ours) == left
    assert "".join(p.text for p in theirs) == right


def test_what_changed_places_is_moved_and_not_lacking() -> None:
    """Of two sentences that changed places one is moved, on both sides alike."""
    sentences = [prose(n, 24) for n in (60, 61)]
    left, right = differences("".join(sentences), "".join(reversed(sentences)))
    moved = [[p.text for p in side if p.kind == "moved"] for side in (left, right)]
    assert moved[0] == moved[1]
    assert moved[0][0][:11] in {s[:11] for s in sentences}
    assert {p.kind for p in (*left, *right)} == {"same", "moved"}


def test_edits_are_told_apart() -> None:
    """Exchanged words are replaced, left-out ones stand on one side only."""
    left, right = differences(SHARED, EDITED)
    assert [p.text for p in right if p.kind == "replaced"] == ["改动"]
    assert SHARED[92:98] in "".join(p.text for p in left if p.kind == "only")
    assert not [p for p in right if p.kind == "only"]


def test_a_long_line_of_one_character_is_compared_at_once() -> None:
    """What repeats itself does not make the search for moved words slow."""
    left, right = differences("甲" * 4000 + SHARED, SHARED + "甲" * 5000)
    assert sum(len(p.text) for p in left) == 4150
    assert sum(len(p.text) for p in right) == 5150
