"""The reseller's menu."""
