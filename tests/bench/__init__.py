"""make bench: what each step costs, as medians; every module here measures one theme."""
