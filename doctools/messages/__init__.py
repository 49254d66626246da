"""Every word a person reads, keyed by stable codes, one catalogue per language."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from doctools.messages.lists import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LANGUAGES = {"zh": "zh_CN", "en": "en"}


class Catalogue:
    """The words of one language."""

    def __init__(self, words: dict[str, str]) -> None:
        self._words = words

    def __call__(self, code: str, /, **facts: object) -> str:
        """Return the sentence for a code with its facts filled in.

        A fact that is a tuple of texts is said as a list.

        Raises:
            KeyError: the catalogue has no such code, or the sentence asks for a fact
                that was not given.
        """
        return (
            self._words[code].format_map(self.said(facts))
            if facts
            else self._words[code]
        )

    def said(self, facts: Mapping[str, object]) -> dict[str, object]:
        """Return facts as a sentence takes them: a tuple of texts as one list."""
        return {
            name: self.listed(fact) if isinstance(fact, tuple) else fact
            for name, fact in facts.items()
        }

    def listed(self, parts: Iterable[str]) -> str:
        """Return parts as one list, with what this language puts between them."""
        return joined(parts, comma=self._words["list.comma"])

    def __contains__(self, code: str) -> bool:
        return code in self._words

    def codes(self) -> frozenset[str]:
        """Return all codes."""
        return frozenset(self._words)

    def sentence(self, code: str) -> str:
        """Return the sentence as it stands in the file, its facts unfilled."""
        return self._words[code]


@cache
def load(language: str) -> Catalogue:
    """Return the catalogue of a language, `zh` or `en`."""
    name = f"{LANGUAGES[language]}.toml"
    text = (resources.files(__package__) / name).read_text(encoding="utf-8")
    words: dict[str, str] = {}
    _flatten("", tomllib.loads(text), words)
    return Catalogue(words)


def _flatten(prefix: str, node: object, words: dict[str, str]) -> None:
    if isinstance(node, dict):
        for key, value in node.items():
            _flatten(f"{prefix}.{key}" if prefix else key, value, words)
    else:
        words[prefix] = str(node)
