"""Whether practices are served alike: how many each refers, how many are accepted, how long their people wait."""
