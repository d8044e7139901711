"""A killable process in which documents are read: its limits, its messages and its life.

`sandbox.Sandbox` is where to begin; `worker` is what runs inside the process.
"""
