"""Going in and out as a person does, for the tests of these pages."""

from urllib.parse import urlsplit

from tests.support.people import PASSWORD

WRONG = "Check your email address and your password"


def try_password(browser, email: str, password: str, *, status: int | None):
    """Send the sign-in page with these answers."""
    return browser.send(browser.open("/sign-in"), {"email": email, "password": password}, status=status)


def sign_in(browser, actor, *, email: str | None = None, password: str = PASSWORD):
    """Sign in, and land where work begins."""
    page = browser.send(browser.open("/sign-in"), {"email": email or actor.email, "password": password})
    assert urlsplit(page.response.request.path).path != "/sign-in"
    return page


def sign_out(browser, page=None):
    """Press the button in the header of `page`; returns the answer, a redirect."""
    page = page or browser.open("/account")
    form = page.soup.select_one("header form[action='/sign-out']")
    return browser.post("/sign-out", {"csrf_token": form.find("input", {"name": "csrf_token"})["value"]}).response


def cookies(browser) -> dict[str, str]:
    """The browser's cookies by name."""
    return {cookie.key: cookie.value for cookie in browser.client._cookies.values()}
