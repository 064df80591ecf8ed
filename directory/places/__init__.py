"""Where things are: postcodes, points, distances, and addresses looked up online if an administrator allows it."""
