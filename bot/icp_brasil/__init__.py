"""A1 certificates of ICP-Brasil: opening the file, judging it, and keeping it.

What a stranger sent is opened by a process of its own (`apart`), which ends whatever the file does to it.
"""
