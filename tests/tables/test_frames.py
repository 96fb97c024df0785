import polars as pl
import pytest

from hocba_ops.tables import TABLES, History
from hocba_ops.tables.frames import build_schema, build_stored_schema


@pytest.mark.parametrize("table", TABLES.values(), ids=list(TABLES))
def test_every_table_says_where_a_row_was_read_and_has_no_column_twice(table):
    names = build_schema(table).names()
    assert names[-3:] == ["source_file", "sheet", "row_number"]
    assert len(names) == len(set(names))
    assert build_stored_schema(table).names() == [*names, "batch_id", "as_of"]


def test_what_was_handed_in_once_and_stays_true_is_a_log():
    assert {name for name, table in TABLES.items() if table.history is History.LOG} == {
        "training",
        "attestation",
        "exchange_record",
        "explanation",
        "explanation_note",
        "pair_decision",
        "published_figure",
        "counterpart_total",
        "certificate_seen",
        "card_verdict",
    }


def test_every_code_of_a_person_is_text_so_that_no_zero_is_lost():
    for table in TABLES.values():
        schema = build_schema(table)
        codes = [name for name in schema if name.endswith(("_code", "_id")) or name in ("duty", "serial")]
        assert {schema[name] for name in codes} <= {pl.String()}
