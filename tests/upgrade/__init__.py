"""Upgrades without lost work: rows that earlier versions wrote, brought up to date by the migrations and looked at.

A dump holds every row of a database full of invented data, as plain JSON that knows no engine, and the migrations it
stood at. docs/operations.md says when one is made.
"""
