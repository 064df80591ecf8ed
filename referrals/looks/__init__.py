"""That somebody looks through a service's queue on every working day, and that its leads hear where nobody did."""
