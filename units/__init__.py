"""Who works for which 单位: users, budget units, and the role each has."""
