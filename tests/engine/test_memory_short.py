"""A question that does not fit into its memory is told as what it is, with what to do."""

import polars as pl
import pytest

from hocba_ops.engine import Engine
from hocba_ops.errors import MemoryShort


def test_a_question_too_large_for_its_memory_says_how_much_there_was_and_what_to_do():
    engine = Engine.open(threads=1, memory_limit="20MB")
    rows = pl.DataFrame({"a": pl.int_range(2_000_000, eager=True).cast(pl.String) + "của một em bịa"})

    with pytest.raises(MemoryShort, match=r"\(19.0 MiB\).*--memory"):
        engine.run("select a, count(*) as n from t group by a order by a", {"t": rows})
    engine.close()
