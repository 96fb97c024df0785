"""Which cards do not go the plain way: stopped, withdrawn, replaced, doubled, refused, and the faults on them.

A spot is a school (by number) and a grade; days are written d/m. `card_acts` does what stands here.
"""

from datetime import date

from data_samples.make.days import DISTRICT_END

STOPPED = """
created  4/5 4/5
homeroom 16/5 16/5
head     10/5 10/5
sealed   4/5 4/5
issued   16/5 16/5 16/5
-        10/5 10/5 2/3 3/2 7/1 16/4
"""
"""Last stage that the card reaches, and school/grade; `-`: no card was ever created."""
WITHDRAWN = ((3, 5, "9/6"), (14, 5, "10/6"), (6, 2, "29/7"), (6, 4, "30/7"))
"""Withdrawn and not replaced: school, grade, day."""
REPLACED = (
    (3, 5, "9/6", "10/6 10/6 11/6 11/6 12/6 13/6"),
    (11, 5, "10/6", "11/6 11/6 12/6 12/6 13/6 18/6"),
    (14, 5, "9/6", "10/6 11/6 12/6 12/6 13/6 17/6"),
    (1, 2, "21/7", "22/7 22/7 23/7 23/7 24/7 25/7"),
    (16, 3, "23/7", "24/7 24/7 25/7 25/7 28/7 29/7"),
)
SUPERSEDED = ((10, 5, "9/6", "10/6 10/6 11/6 11/6 12/6 13/6"), (6, 5, "9/6", "10/6 10/6 11/6 12/6 12/6 16/6"))
"""Replaced without a day of withdrawal: only the state word of the old version tells."""
DOUBLED = ((3, 5, ""), (14, 5, ""), (10, 5, "3/6"), (16, 5, "3/6"), (1, 3, ""), (6, 1, ""))
"""HB-DC-02: school, grade, day on which the second card is withdrawn (empty: never)."""
OTHER_CONTENT = (
    (4, 5, ""),
    (10, 5, ""),
    (16, 5, ""),
    (11, 5, "8/7"),
    (14, 5, "8/7"),
    (2, 2, ""),
    (3, 4, ""),
    (7, 3, ""),
)
"""HB-DC-01: school, grade, day on which the city took the right content (empty: not yet)."""
REFUSED = ((4, 5, ""), (10, 5, ""), (11, 5, "7/7"), (14, 5, "7/7"), (16, 5, "9/7"), (3, 2, ""), (6, 4, ""))
"""HB-DC-04: school, grade, day on which it was accepted after all."""
REFUSED_FIRST = ((1, 5), (2, 5), (9, 5))
"""Refused, and accepted the next day: no fault."""
UNANSWERED = ((3, 5, ""), (10, 5, ""), (4, 5, "2/7"), (14, 5, "3/7"), (1, 4, ""), (2, 3, ""), (16, 1, ""))
"""HB-DC-05: school, grade, day on which the city answered."""
UNANSWERED_VERSION = (10, 5, "9/6", "10/6 10/6 11/6 11/6 12/6 13/6")
"""HB-DC-05 as well: the first version was accepted and withdrawn, the second has no answer."""
EXTRA_CARDS = ((1, date.max), (14, date.max), (10, DISTRICT_END), (5, DISTRICT_END))
EXTRA_RECEIPTS = ((3, "17/6"), (6, "18/6"), (16, "24/7"))
"""HB-DC-03: cards (and the register in which they are gone) and receipts of pupils who are on no list of the school."""
ODD_WORDS = ((3, False), (11, False), (6, True), (16, True))
"""HB-DC-06: school, and whether the word is right again on 30/6."""
CLAIMS = ((4, False), (10, False), (6, True), (14, True))
"""HB-DC-07: school, and whether it is mended on 30/6."""
MENDED_CLAIM = "4/6 5/6 5/6 11/6"
