"""The invented campaign, read once for all its tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from campaign40.ledger import read
from campaign40.run import Runner, runner
from campaign40.variants import changed

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runner]:
    """The campaign, read and judged once, and every file a variant brings."""
    variants = (*read("variants"), *read("points_variants"))
    with runner(tmp_path_factory.mktemp("campaign40")) as found:
        found.know(changed(found.ledger, variant) for variant in variants)
        yield found
