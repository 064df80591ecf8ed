"""Somebody of a group finds its listing, claims it from the group's own mail, and says that there is no room."""

import re

import pytest
from sqlalchemy import select

from core.db import db
from core.outbox.models import Message
from directory.listings.models import Service
from directory.upkeep.claims import queries
from tests.journeys.cast import sign_in
from tests.journeys.window import NARROW

pytestmark = pytest.mark.page_only

WHO = "gail.green@footbridge.example"
PASSWORD = "violet tractor seven moons"


def unkept(site) -> tuple[str, str]:
    """The path and the name of a listing that whoever reads its mail may keep at once."""
    with site.app_context():
        rows = select(Service).where(Service.email.is_not(None), Service.retired_at.is_(None)).order_by(Service.name)
        for service in db.session.scalars(rows):
            email = queries.address_of(service)
            if email and queries.is_enough(service, email):
                return f"/directory/listings/{service.id}", service.name
    raise AssertionError("every listing of the town is kept already")


def link_in(site, kind: str) -> str:
    """The path of the link in the newest letter of this kind."""
    with site.app_context():
        rows = select(Message.text).where(Message.kind == kind).order_by(Message.created_at.desc())
        text = db.session.scalar(rows.limit(1))
        db.session.remove()
    return re.search(r"http://[^/]+(/(?:directory/keep|new-password)/\S+)", text)[1]


def test_a_listing_is_claimed_and_said_to_be_full(window, site):
    address, name = unkept(site)
    somebody = window()
    somebody.page.set_viewport_size(NARROW)
    somebody.open(address).follow("Is this your group?").sees("Is this your group?", "…@")
    somebody.press("Send the link").sees("Look for our email")

    somebody.open(link_in(site, "claim")).sees(name)
    somebody.fill("Your full name", "Gail Green").fill("Your email address", "gail").press("Keep this listing")
    somebody.sees("There is a problem").fill("Your email address", WHO).press("Keep this listing")
    somebody.sees("The listing is yours to keep")

    somebody.open(link_in(site, "invitation")).fill("New password", PASSWORD).press("Save")
    sign_in(somebody, WHO, PASSWORD).sees("My listings", name)
    somebody.press(f"Full {name}").sees("People now read of", "Full, until")
    window().open(address).sees("Full")
