"""The community directory: groups, what they offer, where and when; public, with no people in it."""
