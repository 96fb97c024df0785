"""The register of cards and the receipts: what each school has done by which day, and what is wrong in it."""

from datetime import date, datetime, time, timedelta

import polars as pl

from hocba_ops.rehearsal.chance import draw
from hocba_ops.rehearsal.ground import Ground, figures
from hocba_ops.rehearsal.pupils import MILLION
from hocba_ops.rehearsal.spoiling import Changes, nothing, spoil

BEGUN = {"created_at": -8, "homeroom_signed_at": -6}
"""Moments of a card that is begun, by days before the day on which its school first hands in the register."""
DONE = {"head_signed_at": -5, "sealed_at": -4, "issued_at": -3, "sent_at": -2}
"""Moments of a card that is done, by days before the day on which its school hands in the whole."""
RECEIVED = -1
WITHOUT = ("khong_tao",)
UNSENT = ("HB-DC-05", "chua_gui")
"""Faults that leave the Sở without an answer."""
OPENING = 8
"""The hour of the day at which the moments begin."""


def build_cards(ground: Ground, people: pl.DataFrame, number: int) -> pl.DataFrame:
    """The register as of the day of that number, of those schools that hand it in on it."""
    begun = build_begun(ground, people.filter(pl.col("complete_day") == number + 1), number)
    done = build_done(ground, people.filter(pl.col("complete_day") == number))
    return pl.concat([begun, done], how="diagonal")


def build_begun(ground: Ground, people: pl.DataFrame, number: int) -> pl.DataFrame:
    """Cards that are made and that the class teachers have signed."""
    return _cards(ground, people).with_columns(
        state=pl.lit("gvcn_da_ky"),
        state_text=pl.lit(figures()["words"]["signed"]),
        **{name: pl.lit(moment(ground.days[number], days)) for name, days in BEGUN.items()},
    )


def build_done(ground: Ground, people: pl.DataFrame) -> pl.DataFrame:
    """Cards that are signed, sealed, issued and sent, faults and all."""
    words = figures()["words"]
    shown = _cards(ground, people)
    sound = shown.with_columns(
        state=pl.lit("da_bao_cao_so"),
        state_text=pl.lit(words["reported"]),
        withdrawn_at=pl.lit(None, pl.Datetime("us")),
        withdrawn_reason=pl.lit(None, pl.String),
        **_moments(ground, BEGUN, pl.max_horizontal(pl.col("complete_day") - 1, pl.lit(0))),
        **_moments(ground, DONE, pl.col("complete_day")),
    )
    second = sound.filter(pl.col("fault") == "HB-DC-02").with_columns(
        pl.col("card_id") + "-2", pl.col("row_number") + 2 * MILLION
    )
    stranger = sound.filter(pl.col("fault") == "HB-DC-03").with_columns(
        pl.format("81{}", pl.col("pupil_code").str.slice(2)).alias("pupil_code"),
        pl.col("card_id") + "-3",
        pl.col("row_number") + 2 * MILLION,
    )
    return pl.concat([spoil(sound, _card_changes()), second, stranger])


def build_receipts(ground: Ground, people: pl.DataFrame, number: int) -> pl.DataFrame:
    """What the Sở answered to the cards that were done on the day of that number."""
    words = figures()["words"]
    shown = _cards(ground, people.filter(pl.col("complete_day") == number))
    sound = shown.filter(pl.col("fault").is_in(UNSENT).fill_null(value=False).not_()).with_columns(
        received_at=pl.lit(moment(ground.days[number], RECEIVED)),
        receipt_state=pl.lit("tiep_nhan"),
        state_text=pl.lit(words["accepted"]),
        reason=pl.lit(None, pl.String),
    )
    return spoil(sound, _receipt_changes())


def moment(day: date, days: int) -> datetime:
    """The morning so many days from a day."""
    return datetime.combine(day, time(OPENING)) + timedelta(days=days)


def _moments(ground: Ground, offsets: dict[str, int], day: pl.Expr) -> dict[str, pl.Expr]:
    days = pl.lit(pl.Series([moment(one, 0) for one in ground.days]))
    return {name: days.gather(day) + pl.duration(days=offset) for name, offset in offsets.items()}


def _cards(ground: Ground, people: pl.DataFrame) -> pl.DataFrame:
    seat = pl.col("seat_class").str.slice(2).cast(pl.Int64)
    teacher = pl.col("school") * 100 + 10 * (pl.col("grade") + 1) + seat
    return people.filter(pl.col("fault").is_in(WITHOUT).fill_null(value=False).not_()).select(
        *("place", "fault", "complete_day", "school_code", "class_name", "grade", "pupil_code", "person_id"),
        row_number=pl.col("place") % MILLION + 2,
        card_id=pl.format("the-{}", pl.col("pupil_code").str.slice(2)),
        version=pl.lit(1, pl.Int64),
        homeroom_signer=staff_code(teacher),
        head_signer=staff_code(pl.col("school") * 100 + 1),
        content_hash=draw(pl.col("place"), 5, ground.seed).cast(pl.String),
    )


def staff_code(number: pl.Expr) -> pl.Expr:
    """The code of a member of staff of a number."""
    return pl.format("78{}", number.cast(pl.String).str.zfill(8))


def _card_changes() -> Changes:
    words = figures()["words"]
    return {
        "HB-DC-06": {"state": nothing(), "state_text": pl.lit(words["unknown"])},
        "HB-DC-07": {"sealed_at": nothing()},
        "chua_gui": {"sent_at": nothing(), "state": pl.lit("da_ban_hanh"), "state_text": pl.lit(words["issued"])},
        "thu_hoi_chua_thay": {
            "state": pl.lit("thu_hoi"),
            "state_text": pl.lit(words["withdrawn"]),
            "withdrawn_at": pl.col("sent_at") + pl.duration(hours=30),
            "withdrawn_reason": pl.lit(words["reason"]),
        },
    }


def _receipt_changes() -> Changes:
    words = figures()["words"]
    return {
        "HB-DC-01": {"content_hash": pl.lit("0")},
        "HB-DC-04": {
            "receipt_state": pl.lit("loi"),
            "state_text": pl.lit(words["refused"]),
            "reason": pl.lit(words["reason"]),
        },
        "thu_hoi_chua_thay": {"receipt_state": pl.lit("thu_hoi"), "state_text": pl.lit(words["withdrawn"])},
    }
