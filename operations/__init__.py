"""Running the site: logs, health, metrics, backup and restore; what an operator meets before any page does."""
