"""Messages that leave the house: written with the change they tell of, delivered afterwards, never silently lost."""
