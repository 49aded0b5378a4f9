"""Zips that would write elsewhere, fill the disk or hide a file are taken apart safely."""

import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lms_class import zip_of

from autograder.lms import archive
from autograder.lms.archive import NotAZipError, Unpacker
from autograder.lms.safe_names import MAX_BYTES, FreeNames, safe_path


def unpacked(path: Path, scratch: Path) -> tuple[dict[str, bytes], dict[str, str]]:
    scratch.mkdir()
    contents = Unpacker(scratch).unpack(path)
    inside = [member.file.parent for member in contents.members]
    assert set(inside) <= {scratch}
    return (
        {member.shown: member.file.read_bytes() for member in contents.members},
        {"/".join(refused.parts): refused.reason for refused in contents.refused},
    )


def test_no_name_in_a_zip_decides_where_something_is_written(tmp_path: Path) -> None:
    names = ("../up", "/etc/passwd", "C:\\Windows\\x", "a/../../b", "x" * 300, "a", "A")
    zip_of({name: name.encode() for name in names}, tmp_path / "a.zip")
    files, refused = unpacked(tmp_path / "a.zip", tmp_path / "scratch")
    assert sorted(files.values()) == sorted(name.encode() for name in names)
    assert not refused
    assert {path.name for path in tmp_path.iterdir()} == {"a.zip", "scratch"}


def test_links_are_not_followed(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as file:
        link = zipfile.ZipInfo("ada/hw.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")
    files, refused = unpacked(tmp_path / "a.zip", tmp_path / "scratch")
    assert not files
    assert refused == {"ada/hw.ipynb": "a link, not a file"}


def test_what_is_too_large_stays_in_the_zip(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_FILE", 2**20)
    monkeypatch.setattr(archive, "MAX_TOTAL", 2**21)
    bomb = zip_of({f"{n}": bytes(2**20) for n in range(5)})
    zip_of({"small": b"1", "large": bytes(2**21), "bomb.zip": bomb}, tmp_path / "a.zip")
    files, refused = unpacked(tmp_path / "a.zip", tmp_path / "scratch")
    assert files["small"] == b"1"
    assert refused["large"] == "unpacked it has 2 MiB"
    assert sum(map(len, files.values())) <= 2**21
    assert len([name for name in refused if name.startswith("bomb.zip/")]) == 4


def test_a_zip_in_a_zip_is_opened_and_a_damaged_one_is_kept(tmp_path: Path) -> None:
    inner = zip_of({"my work/hw.ipynb": b"{}"})
    deep = b"end"
    for _ in range(6):
        deep = zip_of({"deeper.zip": deep})
    zip_of({"ada/hw.zip": inner, "bob/hw.zip": inner[:40], "c.zip": deep}, tmp_path / "a.zip")
    files, _ = unpacked(tmp_path / "a.zip", tmp_path / "scratch")
    assert files["ada/hw.zip/my work/hw.ipynb"] == b"{}"
    assert files["bob/hw.zip"] == inner[:40]
    assert len(files) == 3


def test_a_damaged_file_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(zip_of({"bad": b"a" * 50 + bytes(range(200)), "good": b"1"}))
    data[60] ^= 0xFF
    (tmp_path / "a.zip").write_bytes(data)
    files, refused = unpacked(tmp_path / "a.zip", tmp_path / "scratch")
    assert files == {"good": b"1"}
    assert refused["bad"].startswith("damaged or in an unknown format")


def test_names_are_read_in_the_encoding_in_which_programs_write_them(tmp_path: Path) -> None:
    # Python marks such names as UTF-8; many programs write them and do not.
    data = zip_of({"Jörg": b"utf-8"}).replace(b"\x00\x08", b"\x00\x00")
    (tmp_path / "a.zip").write_bytes(data)
    files, _ = unpacked(tmp_path / "a.zip", tmp_path / "scratch")
    assert files == {"Jörg": b"utf-8"}


def test_a_folder_that_a_browser_has_unpacked_will_do(tmp_path: Path) -> None:
    folder = tmp_path / "submissions"
    folder.mkdir()
    (folder / "ada_1_2_hw.ipynb").write_bytes(b"1")
    (folder / "bob_3_4_hw.zip").write_bytes(zip_of({"hw.ipynb": b"2"}))
    (folder / "link").symlink_to("/etc/passwd")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    contents = Unpacker(scratch).unpack(folder)
    assert {m.shown for m in contents.members} == {"ada_1_2_hw.ipynb", "bob_3_4_hw.zip/hw.ipynb"}


@pytest.mark.parametrize("content", [b"", b"no zip", None])
def test_what_is_no_zip_is_refused_with_advice(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "a.zip"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(NotAZipError, match=r"a\.zip: (not a zip file\. Give|there is no such)"):
        Unpacker(tmp_path).unpack(path)


@given(st.lists(st.lists(st.text(), min_size=1, max_size=3), max_size=8))
def test_any_names_become_different_files_inside_the_folder(paths: list[list[str]]) -> None:
    names = FreeNames(["timestamp.txt"])
    taken = [names.take(path) for path in paths]
    folded = [path.as_posix().casefold() for path in taken]
    assert len(set(folded)) == len(folded)
    assert "timestamp.txt" not in folded
    for path in taken:
        assert not path.is_absolute()
        assert ".." not in path.parts
        assert all(len(part.encode()) <= MAX_BYTES + 10 for part in path.parts)
        assert not any(path.as_posix() != other and path.as_posix().startswith(f"{other}/")
                       for other in folded)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "safe"),
    [("hw.ipynb", "hw.ipynb"), ("..", "_"), (".hidden", "_.hidden"), ("a:b?.txt", "a_b_.txt"),
     ("CON.txt", "_CON.txt"), ("end. ", "end"), ("a\nb", "a_b"), ("é" * 200 + ".ipynb", None)],
)  # fmt: skip
def test_a_name_works_on_every_system(name: str, safe: str | None) -> None:
    (made,) = safe_path([name])
    assert made == safe or (safe is None and made.endswith("é.ipynb"))
