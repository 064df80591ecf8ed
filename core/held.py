"""What was typed on a page that could not be answered, in the words of the form that asked for it."""

from collections.abc import Iterable

import wtforms
from wtforms.fields.choices import SelectFieldBase

from core.fields import OPTIONAL, DateField
from core.forms import Form
from core.worded import words_of

Pair = tuple[str, str]
AS_CHOSEN = "As you chose it"
UNSEEN = frozenset({"csrf_token", "once_key", "version", "go"})


def in_words(held: Iterable[Pair]) -> list[Pair]:
    """Each question with its answer, in the order of the page; what a page carries unseen is left out.

    A question that no form of ours asks keeps the name under which it was sent.
    """
    typed: dict[str, list[str]] = {}
    fields = _fields({name for name, _ in held})
    for name, value in held:
        if value and name not in UNSEEN:
            typed.setdefault(_question(name, fields), []).append(value)
    seen = {name: values for name, values in typed.items() if not isinstance(fields.get(name), wtforms.HiddenField)}
    return [(_label(name, fields.get(name)), _words(values, fields.get(name))) for name, values in seen.items()]


def _question(name: str, fields) -> str:
    """The question that is posted as `name`, whole or in parts: a date comes in three."""
    whole = name.rpartition("-")[0]
    return whole if name not in fields and whole in fields else name


def _label(name: str, field) -> str:
    label = field.label.text if field else name.replace("_", " ").replace("-", " ").capitalize()
    return label.removesuffix(OPTIONAL)


def _words(values: list[str], field) -> str:
    if isinstance(field, wtforms.BooleanField):
        return "Yes"
    if isinstance(field, DateField):
        return " ".join(values)
    if isinstance(field, SelectFieldBase):
        choices = _choices(field)
        return "; ".join(choices.get(value) or words_of(value) or AS_CHOSEN for value in values)
    return "; ".join(values)


def _choices(field: SelectFieldBase) -> dict[str, str]:
    """The words of each choice; those that are looked up for each page are not known here."""
    return {str(value): label for value, label, *_ in field.iter_choices()} if field.choices else {}


def _fields(names: set[str]) -> dict[str, wtforms.Field]:
    """The questions of the form that asked for most of `names`, and of two such for the least besides."""
    parts = names | {name.rpartition("-")[0] for name in names}
    found = max(map(_unbound, _kinds(Form)), key=lambda asked: (len(asked.keys() & parts), -len(asked)), default={})
    form = wtforms.form.BaseForm(found)
    form.process()
    return dict(form._fields) if found.keys() & parts else {}


def _unbound(kind: type[Form]) -> dict:
    return {name: field for name in dir(kind) if hasattr(field := getattr(kind, name), "_formfield")}


def _kinds(kind: type[Form]) -> list[type[Form]]:
    below = kind.__subclasses__()
    return below + [one for each in below for one in _kinds(each)]
