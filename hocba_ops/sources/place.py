"""Columns as Excel calls them, by letters, and as numbers from 1."""

LETTERS = 26


def column_letters(number: int) -> str:
    """The letters of a column counted from 1.

    >>> column_letters(1), column_letters(71), column_letters(16384)
    ('A', 'BS', 'XFD')
    """
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + place) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column, from 1.

    >>> column_number("A"), column_number("BS"), column_number("XFD")
    (1, 71, 16384)
    """
    number = 0
    for letter in letters:
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number


def shown_run(first: int, last: int, *, letters: bool = False) -> str:
    """A run of rows or columns as Excel shows it.

    >>> shown_run(5, 5), shown_run(5, 120), shown_run(2, 4, letters=True)
    ('5', '5:120', 'B:D')
    """
    ends = [column_letters(end) if letters else str(end) for end in dict.fromkeys((first, last))]
    return ":".join(ends)
