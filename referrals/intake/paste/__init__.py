"""What a clinical system's demographics screen says of a person, read out of pasted text."""
