"""The events of the registry as a table: what happened to a version of a hoc_ba, on both axes of time, chained."""

from hocba_ops.tables.columns import Column, History, Kind, Table, columns

EVENT = Table(
    "event",
    "a thing that happened to a version of a hoc_ba",
    History.LOG,
    columns(
        "card_id version:integer school_code school_year grade:integer pupil_code state happened_at:time"
        " recorded_at:time actor actor_unit role content_hash reason document source"
    ),
)
"""`state`: the state of `domain.hoc_ba` that the event brings about. `happened_at`: Viet Nam time, as the source says;
`recorded_at`: UTC, when it was written into the ledger. `school_code`: the issuing school. `actor`, `actor_unit`,
`role`: who did it, for which school or office, as what. `document`: number of the paper that it rests on. `source`: the
batch it was read from; empty for what was done here."""

CHAIN = (Column("sequence", Kind.INTEGER), Column("digest"))
"""The place of an event in the ledger, from 1, and the digest of the whole ledger up to it."""
