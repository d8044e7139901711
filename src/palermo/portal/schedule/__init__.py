"""The schedule: when the sources are checked, how the last check went, and what it found.

The page changes files in the library that `palermo watch` reads, and shows what that command writes. Start reading at
`views`.
"""
