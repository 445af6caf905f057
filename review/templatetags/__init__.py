"""What the pages of other floors show of review."""
