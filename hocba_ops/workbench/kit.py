"""The offline kit: one folder with the program, its libraries as installed here, and what files are judged by."""

import json
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from importlib.resources import files
from pathlib import Path

import hocba_ops
from hocba_ops.errors import BadParameter, ParameterProblem
from hocba_ops.offline.ground import DATA, REVOCATION, STATEMENTS, TRUST, told_kit
from hocba_ops.registry.lock import LOCKS
from hocba_ops.tables import TABLES
from hocba_ops.workbench.bench import Workbench
from hocba_ops.workbench.documents import basis_of
from hocba_ops.workbench.expecting import expected_cards
from hocba_ops.workbench.school_rows import read_relation

NEEDED = (
    "asn1crypto", "cryptography", "filelock", "lxml", "pikepdf", "pillow", "polars", "pydantic", "pyhanko", "pypdfium2",
    "rfc8785", "segno", "signxml", "typst",
)  # fmt: skip
"""What verifying documents and checking proofs imports; their own requirements come with them."""
REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")
SUMS, MACHINE, LIBRARY = "SHA256SUMS", "may.json", "lib"
BASENAMES = ("statement.json", "statement.json.p7s")


@dataclass(frozen=True, slots=True)
class Made:
    """A kit that was made: its folder, how many files and bytes, and the SHA-256 of its list of sums."""

    folder: Path
    files: int
    size: int
    sums: str


def make_kit(bench: Workbench, out: Path, *, now: datetime) -> Made:
    """Make the kit in a new folder. `BadParameter` where something is there already, `TrustFault` for bad roots."""
    if out.exists():
        raise BadParameter("out", out, ParameterProblem.KIT_IN_THE_WAY)
    basis = basis_of(bench, now=now)
    staged = out.with_name(f".{out.name}.new")
    shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True)
    _copy_program(staged / LIBRARY)
    for one in files("hocba_ops.workbench").joinpath("kit_files").iterdir():
        if one.is_file() and one.name != "__init__.py":
            (staged / one.name).write_bytes(one.read_bytes())
    _write(staged / DATA, told_kit(basis, expected_cards(bench, _cards(bench, now), now.date()).values()))
    _write(staged / MACHINE, _machine(bench))
    _copy_evidence(bench, staged)
    made = _sum_up(staged, out)
    staged.rename(out)
    return made


def _machine(bench: Workbench) -> dict[str, object]:
    """The kind of machine on which the libraries run, and what to say on another."""
    version = ".".join(map(str, sys.version_info[:2]))
    here = {"python": version, "system": platform.system(), "machine": platform.machine()}
    return {"machine": here, "other": bench.labels("kit.other_machine", made=" ".join(here.values()))}


def _cards(bench: Workbench, now: datetime) -> set[str]:
    """Every card that a register or the ledger tells of."""
    table = TABLES["card"]
    listed = read_relation(bench.store.relation(table, as_of=now.date()), table)["card_id"].drop_nulls()
    return {*listed, *bench.ledger.read(["card_id"])["card_id"].drop_nulls()}


def _copy_program(library: Path) -> None:
    """The package and every installed file of what it needs, as this machine runs them."""
    left_out = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(Path(hocba_ops.__file__).parent, library / "hocba_ops", ignore=left_out)
    for one in closure(NEEDED):
        for file in one.files or ():
            if ".." not in file.parts and file.suffix != ".pyc":
                place = library / file
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(Path(str(one.locate_file(file))), place)


def closure(names: tuple[str, ...]) -> list[Distribution]:
    """The distributions of these names and of all that they require, as far as it is installed; extras are not."""
    found: dict[str, Distribution] = {}
    waiting = list(names)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # for another system or an older Python
            continue
        waiting += _required(found[name])
    return [found[name] for name in sorted(found)]


def _required(one: Distribution) -> Iterator[str]:
    for told in one.requires or ():
        name = REQUIREMENT.match(told)
        if name and "extra ==" not in told:
            yield name[0]


def _copy_evidence(bench: Workbench, kit: Path) -> None:
    settings = bench.settings
    for place, name in ((settings.trust, TRUST), (settings.revocation, REVOCATION)):
        (kit / name).mkdir()
        if settings.path(place).is_dir():
            shutil.copytree(settings.path(place), kit / name, dirs_exist_ok=True)
    for statement in sorted((settings.path(settings.registry) / LOCKS).glob("*/statement.json")):
        place = kit / STATEMENTS / statement.parent.name
        place.mkdir(parents=True)
        for held in (statement.with_name(name) for name in BASENAMES):
            if held.is_file():
                shutil.copyfile(held, place / held.name)


def _sum_up(kit: Path, out: Path) -> Made:
    """Write the sums of all files, by name; what the kit comes to."""
    paths = sorted(path for path in kit.rglob("*") if path.is_file())
    lines = [f"{_digest(path)}  {path.relative_to(kit).as_posix()}" for path in paths]
    (kit / SUMS).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Made(out, len(paths), sum(path.stat().st_size for path in paths), _digest(kit / SUMS))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()


def _write(path: Path, told: object) -> None:
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
