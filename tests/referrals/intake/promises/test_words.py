"""What the person is written about the day."""

from referrals.intake.promises.words import to_person


def test_nobody_is_told_to_ring_where_there_is_no_number():
    said = to_person(day="Wednesday 9 December", telephone="", reference="FB-2C68-6VK3")
    assert "ring" not in said and "by Wednesday 9 December" in said and "FB-2C68-6VK3" in said
    assert "ring 01632 960210" in to_person(day="Friday 1 May", telephone="01632 960210", reference="FB-2C68-6VK3")
