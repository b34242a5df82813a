"""Two texts that say the same in two languages, brought side by side.

Another thing than `toolkit.catalog.align`, which finds a text again in a later version of itself.
"""
