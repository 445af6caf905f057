"""Our own workbook (disclosure/exports/own_workbook) on its way back: read, held against the account, taken."""
