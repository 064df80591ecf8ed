"""Refusals and failures: each a proper page in plain words that tells nothing of our insides."""

import pytest

from core.errors import WORDS


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 415, 422, 429, 500, 503])
def test_each_status_is_a_proper_page(browse, status):
    page = browse().open(f"/trial/answers/{status}", status=status)
    assert page.heading == WORDS[status][0]
    assert page.soup.find("nav", attrs={"aria-label": "Menu"}) is not None


@pytest.mark.parametrize("status", [418, 501, 504])
def test_a_status_that_we_have_no_words_for_is_a_page_too(browse, status):
    page = browse().open(f"/trial/answers/{status}", status=status)
    assert page.heading in {WORDS[400][0], WORDS[500][0]}


def test_a_failure_tells_nothing_and_gives_a_number(browse):
    page = browse().open("/trial/breaks?name=Wilhelmina", status=500)
    text = page.response.get_data(as_text=True)
    assert not any(word in text for word in ("ZeroDivision", "Traceback", "Wilhelmina", ".py"))
    assert page.soup.find("code").get_text()


def test_after_a_failure_what_was_typed_is_still_there_but_no_password(browse):
    page = browse().post("/trial/breaks", {"name": "Wilhelmina", "password": "secret words"}, status=500)
    assert page.fields()["name"] == ["Wilhelmina"]
    assert "secret words" not in page.response.get_data(as_text=True)


def test_a_way_that_is_not_allowed_says_which_are(browse):
    page = browse().post("/trial/done", {}, status=405)
    assert "GET" in page.response.headers["Allow"]


def test_somebody_whose_role_does_not_allow_it_is_told(browse, people):
    browse(people.clinician).open("/directory/my-listings", status=403)


@pytest.mark.parametrize(
    "path",
    ["/trial/rename/1", "/trial/rename/" + "9" * 30, "/%00", "/%ff", "/..%2f..%2fetc"],
)
def test_odd_addresses_are_not_found_and_no_failure(browse, path):
    browse().open(path, status=404)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "FROBNICATE"])
def test_odd_methods_are_no_failure(app, method):
    assert app.test_client().open("/trial/plain", method=method).status_code in {400, 405, 501}


def test_a_body_that_is_no_form_is_no_failure(app):
    client = app.test_client()
    assert client.post("/trial/plain", data=b"\xff\xfe\x00", content_type="application/json").status_code == 422
    broken = client.post("/trial/plain", data=b"--x\r\nno", content_type="multipart/form-data; boundary=x")
    assert broken.status_code in {400, 422}
    many = "&".join(f"f{n}=1" for n in range(5000))
    assert client.post("/trial/plain", data=many, content_type="application/x-www-form-urlencoded").status_code in {
        413,
        422,
    }
