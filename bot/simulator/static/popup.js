// What opens over a phone: menus, toasts, dialogs.

import { h, icon } from "./dom.js";

const TOAST_LASTS = 3500;

/** A menu over `host`; closes on a choice, Escape, or a tap elsewhere.
 * @param {{icon?: string, label: string, small?: string, choose: () => void}[]} items */
export function openMenu(host, opener, side, items) {
  const open = host.querySelector(".popover");
  open?.close();
  if (open?.opener === opener) return;
  const menu = h("div", { class: `popover from-${side}`, role: "menu", "data-testid": "popover" }, items.map((item) =>
    h("button", { type: "button", role: "menuitem", "data-testid": "menu-item", onclick: () => { menu.close(); item.choose(); } },
      item.icon && icon(item.icon), item.label, item.small && h("small", {}, item.small))));
  const outside = (event) => { if (!menu.contains(event.target) && !opener.contains(event.target)) menu.close(); };
  menu.opener = opener;
  menu.close = () => {
    menu.remove();
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
  };
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { menu.close(); opener.focus(); }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); const all = [...menu.children]; all.at((all.indexOf(document.activeElement) + step) % all.length).focus(); }
  });
  document.addEventListener("pointerdown", outside);
  opener.setAttribute("aria-expanded", "true");
  host.append(menu);
  menu.firstElementChild?.focus();
}

/** A few words that go away by themselves. */
export function toast(host, words) {
  const note = h("div", { class: "toast", "data-testid": "toast" }, words);
  host.append(note);
  setTimeout(() => note.remove(), TOAST_LASTS);
}

/** Words that stay until OK. */
export function alertBox(title, words) {
  const box = h("dialog", { "data-testid": "alert", "aria-label": title },
    h("h3", {}, title), h("p", {}, words),
    h("footer", {}, h("button", { type: "button", onclick: () => box.close() }, "OK")));
  show(box);
}

/** Asks for a contact card and hands it on. */
export function askContact(done) {
  const name = h("input", { name: "name", value: "Bruno Carvalho", autocomplete: "off", required: true });
  const number = h("input", { name: "number", value: "+55 11 98765-4321", autocomplete: "off", inputmode: "tel", required: true });
  const box = h("dialog", { "data-testid": "contact-dialog", "aria-label": "Enviar contato" },
    h("h3", {}, "Enviar contato"), h("label", {}, "Nome", name), h("label", {}, "Telefone", number),
    h("footer", {},
      h("button", { type: "button", onclick: () => box.close() }, "Cancelar"),
      h("button", { type: "button", onclick: () => { if (name.value && number.value) { box.close(); done(name.value, number.value); } } }, "Enviar")));
  show(box);
}

function show(box) {
  document.body.append(box);
  box.addEventListener("close", () => box.remove());
  box.showModal();
}
