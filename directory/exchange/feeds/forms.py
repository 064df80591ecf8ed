"""What an editor is asked about a feed: what it is called, where it is, what its publisher allows, a newer file."""

import wtforms
from wtforms import SelectChoice
from wtforms.validators import DataRequired, Length

from core.fields import FileUpload, IdentifierField
from core.forms import Form, OnceForm, VersionField
from core.identifiers import NotValid, web_address
from core.settings import setting
from directory.exchange.feeds import hosts
from directory.exchange.feeds.words import Licence

LARGEST_UPLOAD = 50 * 1024**2


def feed_address(text: str) -> str:
    """A public web address, or one on a host that FEED_PRIVATE_HOSTS names. Raises NotValid."""
    address = text.strip()
    host = hosts.inside(address)
    if not host:
        return web_address.parse(text)
    if host not in setting("FEED_PRIVATE_HOSTS"):
        raise NotValid(
            f"{host} is not on the public internet. If it is a host of your own network, "
            "ask your administrator to name it in FEED_PRIVATE_HOSTS"
        )
    return address


class FeedAnswers:
    """What is asked of every feed."""

    name = wtforms.StringField(
        "Name",
        [
            DataRequired("Enter a name for the feed"),
            Length(max=200, message="The name must be 200 characters or fewer"),
        ],
        description="Whose feed it is, such as “North Lincolnshire Council”",
    )
    url = IdentifierField(
        "Address of the feed (optional)",
        [Length(max=2_000, message="The address must be 2,000 characters or fewer")],
        parse=feed_address,
        description="Of its API, in Open Referral UK 1.0 or 3.0, or of a JSON file. "
        "Leave it out if you have the feed as files",
    )
    licence = wtforms.RadioField(
        "Licence",
        choices=[SelectChoice(licence.value, licence.words) for licence in Licence],
        default=Licence.UNKNOWN.value,
        description="What the publisher allows. No feed says so itself: look on their website, or ask them",
    )
    licence_words = wtforms.TextAreaField(
        "More about the licence (optional)",
        [Length(max=2_000, message="The licence must be 2,000 characters or fewer")],
    )
    attribution = wtforms.TextAreaField(
        "Attribution (optional)",
        [Length(max=2_000, message="The attribution must be 2,000 characters or fewer")],
        description="The words that the licence wants to be shown",
    )


class NewFeedForm(FeedAnswers, OnceForm):
    """A feed that is not there yet."""


class ChangeFeedForm(FeedAnswers, Form):
    """A feed as it stands, to be changed."""

    version = VersionField()


class FetchForm(Form):
    """Nothing but the wish."""

    version = VersionField()


class UploadForm(Form):
    """A newer file of a feed."""

    version = VersionField()
    file = FileUpload(
        "File",
        largest=LARGEST_UPLOAD,
        description="Open Referral UK as JSON, or an HSDS package of tables as a zip file, "
        f"{LARGEST_UPLOAD // 1024**2} MB at most",
    )
