"""管理: the administrator's pages, in the office's own look. What they change, units.administration and others do."""
