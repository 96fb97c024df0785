"""Large questions with 2 GB for the engine against 6 GB: what the cap costs, whether it holds, what is equal."""

from benchmarks.asked import ask_capped
from benchmarks.figures import Ratio, agree, of_seconds
from benchmarks.measuring import Case, take_in_turn
from benchmarks.scale import DAY, Scale, copy_of, ground_of

STEPS = ("coverage", "cutoff", "sync", "identity_review", "results_review")
SMALL, LARGE = "2GB", "6GB"
CAP = 2_000_000_000


def ratios(scale: Scale) -> list[Ratio]:
    """Of each step CPU seconds, peak and answer under both caps."""
    found: list[Ratio] = []
    with copy_of(ground_of(scale)) as folder:
        for step in STEPS:
            cases: dict[str, Case] = {cap: (ask_capped, (folder, step, DAY, cap)) for cap in (SMALL, LARGE)}
            taken = take_in_turn(cases, times=1)
            small, large = (taken[cap] for cap in cases)
            found += [
                of_seconds(f"{step}_small_vs_large", small.told["asked"], large.told["asked"], taken=small),
                Ratio(f"{step}_peak_of_cap", small.peak / CAP, peak=small.peak, told={"large_peak": large.peak}),
                agree(f"{step}_equal", small.told["fingerprint"], large.told["fingerprint"]),
            ]
    return found
