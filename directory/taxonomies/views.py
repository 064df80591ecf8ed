"""Pages of the taxonomies: which there are, one as a tree, and what editors do with terms."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from directory.taxonomies import operations, queries
from directory.taxonomies.forms import (
    ChangeTaxonomyForm,
    ChangeTermForm,
    MergeForm,
    NewTaxonomyForm,
    NewTermForm,
    offer,
)

bp = Blueprint("taxonomies", __name__, url_prefix="/taxonomies")
editors_only = requires(Permission.EDIT_DIRECTORY)

TOP = "Nothing: it stands at the top"


@bp.get("")
@editors_only
def index():
    return render_template("directory/taxonomies/index.html", standing=queries.standing())


@bp.route("/new", methods=["GET", "POST"])
@editors_only
def new():
    form = NewTaxonomyForm()
    if not form.accepted():
        return render_template("directory/taxonomies/new.html", form=form), form.status
    taxonomy = operations.add_taxonomy(current_user, **form.answers())
    flash(f"{taxonomy.name} is added")
    return redirect(url_for(".show", taxonomy_id=taxonomy.id), 303)


@bp.get("/<uuid:taxonomy_id>")
@editors_only
def show(taxonomy_id):
    taxonomy = queries.find_taxonomy(taxonomy_id)
    return render_template("directory/taxonomies/show.html", taxonomy=taxonomy, tree=queries.tree(taxonomy))


@bp.route("/<uuid:taxonomy_id>/change", methods=["GET", "POST"])
@editors_only
def change(taxonomy_id):
    taxonomy = queries.find_taxonomy(taxonomy_id)
    form = ChangeTaxonomyForm(taxonomy)
    if not form.accepted():
        listings = queries.how_many_in(taxonomy)
        page = render_template("directory/taxonomies/change.html", form=form, taxonomy=taxonomy, listings=listings)
        return page, form.status
    operations.change_taxonomy(current_user, taxonomy, **form.answers())
    flash("Your changes are saved")
    return redirect(url_for(".show", taxonomy_id=taxonomy.id), 303)


@bp.route("/<uuid:taxonomy_id>/add-term", methods=["GET", "POST"])
@editors_only
def add_term(taxonomy_id):
    taxonomy = queries.find_taxonomy(taxonomy_id)
    form = NewTermForm()
    offer(form.parent_id, queries.parents_for(taxonomy), TOP)
    if not form.accepted():
        return render_template("directory/taxonomies/add_term.html", form=form, taxonomy=taxonomy), form.status
    term = operations.add_term(current_user, taxonomy, **form.answers())
    flash(f"{term.name} is added")
    return redirect(url_for(".show", taxonomy_id=taxonomy.id), 303)


@bp.route("/terms/<uuid:term_id>", methods=["GET", "POST"])
@editors_only
def change_term(term_id):
    """Rename, move or describe a term. The id of a merged one leads to the term that it was merged into."""
    term = queries.find_term(term_id)
    form = ChangeTermForm(obj=term)
    offer(form.parent_id, queries.parents_for(term.taxonomy_detail, term), TOP)
    if not form.accepted():
        page = render_template(
            "directory/taxonomies/change_term.html",
            form=form,
            term=term,
            listings=queries.how_many_with(term),
            merged=queries.merged_into(term),
        )
        return page, form.status
    touched = operations.change_term(current_user, term, **form.answers())
    flash(f"Your changes are saved. {_listings(touched)} changed with them")
    return redirect(url_for(".show", taxonomy_id=term.taxonomy_id), 303)


@bp.route("/terms/<uuid:term_id>/merge", methods=["GET", "POST"])
@editors_only
def merge(term_id):
    term = queries.find_term(term_id)
    form = MergeForm(obj=term)
    offer(form.into_id, queries.targets_for(term), "Choose a term")
    if not form.accepted():
        listings = queries.how_many_with(term)
        return render_template("directory/taxonomies/merge.html", form=form, term=term, listings=listings), form.status
    touched = operations.merge_terms(current_user, term, **form.answers())
    flash(f"{term.name} is merged. {_listings(touched)} changed with it")
    return redirect(url_for(".show", taxonomy_id=term.taxonomy_id), 303)


def _listings(count: int) -> str:
    return f"{count:,} {'listing' if count == 1 else 'listings'}"
