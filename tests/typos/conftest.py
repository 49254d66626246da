"""What the tests of the proofreader share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from doctools.lexicon.load import Lexicon, load
from doctools.messages import load as load_words
from doctools.model import Block, Document, Source
from doctools.typos.check import check

if TYPE_CHECKING:
    from collections.abc import Callable

    from doctools.records import Finding

    Check = Callable[..., tuple[Finding, ...]]

TERMS = (
    "世界眼光",
    "应急管理",
    "学习型党组织建设",
    "污染防治攻坚战",
    "马克思主义基本原理",
    "党员干部",
)


@pytest.fixture(scope="session")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    """Return the shipped dictionaries with a few entries the tests rely on."""
    folder = tmp_path_factory.mktemp("词库")
    (folder / "terms").mkdir()
    (folder / "terms" / "own.txt").write_text("\n".join(TERMS), encoding="utf-8")
    (folder / "wrong.txt").write_text(
        "按装\t安装\n截止\t截至\t目前\t\n".replace("\t\n", "\twarning\n")
        + "树力\t树立\n杜会主义\t社会主义\n杜会\t社会\n迄今\t至今|迄今为止\t怪\n",
        encoding="utf-8",
    )
    (folder / "exceptions.txt").write_text("杜会计师事务所\n", encoding="utf-8")
    return load([folder])


@pytest.fixture
def checked(lexicon: Lexicon) -> Check:
    """Return a function that proofreads a text."""

    def run(
        text: str,
        *,
        level: str = "warning",
        names: frozenset[str] = frozenset(),
        number: str = "",
    ) -> tuple[Finding, ...]:
        blocks = tuple(Block(text=line, number=number) for line in text.split("\n"))
        source = Source(path="文件.txt", sha256="", kind="txt", size=0)
        return check(
            Document(source=source, blocks=blocks),
            lexicon=lexicon,
            level=level,
            words=load_words("zh"),
            protected=names,
        )

    return run
