"""What is asked about the documents of a referral."""

from core.fields import FileUpload
from core.forms import Form, OnceForm, VersionField
from referrals.attachments.contents import LARGEST


class AttachForm(OnceForm):
    """One document."""

    file = FileUpload(
        "Choose a document",
        largest=LARGEST,
        description=f"A PDF, or a picture as JPEG or PNG, {LARGEST // 1024**2} MB at most",
    )

    def answers(self) -> dict:
        return {"name": self.file.file_name(), "data": self.file.content()}


class RemoveForm(Form):
    """Taking a document away asks nothing."""

    version = VersionField()
