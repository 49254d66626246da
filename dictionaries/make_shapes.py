"""Works out which characters look alike, from the glyphs of a free font.

Every character of GB 2312 is drawn, cut to its ink, brought to 32 by 32 points and
blurred; two of them look alike if the correlation of their points is at least 0.70.

    python make_shapes.py DroidSansFallbackFull.ttf > shapes_computed.txt
"""

import sys

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIDE = 32
ALIKE = 0.70
HEADER = """\
# 名称: 字形相似的字（计算得出）
# 说明: 每行两个字，字形的相关系数不低于 0.70；由 make_shapes.py 从字体算出
# 来源: GB 2312 的 6763 个汉字，Droid Sans Fallback 字体（Apache 2.0）
# 许可: MIT"""


def characters() -> list[str]:
    """Return the Chinese characters of GB 2312 in code-point order."""
    found = []
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.append(bytes([high, low]).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return sorted(found)


def drawn(character: str, font: ImageFont.FreeTypeFont) -> NDArray[np.float64]:
    """Return the points of a glyph as a vector of mean 0 and length 1."""
    image = Image.new("L", (2 * SIDE, 2 * SIDE), 0)
    ImageDraw.Draw(image).text((SIDE // 4, 0), character, font=font, fill=255)
    glyph = image.crop(image.getbbox()).resize((SIDE, SIDE), Image.Resampling.BILINEAR)
    points = np.asarray(glyph.filter(ImageFilter.GaussianBlur(1)), np.float64).ravel()
    points = points - points.mean()
    length = float(np.linalg.norm(points))
    unit: NDArray[np.float64] = points / length
    return unit


def main() -> None:
    """Print the pairs that look alike."""
    font = ImageFont.truetype(sys.argv[1], SIDE * 3 // 2)
    known = characters()
    glyphs = np.stack([drawn(one, font) for one in known])
    alike = np.triu(glyphs @ glyphs.T >= ALIKE, k=1)
    pairs = (known[a] + known[b] for a, b in zip(*np.nonzero(alike), strict=True))
    sys.stdout.write("\n".join([HEADER, *pairs, ""]))


if __name__ == "__main__":
    main()
