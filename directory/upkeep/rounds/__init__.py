"""The nightly round: whatever has to be done about listings when nobody has asked for it."""
