"""Many forms rendered by several processes: each keeps one compiler, one failure leaves the others alone."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from multiprocessing import get_context

import typst

from hocba_ops.documents.render.compile import Rendered, Renderer
from hocba_ops.documents.render.look import Look, Photo
from hocba_ops.documents.render.spelling import Names

BATCH = 25
FEW = 40
"""Up to so many, one process is done before others have started."""


@dataclass(frozen=True, slots=True)
class Job:
    """A form to render: XML files of one pupil, and how it is to look. `key`: by which the caller knows it again."""

    key: str
    files: tuple[bytes, ...] = field(repr=False)
    look: Look
    photo: Photo | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a job: the form, or why there is none."""

    key: str
    rendered: Rendered | None
    error: str = ""


def render_all(jobs: Sequence[Job], names: Names, *, workers: int) -> Iterator[Done]:
    """Each job as it is done, in order of the batches; the same bytes whatever the number of processes."""
    parts = [tuple(part) for part in _parts(jobs)]
    if workers < 2 or len(jobs) <= FEW:
        for part in parts:
            yield from render_batch(part, names)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for done in pool.map(render_batch, parts, [names] * len(parts)):
            yield from done


def render_batch(jobs: Sequence[Job], names: Names) -> list[Done]:
    """What became of some jobs, rendered by this process."""
    renderer = renderer_of(names)
    return [_render(renderer, job) for job in jobs]


def _parts(jobs: Sequence[Job]) -> Iterator[Sequence[Job]]:
    for first in range(0, len(jobs), BATCH):
        yield jobs[first : first + BATCH]


def _render(renderer: Renderer, job: Job) -> Done:
    try:
        return Done(job.key, renderer.render(job.files, job.look, photo=job.photo))
    except (typst.TypstError, ValueError) as fault:
        return Done(job.key, None, str(fault).partition("\n")[0])


_Frozen = tuple[tuple[tuple[str, str], ...], ...]


def _frozen(names: Names) -> _Frozen:
    return tuple(tuple(one.items()) for one in (names.ethnicity, names.nationality, names.subject))


def renderer_of(names: Names) -> Renderer:
    """The one renderer that a process keeps for these names."""
    return _renderer(_frozen(names))


@cache
def _renderer(names: _Frozen) -> Renderer:
    return Renderer(Names(*map(dict, names)))
