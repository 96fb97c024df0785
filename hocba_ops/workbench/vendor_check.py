"""The hand-over of a vendor at the end of a contract, held against the registry: is everything there, and the same.

Source: KH 290/KH-GDĐT, I.2 (the contract obliges the vendor to hand the data over intact and complete).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import polars as pl

from hocba_ops.domain.hoc_ba import ENDED, PATH, State
from hocba_ops.engine import Files as Stored
from hocba_ops.engine import Shape, Source
from hocba_ops.errors import BadParameter, NothingDelivered, NothingLoaded, OpsError, ParameterProblem
from hocba_ops.registry import CHAINED
from hocba_ops.registry.lock import Locks
from hocba_ops.sources.card_files import is_card_file, is_checksum_list
from hocba_ops.sources.delivery import Delivery, open_delivery
from hocba_ops.sources.guard import Job, read_guarded, read_job
from hocba_ops.sources.reading import Reading
from hocba_ops.tables import TABLES, Answer, Counted, Finding, Measure, Severity
from hocba_ops.tables.frames import build_schema
from hocba_ops.tables.measures import measures, with_totals
from hocba_ops.tables.review import findings, in_order
from hocba_ops.tables.shapes import SHAPES
from hocba_ops.workbench.locked_rows import locked_frame
from hocba_ops.workbench.mapping import read_mappings
from hocba_ops.workbench.school_naming import with_school_codes
from hocba_ops.workbench.units import read_directory, school_rows
from hocba_ops.workbench.vendor_files import (
    SOUND,
    UNCHECKED,
    Files,
    Verify,
    file_findings,
    look_at_files,
    signatures_beside,
)
from hocba_ops.workbench.vendor_signed import signature_findings

if TYPE_CHECKING:
    from hocba_ops.workbench.bench import Workbench

TEXT = files("hocba_ops.workbench").joinpath("vendor_check.sql").read_text(encoding="utf-8")
NAME = "handover_check"
CLASSES = (
    "du",
    "thieu",
    "thieu_phien_ban",
    "la",
    "khac_chu",
    "noi_dung_khac",
    "khong_ma_noi_dung",
    "khac_trang_thai",
)
"""Where a version of a card stands: handed over whole, or what is wrong with it first."""
CODES = {
    "thieu": "HB-GD-01",
    "la": "HB-GD-02",
    "thieu_phien_ban": "HB-GD-03",
    "khac_trang_thai": "HB-GD-04",
    "noi_dung_khac": "HB-GD-05",
    "khac_chu": "HB-GD-06",
    "khong_ma_noi_dung": "HB-GD-07",
}
LACKS = ("created", "homeroom", "head", "sealed", "issued", "sent", "hash")
FINDING = {
    "code": pl.String,
    "school_code": pl.String,
    "card_id": pl.String,
    "said": pl.String,
    "source_file": pl.String,
    "sheet": pl.String,
    "row_number": pl.Int64,
    "reason": pl.String,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A delivery checked: the answer with its lists, and whether nothing that must be there is missing."""

    answer: Answer
    vendors: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether no finding is left that must be mended: the verdict `đủ`."""
        return all(one.severity is not Severity.ERROR for one in self.answer.findings)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a delivery: rows of `card`, the files that could not be read, and files of no use here."""

    cards: pl.DataFrame
    faults: Mapping[str, OpsError] = field(default_factory=dict)
    others: int = 0


def check_delivery(
    bench: "Workbench", place: Path, *, vendor: str = "", as_of: date, verify: Verify | None = None
) -> Checked:
    """The delivery in a folder or zip against the ledger as it stands on a day, and the locked records where locked.

    `verify`: a verification of the signatures of card files; without one every file says that it was not looked at.
    Raises `NothingLoaded` where the ledger is empty, `NothingDelivered` where no register is among the files,
    `BadParameter` for a vendor that neither store nor delivery knows, and what opening the delivery raises.
    """
    if not bench.ledger.segments():
        raise NothingLoaded([bench.labels("delivered.ledger")], as_of.strftime("%d/%m/%Y"))
    with TemporaryDirectory() as folder:
        delivery = open_delivery(place, limits=bench.settings.limits, into=Path(folder))
        read = _read(bench, delivery, as_of)
        if read.cards.is_empty():
            raise NothingDelivered(str(place), len(delivery.files))
        vendors, schools = _scope(bench, read.cards, vendor, as_of)
        rows = _compare(bench, read.cards, schools, as_of)
        looked = look_at_files(delivery, _cards_of(rows, read.cards), verify=verify)
    return Checked(_answer(bench, delivery, read, rows, looked, as_of), vendors)


def _read(bench: "Workbench", delivery: Delivery, as_of: date) -> Read:
    """The registers of a delivery, in guarded processes; school names and old codes become codes."""
    beside = {name for places in signatures_beside(delivery).values() for name, _ in places}
    others = (one for one in delivery.files if one.name not in beside)
    tables = [one for one in others if not (is_card_file(one.name) or is_checksum_list(one.name))]
    jobs = [Job(one.path, one.name, as_of, bench.settings.limits) for one in tables]
    mappings, directory = read_mappings(bench.settings.path(bench.settings.mappings)), read_directory(bench.store)
    outcomes = read_guarded(jobs, workers=bench.settings.workers, read=partial(read_job, mappings=mappings))
    faults: dict[str, OpsError] = {}
    frames, strange = [], 0
    for job, outcome in zip(jobs, outcomes, strict=True):
        if isinstance(outcome, Reading) and "card" in outcome.tables:
            cards = with_school_codes(outcome, directory).tables["card"]
            frames.append(cards.with_columns(pl.col("school_code").replace(dict(directory.aliases))))
        elif isinstance(outcome, Reading):
            strange += 1
        else:
            faults[job.name] = outcome
    schema = build_schema(TABLES["card"])
    return Read(pl.concat([schema.to_frame(), *frames]), faults, strange)


def _scope(bench: "Workbench", cards: pl.DataFrame, vendor: str, as_of: date) -> tuple[tuple[str, ...], pl.DataFrame]:
    """The vendors that are meant, and every school that works with one of them by the registers, or is handed over."""
    stored = school_rows(bench.store, "card", as_of).select("school_code", "vendor").unique()
    known = {*stored["vendor"].drop_nulls(), *cards["vendor"].drop_nulls()}
    if vendor and vendor not in known:
        raise BadParameter("vendor", f"{vendor} ({', '.join(sorted(known))})", ParameterProblem.UNKNOWN_VENDOR)
    vendors = (vendor,) if vendor else tuple(sorted(set(cards["vendor"].drop_nulls())))
    schools = {*stored.filter(pl.col("vendor").is_in(list(vendors)))["school_code"], *cards["school_code"]}
    return vendors, pl.DataFrame({"school_code": sorted(filter(None, schools))}, schema={"school_code": pl.String})


def _compare(bench: "Workbench", cards: pl.DataFrame, schools: pl.DataFrame, as_of: date) -> pl.DataFrame:
    locks = Locks(bench.settings.path(bench.settings.registry), bench.ledger)
    tables: dict[str, Source] = {
        "event": Stored(paths=bench.ledger.paths(), keep=None, schema=CHAINED),
        "registry_state": Shape(SHAPES["registry_state"]),
        "delivered": cards,
        "vendor_school": schools,
        "locked_record": locked_frame(locks),
        "state_place": state_places(),
    }
    when = {"as_of": as_of, "known_on": date.max, "school_year": bench.settings.school_year}
    return bench.engine.run(TEXT, tables, when)


def state_places() -> pl.DataFrame:
    """How far each state is for a vendor's program, which knows nothing after the sending; an end is its own place."""
    last = PATH.index(State.DA_BAO_CAO_SO)
    places = {state: min(place, last) for place, state in enumerate(PATH)}
    places |= {State.TRICH_LUC: 0, State.SO_TU_CHOI: last, State.TRA_VE: last}
    places |= {state: len(PATH) + place for place, state in enumerate(sorted(ENDED))}
    rows = [(state.value, place) for state, place in places.items()]
    return pl.DataFrame(rows, schema={"state": pl.String, "place": pl.Int64}, orient="row")


def _cards_of(rows: pl.DataFrame, cards: pl.DataFrame) -> pl.DataFrame:
    names = ["card_id", "school_code", "pupil_code"]
    return pl.concat([rows.select(names), cards.select(names)]).unique(maintain_order=True)


def _answer(
    bench: "Workbench", delivery: Delivery, read: Read, rows: pl.DataFrame, looked: Files, as_of: date
) -> Answer:
    unit = bench.settings.unit
    told = pl.DataFrame(list(_faults(delivery, read, rows, looked, unit)), schema=FINDING, orient="row")
    rules = bench.rulebook.rules_in_force(as_of, "HB-GD-")
    found: list[Finding] = findings(told, rules, as_of=as_of, subject="card_id", value="said")
    return Answer(
        NAME,
        unit,
        bench.settings.school_year,
        as_of,
        measures=tuple(with_totals(_measures(rows, looked, as_of), unit)),
        findings=in_order(found),
        frames=_frames(rows, looked),
        notes=tuple(_notes(bench, read, looked)),
    )


def _faults(
    delivery: Delivery, read: Read, rows: pl.DataFrame, looked: Files, unit: str
) -> Iterator[Mapping[str, object]]:
    for row in rows.iter_rows(named=True):
        if not row["is_state_unread"] and (code := CODES.get(row["delivered_class"])):
            yield _fault(code, row, row["state_text"] or row["given_state"])
        if row["copies"] > 1:
            yield _fault("HB-GD-14", row, str(row["copies"]))
        if row["is_state_unread"]:
            yield _fault("HB-GD-08", row, row["state_text"])
        elif any(row[f"lack_{name}"] for name in LACKS[:-1]):
            yield _fault("HB-GD-09", row, None)
    yield from _missing_files(rows, looked)
    yield from file_findings(looked, unit)
    yield from signature_findings(rows, looked, unit)
    whole = {"school_code": unit, "card_id": None, "said": None, "sheet": "", "row_number": None}
    yield from ({"code": "HB-GD-15", "source_file": name, **whole} for name in read.faults)
    yield from ({"code": "HB-GD-16", "source_file": name, **whole} for name in delivery.barred)


def _missing_files(rows: pl.DataFrame, looked: Files) -> Iterator[Mapping[str, object]]:
    """Cards in use without a file of their own, where the vendor gives files at all."""
    if looked.rows.is_empty():
        return
    held = set(looked.rows["card_id"].drop_nulls())
    for row in rows.filter((pl.col("is_live") == 1) & (pl.col("is_kept") == 1)).iter_rows(named=True):
        if row["card_id"] not in held:
            yield _fault("HB-GD-17", row, None)


def _fault(code: str, row: Mapping[str, object], said: object) -> Mapping[str, object]:
    place = {name: row[name] for name in ("school_code", "card_id", "source_file", "sheet", "row_number")}
    return {"code": code, "said": said, **place}


def _measures(rows: pl.DataFrame, looked: Files, as_of: date) -> list[Measure]:
    """Per school and grade, versions handed over whole over those that the registry holds; cards in use with a file."""
    sound = looked.rows.filter(pl.col("file_state") == SOUND)["card_id"].drop_nulls().unique()
    kept = rows.filter(pl.col("is_kept") == 1).with_columns(
        whole=(pl.col("delivered_class") == "du").cast(pl.Int64),
        filed=(pl.col("card_id").is_in(sound.implode()) & (pl.col("is_live") == 1)).cast(pl.Int64),
    )
    sums = [pl.len().cast(pl.Int64).alias("versions"), pl.col("whole").sum(), pl.col("filed").sum()]
    counted = kept.group_by("school_code", "grade").agg(*sums, pl.col("is_live").sum().alias("live"))
    pairs = [("whole", "versions"), *([] if looked.rows.is_empty() else [("filed", "live")])]
    return [
        one
        for name, below in pairs
        for one in measures(
            counted.sort("school_code", "grade", nulls_last=True),
            f"delivered.{name}",
            counted=Counted.CARDS,
            as_of=as_of,
            numerator=name,
            denominator=below,
            by=("grade",),
        )
    ]


def _frames(rows: pl.DataFrame, looked: Files) -> dict[str, pl.DataFrame]:
    keys = ["school_code", "school_year", "grade"]
    flags = [(pl.col("delivered_class") == name).cast(pl.Int64).sum().alias(name) for name in CLASSES]
    classes = rows.group_by(keys).agg(pl.col("is_kept").sum(), pl.col("is_given").sum(), *flags)
    given = rows.filter((pl.col("is_kept") == 1) & (pl.col("is_given") == 1))
    columns = [(name, given.height, int(given[f"lack_{name}"].sum())) for name in LACKS]
    schema = {"delivered_column": pl.String, "is_given": pl.Int64, "empty": pl.Int64}
    states = looked.rows.group_by("file_state", "signature").agg(pl.len().cast(pl.Int64).alias("files"))
    return {
        "delivered_classes": classes.sort(keys, nulls_last=True),
        "delivered_columns": pl.DataFrame(columns, schema=schema, orient="row"),
        "delivered_files": states.sort("file_state", "signature"),
    }


def _notes(bench: "Workbench", read: Read, looked: Files) -> Iterator[str]:
    duty = bench.rulebook.requirements["chuyen_giao_du_lieu"]
    paper = bench.rulebook.documents[duty.document]
    yield bench.labels("delivered.duty", number=paper.number or paper.title, clause=duty.clause, text=duty.text)
    is_looked_at = set(looked.rows["signature"]) - {UNCHECKED}
    if looked.rows.is_empty():
        yield bench.labels("delivered.no_files")
    else:
        yield bench.labels("delivered.verified") if is_looked_at else bench.labels("delivered.unsigned")
    if looked.unlisted:
        yield bench.labels("delivered.unlisted", count=looked.unlisted)
    if read.others:
        yield bench.labels("delivered.others", count=read.others)
    yield from (str(fault) for fault in read.faults.values())


def vendor_names(vendors: Sequence[str]) -> str:
    """Vendors as a word for a path and a title."""
    return "-".join(vendors) or NAME
