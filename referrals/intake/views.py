"""Pages of the request: refer someone, its receipt, the service's queue, and one page for every step."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from accounts.access import requires
from accounts.roles import Permission, may
from core import audit, clock
from core.refusals import Missing
from referrals import workflow
from referrals.intake import discretion, doors, duplicates, giving, operations, passed, queries, screens, steps, summary
from referrals.intake.drafts import contents
from referrals.intake.drafts import operations as drafts
from referrals.intake.drafts import queries as draft_queries
from referrals.intake.drafts.contents import Contents
from referrals.intake.forms import FILL, KEEP, KeepForm, ReferralForm, ThrowAwayForm
from referrals.intake.paste import filling
from referrals.intake.paste.reading import read
from referrals.intake.safeguarding import queries as safeguarding_notes
from referrals.intake.step_forms import gives, step_form
from referrals.people import identity

bp = Blueprint("intake", __name__)
# Where else a reference may lead, by wing: each answers an actor and what was typed with an address, or None.
ELSEWHERE: dict[str, Callable[[Any, str], str | None]] = {}
bp.add_app_template_global(step_form, "step_form")
bp.add_app_template_global(steps.ANSWERS, "triage_answers")
bp.add_app_template_global(passed.to, "passed_to")
bp.add_app_template_global(passed.before, "passed_from")
bp.add_app_template_global(discretion.WHY, "discreetly")
bp.add_app_template_filter(summary.words, "answer_words")


@bp.app_template_global()
def open_already(referral) -> list:
    """The other open referrals that may be of its person, with the reasons, as far as whoever looks may know of them.

    There are none beside one that has ended.
    """
    return duplicates.alike(current_user, referral.person, but=referral.id) if referral.is_open else []


@bp.app_template_global()
def kept_from_practice(referral) -> bool:
    """Whether whoever looks works at the service, and the practice that referred is not to be told what happened."""
    return may(current_user, Permission.WORK_REFERRALS) and discretion.is_kept_from_practice(referral)


@bp.app_template_global()
def safeguarding_line(referral) -> str:
    """What whoever looks is told of a safeguarding note beside the record; empty if nothing."""
    return safeguarding_notes.line_for(current_user, referral)


@bp.app_template_global()
def urgent_signs(referral) -> list:
    """The urgent signs as whoever looks may read them."""
    return safeguarding_notes.signs_for(current_user, referral)


@bp.get("/new")
@requires(Permission.MAKE_REFERRALS)
def new():
    """Begin a referral, at an address of its own under which what is typed will be kept.

    Whoever has as many drafts as can be is told before they type anything.
    """
    if not drafts.has_room(current_user):
        flash(drafts.FULL, "important")
        return redirect(url_for("referrals.feedback.index"))
    return redirect(url_for("referrals.intake.draft", draft_id=uuid.uuid4(), screen=screens.PERSON))


@bp.route("/new/<uuid:draft_id>/<screen>", methods=["GET", "POST"])
@requires(Permission.MAKE_REFERRALS)
def draft(draft_id, screen):
    """One of the referrer's three screens, of which the last is also the last look, or the page that stops them.

    What is sent is kept and then shown at the address of the screen that comes next, so that Back and a reload lose
    nothing and send nothing twice. After a paste the page opens at what came of it.
    """
    if screen not in screens.HEADINGS:
        raise Missing
    kept = drafts.contents_of(current_user, draft_id)
    if request.method == "GET":
        return _kept_page(draft_id, screen, kept)
    if request.form.get("go") == KEEP:
        return _keep_quietly(draft_id, screen, kept)
    typed = _typed(screen, kept)
    form = _form(typed)
    if form.accepted():
        referral = operations.make_referral(current_user, **form.answers())
        drafts.sent(current_user, draft_id)
        return redirect(url_for("referrals.intake.receipt", referral_id=referral.id))
    if form.refused:
        return _page(form, draft_id)
    if form.shown == screens.STOP:
        audit.record(current_user, "referral.stop", "urgent needs", signs=form.signs)
    drafts.keep(current_user, draft_id, _to_keep(form, typed))
    opens_at = {"_anchor": "filled"} if form.go.data == FILL else {}
    return redirect(url_for("referrals.intake.draft", draft_id=draft_id, screen=form.shown, **opens_at), 303)


def _kept_page(draft_id, screen, kept):
    """A screen as the draft has it. Without a draft there is only the first."""
    if kept is None and screen != screens.PERSON:
        flash("This draft is not there any more: it was sent or thrown away, or its time is over", "important")
        return redirect(url_for("referrals.intake.draft", draft_id=draft_id, screen=screens.PERSON))
    form = _form(kept and MultiDict(kept.items))
    if kept is not None:
        audit.record(current_user, "draft.open", "draft of a referral", draft=str(draft_id))
        form.draw(screen, told=kept.told)
    return _page(form, draft_id, kept)


def _form(typed) -> ReferralForm:
    practice, usual = queries.practice_of(current_user), queries.usual_service_id(current_user)
    alike = partial(duplicates.alike, current_user)
    return ReferralForm(doors.open_to(current_user), typed=typed, practice=practice, usual=usual, alike=alike)


def _typed(screen, kept) -> MultiDict:
    """What was sent from `screen`, beside what was kept of the others."""
    typed = MultiDict(request.form.items(multi=True))
    if kept is not None:
        typed = MultiDict(contents.merged(kept.items, typed.items(multi=True), here=screen, of=screens.ORDER.of_part))
    typed["screen"] = screen
    return typed


def _to_keep(form, typed) -> Contents:
    typed["returning"], typed["screen"] = form.returning.data, form.shown
    items = contents.of_form(typed.items(multi=True), of=screens.ORDER.of_part)
    if form.go.data != FILL:
        return Contents(items, told=form.status != 200)
    pasted = read(typed.get(filling.BOX, ""), demonstration=identity.is_demonstration(), today=clock.today())
    filled = filling.fill(items, pasted, offered=form.offered)
    return Contents(filled.items, filled=filled.filled, doubts=filled.doubts, differing=filled.differing)


def _page(form, draft_id, kept=None):
    if form.shown == screens.AGREEMENT and not form.referrer_role.data:
        form.referrer_role.data = queries.role_said_by(current_user)
    page = render_template(
        "referrals/intake/new.html",
        form=form,
        draft_id=draft_id,
        kept=kept or Contents(),
        practice=queries.practice_of(current_user),
    )
    return page, form.status


def _keep_quietly(draft_id, screen, kept):
    """Keep what has been typed so far, as the page itself asks while somebody types: there is nothing to show.

    Nothing begins here but on the first screen: what arrives late, when the referral has been sent, is not kept.
    """
    if not KeepForm().accepted() or (kept is None and screen != screens.PERSON):
        return "", 422
    items = contents.of_form(_typed(screen, kept).items(multi=True), of=screens.ORDER.of_part)
    drafts.keep(current_user, draft_id, (kept or Contents())._replace(items=items))
    return "", 204


@bp.route("/new/<uuid:draft_id>/throw-away", methods=["GET", "POST"])
@requires(Permission.MAKE_REFERRALS)
def throw_away(draft_id):
    """Delete a draft that is not wanted any more."""
    form = ThrowAwayForm()
    if not form.accepted():
        return _throw_away_page(form, draft_id)
    drafts.throw_away(current_user, draft_id)
    flash("Draft thrown away")
    return redirect(url_for("referrals.feedback.index"))


def _throw_away_page(form, draft_id):
    """It says whom the draft is about, so that looking at it is written down."""
    draft, kept = draft_queries.kept(current_user, draft_id), drafts.contents_of(current_user, draft_id) or Contents()
    audit.record(current_user, "draft.open", "draft of a referral", draft=str(draft_id), page="throw away")
    told = {"name": contents.name_in(kept), "screen": contents.screen_in(kept) or screens.PERSON}
    return render_template("referrals/intake/throw_away.html", form=form, draft=draft, **told), form.status


@bp.get("/<uuid:referral_id>/receipt")
@requires(Permission.FOLLOW_REFERRALS)
def receipt(referral_id):
    """What the referrer keeps: the reference, and what happens next."""
    referral = queries.find(current_user, referral_id)
    audit.record(current_user, "referral.open", referral, page="receipt")
    return render_template("referrals/intake/receipt.html", referral=discretion.seen_by(current_user, referral))


@bp.get("/<uuid:referral_id>/safeguarding")
@requires(Permission.READ_SAFEGUARDING)
def safeguarding(referral_id):
    """What was said of safeguarding, for those who need it to act; others at the service are told whom to ask."""
    referral = queries.find(current_user, referral_id)
    notes = safeguarding_notes.notes_for(current_user, referral)
    audit.record(current_user, "safeguarding.read", referral, shown=len(notes))
    return render_template(
        "referrals/intake/safeguarding.html",
        referral=referral,
        notes=notes,
        leads=queries.leads_of(referral.service_id),
        withheld=safeguarding_notes.is_withheld(current_user, referral),
        record=record_of(referral),
    )


@bp.get("/queue")
@requires(Permission.WORK_REFERRALS)
def queue():
    """What waits for the service, by the day on which something is due: what is late comes first."""
    page = queries.queue(current_user, page=request.args.get("page", default=1, type=int))
    audit.record(current_user, "referral.list", "queue", shown=len(page.items))
    return render_template(
        "referrals/intake/queue.html",
        page=page,
        duplicates=duplicates.among(current_user, page.items),
        first_sent=passed.first_sent(page.items),
        waiting=[
            (referral, workflow.buttons_for(current_user, referral.status, has_account=referral.has_account))
            for referral in page.items
        ],
    )


@bp.get("/find")
@requires(Permission.OPEN_REFERRALS)
def find():
    """Go to the referral whose reference somebody gave on the telephone."""
    reference = request.args.get("reference", "")
    referral = queries.by_reference(current_user, reference)
    found = record_of(referral) if referral else _elsewhere(reference)
    audit.record(current_user, "referral.find", "reference", found=found is not None)
    return redirect(found) if found else render_template("referrals/intake/find.html", reference=reference[:40])


def _elsewhere(reference: str) -> str | None:
    return next(filter(None, (find_in(current_user, reference) for find_in in ELSEWHERE.values())), None)


@bp.route("/<uuid:referral_id>/steps/<step_name>", methods=["GET", "POST"])
@requires(Permission.OPEN_REFERRALS)
def step(referral_id, step_name):
    """Ask what a step needs and take it. Where it cannot be taken, the page says how things stand."""
    referral = queries.find(current_user, referral_id)
    asked = workflow.by_hand(step_name)
    if step_name in steps.ANSWERS:
        return redirect(url_for("referrals.triage.answer", referral_id=referral.id, step_name=step_name), 303)
    form = step_form(referral, step_name, _colleagues(referral) if gives(step_name) else ())
    if not form.accepted():
        return _step_page(referral, asked, form)
    operations.take_step(current_user, referral, step_name, **form.answers())
    flash(f"{referral.reference}: {discretion.seen_by(current_user, referral).status_words.lower()}")
    return redirect(record_of(referral))


def _colleagues(referral) -> list:
    return giving.to_choose(current_user, referral, queries.link_workers_of(referral.service_id))


def _step_page(referral, step, form):
    """The page of a step shows the person's record, so that opening it is written down."""
    audit.record(current_user, "referral.open", referral, page=step.name)
    page = render_template(
        "referrals/intake/step.html",
        referral=discretion.seen_by(current_user, referral),
        step=step,
        form=form,
        possible=step in workflow.steps_open_to(current_user, referral.status, has_account=referral.has_account),
        record=record_of(referral),
    )
    return page, form.status


@bp.app_template_global()
def record_of(referral) -> str:
    """The record's page for whoever looks: the service's, or the referrer's."""
    endpoint = "referrals.show" if may(current_user, Permission.WORK_REFERRALS) else "referrals.feedback.show"
    return url_for(endpoint, referral_id=referral.id)
