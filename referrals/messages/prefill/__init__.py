"""What a practice's clinical system hands over of a person, for one of its clinicians to go on from."""
