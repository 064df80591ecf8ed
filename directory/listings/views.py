"""Pages of a listing: the public one, and those on which editors find, add, change, retire and follow it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user
from wtforms import SelectChoice

from accounts.access import requires
from accounts.roles import Permission
from directory.listings import operations, queries, shown, spoken
from directory.listings.document import to_document
from directory.listings.forms import (
    EditListingForm,
    FindForm,
    ListingForm,
    LocateForm,
    NewListingForm,
    ReopenForm,
    RetireForm,
    change_form,
    document_of,
)
from directory.listings.history import views as history

bp = Blueprint("listings", __name__, url_prefix="/listings")
bp.register_blueprint(history.bp)


@bp.get("")
@requires(Permission.EDIT_DIRECTORY)
def index():
    form = FindForm(request.args)
    words = form.words.data or ""
    page = min(max(form.page.data or 1, 1), 10_000)
    listings, total = queries.index(current_user, words=words, page=page)
    return render_template(
        "directory/listings/index.html",
        form=form,
        words=words,
        listings=listings,
        total=total,
        page=page,
        pages=-(-total // queries.PAGE),
    )


@bp.get("/<uuid:service_id>")
@requires(Permission.FIND_LISTINGS)
def show(service_id):
    listing = queries.find(service_id)
    keeping = queries.keeping(current_user, listing)
    if listing.retired_at and not keeping and (moved := queries.moved_to(service_id)):
        return redirect(url_for(".show", service_id=moved), 301)
    return render_template(
        "directory/listings/show.html",
        listing=listing,
        shown=shown,
        ages=spoken.ages(listing),
        instead=queries.instead(listing) if listing.retired_at else None,
        keeping=keeping,
        locatable=keeping == "editor" and queries.address_to_locate(listing),
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def new():
    form = NewListingForm()
    give_choices(form)
    if not form.accepted():
        return _form_page("new", form), form.status
    document = document_of(form, {}) | {"organization": organization_called(form.organisation.data)}
    listing = operations.add_listing(current_user, document=document, keeper_id=form.keeper_id.data)
    flash(f"{listing.name} is in the directory")
    return redirect(url_for(".show", service_id=listing.id), 303)


@bp.route("/<uuid:service_id>/change", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def change(service_id):
    listing = queries.find_for_change(current_user, service_id)
    before = to_document(listing)
    keeper_id = listing.organization and listing.organization.keeper_id
    form = change_form(EditListingForm, before, listing.version, keeper_id=keeper_id)
    give_choices(form)
    if not form.accepted():
        return _form_page("change", form, listing), form.status
    document = document_of(form, before)
    if form.organisation.data != form.organisation.object_data:
        document["organization"] = organization_called(form.organisation.data)
    operations.change_listing(
        current_user, listing, version=form.version.data, document=document, why=form.why.data or ""
    )
    operations.entrust_listing(current_user, listing, keeper_id=form.keeper_id.data)
    flash("Your changes are saved")
    return redirect(url_for(".show", service_id=listing.id), 303)


@bp.route("/<uuid:service_id>/retire", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def retire(service_id):
    listing = queries.find_for_change(current_user, service_id)
    form = RetireForm(obj=listing)
    form.offer(queries.others_named(current_user, listing, form.words.data or "", form.forwarding_id.data))
    if form.finding or not form.accepted():
        return render_template("directory/listings/retire.html", form=form, listing=listing), form.status
    operations.retire_listing(current_user, listing, **form.answers())
    flash(f"{listing.name} is retired")
    return redirect(url_for(".show", service_id=listing.id), 303)


@bp.route("/<uuid:service_id>/reopen", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def reopen(service_id):
    listing = queries.find_for_change(current_user, service_id)
    form = ReopenForm(obj=listing)
    if not form.accepted():
        return render_template("directory/listings/reopen.html", form=form, listing=listing), form.status
    operations.reopen_listing(current_user, listing, **form.answers())
    flash(f"{listing.name} is back in the directory")
    return redirect(url_for(".show", service_id=listing.id), 303)


@bp.route("/<uuid:service_id>/locate", methods=["GET", "POST"])
@requires(Permission.EDIT_DIRECTORY)
def locate(service_id):
    """Look the listing's address up online, where an administrator allowed that."""
    listing = queries.find_for_change(current_user, service_id)
    form = LocateForm(obj=listing)
    if not form.accepted():
        address = queries.address_to_locate(listing)
        return render_template(
            "directory/listings/locate.html", form=form, listing=listing, address=address
        ), form.status
    operations.locate_listing(current_user, listing, **form.answers())
    flash("The place on the map is saved")
    return redirect(url_for(".show", service_id=listing.id), 303)


def give_choices(form: ListingForm) -> None:
    """The topics there are, and the groups that can keep listings, if the form asks.

    The terms that feeds brought are an editor's to give: a group is offered those that its listing has already.
    """
    _offer(form, "topics", queries.topics())
    imported = queries.imported_terms()
    if "keeper_id" not in form:
        imported = {term_id: words for term_id, words in imported.items() if term_id in form.imported_terms.object_data}
    _offer(form, "imported_terms", imported)
    if "keeper_id" in form:
        form.keeper_id.choices = [SelectChoice("", "No group: editors keep them")]
        form.keeper_id.choices += _choices(queries.keepers())


def _offer(form: ListingForm, field: str, names: dict[str, str]) -> None:
    """Give the field its choices; where there is nothing to choose the form does not ask."""
    if names:
        form[field].choices = _choices(names)
    else:
        del form[field]


def _choices(names: dict[str, str]) -> list[SelectChoice]:
    return [SelectChoice(value, name) for value, name in names.items()]


def organization_called(name: str) -> dict:
    """The organization of that name, or a new one."""
    return queries.organization_named(name) or {"name": name}


def _form_page(page: str, form: ListingForm, listing=None) -> str:
    return render_template(
        f"directory/listings/{page}.html",
        form=form,
        listing=listing,
        organisation_names=queries.organisation_names(),
        sessions_not_asked=shown.sessions_not_asked(listing) if listing else [],
    )
