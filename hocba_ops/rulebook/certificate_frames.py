"""What the rulebook says of certificates, as tables that SQL texts read."""

from collections.abc import Mapping, Sequence

import polars as pl

from hocba_ops.rulebook.certificates import Certificates


def certificate_frames(told: Certificates) -> Mapping[str, pl.DataFrame]:
    """`trust_issuer` (one row a word of an issuer), `key_strength`, `signing_load_policy`, `signing_pace_policy`."""
    words = [
        (place, word.lower(), issuer.trust_root)
        for place, (issuer, word) in enumerate((one, word) for one in told.issuers.values() for word in one.words)
    ]
    strengths = [(one.algorithm, one.least_bits) for one in told.strengths.values()]
    loads = [(one.role, one.most_classes, one.most_a_day) for one in told.loads.values()]
    paces = [(one.role, one.low, one.usual, one.high, one.least_days) for one in told.paces.values()]
    return {
        "trust_issuer": _frame(words, {"place": pl.Int64, "word": pl.String, "trust_root": pl.String}),
        "key_strength": _frame(strengths, {"algorithm": pl.String, "least_bits": pl.Int64}),
        "signing_load_policy": _frame(loads, {"role": pl.String, "most_classes": pl.Int64, "most_a_day": pl.Int64}),
        "signing_pace_policy": _frame(
            paces, {"role": pl.String, **dict.fromkeys(("low", "usual", "high", "least_days"), pl.Int64)}
        ),
    }


def _frame(rows: Sequence[tuple[object, ...]], schema: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict(schema), orient="row")
