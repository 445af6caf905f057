"""A busy day at the deployed site: many clerks typing, the public reading, services killed. `make load`."""
