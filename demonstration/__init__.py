"""A believable Portsmouth and Havant: invented groups, staff and people, put in through the operations that everyone uses."""
