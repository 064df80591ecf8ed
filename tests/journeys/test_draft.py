"""Back, a reload and a lost connection in the middle of a referral: nothing that was typed is lost."""

from playwright.sync_api import expect

from tests.journeys.cast import CLINICIAN, OTHER_CLINICIAN, sign_in
from tests.journeys.test_referral import NAME, fill_needs, fill_person, send

NEED = "What is needed, if the reasons do not say it"


def test_back_a_reload_and_a_lost_connection_lose_nothing(window):
    clinician = sign_in(window(), CLINICIAN).open("/referrals/new")
    fill_person(clinician)
    page, kept = clinician.page, clinician.page.locator("[data-kept]")

    page.go_back()
    expect(page.get_by_label("First name")).to_have_value("Florence")
    page.go_forward()
    page.get_by_label(NEED).fill("She misses singing.")
    expect(kept).to_contain_text("Draft kept at")
    page.reload()
    expect(page.get_by_label(NEED)).to_have_value("She misses singing.")

    page.context.set_offline(True)
    page.get_by_label(NEED).fill("She misses singing with others.")
    page.get_by_role("button", name="Continue").last.click()
    expect(kept).to_contain_text("There is no connection")
    expect(page.get_by_label(NEED)).to_have_value("She misses singing with others.")
    page.context.set_offline(False)
    expect(kept).to_contain_text("Draft kept at")
    sign_in(window(), OTHER_CLINICIAN).open(clinician.path).sees("Page not found").does_not_see("singing")

    clinician.open("/referrals/mine").follow(f"Carry on with your draft for {NAME}", exact=False)
    expect(page.get_by_label(NEED)).to_have_value("She misses singing with others.")
    fill_needs(clinician)
    send(clinician).sees("Referral sent", NAME)
    page.go_back()
    clinician.sees("This draft is not there any more")
