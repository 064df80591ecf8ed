"""Collections: listings that an editor has gathered under one name, in an order, each with a line."""
