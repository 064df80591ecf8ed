"""All that waits for an editor, in one list with what does most harm first."""
