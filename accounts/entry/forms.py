"""What people are asked about their own account: to sign in, to act for an organisation, to choose a password."""

import wtforms
from wtforms.validators import DataRequired, Length, ValidationError

from accounts import passwords
from accounts.fields import offer, one_of
from core.fields import IdentifierField
from core.forms import Form
from core.identifiers import email_address
from core.links import own_path


class SignInForm(Form):
    """E-mail address and password. `next` is kept only if it leads back here."""

    email = wtforms.StringField(
        "Email address",
        [DataRequired("Enter your email address"), Length(max=320, message="Email address is too long")],
    )
    password = wtforms.PasswordField(
        "Password", [DataRequired("Enter your password"), Length(max=1000, message="Password is too long")]
    )
    next = wtforms.HiddenField(filters=[own_path])


class ForgottenPasswordForm(Form):
    """Where to send the link."""

    email = IdentifierField("Email address", [DataRequired("Enter your email address")], parse=email_address.parse)


class NewPasswordForm(Form):
    """A new password, judged with what others know of this person."""

    password = wtforms.PasswordField("New password", [DataRequired("Enter a new password")], description=passwords.ASK)

    def __init__(self, *, about: tuple[str, ...] = (), **kwargs) -> None:
        super().__init__(**kwargs)
        self.about = about

    def validate_password(self, field) -> None:
        if words := passwords.problem(field.data, about=self.about):
            raise ValidationError(words)


class ChangePasswordForm(NewPasswordForm):
    """A new password, by somebody who shows that they know the old one."""

    current_password = wtforms.PasswordField(
        "Current password",
        [DataRequired("Enter your current password"), Length(max=1000, message="Password is too long")],
    )


class ActForForm(Form):
    """Which of one's own memberships to act under."""

    membership_id = one_of("Act for", "Choose which organisation you act for")

    def __init__(self, memberships, **kwargs) -> None:
        super().__init__(**kwargs)
        offer(self.membership_id, ((one.id, f"{one.organisation.name}: {one.role.words}") for one in memberships))
