"""What an administrator does: organisations, who belongs to them in which role, and whether letters get through."""
