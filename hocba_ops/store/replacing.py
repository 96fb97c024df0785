"""Batches that stand in place of schools of other batches: what a returned work pack mended, kept beside its source.

A batch made from rows of the store names the (batch, school) pairs that it stands in place of, down to the first
export. Of another day it wins or loses by its day, as every batch does; what is said here is about the same day.
"""

from collections.abc import Collection, Iterable, Iterator

from hocba_ops.store.batch import Batch
from hocba_ops.tables import Table

Pair = tuple[str, str | None]
"""A school of a batch: batch_id and school_code."""


def void_pairs(table: Table, known: Collection[Batch], every: Iterable[Batch]) -> frozenset[Pair]:
    """The schools of batches whose rows of a table do not count although nothing newer is known of them.

    A mended school lapses when an export of its day that it was made from was itself replaced by a corrected file;
    else what it was made from no longer counts. `known` are the batches that may count, `every` the whole store.
    """
    current = {batch.batch_id for batch in known}
    links = list(_links(table, known, {batch.batch_id: batch for batch in every}))
    lapsed = {
        (batch.batch_id, school)
        for batch, source, school in links
        if source.batch_id not in current and source.as_of == batch.as_of
    }
    replaced = {(source.batch_id, school) for batch, source, school in links if (batch.batch_id, school) not in lapsed}
    return frozenset(lapsed | replaced)


def _links(
    table: Table, known: Collection[Batch], every: dict[str, Batch]
) -> Iterator[tuple[Batch, Batch, str | None]]:
    """Each batch with one that it stands in place of, and the school, where both have rows of the table for it."""
    for batch in known:
        for source_id, school in batch.in_place_of:
            source = every.get(source_id)
            if source and _holds(batch, table, school) and _holds(source, table, school):
                yield batch, source, school


def _holds(batch: Batch, table: Table, school: str | None) -> bool:
    held = batch.table(table.name)
    return held is not None and school in held.schools
