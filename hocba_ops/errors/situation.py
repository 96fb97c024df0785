"""What every error is that asks the operator to act: a sentence, and an exit code."""


class OpsError(Exception):
    """The operator must act before the work can go on; `str(error)` is a Vietnamese sentence that says how."""

    exit_code = 19

    def __reduce__(self) -> tuple[object, ...]:
        """An error crosses from a reading process to ours with its sentence, not with what the sentence was made of."""
        return _told_again, (type(self), str(self))


def _told_again(kind: type[OpsError], sentence: str) -> OpsError:
    error = kind.__new__(kind)
    Exception.__init__(error, sentence)
    return error
