"""Registering a customer: the four steps of the panel."""
