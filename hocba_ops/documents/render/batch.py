"""Many forms rendered by several processes: each keeps one compiler, one failure leaves the others alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import typst

from hocba_ops.documents.render.compile import Rendered, Renderer
from hocba_ops.documents.render.look import Look, Photo
from hocba_ops.documents.render.spelling import Names
from hocba_ops.many import Item, Over, Pool, Work, in_order, process_batch

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


def render_all(jobs: Sequence[Job], names: Names, *, over: Over) -> Iterator[Done]:
    """Each job in order as it is done; the same bytes whoever did it."""
    if isinstance(over, Pool) and (over.workers < 2 or len(jobs) <= FEW):
        renderer = renderer_of(names)
        yield from (_render(renderer, job) for job in jobs)
        return
    items = [Item(f"{place} {job.key}", job) for place, job in enumerate(jobs)]
    work = Work(_render, renderer_of, names, at_once=BATCH)
    told = process_batch(work, items, over=over)
    for job, done in zip(jobs, in_order([item.key for item in items], told), strict=True):
        yield done.result or Done(job.key, None, done.sentence)


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
