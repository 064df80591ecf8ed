"""What anybody says is wrong with a listing, what its group says to that, and how an editor settled it."""
