"""The administrator's page about places, and the attribution that every screen with positions includes."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core.settings import setting
from directory.places import operations, queries
from directory.places.attribution import PLACE_NAMES
from directory.places.forms import SettingsForm

bp = Blueprint("places", __name__, url_prefix="/places")


@bp.app_context_processor
def attribution() -> dict:
    """What templates/directory/places/attribution.html and the page of acknowledgements print."""
    return {"position_attribution": queries.attribution, "place_name_attribution": PLACE_NAMES}


@bp.route("/settings", methods=["GET", "POST"])
@requires(Permission.MANAGE_INSTALLATION)
def settings():
    switch = queries.switch()
    form = SettingsForm(obj=switch)
    if not form.accepted():
        return _page(form, switch), form.status
    operations.switch_geocoding(current_user, **form.answers())
    flash("Your choice about addresses was saved")
    return redirect(url_for(".settings"), 303)


def _page(form, switch) -> str:
    return render_template(
        "directory/places/settings.html",
        form=form,
        switch=switch,
        gazetteer_problem=queries.gazetteer().problem(),
        geocoder_host=setting("GEOCODER_HOST"),
    )
