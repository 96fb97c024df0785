"""The API answers within the scope of whoever asks, says what is wrong in words, and never breaks."""

import json
import os
from collections import Counter

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from hocba_ops.workbench import work_list
from tests.portal.entrance import OTHER_SCHOOL, SCHOOL, Entrance

CALLS = int(os.environ.get("HOCBA_API_CALLS", "4"))
"""How many calls are made up for each path; `make bench` makes ten thousand in all."""
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
HEALTHY = list(HealthCheck)
ABOUT = {"as_of": "2025-06-01", "unit": "quan-1"}


@pytest.fixture
def asked(entrance: Entrance) -> Entrance:
    """The office asked by one of its own people."""
    entrance.grant()
    entrance.log_in()
    return entrance


def test_the_api_says_who_asks_and_what_they_may(asked):
    me = asked.client.get("/api/v1/me").json()
    assert (me["name"], me["role"], me["unit"]) == ("an", "can_bo_co_quan", "quan-1")
    assert "export" in me["may"]
    assert me["purposes"]["ra_soat"] == "Rà soát, sửa dữ liệu trước khi ký"


def test_the_units_are_those_of_the_person_on_the_day(asked):
    units = [one["id"] for one in asked.client.get("/api/v1/units", params={"as_of": "2025-06-01"}).json()]
    assert {"quan-1", SCHOOL, OTHER_SCHOOL} <= set(units)
    assert "so-gddt-tphcm" not in units


def test_an_answer_has_the_figures_that_the_workbench_gives(asked):
    told = asked.client.get("/api/v1/answers/coverage", params=ABOUT).json()
    answer = asked.bench.run("coverage", unit="quan-1", school_year="2024-2025", as_of="2025-06-01")
    assert told == json.loads(json.dumps(asked.bench.to_json(answer)))
    assert told["measures"]


def test_rows_need_a_purpose_and_are_masked_and_stand_in_the_trail(asked):
    assert asked.client.get("/api/v1/rows/pupil", params=ABOUT).status_code == 422
    told = asked.client.get("/api/v1/rows/pupil", params={**ABOUT, "purpose": "ra_soat"}).json()
    assert told["total"] == 2
    assert "Nguyễn Thị Thử" not in json.dumps(told, ensure_ascii=False)
    read = asked.trail()[-1]
    assert (read["event"], read["rows"], read["purpose"], read["target"]) == ("rows_read", 2, "ra_soat", "pupil")
    assert (read["address"], len(read["session"])) == ("127.0.0.1", 16)


def test_rows_come_in_portions_as_large_as_asked_for(asked):
    params = {**ABOUT, "purpose": "ra_soat"}
    portions = [{**params, "offset": at, "limit": 1} for at in (0, 1, 2)]
    pages = [asked.client.get("/api/v1/rows/pupil", params=portion).json() for portion in portions]
    assert [len(page["rows"]) for page in pages] == [1, 1, 0]
    assert pages[0]["rows"] != pages[1]["rows"]


@pytest.mark.parametrize("path", ["answers/coverage", "rows/pupil", "work-list"])
def test_a_head_is_refused_the_school_next_door_in_words_and_in_the_trail(entrance, path):
    entrance.grant("can_bo_quan_ly", SCHOOL, staff_code="CB-1")
    entrance.log_in()
    params = {"as_of": "2025-06-01", **({"purpose": "ra_soat"} if path.startswith("rows") else {})}
    other = entrance.client.get(f"/api/v1/{path}", params={**params, "unit": OTHER_SCHOOL})
    assert other.status_code == 403
    assert other.headers["content-type"] == "application/problem+json"
    assert "không thuộc phạm vi" in other.json()["detail"]
    assert entrance.trail()[-1]["event"] == "refused"
    assert entrance.client.get("/api/v1/units").json()[0]["id"] == SCHOOL


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/v1/answers/khong-co", 422, "step"),
        ("/api/v1/rows/khong_co?purpose=ra_soat", 422, "table"),
        ("/api/v1/rows/pupil?purpose=to-mo&as_of=2025-06-01", 403, "phải chọn vì việc gì"),
        ("/api/v1/answers/coverage?as_of=hom-nay", 422, "as_of"),
        ("/api/v1/answers/coverage?la=1", 422, "la"),
        ("/api/v1/answers/coverage?school_year=2024-2026", 422, "school_year"),
        ("/api/v1/answers/coverage?school_year=0000-0001", 422, "school_year"),
        ("/api/v1/answers/coverage?as_of=9999-12-31", 422, "as_of"),
        ("/api/v1/answers/coverage?as_of=1999-01-01", 404, "chưa có số liệu"),
        ("/api/v1/work-list?as_of=1999-01-01", 404, "chưa có số liệu"),
        ("/api/v1/rows/pupil?purpose=ra_soat&limit=1001", 422, "limit"),
        ("/api/v1/khong-co", 404, "openapi.json"),
    ],
)
def test_what_cannot_be_answered_is_told_in_words(asked, path, status, words):
    answer = asked.client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert words in told["detail"] + " ".join(told["faults"])


def test_a_parameter_that_is_wrong_is_not_said_back(asked):
    answer = asked.client.get("/api/v1/answers/coverage", params={"as_of": "Nguyễn Văn Thử"})
    assert "Thử" not in answer.text


def test_the_work_list_counts_open_findings_by_school_and_rule(asked, monkeypatch):
    monkeypatch.setattr(work_list, "REVIEWS", ("identity_review",))
    tasks = asked.client.get("/api/v1/work-list", params=ABOUT).json()
    answer = asked.bench.run("identity_review", unit="quan-1", school_year="2024-2025", as_of="2025-06-01")
    wanted = sum(finding.is_open for finding in answer.findings)
    assert wanted > 0
    assert {task["step"] for task in tasks} == {"identity_review"}
    assert sum(task["findings"] for task in tasks) == wanted
    assert [task["unit_id"] for task in tasks] == sorted(task["unit_id"] for task in tasks)


def test_made_up_calls_never_break_the_api_and_never_show_the_school_next_door(entrance, record_property):
    """Every path of the description, with parameters that keep to it and that do not, asked by a head of a school."""
    entrance.grant("can_bo_quan_ly", SCHOOL, staff_code="CB-1")
    entrance.log_in()
    schema = schemathesis.openapi.from_dict(entrance.client.get("/api/v1/openapi.json").json())
    statuses: Counter[int] = Counter()
    for found in schema.get_all_operations():
        operation = found.ok()
        is_told = len(operation.query) + len(operation.path_parameters) > 0
        for mode in schemathesis.GenerationMode if is_told else (schemathesis.GenerationMode.POSITIVE,):
            call_often(entrance, operation.as_strategy(generation_mode=mode), statuses)
    rows = [f"{status}  {count:>6}" for status, count in sorted(statuses.items())]
    record_property("table", "\n".join([f"Made-up calls of the API: {statuses.total()}, by status", *rows]))
    assert {200, 422} <= set(statuses)
    assert 401 not in statuses


def call_often(entrance: Entrance, cases: st.SearchStrategy[schemathesis.Case], statuses: Counter[int]) -> None:
    @settings(max_examples=CALLS, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=HEALTHY)
    @given(cases, st.sampled_from(["", "", OTHER_SCHOOL, "quan-1", SCHOOL]))
    def call(case: schemathesis.Case, unit: str) -> None:
        asked = {**(case.query or {}), **({"unit": unit} if unit and "unit" in case.operation.query else {})}
        answer = entrance.client.request(case.method, f"/api/v1{case.formatted_path}", params=asked or None)
        statuses[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)
        assert answer.status_code != 200 or OTHER_SCHOOL not in answer.text

    call()
