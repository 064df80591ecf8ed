"""What an editor is asked about a table: the file, what each of its columns is, and whether to go on."""

import wtforms
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length

from core.fields import FileUpload
from core.forms import Form, OnceForm, VersionField
from directory.exchange.tables.columns import COLUMNS, FOR_ALL, NAME
from directory.exchange.tables.reading import LARGEST_FILE

CHOICES = [SelectChoice("", "Leave out"), *(SelectChoice(column.name, column.words) for column in COLUMNS.values())]
MATCH_NAME = "Choose which column has the name of the listing"


class UploadForm(OnceForm):
    """A table, and what the list is called."""

    source = wtforms.StringField(
        "What is this list called?",
        [DataRequired("Enter what this list is called"), Length(max=100, message="Use 100 characters or fewer")],
        description="For example, Befriending groups. When you import a newer version of the list, use the same name: "
        "its listings are then changed, not added again",
    )
    file = FileUpload(
        "File",
        largest=LARGEST_FILE,
        description=f"CSV, XLSX, XLS or ODS, {LARGEST_FILE // 1024**2} MB at most. The first row names the columns",
    )


class StepForm(Form):
    """Going on with a table as it was shown."""

    version = VersionField()


class MatchForm(StepForm):
    """Which of our columns each of theirs is. `match_form` gives it a question for each."""

    all_organisation = wtforms.StringField(
        "Organisation", [Length(max=200, message="The organisation must be 200 characters or fewer")]
    )
    all_topics = wtforms.StringField(
        "Topics",
        [Length(max=500, message="The topics must be 500 characters or fewer")],
        description="Separate them with semicolons",
    )
    all_town = wtforms.StringField(
        "Town or city", [Length(max=200, message="The town must be 200 characters or fewer")]
    )
    all_service_area = wtforms.StringField(
        "For people in", [Length(max=500, message="The area must be 500 characters or fewer")]
    )

    def columns(self) -> list[wtforms.SelectField]:
        """The questions about the table's own columns, in order."""
        return [field for field in self if field.name.startswith("column_")]

    def answers(self) -> dict:
        """The operation's keywords."""
        return {
            "version": self.version.data,
            "matching": [field.data for field in self.columns()],
            "for_all": {name: self[f"all_{name}"].data or "" for name in FOR_ALL},
        }

    def validate(self, extra_validators=None) -> bool:
        good = super().validate(extra_validators)
        taken: dict[str, str] = {}
        for field in self.columns():
            if field.data in COLUMNS and field.data in taken:
                words = (
                    f"“{COLUMNS[field.data].words}” is already “{taken[field.data]}”. Choose another, or leave it out"
                )
                self.refuse(words, field=field.name)
                good = False
            taken.setdefault(field.data or "", field.label.text)
        if NAME not in taken:
            self.refuse(MATCH_NAME, field=self.columns()[0].name)
            good = False
        return good


def match_form(header: list[str], samples: list[list[str]], **saved) -> MatchForm:
    """The form for a table with these columns; under each stands what its first rows say."""
    questions = {}
    for at, (words, values) in enumerate(zip(header, samples, strict=True)):
        said = " · ".join(values)
        hint = f"For example: {said}" if said else "Every cell is empty"
        questions[f"column_{at}"] = wtforms.SelectField(words, choices=CHOICES, description=hint)
    return type("MatchFormOfThisTable", (MatchForm,), questions)(data=_data(**saved))


def _data(*, version: int, matching: list[str], for_all: dict) -> dict:
    columns = {f"column_{at}": name for at, name in enumerate(matching)}
    return columns | {f"all_{name}": text for name, text in for_all.items()} | {"version": version}


__all__ = ["MatchForm", "StepForm", "UploadForm", "match_form"]
