"""The way in and out: signing in, one's own account, and choosing a password by a link."""
