"""Reports and answers of mail systems: which say that nobody reads an address, whatever else is sent to us."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.outbox import bounces
from core.outbox.bounces import Report
from tests.core.outbox.reports import report

ID = "<3f0c2f7e-6a3b-4c58-9b7e-1d2f3a4b5c6d@footbridge.invalid>"


@pytest.mark.parametrize("back", ["whole", "headers"])
def test_a_report_names_the_message_and_the_code(back):
    assert bounces.read(report(ID, back=back)) == Report(ID, "5.1.1")


def test_a_report_that_sends_nothing_back_may_name_it_as_what_it_answers():
    assert bounces.read(report(ID, back="nothing", reply_to=ID)) == Report(ID, "5.1.1")
    assert bounces.read(report(ID, back="nothing")) is None


def test_a_failure_without_a_code_is_a_failure_all_the_same():
    assert bounces.read(report(ID, status="odd")) == Report(ID, "5.0.0")
    assert bounces.read(report(ID, status="4.4.7 (too long)")) == Report(ID, "4.4.7"), "they have given up"


@pytest.mark.parametrize("action", ["delayed", "delivered", "relayed", "expanded", ""])
def test_what_is_no_failure_is_no_report_of_one(action):
    assert bounces.read(report(ID, action=action)) is None


def test_an_answer_of_a_person_is_no_report():
    """An out-of-office answer quotes our Message-ID too."""
    raw = f"From: a@b.example\r\nIn-Reply-To: {ID}\r\nSubject: Away\r\n\r\nAction: failed\r\nStatus: 5.1.1\r\n"
    assert bounces.read(raw.encode()) is None


@given(st.binary(max_size=400), st.integers(0, 900))
def test_no_bytes_stop_the_reader(noise, at):
    bounces.read(noise)
    whole = report(ID)
    bounces.read(whole[:at] + noise + whole[at:])


@pytest.mark.parametrize(
    ("status", "words", "code"),
    [
        (550, b"5.1.1 nobody of that name", "5.1.1"),
        (550, b"nobody of that name", "550"),
        (553, "not allowed", "553"),
        (550, b"5.7.1 not from you", None),
        (550, b"5.7.26 sign your mail", None),
        (552, b"5.2.2 full", None),
        (550, b"5.2.1 switched off", "5.2.1"),
        (554, b"no", None),
        (530, b"sign in first", None),
        (451, b"4.7.1 later", None),
        (550, b"4.2.0 which is it", None),
        (450, b"busy", None),
    ],
)
def test_only_what_is_said_of_the_address_is_a_refusal_of_it(status, words, code):
    assert bounces.refusal(status, words) == code
