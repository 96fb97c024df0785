"""The tables behind the exchange with Sở and Bộ: what a học bạ says beside its results, and records that came in."""

from collections.abc import Mapping

from hocba_ops.tables.columns import History, Table, columns

CARD_CONTENT = Table(
    "card_content",
    "what the hoc_ba of a pupil says beside data of the pupil and results",
    History.SNAPSHOT,
    columns(
        "school_code class_name pupil_code full_name register_number weight_tenths:integer height_tenths:integer"
        " absent_with_leave:integer absent_without_leave:integer birth_place birth_commune birth_province origin"
        " origin_commune origin_province address address_commune address_province policy issue_place completed_text"
        " award_text special_award_text homeroom_comment quality_comment general_comment specific_comment father_job"
        " mother_job guardian_job promotion_text contest_text summer_text"
    ),
)
"""`weight_tenths`, `height_tenths`: kilograms and centimetres in whole tenths. Absences are half-days (buổi).
`*_commune`, `*_province`: codes of administrative units as the file has them; the text of the place stands before."""

STUDY_HISTORY = Table(
    "study_history",
    "a school year of a pupil as the hoc_ba lists it",
    History.SNAPSHOT,
    columns("school_code pupil_code school_year class_name school_name province_text arrived_on:date"),
)

TEACHING = Table(
    "teaching",
    "a member of staff who teaches a subject to a class and signs for it",
    History.SNAPSHOT,
    columns("school_code class_name subject subject_text staff_code"),
)

EXCHANGE_RECORD = Table(
    "exchange_record",
    "a record of the exchange layout that came in from another workbench",
    History.LOG,
    columns(
        "school_code school_year grade:integer pupil_code record_id card_id table_name event version:integer"
        " updated_at:time updated_on:date status content"
    ),
)
"""`event`: new | update | cancel. `content`: the record without its envelope as one line of JSON, its rows within."""

EXCHANGE_TABLES: Mapping[str, Table] = {
    table.name: table for table in (CARD_CONTENT, STUDY_HISTORY, TEACHING, EXCHANGE_RECORD)
}
"""The tables of this module by name."""
