"""What a developer runs: set-up, locks, fonts, the bill of materials."""
