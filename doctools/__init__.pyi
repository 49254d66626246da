from doctools.api import (
    compare_results,
    count,
    explain,
    load_result,
    records_of,
    run,
    to_json,
)
from doctools.errors import DoctoolsError, OutputError, UsageError
from doctools.facts import Organisation, Person
from doctools.model import Document, FileOutcome, FileStatus
from doctools.records import (
    Award,
    Cause,
    Change,
    CommonPassage,
    CriterionResult,
    Finding,
    MemberCount,
    Move,
    Overlap,
    Repeat,
    Run,
    Similarity,
    Work,
)
from doctools.reports.earlier import SavedResult
from doctools.result import Result

__version__: str

__all__ = [
    "Award",
    "Cause",
    "Change",
    "CommonPassage",
    "CriterionResult",
    "DoctoolsError",
    "Document",
    "FileOutcome",
    "FileStatus",
    "Finding",
    "MemberCount",
    "Move",
    "Organisation",
    "OutputError",
    "Overlap",
    "Person",
    "Repeat",
    "Result",
    "Run",
    "SavedResult",
    "Similarity",
    "UsageError",
    "Work",
    "__version__",
    "compare_results",
    "count",
    "explain",
    "load_result",
    "records_of",
    "run",
    "to_json",
]
