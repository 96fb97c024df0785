"""The rules of identity data: all in one pass over the list, against a scan of its own for each, and a floor.

The list is looked through as the step does it, a portion of schools at a time.
"""

import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.asked import decode, words_of
from benchmarks.figures import Ratio, agree, megabytes, of_seconds
from benchmarks.measuring import Case, take_in_turn
from benchmarks.scale import DAY, SCHOOL_YEAR, Scale, copy_of, ground_of, unit
from hocba_ops.rulebook import Rule, Rulebook
from hocba_ops.steps import STEPS, text_of
from hocba_ops.tables.review import compile_rules
from hocba_ops.tables.shapes import SHAPES
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.further import further_tables
from hocba_ops.workbench.portions import SCHOOLS_OF_TEXTS

STEP = STEPS["identity_review"]
SCAN = "identity_review"
SUPPORT = STEP.texts[: STEP.texts.index(SCAN)]
"""The texts that the scan reads; they are put once on either side and not counted."""


def ratios(scale: Scale) -> list[Ratio]:
    """One pass against as many scans as there are rules, against the floor of the list, and its memory."""
    most = scale.less(1000, 3)
    with copy_of(ground_of(scale)) as folder:
        cases: dict[str, Case] = {
            "one": (review, (folder, False, most)),
            "each": (review, (folder, True, most)),
            "floor": (scan, (folder,)),
        }
        taken = take_in_turn(cases, times=1)
    one, each, floor = (taken[name] for name in cases)
    return [
        of_seconds("one_pass_vs_separate", one.told["asked"], each.told["asked"], taken=one),
        of_seconds("one_pass_vs_floor", one.told["asked"], floor.cpu, taken=one),
        megabytes("peak", one),
        agree("broken_equal", one.told["broken"], each.told["broken"]),
    ]


def review(folder: Path, is_each: bool, most: int) -> Mapping[str, Any]:
    """The scan of the review with all rules, or once with each; how often each rule is broken."""
    bench = Workbench.open(folder)
    rules = bench.rulebook.rules_in_force(DAY, STEP.rules)
    held = dict([(code, rule) for code, rule in rules.items() if rule.table == "pupil" and rule.holds][:most])
    asking = bench._asking(bench.tree(DAY), replace(bench.question(unit(), SCHOOL_YEAR, DAY), rules=rules))
    lists = further_tables(bench, STEP, asking)
    given = {**lists, **asking.rows_of(STEP, SUPPORT, lists)}
    broken: dict[str, int] = {}
    before = time.process_time()
    for some in [{code: rule} for code, rule in held.items()] if is_each else [held]:
        question = replace(asking.question, rules=some)
        for one in replace(asking, question=question).portions(question.schools.iter_slices(SCHOOLS_OF_TEXTS)):
            rows = one.rows_of(STEP, [SCAN], given)[SCAN]
            broken |= {code: broken.get(code, 0) + int(rows[code].sum()) for code in some}
    asked = time.process_time() - before
    bench.engine.close()
    return {"asked": asked, "rules": len(held), "found": sum(broken.values()), "broken": sorted(broken.items())}


def scan(folder: Path) -> int:
    """Every value decoded of the columns of the list that the scan and its rules name."""
    rules: Mapping[str, Rule] = Rulebook.load(folder / "rulebook").rules_in_force(DAY, STEP.rules)
    return decode(folder, "pupil", words_of([compile_rules(text_of(SCAN), rules), SHAPES["roster"]]), DAY)
