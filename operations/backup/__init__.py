"""Backup and restore: the database as its own engine dumps it, and the published files, in one archive."""
