"""Letters and text messages to people that somebody must print or type, and which of them have gone."""
