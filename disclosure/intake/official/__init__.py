"""公开01表 … 公开09表 as somebody else's software wrote them: found by title and header, read into named figures."""
