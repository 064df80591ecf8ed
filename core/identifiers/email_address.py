"""E-mail addresses."""

from email_validator import EmailNotValidError, validate_email

from core.identifiers.not_valid import NotValid
from core.identifiers.typed import plain

ASK = "Enter an email address, like name@example.org"
LONGEST = 254


def parse(text: str) -> str:
    """The address with its domain in small letters, at most 254 characters (RFC 5321).

    The part before the @ is kept as typed: only the domain may decide what its capitals mean. Nothing is looked up,
    so a good answer says that mail could be sent, not that anyone reads it. Letters outside ASCII are refused,
    because many mail servers still cannot deliver to them; a domain may be written in its xn-- form.
    Raises NotValid.
    """
    typed = plain(text, longest=LONGEST, ask=ASK)
    if " " in typed:
        raise NotValid(f"An email address has no spaces in it. {ASK}")
    try:
        found = validate_email(typed, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError:
        raise NotValid(f"This is not a full email address. {ASK}") from None
    return f"{found.local_part}@{found.ascii_domain}"
