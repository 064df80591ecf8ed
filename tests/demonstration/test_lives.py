"""The 120 lives: counted, in order, in words that the rooms know, with the story that they were asked for."""

import json
import re
from collections import Counter
from datetime import date

import pytest

from core.identifiers import date_of_birth
from demonstration import outlines
from demonstration.content import read
from demonstration.lives import everyone
from referrals import words

TODAY = date(2026, 11, 23)
SEEDS = (1, 2, 2026)


@pytest.fixture(scope="module", params=SEEDS)
def lives(request):
    return everyone(request.param, TODAY)


def test_the_same_seed_and_day_tell_the_same_lives():
    assert everyone(5, TODAY) == everyone(5, TODAY)
    assert everyone(5, TODAY) != everyone(6, TODAY)


def test_there_are_120_people_each_with_their_own_numbers(lives):
    assert len(lives) == 120
    telephones = Counter(life.person["telephone"] for life in lives)
    numbers = Counter(life.person["nhs_number"] for life in lives if life.person["nhs_number"])
    assert max(telephones.values()) == 1 and max(numbers.values()) == 1
    assert len(numbers) >= 110
    assert len({life.key for life in lives}) == 120
    assert len({(life.person["first_name"], life.person["family_name"]) for life in lives}) == 120


def test_a_sentence_is_said_of_somebody_whom_it_fits(lives):
    (mother,) = [life for life in lives if life.need.startswith("Pregnant")]
    assert 21 <= date_of_birth.age_on(mother.person["date_of_birth"], TODAY) <= 41
    assert not [step for step in mother.steps if " he " in step.get("notes", "")]


def test_people_are_grown_up_and_not_all_alike(lives):
    ages = [date_of_birth.age_on(life.person["date_of_birth"], TODAY) for life in lives]
    assert min(ages) >= 18 and max(ages) <= 95 and max(ages) > 85 and min(ages) < 30
    assert sum(life.person["needs_interpreter"] for life in lives) >= 6
    assert sum(life.person["postcode"] == "ZZ99 3VZ" for life in lives) == 4
    assert sum(bool(life.person["safe_contact"]) for life in lives) >= 20


def test_nothing_happens_before_the_last_thing_or_after_today(lives):
    for life in lives:
        days = [step["day"] for step in life.steps]
        assert days == sorted(days), life.key
        assert not days or days[-1] <= life.days_ago <= 183, life.key


def test_steps_speak_in_the_words_of_the_rooms(lives):
    known = {"talk": ("how", words.Method), "attempt": ("how", words.Method), "news": ("what", words.ConnectionState),
             "close": ("reason", words.Closure), "decline": ("reason", words.NotAccepted)}  # fmt: skip
    for life in lives:
        assert all(words.Reason(reason) for reason in life.reasons)
        assert all(words.RiskKind(kind) for kind, _ in life.risks) and life.risks
        for step in life.steps:
            if step["do"] in known:
                field, choices = known[step["do"]]
                choices(step[field])
            if step["do"] == "introduce":
                assert [words.Shared(item) for item in step["share"]]
            if step.get("what") == "did_not_start":
                words.DidNotStart(step["reason"])


def test_no_placeholder_is_left_in_what_people_wrote(lives):
    for life in lives:
        said = [life.need, *(value for step in life.steps for value in step.values() if isinstance(value, str))]
        assert not [sentence for sentence in said if re.search(r"[{}]", sentence)]


def test_news_is_only_of_connections_made(lives):
    for life in lives:
        made = set()
        for step in life.steps:
            if step["do"] in {"introduce", "signpost"}:
                made.add(step["listing"])
            if step["do"] == "news":
                assert step["listing"] in made, life.key


def test_what_presumes_a_group_is_said_after_it_started(lives):
    after = {
        note["notes"]: set(note["after"]) for theme in read("themes") for note in theme["later"] if "after" in note
    }
    presuming = {note["notes"] for note in read("words")["answers"]["calls"] if "after" in note}
    assert presuming and len(after) > 20
    told = 0
    for life in lives:
        started = set()
        for step in life.steps:
            if step["do"] == "news" and step["what"] in {"started", "attending"}:
                started.add(step["listing"])
            for sentence, listings in after.items():
                # Sentences with pronouns have been made to speak of somebody; their beginnings stay.
                if step["do"] == "talk" and step["notes"].startswith(sentence.partition("{")[0] or sentence):
                    assert started & listings, (life.key, sentence)
                    told += 1
            assert started or step.get("notes") not in presuming, life.key
    assert told > 5


def test_who_was_not_reached_did_not_answer(lives):
    attempts = [step["notes"] for life in lives for step in life.steps if step["do"] == "attempt"]
    assert len(attempts) > 50
    assert [notes for notes in attempts if re.match("Answered|Spoke|Talked", notes)] == []


def test_what_became_of_a_connection_is_said_in_words_for_its_kind(lives):
    answers, kinds = read("words")["answers"], read("words")["kinds"]
    told = 0
    for life in (life for life in lives if life.key.rsplit("-", 1)[0] in outlines.COUNTS):
        for step in (step for step in life.steps if step["do"] == "news" and step["what"] != "attending"):
            kind = kinds.get(step["listing"], "group")
            fitting = [*answers["started"][kind], *(words for _, words in answers["did_not_start"][kind])]
            assert any(step["words"].startswith(words.partition("{")[0]) for words in fitting), (life.key, step)
            told += 1
    assert told > 30
    said = json.dumps([answers["started"]["advice"], answers["did_not_start"]["advice"]])
    assert "kettle" not in said and "stayed" not in said


def test_every_listing_that_is_named_exists_and_is_open(lives):
    open_ones = {
        listing["url"].rsplit("/", 1)[1]
        for listing in read("listings")["contents"]
        if listing["status"] in {"active", "temporarily closed"}
    }
    named = {step["listing"] for life in lives for step in life.steps if "listing" in step}
    assert named <= open_ones and len(named) > 35


@pytest.mark.parametrize(("outline", "last"), [
    ("declined", "decline"), ("withdrawn", "withdraw"), ("void", "void"), ("held", "hold"), ("asked", "ask"),
    ("answered", "answer"), ("accepted", "accept"), ("goals_met", "close"), ("died", "close"),
])  # fmt: skip
def test_an_outline_ends_where_its_name_says(lives, outline, last):
    ends = [life.steps[-1]["do"] for life in lives if life.key.rsplit("-", 1)[0] == outline]
    assert ends == [last] * outlines.COUNTS[outline][0]


def test_every_closure_happens(lives):
    closures = {step["reason"] for life in lives for step in life.steps if step["do"] == "close"}
    assert closures == {code.value for code in words.Closure} - {"unsafe"}


def test_the_man_who_needs_a_home_before_his_hip(lives):
    (len_pask,) = [life for life in lives if life.key == "hip"]
    assert len_pask.by == "morgan" and len_pask.person["postcode"] == "ZZ99 3VZ"
    first_talk = next(index for index, step in enumerate(len_pask.steps) if step["do"] == "talk")
    assert sum(step["do"] == "attempt" for step in len_pask.steps[:first_talk]) == 3
    connected = {step["listing"] for step in len_pask.steps if step["do"] == "introduce"}
    assert {"wires-connect", "keystone-advice", "halyard-hostel"} <= connected
    assert len_pask.steps[-1]["do"] == "close" and len_pask.steps[-1]["reason"] == "goals_met"
    assert len_pask.days_ago > 150
