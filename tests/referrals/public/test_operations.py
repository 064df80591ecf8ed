"""Asking without an account: limits that hold, codes that work once and not for long, and what is forgotten in time."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from accounts.actors import Visitor
from core import clock, housekeeping
from core.db import db, transaction
from core.limits import Attempt
from core.refusals import Missing, Refused, TooMany
from referrals.profile.operations import change_profile
from referrals.public import allowances, codes, operations, queries, texting
from referrals.public.words import Proof, State
from referrals.words import Source
from tests.support.asking import code_sent


def wrong() -> str:
    return "000000" if code_sent() != "000 000" else "111111"


def test_a_code_works_once_and_for_half_an_hour(ask, prove, requests):
    sent = ask()
    with clock.at(clock.now() + codes.LASTS), pytest.raises(Refused):
        prove(sent)
    prove(sent)
    assert requests()[0].state is State.WAITING
    with pytest.raises(Refused, match="sent already"):
        prove(sent)


def test_codes_cannot_be_guessed(ask, prove, requests):
    sent = ask()
    for _ in range(codes.MOST_TRIES):
        with pytest.raises(Refused):
            prove(sent, wrong())
    with pytest.raises(Refused, match="too often"):
        prove(sent)
    assert requests()[0].state is State.UNPROVEN


def test_another_code_ends_the_one_before_and_there_are_three(ask, prove):
    sent, first = ask(), code_sent()
    for _ in range(codes.MOST_SENT - 1):
        with transaction():
            operations.send_again(Visitor(), queries.by_token(sent.token), network="here")
    assert code_sent() != first
    with pytest.raises(Refused):
        prove(sent, first)
    with pytest.raises(Refused, match="three codes"), transaction():
        operations.send_again(Visitor(), queries.by_token(sent.token), network="here")
    prove(sent)


def test_of_one_network_and_of_what_must_be_rung_about_only_some_are_kept(ask, requests):
    for _ in range(3):
        ask(proof=Proof.CALL)
    with pytest.raises(TooMany):
        ask(proof=Proof.CALL)
    for _ in range(7):
        ask()
    with pytest.raises(TooMany):
        ask()
    ask(network="2001:db8::1")
    assert len(requests()) == 11
    assert sum(one.state is State.WAITING for one in requests()) == 3


def test_nobody_is_told_that_an_address_has_had_many_codes(ask, posted, requests):
    for number in range(allowances.MOST_CODES_TO_ONE_ADDRESS + 2):
        ask(network=f"192.0.2.{number}")
    assert len(posted()) == allowances.MOST_CODES_TO_ONE_ADDRESS
    assert len({(one.state, one.codes_sent, one.code_hash is None) for one in requests()}) == 1


def test_what_nobody_proved_is_forgotten_and_what_waits_is_not(ask, prove, requests):
    ask()
    prove(ask())
    ask(proof=Proof.CALL)
    with clock.at(clock.now() + dt.timedelta(days=400)):
        housekeeping.tidy()
    assert [one.state for one in requests()] == [State.WAITING, State.WAITING]
    assert db.session.scalar(select(func.count(Attempt.id))) == 0


def test_its_page_closes_after_some_months(ask):
    sent = ask()
    with clock.at(clock.now() + queries.OPENS_FOR + dt.timedelta(days=1)), pytest.raises(Missing):
        queries.by_token(sent.token)


def test_whom_the_service_does_not_take_is_told_where_else_to_go(ask, people, service):
    with transaction():
        change_profile(people.service_lead, version=1, minimum_age=80, areas=("SO",))
    with pytest.raises(Refused) as refused:
        ask()
    assert refused.value.field == "date_of_birth"
    with transaction():
        change_profile(people.service_lead, version=2, public_form=False)
    with pytest.raises(Missing):
        ask()


def test_a_text_goes_to_the_askers_own_number_where_texts_are_on(ask, posted, monkeypatch):
    said = []
    monkeypatch.setattr(texting, "SENDERS", [lambda number, words: said.append((number, words))])
    ask(proof=Proof.TEXT, source=Source.FAMILY, asker_name="Bea", asker_telephone="+447700900555")
    ((number, words),) = said
    assert number == "+447700900555" and words.startswith("Your code is") and posted() == []
