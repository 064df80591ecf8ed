"""What a referrer types on the three screens, and a browser's way through them."""

PERSON = {
    "urgent_signs": "none",
    "first_name": "Wilhelmina",
    "family_name": "Quackenbush",
    "date_of_birth-day": "13",
    "date_of_birth-month": "2",
    "date_of_birth-year": "1961",
    "nhs_number": "999 000 0018",
    "telephone": "07700 900 123",
    "postcode": "po54hg",
    "address": "4 Beach Road",
    "gender": "2",
    "ethnicity": "A",
    "gp_practice_name": "Seaview Surgery",
    "gp_practice_code": "J82999",
    "may_text": "y",
    "safe_contact": "Mornings only",
}
NEEDS = {
    "reasons": ["housing", "loneliness"],
    "main_reason": "housing",
    "priority": "routine",
    "need": "Sleeps in the car and needs a home before the hip operation",
    "risks": ["falls"],
    "risk_details": "Walks with two sticks",
    "safeguarding": "no",
    "access_needs": ["large_print"],
}
AGREEMENT = {
    "given_by": "person",
    "given_how": "spoken",
    "given_on-day": "2",
    "given_on-month": "3",
    "given_on-year": "2026",
    "tell_gp": "yes",
}
SCREENS = (PERSON, NEEDS, AGREEMENT)
# Each of these would give the person away in a message or a log.
PERSONAL = (
    "Wilhelmina",
    "Quackenbush",
    "1961-02-13",
    "13 February 1961",
    "9990000018",
    "999 000 0018",
    "900123",
    "PO5 4HG",
    "Mornings",
    "sticks",
)


def fill_in(browser, screens=SCREENS):
    """Fill in screens one after the other; the page that comes after the last."""
    page = browser.open("/referrals/new")
    for answers in screens:
        page = browser.send(page, {"go": "next", **answers}, status=200)
        assert not page.errors(), page.errors()
    return page
