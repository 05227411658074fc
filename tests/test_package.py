"""Packages from strangers are read safely, and packages are written the same every time."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from poreport.package import PackageError, read_package
from poreport.render.package import PackageWriter

TYPES = "[Content_Types].xml"


def package(parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip with these members."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return written.getvalue()


def refusal(data: bytes, **limits: int) -> str:
    """Return why a file is refused."""
    with pytest.raises(PackageError) as caught:
        read_package(data, **limits)
    return str(caught.value)


def test_parts_in_order() -> None:
    """A package is read as its parts, in the order of the file and without folders."""
    parts = {TYPES: b"<Types/>", "word/": b"", "word/document.xml": b"<x/>"}
    assert [(TYPES, b"<Types/>"), ("word/document.xml", b"<x/>")] == list(
        read_package(package(parts)).items()
    )


def test_old_word_format() -> None:
    """A .doc, or a file with a password, is refused with what to do about it."""
    assert "spara den som .docx" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)


@pytest.mark.parametrize("data", [b"", b"PK", b"<html/>", b"%PDF-1.7", b"PK\x05\x06" + b"\0" * 18])
def test_not_an_office_file(data: bytes) -> None:
    """What is no zip, or a zip without table of contents, is refused."""
    assert "Office-dokument" in refusal(data)


def test_damaged_member() -> None:
    """A member whose content does not match its checksum is refused."""
    data = bytearray(package({TYPES: b"<Types/>" * 9}, method=zipfile.ZIP_STORED))
    data[60] ^= 0xFF
    assert "skadad" in refusal(bytes(data))


def test_zip_bomb() -> None:
    """A member that grows a thousandfold is refused before it is unpacked."""
    assert "växer orimligt" in refusal(package({TYPES: b"<Types/>", "a": b"\0" * 5_000_000}))


def test_lying_size() -> None:
    """A member that unpacks to more than it says is refused."""
    data = bytearray(package({TYPES: b"<Types/>", "a": b"0123456789" * 500_000}))
    entry = data.rindex(b"PK\x01\x02")
    struct.pack_into("<L", data, entry + 24, 10)
    assert "skadad" in refusal(bytes(data))


def test_too_large() -> None:
    """A package that unpacks to more than allowed is refused."""
    assert "större än 1 MiB" in refusal(package({TYPES: bytes(range(256)) * 5000}), max_total=2**20)


def test_too_many_members() -> None:
    """A package with more members than allowed is refused."""
    assert "11 delar" in refusal(package({TYPES: b"", **{f"p{n}": b"" for n in range(10)}}), max_members=10)


@pytest.mark.parametrize("name", ["/etc/passwd", "../x.xml", "word/../../x", "C:\\x", "word\\x.xml"])
def test_names_outside_the_package(name: str) -> None:
    """A member with a path out of the package is refused."""
    assert "otillåtet namn" in refusal(package({TYPES: b"", name: b""}))


def test_no_name() -> None:
    """A member without a name, which the zip module of Python cannot handle, is refused."""
    assert "otillåtet namn" in refusal(PackageWriter({TYPES: b"", "": b""}).write({}))


def test_same_name_twice() -> None:
    """Two members with one name are refused, also when only the case differs."""
    assert "samma namn" in refusal(package({TYPES: b"", "word/a.xml": b"1", "word/A.xml": b"2"}))


def test_encrypted_member() -> None:
    """A member that is encrypted is refused."""
    data = bytearray(package({TYPES: b"<Types/>"}))
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    assert "lösenord" in refusal(bytes(data))


def test_foreign_compression() -> None:
    """A compression that Office does not know is refused."""
    assert "packad på ett sätt" in refusal(package({TYPES: b"<Types/>"}, method=zipfile.ZIP_BZIP2))


def test_macros() -> None:
    """A file with macros is refused."""
    assert "makron" in refusal(package({TYPES: b"", "word/vbaProject.bin": b"x"}))


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    """Whatever bytes come in, nothing but PackageError goes out."""
    for attempt in (data, package({TYPES: b"<Types/>"})[: len(data)] + data):
        try:
            read = read_package(attempt)
        except PackageError:
            read = {}
        assert isinstance(read, dict)


PARTS = st.dictionaries(st.text("abc/å.", min_size=1, max_size=6), st.binary(max_size=2000), max_size=5)


@given(fixed=PARTS, replaceable=PARTS, changed=PARTS)
def test_written_package_reads_back(
    fixed: dict[str, bytes], replaceable: dict[str, bytes], changed: dict[str, bytes]
) -> None:
    """Every part is found whole in what is written, a changed one in the place of a replaceable one."""
    changed = {name: content for name, content in changed.items() if name not in fixed}
    replaceable = {name: content for name, content in replaceable.items() if name not in fixed}
    data = PackageWriter({**fixed, TYPES: b"<Types/>"}, replaceable).write(changed)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist()[0] == TYPES
        assert {TYPES: b"<Types/>", **fixed, **replaceable, **changed} == {
            name: archive.read(name) for name in archive.namelist()
        }


def test_written_package_has_no_time() -> None:
    """Every member is dated 1980-01-01, so that the same parts give the same bytes on any day."""
    data = PackageWriter({TYPES: b"<Types/>"}).write({"word/document.xml": b"<x/>" * 200})
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {datetime(1980, 1, 1)} == {datetime(*info.date_time) for info in archive.infolist()}  # noqa: DTZ001  a zip has no time zone


def test_changed_part_twice() -> None:
    """A changed part cannot have the name of a fixed one."""
    with pytest.raises(PackageError, match="finns två gånger"):
        PackageWriter({TYPES: b"", "a": b""}).write({"a": b""})


def test_package_without_table_of_contents() -> None:
    """A package without table of contents cannot be written."""
    with pytest.raises(PackageError, match="saknar"):
        PackageWriter({"a": b""})
