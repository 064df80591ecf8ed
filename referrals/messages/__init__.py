"""Referrals as messages: to and from clinical systems, and as a document of the national standard."""
