"""An administrator makes a key, sees it once and withdraws it; nobody can read it here again."""

import re

from sqlalchemy import select

from core.audit import AuditEntry
from core.db import db
from referrals.messages.keys import queries
from referrals.messages.keys.models import ApiKey


def test_a_key_is_made_shown_once_and_withdrawn(people, browse):
    people.clinician, people.link_worker  # noqa: B018 - a clinician to choose, and somebody who cannot be
    browser = browse(people.administrator)
    page = browser.open(f"/referrals/keys/of/{people.practice}/new")
    assert "Dr Priya Shah" in page.words and "Jo Marsh" not in page.words
    page = browser.send(page, {"name": "", "membership_id": ""}, status=422)
    assert len(page.errors()) == 2
    page = browser.send(
        page, {"name": "Clinical system", "membership_id": str(people.clinician.membership_id)}, status=200
    )
    (token,) = re.findall(r"fbk_[\w-]{43}", page.words)
    key = queries.find_by_token(token)
    assert (key.organisation_id, key.membership.user_id) == (people.practice, people.clinician.id)
    assert token not in str(db.session.execute(select(ApiKey.__table__)).all())
    assert queries.actor_of(key).organisation_id == people.practice
    page = browser.open("/referrals/keys")
    assert token not in page.words and "In use" in page.words and "Never" in page.words
    page = browser.send(browser.open(f"/referrals/keys/{key.id}/withdraw"), {})
    assert "Withdrawn" in browser.open("/referrals/keys").words
    assert queries.find_by_token(token) is None
    kept = list(db.session.scalars(select(AuditEntry.action).where(AuditEntry.subject == "api_key")))
    assert sorted(kept) == ["key.make", "key.withdraw"]


def test_only_a_practice_has_keys(people, browse):
    browse(people.administrator).open(f"/referrals/keys/of/{people.service}/new", status=404)
