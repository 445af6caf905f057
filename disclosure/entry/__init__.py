"""填报: the entry pages of an account, their checklist, preview and the one way changes are saved."""
