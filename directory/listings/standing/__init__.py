"""How a listing stands today: whether the group has room, whether it takes introductions, how far it can be trusted."""
