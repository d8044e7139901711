"""The search box of every page.

One answer has entities, instruments, topics, places, recommendations and passages.
"""
