"""What can be wrong with the settings of the engine, as the list of faults of hocba.toml says it."""

from enum import StrEnum


class ComputingProblem(StrEnum):
    """A setting of the engine that is none; the sentence says what a right one looks like."""

    ENGINE = 'phải là "duckdb" (tính trên máy này) hoặc địa chỉ cụm máy Spark Connect, ví dụ "sc://10.0.0.5:15002"'
    MEMORY = 'phải là một lượng bộ nhớ, ví dụ "2GB", "1500MB", hoặc một phần bộ nhớ của máy, ví dụ "40%"'
