"""What the person is written about the day."""

from referrals.intake.promises.words import to_person


def test_nobody_is_told_to_ring_where_there_is_no_number():
    said = to_person(day="Wednesday 9 December", telephone="", reference="FB-2C68-6VK3")
    assert "ring" not in said and "by Wednesday 9 December" in said and "FB-2C68-6VK3" in said
    assert "ring 01632 960210" in to_person(day="Friday 1 May", telephone="01632 960210", reference="FB-2C68-6VK3")


def test_whoever_cannot_use_voice_calls_is_not_told_to_ring():
    said = {"day": "Thursday 3 December", "telephone": "01632 960210", "reference": "FB-2222-3333"}
    assert "ring 01632 960210. If you ring, give this number: FB-2222-3333." in to_person(**said)
    words = to_person(**said, calls=False)
    assert "in writing by Thursday 3 December. Somebody else may ring 01632 960210 for you. They give" in words
    assert "If you write to us, give this number" in to_person(**said | {"telephone": ""}, calls=False)
