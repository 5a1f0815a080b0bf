// One person's phones: one at a time is looked at.

import { h } from "./dom.js";
import { Telegram } from "./telegram.js";
import { WhatsApp } from "./whatsapp/phone.js";

const CHANNELS = {
  telegram: ["Telegram", Telegram],
  whatsapp: ["WhatsApp", WhatsApp],
};

export class Stand {
  /**
   * @param about the simulator's words on the first phone
   * @param page see phone.js; `chosen(stand)` is called when somebody turns to it
   */
  constructor(about, page) {
    this.page = page;
    this.phones = new Map();
    this.switch = h("div", {
      class: "channels",
      role: "group",
      "aria-label": `Mensageiro: ${about.title}`,
      hidden: true,
    });
    const title = h("h2", {}, about.title, " ", h("small", {}, about.name));
    this.element = h(
      "div",
      { class: "stand", id: `stand-${about.owner}` },
      h("div", { class: "stand-bar" }, title, this.switch),
    );
    this.tab = h(
      "button",
      {
        type: "button",
        "aria-controls": this.element.id,
        "data-testid": `tab-${about.owner}`,
        onclick: () => page.chosen(this),
      },
      about.title,
    );
  }

  add(about) {
    const [name, Kind] = CHANNELS[about.channel];
    const phone = new Kind(about, this.page);
    phone.stand = this;
    phone.key = h(
      "button",
      {
        type: "button",
        class: about.channel,
        "aria-controls": phone.element.id,
        "data-testid": `channel-${about.slug}`,
        onclick: () => this.show(phone),
      },
      name,
    );
    this.phones.set(about.slug, phone);
    this.switch.append(phone.key);
    this.element.append(phone.element);
    this.switch.hidden = this.phones.size < 2;
    this.element.classList.toggle("several", this.phones.size > 1);
    if (this.shown) this.draw();
    else this.show(phone);
    return phone;
  }

  /** Turns to one of the phones. */
  show(phone) {
    this.shown = phone;
    this.draw();
    unmark(phone.key);
    phone.log.toEnd();
  }

  draw() {
    for (const phone of this.phones.values()) {
      phone.element.classList.toggle("shown", phone === this.shown);
      phone.key.setAttribute("aria-pressed", String(phone === this.shown));
    }
  }

  /** Puts this stand before the others, where only one has room. */
  choose(chosen) {
    this.element.classList.toggle("current", chosen);
    this.tab.setAttribute("aria-pressed", String(chosen));
    if (!chosen) return;
    unmark(this.tab);
    this.shown?.log.toEnd();
  }

  /** Counts what came where nobody looks. */
  heard(phone, count) {
    if (phone !== this.shown) mark(phone.key, count);
    if (!this.element.classList.contains("current")) mark(this.tab, count);
  }
}

function mark(button, count) {
  const badge = button.querySelector(".badge") ?? button.appendChild(h("span", { class: "badge" }, "0"));
  badge.textContent = Number(badge.textContent) + count;
}

function unmark(button) {
  button.querySelector(".badge")?.remove();
}
