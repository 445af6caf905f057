"""The pages in a real browser, served by a process of their own."""
