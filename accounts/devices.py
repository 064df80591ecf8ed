"""The mark of a browser in which somebody has signed in before: it opens nothing, but it is never held up for others.

After OWASP's "Slow Down Online Guessing Attacks with Device Cookies". The mark is signed, names the accounts (a
surgery's computer has several people) and carries a random name of the browser, under which its own wrong passwords
are counted.
"""

import secrets
import uuid

from itsdangerous import BadSignature, URLSafeTimedSerializer

from core.settings import setting

LASTS_SECONDS = 365 * 24 * 3600
MOST_ACCOUNTS = 12


def place_name(mark: str | None, user_id: uuid.UUID | None) -> str | None:
    """The browser's own name, if `mark` is ours and this account has been used there."""
    browser, accounts = _read(mark)
    return browser if user_id and str(user_id) in accounts else None


def marked(mark: str | None, user_id: uuid.UUID) -> str:
    """The mark of the same browser, with this account on it."""
    browser, accounts = _read(mark)
    others = [one for one in accounts if one != str(user_id)]
    return _signer().dumps([browser, [str(user_id), *others][:MOST_ACCOUNTS]])


def _read(mark: str | None) -> tuple[str, list[str]]:
    try:
        browser, accounts = _signer().loads(mark or "", max_age=LASTS_SECONDS)
    except (BadSignature, ValueError):
        return secrets.token_urlsafe(16), []
    return browser, accounts


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(setting("SECRET_KEY"), salt="footbridge browser mark")
