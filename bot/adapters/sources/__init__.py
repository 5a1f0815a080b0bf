"""The public services that are asked, one a file; the chains are `bot.adapters.companies` and `addresses`."""
