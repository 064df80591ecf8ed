"""The link worker's day: their people, conversations and attempts to make contact."""
