"""The pages on which the people of a group see who keeps its listings; accounts/groups has what they may do."""
