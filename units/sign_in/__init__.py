"""Signing in: passwords, throttle, second factor, sessions that end; each event of it in the "security" log."""
