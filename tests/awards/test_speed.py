"""How long a large township takes."""

from __future__ import annotations

import sys
import time

from awards.example import example, township, works

from doctools.awards.evaluate import evaluate
from doctools.awards.ranking import rank


def test_a_large_township_is_judged_in_seconds() -> None:
    """10,000 works of 2,000 members take the whole example less than 10 seconds.

    These are seconds of the processor, so that other work on the machine is not counted.
    """
    rules, known = example(), township(members=2000, branches=40)
    written = works(known, 10_000)
    tracer = sys.gettrace()
    sys.settrace(None)  # measuring coverage costs more than the work
    start = time.process_time()
    results = evaluate(rules, facts=known, works=written)
    rank(rules, facts=known, results=results)
    seconds = time.process_time() - start
    sys.settrace(tracer)
    assert len(results) > 20_000
    print(f"{len(results)} results in {seconds:.2f} s")  # noqa: T201 - shown with -s
    assert seconds < 10
