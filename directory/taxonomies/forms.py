"""What editors are asked about a taxonomy, a term, and the term that another is merged into."""

import uuid
from types import SimpleNamespace

import wtforms
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length

from core.fields import Chosen, FileUpload
from core.forms import Form, OnceForm, VersionField
from directory.taxonomies.sheet import LARGEST_FILE


def _line(label: str, ask: str = "", hint: str = "", longest: int = 200):
    asked = [DataRequired(ask)] if ask else []
    limit = Length(max=longest, message=f"{label} must be {longest} characters or fewer")
    return wtforms.StringField(label, [*asked, limit], description=hint)


def _area(label: str, hint: str = "", longest: int = 2_000):
    limit = Length(max=longest, message=f"{label} must be {longest:,} characters or fewer")
    return wtforms.TextAreaField(label, [limit], description=hint)


def _term(label: str, hint: str = "", required: str = ""):
    """A choice among terms; the view gives them with `offer`."""
    return wtforms.SelectField(
        label, [Chosen(required)] if required else [], description=hint, validate_choice=True, coerce=_id_or_none
    )


def _id_or_none(value) -> uuid.UUID | None:
    return uuid.UUID(value) if isinstance(value, str) and value else value or None


def offer(field: wtforms.SelectField, names: dict[str, str], nothing: str) -> None:
    """Give `field` the terms {id: name}, after a choice of none that says `nothing`."""
    field.choices = [SelectChoice("", nothing), *(SelectChoice(value, name) for value, name in names.items())]


class TaxonomyAnswers:
    """What is asked of every taxonomy."""

    name = _line("Name", "Enter the name of the taxonomy")
    description = _area("What it is for")
    edition = _line("Version", hint="As its publisher calls it")
    uri = _line("Web address", hint="Where it is published", longest=2_000)
    source = _line("Source", hint="Who publishes it")
    licence = _line("Licence")
    attribution = _area(
        "Attribution", "Words that its licence wants to be shown. They stand on the acknowledgements page"
    )


class NewTaxonomyForm(TaxonomyAnswers, OnceForm):
    """A taxonomy that is not there yet."""


class ChangeTaxonomyForm(TaxonomyAnswers, Form):
    """A taxonomy as it stands, to be changed."""

    version = VersionField()

    def __init__(self, taxonomy) -> None:
        said = {
            name: getattr(taxonomy, name) for name in ("name", "description", "uri", "source", "licence", "attribution")
        }
        super().__init__(obj=SimpleNamespace(**said, edition=taxonomy.version, version=taxonomy.revision))


class TermAnswers:
    """What is asked of every term."""

    name = _line("Name", "Enter the name of the term")
    parent_id = _term("Stands under")
    description = _area("Description")
    code = _line("Code", hint="As its publisher writes it")
    term_uri = _line("Web address", longest=2_000)


class NewTermForm(TermAnswers, OnceForm):
    """A term that is not there yet."""


class ChangeTermForm(TermAnswers, Form):
    """A term as it stands, to be renamed, moved or described."""

    version = VersionField()


class MergeForm(Form):
    """Which term stands for this one from now on."""

    version = VersionField()
    into_id = _term("Merge into", "Its name stays", "Choose the term to merge into")


class UploadForm(OnceForm):
    """A list of terms, and what it is called."""

    name = _line(
        "What is this taxonomy called?",
        hint="You can leave this empty for Open Eligibility and for the services of the LGA: we know them. "
        "For a newer version of a list, use the same name",
    )
    file = FileUpload(
        "File",
        largest=LARGEST_FILE,
        description="CSV, 1 MB at most. The first row names the columns: name, and as far as there are any, code, "
        "parent (a code or a name), description, uri",
    )


class ImportForm(OnceForm):
    """Going on with a list as it was shown."""
