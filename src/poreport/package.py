"""Read Office packages (zip) from strangers safely.

Depends on the standard library only, so that readers and writers of any Office format can share it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

__all__ = ["CONTENT_TYPES", "MIB", "PackageError", "read_package", "transitional"]

MIB = 1024 * 1024
CONTENT_TYPES = "[Content_Types].xml"

_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = 0x1
_RATIO_MATTERS_FROM = 1 * MIB
_STORED, _DEFLATED = 0, 8
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    OverflowError,
)
"""What zipfile raises on damaged files; places before the beginning of the file are a ValueError."""


class PackageError(ValueError):
    """A file that cannot be used as an Office package; the message is Swedish and meant for people."""


def read_package(
    data: bytes, *, max_total: int = 100 * MIB, max_members: int = 2000, max_ratio: int = 200
) -> dict[str, bytes]:
    """Unpack an Office file (.docx, .dotx, .xlsx) that may come from anyone.

    Args:
        data: the whole file.
        max_total: most bytes that all members together may unpack to.
        max_members: most members.
        max_ratio: most times a member over 1 MiB may grow when unpacked (a zip bomb grows a thousandfold;
            real documents seldom more than fifty).

    Returns:
        Name of each part → its content, in the order of the file. Folders are left out.

    Raises:
        PackageError: the file is no zip, is damaged, encrypted, a zip bomb, names a part twice or outside
            the package, holds macros, or is no Office file.
    """
    if data.startswith(_OLE_MAGIC):
        raise PackageError(
            "Filen är antingen ett Word-dokument i det gamla formatet (.doc) eller skyddad med lösenord. "
            "Öppna den i Word, ta bort lösenordet och spara den som .docx."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            # ZipInfo.is_dir raises on a member without a name.
            members = [info for info in archive.infolist() if not info.filename.endswith("/")]
            _check_members(members, max_total=max_total, max_members=max_members, max_ratio=max_ratio)
            parts = {info.filename: archive.read(info) for info in members}
    except PackageError:
        raise
    except _DAMAGED as error:
        raise PackageError(
            "Filen går inte att öppna: den är skadad eller inte ett Office-dokument. "
            "Öppna den i Word och spara den på nytt som .docx."
        ) from error
    if CONTENT_TYPES not in parts:
        raise PackageError(
            "Filen är en zip-fil men inte ett Office-dokument. Öppna den i Word och spara den som .docx."
        )
    return parts


def transitional(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts of a package in strict Open XML (ISO/IEC 29500) with the names of the usual form of it.

    Word can save a document as "Strict Open XML-dokument": the same elements in namespaces of other names.
    """
    strict = any(
        b"purl.oclc.org/ooxml" in content for name, content in parts.items() if name.endswith(".xml")
    )
    if not strict:
        return parts
    usual = rb"http://schemas.openxmlformats.org/\1/2006/\2"
    return {
        name: _STRICT.sub(usual, content) if name.endswith((".xml", ".rels")) else content
        for name, content in parts.items()
    }


def _check_members(
    members: list[zipfile.ZipInfo], *, max_total: int, max_members: int, max_ratio: int
) -> None:
    """Refuse a package from its table of contents alone, before anything is unpacked."""
    if len(members) > max_members:
        raise PackageError(f"Filen har {len(members)} delar. Fler än {max_members} tas inte emot.")
    if sum(info.file_size for info in members) > max_total:
        raise PackageError(
            f"Filen blir större än {max_total // MIB} MiB när den packas upp. Det är för stort."
        )
    seen: set[str] = set()
    for info in members:
        name = info.filename
        if not name or name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise PackageError(f"Filen har en del med ett otillåtet namn: ”{name}”.")
        if name.casefold() in seen:
            raise PackageError(f"Filen har två delar med samma namn: ”{name}”. Den är skadad eller ändrad.")
        seen.add(name.casefold())
        if info.flag_bits & _ENCRYPTED:
            raise PackageError("Filen är skyddad med lösenord. Ta bort lösenordet och spara den på nytt.")
        if info.compress_type not in {_STORED, _DEFLATED}:
            raise PackageError(
                "Filen är packad på ett sätt som Office inte använder. Spara den på nytt i Word."
            )
        if info.file_size > _RATIO_MATTERS_FROM and info.file_size > max_ratio * max(info.compress_size, 1):
            raise PackageError(
                f"Delen ”{name}” växer orimligt mycket när den packas upp. Filen tas inte emot."
            )
        if name.casefold().rpartition("/")[2] == "vbaproject.bin":
            raise PackageError(
                "Filen innehåller makron. Spara den i Word som ”Word-dokument (.docx)” utan makron."
            )
