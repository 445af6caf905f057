"""Every format an account leaves the house in: package (json), workbook, Word, CSV, and the names of the files."""
