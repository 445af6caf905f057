"""填报工作簿: every entry page of an account as a sheet, to be filled in offline and handed in again."""
