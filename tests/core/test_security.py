"""Headers: on every answer, whatever its status."""

import hashlib
import re
from base64 import b64encode

import pytest
from flask import request

from tests.conftest import make_app

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


@pytest.mark.parametrize("status", [200, 302, 403, 404, 405, 409, 415, 422, 429, 500, 503])
def test_every_status_carries_the_headers(app, status):
    answer = app.test_client().get(f"/trial/answers/{status}")
    assert answer.status_code == status
    _check(answer)


def test_a_body_that_is_too_big_is_answered_with_them_too(app):
    answer = app.test_client().post("/trial/plain", data={"story": "x" * (3 * 1024 * 1024)})
    assert answer.status_code == 413
    _check(answer)


@pytest.mark.parametrize("path", ["/nowhere", "/trial/breaks"])
def test_what_is_not_there_and_what_breaks_too(app, path):
    _check(app.test_client().get(path))


def _check(answer) -> None:
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    policy = dict(part.split(" ", 1) for part in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["form-action"] == policy["style-src"] == "'self'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert "geolocation=(self)" in answer.headers["Permissions-Policy"]


def test_the_one_inline_script_is_the_one_that_the_policy_knows(browse):
    page = browse().open("/trial/plain")
    scripts = [tag.string for tag in page.soup.find_all("script") if not tag.get("src")]
    policy = page.response.headers["Content-Security-Policy"]
    known = set(re.findall(r"'sha256-([^']+)'", policy))
    assert {b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts} == known


def test_files_may_be_kept_by_the_browser(app):
    with app.test_client().get("/static/footbridge.css", buffered=True) as answer:
        assert answer.headers["Cache-Control"] != "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_https_only_where_the_site_is_https(app, database_url, tmp_path):
    assert "Strict-Transport-Security" not in app.test_client().get("/nowhere").headers
    secure = make_app(database_url, tmp_path, BASE_URL="https://localhost")
    answer = secure.test_client().get("/sign-in", base_url="https://localhost")
    assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
    for cookie in answer.headers.getlist("Set-Cookie"):
        assert cookie.startswith("__Host-")
        assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))


def test_no_answer_opens_itself_to_other_sites(app):
    answer = app.test_client().get("/trial/plain", headers={"Origin": "https://evil.example"})
    assert not any(name.startswith("Access-Control") for name, _ in answer.headers.to_wsgi_list())


def test_forwarded_headers_are_believed_only_from_a_proxy_that_we_know(app, database_url, tmp_path):
    seen = {}

    def look(application):
        @application.before_request
        def note():
            seen.update(address=request.remote_addr, host=request.host, scheme=request.scheme)

        forwarded = {"X-Forwarded-For": "9.9.9.9", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
        application.test_client().get("/nowhere", headers=forwarded)
        return dict(seen)

    assert look(app) == {"address": "127.0.0.1", "host": "localhost", "scheme": "http"}
    behind = make_app(database_url, tmp_path, TRUSTED_PROXIES=1)
    assert look(behind) == {"address": "9.9.9.9", "host": "localhost", "scheme": "https"}


def test_an_unknown_host_is_refused_outside_the_tests(database_url, tmp_path):
    served = make_app(database_url, tmp_path, MODE="demonstration")
    answer = served.test_client().get("/sign-in", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    _check(answer)
    assert served.test_client().get("/sign-in", headers={"Host": "localhost"}).status_code == 200
