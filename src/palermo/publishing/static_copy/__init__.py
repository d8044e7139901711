"""Static copy: an edition as a folder of HTML pages and data files, which opens without a server.

A public view goes in; pages, a search within the page and the exports come out. Start reading in `frozen_edition.py`.
"""
