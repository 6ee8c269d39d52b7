"""The classroom: a class without accounts, its teacher's page and its students'."""
