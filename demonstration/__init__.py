"""A believable Portsmouth and Havant, all of it invented, put in through the operations that everyone uses."""
