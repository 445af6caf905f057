"""What administrators do to units and users: who may, each change with its record. The pages are in operations."""
