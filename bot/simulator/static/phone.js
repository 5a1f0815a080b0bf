// One phone: what it shows, and what its owner does with it. Each messenger adds its own ways.

import { Composer } from "./composer.js";
import { h, icon } from "./dom.js";
import { Log } from "./log.js";
import { openMenu, toast } from "./popup.js";

export class Phone {
  /**
   * @param about the simulator's first words on this phone
   * @param page `act(slug, deed, body)` tells the simulator, `heard(phone, count)` is called with the number
   *   of messages that came, `follow(phone, url)` opens a link on the phone it is for, and says if there is one
   * @param words `channel` such as "Telegram", `idle` what stands below the bot's name, `block` and `unblock`
   */
  constructor(about, page, words) {
    this.slug = about.slug;
    this.page = page;
    this.words = words;
    this.act = (deed, body = {}) =>
      page.act(this.slug, deed, body).catch((error) => toast(this.toasts, error.message));
    this.composer = new Composer(this.act);
    this.log = new Log(this.draw, this.hands(), (stuck, unseen) => this.showWayDown(stuck, unseen));
    this.build(about);
  }

  build(about) {
    this.toasts = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.about = h("div", { class: "pill about", "data-testid": "about" });
    this.device = h(
      "div",
      { class: "device" },
      this.buildHeader(),
      h("div", { class: "wall" }, this.log.element, this.buildWayDown()),
      this.composer.form,
      this.composer.keyboard,
      this.toasts,
    );
    this.element = h(
      "section",
      {
        class: `phone ${about.channel}`,
        id: `phone-${about.slug}`,
        "data-testid": `phone-${about.slug}`,
        "aria-label": `${about.title}, ${this.words.channel}`,
      },
      h("div", { class: "phone-bar" }, this.buildOpenLink()),
      this.device,
    );
  }

  buildHeader() {
    this.avatar = h("span", { class: "avatar", "aria-hidden": "true" });
    this.name = h("strong", { "data-testid": "bot-name" });
    this.status = h("span", { "data-testid": "status" }, this.words.idle);
    const onclick = () => this.openMore();
    const label = { "aria-label": "Mais opções", "aria-haspopup": "menu" };
    this.more = h("button", { class: "round", type: "button", ...label, onclick }, icon("more"));
    const who = h("div", { class: "who" }, this.name, this.status);
    return h("header", { class: "top" }, this.avatar, who, this.more);
  }

  buildWayDown() {
    this.unseen = h("span", { class: "badge" });
    this.wayDown = h(
      "button",
      {
        class: "round to-end",
        type: "button",
        "aria-label": "Ir para o fim",
        hidden: true,
        onclick: () => this.log.toEnd(),
      },
      icon("down"),
      this.unseen,
    );
    return this.wayDown;
  }

  buildOpenLink() {
    const link = h("input", {
      "aria-label": `Link do ${this.words.channel} para abrir neste telefone`,
      placeholder: "Cole o link",
      "data-testid": "open-link",
      autocomplete: "off",
      inputmode: "url",
    });
    const onsubmit = (event) => {
      event.preventDefault();
      if (!link.value.trim()) return;
      if (this.page.follow(this, link.value.trim())) link.value = "";
      else toast(this.toasts, "Este link não é deste bot.");
    };
    const go = h("button", { "data-testid": "open-link-go" }, "Abrir", h("span", {}, " link"));
    return h("form", { class: "open-link", onsubmit }, link, go);
  }

  /** Takes what the simulator tells; `full` when it tells everything anew. */
  update(about, world, full) {
    this.bot = world.bot;
    this.blocked = about.blocked;
    this.name.textContent = this.bot.name;
    this.avatar.textContent = [...this.bot.name][0] ?? "B";
    if (full) this.log.clear();
    const heard = full ? 0 : about.messages.filter((m) => this.isNews(m)).length;
    if (full || about.messages.length) this.log.update(about.messages, !full);
    if (about.empty) {
      this.about.replaceChildren(...this.introduction(about, world));
      this.log.element.replaceChildren(this.about);
    }
    this.composer.update(...this.below(about, world));
    this.showTyping(about.typing);
    for (const answer of about.answers) this.showAnswer(answer);
    if (heard) this.page.heard(this, heard);
  }

  showTyping(milliseconds) {
    clearTimeout(this.typing);
    this.status.textContent = milliseconds ? "digitando" : this.words.idle;
    this.status.classList.toggle("typing", milliseconds > 0);
    if (milliseconds) this.typing = setTimeout(() => this.showTyping(0), milliseconds);
  }

  isNews(message) {
    return !message.mine && !message.deleted;
  }

  showAnswer() {}

  showWayDown(stuck, unseen) {
    this.wayDown.hidden = stuck;
    this.unseen.textContent = unseen;
    this.unseen.hidden = !unseen;
  }

  openMore() {
    const [deed, label] = this.blocked ? ["unblock", this.words.unblock] : ["block", this.words.block];
    openMenu(this.more, "header", [{ label, choose: () => this.act(deed) }]);
  }
}

/** The address that words are, with or without what stands before the colon; none if they are no address. */
export const addressOf = (words) => URL.parse(/^[a-z]+:/i.test(words) ? words : `https://${words}`);
