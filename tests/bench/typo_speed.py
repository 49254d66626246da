"""Speed and memory of the check for typos, beside pycorrector's ProperCorrector.

    PYTHONPATH=. python tests/bench/typo_speed.py ../shared/eval/official-corpus [PYTHON]

One core, in seconds of processor time, so that other work counts little. Start-up is
from the start of the process's imports to the first answer; the speed is that of a
folder's files after the first `WARM_UP` of them; the memory is the highest the process
has held. doctools is measured twice: with an empty cache, so that it lays its
dictionaries out first, and as it starts from then on. PYTHON is an interpreter of an environment in which
pycorrector is installed, for this bench alone; without it only doctools is measured.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

WARM_UP = 20
DOCTOOLS_FILES = 60
CORRECTOR_FILES = 6

_MEASURE = """
import json, resource, sys, time
began = time.process_time()
{start}
answer("全县要认真贯彻落实省委决策部暑，推动各项工作取得新成效。")
ready = time.process_time() - began
texts = json.loads(sys.stdin.read())
for text in texts[: {warm}]:
    answer(text)
rest = texts[{warm} :]
before = time.process_time()
for text in rest:
    answer(text)
spent = time.process_time() - before
print(json.dumps({{
    "start": ready,
    "speed": sum(map(len, rest)) / spent,
    "characters": sum(map(len, rest)),
    "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}}))
"""
_DOCTOOLS = """
from doctools.lexicon.load import load
from doctools.messages import load as load_words
from doctools.model import Block, Document, Source
from doctools.typos.check import check
lexicon, words = load(), load_words("zh")
source = Source(path="文件.txt", sha256="", kind="txt", size=0)
def answer(text):
    blocks = tuple(Block(text=line) for line in text.split("\\n"))
    check(Document(source=source, blocks=blocks), lexicon=lexicon, words=words)
"""
# the package's own __init__ asks for torch, which this corrector does not use
_CORRECTOR = """
import importlib.util, sys, types
found = importlib.util.find_spec("pycorrector")
package = types.ModuleType("pycorrector")
package.__path__ = list(found.submodule_search_locations)
sys.modules["pycorrector"] = package
from pycorrector.proper_corrector import ProperCorrector
answer = ProperCorrector().correct
"""


def measured(
    python: str, start: str, texts: list[str], *, warm: int, cache: str = ""
) -> dict[str, float]:
    """Return start (seconds), speed (characters a second) and memory (MB)."""
    program = _MEASURE.format(start=start, warm=warm)
    done = subprocess.run(
        [python, "-c", program],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={
            **os.environ,
            "DOCTOOLS_CACHE": cache,
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        },
        check=False,
    )
    if done.returncode:
        sys.exit(done.stderr[-800:])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Print one line for each program."""
    files = sorted(Path(sys.argv[1]).glob("*.txt"))[:DOCTOOLS_FILES]
    texts = [path.read_text(encoding="utf-8") for path in files]
    runs = {}
    with TemporaryDirectory() as cache:
        for name in ("doctools at first", "doctools"):
            runs[name] = measured(
                sys.executable, _DOCTOOLS, texts, warm=WARM_UP, cache=cache
            )
    if len(sys.argv) > 2:
        few = texts[WARM_UP : WARM_UP + CORRECTOR_FILES]
        runs["ProperCorrector"] = measured(sys.argv[2], _CORRECTOR, few, warm=1)
    for name, run in runs.items():
        sys.stdout.write(
            f"{name:<18}{run['speed']:>10,.0f} characters/s of {run['characters']:,} "
            f"start {run['start']:.2f} s  memory {run['memory']:.0f} MB\n"
        )


if __name__ == "__main__":
    main()
