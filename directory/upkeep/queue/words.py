"""What an editor may do about a listing of which nobody knows whether it is right."""

from core.worded import Worded


class Doubt(Worded):
    """How it is settled; changing and retiring have pages of their own."""

    CONFIRM = "confirm", "I have asked the group: it is right as it stands"
    WRITE = "write", "I write to the group"

    @property
    def done(self) -> str:
        """What the editor is told afterwards."""
        return {"confirm": "confirmed today"}.get(self.value, "the letter is on its way")
