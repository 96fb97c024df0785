"""The `spec` fixture: a district told in small tables, asked through the real steps, answered in the same tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import spoken
from district import DISTRICT, District, build_district
from text_table import Told, day, in_words, read_table

from hocba_ops.reporting.formats import rate
from hocba_ops.tables import Answer, Finding, Measure

RUNGS = {
    "card.created": "đã tạo",
    "card.signed_homeroom": "GVCN đã ký",
    "card.signed": "ký đủ",
    "card.signed_on_time": "đúng hạn",
    "card.sealed": "đã đóng dấu",
    "card.issued": "đã ban hành",
    "card.issued_on_time": "ban hành đúng hạn",
    "card.sent": "đã gửi",
    "card.received": "Sở đã nhận",
}
SEVERITY = {"error": "phải sửa", "query": "sửa hoặc giải trình"}


class Spec:
    """A district in words. Rows wait until a question comes and stand as of its day, unless they say another."""

    def __init__(self, district: District) -> None:
        self.district = district
        self.labels = district.bench.labels
        self.waiting: dict[str, list[spoken.Row]] = defaultdict(list)
        self.numbers = count(1)
        self.codes: dict[str, str] = {}
        self.home: dict[str, tuple[str, int]] = {}
        self.places: dict[tuple[str, int], str] = {}

    # --- what the offices hold

    def schools(self, table: str) -> None:
        """`trường`, and where it differs `loại hình`, `loại trường`, `phường`, `tuyến`."""
        kinds = {"Tiểu học": "tieu_hoc", "GDTX": "gdtx"}
        owners = {"công lập": "cong_lap", "tư thục": "tu_thuc"}
        lines = {"chuyên môn": "chuyen_mon", "hành chính": "hanh_chinh"}
        for row in read_table(table):
            self.district.add_school(
                row["trường"],
                ward=row.get("phường", "phuong-ben-thanh"),
                ownership=owners[row.get("loại hình", "công lập")],
                kind=kinds[row.get("loại trường", "Tiểu học")],
                line=lines[row.get("tuyến", "chuyên môn")],
            )

    def pupils(self, table: str, *, as_of: str = "") -> None:
        """The roster. The same name twice is one pupil code on two rows."""
        rows = []
        for words, row in spoken.read_rows(table, spoken.PUPIL, beside=("học sinh",)):
            label = words["học sinh"]
            made = spoken.pupil_defaults(label, self._code(label), row) | row
            self.home.setdefault(label, (made["school_code"], made["grade"]))
            rows.append(self._placed("pupil", label, made))
        self._keep(as_of, pupil=rows)

    def cards(self, table: str, *, as_of: str = "") -> None:
        """The schools' registers: how far each card is (`tới bước`, `ngày`), or the time of each act."""
        rows = []
        for words, row in spoken.read_rows(table, spoken.CARD, beside=("học sinh", "tới bước", "ngày")):
            label = words["học sinh"]
            made = self._card_of(label) | spoken.card_columns(words, row)
            rows.append(self._placed("card", label, made))
        self._keep(as_of, card=rows)

    def receipts(self, table: str, *, as_of: str = "") -> None:
        """What the Sở answered to each version that was sent."""
        rows = []
        for words, row in spoken.read_rows(table, spoken.RECEIPT, beside=("học sinh",)):
            label = words["học sinh"]
            made = {
                "version": 1,
                "receipt_state": "tiep_nhan",
                "state_text": "tiếp nhận",
                **self._card_of(label),
                **row,
            }
            made.pop("grade", None)
            rows.append(self._placed("receipt", label, made))
        self._keep(as_of, receipt=rows)

    def results(self, table: str, *, as_of: str = "", cells: str = "", all_cells: tuple[str, int] = ("T", 9)) -> None:
        """Results of the year; every item has the level and score of `all_cells` but those that `cells` names."""
        told: dict[str, dict[str, Mapping[str, str]]] = defaultdict(dict)
        for row in read_table(cells) if cells else []:
            told[row["học sinh"]][row["ô"]] = row
        results, items = [], []
        for words, row in spoken.read_rows(table, spoken.RESULT, beside=("học sinh",)):
            label = words["học sinh"]
            school, grade = self.home.get(label, ("A", 5))
            made = {
                "school_code": school,
                "grade": grade,
                "class_name": f"{grade}A",
                "pupil_code": self._code(label),
                "is_completed": True,
                "is_promoted": True,
                "rating": "hoan_thanh_xuat_sac",
                "rating_text": "xuất sắc",
                **row,
            }
            placed = self._placed("result", label, made)
            results.append(placed)
            items += self._cells(placed, told[label], all_cells)
        self._keep(as_of, result=results, result_item=items)

    def staff(self, table: str, *, as_of: str = "") -> None:
        """People of the schools."""
        sound = {"school_code": "A", "staff_status": "dang_lam", "position": "giao_vien"}
        read = spoken.read_rows(table, spoken.STAFF)
        self._keep(as_of, staff=[self._placed("staff", words["người"], sound | row) for words, row in read])

    def certificates(self, table: str, *, as_of: str = "") -> None:
        """Certificates of people, and of seals where `người` is empty."""
        rows = []
        for words, row in spoken.read_rows(table, spoken.CERTIFICATES):
            holder = row.get("holder_code")
            sound = {
                "school_code": "A",
                "holder_kind": "ca_nhan" if holder else "con_dau",
                "trust_root": "cong_cong" if holder else "vgca",
                "device": "ky_so_tu_xa" if holder else "usb_token",
                "certificate_status": "hieu_luc",
                "valid_from": date(2024, 1, 1),
                "valid_to": date(2027, 1, 1),
            }
            rows.append(self._placed("certificate", words.get("người") or "con dấu", sound | row))
        self._keep(as_of, certificate=rows)

    def seen(self, table: str, *, as_of: str = "") -> None:
        """Certificates that were themselves seen; each its own, unless two rows share a serial and a school."""
        rows = []
        for words, row in spoken.read_rows(table, spoken.SEEN):
            sound = {
                "holder_kind": "ca_nhan",
                "issuer": "VNPT-CA",
                "valid_from": date(2024, 1, 1),
                "valid_to": date(2027, 1, 1),
                "key_algorithm": "RSA",
                "key_bits": 2048,
                "is_for_signing": True,
                "shown_by": "tep",
                "serial": f"0{len(rows)}",
            }
            label = words.get("số định danh") or words.get("mã cán bộ") or words.get("serial", "")
            made = self._placed("certificate_seen", label, sound | row)
            rows.append(made | {"fingerprint": f"{made['serial']}|{label}|{row.get('valid_to')}"})
        self._keep(as_of, certificate_seen=rows)

    def forms(self, table: str, *, as_of: str = "") -> None:
        """Readiness forms: every condition met but those under `chưa đáp ứng`."""
        rows = []
        for row in read_table(table):
            lacking = {item.strip() for item in row.get("chưa đáp ứng", "").split(",")}
            for item in self._asked():
                made = {
                    "school_code": row["trường"],
                    "item": item,
                    "is_met": item not in lacking,
                    "declared_on": day(row["ngày khai"]),
                }
                rows.append(self._placed("readiness_item", item, made))
        self._keep(as_of, readiness_item=rows)

    def trainings(self, table: str, *, as_of: str = "") -> None:
        """Who was trained when."""
        read = spoken.read_rows(table, spoken.TRAINING)
        rows = [self._placed("training", words["người"], {"school_code": "A", **row}) for words, row in read]
        self._keep(as_of, training=rows)

    def attestations(self, table: str, *, as_of: str = "") -> None:
        """Duties that schools and offices attest."""
        read = spoken.read_rows(table, spoken.ATTESTATION)
        self._keep(as_of, attestation=[self._placed("attestation", words["đơn vị"], row) for words, row in read])

    def exemptions(self, table: str, *, as_of: str = "") -> None:
        """Schools and pupils that keep paper books; no `học sinh`: the whole school."""
        rows = []
        for words, row in spoken.read_rows(table, spoken.EXEMPTION, beside=("học sinh",)):
            label = words.get("học sinh", "")
            made = {"school_code": "A", "pupil_code": self._code(label) if label else None, **row}
            rows.append(self._placed("exemption", label, made))
        self._keep(as_of, exemption=rows)

    # --- what is asked

    def coverage(self, *, as_of: str, unit: str = DISTRICT, per: str = "khối") -> Told:
        """The rungs of every school and grade; `per="trường"`: of every school; `per="đơn vị"`: of the unit asked."""
        answer = self.ask("coverage", as_of=as_of, unit=unit)
        fits = {
            "khối": lambda m: m.part("grade") and m.unit_id != unit,
            "trường": lambda m: not m.group and m.unit_id != unit,
            "đơn vị": lambda m: not m.group and m.unit_id == unit,
        }[per]
        rows: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
        for measure in answer.measures:
            if measure.name in RUNGS and fits(measure):
                key = (measure.unit_id, measure.part("grade") or "")
                rows[key] |= {"trường": key[0], "khối": key[1], **self._rung(measure)}
        return Told([rows[key] for key in sorted(rows)])

    def classes(self, *, as_of: str, unit: str = DISTRICT) -> Told:
        """The class of every row of the roster at the cutoff."""
        rows = self.rows("cutoff", as_of=day(as_of), unit=unit)["cutoff"]
        return Told(
            [
                {
                    "trường": row["school_code"],
                    "học sinh": self.places["pupil", row["row_number"]],
                    "kết quả": self.labels(f"class.{row['cutoff_class']}"),
                }
                for row in rows.sort("row_number").iter_rows(named=True)
            ]
        )

    def counts(self, *, as_of: str, unit: str = DISTRICT) -> Told:
        """How many rows of the whole unit's roster are in each class; classes of nobody are left out."""
        answer = self.ask("cutoff", as_of=as_of, unit=unit)
        whole = [m for m in answer.measures if m.unit_id == unit and not m.group and m.numerator]
        return Told(
            [
                {
                    "kết quả": self.labels(m.name.replace("cutoff.", "class.")),
                    "số": str(m.numerator),
                    "trên": str(m.denominator),
                }
                for m in whole
            ]
        )

    def findings(self, step: str, *, as_of: str = "30/06/2025", unit: str = DISTRICT) -> Told:
        """What must be mended or explained, and at whose row it was read."""
        return Told([self._found(finding) for finding in self.ask(step, as_of=as_of, unit=unit).findings])

    def ratios(self, step: str, name: str, *, as_of: str, unit: str = DISTRICT) -> Told:
        """One measure of every school, then of the unit, without its groups."""
        answer = self.ask(step, as_of=as_of, unit=unit)
        found = [m for m in answer.measures if m.name == name and not m.group]
        return Told(
            [
                {"đơn vị": m.unit_id, "tử số": str(m.numerator), "mẫu số": str(m.denominator)}
                for m in sorted(found, key=lambda m: (m.unit_id == unit, m.unit_id))
            ]
        )

    def duty(self, *duties: str, as_of: str, unit: str = DISTRICT) -> Told:
        """Where each actor stands with some duties."""
        states = self.ask("milestones", as_of=as_of, unit=unit).frames["duty_states"]
        return Told(
            [
                {
                    "nhiệm vụ": row["duty"],
                    "đơn vị": row["actor_id"],
                    "tình trạng": self.labels(f"state.{row['state']}"),
                    "ngày xong": in_words(row["done_on"]),
                    "đúng ngày mốc": "x" if row["is_on_named_day"] else "",
                    "đã đạt": "" if row["numerator"] is None else f"{row['numerator']}/{row['denominator']}",
                }
                for row in states.iter_rows(named=True)
                if row["duty"] in duties
            ]
        )

    def ask(self, step: str, *, as_of: str, unit: str = DISTRICT) -> Answer:
        """The answer itself."""
        self._hand_in(day(as_of))
        return self.district.ask(step, as_of=day(as_of), unit=unit)

    def rows(self, step: str, *, as_of: date, unit: str = DISTRICT) -> Mapping[str, pl.DataFrame]:
        """What the texts of a step give, row by row."""
        self._hand_in(as_of)
        return self.district.rows(step, as_of=as_of, unit=unit)

    # --- how words become rows

    def _code(self, label: str) -> str:
        return self.codes.setdefault(label, f"79{len(self.codes) + 1:08}")

    def _card_of(self, label: str) -> spoken.Row:
        school, grade = self.home.get(label, ("A", 5))
        card = {"card_id": f"hb-{label}", "content_hash": f"băm-{label}"}
        return {"school_code": school, "grade": grade, "pupil_code": self._code(label), **card}

    def _placed(self, table: str, label: str, row: spoken.Row) -> spoken.Row:
        number = next(self.numbers)
        self.places[table, number] = label
        return {**row, "source_file": f"{table}.xlsx", "row_number": number}

    def _cells(self, result: spoken.Row, told: Mapping[str, Mapping[str, str]], sound: tuple[str, int]) -> list[Any]:
        place = {name: result[name] for name in ("school_code", "pupil_code", "grade", "source_file", "row_number")}
        assessment = self.district.bench.rulebook.assessment
        levels = {(level.kind, level.code) for level in assessment.levels}
        subjects = {(item.grade, item.item) for item in assessment.grade_items() if item.kind == "mon_hoc"}
        rows = []
        for item in assessment.grade_items():
            is_namesake = item.kind != "mon_hoc" and (item.grade, item.item) in subjects
            words = {} if is_namesake else told.get(item.item, {})
            if item.grade != result["grade"] or not (item.is_required or words):
                continue
            usual = sound[0] if (item.kind, sound[0]) in levels else "Đ"
            level = words.get("mức", usual)
            score = words.get("điểm", str(sound[1])) if item.has_score else ""
            cell = {
                "kind": item.kind,
                "item": item.item,
                "level": level if (item.kind, level) in levels else None,
                "level_text": level or None,
                "score": spoken.whole(score),
                "score_text": score or None,
            }
            rows.append({**place, **cell})
        return rows

    def _asked(self) -> list[str]:
        return [one.id for one in self.district.bench.rulebook.requirements.values() if one.kind == "yes_no"]

    def _keep(self, as_of: str, **tables: Iterable[spoken.Row]) -> None:
        listed = {name: list(rows) for name, rows in tables.items()}
        codes = [row["school_code"] for rows in listed.values() for row in rows if row.get("school_code")]
        for code in dict.fromkeys(codes):
            if code not in self.district.schools and not code.startswith("?"):
                self.district.add_school(code)
        if as_of:
            self.district.hand_in(day(as_of), **listed)
            return
        for name, rows in listed.items():
            self.waiting[name] += rows

    def _hand_in(self, as_of: date) -> None:
        if self.waiting:
            self.district.hand_in(as_of, **self.waiting)
            self.waiting.clear()

    def _rung(self, measure: Measure) -> dict[str, str]:
        told = {RUNGS[measure.name]: str(measure.numerator)}
        if measure.name == "card.signed":
            reasons = [f"{self.labels(f'exclusion.{why}')} {number}" for why, number in measure.excluded]
            told |= {
                "phải có": str(measure.denominator),
                "loại trừ": str(sum(number for _, number in measure.excluded)),
                "lý do": ", ".join(reasons),
                "tỷ lệ": rate(measure, self.labels).replace("\u00a0", " "),
            }
        return told

    def _found(self, finding: Finding) -> dict[str, str]:
        table = finding.source_file.removesuffix(".xlsx")
        at = self.places.get((table, finding.row_number or 0), "")
        return {
            "mã": finding.code,
            "mức độ": SEVERITY[finding.severity],
            "trường": finding.unit_id,
            "của": at,
            "bảng": table,
            "ô": finding.field,
            "giá trị": finding.value,
            "trường kia": finding.other_unit_id,
            "hạn": in_words(finding.due_on),
            "lời": finding.message,
        }


@pytest.fixture
def spec(tmp_path: Path) -> Spec:
    return Spec(build_district(tmp_path))


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Shows an answer under the headings of the table that it was compared with."""
    if isinstance(left, Told) and isinstance(right, str) and op == "==":
        return [
            "bàn làm việc trả lời:",
            *left.under(right).splitlines(),
            "phải là:",
            *left.expected(right).splitlines(),
        ]
    return None
