"""Reading free Chinese text: the quantities in it, and the drivers that a 主要原因 names."""
