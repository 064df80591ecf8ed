"""What somebody who looks for a group is asked; the answers are in the page's address, so that it can be kept."""

import wtforms
from wtforms import SelectChoice

from directory.search.query import EXAMPLE, MILES, SearchQuery, Sort

FARS = [SelectChoice(str(miles), f"Within {miles} {'mile' if miles == 1 else 'miles'}") for miles in MILES]
# What fits best comes first unless another order is chosen: it is no choice of its own.
SORTS = [SelectChoice(sort.value, sort.words) for sort in (Sort.DISTANCE, Sort.NAME)]

# What cannot be answered as it was typed; everything else that makes no sense is left out, and that is noted.
TYPED = frozenset({"near", "age"})


class SearchForm(wtforms.Form):
    """A search as it was asked, what in it made no sense, and `notes` on what was left out."""

    words = wtforms.StringField("What are you looking for?", description="For example, choir or debt")
    near = wtforms.StringField("Where?", description=f"For example, {EXAMPLE}, PO9 or Havant")
    within_miles = wtforms.SelectField("How far", choices=[SelectChoice("", "Any distance"), *FARS])
    age = wtforms.StringField("Age of the person", description="In years")
    sort = wtforms.SelectField("Order", choices=[SelectChoice("", Sort.RELEVANCE.words), *SORTS])

    def __init__(self, query: SearchQuery) -> None:
        asked = {
            "words": query.words,
            "near": query.near,
            "within_miles": str(query.within_miles or ""),
            "age": "" if query.age is None else str(query.age),
            "sort": query.sort.value if query.sort else "",
        }
        super().__init__(data=asked)
        self.notes = [problem for name, problem in query.problems.items() if name not in TYPED]
        for name in TYPED & query.problems.keys():
            self[name].errors = [query.problems[name]]

    @property
    def status(self) -> int:
        """The HTTP status of a page that shows this form."""
        return 422 if any(field.errors for field in self) else 200
