"""The outside world on one page: Telegram, the public registers, and two phones."""

BOT_USERNAME = "cadastro_simulado_bot"
"""The name of the bot in the links of the simulated Telegram."""
