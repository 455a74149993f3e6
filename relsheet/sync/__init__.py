"""Unattended runs: jobs, one lock per source, a journal, and messages of what is new."""
