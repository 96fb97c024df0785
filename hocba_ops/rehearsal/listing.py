"""The pupil list as a school hands it in: sound rows, and those that a fault of the list spoils."""

import polars as pl

from hocba_ops.rehearsal.faults import IDENTITY, KEPT
from hocba_ops.rehearsal.ground import figures
from hocba_ops.rehearsal.pupils import MILLION
from hocba_ops.rehearsal.spoiling import Changes, nothing, spoil

TWIN = "HB-ID-09"
"""The rule of a pupil who stands in the list twice."""
SHARED = "HB-ID-04"
"""The rule of a number that stands at two pupils."""


def sound_list(people: pl.DataFrame) -> pl.DataFrame:
    """The list without a fault, with `place`, `school`, `is_mended` and `fault` beside."""
    words = figures()["words"]
    sexes = {"nam": words["sex_nam"], "nu": words["sex_nu"]}
    empty = ("no_number_reason", "province_text", "father_name", "mother_name")
    return people.select(
        *(
            "place",
            "school",
            "is_mended",
            "fault",
            "school_code",
            "seat_class",
            "class_name",
            "grade",
            "pupil_code",
            "person_id",
        ),
        *("full_name", "birth_date", "sex"),
        birth_date_text=pl.col("birth_date").dt.strftime("%d/%m/%Y"),
        sex_text=pl.col("sex").replace_strict(sexes, return_dtype=pl.String),
        ethnicity=pl.lit(words["people"]),
        nationality=pl.lit(words["nation"]),
        pupil_status=pl.lit("dang_hoc"),
        status_text=pl.lit(words["studying"]),
        row_number=pl.col("place") % MILLION + 2,
        **{column: pl.lit(None, pl.String) for column in empty},
        **{column: pl.lit(None, pl.Int64) for column in ("father_birth_year", "mother_birth_year")},
    )


def build_list(people: pl.DataFrame) -> pl.DataFrame:
    """The list as it is first handed in, faults and all."""
    spoiled = spoil(sound_list(people), _changes())
    twins = spoiled.filter(pl.col("fault") == TWIN).with_columns(pl.col("row_number") + 2 * MILLION)
    return pl.concat([spoiled, twins])


def build_mended_list(people: pl.DataFrame) -> pl.DataFrame:
    """The list of those schools that mended what they could, handed in again."""
    mended = pl.when(pl.col("fault").is_in(sorted(IDENTITY.keys() - KEPT))).then(None).otherwise("fault")
    return build_list(people.filter("is_mended").with_columns(mended.alias("fault")))


def partner_code() -> pl.Expr:
    """The code of the pupil whose number a shared number is."""
    return pl.format("79{}", (pl.col("place") ^ 1).cast(pl.String).str.zfill(8))


def _changes() -> Changes:
    words = figures()["words"]
    number, born, name = pl.col("person_id"), pl.col("birth_date"), pl.col("full_name")
    other_sex = pl.when(number.str.slice(3, 1) == "2").then(pl.lit("3")).otherwise(pl.lit("2"))
    partner = ((pl.col("place") ^ 1) % MILLION).cast(pl.String).str.zfill(6)
    older = born.dt.offset_by("-6y")
    unknown = pl.lit(words["unknown"])
    return {
        "HB-ID-01": {"person_id": nothing()},
        "HB-ID-02": {"person_id": number.str.slice(1)},
        "HB-ID-03": {"person_id": pl.concat_str(number.str.slice(0, 3), other_sex, number.str.slice(4))},
        SHARED: {"person_id": pl.concat_str(number.str.slice(0, 6), partner)},
        "HB-ID-07": {"full_name": name + "2"},
        "HB-ID-08": {"birth_date": nothing(), "birth_date_text": pl.lit("31/02/2016")},
        "HB-ID-11": {"sex": nothing(), "sex_text": unknown},
        "HB-ID-12": {"ethnicity": nothing()},
        "HB-ID-13": {"pupil_status": nothing(), "status_text": unknown},
        "HB-ID-15": {"full_name": pl.lit(words["one_name"])},
        "HB-ID-16": {"full_name": name.str.to_uppercase()},
        "HB-ID-17": {"full_name": pl.lit(words["stray_name"])},
        "HB-ID-18": {"nationality": pl.lit(words["unknown_nation"])},
        "HB-ID-19": {"nationality": nothing()},
        "HB-ID-20": {"ethnicity": pl.lit(words["unknown_people"])},
        "HB-ID-21": {"province_text": pl.lit(words["unknown_province"])},
        "HB-ID-26": {"person_id": nothing(), "no_number_reason": unknown},
        "HB-ID-27": {
            "birth_date": older,
            "birth_date_text": older.dt.strftime("%d/%m/%Y"),
            "person_id": pl.concat_str(number.str.slice(0, 4), older.dt.strftime("%y"), number.str.slice(6)),
        },
        "HB-ID-28": {"father_birth_year": born.dt.year() - 3},
        "HB-ID-29": {"mother_birth_year": born.dt.year() - 3},
        "HB-ID-30": {"father_name": name},
    }
