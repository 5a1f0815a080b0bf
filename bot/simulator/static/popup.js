// What opens over a phone: menus, toasts, dialogs.

import { h, icon } from "./dom.js";

const TOAST_LASTS = 3500;

/**
 * A menu over the phone of `opener`; closes on a choice, Escape, or a tap elsewhere.
 * @param {HTMLElement} opener the button it belongs to
 * @param {string} side where it opens from: `composer`, `clip` or `header`
 * @param {{icon?: string, label: string, small?: string, choose: () => void}[]} items
 */
export function openMenu(opener, side, items) {
  const device = opener.closest(".device");
  const open = device.querySelector(".popover");
  open?.close();
  if (open?.opener === opener) return;
  const menu = h("div", { class: `popover from-${side}`, role: "menu", "data-testid": "popover" });
  menu.append(...items.map((item) => menuItem(menu, item)));
  const outside = (event) => {
    if (!menu.contains(event.target) && !opener.contains(event.target)) menu.close();
  };
  menu.opener = opener;
  menu.close = () => {
    menu.remove();
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
  };
  menu.addEventListener("keydown", (event) => moved(menu, event));
  document.addEventListener("pointerdown", outside);
  opener.setAttribute("aria-expanded", "true");
  device.append(menu);
  menu.firstElementChild?.focus();
}

function menuItem(menu, item) {
  const onclick = () => {
    menu.close();
    item.choose();
  };
  const small = item.small && h("small", {}, item.small);
  const attributes = { type: "button", role: "menuitem", "data-testid": "menu-item", onclick };
  return h("button", attributes, item.icon && icon(item.icon), item.label, small);
}

function moved(menu, event) {
  if (event.key === "Escape") {
    menu.close();
    menu.opener.focus();
  }
  step([...menu.children], event);
}

/** Arrow keys move the focus among these, round and round. */
export function step(items, event) {
  const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!by) return;
  event.preventDefault();
  items.at((items.indexOf(document.activeElement) + by) % items.length).focus();
}

/** A few words that go away by themselves. */
export function toast(host, words) {
  const note = h("div", { class: "toast", "data-testid": "toast" }, words);
  host.append(note);
  setTimeout(() => note.remove(), TOAST_LASTS);
}

/** Words that stay until OK. */
export function alertBox(title, words) {
  const box = h(
    "dialog",
    { "data-testid": "alert", "aria-label": title },
    h("h3", {}, title),
    h("p", {}, words),
    h("footer", {}, h("button", { type: "button", onclick: () => box.close() }, "OK")),
  );
  show(box);
}

/** Asks for a contact card, and hands its name and number on. */
export function askContact(done) {
  const name = h("input", { value: "Bruno Carvalho", autocomplete: "off", required: true });
  const number = h("input", {
    value: "+55 11 98765-4321",
    autocomplete: "off",
    inputmode: "tel",
    required: true,
  });
  const onsubmit = () => done(name.value, number.value);
  const cancel = h("button", { type: "button", onclick: () => box.close() }, "Cancelar");
  const form = h(
    "form",
    { method: "dialog", onsubmit },
    h("label", {}, "Nome", name),
    h("label", {}, "Telefone", number),
    h("footer", {}, cancel, h("button", {}, "Enviar")),
  );
  const about = { "data-testid": "contact-dialog", "aria-label": "Enviar contato" };
  const box = h("dialog", about, h("h3", {}, "Enviar contato"), form);
  show(box);
}

function show(box) {
  document.body.append(box);
  box.addEventListener("close", () => box.remove());
  box.showModal();
}
