"""What verification found, as a table: a row a signature, and one for a file without any."""

from hocba_ops.tables.columns import History, Table, columns

VERDICT = Table(
    "verdict",
    "a signature in a file, and what it is worth",
    History.LOG,
    columns(
        "file file_sha256 card_id field role signer signer_id serial fingerprint trust_root level signed_at:time"
        " indication sub_indication reason file_indication file_sub_indication workflow checked_as_of:time basis"
    ),
)
"""`signed_at`: the best signature time in UTC, empty when nothing proves one. `reason`, `workflow`: codes, joined by a
space. `indication`, `sub_indication`: of the signature; the file's stand beside."""
