"""One request, one unit of work: kept whole or not at all; a database that is not to be had is told as "not saved"."""

import threading

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import OperationalError

from accounts.models import Organisation
from core.db import db, sqlite, writing
from core.limits import Attempt
from tests.conftest import ON_POSTGRES

ANSWERS = {"name": "Siân", "story": "A story"}


@pytest.mark.parametrize(("status", "rows"), [(200, 1), (302, 1), (399, 1), (400, 0), (422, 0), (500, 0)])
def test_an_answer_below_400_is_kept_and_the_rest_is_not(app, kept, status, rows):
    assert app.test_client().post(f"/trial/keep-then/{status}").status_code == status
    now = kept()
    assert len(now.names) == len(now.audit) == len(now.messages) == rows


@pytest.mark.parametrize(
    ("name", "status"), [("refused", 409), ("refused whole", 409), ("too many", 429), ("missing", 404)]
)
def test_a_refused_step_leaves_no_row_no_audit_entry_and_no_message(browse, kept, name, status):
    page = browse().post("/trial/without-form", {"name": name}, status=status)
    now = kept()
    assert now.names == now.audit == now.messages == []
    if status == 429:
        assert page.response.headers["Retry-After"] == "30"


def test_a_refusal_without_a_form_is_a_page_that_holds_what_was_typed(browse):
    page = browse().post("/trial/without-form", {"name": "refused", "story": "long", "password": "secret"}, status=409)
    assert page.heading == "This cannot be done now"
    assert page.fields()["story"] == ["long"]
    assert "secret" not in page.response.get_data(as_text=True)


def test_a_get_that_writes_is_a_mistake_and_writes_nothing(app, kept):
    answer = app.test_client().get("/trial/writes")
    assert answer.status_code == 500
    assert kept().names == []


def test_a_get_that_slips_past_the_guard_is_rolled_back(app, browse, people):
    practice = people.practice
    browse().open("/trial/writes-sql")
    assert db.session.get(Organisation, practice).name == "Seaview Surgery"


def test_two_requests_do_not_share_a_transaction(app, kept):
    client = app.test_client()
    client.post("/trial/keep-then/400")
    client.post("/trial/keep-then/200")
    assert kept().names == ["something"]


class Lock:
    """Another process that holds the lock a writer needs."""

    def __init__(self, url: str) -> None:
        self.engine = create_engine(url, module=sqlite) if "sqlite" in url else create_engine(url)

    def __enter__(self):
        with writing():
            self.connection = self.engine.connect()
            self.connection.execute(text("lock table attempt in access exclusive mode" if ON_POSTGRES else "select 1"))
        return self

    def __exit__(self, *_):
        self.connection.rollback()
        self.connection.close()
        self.engine.dispose()


@pytest.fixture
def impatient(app):
    """The application waits a tenth of a second for a lock, not five."""

    def hurry(connection, _record, _proxy):
        with connection.cursor() if ON_POSTGRES else _Cursor(connection) as cursor:
            cursor.execute("set lock_timeout = '100ms'" if ON_POSTGRES else "pragma busy_timeout = 100")

    db.session.remove()
    event.listen(db.engine, "checkout", hurry)
    yield
    event.remove(db.engine, "checkout", hurry)
    db.session.remove()
    db.engine.dispose()  # the next test is to be patient again


class _Cursor:
    def __init__(self, connection):
        self.connection = connection

    def __enter__(self):
        return self.connection

    def __exit__(self, *_):
        pass


@pytest.mark.parametrize("path", ["/trial/plain", "/trial/once"])
def test_a_lock_held_too_long_is_not_saved_and_what_was_typed_is_still_there(
    browse, kept, impatient, database_url, path
):
    visitor = browse()
    page = visitor.open(path)
    db.session.remove()
    with Lock(database_url):
        answer = visitor.send(page, ANSWERS, status=503)
    assert answer.errors()[""].startswith("Not saved.")
    assert answer.fields()["story"] == ["A story"]
    assert kept().names == []
    visitor.send(answer)
    assert kept().names == ["Siân"]


def test_a_lock_let_go_in_time_is_waited_for(browse, kept, database_url):
    visitor = browse()
    page = visitor.open("/trial/once")
    db.session.remove()
    lock = Lock(database_url)
    lock.__enter__()
    timer = threading.Timer(0.5, lock.__exit__)
    timer.start()
    visitor.send(page, ANSWERS)
    timer.join()
    assert kept().names == ["Siân"]


def test_a_lock_on_a_view_without_form_is_the_not_saved_page(browse, kept, impatient, database_url):
    visitor = browse()
    db.session.remove()
    with Lock(database_url):
        page = visitor.post("/trial/without-form", {"name": "Siân"}, status=503)
    assert page.heading == "Not saved"
    assert page.fields()["name"] == ["Siân"]
    assert kept().names == []


@pytest.mark.parametrize("path", ["/trial/plain", "/trial/once"])
def test_a_commit_that_fails_is_not_saved_and_no_500(browse, kept, path):
    """As when the disk is full: everything went well until the last step."""
    visitor = browse()
    page = visitor.open(path)

    def full(_session):
        raise OperationalError("COMMIT", {}, Exception("database or disk is full"))

    event.listen(db.session, "before_commit", full)
    try:
        answer = visitor.send(page, ANSWERS, status=503)
    finally:
        event.remove(db.session, "before_commit", full)
    assert answer.errors()[""].startswith("Not saved.")
    assert answer.fields()["story"] == ["A story"]
    now = kept()
    assert now.names == now.keys == now.messages == []


def test_reading_goes_on_while_somebody_else_writes(browse, impatient, database_url):
    if ON_POSTGRES:  # there the lock above keeps readers of that one table out; SQLite's keeps nobody
        return
    with Lock(database_url):
        browse().open("/trial/plain")


def test_what_must_survive_a_refusal_does_and_once(browse):
    visitor = browse()
    visitor.send(visitor.open("/trial/counts"), ANSWERS, status=409)
    assert db.session.query(Attempt).count() == 1
