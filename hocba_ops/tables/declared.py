"""The tables that sources fill and steps read. Codes are ASCII words; what the file said stands beside in `*_text`."""

from hocba_ops.tables.columns import History, Table, columns
from hocba_ops.tables.evidence import EVIDENCE_TABLES
from hocba_ops.tables.exchange import EXCHANGE_TABLES

SCHOOL = Table(
    "school",
    "a school or education centre",
    History.SNAPSHOT,
    columns("school_code alias_code name ownership school_kind"),
)
"""`ownership`: cong_lap | tu_thuc. `school_kind`: tieu_hoc | gdtx. `alias_code`: the older code still in use."""

SCHOOL_PARENT = Table(
    "school_parent",
    "an office that a school answered to on one line, from a day to a day",
    History.SNAPSHOT,
    columns("school_code parent_id line valid_from:date valid_to:date"),
)
"""`parent_id`: id of an office in the rulebook's units. `line`: chuyen_mon | hanh_chinh. `valid_to` empty: still so."""

SCHOOL_SUCCESSION = Table(
    "school_succession",
    "a school taking over from another from a day on",
    History.SNAPSHOT,
    columns("school_code successor_code succession succession_text valid_from:date decision_number"),
)
"""`succession`: sap_nhap | chia_tach | giai_the | cap_lai_ma. A school that goes on beside the new one is named as its
own successor too; `successor_code` empty: dissolved without one. What it issued keeps `school_code`."""

PUPIL = Table(
    "pupil",
    "a pupil in the list of a school",
    History.SNAPSHOT,
    columns(
        "school_code class_name grade:integer pupil_code person_id full_name birth_date:date birth_date_text"
        " sex sex_text ethnicity nationality pupil_status status_text status_date:date disability_text"
        " is_not_assessed:flag no_number_reason birth_place province_text district_text commune_text"
        " father_name father_birth_year:integer mother_name mother_birth_year:integer guardian_name other_school"
    ),
)
"""`sex`: nam | nu. `pupil_status`: dang_hoc | chuyen_den | chuyen_di | thoi_hoc. `person_id`: số định danh cá nhân.

`province_text`, `district_text`, `commune_text`: permanent address in the file's words or codes. `other_school`: where
a pupil who moved came from or went to. What a file has no column for is null on every row.
"""

STAFF = Table(
    "staff",
    "a head, teacher or other person at work in a school",
    History.SNAPSHOT,
    columns(
        "school_code staff_code person_id full_name birth_date:date staff_status status_text"
        " position position_text homeroom_class contract_kind contract_text"
    ),
)
"""`staff_status`: dang_lam | nghi. `position`: hieu_truong | pho_hieu_truong | giao_vien | van_thu | nhan_vien.
`contract_kind`: vien_chuc | hop_dong | thinh_giang."""

RESULT = Table(
    "result",
    "the year result of a pupil",
    History.SNAPSHOT,
    columns(
        "school_code class_name grade:integer pupil_code full_name birth_date:date"
        " is_completed:flag is_promoted:flag rating rating_text award award_text is_primary_completed:flag"
        " supplementary supplementary_text decision_text"
    ),
)
"""`rating`: hoan_thanh_xuat_sac | hoan_thanh_tot | hoan_thanh | chua_hoan_thanh (TT 27/2020, Điều 9). `supplementary`:
hoan_thanh | chua_hoan_thanh, what the assessment in summer came to; `decision_text`: the paper by which a pupil goes up
all the same. Columns behind `rating_text` are null where the file has none of them.
"""

RESULT_ITEM = Table(
    "result_item",
    "the level of a pupil in a subject, ability or quality",
    History.SNAPSHOT,
    columns("school_code pupil_code grade:integer kind item level level_text score:integer score_text"),
)
"""`kind`: mon_hoc | nang_luc | pham_chat. `level`: T/H/C/M for mon_hoc, T/Đ/C for the others; else null."""

SECONDARY_RESULT = Table(
    "secondary_result",
    "the result of a pupil of grades 6-12 in a term",
    History.SNAPSHOT,
    columns(
        "school_code class_name grade:integer pupil_code full_name birth_date:date term learning learning_text conduct"
        " conduct_text absences:integer award award_text is_promoted:flag"
    ),
)
"""`term`: hk1 | hk2 | ca_nam | sau_he (after the summer). `learning`, `conduct`: tot | kha | dat | chua_dat
(TT 22/2021, Điều 8, 9). `absences`: half-days (buổi) of the year; on the row of `ca_nam`."""

SCORE = Table(
    "score",
    "a score or level of a pupil of grades 6-12 in a subject in a term",
    History.SNAPSHOT,
    columns(
        "school_code class_name grade:integer pupil_code full_name subject subject_text term kind place:integer"
        " tenths:integer level value_text"
    ),
)
"""`term` as in secondary_result. `kind`: tx (`place` 1, 2, …) | gk | ck | tb (the average of the term). A scored value
is `tenths` (7,5 is 75), a comment is `level`: dat | chua_dat; `mien` is an exempted pupil."""

EXPLANATION = Table(
    "explanation",
    "what a school answered to a finding that it lets stand",
    History.LOG,
    columns("school_code code finding_key fingerprint explanation explained_by explained_on:date"),
)
"""`finding_key`, `fingerprint`: of the finding that is meant; when the data it saw change, the explanation lapses."""

EXPLANATION_NOTE = Table(
    "explanation_note",
    "an explanation as a school lists it by hand: of a rule and a pupil, not of a finding",
    History.LOG,
    columns("school_code code subject field_text explanation explained_by explained_on:date"),
)
"""`code`: id of the rule. `subject`: code of the pupil or member of staff, or name of the class; empty: the school.
`field_text`: the field in the words of the reports; empty: whatever the rule found. It is about the data as they were
known on `explained_on`."""

PAIR_DECISION = Table(
    "pair_decision",
    "what a school says of two rows that may be one child",
    History.LOG,
    columns("school_code pair_key fingerprint decision note decided_by decided_on:date"),
)
"""`decision`: cung_mot_em | hai_em | chua_ro. A pair is settled when both schools say the same of it."""

CARD = Table(
    "card",
    "a version of a hoc_ba in the school's register, which is the vendor's program",
    History.SNAPSHOT,
    columns(
        "school_code vendor class_name grade:integer pupil_code person_id card_id version:integer state state_text"
        " created_at:time homeroom_signed_at:time homeroom_signer head_signed_at:time head_signer sealed_at:time"
        " issued_at:time sent_at:time withdrawn_at:time withdrawn_reason content_hash"
    ),
)
"""`state`: a canonical state of `domain.hoc_ba`; `state_text`: the vendor's own word. `*_signer`: staff codes."""

RECEIPT = Table(
    "receipt",
    "an answer of the so_gddt to a version of a hoc_ba that was sent to it",
    History.SNAPSHOT,
    columns(
        "school_code pupil_code person_id card_id version:integer received_at:time receipt_state state_text"
        " content_hash reason"
    ),
)
"""`receipt_state`: tiep_nhan | loi | thu_hoi."""

MINISTRY_RECEIPT = Table(
    "ministry_receipt",
    "an answer of the ministry's repository to a version of a hoc_ba that the so_gddt reported to it",
    History.SNAPSHOT,
    columns(
        "school_code pupil_code person_id card_id version:integer answered_at:time ministry_state state_text"
        " content_hash error_code reason"
    ),
)
"""`ministry_state`: chap_nhan | loi | thu_hoi. The shape is inferred from the exchange layout (cau-truc-trao-doi-2026:
record, version, event); no export of the repository was seen. `content_hash` empty: the repository gave none back."""

COUNTERPART_TOTAL = Table(
    "counterpart_total",
    "a total that another office told, often a bare number: of a unit, a day and a column of the reconciliation",
    History.LOG,
    columns(
        "unit_id school_year figure_date:date chain_column column_text grades_text total:integer total_text said_by"
        " document note"
    ),
)
"""`chain_column`: roster | issued | received | accepted. `grades_text`: `5`, `1-4`; empty: all grades together."""

CARD_RETURN = Table(
    "card_return",
    "a version of a hoc_ba that the so_gddt's system returned to the program of a receiving school",
    History.SNAPSHOT,
    columns(
        "school_code to_school_code to_school_name pupil_code person_id card_id version:integer returned_at:time"
        " taken_at:time return_state state_text content_hash note"
    ),
)
"""`school_code`: the school that issued it. `return_state`: da_tra | da_nhan | tu_choi. The shape is inferred."""

ENROLMENT = Table(
    "enrolment",
    "a pupil taken in by a school of the next level, or said to go to school elsewhere",
    History.SNAPSHOT,
    columns(
        "school_code school_name pupil_code person_id full_name birth_date:date from_school_code from_school_name"
        " enrolled_on:date enrolment_state state_text note"
    ),
)
"""`school_code`: the receiving school. `enrolment_state`: nhap_hoc | ngoai_dia_ban | khong_nhap_hoc. Inferred shape."""

CERTIFICATE = Table(
    "certificate",
    "a certificate for digital signatures",
    History.SNAPSHOT,
    columns(
        "school_code holder_code holder_name holder_kind serial issuer trust_root device valid_from:date"
        " valid_to:date certificate_status status_text"
    ),
)
"""`holder_kind`: ca_nhan | con_dau. `trust_root`: cong_cong | vgca. `device`: usb_token | ky_so_tu_xa.
`certificate_status`: hieu_luc | thu_hoi | tam_dung. `holder_code`: staff code; empty for a seal."""

CERTIFICATE_SEEN = Table(
    "certificate_seen",
    "a certificate that was itself seen: in a file, on a token, in a signature",
    History.LOG,
    columns(
        "school_code holder_code person_id holder_name holder_kind organisation serial issuer trust_root device"
        " valid_from:date valid_to:date key_algorithm key_bits:integer key_usage is_for_signing:flag fingerprint"
        " shown_by"
    ),
)
"""What a certificate says of itself, where `certificate` is what a list says of it; a list replaces the older one, a
certificate that was seen stays seen. `fingerprint`: SHA-256 of its DER bytes, on every row. `shown_by`: tep | token |
chu_ky. `holder_kind`, `trust_root`, `device` as in `certificate`; no `trust_root`: nobody built its path, the issuer's
name tells. `school_code`, `holder_code` where something other than the certificate says them."""

READINESS_ITEM = Table(
    "readiness_item",
    "a requirement as a school declared it in the readiness form",
    History.SNAPSHOT,
    columns("school_code item item_text value_text is_met:flag quantity:integer evidence declared_on:date"),
)
"""`item`: id of a requirement in the rulebook (`thiet_bi`, `duong_truyen`, …); null when the wording is unknown."""

TRAINING = Table(
    "training",
    "a person who took part in a training",
    History.LOG,
    columns("school_code staff_code full_name trained_on:date topic"),
)

ATTESTATION = Table(
    "attestation",
    "an office or school saying, with a paper, that it has done a duty",
    History.LOG,
    columns("actor_id duty done_on:date document_number note"),
)
"""`actor_id`: school code or office id. `duty`: id of a duty in the plan."""

EXEMPTION = Table(
    "exemption",
    "a school or pupil that may stay on paper, for a reason and from a day to a day",
    History.SNAPSHOT,
    columns("school_code pupil_code reason document_number valid_from:date valid_to:date"),
)
"""`pupil_code` empty: the whole school."""

DIGITISATION = Table(
    "digitisation",
    "the paper cards of a past school year and grade that a school holds, and how many of them became data",
    History.SNAPSHOT,
    columns(
        "school_code past_year past_year_text grade:integer grade_text held:integer scanned:integer extracted:integer"
        " signed:integer reason"
    ),
)
"""`past_year`: 2022-2023. `extracted`: made from the paper (trích lục); `signed`: those signed digitally among them."""

PUBLISHED_FIGURE = Table(
    "published_figure",
    "a figure that was published elsewhere",
    History.LOG,
    columns(
        "unit_id school_year figure_date:date measure numerator:integer numerator_text denominator:integer"
        " published_rate document clause note"
    ),
)
"""`published_rate`: percent as printed, with a decimal comma. `numerator` is a lower bound when its text says “hơn”."""

TABLES = {
    table.name: table
    for table in (
        SCHOOL,
        SCHOOL_PARENT,
        SCHOOL_SUCCESSION,
        PUPIL,
        STAFF,
        RESULT,
        RESULT_ITEM,
        SECONDARY_RESULT,
        SCORE,
        CARD,
        RECEIPT,
        MINISTRY_RECEIPT,
        COUNTERPART_TOTAL,
        CARD_RETURN,
        ENROLMENT,
        CERTIFICATE,
        CERTIFICATE_SEEN,
        READINESS_ITEM,
        TRAINING,
        ATTESTATION,
        EXEMPTION,
        DIGITISATION,
        EXPLANATION,
        EXPLANATION_NOTE,
        PAIR_DECISION,
        PUBLISHED_FIGURE,
        *EXCHANGE_TABLES.values(),
        *EVIDENCE_TABLES.values(),
    )
}
"""Every declared table by name."""
