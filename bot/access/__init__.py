"""How a reseller enters a customer's emitter: keys, tokens, and how an emitter checks them."""
