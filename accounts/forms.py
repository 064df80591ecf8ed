"""What people are asked about their own account: to sign in, and to choose a password."""

import wtforms
from wtforms.validators import InputRequired

from core.forms import Form
from core.links import own_path


class SignInForm(Form):
    """E-mail address and password. `next` is kept only if it leads back here."""

    email = wtforms.StringField("Email address", [InputRequired("Enter your email address")])
    password = wtforms.PasswordField("Password", [InputRequired("Enter your password")])
    next = wtforms.HiddenField(filters=[own_path])
