"""Check, compare and count the papers an office collects from its members.

The public names are those of `__all__`; `docs/integration.md` tells of them. Each is
imported when it is first used, so that `import doctools` costs next to nothing. What
a type checker sees stands in `__init__.pyi`.
"""

from importlib import import_module

__version__ = "0.1.0"

_PLACES = {
    "compare_results": "api",
    "count": "api",
    "explain": "api",
    "load_result": "api",
    "records_of": "api",
    "run": "api",
    "to_json": "api",
    "Result": "result",
    "SavedResult": "reports.earlier",
    "Document": "model",
    "FileOutcome": "model",
    "FileStatus": "model",
    "Organisation": "facts",
    "Person": "facts",
    "Award": "records",
    "Cause": "records",
    "Change": "records",
    "CommonPassage": "records",
    "CriterionResult": "records",
    "Finding": "records",
    "MemberCount": "records",
    "Move": "records",
    "Overlap": "records",
    "Repeat": "records",
    "Run": "records",
    "Similarity": "records",
    "Work": "records",
    "DoctoolsError": "errors",
    "OutputError": "errors",
    "UsageError": "errors",
}
"""Every public name and the module it lives in."""

__all__ = ["__version__", *_PLACES]  # noqa: PLE0604 - the names are texts


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for (PEP 562)."""
    if name not in _PLACES:
        message = f"module 'doctools' has no attribute {name!r}"
        raise AttributeError(message)
    found = getattr(import_module(f"doctools.{_PLACES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Return the public names."""
    return sorted(__all__)
