from itertools import pairwise

import pytest

from hocba_ops.reporting import palette


def test_neighbouring_pieces_differ_in_pattern_as_well_as_in_colour():
    looks = [palette.series(index) for index in range(21)]
    assert len(set(looks)) == 21
    assert all(one[0] != two[0] and one[1] != two[1] for one, two in pairwise(looks))


@pytest.mark.parametrize("colour", [colour for colour, _ in map(palette.series, range(8))])
def test_text_on_a_colour_has_enough_contrast(colour):
    def luminance(code: str) -> float:
        parts = [int(code[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lights = sorted((luminance(colour), luminance(palette.text_on(colour))))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5
