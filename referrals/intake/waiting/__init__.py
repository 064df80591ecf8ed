"""The waiting list: everybody's true place in it and expected day, and the words that are had with people meanwhile."""
