"""Writing files so that nothing is half written and nothing is overwritten without being asked."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

__all__ = ["ExistsError", "reason", "write_files"]

_REASONS: Final = {
    errno.ENOENT: "filen eller mappen finns inte",
    errno.ENOSPC: "disken är full",
    errno.EDQUOT: "utrymmet är slut",
    errno.EFBIG: "filen är större än systemet tillåter",
    errno.EROFS: "platsen är skrivskyddad",
    errno.EACCES: "behörighet saknas, eller så är filen öppen i ett annat program",
    errno.EPERM: "behörighet saknas, eller så är filen öppen i ett annat program",
    errno.EEXIST: "det finns redan en fil med samma namn",
    errno.ENOTDIR: "en del av sökvägen är en fil och ingen mapp",
    errno.EISDIR: "det är en mapp och ingen fil",
    errno.ENAMETOOLONG: "namnet är för långt",
}


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
        OSError: Writing failed; no half file and no new file is left. (Of several files to be replaced, those
            before the one that failed may have been.)
    """
    finns = [fil for fil in innehall if fil.exists()]
    if finns and not ersatt:
        raise ExistsError("Finns redan: " + ", ".join(str(fil) for fil in finns) + ".")
    vid_sidan: dict[Path, Path] = {}
    nya: list[Path] = []
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
            nya += [fil] if fil not in finns else []
    except BaseException:
        for fil in nya:
            with contextlib.suppress(OSError):
                fil.unlink(missing_ok=True)
        raise
    finally:
        for temporar in vid_sidan.values():
            with contextlib.suppress(OSError):
                temporar.unlink(missing_ok=True)
    return list(innehall)


def reason(fel: OSError) -> str:
    """Why a file could not be read or written, as the end of a Swedish sentence."""
    return _REASONS.get(fel.errno or 0) or str(fel.strerror or fel)


def _umask() -> int:
    """The process's umask, which can only be read by setting it."""
    umask = os.umask(0)
    os.umask(umask)
    return umask
