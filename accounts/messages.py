"""The letters about accounts, in plain words; none names anybody but ourselves and the reader's own organisation."""

from accounts.models import Membership, Purpose, User
from core.links import link
from core.outbox import operations as outbox
from core.settings import setting


def invite(membership: Membership, token: str) -> None:
    """Ask somebody to choose a password for their new account."""
    service = setting("SERVICE_NAME")
    _post(
        membership.user,
        subject=f"Set up your {service} account",
        kind=Purpose.INVITATION,
        text=f"""Hello,

You have been invited to use {service} for {membership.organisation.name}, as {_article(membership.role.words)}.

To choose your password, open this link within 7 days. It works once.

Choose your password:
{link(f"/new-password/{token}")}

If you did not expect this, ignore it or ask at {membership.organisation.name}.
""",
    )


def tell_of_membership(membership: Membership) -> None:
    """Tell somebody who has an account already that they can act for one more organisation."""
    service = setting("SERVICE_NAME")
    _post(
        membership.user,
        subject=f"You can now use {service} for {membership.organisation.name}",
        kind="membership",
        text=f"""Hello,

You can now use {service} for {membership.organisation.name}, as {_article(membership.role.words)}.

Sign in as usual. You can choose which organisation you act for on your account page.

Open your account page:
{link("/account")}
""",
    )


def send_reset(user: User, token: str) -> None:
    """Send the link to choose a new password."""
    service = setting("SERVICE_NAME")
    _post(
        user,
        subject=f"Choose a new {service} password",
        kind=Purpose.RESET,
        text=f"""Hello,

Somebody asked for a new password for your {service} account. If it was you, open this link within 1 hour.
It works once.

Choose a new password:
{link(f"/new-password/{token}")}

If it was not you, do nothing: your password stays as it is.
""",
    )


def tell_of_new_password(user: User) -> None:
    """Tell the owner, in case somebody else did it."""
    service = setting("SERVICE_NAME")
    _post(
        user,
        subject=f"Your {service} password was changed",
        kind="password changed",
        text=f"""Hello,

The password of your {service} account was changed. Everywhere else that you were signed in, you have been signed out.

If it was not you, ask for a new password now and tell your administrator.

Ask for a new password:
{link("/forgotten-password")}
""",
    )


def _post(user: User, *, subject: str, kind: str, text: str) -> None:
    outbox.post(to=user.email, subject=subject[:200], text=text, kind=kind, about=user)


def _article(words: str) -> str:
    lower = words.lower()
    return f"{'an' if lower[0] in 'aeiou' else 'a'} {lower}"
