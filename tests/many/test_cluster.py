"""A scheduler and two workers on loopback, one of them killed in the middle: every item once in the result."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hocba_ops.documents.render import Look
from hocba_ops.documents.render.batch import Job, render_all
from hocba_ops.documents.render.spelling import Names
from hocba_ops.documents.verdict import Reason
from hocba_ops.documents.verifying.guarded import Job as Verifying
from hocba_ops.documents.verifying.guarded import verifying
from hocba_ops.documents.verifying.inputs import Source
from hocba_ops.documents.xml import write_xml
from hocba_ops.errors import WorkersUnfit, WorkersUnreachable
from hocba_ops.many import Cluster, Done, Item, Keep, Pool, Work, cluster, process_batch
from hocba_ops.runs.fan_out import Outcome, fan_out
from hocba_ops.runs.parameters import RunParameters
from hocba_ops.workbench import Workbench
from hocba_ops.workbench.workforce import workforce_of
from tests.documents.grounds import CARD, basis, judged
from tests.documents.papers import signed_card
from tests.documents.records import primary, secondary
from tests.many import counting
from tests.many.counting import Place
from tests.many.dask_cluster import Dask, start_dask
from tests.sail import free_port
from tests.small_office import DISTRICT, LATER, SCHOOLS, build_office

ITEMS = [Item(str(number), number) for number in range(30)]


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    started = start_dask(tmp_path_factory.mktemp("cum-dask"))
    yield started
    started.stop()


def forms() -> list[Job]:
    records = (primary(), secondary())
    return [Job(str(place), (write_xml(one),), Look(is_tagged=False)) for place, one in enumerate(records)]


def test_forms_rendered_by_workers_have_the_bytes_of_those_rendered_here(dask: Dask):
    names = Names({"01": "Kinh"}, {"VN": "Việt Nam"})
    there = list(render_all(forms(), names, over=Cluster(dask.address)))
    assert [one.key for one in there] == ["0", "1"]
    assert there == list(render_all(forms(), names, over=Pool(1)))


def test_files_that_workers_do_not_see_are_verified_by_what_is_sent_of_them(dask: Dask, tmp_path: Path):
    path, work = tmp_path / "tep.pdf", verifying(basis())
    path.write_bytes(signed_card())
    assert work.carry is not None
    sent = work.carry(Verifying(Source(path, "tep.pdf"), CARD))
    path.unlink()
    (done,) = process_batch(work, [Item("0", sent)], over=Cluster(dask.address))
    assert (done.result, done.loss) == (judged(signed_card()), None)
    assert work.carry(Verifying(Source(path, "tep.pdf"), CARD)).source.fault is Reason.NOT_ACCESSIBLE


def test_a_worker_with_another_program_is_refused_before_it_does_anything(dask: Dask, monkeypatch, tmp_path: Path):
    monkeypatch.setattr(cluster, "program_print", lambda: "another")
    batch = process_batch(Work(counting.square, counting.begin, Place(tmp_path)), ITEMS, over=Cluster(dask.address))
    with pytest.raises(WorkersUnfit, match="cài bản hocba-ops hoặc Python khác"):
        next(batch)
    assert list(tmp_path.iterdir()) == []


def test_a_report_made_by_a_worker_is_published_here_and_says_what_this_machine_says(dask: Dask, tmp_path: Path):
    where = build_office(tmp_path).store.root.as_posix()
    settings = f'unit = "{DISTRICT}"\nschool_year = "2024-2025"\nstore = "{where}"\nworkers_at = "{dask.address}"\n'
    (tmp_path / "hocba.toml").write_text(settings, encoding="utf-8")
    bench, unit = Workbench.open(tmp_path), next(iter(SCHOOLS))
    asked = [RunParameters(unit, "2024-2025", LATER.isoformat())]
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    (item,) = fan_out(bench, "coverage", asked, over=workforce_of(bench.settings))
    assert item.outcome is Outcome.MADE, item.said
    answer = bench.run("coverage", unit=unit, school_year="2024-2025", as_of=LATER)
    told = {one.name: (one.numerator, one.denominator) for one in answer.measures if not one.group}
    assert item.figures
    assert item.figures.items() <= told.items()
    written = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert {path.parent for path in written} == {Path(item.folder)}, "a worker wrote to the workspace"
    (again,) = fan_out(bench, "coverage", asked, over=workforce_of(bench.settings))
    assert again.outcome is Outcome.KEPT


def kill_one(dask: Dask, first: Done[tuple[int, int]], begun: Path) -> int:
    """Kill the worker that did the first item, once it has begun another, which cannot end while the gate is shut."""
    assert first.result is not None
    worker = next(one for one in dask.workers if one.pid == first.result[1])
    until = time.monotonic() + 60
    while len(list(begun.glob(f"{worker.pid}-*"))) < 2 and time.monotonic() < until:
        time.sleep(0.02)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait(timeout=30)
    return worker.pid


def test_a_worker_killed_in_the_middle_costs_no_item_and_doubles_none(dask: Dask, tmp_path: Path):
    kept: dict[str, tuple[int, int]] = {}

    def put(item: Item[int], result: tuple[int, int]) -> tuple[int, int]:
        assert item.key not in kept, "published twice"
        kept[item.key] = result
        return result

    keep, folder, gate = Keep(lambda item: kept.get(item.key), put), tmp_path / "begun", tmp_path / "gate"
    folder.mkdir()
    work = Work(counting.square, counting.begin, Place(folder, gate), at_once=1)
    told: list[Done[tuple[int, int]]] = []
    batch = process_batch(work, ITEMS, over=Cluster(dask.address), keep=keep)
    told.append(next(batch))
    killed = kill_one(dask, told[0], folder)
    gate.write_text("")
    told += batch
    assert sorted(one.key for one in told) == sorted(item.key for item in ITEMS)
    assert {one.key: one.result[0] for one in told if one.result} == {item.key: item.what**2 for item in ITEMS}
    workers = {one.result[1] for one in told if one.result}
    assert (killed in workers, len(workers)) == (True, 2)
    begun = len(list(folder.iterdir()))
    again = [(one.key, one.is_kept) for one in process_batch(work, ITEMS, over=Cluster(dask.address), keep=keep)]
    assert sorted(again) == sorted((item.key, True) for item in ITEMS)
    assert len(list(folder.iterdir())) == begun, "nothing was done again"
    here = {one.key: one.result for one in process_batch(work, ITEMS, over=Pool(1))}
    assert {key: result[0] for key, result in here.items() if result} == {key: one[0] for key, one in kept.items()}


def test_a_scheduler_that_is_not_there_is_told_at_once():
    batch = process_batch(Work(counting.square, counting.begin), ITEMS, over=Cluster(f"tcp://127.0.0.1:{free_port()}"))
    with pytest.raises(WorkersUnreachable, match="không nhận việc"):
        next(batch)


def test_a_scheduler_that_goes_away_in_the_middle_is_told_and_what_was_done_stays(dask: Dask, tmp_path: Path):
    folder = tmp_path / "begun"
    folder.mkdir()
    work = Work(counting.square, counting.begin, Place(folder, tmp_path / "gate"))
    batch = process_batch(work, ITEMS, over=Cluster(dask.address))
    assert next(batch).loss is None
    dask.processes[0].kill()
    with pytest.raises(WorkersUnreachable, match="mất liên lạc giữa chừng"):
        next(batch)


def test_a_cluster_with_tls_is_not_called_without_a_certificate():
    batch = process_batch(Work(counting.square, counting.begin), ITEMS, over=Cluster("tls://127.0.0.1:8786"))
    with pytest.raises(WorkersUnreachable, match="chứng thư TLS"):
        next(batch)
