"""Work that goes wrong in every way a parser can, by the word in its job."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def work(settings: Mapping[str, Any], job: Mapping[str, Any]) -> str:
    """Do what the job says; return its number otherwise."""
    match job["do"]:
        case "die":
            os._exit(3)
        case "hang":
            time.sleep(600)
        case "note":
            Path(job["note"]).write_text(str(os.getpid()), encoding="utf-8")
            time.sleep(600)
        case "eat":
            return str(len(bytearray(64_000_000_000)))
        case "raise":
            raise ValueError(job["do"])
        case "print":
            os.write(1, b"noise")
    return f"{settings['prefix']}{job['n']}"
