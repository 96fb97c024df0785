"""The rules that the samples break on purpose, and what a school owes for each."""

QUERIES = frozenset(
    f"HB-{code}"
    for codes in (
        ("ID-01", "ID-03", "ID-06", "ID-10", "ID-12"),
        tuple(f"ID-{number}" for number in (*range(15, 31), 40, 42, 43, 44)),
        ("CN-01",),
        ("KQ-08", "KQ-09", "KQ-12"),
        ("DC-04", "DC-05", "DC-06"),
        ("SS-03", "SS-05", "SS-06"),
        ("LO-02", "LO-05", "LO-06"),
    )
    for code in codes
)
"""Must be mended or explained."""
COUNTS = {"ID": 30, "KQ": 13, "DC": 7, "SS": 8, "CN": 1, "LO": 6}
MOVES = tuple(f"HB-ID-{number}" for number in range(40, 45))
CODES = (
    *(f"HB-{family}-{number:02d}" for family, last in COUNTS.items() for number in range(1, last + 1)),
    *MOVES,
)
ERRORS = frozenset(CODES) - QUERIES
"""Must be mended."""
