"""A delivery as a folder or a zip: what is in it, and what a damaged or hostile one is refused for."""

import zipfile
from pathlib import Path

import pytest

from hocba_ops.errors import EmptyFolder, ProtectedFile, TooLarge, UnreadableFile
from hocba_ops.settings import MIB, Limits
from hocba_ops.sources.delivery import open_delivery


def zipped(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, data in members.items():
            out.writestr(name, data)
    return path


def opened(tmp_path: Path, place: Path, limits: Limits | None = None):
    into = tmp_path / "ra"
    into.mkdir()
    return open_delivery(place, limits=limits or Limits(), into=into)


def test_a_zip_and_its_folder_hold_the_same_files_by_the_same_names(tmp_path):
    members = {"so.csv": b"a;b", "khoi 5/hb-1.pdf": b"%PDF- %%EOF"}
    folder = tmp_path / "giao"
    for name, data in members.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    packed = opened(tmp_path, zipped(tmp_path / "giao.zip", members))
    plain = open_delivery(folder, limits=Limits(), into=tmp_path)
    assert {one.name: one.path.read_bytes() for one in packed.files} == members
    assert {one.name: one.path.read_bytes() for one in plain.files} == members


@pytest.mark.parametrize("name", ["../ngoai.pdf", "/etc/x.pdf", "a/../../x.pdf", "..\\x.pdf", "C:\\x.pdf"])
def test_a_member_whose_path_leads_out_is_never_written_and_is_told(tmp_path, name):
    delivery = opened(tmp_path, zipped(tmp_path / "giao.zip", {name: b"x", "so.csv": b"a"}))
    assert [one.name for one in delivery.files] == ["so.csv"]
    assert len(delivery.barred) == 1
    assert [path.name for path in tmp_path.parent.glob("**/*.pdf") if path.is_relative_to(tmp_path)] == []


def test_a_link_in_a_zip_is_never_followed_nor_written(tmp_path):
    path = tmp_path / "giao.zip"
    link = zipfile.ZipInfo("lien-ket.pdf")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as out:
        out.writestr(link, "/etc/passwd")
    assert opened(tmp_path, path).barred == ("lien-ket.pdf",)


def test_a_zip_that_unpacks_to_far_more_than_it_weighs_is_refused_unopened(tmp_path):
    path = zipped(tmp_path / "bom.zip", {"so.csv": b"0" * (40 * MIB)})
    with pytest.raises(TooLarge):
        opened(tmp_path, path)
    assert list((tmp_path / "ra").iterdir()) == []


def test_a_zip_that_is_cut_short_or_is_none_is_unreadable(tmp_path):
    whole = zipped(tmp_path / "giao.zip", {"so.csv": bytes(range(256)) * 50}).read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableFile, match="tệp nén"):
        opened(tmp_path, cut)


def test_a_zip_with_a_damaged_member_is_unreadable(tmp_path):
    path = zipped(tmp_path / "giao.zip", {"so.csv": bytes(range(256)) * 50})
    data = bytearray(path.read_bytes())
    data[60:70] = b"\xff" * 10
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match="tệp nén"):
        opened(tmp_path, path)


def test_a_zip_with_a_password_is_told_to_be_opened_first(tmp_path):
    path = zipped(tmp_path / "giao.zip", {"so.csv": b"a;b"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(ProtectedFile):
        opened(tmp_path, path)


def test_an_empty_folder_and_a_folder_that_is_not_there_are_told(tmp_path):
    (tmp_path / "trong").mkdir()
    for place in (tmp_path / "trong", tmp_path / "khong-co"):
        with pytest.raises(EmptyFolder, match="hocba handover-check"):
            open_delivery(place, limits=Limits(), into=tmp_path)
