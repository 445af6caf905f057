"""Many units and users at once, from a spreadsheet: all or nothing, and a second time changes nothing."""
