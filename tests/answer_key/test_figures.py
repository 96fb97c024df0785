"""Every figure of the answer key, counted by its makers without this tool, is the figure that the workbench gives."""

import pytest

DAYS = ("2025-05-29", "2025-05-30", "2025-06-30", "2025-08-01")


@pytest.mark.parametrize("day", DAYS)
def test_every_measure_of_the_key_has_the_same_counts(key, answers, day):
    names = {name for name, _ in key.measures(day)}
    told = {(name, scope): pair for (name, scope), pair in answers.measures(day).items() if name in names}
    assert differences(key.measures(day), told) == {}


@pytest.mark.parametrize("day", DAYS)
def test_every_cutoff_class_of_the_key_has_the_same_rows(key, answers, day):
    assert differences(key.classes(day), answers.classes(day)) == {}


@pytest.mark.parametrize("day", DAYS)
def test_every_duty_of_every_actor_is_in_the_state_that_the_key_says(key, answers, day):
    assert differences(key.duties(day), states(answers.milestones("quan-1", day))) == {}


def test_each_ward_says_of_its_schools_what_the_district_says(key, answers):
    day = DAYS[-1]
    whole = key.duties(day)
    seen = set()
    for ward in answers.units(day)[1:]:
        told = states(answers.milestones(ward, day))
        assert {pair: state for pair, state in told.items() if whole.get(pair) != state} == {}
        seen |= told.keys()
    assert whole.keys() <= seen


@pytest.mark.parametrize("day", DAYS)
def test_the_classes_of_every_unit_add_up_to_its_roster(answers, day):
    for unit in answers.units(day):
        cutoff = answers.of(unit, day)[-1]
        classed = [m for m in cutoff.measures if m.name.startswith("cutoff.") and m.name != "cutoff.thua"]
        sums = {}
        for measure in classed:
            at = (measure.unit_id, measure.group)
            sums[at] = sums.get(at, 0) + measure.numerator
        assert {at: number for at, number in sums.items() if number != roster(classed, at)} == {}


def test_the_same_question_on_four_days_has_four_answers(answers):
    issued = [
        next(
            (m.numerator, m.denominator)
            for m in answers.of("quan-1", day)[3].measures
            if (m.name, m.unit_id, m.group) == ("card.issued", "quan-1", ())
        )
        for day in DAYS
    ]
    assert len(set(issued)) == 4
    assert [numerator for numerator, _ in issued] == sorted(numerator for numerator, _ in issued)


def states(answer) -> dict[tuple[str, str], str]:
    rows = answer.frames["duty_states"].select("duty", "actor_id", "state").rows()
    return {(duty, actor): state for duty, actor, state in rows}


def roster(measures, at) -> int:
    (denominator,) = {m.denominator for m in measures if (m.unit_id, m.group) == at}
    return denominator


def differences(key: dict, told: dict) -> dict:
    """What the key says otherwise than the workbench: (key, workbench), None where one of them says nothing."""
    return {at: (key.get(at), told.get(at)) for at in sorted({*key, *told}) if key.get(at) != told.get(at)}
