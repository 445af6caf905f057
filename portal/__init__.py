"""The public site: what anyone may find, read, take and verify. It reads publications, never a draft."""
