"""Files on their way in: packages, the official workbooks, our own; what they say, and what it would change."""
