"""A lead's pages of what the service takes, from where and how soon: one short page for each subject."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core.refusals import Missing
from referrals.profile import forms, operations, queries
from referrals.profile.facts import MOST_PRE_CHECKS
from referrals.profile.parts import PARTS, Part

bp = Blueprint("profile", __name__)

FORMS = {
    "people": forms.PeopleForm,
    "area": forms.AreaForm,
    "room": forms.RoomForm,
    "clocks": forms.ClocksForm,
    "words": forms.WordsForm,
    "numbers": forms.NumbersForm,
    "public": forms.PublicForm,
}


@bp.get("/profile")
@requires(Permission.LEAD_SERVICE)
def index():
    """Everything that is set, with the way to change each part of it."""
    profile = queries.profile_of(current_user.organisation_id)
    names = {one.id: one.name for one in queries.practices()} if profile.practices else {}
    parts = [(part, part.rows(profile, names)) for part in PARTS.values()]
    return render_template("referrals/profile/index.html", profile=profile, parts=parts, most=MOST_PRE_CHECKS)


def _page_of(part: Part):
    """The view on which one part is changed."""

    @requires(Permission.LEAD_SERVICE)
    def change():
        profile = queries.profile_of(current_user.organisation_id)
        offered = {"offered": queries.practices()} if part.key == "area" else {}
        return _page(FORMS[part.key](profile, **offered), part.heading)

    return change


for _part in PARTS.values():
    bp.add_url_rule(f"/profile/{_part.key}", _part.key, _page_of(_part), methods=["GET", "POST"])


@bp.route("/profile/questions/new", methods=["GET", "POST"])
@requires(Permission.LEAD_SERVICE)
def add_question():
    """One more question before a referral."""
    profile = queries.profile_of(current_user.organisation_id)
    return _page(forms.QuestionForm(profile), "Add a question")


@bp.route("/profile/questions/<question_key>", methods=["GET", "POST"])
@requires(Permission.LEAD_SERVICE)
def change_question(question_key):
    """Change a question: answers that were given keep the words in which it was asked."""
    profile = queries.profile_of(current_user.organisation_id)
    _found(profile, question_key)
    return _page(forms.QuestionForm(profile, question_key), "Change a question", key=question_key)


@bp.route("/profile/questions/<question_key>/remove", methods=["GET", "POST"])
@requires(Permission.LEAD_SERVICE)
def remove_question(question_key):
    """Ask it no more."""
    profile = queries.profile_of(current_user.organisation_id)
    question, form = _found(profile, question_key), forms.RemoveForm(profile)
    if not form.accepted():
        return render_template("referrals/profile/remove.html", form=form, question=question), form.status
    left = tuple(one for one in profile.pre_checks if one.key != question_key)
    return _saved(form, pre_checks=left)


def _found(profile, key: str):
    """The question of this key; raises Missing."""
    if (found := next((one for one in profile.pre_checks if one.key == key), None)) is None:
        raise Missing
    return found


def _page(form, heading: str, *, key: str = ""):
    """Ask, and save what was answered."""
    if not form.accepted():
        return render_template("referrals/profile/change.html", form=form, heading=heading, key=key), form.status
    return _saved(form, **form.facts())


def _saved(form, **facts):
    operations.change_profile(current_user, version=form.version.data, **facts)
    flash("Saved")
    return redirect(url_for("referrals.profile.index"))
