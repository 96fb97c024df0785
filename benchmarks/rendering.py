"""Setting a học bạ: one compiler kept against one a form, against ReportLab with the same words; XML, hash, proof.

CPU seconds in one process, rounds of all cases in turn, of each the lowest.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from reportlab import rl_config
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from benchmarks.figures import Ratio
from benchmarks.scale import Scale
from hocba_ops.documents.record import Kind, Record, build_record, read_layout
from hocba_ops.documents.render import Look, Renderer, prove_pages
from hocba_ops.documents.render.compile import FONTS
from hocba_ops.documents.render.pages import build_pages
from hocba_ops.documents.render.spelling import Names
from hocba_ops.documents.xades import XmlSigner, sign_inside
from hocba_ops.documents.xml import open_xml, write_xml

SUBJECTS = 13
COMPARED = {
    "reused_vs_reportlab": ("reused", "reportlab"),
    "reused_vs_fresh": ("reused", "fresh"),
    "compact_vs_tagged": ("compact", "reused"),
    "proof_vs_render": ("proof", "reused"),
}
"""The ratios by name: which case against which."""
FACE, BOLD = "Liberation Serif", "Liberation Serif Bold"
SCHOOL = (("school", "name"), ("commune", "commune"), ("province", "province"))
COMMENT = "Em chăm ngoan, biết giúp đỡ bạn, tính toán nhanh; cần đọc to và rõ hơn. "
NOW = datetime(2025, 5, 29, tzinfo=UTC)
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("FONTNAME", (0, 0), (-1, -1), FACE)]


FORMS, ROUNDS = 20, 5


def ratios(scale: Scale) -> list[Ratio]:
    """What the design has goals for, of forms set in turn."""
    taken = measure(scale.less(FORMS, 1), rounds=scale.less(ROUNDS, 1))
    return [
        Ratio(name, taken[ours] / taken[other], taken[ours], taken[other], told={"cpu_each": taken})
        for name, (ours, other) in COMPARED.items()
    ]


def measure(forms: int, *, rounds: int = 1) -> dict[str, float]:
    """CPU seconds a form of each case: the lowest of the rounds, every round with pupils that no other had."""
    cases = cases_of(Renderer(Names({"01": "Kinh"}, {"VN": "Việt Nam"})))
    best: dict[str, float] = {}
    for number in range(rounds):
        records = [invent(number * forms + place) for place in range(forms)]
        for name, work in cases.items():
            begin = time.process_time()
            for record in records:
                work(record)
            best[name] = min(best.get(name, float("inf")), (time.process_time() - begin) / forms)
    return best


def cases_of(renderer: Renderer) -> dict[str, Callable[[Record], Any]]:
    """Every case as what is done with one record."""
    signer = invent_signer()
    made: dict[str, bytes] = {}

    def reuse(record: Record) -> None:
        made[record.text("mahocsinh")] = renderer.render([write_xml(record)], Look()).pdf

    return {
        "reused": reuse,
        "compact": lambda record: renderer.render([write_xml(record)], Look(is_tagged=False)),
        "proof": lambda record: prove_pages(made[record.text("mahocsinh")], renderer),
        "fresh": lambda record: Renderer(renderer.names).render([write_xml(record)], Look()),
        "reportlab": lambda record: set_by_reportlab(record, renderer.names),
        "hash": lambda record: record.content_hash,
        "write_xml": write_xml,
        "open_xml": lambda record: open_xml(write_xml(record)),
        "xades": lambda record: sign_inside(write_xml(record), signer, signed_at=NOW),
    }


def invent(number: int) -> Record:
    """A record of grade 5 of an invented pupil."""
    layout = read_layout(Kind.TIEU_HOC)
    plain = {"namhoc": "2024-2025", "makhoi": "5", "tenlop": "5A", "dantoc": "01", "quoctich": "VN", "gioitinh": "1"}
    told: dict[str, Any] = {
        field.name: COMMENT * 3 if (field.length or 0) > 400 else f"Mục {number} {field.name}"[: field.length or 40]
        for field in layout.fields
        if field.kind == "varchar"
    }
    dates = dict.fromkeys((field.name for field in layout.fields if field.kind == "date"), "2025-05-29")
    flags = dict.fromkeys((field.name for field in layout.fields if field.kind == "boolean"), False)
    levels = {field.name: "T" for field in layout.fields if field.length == 1 and field.name not in plain}
    told |= {**dates, **flags, **levels, **plain, "mahocsinh": f"79{number:08d}", "trangthaithongtinhocba": "1"}
    subjects = [{"tenmonhoc": f"Môn học {place}", "mucdatduoc": "T"} for place in range(SUBJECTS)]
    history = [
        {"namhoc": f"{year}-{year + 1}", "tenlop": "5A", "tentruong": "Trường Mẫu"} for year in range(2020, 2025)
    ]
    return build_record(Kind.TIEU_HOC, told, {"dsbangdiem": subjects, "quatrinhhoctap": history})


def invent_signer() -> XmlSigner:
    """Somebody who signs with a key in memory."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Người ký mẫu")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(NOW).not_valid_after(NOW.replace(year=2027))
    certificate = made.sign(key, hashes.SHA256())
    return XmlSigner(certificate, lambda data: key.sign(data, ec.ECDSA(hashes.SHA256())), "gvcn")


def set_by_reportlab(record: Record, names: Names) -> bytes:
    """The same words in the same tables, QR code and footers, without tags and PDF/A, which ReportLab has not."""
    _faces()
    pages = build_pages([record], Look(), names)
    held = BytesIO()
    footer = partial(_draw_footer, f"{pages['look_up_code']} {pages['short_hash']}")
    document = SimpleDocTemplate(held, pagesize=A4)
    story = [*_cover(pages), PageBreak(), *_pupil(pages), PageBreak(), *_year(pages["years"][0], pages["words"])]
    document.build(story, onLaterPages=footer)
    return held.getvalue()


BODY = ParagraphStyle("body", fontName=FACE, fontSize=12, leading=15)
HEAD = ParagraphStyle("head", fontName=BOLD, fontSize=12, leading=15)
TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=40, leading=48, alignment=1)


def _cover(pages: Mapping[str, Any]) -> list[Any]:
    words = pages["words"]
    lines = [f"{words[name]}: {pages['school'][key]}" for name, key in SCHOOL]
    code = Drawing(75, 75)
    code.add(QrCodeWidget(Look().look_up + pages["look_up_code"], barWidth=75, barHeight=75))
    said = [Paragraph(line, BODY) for line in (pages["pupil"]["name"], *lines, pages["look_up_code"], pages["card_id"])]
    heads = [Paragraph(words["issuer"], HEAD), Paragraph(words["title"], TITLE), Paragraph(words["level"], HEAD)]
    return [*heads, *said, code]


def _pupil(pages: Mapping[str, Any]) -> list[Any]:
    words = pages["words"]
    lines = [[Paragraph(f"{one['label']}: {one['value']}", BODY) for one in line] for line in pages["pupil"]["lines"]]
    heads = [words[f"{name}_column"] for name in ("year", "class", "school", "province", "entered")]
    table = _table(heads, [list(row.values()) for row in pages["history"]])
    heads = [Paragraph(words["country"], HEAD), Paragraph(words["motto"], HEAD)]
    return [*heads, *(Table([line]) for line in lines), table]


def _year(year: Mapping[str, Any], words: Mapping[str, str]) -> list[Any]:
    heads = [words[name] for name in ("subject", "level_column", "test_column", "comment_column")]
    rows = [[row["name"], row["level"], row["test"], ""] for row in year["subjects"]]
    story: list[Any] = [Paragraph(f"{year['name']} {year['class']}", HEAD), _table(heads, rows)]
    told = (("qualities", "quality_comment"), ("general", "general_comment"), ("specific", "specific_comment"))
    for name, comment in told:
        rows = [[row["name"], row["level"], ""] for row in year[name]]
        heads = [words["competence"], words["level_column"], words["comment_column"]]
        story += [Spacer(1, 8), _table(heads, rows), Paragraph(year[comment], BODY)]
    story += [Paragraph(year["comment"], BODY), PageBreak(), Paragraph(year["legend"], BODY)]
    story += [Paragraph(f"{head}: {said}", BODY) for head, said in year["outcomes"]]
    closing = [words["head_confirms"], words["homeroom"]], [words["head_how"], words["homeroom_how"]]
    return [*story, Paragraph(year["day"], BODY), Table([*closing, [year["head"], year["homeroom"]]])]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    cells = [[Paragraph(cell, HEAD) for cell in heads], *([Paragraph(cell, BODY) for cell in row] for row in rows)]
    return Table(cells, style=TableStyle(GRID), repeatRows=1)


def _draw_footer(text: str, canvas: Any, document: Any) -> None:
    canvas.setFont(FACE, 9)
    canvas.line(70, 50, 540, 50)
    canvas.drawString(70, 38, text)
    canvas.drawRightString(540, 38, str(document.page))


def _faces() -> None:
    rl_config.invariant = 1
    if FACE not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(FACE, FONTS / "LiberationSerif-Regular.ttf"))
        pdfmetrics.registerFont(TTFont(BOLD, FONTS / "LiberationSerif-Bold.ttf"))
