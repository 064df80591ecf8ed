"""From a question to listings: words, topics and distance; how many there are, and what would narrow them down."""
