"""The certificate that a customer signs with: how it is sent, and what is known of it."""
