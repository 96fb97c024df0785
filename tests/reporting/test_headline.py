from datetime import date
from decimal import Decimal

from hocba_ops.reporting.answer_json import answer_json
from hocba_ops.reporting.headline import headline
from hocba_ops.reporting.labels import Labels
from hocba_ops.tables import Answer, Counted, Measure

DAY = date(2024, 7, 31)


def test_published_rate_that_its_own_count_does_not_give_names_the_counts_that_would(labels: Labels):
    """Seed: Hà Nội, 31/7/2024, “hơn 27.500”/29.093 = 94,64 %."""
    published = Measure(
        "staff.equipped",
        "so-gddt-ha-noi",
        DAY,
        Counted.STAFF,
        27_500,
        29_093,
        group=(("published", "bai-bao"),),
        published_rate=Decimal("94.64"),
    )

    ((name, figure),) = headline(_read_back(published), ["staff.equipped"], labels)

    assert figure.replace("\u00a0", " ") == "27.500/29.093 = 94,52 %"
    assert "27.533" in name
    assert "27.535" in name


def test_figure_of_the_whole_unit_stands_before_those_of_its_schools(labels: Labels):
    whole = Measure("card.signed", "quan-1", DAY, Counted.PUPILS, 3, 4)
    school = Measure("card.signed", "79760401", DAY, Counted.PUPILS, 1, 2)

    assert [
        figure.replace("\u00a0", " ") for _, figure in headline(_read_back(school, whole), ["card.signed"], labels)
    ] == ["3/4 = 75,00 %"]


def _read_back(*measures: Measure) -> dict[str, object]:
    return answer_json(Answer("coverage", measures[-1].unit_id, "2023-2024", DAY, measures=measures))
