"""Listings that may be the same thing twice: found with reasons, looked at side by side, kept apart or merged."""
