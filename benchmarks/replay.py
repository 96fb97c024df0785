"""The ledger at size: appending, checking and replaying the events of invented cards, relative to bare Parquet."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb
import polars as pl

from benchmarks.figures import Ratio, compare
from benchmarks.invented_store import SCHOOL_SIZE
from benchmarks.measuring import Case, take, take_in_turn
from benchmarks.scale import Scale
from hocba_ops.domain.hoc_ba import PATH
from hocba_ops.engine import Engine, Files
from hocba_ops.registry import CHAINED, Ledger
from hocba_ops.registry.chain import SCHEMA
from hocba_ops.registry.replay import POSITION, sift_after, standing_after
from hocba_ops.tables.shapes import SHAPES

STATES = PATH[:7]
"""What a card has behind it when the Sở has received it."""
PER_SEGMENT = 50_000
BEGIN = datetime(2025, 5, 20, 8)
NOW = datetime(2025, 8, 2, tzinfo=UTC)
BARE = "bare"


def ratios(scale: Scale) -> list[Ratio]:
    """Append, verify, replay and sift the events of so many cards, each beside its bare counterpart."""
    with tempfile.TemporaryDirectory() as folder:
        root, cards = Path(folder), scale.pupils
        appended, written = take(append, root, cards), take(write, root, cards)
        cases: dict[str, Case] = {one.__name__: (one, (root,)) for one in (verify, replay, resift, scan)}
        taken = take_in_turn(cases, times=1)
    bare = taken.pop("scan")
    return [compare("append", appended, written), *(compare(name, one, bare) for name, one in taken.items())]


def invent(first: int, cards: int) -> pl.DataFrame:
    """The events of cards `first` and on, card after card, as a ledger takes them."""
    numbers = pl.Series("number", range(first, first + cards), pl.Int64).to_frame()
    steps = pl.DataFrame({"state": [state.value for state in STATES], "step": range(len(STATES))})
    rows = numbers.join(steps, how="cross")
    number = pl.col("number")
    school = pl.format("7976{}", (number // SCHOOL_SIZE).cast(pl.String).str.zfill(5))
    told = {
        "card_id": pl.format("the-{}", number),
        "version": pl.lit(1, pl.Int64),
        "school_code": school,
        "school_year": pl.lit("2024-2025"),
        "grade": number % SCHOOL_SIZE // (SCHOOL_SIZE // 5) + 1,
        "pupil_code": pl.format("79{}", number.cast(pl.String).str.zfill(8)),
        "happened_at": pl.lit(BEGIN) + pl.duration(hours=pl.col("step") * 30, seconds=number % 3600),
        "actor": pl.format("79{}", number % 900),
        "content_hash": number.hash(1).cast(pl.String),
        "source": pl.format("card_register_wide/2025-08-01/{}", number // PER_SEGMENT),
    }
    named = rows.with_columns(**told, actor_unit=pl.when(pl.col("state") != STATES[-1].value).then(school))
    empty = [pl.lit(None, SCHEMA[name]).alias(name) for name in SCHEMA.names() if name not in named.columns]
    return named.with_columns(*empty).select(SCHEMA.names()).cast(SCHEMA)


def portions(cards: int) -> Sequence[tuple[int, int]]:
    """First card and number of cards of each segment."""
    return [(first, min(PER_SEGMENT, cards - first)) for first in range(0, cards, PER_SEGMENT)]


def append(root: Path, cards: int) -> int:
    """Append every portion as a segment; how many events the ledger holds."""
    ledger = Ledger.open(root)
    for first, many in portions(cards):
        ledger.append(invent(first, many), expected=ledger.head(), recorded_at=NOW, by="bench", purpose="bench")
    return ledger.segments()[-1].last


def write(root: Path, cards: int) -> int:
    """The same rows as bare Parquet, without chain, turn or sync."""
    (root / BARE).mkdir()
    frames = [invent(first, many) for first, many in portions(cards)]
    for number, frame in enumerate(frames):
        frame.write_parquet(root / BARE / f"{number}.parquet", compression="zstd")
    return sum(frame.height for frame in frames)


def scan(root: Path) -> int:
    """Every value of the ledger's files decoded by DuckDB: the least that any replay has to do."""
    with duckdb.connect(":memory:") as connection:
        connection.execute("set enable_progress_bar = false")
        files = connection.read_parquet([str(path) for path in Ledger(root).paths()])
        told = files.aggregate(", ".join(f"sum(hash({name}) % 2)" for name in CHAINED.names())).fetchall()
    return len(told)


def verify(root: Path) -> bool:
    """The whole chain checked, byte by byte and event by event."""
    return Ledger(root).verify() is None


def replay(root: Path) -> int:
    """Where every version stands on a day; how many there are."""
    engine = Engine.open()
    event = Files(paths=Ledger(root).paths(), keep=None, schema=CHAINED)
    when = {"as_of": date(2025, 8, 1), "known_on": NOW.date() + timedelta(days=1)}
    rows = engine.run(SHAPES["registry_state"], {"event": event}, when)
    engine.close()
    return rows.height


def resift(root: Path) -> int:
    """Every event held against the moves that the papers allow, segment by segment as appended; how many refused."""
    refused, held = 0, POSITION.to_frame()
    for path in Ledger(root).paths():
        events = pl.read_parquet(path)
        refused += len(sift_after(events, held)[1])
        held = pl.concat([held, standing_after(events)]).unique(["card_id", "version"], keep="last")
    return refused
