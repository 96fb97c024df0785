"""Schools that a file calls by name become codes through the list of schools; nothing is guessed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

import polars as pl

from hocba_ops.errors import SchoolUnknown
from hocba_ops.sources.reading import Reading
from hocba_ops.sources.school_names import accented_key, commune_key, is_commune, named, plain_name, school_key
from hocba_ops.tables.schools import alias_map

NAMED = "ten_truong"
"""Kind of repair: a school's name was replaced by its code."""
UNCLEAR = "truong_chua_ro"
"""Kind of repair: a school's name is on no list, or on it twice; the name stays in the place of the code."""
FILE_NAMED = "truong_theo_ten_tep"
"""Kind of repair: the file says no school; its own name holds the code of one."""
OF_ONE_SCHOOL = ("pupil", "staff", "result", "secondary_result", "score")
"""Tables whose rows are nobody's when no school is named."""
SHOWN = "certificate_seen"
"""The table whose rows may be found by their holder: a school in the file's name helps, none is no fault."""
CODE = re.compile(r"(?<!\d)\d{5,20}(?!\d)")


@dataclass(frozen=True, slots=True)
class SchoolDirectory:
    """What the lists of schools say: the codes of each name, the communes each answers to, and its older codes."""

    codes: frozenset[str] = frozenset()
    by_name: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Folded names, with accents and without, and the codes of the schools that bear them."""
    communes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)

    def extended(self, schools: pl.DataFrame, parents: pl.DataFrame | None = None) -> "SchoolDirectory":
        """The directory with the rows of another list: `schools` as the table school, `parents` as school_parent."""
        named_rows = [(code, name) for code, name in schools.select("school_code", "name").rows() if code and name]
        keys = [(key, code) for code, name in named_rows for key in {school_key(name), accented_key(name)}]
        offices = [] if parents is None else parents.select("school_code", "parent_id").unique().rows()
        inside = [(code, commune_key(office)) for code, office in offices if code and office and is_commune(office)]
        return SchoolDirectory(
            codes=self.codes | {code for code in schools["school_code"].unique() if code},
            by_name=_joined(self.by_name, keys),
            communes=_joined(self.communes, inside),
            aliases={**self.aliases, **alias_map(schools)},
        )

    def code_of(self, name: str, commune: str) -> str | None:
        """The code of the only school of this name.

        A commune that the file names must be the school's, where the list says its commune.
        """
        alike = self.by_name.get(school_key(name), frozenset())
        exact = alike & self.by_name.get(accented_key(name), frozenset())
        fitting = exact if len(alike) > 1 and exact else alike
        if commune:
            inside = {code for code in fitting if commune_key(commune) in self.communes.get(code, ())}
            fitting = frozenset(inside or {code for code in fitting if code not in self.communes})
        return next(iter(fitting)) if len(fitting) == 1 else None

    def code_in(self, name: str) -> str | None:
        """The only code of a known school in the name of a file or its folders, the file's own name first."""
        for part in reversed(PurePosixPath(name).parts):
            codes = {self.aliases.get(code, code) for code in CODE.findall(part)} & self.codes
            if codes:
                return codes.pop() if len(codes) == 1 else None
        return None


def names_schools(reading: Reading) -> bool:
    """Whether a file can be kept only with the list of schools at hand: it uses names, or says no school at all."""
    return bool(stated_names(reading)) or _is_nobodys(reading) or SHOWN in reading.tables


def stated_names(reading: Reading) -> set[str]:
    """The marked names of schools that a file uses in the place of codes."""
    return {code for _, frame in _coded(reading) for code in frame["school_code"].unique() if named(code)}


def with_school_codes(reading: Reading, directory: SchoolDirectory) -> Reading:
    """The reading with a code for every name that the directory knows, each place in the log of repairs.

    Raises `SchoolUnknown` for a file that says no school anywhere, not even by its own name.
    """
    if _is_nobodys(reading):
        code = directory.code_in(reading.name)
        if code is None:
            raise SchoolUnknown(reading.name)
        return _replaced(reading, {None: code}, {None: FILE_NAMED})
    named_by_file = directory.code_in(reading.name) if SHOWN in reading.tables else None
    if named_by_file:
        places = [None, *sorted(stated_names(reading))]
        return _replaced(reading, dict.fromkeys(places, named_by_file), dict.fromkeys(places, FILE_NAMED))
    spelled = {value: named(value) for value in sorted(stated_names(reading))}
    known = {value: directory.code_of(*parts) for value, parts in spelled.items() if parts}
    codes: dict[str | None, str] = {value: code or plain_name(value) for value, code in known.items()}
    return _replaced(reading, codes, {value: NAMED if code else UNCLEAR for value, code in known.items()})


def _replaced(reading: Reading, codes: Mapping[str | None, str], kinds: Mapping[str | None, str]) -> Reading:
    if not codes:
        return reading
    old, new = list(codes), list(codes.values())
    tables = dict(reading.tables)
    logs = [reading.repairs]
    for name, frame in _coded(reading):
        code = pl.col("school_code")
        tables[name] = frame.with_columns(code.replace(old, new))
        logs.append(
            frame.filter(code.is_in(old, nulls_equal=True)).select(
                "sheet",
                "row_number",
                pl.lit("school_code").alias("column"),
                code.replace_strict(old, list(kinds.values()), return_dtype=pl.String).alias("kind"),
                code.replace_strict(old, [_plain(one) for one in old], return_dtype=pl.String).alias("before"),
                code.replace_strict(old, new, return_dtype=pl.String).alias("after"),
            )
        )
    return replace(reading, tables=tables, repairs=pl.concat(logs, how="vertical_relaxed").unique(maintain_order=True))


def _plain(value: str | None) -> str:
    return plain_name(value) if value else ""


def _is_nobodys(reading: Reading) -> bool:
    frames = [frame for name, frame in _coded(reading) if name in OF_ONE_SCHOOL and frame.height]
    return bool(frames) and all(frame["school_code"].null_count() == frame.height for frame in frames)


def _coded(reading: Reading) -> Iterator[tuple[str, pl.DataFrame]]:
    """The tables of a file whose rows belong to a school."""
    for name, frame in reading.tables.items():
        if name != "school" and "school_code" in frame.columns:
            yield name, frame


def _joined(known: Mapping[str, frozenset[str]], pairs: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    sets: defaultdict[str, set[str]] = defaultdict(set, {key: set(values) for key, values in known.items()})
    for key, value in pairs:
        sets[key].add(value)
    return {key: frozenset(values) for key, values in sets.items()}
