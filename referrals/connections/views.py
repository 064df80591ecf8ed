"""Pages of connecting a person: find a group, introduce or signpost, and what became of it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core import audit, clock
from directory.listings import queries as listings
from directory.listings import shown, trust_facts
from directory.listings.standing.queries import ages
from directory.places.queries import attribution
from directory.search import card
from directory.search.query import MILES
from referrals.connections import operations, queries
from referrals.connections.cautions import cautions, is_over, why_not
from referrals.connections.forms import FollowUpForm, IntroductionForm, SignpostForm
from referrals.connections.required import lacking
from referrals.intake import queries as intake

bp = Blueprint("connections", __name__, url_prefix="/connections")


@bp.get("/<uuid:referral_id>/choose")
@requires(Permission.WORK_REFERRALS)
def choose(referral_id):
    """Search the directory around the person; the address holds what is looked for, never where."""
    referral = intake.find(current_user, referral_id)
    results = queries.search(referral.person, request.args)
    audit.record(current_user, "referral.open", referral, page="choose")

    def address(**changes) -> str:
        """The address of a search that differs by `changes`."""
        said = results.query.arguments(**changes)
        said["introductions"] = None if said.get("introductions") else "any"
        return url_for(".choose", referral_id=referral.id, **said | {"near": None})

    return render_template(
        "referrals/connections/choose.html",
        referral=referral,
        results=results,
        others=queries.others(results),
        why_not=queries.why_not(results.hits),
        suggested=queries.topics_for(referral, results),
        address=address,
        card=card,
        miles=MILES,
        attribution=attribution(),
    )


@bp.route("/<uuid:referral_id>/introduce/<uuid:listing_id>", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def introduce(referral_id, listing_id):
    referral, listing = intake.find(current_user, referral_id), listings.find(listing_id)
    form = IntroductionForm()
    if not form.accepted():
        return _page("introduce", referral, listing, form)
    operations.introduce(current_user, referral, listing, **form.answers())
    flash(f"Introduction to {listing.name} saved")
    return redirect(_record(referral))


@bp.route("/<uuid:referral_id>/signpost/<uuid:listing_id>", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def signpost(referral_id, listing_id):
    referral, listing = intake.find(current_user, referral_id), listings.find(listing_id)
    form = SignpostForm()
    if not form.accepted():
        return _page("signpost", referral, listing, form)
    operations.signpost(current_user, referral, listing, **form.answers())
    flash(f"Signpost to {listing.name} saved")
    return redirect(_record(referral))


@bp.route("/<uuid:connection_id>/follow-up", methods=["GET", "POST"])
@requires(Permission.WORK_REFERRALS)
def follow_up(connection_id):
    """What became of it."""
    referral, connection = queries.find(current_user, connection_id)
    form = FollowUpForm(connection, queries.may_follow(connection))
    if not form.accepted():
        audit.record(current_user, "referral.open", referral, page="follow up")
        page = render_template(
            "referrals/connections/follow_up.html", referral=referral, connection=connection, form=form
        )
        return page, form.status
    operations.follow_up(current_user, connection, **form.answers())
    flash(f"{connection.listing.name}: {connection.state.words.lower()}")
    return redirect(_record(referral))


def _page(name: str, referral, listing, form):
    """The form, beside what to know about the listing. Opening it opens the person's record.

    An introduction that would be refused is not asked about; whoever has filled it in keeps what they typed.
    """
    audit.record(current_user, "referral.open", referral, page=name)
    known = listing, clock.today(), ages(), queries.introduced_lately([listing.id]).get(listing.id, ())
    missing = lacking(referral, listing)
    page = render_template(
        f"referrals/connections/{name}.html",
        referral=referral,
        listing=listing,
        form=form,
        cautions=[*cautions(*known), *filter(None, [missing.words])],
        over=is_over(listing),
        closed=name == "introduce" and not form.sent() and (missing.blocks or bool(why_not(*known))),
        room=trust_facts.of(listing, clock.today()).room_told(clock.today()),
        shown=shown,
    )
    return page, form.status


def _record(referral) -> str:
    return url_for("referrals.show", referral_id=referral.id, _anchor="connections")
