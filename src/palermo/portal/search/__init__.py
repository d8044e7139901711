"""The search box of every page.

Entities, instruments, topics, places, recommendations and passages in one answer.
"""
