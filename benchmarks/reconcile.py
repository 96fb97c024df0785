"""The reconciliations as a user runs them, against the bare scan of what they read and against pandas."""

from pathlib import Path

from benchmarks.asked import ask, decode_tables, words_of_step
from benchmarks.figures import Ratio, agree, compare, of_seconds
from benchmarks.measuring import Case, take_in_turn
from benchmarks.pandas_cutoff import count_by_texts, count_classes
from benchmarks.scale import DAY, Scale, copy_of, ground_of

STEPS = ("cutoff", "sync")
TABLES = ("pupil", "card", "receipt")
SHAPES = ("roster", "card_state", "pupil_state")


def ratios(scale: Scale) -> list[Ratio]:
    """Each step against its floor; the classes of the cutoff counted by pandas from the same files."""
    with copy_of(ground_of(scale)) as folder:
        cases: dict[str, Case] = {step: (ask, (folder, step, DAY)) for step in STEPS}
        cases |= {f"floor {step}": (scan, (folder, step)) for step in STEPS}
        cases |= {"pandas": (count_classes, (folder, DAY)), "classes": (count_by_texts, (folder, DAY))}
        taken = take_in_turn(cases, times=1)
    ours, pandas = taken["classes"], taken["pandas"]
    return [
        of_seconds("texts_vs_floor", ours.told["asked"], taken["floor cutoff"].cpu, taken=ours),
        *(_against(step, taken[step].told["asked"], taken) for step in STEPS),
        of_seconds("texts_vs_pandas", ours.told["asked"], pandas.cpu, taken=ours),
        compare("cutoff_vs_pandas", taken["cutoff"], pandas),
        Ratio("texts_peak_vs_pandas", ours.peak / pandas.peak, peak=ours.peak),
        Ratio("peak_vs_pandas", taken["cutoff"].peak / pandas.peak, peak=taken["cutoff"].peak),
        agree("classes_equal", ours.told["classes"], pandas.told["classes"]),
    ]


def _against(step: str, asked: float, taken: dict) -> Ratio:  # type: ignore[type-arg]
    return of_seconds(f"{step}_vs_floor", asked, taken[f"floor {step}"].cpu, taken=taken[step])


def scan(folder: Path, step: str) -> int:
    """Every value decoded of the columns of the registers that the texts of a step name."""
    return decode_tables(folder, TABLES, words_of_step(step, *SHAPES), DAY)
