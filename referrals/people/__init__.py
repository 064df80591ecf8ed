"""The person whom it is all for: who they are, how they may be reached, what they need to take part."""
