"""What the clinician who referred is shown and told."""
