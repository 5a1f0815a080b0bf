// One phone: what it shows, and what its owner does with it.

import { Composer } from "./composer.js";
import { h, icon } from "./dom.js";
import { Log } from "./log.js";
import { alertBox, openMenu, toast } from "./popup.js";

const NO_ANSWER = 15000;

export class Phone {
  /**
   * @param about the simulator's first words on this phone
   * @param act `(slug, deed, body)` tells the simulator
   * @param heard called with the number of messages that came
   */
  constructor(about, act, heard) {
    this.slug = about.slug;
    this.heard = heard;
    this.act = (deed, body = {}) =>
      act(this.slug, deed, body).catch((error) => toast(this.toasts, error.message));
    this.composer = new Composer(this.act);
    const hands = {
      link: (url) => this.openLink(url),
      command: (text) => this.act("send", { text }),
      tap: (message, button, element) => this.tap(message, button, element),
    };
    this.log = new Log(hands, (stuck, unseen) => this.showWayDown(stuck, unseen));
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
    const title = h("h2", {}, about.title, " ", h("small", {}, about.name));
    this.element = h(
      "section",
      {
        class: "phone",
        id: `phone-${about.slug}`,
        "data-testid": `phone-${about.slug}`,
        "aria-label": about.title,
      },
      h("div", { class: "phone-bar" }, title, this.buildOpenLink()),
      this.device,
    );
  }

  buildHeader() {
    this.avatar = h("span", { class: "avatar", "aria-hidden": "true" });
    this.name = h("strong", { "data-testid": "bot-name" });
    this.status = h("span", { "data-testid": "status" }, "bot");
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
      "aria-label": "Link do Telegram para abrir neste telefone",
      placeholder: "Cole o link",
      "data-testid": "open-link",
      autocomplete: "off",
      inputmode: "url",
    });
    const onsubmit = (event) => {
      event.preventDefault();
      if (!link.value.trim()) return;
      if (this.openLink(link.value.trim())) link.value = "";
      else toast(this.toasts, "Este link não é deste bot.");
    };
    const go = h("button", { "data-testid": "open-link-go" }, "Abrir link");
    return h("form", { class: "open-link", onsubmit }, link, go);
  }

  /** Takes what the simulator tells; `full` when it tells everything anew. */
  update(about, bot, full) {
    this.bot = bot;
    this.blocked = about.blocked;
    this.name.textContent = bot.name;
    this.avatar.textContent = [...bot.name][0] ?? "B";
    if (full) this.log.clear();
    if (full || about.messages.length) this.log.update(about.messages, !full);
    const purpose = bot.description || "Toque em Iniciar para conversar com o bot.";
    this.about.replaceChildren(h("b", {}, bot.name), purpose);
    if (about.empty) this.log.element.replaceChildren(this.about);
    this.composer.update(about, bot.commands);
    this.showTyping(about.typing);
    for (const answer of about.answers) this.showAnswer(answer);
    const heard = full ? 0 : about.messages.filter((m) => !m.mine && !m.deleted).length;
    if (heard) this.heard(this, heard);
  }

  showTyping(milliseconds) {
    clearTimeout(this.typing);
    this.status.textContent = milliseconds ? "digitando" : "bot";
    this.status.classList.toggle("typing", milliseconds > 0);
    if (milliseconds) this.typing = setTimeout(() => this.showTyping(0), milliseconds);
  }

  showAnswer({ text, alert, url }) {
    this.element.querySelector(".key.busy")?.classList.remove("busy");
    if (text && alert) alertBox(this.bot.name, text);
    else if (text) toast(this.toasts, text);
    if (url) this.openLink(url);
  }

  showWayDown(stuck, unseen) {
    this.wayDown.hidden = stuck;
    this.unseen.textContent = unseen;
    this.unseen.hidden = !unseen;
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

  /** Follows a link to this bot, and says whether it was one; others are the browser's. */
  openLink(url) {
    const address = URL.parse(/^[a-z]+:/i.test(url) ? url : `https://${url}`);
    const ours =
      ["t.me", "telegram.me"].includes(address?.hostname) &&
      address.pathname.replaceAll("/", "").toLowerCase() === this.bot.username.toLowerCase();
    if (ours) this.act("open", { link: address.href });
    return ours;
  }

  openMore() {
    const [deed, label] = this.blocked ? ["unblock", "Desbloquear o bot"] : ["block", "Bloquear o bot"];
    openMenu(this.more, "header", [{ label, choose: () => this.act(deed) }]);
  }
}
