"""The words for where positions come from."""

from enum import StrEnum


class Geocoding(StrEnum):
    """Whether addresses of listings may be looked up on the internet."""

    OFF = "off"
    ONLINE = "online"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Geocoding.OFF: "No, use postcodes only",
    Geocoding.ONLINE: "Yes, look up addresses of listings online",
}
