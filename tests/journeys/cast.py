"""The people of the journeys: accounts of the demonstration, who sign in through the page."""

from demonstration import content
from tests.journeys.window import Window

CLINICIAN = "rhys.morgan@footbridge.example"
OTHER_CLINICIAN = "miriam.okoye@footbridge.example"
LINK_WORKER = "aisha.rahman@footbridge.example"
SERVICE_LEAD = "siobhan.keane@footbridge.example"
GROUP = "gillian.frost@footbridge.example"
EDITOR = "nina.castell@footbridge.example"
ADMINISTRATOR = "alex.finch@footbridge.example"
PASSWORD = content.read("house")["password"]


def sign_in(window: Window, email: str, password: str = PASSWORD) -> Window:
    """Through the sign-in page, to where this person's work begins."""
    window.open("/sign-in").fill("Email address", email).fill("Password", password)
    return window.press("Sign in")
