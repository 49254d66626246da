"""What sounds and looks alike."""

from __future__ import annotations

import pytest

from doctools.text.glyphs import lookalikes
from doctools.text.pinyin import blur, near_sound, readings, same_sound


@pytest.mark.parametrize(
    ("reading", "blurred"),
    [("zhang", "zan"), ("chi", "ci"), ("shi", "si"), ("lan", "nan"), ("ying", "yin")],
)
def test_blurring_joins_what_writers_confuse(reading: str, blurred: str) -> None:
    """Retroflex and flat, n and l, back and front nasals fall together."""
    assert blur(reading) == blurred


def test_tones_do_not_matter() -> None:
    """届 and 界 sound the same, 取 and 去 differ in tone only."""
    assert same_sound("届", "界")
    assert same_sound("取", "去")
    assert not same_sound("载", "裁")


def test_near_sounds_are_not_same_sounds() -> None:
    """身 and 生 are near, not the same."""
    assert near_sound("身", "生")
    assert not same_sound("身", "生")


def test_a_mark_has_no_reading() -> None:
    """What is no Chinese character resembles nothing."""
    assert readings("，") == frozenset()
    assert not near_sound("，", "。")


def test_rare_readings_do_not_count() -> None:
    """邪 is not suspected to be 涉 for an old reading."""
    assert not same_sound("邪", "涉")


def test_lookalikes_are_mutual_within_a_group_only() -> None:
    """Each member of a group resembles the others, nobody itself."""
    shapes = lookalikes(["末未", "未来"])
    assert shapes["末"] == {"未"}
    assert shapes["未"] == {"末", "来"}
    assert "末" not in shapes["来"]
