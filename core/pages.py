"""What every page is given: the service's name, the sign-out token, and the words of a field's saved value."""

import wtforms
from flask import current_app
from flask_login import current_user
from markupsafe import Markup

from core.config import Mode
from core.forms import Form


class NothingAsked(Form):
    """A form that reads no answers: it can be drawn where the body of a request is too large to be read."""

    @staticmethod
    def sent() -> bool:
        return False


def sign_out_token() -> Markup:
    """A CSRF token for the small forms that ask nothing."""
    return NothingAsked().csrf_token(id=False)


def saved_words(field: wtforms.Field) -> str:
    """The saved value of a field, as words: shown beside what somebody else has typed meanwhile."""
    value = field.object_data
    chosen = value if isinstance(value, list | tuple | set) else [value]
    choices = {choice.value: choice.label for choice in field.iter_choices()} if hasattr(field, "iter_choices") else {}
    return ", ".join(str(choices.get(one, one)) for one in chosen if one not in (None, "")) or "nothing"


def init_app(app) -> None:
    app.jinja_env.globals["saved_words"] = saved_words  # macros do not see what a page is given
    app.context_processor(
        lambda: {
            "service_name": current_app.config["SERVICE_NAME"],
            "demonstration": current_app.config["MODE"] is Mode.DEMONSTRATION,
            "current_user": current_user,
            "sign_out_token": sign_out_token,
        }
    )
