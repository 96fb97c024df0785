"""By when each hand-over of the question's unit is in time, as the table that the step `sync` compares days with."""

from collections.abc import Mapping

import polars as pl

from hocba_ops.rulebook.handover_frames import handover_frame
from hocba_ops.workbench.asking import PRIMARY, Asking


def handover_tables(asking: Asking) -> Mapping[str, pl.DataFrame]:
    """`handover_deadline`: two rows a grade, for pupils assessed in time and for those assessed again in summer."""
    question = asking.question
    return {"handover_deadline": handover_frame(asking.rulebook, asking.lineage, question.school_year, PRIMARY)}
