"""People whose link worker can work at the service no more: seen at once, and said again until somebody has them."""
