"""What people looked for and did not find, kept by the month and without anything about them."""
