"""Links to a listing, as a group finds them in its e-mail."""

from tests.directory.upkeep.links.conftest import linked, listed

__all__ = ["linked", "listed"]
