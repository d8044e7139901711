"""A killable child process that runs handlers on hostile input, within limits of time, memory and documents.

Callers pass in handlers by name (`module:function`) with an encoded request, and get the decoded answer or a
DocumentFailed. Start reading at `sandbox.Sandbox`; `worker` is the program that runs in the child process.
"""
