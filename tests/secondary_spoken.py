"""A lower-secondary class in officers' words: what no table says is sound, 8,5 or Đ in every subject and term."""

from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any

from district import District
from text_table import Told, read_table

AS_OF = date(2025, 5, 31)
SCHOOL, GRADE = "A", 9
SUBJECTS = {
    "Ngữ văn": "ngu_van",
    "Toán": "toan",
    "Ngoại ngữ": "ngoai_ngu_1",
    "GDCD": "gdcd",
    "LS&ĐL": "ls_dl",
    "KHTN": "khtn",
    "Công nghệ": "cong_nghe",
    "Tin học": "tin_hoc",
}
COMMENTS = {"GDTC": "gd_the_chat", "Nghệ thuật": "nghe_thuat", "HĐTN": "hdtn_hn", "GDĐP": "nd_gddp"}
TERMS = {"HKI": "hk1", "HKII": "hk2", "cả năm": "ca_nam", "sau hè": "sau_he"}
LEVELS = {"Tốt": "tot", "Khá": "kha", "Đạt": "dat", "Chưa đạt": "chua_dat", "không xếp loại được": "khong_xep_loai"}
WORDS = {code: word for word, code in LEVELS.items()} | {None: ""}
COMMENT_LEVELS = {"Đ": "dat", "CĐ": "chua_dat", "M": "mien"}
AWARDS = {"Học sinh Xuất sắc": "hoc_sinh_xuat_sac", "Học sinh Giỏi": "hoc_sinh_gioi"}
SOUND = {"hk1": "8,5", "hk2": "8,5", "ca_nam": "8,5"}


@dataclass
class SecondarySpec:
    """Pupils of class 9A, told by name; asked through the real store, texts, rules and step."""

    district: District
    values: dict[tuple[str, str, str], str] = field(default_factory=dict)
    marks: list[dict[str, str]] = field(default_factory=list)
    results: list[dict[str, str]] = field(default_factory=list)
    pupils: dict[str, int] = field(default_factory=dict)
    numbers: Any = field(default_factory=lambda: count(2))

    def scores(self, table: str) -> None:
        """`học sinh`, `môn`, then the results; `môn` may be `mọi môn` (all scored). Terms left out are as the year."""
        for row in read_table(table):
            self._pupil(row["học sinh"])
            subjects = SUBJECTS.values() if row["môn"] == "mọi môn" else [({**SUBJECTS, **COMMENTS})[row["môn"]]]
            for subject in subjects:
                for word, term in TERMS.items():
                    said = row.get(word, row["cả năm"] if word.startswith("HK") else None)
                    if said is not None:
                        self.values[row["học sinh"], subject, term] = said

    def books(self, table: str) -> None:
        """`học sinh`, `môn`, `kỳ`, `tx` (parted by spaces), `gk`, `ck`."""
        for row in read_table(table):
            self._pupil(row["học sinh"])
            self.marks.append(row)

    def says(self, table: str) -> None:
        """`học sinh`, `kỳ`, `học tập`, `rèn luyện`, `nghỉ`, `danh hiệu`, `lên lớp`."""
        for row in read_table(table):
            self._pupil(row["học sinh"])
            self.results.append(row)

    def standing(self, term: str = "cả năm") -> Told:
        """Each pupil's level of learning under the narrow and the wide reading."""
        rows = self._rows()["results_standing"]
        names = {self._code(name): name for name in self.pupils}
        found = [row for row in rows.iter_rows(named=True) if row["term"] == TERMS[term]]
        return Told(
            [
                {
                    "học sinh": names[row["pupil_code"]],
                    "đọc hẹp": WORDS[row["narrow"]] or WORDS.get(row["outcome"], row["outcome"]),
                    "đọc rộng": WORDS[row["wide"]] or WORDS.get(row["outcome"], row["outcome"]),
                }
                for row in sorted(found, key=lambda row: self.pupils[names[row["pupil_code"]]])
            ]
        )

    def averages(self, term: str) -> dict[str, int]:
        """The average of mathematics in a term, recomputed, in tenths."""
        rows = self._rows()["results_average"].iter_rows(named=True)
        names = {self._code(name): name for name in self.pupils}
        return {
            names[row["pupil_code"]]: row["recomputed"]
            for row in rows
            if row["subject"] == "toan" and row["term"] == TERMS[term]
        }

    def findings(self) -> Told:
        """What must be mended or explained, and of whom."""
        self._hand_in()
        names = dict(zip(self.pupils.values(), self.pupils, strict=True))
        found = self.district.ask("results_review", as_of=AS_OF).findings
        return Told(
            [
                {
                    "mã": one.code,
                    "của": names.get(one.row_number or 0, ""),
                    "ô": one.field,
                    "giá trị": one.value,
                    "câu": one.message,
                }
                for one in found
            ]
        )

    def _pupil(self, name: str) -> None:
        self.pupils.setdefault(name, next(self.numbers))

    def _code(self, name: str) -> str:
        return f"79{self.pupils[name]:08}"

    def _who(self, name: str) -> dict[str, Any]:
        who = {"school_code": SCHOOL, "grade": GRADE, "class_name": "9A", "pupil_code": self._code(name)}
        return who | {"row_number": self.pupils[name], "source_file": "tong-hop"}

    def _rows(self) -> Any:
        self._hand_in()
        return self.district.rows("results_review", as_of=AS_OF)

    def _hand_in(self) -> None:
        if SCHOOL in self.district.schools:
            return
        self.district.add_school(SCHOOL, kind="thcs")
        self.district.hand_in(
            AS_OF,
            pupil=[{**self._who(name), "source_file": "danh-sach"} for name in self.pupils],
            score=[row for name in self.pupils for row in (*self._stated(name), *self._booked(name))],
            secondary_result=[self._result(row) for row in self.results],
        )

    def _stated(self, name: str) -> list[dict[str, Any]]:
        rows = []
        for subject in (*SUBJECTS.values(), *COMMENTS.values()):
            for term in TERMS.values():
                usual = SOUND.get(term, "") if subject in SUBJECTS.values() else "Đ" if term in SOUND else ""
                value = self.values.get((name, subject, term), usual)
                rows.append({**self._who(name), "subject": subject, "term": term, "kind": "tb", **valued(value)})
        return rows

    def _booked(self, name: str) -> list[dict[str, Any]]:
        rows = []
        for told in (row for row in self.marks if row["học sinh"] == name):
            place = {**self._who(name), "subject": SUBJECTS[told["môn"]], "term": TERMS[told["kỳ"]]}
            for at, mark in enumerate(told["tx"].split(), 1):
                rows.append({**place, "kind": "tx", "place": at, **valued(mark)})
            rows += [{**place, "kind": kind, "place": 1, **valued(told[kind])} for kind in ("gk", "ck") if told[kind]]
        return rows

    def _result(self, row: dict[str, str]) -> dict[str, Any]:
        learning, conduct, award = row.get("học tập", ""), row.get("rèn luyện", ""), row.get("danh hiệu", "")
        return {
            **self._who(row["học sinh"]),
            "term": TERMS[row["kỳ"]],
            "learning": LEVELS.get(learning),
            "learning_text": learning or None,
            "conduct": LEVELS.get(conduct),
            "conduct_text": conduct or None,
            "absences": int(row["nghỉ"]) if row.get("nghỉ") else None,
            "award": AWARDS.get(award),
            "award_text": award or None,
            "is_promoted": {"x": True, "": False}[row["lên lớp"]] if "lên lớp" in row else None,
        }


def valued(text: str) -> dict[str, Any]:
    """A cell as reading leaves it: whole tenths, or a level, or a text that is neither; empty: nothing."""
    whole, _, rest = text.partition(",")
    is_score = whole.isdigit() and len(rest) < 2 and int(whole) <= 10 and not (whole == "10" and rest.strip("0"))
    tenths = int(whole) * 10 + int(rest or 0) if is_score else None
    return {"tenths": tenths, "level": COMMENT_LEVELS.get(text), "value_text": text or None}
