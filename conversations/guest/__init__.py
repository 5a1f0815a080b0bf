"""Customers who register themselves by an invite."""
