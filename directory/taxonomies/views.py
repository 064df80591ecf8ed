"""Pages of the taxonomies: which there are, one as a tree, and what editors do with terms."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_login import current_user

from accounts.access import requires
from accounts.roles import Permission
from core.text import printable
from directory.taxonomies import importing, operations, queries
from directory.taxonomies.forms import (
    ChangeTaxonomyForm,
    ChangeTermForm,
    ImportForm,
    MergeForm,
    NewTaxonomyForm,
    NewTermForm,
    UploadForm,
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
        listings = len(queries.listings_in(taxonomy))
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
            listings=len(queries.listings_of([term.id])),
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
        listings = len(queries.listings_of([term.id]))
        return render_template("directory/taxonomies/merge.html", form=form, term=term, listings=listings), form.status
    touched = operations.merge_terms(current_user, term, **form.answers())
    flash(f"{term.name} is merged. {_listings(touched)} changed with it")
    return redirect(url_for(".show", taxonomy_id=term.taxonomy_id), 303)


@bp.route("/upload", methods=["GET", "POST"])
@editors_only
def upload():
    """Bring a list of terms; `name` in the address says which taxonomy it is of."""
    form = UploadForm(name=printable(request.args.get("name", "")[:200]))
    if not form.accepted():
        return render_template("directory/taxonomies/upload.html", form=form), form.status
    file = importing.keep_file(current_user, content=form.file.content(), name=form.name.data or "")
    return redirect(url_for(".preview", file_id=file.id), 303)


@bp.route("/files/<uuid:file_id>", methods=["GET", "POST"])
@editors_only
def preview(file_id):
    """What taking a list in would do; sent, it is done."""
    file, form = queries.find_file(file_id), ImportForm()
    if not form.accepted():
        found = importing.preview(file)
        return render_template("directory/taxonomies/preview.html", form=form, file=file, preview=found), form.status
    taxonomy, taken = importing.import_file(current_user, file)
    flash(f"{taxonomy.name}: {importing.told(taken)}")
    return redirect(url_for(".show", taxonomy_id=taxonomy.id), 303)


@bp.post("/files/<uuid:file_id>/discard")
@editors_only
def discard(file_id):
    file, form = queries.find_file(file_id), ImportForm()
    if not form.accepted():
        found = importing.preview(file)
        return render_template("directory/taxonomies/preview.html", form=form, file=file, preview=found), form.status
    importing.discard_file(current_user, file)
    flash("The list is thrown away")
    return redirect(url_for(".index"), 303)


def _listings(count: int) -> str:
    return f"{count:,} {'listing' if count == 1 else 'listings'}"
