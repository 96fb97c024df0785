"""One frozen Settings for a workspace: its hocba.toml, then the environment's HOCBA_*; unknown keys are errors."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, IPvAnyNetwork, ValidationError, field_validator, model_validator

from hocba_ops.errors import ComputingProblem, RulebookFault, WorkersProblem, WorkspaceMissing

FILE_NAME = "hocba.toml"
PREFIX = "HOCBA_"
MIB = 1024 * 1024
NOT_IN_ENVIRONMENT = {"root", "inbox", "limits", "issued", "portal", "login", "mail"}
"""Settings that are no single text."""
HERE = "duckdb"
"""The engine that computes on this machine."""
CLUSTER = re.compile(r"sc://[^/\s:;]+(:\d{1,5})?(/(;[^\s;=]+=[^\s;]+)*)?")
"""An engine elsewhere: the address of a Spark Connect server, with or without port and parameters."""
SCHEDULER = re.compile(r"(tcp|tls)://([^/\s:\[\]]+|\[[0-9A-Fa-f:.]+\]):\d{1,5}")
"""Who shares work among machines: the address of a Dask scheduler."""
MEMORY = re.compile(r"0*[1-9]\d*(\.\d+)?\s*([KMGT]i?B|%)", re.IGNORECASE)
"""How much memory: `2GB`, or a share of the machine's, `40%`."""


class Limits(BaseModel):
    """How large a file may be before it is refused unread: a damaged or hostile one must not fill the memory.

    Sizes are of one file; `unpacked_bytes` and `ratio` (unpacked to packed) of all its parts together; rows, columns
    and cells of one sheet, from its first cell to the last that holds something. The rows are those that Excel has.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file_bytes: int = Field(default=256 * MIB, ge=1)
    unpacked_bytes: int = Field(default=1024 * MIB, ge=1)
    ratio: int = Field(default=200, ge=1)
    sheets: int = Field(default=256, ge=1)
    rows: int = Field(default=1_048_576, ge=1)
    columns: int = Field(default=2_000, ge=1)
    cells: int = Field(default=20_000_000, ge=1)


STANDARD_LIMITS = Limits()
"""How large a file may be where no workspace says otherwise."""


class Portal(BaseModel):
    """How the web application is reached, and how much one visitor may ask of its public pages.

    `address`: how people reach it from outside, `https://…`; empty: on this machine alone. `proxies`: addresses or
    networks of the reverse proxies whose word about a visitor's address is believed. Tries to look up: of an address in
    a minute, of one code in an hour; uploads: of an address in a minute. No paper sets these figures: they are ours.
    `handle_seconds`: how long a file that was found can be fetched; `refresh_seconds`: how often issued files are
    listed anew.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: str = Field(default="", pattern=r"^(https?://[^/\s?#]+)?$")
    proxies: tuple[IPvAnyNetwork, ...] = ()
    tries_of_address: int = Field(default=10, ge=1)
    tries_of_code: int = Field(default=5, ge=1)
    uploads_of_address: int = Field(default=6, ge=1)
    upload_bytes: int = Field(default=6 * MIB, ge=1)
    handle_seconds: int = Field(default=300, ge=1)
    refresh_seconds: int = Field(default=60, ge=1)


STANDARD_PORTAL = Portal()
"""How the web application serves where no workspace says otherwise."""


ADDRESS = r"^[A-Za-z0-9.!#$%&'*+/=?^_{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$"
"""One mail address in plain letters: nothing by which a second address or a header could come in."""
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Names of this very machine."""


def is_safe(address: str) -> bool:
    """Whether what goes to an address can be read by nobody on the way: https, or this very machine.

    >>> is_safe("https://hocba.example"), is_safe("http://127.0.0.1:8799"), is_safe("http://hocba.example")
    (True, True, False)
    """
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK))


class Login(BaseModel):
    """The OpenID Connect provider at which people of the office log in; they come to us at the portal's address.

    `issuer`, `client_id`: as the provider knows them; both addresses are https, http only on this very machine.
    `known_by`: by which claims, beside `issuer|sub`, a grant may name somebody: an e-mail that the provider has
    verified; `preferred_username` only where the provider lets nobody change their own. The client's secret stands in
    HOCBA_LOGIN_SECRET or in `secret_file`, never here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    issuer: str
    client_id: str = Field(min_length=1)
    secret_file: Path | None = None
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    known_by: tuple[Literal["email", "preferred_username"], ...] = ("email",)

    @field_validator("issuer")
    @classmethod
    def _is_safe(cls, address: str) -> str:
        parts = urlsplit(address)
        if not is_safe(address) or parts.query or parts.fragment:
            raise ValueError("an https address without query, for instance https://login.example.vn")
        return address

    @field_validator("scopes")
    @classmethod
    def _asks_for_identity(cls, scopes: tuple[str, ...]) -> tuple[str, ...]:
        if "openid" not in scopes:
            raise ValueError("openid must be among the scopes")
        return scopes


class Mail(BaseModel):
    """The mail server through which notices leave; without one they wait in an outbox folder.

    `from`: the address of the office, by which readers and servers know the sender. `tls`: `starttls` (port 587), `tls`
    from the first byte (465), or `none`, which only a server on this very machine may have. `ca_file`: the root of the
    office's own authority, beside those that the machine trusts. The password of `user` stands in
    HOCBA_MAIL_PASSWORD or in `password_file`, never here.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(pattern=r"^[A-Za-z0-9.:-]+$")
    port: int = Field(default=587, ge=1, le=65535)
    sender: str = Field(alias="from", pattern=ADDRESS)
    tls: Literal["starttls", "tls", "none"] = "starttls"
    user: str = ""
    password_file: Path | None = None
    ca_file: Path | None = None
    timeout_seconds: float = Field(default=30, gt=0)

    @model_validator(mode="after")
    def _is_closed_to_listeners(self) -> "Mail":
        if self.tls == "none" and self.host not in LOOPBACK:
            raise ValueError('tls = "none" only for a server on this very machine; elsewhere "starttls" or "tls"')
        return self


class Settings(BaseModel):
    """Where a workspace keeps its files, and what its runs are about unless told otherwise.

    Paths are relative to the folder of hocba.toml. `unit` is an office or school id, `school_year` as `2024-2025`.
    `as_of` empty means the newest day for which something was loaded.
    `known_before`: what was loaded at this moment or later is not seen, as when an old report is computed again.
    `rehearsal`: a workspace to train in; everything that it prints says so.
    `trust`, `revocation`: the roots in dated folders and the CRLs and OCSP answers that verification knows; `verdicts`:
    what it found, kept by content. `timestamp_url`: the authority that stamps the time of signatures.
    `access`: who may see what (grants), and the audit trail of who saw it. `sessions`: who is logged in now.
    `login`: where people log in; None: only this machine's own user comes in, by a link that `hocba serve` prints.
    `letters`: drafts and issued official documents, with the register of their numbers.
    `schedule`: the jobs that run by themselves, and the history of their runs.
    `engine`: what computes, `duckdb` on this machine or a cluster, `sc://host:port`; a token in it is told to nobody.
    `engine_store`: what the cluster calls the folder of the store, empty where it has the same name there;
    `engine_registry`: the same of the registry, of which files are sent along where it is empty.
    `threads` (None: all cores), `memory_limit` (of one process), `spill` (the folder for what does not fit in it): of
    the engine on this machine.
    `workers`: how many processes share many documents or notebooks on this machine; `workers_at`: the Dask scheduler
    whose machines do it instead, empty for none; `workers_root`: what they call the folder of this workspace, empty
    where it has the same name there.
    `notices`: who is told what by mail, what was told, and what waits to be sent by hand; `mail`: through which server.
    `settle_days`: within how many working days two schools settle a pair; the office's own choice, no paper names it.
    `issued`: folders in which the look-up finds the issued and signed forms; `portal`: how the web application serves.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    root: Path
    inbox: tuple[Path, ...] = (Path("inbox"),)
    store: Path = Path("store")
    reports: Path = Path("reports")
    registry: Path = Path("registry")
    packs: Path = Path("packs")
    exchange: Path = Path("exchange")
    mappings: Path = Path("mappings")
    access: Path = Path("access")
    schedule: Path = Path("schedule")
    notices: Path = Path("notices")
    letters: Path = Path("letters")
    trust: Path = Path("trust")
    revocation: Path = Path("revocation")
    verdicts: Path = Path("verdicts")
    sessions: Path = Path("sessions")
    timestamp_url: str = ""
    notebooks: Path | None = None
    rulebook: Path | None = None
    unit: str
    school_year: str
    as_of: date | None = None
    known_before: datetime | None = None
    language: str = "vi"
    workers: int = Field(default=2, ge=1)
    workers_at: str = ""
    workers_root: str = ""
    engine: str = HERE
    engine_store: str = ""
    engine_registry: str = ""
    threads: int | None = Field(default=None, ge=1)
    memory_limit: str = "40%"
    spill: Path = Path("spill")
    settle_days: int = Field(default=5, ge=1)
    rehearsal: bool = False
    limits: Limits = STANDARD_LIMITS
    issued: tuple[Path, ...] = (Path("issued"),)
    portal: Portal = STANDARD_PORTAL
    login: Login | None = None
    mail: Mail | None = None

    @field_validator("engine")
    @classmethod
    def _is_an_engine(cls, engine: str) -> str:
        if engine != HERE and not CLUSTER.fullmatch(engine):
            raise ValueError(ComputingProblem.ENGINE)
        return engine

    @field_validator("workers_at")
    @classmethod
    def _is_a_scheduler(cls, address: str) -> str:
        if address and not SCHEDULER.fullmatch(address):
            raise ValueError(WorkersProblem.ADDRESS)
        return address

    @field_validator("memory_limit")
    @classmethod
    def _is_memory(cls, amount: str) -> str:
        if not is_memory(amount):
            raise ValueError(ComputingProblem.MEMORY)
        return amount

    @model_validator(mode="after")
    def _has_an_address_to_log_in_at(self) -> "Settings":
        if self.login is not None and not is_safe(self.portal.address):
            raise ValueError("[login] needs portal.address, an https address, for instance https://hocba.example.vn")
        return self

    def path(self, place: Path) -> Path:
        """A place of the workspace as an absolute path."""
        return (self.root / place).resolve()

    @classmethod
    def read(cls, root: Path, environment: Mapping[str, str]) -> "Settings":
        """Settings of the workspace in `root`; `HOCBA_UNIT=…` and the like win over the file.

        Raises `WorkspaceMissing` where there is no hocba.toml, `RulebookFault` with every faulty key otherwise.
        """
        path = root / FILE_NAME
        if not path.is_file():
            raise WorkspaceMissing(str(root))
        try:
            values = tomllib.loads(path.read_text(encoding="utf-8"))
            return cls(root=root.resolve(), **(values | from_environment(environment)))
        except tomllib.TOMLDecodeError as fault:
            raise RulebookFault([f"{path}: {fault}"]) from fault
        except ValidationError as faults:
            raise RulebookFault([_sentence(path, fault) for fault in faults.errors()]) from faults


def is_memory(amount: str) -> bool:
    """Whether a text says an amount of memory.

    >>> [is_memory(amount) for amount in ("2GB", "1.5 GiB", "40%", "100%", "2", "0GB", "140%")]
    [True, True, True, True, False, False, False]
    """
    return bool(MEMORY.fullmatch(amount)) and not (amount.endswith("%") and float(amount[:-1]) > 100)


def from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """The settings that the environment carries, by lower-case key.

    >>> from_environment({"HOCBA_UNIT": "quan-1", "HOME": "/"})
    {'unit': 'quan-1'}
    """
    known = {key.removeprefix(PREFIX).lower(): value for key, value in environment.items() if key.startswith(PREFIX)}
    settable = Settings.model_fields.keys() - NOT_IN_ENVIRONMENT
    return {key: value for key, value in known.items() if key in settable}


def _sentence(path: Path, fault: Mapping[str, object]) -> str:
    place = ".".join(str(part) for part in fault["loc"])  # type: ignore[attr-defined]
    return f"{path}: {place}: {str(fault['msg']).removeprefix('Value error, ')}"
