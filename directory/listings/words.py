"""The words that Open Referral UK allows in a field, as the database holds them and as people read them."""

from enum import StrEnum


class Status(StrEnum):
    """Whether a service is running (Open Referral UK 3.0, service.status)."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    TEMPORARILY_CLOSED = "temporarily closed"

    @property
    def words(self) -> str:
        """The answer to "Is it running?", which is also what stands beside a listing that is not."""
        return {"active": "Yes", "inactive": "Paused", "defunct": "Closed for good"}.get(self, "Closed for now")

    @property
    def over(self) -> bool:
        """Whether it will not run again: nobody new is sent there."""
        return self is Status.DEFUNCT

    @property
    def sentence(self) -> str:
        """What that means for somebody who would like to go."""
        return {
            "active": "People can join.",
            "inactive": "It is taking a break, and nobody has said when it starts again. Ask before you go.",
            "defunct": "It has ended and will not run again. Look for another group.",
        }.get(self, "It is shut for a while and means to open again. Ask when.")


class LocationType(StrEnum):
    """What sort of place it is (Open Referral UK 3.0, location.location_type and address.address_type)."""

    PHYSICAL = "physical"
    POSTAL = "postal"
    VIRTUAL = "virtual"


class Frequency(StrEnum):
    """How often a session comes round (Open Referral UK 3.0, schedule.freq)."""

    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"


class ExtentType(StrEnum):
    """How a service area's extent is written (Open Referral UK 3.0, service_area.extent_type)."""

    GEOJSON = "geojson"
    TOPOJSON = "topojson"
    KML = "kml"
    TEXT = "text"


class Act(StrEnum):
    """What was done to a listing, as its history tells it."""

    ADDED = "added"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    RETIRED = "retired"
    REOPENED = "reopened"
    ROOM = "room"
    PAUSED = "paused"
    RESUMED = "resumed"
    LIMITED = "limited"

    @property
    def words(self) -> str:
        """The beginning of its line in the history: "Confirmed", before when and by whom."""
        return {
            "room": "Room told",
            "paused": "Introductions paused",
            "resumed": "Introductions taken again",
            "limited": "Introductions in a week set",
        }.get(self, self.value.capitalize())


# What is done to a listing as a whole, or said beside it: it changes nothing that the listing says.
STEPS = frozenset({Act.RETIRED, Act.REOPENED, Act.ROOM, Act.PAUSED, Act.RESUMED, Act.LIMITED})
