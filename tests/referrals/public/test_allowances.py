"""Who counts as one sender."""

from referrals.public.allowances import network


def test_one_line_is_one_sender_however_many_addresses_it_has():
    assert network("192.0.2.7") == "192.0.2.7"
    assert network("2001:db8:1:2::9") == network("2001:db8:1:2:ffff::1") != network("2001:db8:1:3::9")
    assert network("no address") == "no address"
