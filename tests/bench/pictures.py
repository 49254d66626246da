"""Makes the pictures of the documentation anew, from the sample campaign.

    python tests/bench/pictures.py [chromium]

Wants the wheel's own dependencies and a Chromium; LibreOffice and pdftoppm for the
pictures of workbooks. Each picture stays under 200 KB.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageChops

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "docs" / "images"
SAMPLE = ROOT / "samples" / "学习型党员评选2010"
_ROUND = "header, nav, footer"
PAGES = {
    "report-top": ("", 1000),
    "report-awards": (f"{_ROUND}, main > :not(#awards)", 700),
    "report-overlap": (
        f"{_ROUND}, main > :not(#overlap), #overlap > :not(.pair), .pair ~ .pair",
        700,
    ),
}
"""Name of each picture of the report: what is left out of it, and its height."""
SHEETS = {"workbook-attention": ("summary.xlsx", 1), "publicity": ("publicity.xlsx", 2)}
"""Name of each picture of a workbook: the file, and the page when it is printed."""
WIDTH = 1160
COLOURS = 64


def main(browser: str) -> None:
    """Run the sample and photograph what comes out."""
    with TemporaryDirectory() as folder:
        result = Path(folder)
        command: list[str | Path] = [
            sys.executable,
            "-m",
            "doctools",
            "run",
            SAMPLE,
            "-o",
            result,
        ]
        # exit code 3: the sample holds files that cannot be read, on purpose
        subprocess.run([*command, "--quiet"], check=False, stdout=subprocess.DEVNULL)
        for name, (left_out, height) in PAGES.items():
            _photograph(result / "report.html", left_out, height, name, browser)
        for name, (workbook, page) in SHEETS.items():
            _print(result / workbook, page, name)


def _photograph(
    report: Path, left_out: str, height: int, name: str, browser: str
) -> None:
    page, target = report.with_name("shot.html"), report.with_name("shot.png")
    text = report.read_text(encoding="utf-8")
    if left_out:
        style = f"<style>{left_out} {{ display: none }}</style>"
        text = text.replace("</head>", f"{style}</head>")
    page.write_text(text, encoding="utf-8")
    subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--hide-scrollbars",
            f"--window-size={WIDTH},{height}",
            f"--screenshot={target}",
            page.as_uri(),
        ],
        check=True,
        capture_output=True,
    )
    _keep(Image.open(target), name)


def _print(workbook: Path, page: int, name: str) -> None:
    folder = workbook.parent
    office: list[str | Path] = [
        _program("soffice"),
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
    ]
    subprocess.run([*office, workbook], check=True, capture_output=True)
    pdf = workbook.with_suffix(".pdf")
    pages = ["-f", str(page), "-l", str(page), "-r", "110", "-singlefile", "-png"]
    subprocess.run([_program("pdftoppm"), *pages, pdf, folder / "page"], check=True)
    _keep(Image.open(folder / "page.png"), name)


def _program(name: str) -> str:
    """Return where a program lies; without it there is no picture."""
    return shutil.which(name) or sys.exit(f"{name} is not installed")


def _keep(picture: Image.Image, name: str) -> None:
    """Write a picture with few colours, which is all that a page of text has."""
    whole = picture.convert("RGB")
    blank = Image.new("RGB", whole.size, "white")
    box = ImageChops.difference(whole, blank).getbbox()
    bottom = min(whole.height, box[3] + 24) if box else whole.height
    used = whole.crop((0, 0, whole.width, bottom))
    few = used.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(TARGET / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "chromium")
