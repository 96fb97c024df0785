"""TT 27: the year rating, recomputed from levels and scores, for all four ratings and for exempt subjects."""

from datetime import date

AS_OF = date(2025, 6, 30)
RATINGS = {
    "hoan_thanh_xuat_sac": "xuất sắc",
    "hoan_thanh_tot": "tốt",
    "hoan_thanh": "hoàn thành",
    "chua_hoan_thanh": "chưa hoàn thành",
}


def recomputed(spec) -> dict[str, str]:
    """The rating that the levels and scores of each pupil come to, by name."""
    rows = spec.rows("results_review", as_of=AS_OF)["results_row"]
    return {
        spec.places["result", row["row_number"]]: RATINGS.get(row["recomputed_rating"], "")
        for row in rows.iter_rows(named=True)
    }


def test_a_rating_needs_every_level_and_every_score(spec):
    """TT 27/2020/TT-BGDĐT, Điều 9, khoản 2, điểm a: T và từ 9: xuất sắc; T và từ 7: tốt; H và từ 5: hoàn thành."""
    ratings = {
        ("T", 10): "xuất sắc",
        ("T", 9): "xuất sắc",
        ("T", 8): "tốt",
        ("T", 7): "tốt",
        ("T", 6): "hoàn thành",
        ("T", 5): "hoàn thành",
        ("T", 4): "chưa hoàn thành",
        ("H", 10): "hoàn thành",
        ("H", 5): "hoàn thành",
        ("C", 10): "chưa hoàn thành",
    }
    for level, score in ratings:
        spec.pupils(f"học sinh\n{level} {score}")
        spec.results(f"học sinh\n{level} {score}", all_cells=(level, score))
    assert recomputed(spec) == {f"{level} {score}": rating for (level, score), rating in ratings.items()}


def test_one_cell_that_falls_short_lowers_the_rating_in_every_grade(spec):
    """TT 27/2020/TT-BGDĐT, Điều 9: một môn, một phẩm chất hay một bài kiểm tra thấp hơn là xếp loại thấp hơn."""
    for grade in range(1, 6):
        names = [f"{name} {grade}" for name in ("an", "bình", "chi", "dũng", "giang")]
        spec.pupils("\n".join(["khối | học sinh", *(f"{grade} | {name}" for name in names)]))
        spec.results(
            "\n".join(["học sinh", *names]),
            cells=f"""
                học sinh      | ô          | mức | điểm
                bình {grade}  | toan       | T   | 8
                chi {grade}   | am_nhac    | H   |
                dũng {grade}  | trung_thuc | Đ   |
                giang {grade} | tu_hoc     | C   |
            """,
        )
    told = recomputed(spec)
    for grade in range(1, 6):
        assert {name: told[f"{name} {grade}"] for name in ("an", "bình", "chi", "dũng", "giang")} == {
            "an": "xuất sắc",
            "bình": "tốt",
            "chi": "hoàn thành",
            "dũng": "hoàn thành",
            "giang": "chưa hoàn thành",
        }


def test_an_exempt_subject_neither_raises_nor_lowers_the_rating(spec):
    """TT 27/2020/TT-BGDĐT, Điều 6: môn được miễn (M) không tính vào xếp loại, kể cả điểm còn ghi ở đó."""
    spec.pupils("học sinh\nan\nbình\nchi")
    spec.results(
        "học sinh\nan\nbình\nchi",
        cells="""
            học sinh | ô           | mức | điểm
            an       | gd_the_chat | M   |
            bình     | tin_hoc     | M   | 3
            chi      | gd_the_chat | M   |
            chi      | toan        | H   | 9
        """,
    )
    assert recomputed(spec) == {"an": "xuất sắc", "bình": "xuất sắc", "chi": "hoàn thành"}


def test_an_elective_counts_once_it_has_a_level(spec):
    """TT 27/2020/TT-BGDĐT, Điều 9: môn tự chọn đã học thì tính như các môn khác; không học thì không thiếu."""
    spec.pupils("khối | học sinh\n1 | an\n1 | bình")
    spec.results(
        "học sinh\nan\nbình",
        cells="""
            học sinh | ô           | mức | điểm
            bình     | ngoai_ngu_1 | C   |
        """,
    )
    assert recomputed(spec) == {"an": "xuất sắc", "bình": "chưa hoàn thành"}


def test_an_unsound_row_is_not_rated(spec):
    """TT 27/2020/TT-BGDĐT, Điều 9: không tính lại từ mức sai, mức thiếu hay điểm sai."""
    spec.pupils("học sinh\nan\nbình\nchi")
    spec.results(
        "học sinh\nan\nbình\nchi",
        cells="""
            học sinh | ô        | mức | điểm
            an       | toan     | X   | 9
            bình     | yeu_nuoc |     |
            chi      | toan     | T   | 9,5
        """,
    )
    assert recomputed(spec) == {"an": "", "bình": "", "chi": ""}
