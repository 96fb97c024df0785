"""Files verified in processes that can be stopped: one that hangs or breaks its reader costs only itself."""

import time
from dataclasses import replace
from pathlib import Path

from hocba_ops.documents.policy import Bounds
from hocba_ops.documents.verdict import Indication, Reason, Workflow
from hocba_ops.documents.verifying.guarded import Job, verify_many
from hocba_ops.documents.verifying.inputs import Source
from hocba_ops.many import Pool
from tests.documents import attacks
from tests.documents.grounds import CARD, POLICY, basis, judged
from tests.documents.papers import signed_card


def job(folder: Path, name: str, content: bytes) -> Job:
    (folder / name).write_bytes(content)
    return Job(Source(folder / name, name), CARD)


def test_a_file_that_takes_too_long_is_stopped_and_its_neighbours_are_verified(tmp_path):
    impatient = replace(POLICY, bounds=Bounds(objects=10**9, seconds=1, decoded_bytes=10**9))
    slow = attacks.many_objects()
    began = time.monotonic()
    verdicts = list(
        verify_many(
            [
                job(tmp_path, "truoc.pdf", signed_card()),
                job(tmp_path, "cham.pdf", slow),
                job(tmp_path, "sau.pdf", signed_card()),
            ],
            basis(impatient),
            over=Pool(1),
        )
    )
    assert time.monotonic() - began < 60
    assert [one.file for one in verdicts] == ["truoc.pdf", "cham.pdf", "sau.pdf"]
    assert [one.indication for one in verdicts][::2] == [Indication.PASSED] * 2
    assert verdicts[1].indication is not Indication.PASSED
    assert verdicts[1].reasons[0] in (Reason.TIME_LIMIT, Reason.MEMORY_LIMIT)
    assert Workflow.HUMAN_QUEUE in verdicts[1].workflow


def test_the_verdict_of_a_child_is_the_verdict_of_this_process(tmp_path):
    (there,) = verify_many([job(tmp_path, "tep.pdf", signed_card())], basis(), over=Pool(2))
    assert there == judged(signed_card())
