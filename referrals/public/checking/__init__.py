"""What the service does with a request: checks it, takes it in, answers it or throws it away."""
