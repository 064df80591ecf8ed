"""What if somebody is away: who would get whom, what would be in danger, and moving a caseload in one step."""
