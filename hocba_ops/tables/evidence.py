"""What files prove of cards: a row a file that was verified, and one for a drawn card of which no file was found."""

from hocba_ops.tables.columns import History, Table, columns

CARD_VERDICT = Table(
    "card_verdict",
    "a file that was verified as the evidence of a card, or a drawn card without a file",
    History.LOG,
    columns(
        "school_code card_id version:integer file file_kind file_sha256 selection sample_id drawn_from:integer"
        " is_present:flag is_intact:flag is_unchanged:flag is_rightful:flag is_sealed:flag fault fault_role"
        " homeroom_signed_at:time head_signed_at:time sealed_at:time indication sub_indication reason workflow"
        " content_hash policy trust revocation register verified_on:date verified_at:time"
    ),
)
"""`school_code`: of the card; empty for a file of no card. `version` empty: the file does not say which. `file`: as the
officer finds it. `file_kind`: pdf | xml. `selection`: toan_bo | mau; of a sample `sample_id` and how many cards the
school's part was `drawn_from`. `fault`: the first thing that keeps it from being proof (`documents.evidence.rungs`),
`fault_role` in which role; empty when there is none, or when it lies with the seal alone. `*_at`: best signature times
in Viet Nam, empty when nothing proves one. `policy`, `trust`, `revocation`, `register`: digests of what it was judged
by. `verified_at`: UTC."""

EVIDENCE_TABLES = {CARD_VERDICT.name: CARD_VERDICT}
