"""The one thing about places that this installation decides for itself."""

import uuid

from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Moment, Versioned, word
from directory.places.words import Geocoding

# There is one switch, so it has one id: two people who set it for the first time meet at the same row.
THE_SWITCH = uuid.UUID("5c3f0d52-6f0e-4d0b-9f55-1f2d0c8a7e01")


class GeocodingSwitch(Versioned, Base):
    """Whether addresses of listings may be sent to a server outside to find where they are.

    `first_online_at` stays when it is switched off again: positions found until then keep their attribution.
    """

    __tablename__ = "geocoding_switch"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=THE_SWITCH, sort_order=-2)
    geocoding: Mapped[Geocoding] = mapped_column(word(Geocoding, "geocoding"))
    switched_at: Mapped[Moment | None]
    first_online_at: Mapped[Moment | None]
