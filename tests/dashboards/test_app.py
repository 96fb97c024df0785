"""The dashboards as a host serves them: the frame, the files, what may be taken along, and what is never given."""

import json
import re
from pathlib import Path

import pytest
from bokeh.util.token import get_token_payload
from dashboards.served import hosted
from small_office import DAY, OFFICER
from starlette.testclient import TestClient

from hocba_ops.dashboards.static_files import addresses, library_file
from hocba_ops.dashboards.templating import PLACE
from hocba_ops.errors import OutOfScope, ScopeProblem

pytestmark = pytest.mark.filterwarnings("ignore:.*HTTPServerRequest:DeprecationWarning")
"""Panel's own use of tornado, which no code of ours can change."""
ASKED = f"don-vi=quan-1&nam-hoc=2024-2025&ngay={DAY}"
LIBRARIES = 2_500_000


@pytest.fixture(scope="module")
def client(office):
    with TestClient(hosted(office)) as client:
        yield client


def test_the_frame_of_a_page_is_vietnamese_and_holds_neither_cookies_nor_headers_of_the_visitor(client):
    answer = client.get(f"{PLACE}?{ASKED}", headers={"Cookie": "hocba=bi-mat-cua-phien", "X-Secret": "bi-mat-khac"})
    assert answer.status_code == 200
    assert '<html lang="vi">' in answer.text
    assert "Cán bộ Thử" in answer.text
    assert tokens_of(answer.text)
    assert [token for token in tokens_of(answer.text) if "bi-mat" in str(get_token_payload(token))] == []


def tokens_of(html):
    return re.findall(r'"token":"([^"]+)"', html)


def test_the_frame_in_english_says_so_and_leads_back(client):
    answer = client.get(f"{PLACE}?{ASKED}&tieng=en")
    assert '<html lang="en">' in answer.text
    assert "Tiếng Việt" in answer.text


def test_everything_that_a_first_page_loads_is_packed_kept_and_within_the_limit(client, record_property):
    html = client.get(f"{PLACE}?{ASKED}").text
    wanted = {one.lstrip("/") for one in re.findall(r'(?:src|href)="([^"]+\.(?:js|css)[^"]*)"', html)}
    sizes = {}
    for address in sorted(wanted):
        answer = client.get(f"/{address}", headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200, address
        assert answer.headers["content-encoding"] == "gzip", address
        assert "max-age=" in answer.headers["cache-control"], address
        sizes[address] = int(answer.headers["content-length"])
    assert len(sizes) >= 7
    record_property("table", f"First page of the dashboards, packed\n{sum(sizes.values())} bytes in {len(sizes)} files")
    assert sum(sizes.values()) < LIBRARIES, sizes


@pytest.mark.parametrize(
    "path",
    ["../application.py", "js/../../package.json", "extensions/panel/../../../etc/passwd", "extensions/khac/x.js", ""],
)
def test_a_path_that_leaves_the_folder_of_a_library_gives_nothing(client, path):
    assert library_file(path) is None
    assert client.get(f"/static/{path}").status_code == 404


def test_a_file_of_another_content_than_its_address_says_is_not_given(client):
    good = addresses(".css")[0]
    assert client.get(good).status_code == 200
    assert client.get(good.replace(good.split("/")[3], "0" * 12)).status_code == 404


def test_a_table_is_taken_as_a_file_that_no_cache_keeps(client):
    answer = client.get(f"{PLACE}/tai?trang=coverage&{ASKED}&bang=1&dang=csv")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-disposition"].startswith('attachment; filename="coverage-quan-1-')


def test_a_table_that_there_is_not_is_refused_in_words(client):
    answer = client.get(f"{PLACE}/tai?trang=coverage&{ASKED}&bang=99&dang=csv")
    assert answer.status_code == 404
    assert answer.text


@pytest.fixture
def report(office):
    folder = office.settings.path(office.settings.reports) / "quan-1" / "2024-2025" / "2025-05-29" / "coverage"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "coverage.html").write_text("<p>trang đã chạy</p>", encoding="utf-8")
    (folder / "coverage.xlsx").write_bytes(b"PK")
    (folder / "coverage.json").write_text("{}", encoding="utf-8")
    manifest = {"run": {"started_at": "2025-05-29T03:00:00+00:00"}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return f"{PLACE}/bao-cao/quan-1/2024-2025/2025-05-29"


def test_a_report_that_was_run_is_opened_and_its_annex_taken(client, report):
    assert "trang đã chạy" in client.get(f"{report}/coverage.html").text
    assert client.get(f"{report}/coverage.xlsx").headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize("name", ["coverage.json", "manifest.json", "..%2fcoverage.html", "cutoff.html"])
def test_a_file_of_a_report_that_is_not_for_readers_is_not_given(client, report, name):
    assert client.get(f"{report}/{name}").status_code == 404


def test_a_report_of_a_unit_of_somebody_else_is_not_given(client, report):
    assert client.get(report.replace("quan-1", "so-gddt-hcm") + "/coverage.html").status_code == 404


def test_a_person_whose_role_was_taken_away_gets_no_file_any_more(office):
    held = {"role": True}

    def who(_):
        if not held["role"]:
            raise OutOfScope("Cán bộ Thử", ScopeProblem.NO_ROLE)
        return OFFICER

    client = TestClient(hosted(office, who))
    wanted = f"{PLACE}/tai?trang=coverage&{ASKED}&bang=1&dang=csv"
    assert client.get(wanted).status_code == 200
    held["role"] = False
    assert client.get(wanted).status_code == 404


def test_the_bundle_of_charts_is_of_the_release_that_plotly_itself_brings():
    from plotly.offline import get_plotlyjs_version

    bundle = Path("hocba_ops/dashboards/static/plotly-cartesian.min.js").read_text(encoding="utf-8")
    assert f"v{get_plotlyjs_version()}" in bundle[:200]
