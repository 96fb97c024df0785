"""What `benchmarks.signing` measures on real forms, and of many files: stock archiving, the strict check, the pool.

A lite check of structure does not exist; how far it could reach at most is told by what opening a file alone costs.
"""

import asyncio
import json
import resource
import time
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.signers import PdfTimeStamper
from pyhanko.sign.validation import async_add_validation_info
from pyhanko_certvalidator import ValidationContext

from hocba_ops.documents.people import Expected
from hocba_ops.documents.render import Look, Renderer
from hocba_ops.documents.render.compile import boxes_text
from hocba_ops.documents.render.spelling import Names
from hocba_ops.documents.signing.fields import Box
from hocba_ops.documents.signing.pades import Layout
from hocba_ops.documents.verifying.guarded import Job, verify_many
from hocba_ops.documents.verifying.inputs import Source
from hocba_ops.documents.verifying.reading import Opened, open_pdf
from hocba_ops.documents.verifying.structure import structure_reasons
from hocba_ops.documents.xml import write_xml
from hocba_ops.many import Pool
from tests.documents.authority import VERIFIED, authority
from tests.documents.grounds import NAMED, POLICY, A, basis, judged, revocation, trust
from tests.documents.papers import sign
from tests.documents.records import primary

SIGNATURES = 3


@cache
def form(*, is_tagged: bool) -> bytes:
    """A rendered form with its data, signed by three with time stamps."""
    made = Renderer(Names()).render([write_xml(primary(values=NAMED))], Look(is_tagged=is_tagged, has_cover=is_tagged))
    told = json.loads(boxes_text(made.boxes))
    return sign(made.pdf, fields=Layout([Box(name, one["page"], tuple(one["corners"])) for name, one in told.items()]))


def verify_form(*, is_tagged: bool) -> None:
    """The whole verification of a form, its pages rendered again too."""
    verdict = judged(form(is_tagged=is_tagged), Expected("", A))
    assert not verdict.all_reasons, verdict.all_reasons


def structure_of_form(*, is_tagged: bool) -> object:
    """The strict analysis of what followed each signature, the opening of the file counted in."""
    return structure_reasons(open_form(is_tagged=is_tagged), POLICY)


def open_form(*, is_tagged: bool) -> Opened:
    """The opening alone: what any check of structure has to pay."""
    return open_pdf(form(is_tagged=is_tagged), POLICY.bounds)


def stock_archive(card: bytes) -> Callable[[], object]:
    """pyHanko's own way to the same level: validation data a signature, then a time stamp over the document."""
    roots = trust().roots(frozenset(trust().stores))
    stamper = authority().timestamper(VERIFIED)

    async def archived() -> bytes:
        context = ValidationContext(
            trust_roots=roots, other_certs=trust().others, crls=revocation().crls, moment=VERIFIED,
            retroactive_revinfo=True,
        )  # fmt: skip
        content = card
        for place in range(SIGNATURES):
            signature, output = PdfFileReader(BytesIO(content)).embedded_signatures[place], BytesIO()
            await async_add_validation_info(signature, context, output=output)
            content = output.getvalue()
        output = BytesIO()
        writer = IncrementalPdfFileWriter(BytesIO(content))
        await PdfTimeStamper(stamper).async_timestamp_pdf(writer, "sha256", context, output=output)
        return output.getvalue()

    return lambda: asyncio.run(archived())


def stamp_alone() -> object:
    """One time stamp by the authority of the tests, which works in this process: no part of either way to archive."""
    return asyncio.run(authority().timestamper(VERIFIED).async_timestamp(sha256(b"").digest(), "sha256"))


def measure_pool(count: int) -> dict[str, float]:
    """Two guarded workers against one: how much faster on the wall, and how much CPU a file costs more.

    The first quarter of the files is left out on the wall: it pays for starting the workers.
    """
    with TemporaryDirectory() as folder:
        jobs = [_job(Path(folder), number) for number in range(count)]
        one, two = (_taken(jobs, workers=workers) for workers in (1, 2))
    return {"pool_wall": one[0] / two[0], "pool_cpu": two[1] / one[1]}


def _job(folder: Path, number: int) -> Job:
    path = folder / f"{number}.pdf"
    path.write_bytes(form(is_tagged=False))
    return Job(Source(path, path.name), Expected("", A))


def _taken(jobs: list[Job], *, workers: int) -> tuple[float, float]:
    """Seconds on the wall a file after the first quarter; CPU seconds of all workers."""
    used, start, skipped = _children(), 0.0, max(1, len(jobs) // 4)
    for done, _ in enumerate(verify_many(jobs, basis(), over=Pool(workers)), start=1):
        start = time.monotonic() if done == skipped else start
    return (time.monotonic() - start) / max(1, len(jobs) - skipped), _children() - used


def _children() -> float:
    told = resource.getrusage(resource.RUSAGE_CHILDREN)
    return told.ru_utime + told.ru_stime
