// A phone with Telegram.

import { h } from "./dom.js";
import { messageElement } from "./message.js";
import { addressOf, Phone } from "./phone.js";
import { alertBox, toast } from "./popup.js";

const NO_ANSWER = 15000;
const WORDS = {
  channel: "Telegram",
  idle: "bot",
  block: "Bloquear o bot",
  unblock: "Desbloquear o bot",
};

export class Telegram extends Phone {
  constructor(about, page) {
    super(about, page, WORDS);
  }

  draw(message, hands) {
    return messageElement(message, hands);
  }

  hands() {
    return {
      link: (url) => this.page.follow(this, url),
      command: (text) => this.act("send", { text }),
      tap: (message, button, element) => this.tap(message, button, element),
    };
  }

  introduction(_, { bot }) {
    return [h("b", {}, bot.name), bot.description || "Toque em Iniciar para conversar com o bot."];
  }

  below(about, { bot }) {
    return [about, bot.commands];
  }

  showAnswer({ text, alert, url }) {
    this.element.querySelector(".key.busy")?.classList.remove("busy");
    if (text && alert) alertBox(this.bot.name, text);
    else if (text) toast(this.toasts, text);
    if (url) this.page.follow(this, url);
  }

  async tap(message, button, element) {
    if (button.copy) {
      await navigator.clipboard.writeText(button.copy);
      toast(this.toasts, "Copiado.");
      return;
    }
    element.classList.add("busy");
    setTimeout(() => element.classList.remove("busy"), NO_ANSWER);
    this.act("tap", { message: message.id, data: button.data });
  }

  /** Whether a link leads to this bot on this messenger. */
  isOurs(url) {
    const address = addressOf(url);
    return (
      ["t.me", "telegram.me"].includes(address?.hostname) &&
      address.pathname.replaceAll("/", "").toLowerCase() === this.bot.username.toLowerCase()
    );
  }
}
