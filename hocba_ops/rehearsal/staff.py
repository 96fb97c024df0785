"""Who works at each school, with which certificates and trainings, and what the school declared of its readiness."""

import polars as pl

from hocba_ops.rehearsal.cards import staff_code
from hocba_ops.rehearsal.ground import Ground, figures
from hocba_ops.rehearsal.pupils import class_name

OFFICERS = (("hieu_truong", 1), ("pho_hieu_truong", 2), ("van_thu", 3))
"""Positions of every school beside its teachers, and the number of each."""
SIGNING = ("hieu_truong", "pho_hieu_truong", "giao_vien")
FIRST_CLASS, OTHER_CLASS = "1A1", "2A1"
"""Classes whose teachers the faults of a school are about."""
UNEQUIPPED = ("HB-SS-02", "HB-SS-14")
STRANGER = 99
"""The number of somebody whom no list of staff knows."""
UNMET = "duong_truyen"
"""The requirement that the form of a school at fault says is not met."""


def build_staff(schools: pl.DataFrame) -> pl.DataFrame:
    """One row a member of staff, with `school_fault` beside."""
    base = schools.select("school", "school_code", "school_fault", "classes")
    officers = base.join(pl.DataFrame(OFFICERS, schema=["position", "number"], orient="row"), how="cross")
    teachers = base.with_columns(seat=pl.int_ranges("classes")).explode("seat").join(_grades(), how="cross")
    named = teachers.with_columns(
        position=pl.lit("giao_vien"),
        number=10 * (pl.col("grade") + 1) + pl.col("seat") + 1,
        homeroom_class=class_name(pl.col("grade"), pl.col("seat")),
    )
    at = pl.col("homeroom_class")
    is_passing = (pl.col("school_fault") == "HB-SS-14") & (at == OTHER_CLASS)
    is_unassigned = (pl.col("school_fault") == "HB-SS-07") & (at == FIRST_CLASS)
    return pl.concat([officers, named], how="diagonal_relaxed").with_columns(
        staff_code=staff_code(pl.col("school") * 100 + pl.col("number")),
        full_name=pl.format("{} {}", pl.lit(figures()["words"]["one_name"]), "number"),
        staff_status=pl.lit("dang_lam"),
        contract_kind=pl.when(is_passing).then(pl.lit("thinh_giang")).otherwise(pl.lit("vien_chuc")),
        is_meant=(at == OTHER_CLASS).fill_null(value=False),
        homeroom_class=pl.when(~is_unassigned).then(at),
    )


def build_certificates(schools: pl.DataFrame, staff: pl.DataFrame) -> pl.DataFrame:
    """Certificates of all who sign and of the schools' seals, but those that faults take away."""
    known = figures()["certificates"]
    lacks = pl.col("school_fault").is_in(UNEQUIPPED) & pl.col("is_meant")
    ends_early = (pl.col("school_fault") == "HB-SS-03") & pl.col("is_meant")
    signers = staff.filter(pl.col("position").is_in(SIGNING) & ~lacks)
    people = signers.select(
        "school_code",
        holder_code="staff_code",
        valid_to=pl.when(ends_early).then(pl.lit(known["early_end"])).otherwise(pl.lit(known["valid_to"])),
    )
    strangers = schools.filter(pl.col("school_fault") == "HB-SS-05").select(
        "school_code",
        holder_code=staff_code(pl.col("school") * 100 + STRANGER),
        valid_to=pl.lit(known["valid_to"]),
    )
    seals = schools.filter(pl.col("school_fault") != "HB-SS-04").select(
        "school_code", holder_kind=pl.lit("con_dau"), valid_to=pl.lit(known["valid_to"])
    )
    every = pl.concat([people, strangers, seals], how="diagonal")
    return every.with_columns(
        holder_kind=pl.col("holder_kind").fill_null("ca_nhan"),
        serial=pl.concat_str(pl.col("school_code"), pl.col("holder_code").fill_null("00")),
        trust_root=pl.lit("vgca"),
        device=pl.lit("usb_token"),
        valid_from=pl.lit(known["valid_from"]),
        certificate_status=pl.lit("hieu_luc"),
    )


def build_trainings(ground: Ground, staff: pl.DataFrame) -> pl.DataFrame:
    """Who was trained: all but those whom a fault leaves out."""
    is_left_out = (pl.col("school_fault") == "HB-SS-06") & pl.col("is_meant")
    return staff.filter(~is_left_out).select(
        "school_code",
        "staff_code",
        "full_name",
        trained_on=pl.lit(ground.days[0]) - pl.duration(days=20),
        topic=pl.lit(figures()["words"]["topic"]),
    )


def build_forms(ground: Ground, schools: pl.DataFrame, requirements: pl.DataFrame) -> pl.DataFrame:
    """What each school declared. `requirements`: as `rulebook.frames.requirement_frame`."""
    asked = requirements.select(item="requirement", item_text="requirement_text")
    told = schools.filter(pl.col("school_fault") != "HB-SS-08").join(asked, how="cross")
    is_unmet = (pl.col("school_fault") == "HB-SS-01") & (pl.col("item") == UNMET)
    return told.select(
        "school_code", "item", "item_text", is_met=~is_unmet, declared_on=pl.lit(ground.days[0]) - pl.duration(days=30)
    )


def _grades() -> pl.DataFrame:
    return pl.DataFrame({"grade": range(1, 6)})
