"""Writing files so that nothing is half written and nothing is overwritten without being asked."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

__all__ = ["ExistsError", "write_files"]


class ExistsError(FileExistsError):
    """Files that exist already; the message is Swedish and names them all."""


def write_files(innehall: Mapping[Path, bytes], *, ersatt: bool = False) -> list[Path]:
    """Write all files, or none.

    Each is written beside its place under another name and given its own name only when all are safely on
    disk, so that a full disk or a killed process leaves no half document.

    Args:
        innehall: File → bytes.
        ersatt: Whether existing files may be replaced.

    Returns:
        The files, in the given order.

    Raises:
        ExistsError: A file exists and may not be replaced.
        OSError: Writing failed; nothing was changed.
    """
    finns = [fil for fil in innehall if fil.exists()]
    if finns and not ersatt:
        raise ExistsError("Finns redan: " + ", ".join(str(fil) for fil in finns) + ".")
    vid_sidan: dict[Path, Path] = {}
    try:
        for fil, data in innehall.items():
            fil.parent.mkdir(parents=True, exist_ok=True)
            handtag, namn = tempfile.mkstemp(dir=fil.parent, prefix=f".{fil.name}.", suffix=".tmp")
            vid_sidan[fil] = Path(namn)
            with os.fdopen(handtag, "wb") as ut:
                ut.write(data)
                ut.flush()
                os.fsync(ut.fileno())
            # mkstemp makes a private file; a document should be readable like any other new file.
            vid_sidan[fil].chmod(0o666 & ~_umask())
        for fil, temporar in vid_sidan.items():
            temporar.replace(fil)
    finally:
        for temporar in vid_sidan.values():
            with contextlib.suppress(OSError):
                temporar.unlink(missing_ok=True)
    return list(innehall)


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    umask = os.umask(0)
    os.umask(umask)
    return umask
