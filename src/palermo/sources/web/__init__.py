"""Fetching from the web: politely, with limits, and nothing twice that has not changed."""

from palermo.sources.web.addresses import host_of, normal, origin_of
from palermo.sources.web.fetcher import Fetcher, Kept
from palermo.sources.web.wire import Http, Reply, Wire

__all__ = ["Fetcher", "Http", "Kept", "Reply", "Wire", "host_of", "normal", "origin_of"]
