// One phone: what it shows, and what its owner does with it.

import { h, icon } from "./dom.js";
import { Log } from "./log.js";
import { alertBox, askContact, openMenu, toast } from "./popup.js";

const NO_ANSWER = 15000;

export class Phone {
  /** @param act `(slug, deed, body)` tells the simulator @param noticed called when something new came */
  constructor(about, act, noticed) {
    this.slug = about.slug;
    this.noticed = noticed;
    this.act = (deed, body = {}) => act(this.slug, deed, body).catch((error) => toast(this.toasts, error.message));
    this.log = new Log({
      link: (url) => this.openLink(url),
      command: (text) => this.act("send", { text }),
      tap: (message, button, element) => this.tap(message, button, element),
    }, (count) => this.showUnseen(count));
    this.build(about);
  }

  build(about) {
    this.status = h("span", { "data-testid": "status" }, "bot");
    this.name = h("strong", { "data-testid": "bot-name" });
    this.avatar = h("span", { class: "avatar", "aria-hidden": "true" });
    this.more = h("button", { class: "round", type: "button", "aria-label": "Mais opções", "aria-haspopup": "menu", onclick: () => this.openMore() }, icon("more"));
    this.toasts = h("div", { class: "toasts", role: "status", "aria-live": "polite" });
    this.about = h("div", { class: "pill about", "data-testid": "about" });
    this.toEnd = h("button", { class: "round to-end", type: "button", "aria-label": "Ir para o fim", hidden: true, onclick: () => this.log.toEnd() }, icon("down"), h("span", { class: "badge" }));
    this.below = h("div", { class: "below", "data-testid": "keyboard", role: "group", "aria-label": "Respostas sugeridas", hidden: true });
    this.device = h("div", { class: "device" },
      h("header", { class: "top" }, this.avatar, h("div", { class: "who" }, this.name, this.status), this.more),
      h("div", { class: "wall" }, this.log.element, this.toEnd),
      this.buildComposer(), this.below, this.toasts);
    this.element = h("section", { class: "phone", id: `phone-${about.slug}`, "data-testid": `phone-${about.slug}`, "aria-label": about.title },
      h("div", { class: "phone-bar" }, h("h2", {}, about.title, " ", h("small", {}, about.name)), this.buildOpenLink()), this.device);
  }

  buildOpenLink() {
    const link = h("input", { "aria-label": "Link do Telegram para abrir neste telefone", placeholder: "Link t.me/…", "data-testid": "open-link", autocomplete: "off", inputmode: "url" });
    const go = (event) => {
      event.preventDefault();
      if (!link.value.trim()) return;
      if (this.openLink(link.value.trim())) link.value = "";
      else toast(this.toasts, "Este link não é deste bot.");
    };
    return h("form", { class: "open-link", onsubmit: go }, link, h("button", { "data-testid": "open-link-go" }, "Abrir link"));
  }

  buildComposer() {
    this.input = h("textarea", { rows: "1", placeholder: "Mensagem", "aria-label": "Mensagem", "data-testid": "input", autocomplete: "off" });
    this.input.addEventListener("input", () => this.fit());
    this.input.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); this.send(); }
    });
    this.menu = h("button", { class: "round menu", type: "button", "aria-label": "Menu de comandos", "aria-haspopup": "menu", "data-testid": "menu", hidden: true, onclick: () => this.openCommands() }, icon("menu"), h("span", { class: "menu-word" }, "Menu"));
    this.attach = h("button", { class: "round", type: "button", "aria-label": "Anexar", "aria-haspopup": "menu", "data-testid": "attach", onclick: () => this.openAttach() }, icon("clip"));
    this.sendButton = h("button", { class: "round send", type: "submit", "aria-label": "Enviar", "data-testid": "send" }, icon("send"));
    this.startButton = h("button", { class: "big start", type: "button", "data-testid": "start", onclick: () => this.act("start") }, "Iniciar");
    this.unblockButton = h("button", { class: "big", type: "button", "data-testid": "unblock", onclick: () => this.act("unblock") }, "Desbloquear");
    this.writing = [this.menu, this.attach, this.input, this.sendButton];
    return h("form", { class: "composer", onsubmit: (event) => { event.preventDefault(); this.send(); } },
      this.menu, this.input, this.attach, this.sendButton, this.startButton, this.unblockButton);
  }

  // What it shows

  update(about, bot, full) {
    this.bot = bot;
    this.name.textContent = bot.name;
    this.avatar.textContent = [...bot.name][0] ?? "B";
    this.blocked = about.blocked;
    if (full) this.log.clear();
    if (full || about.messages.length) this.log.update(about.messages, !full);
    this.about.replaceChildren(h("b", {}, bot.name), bot.description || "Toque em Iniciar para conversar com o bot.");
    if (about.empty) this.log.element.replaceChildren(this.about);
    this.showComposer(about.empty, about.blocked);
    this.showKeyboard(about.keyboard);
    this.showTyping(about.typing);
    for (const answer of about.answers) this.showAnswer(answer);
    const heard = full ? 0 : about.messages.filter((m) => !m.mine && !m.deleted).length;
    if (heard || about.answers.length) this.noticed(this, heard);
  }

  showComposer(empty, blocked) {
    const normal = !empty && !blocked;
    for (const part of this.writing) part.hidden = !normal;
    this.menu.hidden = !normal || !this.bot.commands.length;
    this.startButton.hidden = blocked || !empty;
    this.unblockButton.hidden = !blocked;
  }

  showKeyboard(keyboard) {
    this.input.placeholder = keyboard?.input_field_placeholder || "Mensagem";
    const rows = (keyboard?.keyboard ?? []).map((row) => h("div", {}, row.map((key) =>
      h("button", { type: "button", "data-testid": "reply-button", onclick: () => this.act("key", { label: key.text }) }, key.text))));
    this.below.replaceChildren(...rows);
    this.below.hidden = !rows.length || this.blocked;
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

  showUnseen(count) {
    if (!this.toEnd) return;
    this.toEnd.hidden = this.log.stuck && !count;
    const badge = this.toEnd.querySelector(".badge");
    badge.textContent = count;
    badge.hidden = !count;
  }

  fit() {
    this.input.style.height = "0";
    this.input.style.height = `${Math.min(Math.max(this.input.scrollHeight, 42), 140)}px`;
    this.input.form.classList.toggle("writing", this.input.value !== "");
  }

  // What its owner does

  send() {
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.fit();
    this.act("send", { text });
  }

  /** Puts words into the input, as a paste would. */
  insert(words) {
    this.input.value = words;
    this.fit();
    this.input.focus();
  }

  tap(message, button, element) {
    element.classList.add("busy");
    setTimeout(() => element.classList.remove("busy"), NO_ANSWER);
    this.act("tap", { message: message.id, data: button.data });
  }

  /** Follows a link to this bot, and says whether it was one; others are the browser's. */
  openLink(url) {
    let address;
    try { address = new URL(/^[a-z]+:/i.test(url) ? url : `https://${url}`); } catch { return false; }
    const ours = ["t.me", "telegram.me"].includes(address.hostname)
      && address.pathname.replaceAll("/", "").toLowerCase() === this.bot.username.toLowerCase();
    if (ours) this.act("open", { link: address.href });
    return ours;
  }

  openCommands() {
    openMenu(this.device, this.menu, "composer", this.bot.commands.map(({ command, description }) =>
      ({ label: description, small: `/${command}`, choose: () => this.act("send", { text: `/${command}` }) })));
  }

  openAttach() {
    openMenu(this.device, this.attach, "clip", [
      { icon: "card", label: "Contato", choose: () => askContact((name, phone_number) => this.act("contact", { name, phone_number })) },
      { icon: "person", label: "Meu contato", choose: () => this.act("own-contact") },
      { icon: "photo", label: "Foto", choose: () => this.act("photo") },
      { icon: "smile", label: "Figurinha", choose: () => this.act("sticker") },
      { icon: "file", label: "Documento", choose: () => this.act("document") },
      { icon: "mic", label: "Áudio", choose: () => this.act("voice") },
      { icon: "pin", label: "Localização", choose: () => this.act("location") },
    ]);
  }

  openMore() {
    openMenu(this.device, this.more, "header", [
      this.blocked
        ? { label: "Desbloquear o bot", choose: () => this.act("unblock") }
        : { label: "Bloquear o bot", choose: () => this.act("block") },
    ]);
  }
}
