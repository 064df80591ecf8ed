"""Listings that somebody who works here wants to hear of when they change."""
