// A phone with WhatsApp.

import { h } from "../dom.js";
import { addressOf, Phone } from "../phone.js";
import { openMenu } from "../popup.js";
import { messageElement } from "./message.js";
import { openSheet } from "./sheet.js";

const WORDS = {
  channel: "WhatsApp",
  idle: "conta comercial",
  block: "Bloquear",
  unblock: "Desbloquear",
};
const EMOJI = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

export class WhatsApp extends Phone {
  constructor(about, page) {
    super(about, page, WORDS);
    this.composer.starter.remove(); // here one just writes; what begins an empty chat stands in it
    document.addEventListener("visibilitychange", () => this.look());
  }

  draw(message, hands) {
    return messageElement(message, hands);
  }

  hands() {
    return {
      link: (url) => this.page.follow(this, url),
      tap: (message, choice) => this.act("tap", { message: message.id, data: choice.id }),
      list: (message, opener) => openSheet(opener, message.list, (row) => this.hands().tap(message, row)),
      more: (message, opener) => this.openMessageMenu(message, opener),
    };
  }

  introduction(about) {
    const onclick = () => this.act("start");
    const start = h("button", { type: "button", "data-testid": "start", onclick }, "Iniciar conversa");
    return [h("b", {}, this.bot.name), `A primeira mensagem será: ${about.firstWords}`, start];
  }

  below(about) {
    return [{ ...about, empty: false }, []];
  }

  update(about, world, full) {
    this.number = world.number;
    this.unread = about.unread;
    super.update(about, world, full);
    this.look();
  }

  isNews(message) {
    return super.isNews(message) && !this.log.has(message.id);
  }

  /** Tells that what stands in view was read. */
  look() {
    if (!this.unread || document.hidden || !this.element.checkVisibility()) return;
    this.unread = false;
    this.act("read");
  }

  openMessageMenu(message, opener) {
    const of = { message: message.id };
    const items = message.mine
      ? [{ label: "Apagar para todos", choose: () => this.act("delete", of) }]
      : [...EMOJI, ""].map((emoji) => ({
          label: emoji || "Tirar reação",
          choose: () => this.act("react", { ...of, emoji }),
        }));
    openMenu(opener, "message", items);
    this.placeBy(opener, this.device.querySelector(".from-message"));
  }

  placeBy(opener, menu) {
    if (!menu) return; // it was open and is closed now
    const [frame, button] = [this.device.getBoundingClientRect(), opener.getBoundingClientRect()];
    const lowest = frame.height - menu.offsetHeight - 8;
    menu.style.top = `${Math.max(8, Math.min(button.bottom - frame.top, lowest))}px`;
    menu.style.left = `${Math.max(8, Math.min(button.left - frame.left, frame.width - menu.offsetWidth - 8))}px`;
  }

  /** Whether a link leads to this bot's number. */
  isOurs(url) {
    const address = addressOf(url);
    const digits = (words) => words?.replace(/\D/g, "");
    if (address?.hostname === "wa.me") return digits(address.pathname) === this.number;
    if (address?.hostname === "api.whatsapp.com") {
      return digits(address.searchParams.get("phone")) === this.number;
    }
    return false;
  }
}
