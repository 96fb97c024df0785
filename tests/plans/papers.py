"""Plans as offices hold them, made for the tests: the plan of Quận 1 in three kinds of file, and an invented one."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from docx import Document
from docx.shared import Pt
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

import hocba_ops.documents.render

KH_290 = (Path(__file__).parent / "ke_hoach_290.txt").read_text(encoding="utf-8")
FONTS = Path(hocba_ops.documents.render.__file__).parent / "fonts"

PHUONG_HEAD = """\
ỦY BAN NHÂN DÂN
PHƯỜNG THỬ NGHIỆM
Số: 45/KH-UBND
Thử Nghiệm, ngày 15 tháng 9 năm 2025
KẾ HOẠCH
Thực hiện học bạ số cấp trung học cơ sở năm học 2025-2026
Căn cứ Công văn số 77/SGDĐT-GDTrH ngày 01/9/2025 của Sở Giáo dục và Đào tạo;
Ủy ban nhân dân phường xây dựng kế hoạch như sau:
I. ĐỐI TƯỢNG
Các trường THCS trên địa bàn phường, từ lớp 6 đến lớp 9.
II. NHIỆM VỤ
1. Văn thư các trường gửi danh sách người ký chậm nhất ngày 10/10/2025.
2. Phòng VH-XH tổng hợp nhu cầu chứng thư, báo cáo Sở trước 17 giờ ngày 20/10/2025.
III. LỘ TRÌNH
"""
PHUONG_TABLE = (
    ("TT", "Nội dung công việc", "Thời gian hoàn thành", "Đơn vị chủ trì"),
    ("1", "Tập huấn giáo viên, nhân viên", "Từ ngày 03 đến ngày 14/11/2025", "Phòng VH-XH"),
    ("2", "Cài đặt phần mềm, phân quyền tài khoản", "Trong tháng 11/2025", "VNPT"),
    ("3", "Nhập điểm học kỳ I", "31/12/2025", "Các trường THCS"),
    ("4", "Ký số học bạ khối 9", "Trước 30/5", "Hiệu trưởng các trường"),
    ("5", "Ký số học bạ khối 6, 7, 8", "15/6/2026", "Hiệu trưởng các trường"),
    ("6", "Hỗ trợ kỹ thuật", "Thường xuyên", "VNPT"),
)
"""A plan of a made-up commune in another layout, with other words than those of Quận 1."""


def as_docx(text: str, *, table: Sequence[Sequence[str]] = (), after: str = "") -> bytes:
    """A Word file with a paragraph a line, then a table."""
    document = Document()
    document.styles["Normal"].font.size = Pt(13)
    for line in filter(str.strip, text.splitlines()):
        document.add_paragraph(line)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for values in table:
            for cell, value in zip(grid.add_row().cells, values, strict=True):
                cell.text = value
    for line in filter(str.strip, after.splitlines()):
        document.add_paragraph(line)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(text: str, *, password: str = "") -> bytes:
    """A PDF with text on A4 pages, its lines broken by the edge as a word processor breaks them."""
    if "Plan" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("Plan", next(path for path in sorted(FONTS.glob("*Regular*.ttf")))))
    style = ParagraphStyle("plan", fontName="Plan", fontSize=13, leading=17, spaceAfter=4)
    out = BytesIO()
    pages = SimpleDocTemplate(out, pagesize=A4, leftMargin=85, rightMargin=57, encrypt=password or None)
    pages.build([Paragraph(line.replace("&", "&amp;"), style) for line in text.splitlines() if line.strip()])
    return out.getvalue()
