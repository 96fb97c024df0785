from datetime import UTC, date, datetime

import pytest

from tests.portal.entrance import OTHER_SCHOOL, SCHOOL, SITE, SUBJECT
from tests.portal.fake_issuer import ISSUER

FORGERIES = ("alg none", "our own secret", "public key as secret", "other key", "key of its own", "spoiled", "missing")
LIES = {
    "another issuer": {"iss": "https://ke-khac.example"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "ung-dung-khac"},
    "no audience": {"aud": None},
    "several audiences, meant for another": {"aud": ["hocba", "khac"], "azp": "khac"},
    "another nonce": {"nonce": "cua-lan-khac"},
    "no nonce": {"nonce": None},
    "ended long ago": {"exp": 1_700_000_000, "iat": 1_699_999_000},
    "no end": {"exp": None},
    "nobody": {"sub": None},
    "of another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
    "userinfo of somebody else": {"sub": "ca"},
}


def test_somebody_with_a_role_logs_in_and_comes_to_the_page_asked_for(entrance):
    entrance.grant()
    back = entrance.log_in(then="/bang?buoc=coverage")
    assert (back.status_code, back.headers["location"]) == (303, "/bang?buoc=coverage")
    assert entrance.client.get("/bang").json() == "an: can_bo_co_quan quan-1"
    assert [(one["event"], one["subject"]) for one in entrance.trail()] == [("granted", "local"), ("login", SUBJECT)]


def test_the_login_asks_with_state_nonce_and_a_hashed_verifier(entrance):
    there = entrance.client.get("/dang-nhap").headers["location"]
    assert there.startswith(f"{ISSUER}/auth?")
    for part in ("response_type=code", "state=", "nonce=", "code_challenge=", "code_challenge_method=S256"):
        assert part in there
    assert "redirect_uri=https%3A%2F%2Fhocba.example%2Fdang-nhap%2Fve" in there


@pytest.mark.parametrize("forge", FORGERIES)
def test_a_forged_token_lets_nobody_in_and_is_told_in_the_trail(entrance, forge):
    entrance.grant()
    entrance.issuer.forge = forge
    back = entrance.log_in()
    assert entrance.issuer.made is not None
    assert back.status_code == 403
    assert "Chưa vào được" in back.text
    assert entrance.token() == ""
    assert entrance.trail()[-1]["event"] == "login_refused"


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_lies_lets_nobody_in(entrance, lie):
    entrance.grant()
    entrance.issuer.lie = LIES[lie]
    back = entrance.log_in()
    assert entrance.issuer.made is not None
    assert back.status_code == 403
    assert entrance.token() == ""
    assert entrance.client.get("/bang").status_code == 303


def test_a_provider_that_calls_itself_otherwise_is_not_asked(entrance):
    entrance.issuer.about = {"issuer": "https://ke-khac.example"}
    assert entrance.client.get("/dang-nhap").status_code == 502
    assert entrance.issuer.calls == []


def test_a_return_is_good_once_and_a_code_is_not_asked_for_twice(entrance):
    entrance.grant()
    there = entrance.client.get("/dang-nhap").headers["location"]
    back = entrance.issuer.log_in(there)
    assert entrance.client.get(back).status_code == 303
    calls = len(entrance.issuer.calls)
    entrance.client.cookies.delete(entrance.door.doorman.cookie)
    assert entrance.client.get(back).status_code == 400
    assert len(entrance.issuer.calls) == calls


def test_a_return_in_another_browser_lets_nobody_in(entrance):
    entrance.grant()
    victim = entrance.browser()
    back = entrance.issuer.log_in(entrance.client.get("/dang-nhap").headers["location"])
    assert victim.get(back).status_code == 400
    assert entrance.token(victim) == ""


@pytest.mark.parametrize("state", ["", "khac", "a" * 3000])
def test_a_return_with_another_state_lets_nobody_in(entrance, state):
    entrance.grant()
    back = entrance.issuer.log_in(entrance.client.get("/dang-nhap").headers["location"])
    assert entrance.client.get(f"{back.partition('&state=')[0]}&state={state}").status_code == 400
    assert entrance.token() == ""


def test_a_return_that_names_another_issuer_lets_nobody_in(entrance):
    entrance.grant()
    back = entrance.issuer.log_in(entrance.client.get("/dang-nhap").headers["location"])
    assert entrance.client.get(f"{back}&iss=https%3A%2F%2Fke-khac.example").status_code == 403


def test_a_login_that_took_too_long_begins_anew(entrance):
    entrance.grant()
    back = entrance.issuer.log_in(entrance.client.get("/dang-nhap").headers["location"])
    entrance.clock.turn(minutes=11)
    assert entrance.client.get(back).status_code == 400


def test_somebody_who_declines_at_the_provider_is_told_how_to_go_on(entrance):
    entrance.client.get("/dang-nhap")
    back = entrance.client.get("/dang-nhap/ve?error=access_denied&error_description=<script>x</script>")
    assert back.status_code == 403
    assert "Đăng nhập lại" in back.text
    assert "<script>" not in back.text


@pytest.mark.parametrize(
    "then",
    ["//evil.example", "https://evil.example", "/\\evil.example", "/%2f%2fevil", "/a\r\nSet-Cookie: x=1",
     "javascript:x", "/dang-xuat", "/./x", "x", "/bang?\u0000", "/" + "a" * 3000],
)  # fmt: skip
def test_a_login_never_leads_out_of_the_house(entrance, then):
    entrance.grant()
    assert entrance.log_in(then=then).headers["location"] == "/"


def test_a_login_gives_a_new_id_whatever_the_browser_brought(entrance):
    entrance.grant()
    planted = "A" * 43
    there = entrance.client.get("/dang-nhap").headers["location"]
    begun = entrance.door.doorman.cookie + "-login"
    cookies = f"{entrance.door.doorman.cookie}={planted}; {begun}={entrance.client.cookies[begun]}"
    bare = entrance.browser()
    assert bare.get(entrance.issuer.log_in(there), headers={"cookie": cookies}).status_code == 303
    assert entrance.token(bare) not in ("", planted)
    assert bare.get("/bang", headers={"cookie": f"{entrance.door.doorman.cookie}={planted}"}).status_code == 303


def test_the_session_before_is_over_when_somebody_logs_in_again(entrance):
    entrance.grant()
    entrance.log_in()
    first = entrance.token()
    back = entrance.issuer.log_in(_sent_again(entrance))
    entrance.client.get(back)
    assert entrance.token() != first
    assert entrance.door.sessions.find(first, now=entrance.clock()) is None


def _sent_again(entrance) -> str:
    """A login begun while logged out elsewhere: the browser still holds the cookie of the session."""
    other = entrance.browser()
    there = other.get("/dang-nhap").headers["location"]
    name = entrance.door.doorman.cookie + "-login"
    entrance.client.cookies.set(name, other.cookies[name], domain="hocba.example")
    return there


def test_the_cookie_is_closed_to_scripts_other_sites_and_plain_http(entrance):
    entrance.grant()
    told = next(one for one in entrance.log_in().headers.get_list("set-cookie") if one.startswith("__Host-hocba="))
    flags = {part.strip().lower() for part in told.split(";")[1:]}
    assert {"httponly", "samesite=lax", "secure", "path=/"} <= flags
    assert not any(flag.startswith("domain") for flag in flags)
    assert SUBJECT not in told


def test_nothing_of_the_provider_is_kept_in_the_session(entrance):
    entrance.grant()
    entrance.log_in()
    (kept,) = entrance.door.sessions.root.glob("*.json")
    text = kept.read_text(encoding="utf-8") + kept.name
    assert [one for one in ("eyJ", "token_type", '"xem"', entrance.token()) if one in text] == []
    assert kept.stat().st_mode & 0o077 == 0


def test_somebody_without_a_role_sees_whom_to_ask_and_nothing_else(entrance):
    entrance.log_in()
    assert entrance.client.get("/bang").headers["location"] == "/tai-khoan?next=%2Fbang"
    page = entrance.client.get("/tai-khoan")
    assert page.status_code == 403
    assert SUBJECT in page.text
    assert entrance.client.get("/api/v1/me").status_code == 403


def test_a_role_given_after_the_login_holds_from_the_next_request(entrance):
    entrance.log_in()
    assert entrance.client.get("/bang").status_code == 303
    entrance.grant()
    assert entrance.client.get("/bang").status_code == 200


def test_a_role_taken_holds_from_the_next_request(entrance):
    entrance.grant()
    entrance.log_in()
    assert entrance.client.get("/api/v1/units").status_code == 200
    entrance.revoke()
    assert entrance.client.get("/api/v1/units").status_code == 403
    assert entrance.client.get("/bang").status_code == 303


def test_a_role_that_ends_today_is_over_after_midnight_in_viet_nam(entrance):
    entrance.clock.now = datetime(2025, 6, 2, 16, 30, tzinfo=UTC)
    entrance.grant(valid_to=date(2025, 6, 2))
    entrance.log_in()
    assert entrance.client.get("/bang").status_code == 200
    entrance.clock.turn(minutes=31)
    assert entrance.client.get("/bang").headers["location"] == "/tai-khoan?next=%2Fbang"


def test_somebody_with_two_roles_chooses_one_and_gets_a_new_id(entrance):
    entrance.grant()
    entrance.grant("can_bo_quan_ly", SCHOOL, staff_code="CB-1")
    entrance.log_in()
    first = entrance.token()
    assert entrance.client.get("/bang").headers["location"] == "/tai-khoan?next=%2Fbang"
    assert "Chọn vai trò" in entrance.client.get("/tai-khoan").text
    chosen = choose(entrance, "can_bo_quan_ly", SCHOOL, then="/bang")
    assert (chosen.status_code, chosen.headers["location"]) == (303, "/bang")
    assert entrance.client.get("/bang").json() == f"an: can_bo_quan_ly {SCHOOL}"
    assert entrance.door.sessions.find(first, now=entrance.clock()) is None
    assert entrance.trail()[-1]["event"] == "role_chosen"


def choose(entrance, role: str, unit: str, *, then: str = "/", token: str | None = None, origin: str = SITE):
    form = {"token": entrance.form_token() if token is None else token, "role": role, "unit": unit, "next": then}
    return entrance.client.post("/tai-khoan", data=form, headers={"origin": origin})


def test_a_role_that_is_not_offered_cannot_be_chosen(entrance):
    entrance.grant()
    entrance.log_in()
    assert choose(entrance, "can_bo_quan_ly", OTHER_SCHOOL).status_code == 403
    assert entrance.client.get("/bang").json() == "an: can_bo_co_quan quan-1"


def test_the_role_in_use_taken_leaves_the_other_to_be_chosen(entrance):
    entrance.grant()
    entrance.grant("can_bo_quan_ly", SCHOOL, staff_code="CB-1")
    entrance.log_in()
    choose(entrance, "can_bo_quan_ly", SCHOOL)
    entrance.revoke("can_bo_quan_ly")
    assert entrance.client.get("/bang").headers["location"] == "/tai-khoan?next=%2Fbang"


def test_a_form_of_another_session_or_without_its_token_does_nothing(entrance):
    entrance.grant()
    entrance.log_in()
    other = entrance.browser()
    entrance.log_in(other)
    for token in ("", "x", entrance.form_token(other)):
        assert entrance.client.post("/dang-xuat", data={"token": token}, headers={"origin": SITE}).status_code == 403
    assert entrance.client.get("/bang").status_code == 200


def test_a_logout_ends_this_session_and_shows_the_way_out_of_the_provider(entrance):
    entrance.grant()
    entrance.log_in()
    kept, token = entrance.token(), entrance.form_token()
    out = entrance.client.post("/dang-xuat", data={"token": token}, headers={"origin": SITE})
    assert (out.status_code, out.headers["location"]) == (303, "/dang-nhap/da-ra")
    page = entrance.client.get("/dang-nhap/da-ra").text
    assert f'href="{ISSUER}/out?client_id=hocba&amp;post_logout_redirect_uri=' in page
    entrance.client.cookies.set(entrance.door.doorman.cookie, kept, domain="hocba.example")
    assert entrance.client.get("/bang").status_code == 303
    assert entrance.trail()[-1]["event"] == "logout"


def test_a_logout_everywhere_ends_all_sessions_of_this_login_alone(entrance):
    entrance.grant()
    entrance.grant(who=f"{ISSUER}|ca")
    entrance.log_in()
    phone, colleague = entrance.browser(), entrance.browser()
    entrance.log_in(phone)
    entrance.issuer.sub = "ca"
    entrance.log_in(colleague)
    form = {"token": entrance.form_token(), "everywhere": "1"}
    entrance.client.post("/dang-xuat", data=form, headers={"origin": SITE})
    assert phone.get("/bang").status_code == 303
    assert colleague.get("/bang").status_code == 200


@pytest.mark.parametrize(
    ("told", "is_known"),
    [
        ({"email": "AN@quan-1.vn", "email_verified": True}, True),
        ({"email": "an@quan-1.vn", "email_verified": False}, False),
        ({"email": "an@quan-1.vn"}, False),
        ({"email": "an@quan-1.vn", "email_verified": "true"}, False),
        ({"preferred_username": "an@quan-1.vn"}, False),
        ({"email": "a\u0000n@quan-1.vn", "email_verified": True}, False),
    ],
)
def test_a_grant_by_e_mail_holds_for_the_verified_one_alone(entrance, told, is_known):
    entrance.grant(who="an@quan-1.vn")
    entrance.issuer.told = told
    entrance.log_in()
    assert (entrance.client.get("/bang").status_code == 200) is is_known


def test_a_name_cannot_pass_for_the_subject_of_somebody_else(entrance):
    entrance.grant(who=f"{ISSUER}|truong-phong")
    entrance.issuer.told = {"email": f"{ISSUER}|truong-phong", "email_verified": True}
    entrance.log_in()
    assert entrance.client.get("/bang").status_code == 303


def test_names_that_a_provider_tells_are_shown_as_text(entrance):
    entrance.issuer.told = {"name": "<img src=x onerror=alert(1)>"}
    entrance.log_in()
    assert "<img" not in entrance.client.get("/tai-khoan").text
