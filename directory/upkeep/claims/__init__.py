"""Claims: somebody says that a listing is their group's, proves it, and keeps it from then on."""
