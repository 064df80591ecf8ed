"""The room's one blueprint, under which the pages of its wings nest, and the record page, on which they all show."""

from flask import Blueprint, render_template
from flask_login import current_user

from accounts import leaving
from accounts.access import requires
from accounts.roles import Permission, may
from core import audit, housekeeping
from directory.listings import shown
from directory.upkeep import introductions
from directory.upkeep.asking import use
from referrals import cli, timeline, workflow
from referrals.allocation import queries as allocation
from referrals.allocation import views as allocation_pages
from referrals.attachments import operations as attachments
from referrals.attachments import views as attachment_pages
from referrals.caseload import queries as caseload
from referrals.caseload import views as caseload_pages
from referrals.concerns import operations as concern_operations
from referrals.concerns import queries as concerns
from referrals.concerns import views as concern_pages
from referrals.connections import queries as connections
from referrals.connections import states
from referrals.connections import views as connection_pages
from referrals.feedback import views as feedback_pages
from referrals.intake import giving, steps, successors
from referrals.intake import queries as intake
from referrals.intake import views as intake_pages
from referrals.intake.drafts import operations as drafts
from referrals.intake.drafts import views as handover_pages
from referrals.intake.promises import views as promise_pages
from referrals.intake.safeguarding import operations as safeguarding
from referrals.intake.safeguarding import queries as safeguarding_notes
from referrals.intake.waiting import views as waiting_pages
from referrals.learning import views as learning_pages
from referrals.leavers import operations as leavers
from referrals.leavers import queries as left
from referrals.looks import views as look_pages
from referrals.messages import api
from referrals.messages.keys import views as key_pages
from referrals.messages.prefill import api as prefill
from referrals.messages.prsb import views as document_pages
from referrals.people.words import GROUPS
from referrals.post import views as post_pages
from referrals.profile import views as profile_pages
from referrals.public import operations as public
from referrals.public import views as public_pages
from referrals.public.checking import views as checking_pages
from referrals.triage import views as triage_pages

bp = Blueprint("referrals", __name__, url_prefix="/referrals")

WINGS = (
    profile_pages,
    intake_pages,
    look_pages,
    waiting_pages,
    attachment_pages,
    promise_pages,
    concern_pages,
    caseload_pages,
    connection_pages,
    allocation_pages,
    triage_pages,
    public_pages,
    checking_pages,
    feedback_pages,
    post_pages,
    learning_pages,
    key_pages,
    document_pages,
)

for wing in WINGS:
    bp.register_blueprint(wing.bp)


@bp.get("/<uuid:referral_id>")
@requires(Permission.WORK_REFERRALS)
def show(referral_id):
    """The record of one referral, for the service that works it."""
    referral = intake.find(current_user, referral_id)
    audit.record(current_user, "referral.open", referral)
    return render_template(
        "referrals/show.html",
        referral=referral,
        steps=workflow.buttons_for(current_user, referral.status, has_account=referral.has_account),
        case=caseload.case_of(referral),
        entries=caseload.conversations(referral),
        connections=connections.made_for(referral),
        concerns=concerns.about(current_user, referral),
        shown=shown,
        exchanges=timeline.exchanges(referral.events),
        recordable=caseload.is_recordable(referral),
        held=caseload.is_held(referral),
        connectable=referral.status in workflow.WITH_LINK_WORKER,
        waiting=referral.status in workflow.WAITING,
    )


def init_app(app) -> None:
    cli.init_app(app)
    app.register_blueprint(bp)
    housekeeping.OF_ROOMS["requests that nobody proved or that ended"] = public.forget
    app.register_blueprint(handover_pages.bp)
    api.init_app(app)
    prefill.init_app(app)
    steps.HINDRANCES["concerns"] = concerns.hindrance
    steps.FOLLOWING["concerns"] = concern_operations.stand
    safeguarding_notes.STANDING["concerns"] = concerns.stands
    successors.CARRIED["concerns"] = concern_operations.carry
    safeguarding.ON_CONCERN["concerns"] = concern_operations.open_for_referrer
    intake_pages.ELSEWHERE["requests"] = checking_pages.led_to
    successors.CARRIED["attachments"] = attachments.carry
    housekeeping.OF_ROOMS["drafts of referrals"] = drafts.forget
    introductions.OF_ROOMS["referrals"] = connections.introduced
    giving.ADVISERS["allocation"] = allocation.advise
    use.OF_ROOMS["introduced"] = use.Kind(20, connections.introduced_since)
    leaving.OF_ROOMS["referrals"] = leaving.Room(leavers.words_before, leavers.tell_of)
    app.jinja_env.globals.update(
        access_groups=GROUPS,
        has_gone=left.has_gone,
        left_behind=lambda: left.left_behind(current_user),
        leads_service=lambda: may(current_user, Permission.LEAD_SERVICE),
    )
    app.jinja_env.filters.update(
        status_colour=workflow.COLOURS.get,
        connection_colour=states.COLOURS.get,
    )
