"""Pages on which anybody reports a problem with a listing, and those on which editors settle it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.listings import queries as listings
from directory.upkeep.asking import queries as asking
from directory.upkeep.links.queries import find as find_link
from directory.upkeep.links.words import Purpose
from directory.upkeep.reports import operations, queries
from directory.upkeep.reports.forms import AnswerForm, ReportForm, SettleForm
from directory.upkeep.told import told

bp = Blueprint("reports", __name__)


@bp.app_template_global()
def report_form() -> ReportForm:
    """The form that stands on every listing's page, empty."""
    return ReportForm()


@bp.route("/listings/<uuid:service_id>/report", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def new(service_id):
    listing = listings.find(service_id)
    form = ReportForm()
    if not form.accepted():
        return render_template("directory/reports/new.html", form=form, listing=listing), form.status
    operations.report(current_user, listing, network=request.remote_addr or "", **form.answers())
    flash("Thank you. The group and those who keep the directory are told")
    return redirect(url_for("directory.listings.show", service_id=service_id), 303)


@bp.get("/reports")
@requires(Permission.EDIT_DIRECTORY)
def index():
    return render_template("directory/reports/index.html", listings=queries.by_listing())


@bp.route("/reports/<uuid:report_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def settle(report_id):
    """The listing as it is, what was said of it, and how it ends."""
    report = queries.find(current_user, report_id)
    others = queries.others(report)
    form = SettleForm(version=report.version)
    form.offer(report, others, group=asking.address_of(report.service))
    if not form.accepted():
        page = render_template(
            "directory/reports/settle.html", form=form, report=report, others=others, told=told(report.service)
        )
        return page, form.status
    ended = operations.settle(current_user, report, **form.answers())
    flash("The report is settled" if len(ended) == 1 else f"{len(ended)} reports are settled")
    return redirect(url_for(".index"), 303)


@bp.route("/keep/report/<report_token>", methods=["GET", "POST"])
@requires(Permission.FIND_LISTINGS)
def answer(report_token):
    """Where the link in the group's letter leads: what was said of its listing, and what it says to that."""
    link = find_link(Purpose.REPORT, report_token)
    report, form = queries.about(link), AnswerForm()
    if not form.accepted():
        values = {"form": form, "report": report, "listing": link.service, "told": told(link.service)}
        return render_template("directory/reports/answer.html", **values), form.status
    operations.answer(link, **form.answers())
    flash("Thank you. Those who keep the directory read what you say")
    return redirect(url_for("directory.listings.show", service_id=link.service_id), 303)
