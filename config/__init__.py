"""The project's settings, addresses and server entry."""
