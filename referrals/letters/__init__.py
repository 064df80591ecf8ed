"""What a person is written: by letter, text message or email, as they chose, and never by a way that they forbid."""
