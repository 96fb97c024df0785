"""`hocba plan read`: a paper on the screen, as a draft and as a workbook to compare; never in force by itself."""

from datetime import date

import openpyxl
import pytest

from hocba_ops.sources.guard import Job
from hocba_ops.workbench import planning
from hocba_ops.workbench.plan_files import read_plan_job
from tests.plans.papers import KH_290, as_docx

SIGNER = "Người Ký Thử"


def _open_here(path, *, limits):
    return read_plan_job(Job(path, path.name, None, limits))


@pytest.fixture(scope="module", autouse=True)
def _opened_here():
    """Files are opened in this process: that it happens in another is tested where files are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            planning, "open_plan_file", lambda path, *, limits: read_plan_job(Job(path, path.name, None, limits))
        )
        yield


@pytest.fixture
def paper(workspace):
    path = workspace / "ke-hoach.docx"
    path.write_bytes(as_docx(f"{KH_290}\n{SIGNER}\n"))
    return path


@pytest.fixture
def read(hocba, workspace, paper):
    out, xlsx = workspace / "nhap" / "quan-1.toml", workspace / "nhap" / "doi-chieu.xlsx"
    done = hocba("plan", "read", paper, "--out", out, "--xlsx", xlsx, "--workspace", workspace)
    return done, out, xlsx


def test_a_plan_read_with_guesses_says_so_with_its_exit_code_and_names_what_to_do(read):
    done, out, xlsx = read
    assert done.code == 19
    assert "15 việc có hạn, 4 việc không ghi ngày" in done.out
    assert "HB-KH-06" in done.out
    assert all(str(one) in " ".join(done.out.split()) for one in (out, xlsx))
    assert "đổi từng “guessed” thành “checked”" in done.err
    assert "Chưa kế hoạch nào có hiệu lực" in done.err


def test_the_workbook_has_a_row_a_duty_with_its_quote_and_real_days(read):
    book = openpyxl.load_workbook(read[2])
    duties = [row for row in book["Việc"].iter_rows(values_only=True) if isinstance(row[0], int)]
    assert [row[0] for row in duties] == list(range(1, 20))
    assert (duties[8][8].date(), duties[8][9].date()) == (date(2025, 5, 30), date(2025, 5, 29))
    assert duties[8][14].startswith("- Khởi tạo Học bạ số, thực hiện ký số")
    assert {sheet.title for sheet in book} == {"Việc", "Điều phải hỏi", "Văn bản dẫn", "Không lấy"}
    assert not any(str(cell.value).startswith("=") for sheet in book for row in sheet for cell in row)


def test_the_name_of_the_signer_is_kept_nowhere(read):
    done, out, xlsx = read
    cells = [str(cell.value) for sheet in openpyxl.load_workbook(xlsx) for row in sheet for cell in row]
    assert SIGNER not in done.said + out.read_text(encoding="utf-8") + "\n".join(cells)
    assert "TRƯỞNG PHÒNG" in cells


def test_the_same_paper_gives_the_same_bytes(hocba, workspace, paper, read):
    again = [workspace / "lai.toml", workspace / "lai.xlsx"]
    hocba("plan", "read", paper, "--out", again[0], "--xlsx", again[1], "--workspace", workspace)
    assert [one.read_bytes() for one in again] == [one.read_bytes() for one in read[1:]]


def test_a_plan_that_says_everything_is_read_without_a_question(hocba, workspace):
    path = workspace / "ro.txt"
    lines = (
        "Số: 12/KH-GDĐT", "Quận 1, ngày 21 tháng 3 năm 2025", "KẾ HOẠCH", "Thử nghiệm năm học 2024-2025",
        "Phòng Giáo dục và Đào tạo ban hành kế hoạch như sau:", "I. TIẾN ĐỘ THỰC HIỆN",
        "- Các trường rà soát dữ liệu nhân thân, trước ngày 16/5/2025.",
    )  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")
    done = hocba("plan", "read", path, "--workspace", workspace)
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize(("option", "value"), [("--unit", "quan-99"), ("--school-year", "2025")])
def test_a_unit_or_year_that_is_none_is_refused_before_the_file_is_opened(hocba, workspace, option, value):
    done = hocba("plan", "read", workspace / "khong-co.pdf", option, value, "--workspace", workspace)
    assert done.code == 16
