"""A small room of the tests' own: views that keep, refuse, fail and forget, on the floor's tables."""

import wtforms
from flask import Blueprint, abort, flash, redirect, render_template_string, request, url_for
from flask_login import current_user
from sqlalchemy import update
from wtforms.validators import DataRequired, Length

from accounts.access import requires
from accounts.models import Organisation
from accounts.roles import Permission
from core import audit, clock, limits
from core.db import check_version, db
from core.fields import DateField
from core.forms import Form, OnceForm, VersionField
from core.limits import Attempt
from core.outbox import operations as outbox
from core.refusals import Missing, Refused, TooMany

bp = Blueprint("trial", __name__, url_prefix="/trial")
public = requires(Permission.READ_PUBLIC_PAGES)

PAGE = """
{% extends "layouts/page.html" %}
{% from "components/question.html" import question, problems, form_keys %}
{% block title %}Trial{% endblock %}
{% block content %}
  {{ problems(form) }}
  <h1>Trial</h1>
  <form method="post" novalidate>
    {{ form_keys(form) }}
    {% for field in form if field.type not in ["CSRFTokenField", "OnceKeyField", "VersionField"] %}
      {{ question(field, form=form) }}
    {% endfor %}
    <button>Send</button>
  </form>
{% endblock %}
"""
COLOURS = [wtforms.fields.choices.SelectChoice(value, value.capitalize()) for value in ("red", "green", "blue")]


class Answers:
    """The questions of the trial forms."""

    name = wtforms.StringField("Name", [DataRequired("Enter a name"), Length(max=50, message="Name is too long")])
    story = wtforms.TextAreaField("Story")
    colour = wtforms.RadioField("Colour", choices=COLOURS, validate_choice=False)
    day = DateField("Day")


class PlainForm(Answers, Form):
    pass


class OnceOnlyForm(Answers, OnceForm):
    pass


class NameForm(Form):
    name = wtforms.StringField("Name", [DataRequired("Enter a name")])
    version = VersionField()


def keep(actor, name: str) -> Attempt:
    """A whole operation: a row, an audit entry, a message; then it may be refused."""
    kept = Attempt(scope="trial", who=name[:64], made_at=clock.now())
    db.session.add(kept)
    audit.record(actor, "trial.keep", kept)
    outbox.post(to="someone@footbridge.example", subject="Kept", text="Something was kept.", kind="trial")
    if name == "refused":
        raise Refused("That name is taken.", field="name")
    if name == "refused whole":
        raise Refused("Not today.")
    if name == "too many":
        raise TooMany("Wait a little.", retry_after=30)
    if name == "missing":
        raise Missing
    return kept


@bp.route("/plain", methods=["GET", "POST"])
@public
def plain():
    form = PlainForm()
    if not form.accepted():
        return render_template_string(PAGE, form=form), form.status
    keep(current_user, form.name.data)
    return redirect(url_for("trial.done"))


@bp.route("/once", methods=["GET", "POST"])
@public
def once():
    form = OnceOnlyForm()
    if not form.accepted():
        return render_template_string(PAGE, form=form), form.status
    kept = keep(current_user, form.name.data)
    return redirect(url_for("trial.done", kept=kept.id))


@bp.route("/rename/<uuid:organisation_id>", methods=["GET", "POST"])
@public
def rename(organisation_id):
    organisation = db.session.get(Organisation, organisation_id)
    form = NameForm(obj=organisation)
    if not form.accepted():
        return render_template_string(PAGE, form=form), form.status
    check_version(organisation, form.version.data)
    organisation.name = form.name.data
    return redirect(url_for("trial.done"))


@bp.route("/done")
@public
def done():
    flash("It is done")
    return render_template_string(PAGE, form=Form())


@bp.post("/keep-then/<int:status>")
@public
def keep_then(status):
    """Keep something, then answer `status`."""
    keep(current_user, "something")
    return "answered", status


@bp.post("/without-form")
@public
def without_form():
    keep(current_user, request.form["name"])
    return redirect(url_for("trial.done"))


@bp.get("/writes")
@public
def writes():
    keep(current_user, "from a GET")
    return "written"


@bp.get("/writes-sql")
@public
def writes_sql():
    """Slips past the session's guard."""
    db.session.execute(update(Organisation).values(name="from a GET"))
    return "written", {"Content-Type": "text/plain"}


@bp.get("/opens")
@public
def opens():
    """A reading request that must leave its trace."""
    audit.record(current_user, "trial.open", "trial list", how="by reading")
    return "opened", {"Content-Type": "text/plain"}


@bp.get("/opens-nothing")
@public
def opens_nothing():
    audit.record(current_user, "trial.open", "trial list")
    abort(404)


@bp.route("/breaks", methods=["GET", "POST"])
@public
def breaks():
    raise ZeroDivisionError(f"the text of an error may quote a person: {request.values.get('name')}")


@bp.route("/answers/<int:status>", methods=["GET", "POST"])
@public
def answers(status):
    if status == 409:
        raise Refused("Not now.")
    if status == 302:
        return redirect(url_for("trial.done"))
    return ("fine", 200) if status == 200 else abort(status)


@bp.route("/counts", methods=["GET", "POST"])
@public
def counts():
    """Counts a try that outlives the refusal."""
    form = PlainForm()
    if not form.accepted():
        return render_template_string(PAGE, form=form), form.status
    limits.count("trial", "Someone")
    raise Refused("Not this time.")


@bp.get("/shown")
@public
def shown():
    """What is given, through one of the design system's components."""
    return render_template_string(
        '{% extends "layouts/page.html" %}{% from "nhsuk/components/inset-text/macro.jinja" import insetText %}'
        "{% block title %}Shown{% endblock %}"
        '{% block content %}<h1>Shown</h1>{{ insetText({"text": text}) }}<p>{{ text }}</p>{% endblock %}',
        text=request.args["text"],
    )
