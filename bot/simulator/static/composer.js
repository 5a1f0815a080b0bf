// Below the messages: the input with its buttons, the keyboard the bot offers, "Iniciar" and "Desbloquear".

import { h, icon } from "./dom.js";
import { askContact, openMenu } from "./popup.js";

export const ATTACHMENTS = [
  ["own-contact", "person", "Meu contato"],
  ["photo", "photo", "Foto"],
  ["sticker", "smile", "Figurinha"],
  ["document", "file", "Documento"],
  ["certificate", "file", "Certificado (.pfx)"],
  ["voice", "mic", "Áudio"],
  ["location", "pin", "Localização"],
];
const LOW = 42;
const HIGH = 140;

export class Composer {
  /** @param act `(deed, body)` tells the simulator what the owner does */
  constructor(act) {
    this.act = act;
    this.commands = [];
    this.input = h("textarea", {
      rows: "1",
      "aria-label": "Mensagem",
      "data-testid": "input",
      autocomplete: "off",
      oninput: () => this.fit(),
      onkeydown: (event) => this.typed(event),
    });
    this.menu = this.round("menu", "Menu de comandos", () => this.openCommands(), "menu");
    this.menu.append(h("span", { class: "menu-word" }, "Menu"));
    this.attach = this.round("clip", "Anexar", () => this.openAttachments(), "attach");
    this.sender = h(
      "button",
      { class: "round send", type: "submit", "aria-label": "Enviar", "data-testid": "send" },
      icon("send"),
    );
    this.starter = this.big("start", "Iniciar");
    this.unblocker = this.big("unblock", "Desbloquear");
    this.form = h(
      "form",
      { class: "composer", onsubmit: (event) => this.submitted(event) },
      this.menu,
      this.input,
      this.attach,
      this.sender,
      this.starter,
      this.unblocker,
    );
    this.keyboard = h("div", {
      class: "below",
      "data-testid": "keyboard",
      role: "group",
      "aria-label": "Respostas sugeridas",
    });
  }

  round(name, label, onclick, testid) {
    const attributes = {
      class: `round ${name}`,
      type: "button",
      "aria-label": label,
      "aria-haspopup": "menu",
    };
    return h("button", { ...attributes, "data-testid": testid, onclick }, icon(name));
  }

  big(deed, label) {
    const onclick = () => this.act(deed);
    return h("button", { class: `big ${deed}`, type: "button", "data-testid": deed, onclick }, label);
  }

  /** Shows what fits the chat: an empty one is started, a blocked one unblocked, any other written in. */
  update({ empty, blocked, keyboard }, commands) {
    this.commands = commands;
    const writing = !empty && !blocked;
    for (const part of [this.input, this.attach, this.sender]) part.hidden = !writing;
    this.menu.hidden = !writing || !commands.length;
    this.starter.hidden = blocked || !empty;
    this.unblocker.hidden = !blocked;
    this.input.placeholder = keyboard?.input_field_placeholder || "Mensagem";
    this.showKeyboard(writing ? (keyboard?.keyboard ?? []) : []);
  }

  showKeyboard(rows) {
    const labels = JSON.stringify(rows);
    if (labels === this.labels) return; // made anew, a key would lose its focus at each change of the chat
    this.labels = labels;
    this.keyboard.replaceChildren(
      ...rows.map((row) =>
        h(
          "div",
          {},
          row.map((key) => this.key(key.text)),
        ),
      ),
    );
    this.keyboard.hidden = !rows.length;
  }

  key(label) {
    const onclick = () => this.act("key", { label });
    return h("button", { type: "button", "data-testid": "reply-button", onclick }, label);
  }

  /** Puts words into the input, as a paste would. */
  insert(words) {
    this.input.value = words;
    this.fit();
    this.input.focus();
  }

  typed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    this.submitted(event);
  }

  submitted(event) {
    event.preventDefault();
    const text = this.input.value.trim();
    if (!text) return;
    this.input.value = "";
    this.fit();
    this.act("send", { text });
  }

  fit() {
    this.input.style.height = "0";
    this.input.style.height = `${Math.min(Math.max(this.input.scrollHeight, LOW), HIGH)}px`;
    this.form.classList.toggle("writing", this.input.value !== "");
  }

  openCommands() {
    const items = this.commands.map(({ command, description }) => ({
      label: description,
      small: `/${command}`,
      choose: () => this.act("send", { text: `/${command}` }),
    }));
    openMenu(this.menu, "composer", items);
  }

  openAttachments() {
    const card = (name, phone_number) => this.act("contact", { name, phone_number });
    const items = ATTACHMENTS.map(([deed, icon, label]) => ({ icon, label, choose: () => this.act(deed) }));
    openMenu(this.attach, "clip", [
      { icon: "card", label: "Contato", choose: () => askContact(card) },
      ...items,
    ]);
  }
}
