"""Where things stand on the sheets of a pack: the same for who writes one and who reads it back."""

KEY_COLUMN = 0
"""The hidden first column holds the key of each line."""
TITLE_ROW, NOTE_ROW, HEAD_ROW, FIRST_ROW = 0, 1, 2, 3
"""Rows from 0: the title, a line of help, the heads, the first line."""
FIRST_COLUMN = 1
KEYS = "_khoa"
"""The hidden sheet that says which pack this is and what each line stands for."""
LISTS = "_danhmuc"
"""The hidden sheet that holds the words of the drop-downs."""
LETTERS = 26


def cell_name(line: int, field: int) -> str:
    """The name of a cell as Excel shows it, by the places of its line and field from 0.

    >>> cell_name(0, 0), cell_name(6, 26)
    ('B4', 'AB10')
    """
    return f"{column_name(field + FIRST_COLUMN)}{line + FIRST_ROW + 1}"


def column_name(column: int) -> str:
    """The letters of a column from 0.

    >>> column_name(25), column_name(26)
    ('Z', 'AA')
    """
    head, last = divmod(column, LETTERS)
    return (column_name(head - 1) if head else "") + chr(ord("A") + last)
