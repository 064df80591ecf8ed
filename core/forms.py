"""The base of every form: CSRF, tidy answers, once-only keys, and refusals shown beside their field."""

import re
from datetime import timedelta

import wtforms
from flask import current_app, g, request, session
from wtforms.csrf.session import SessionCSRF
from wtforms.validators import ValidationError

from core import once
from core.fields import named
from core.refusals import AlreadySent, Refused, Stale
from core.text import printable, tidy, unprintable

ONCE_KEY = re.compile(r"[A-Za-z0-9_-]{22}")
TEXT_FIELDS = (wtforms.StringField,)


class SessionToken(SessionCSRF):
    """WTForms' session token, with our words and no error on letters that are not ASCII."""

    def validate_csrf_token(self, form, field):
        try:
            good = (field.data or "").isascii()
            if good:
                super().validate_csrf_token(form, field)
        except (ValidationError, ValueError, KeyError):
            good = False
        if not good:
            raise ValidationError(
                "This page was open for too long, or you have signed in again since. "
                "Nothing was saved. Check your answers and send again."
            )


class OurWords:
    """What the library would say of an answer that no page offers, in our words: nobody sees them who has not tried."""

    def gettext(self, words: str) -> str:
        return "Choose from the answers on this page" if "choice" in words.lower() else words

    def ngettext(self, one: str, _many: str, _count: int) -> str:
        return self.gettext(one)


class Form(wtforms.Form):
    """Answers from the request's body; `accepted()` says whether they are all good, `answers()` gives them by name."""

    class Meta:
        csrf = True
        csrf_class = SessionToken
        csrf_time_limit = timedelta(hours=12)

        @property
        def csrf_secret(self):
            return current_app.secret_key.encode()

        @property
        def csrf_context(self):
            return session

        def get_translations(self, form):
            return OurWords()

        def bind_field(self, form, unbound_field, options):
            """Tidy every text as it comes in, but never a password: that is taken exactly."""
            kind = unbound_field.field_class
            if issubclass(kind, TEXT_FIELDS) and not issubclass(kind, wtforms.PasswordField):
                options["filters"] = [tidy, *unbound_field.kwargs.get("filters", ())]
            return unbound_field.bind(form=form, **options)

    def __init__(self, obj=None, **kwargs):
        super().__init__(self.body(), obj=obj, **kwargs)
        self.stale = False
        self.earlier = None

    @staticmethod
    def sent() -> bool:
        """Whether this request brings answers."""
        return request.method == "POST"

    def body(self):
        """Where the answers come from: what this request has sent, or None."""
        return request.form if self.sent() else None

    def accepted(self) -> bool:
        """Whether the answers were sent, every one of them is good and no rule refused them."""
        if not self.sent():
            return False
        good = self.validate()
        if refusal := g.get("refusal"):
            self._show(refusal)
            return False
        return good

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        for field in self:
            if isinstance(field, TEXT_FIELDS) and not field.errors and unprintable(field.data):
                _clean(field)
                good = False
        self._lift_hidden_errors()
        return good

    def answers(self) -> dict:
        """The answers, named as the operation's keywords."""
        return {name: value for name, value in self.data.items() if name not in once.NOT_ANSWERS}

    @property
    def status(self) -> int:
        """The HTTP status of a page that shows this form."""
        return 422 if any(field.errors for field in self) or self.form_errors else 200

    def refuse(self, words: str, *, field: str | None = None) -> None:
        """Show `words` beside `field`, or over the whole form."""
        if field and field in self._fields:
            self[field].errors = [*self[field].errors, words]
        else:
            self.form_errors = [*self.form_errors, words]

    def _show(self, refusal: Refused) -> None:
        g.refusal_shown = True
        self.stale = isinstance(refusal, Stale)
        self.earlier = refusal if isinstance(refusal, AlreadySent) else None
        for name, renew in (("once_key", isinstance(refusal, AlreadySent)), ("version", self.stale)):
            if renew and name in self._fields:
                self[name].renew()
        self.refuse(refusal.words, field=refusal.field)

    def _lift_hidden_errors(self) -> None:
        """An error of a field that nobody can see is shown over the form."""
        for field in self:
            if field.errors and field.type in {"CSRFTokenField", "OnceKeyField", "VersionField"}:
                self.form_errors = [*self.form_errors, *field.errors]


def _clean(field: wtforms.StringField) -> None:
    """Take out what nobody can see, and ask for a look: a password is not shown, so it cannot be looked at."""
    words = "has characters that cannot be printed. Type it again without them"
    if not isinstance(field, wtforms.PasswordField):
        field.data = printable(field.data)
        if hasattr(field, "typed"):
            field.typed = field.data
        words = "had characters that cannot be printed. We have taken them out: check it, then send again"
    field.errors = [f"{named(field.label.text)} {words}"]


class OnceKeyField(wtforms.HiddenField):
    """A key drawn with the page; the same key is carried out once."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, default=once.new_key, **kwargs)

    def process_formdata(self, valuelist):
        self.data = valuelist[0] if valuelist else None

    def post_validate(self, form, validation_stopped):
        if not ONCE_KEY.fullmatch(self.data or ""):
            self.renew()
            raise ValidationError("This page was not complete. Nothing was saved. Check your answers and send again.")

    def renew(self) -> None:
        self.data = once.new_key()


class OnceForm(Form):
    """A form that creates something: sent six times, it is carried out once."""

    once_key = OnceKeyField()

    def accepted(self) -> bool:
        if not super().accepted():
            return False
        once.claim(self.once_key.data)
        return True


class VersionField(wtforms.HiddenField):
    """The version of the record that this form was made from; None if it is no number."""

    def process_formdata(self, valuelist):
        text = valuelist[0] if valuelist else ""
        self.data = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else None

    def renew(self) -> None:
        """The person has now been shown what was saved: their next save is meant."""
        self.data = self.object_data


__all__ = ["Form", "OnceForm", "OnceKeyField", "VersionField"]
