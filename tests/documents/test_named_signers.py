"""Homeroom teacher and head against the numbers that the card's own data name: the right one, another one, nobody."""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from hocba_ops.documents.people import Expected, Holder
from hocba_ops.documents.render import Look, Renderer
from hocba_ops.documents.render.spelling import Names
from hocba_ops.documents.signing.batch import Batch, Item, Outcome
from hocba_ops.documents.signing.fields import Box
from hocba_ops.documents.verdict import Indication, Named, Reason
from hocba_ops.documents.verifying.inputs import Source
from hocba_ops.documents.verifying.named import named_of
from hocba_ops.documents.verifying.xml_file import verify_xml_file
from hocba_ops.documents.xml import write_xml
from tests.documents.grounds import NAMED, REGISTER, A, basis
from tests.documents.papers import pen
from tests.documents.records import primary
from tests.documents.xml_papers import ALL, signed

ANOTHER = "079188000222"
NOBODY: dict[str, str] = {"soddcngvcn": "", "soddcngiamhieu": ""}


def verdict_of(values: Mapping[str, str]):
    record = primary(values=values)
    return verify_xml_file(signed(record, *ALL), "hb.xml", basis(), Expected(record.text("madinhdanhhocba"), A))


def named(verdict) -> dict[str, Named]:
    return {one.field: one.named for one in verdict.signatures}


def test_signers_whom_the_record_names_pass_and_the_seal_is_not_compared():
    verdict = verdict_of(NAMED)
    assert verdict.indication is Indication.PASSED
    assert named(verdict) == {"gvcn": Named.SAME, "hieu_truong": Named.SAME, "con_dau": Named.NOT_COMPARED}


@pytest.mark.parametrize(("field", "name"), [("gvcn", "soddcngvcn"), ("hieu_truong", "soddcngiamhieu")])
def test_a_signer_of_the_register_whom_the_record_does_not_name_is_told_by_its_own_reason(field, name):
    verdict = verdict_of({**NAMED, name: ANOTHER})
    told = {one.field: one.reasons for one in verdict.signatures}
    assert verdict.indication is Indication.INDETERMINATE
    assert told == {**dict.fromkeys(("gvcn", "hieu_truong", "con_dau"), ()), field: (Reason.NOT_NAMED_IN_RECORD,)}
    assert named(verdict)[field] is Named.OTHER


def test_a_record_that_names_nobody_says_so_and_fails_nobody():
    verdict = verdict_of(NOBODY)
    assert verdict.indication is Indication.PASSED
    assert (named(verdict)["gvcn"], named(verdict)["hieu_truong"]) == (Named.NOBODY, Named.NOBODY)


def test_a_certificate_without_a_number_is_compared_by_the_number_in_the_register():
    def told(serial: str, number: str) -> Named:
        register = REGISTER.__class__(REGISTER.members, REGISTER.schools, {"5a0f": (A, "7900040001")})
        return named_of("gvcn", Holder("Chi", "", "", "", serial, "", ""), register, {"gvcn": number})

    assert told("5a0f", NAMED["soddcngvcn"]) is Named.SAME
    assert told("5a0f", ANOTHER) is Named.OTHER
    assert told("ffff", ANOTHER) is Named.NOT_COMPARED


def test_a_form_is_not_signed_by_whom_its_own_data_do_not_name(tmp_path):
    form = Renderer(Names()).render(
        [write_xml(primary(values={**NAMED, "soddcngvcn": ANOTHER}))], Look(is_tagged=False, has_cover=False)
    )
    (tmp_path / "hb.pdf").write_bytes(form.pdf)
    item = Item(Source(tmp_path / "hb.pdf", "hb.pdf"), Expected("", A), (Box("gvcn", 1, (330, 120, 500, 200)),))
    order = Batch(pen("chi"), "gvcn", basis(at=datetime(2025, 5, 28, 2, tzinfo=UTC)), tmp_path / "ra")
    (told,) = order.rehearse([item])
    assert (told.outcome, told.reasons) == (Outcome.HELD, (Reason.NOT_NAMED_IN_RECORD,))
