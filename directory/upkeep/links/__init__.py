"""Links that let a group answer without an account: each for one purpose, one listing and one address."""
