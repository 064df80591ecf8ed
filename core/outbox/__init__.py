"""Messages that leave the house: written with the change that they tell of, delivered afterwards, never lost in silence."""
