// The sheet with the rows of a list, over the phone it belongs to.

import { h, icon } from "../dom.js";
import { step } from "../popup.js";

/**
 * Opens a list; closes on a choice, Escape, or a tap beside it.
 * @param {HTMLElement} opener the button it belongs to
 * @param {{button: string, sections: {title: string, rows: object[]}[]}} list what to show
 * @param {(row: object) => void} chosen what a tapped row does
 */
export function openSheet(opener, list, chosen) {
  const device = opener.closest(".device");
  const behind = [...device.children];
  const close = () => {
    veil.remove();
    for (const part of behind) part.inert = false;
    opener.focus();
  };
  const choose = (row) => {
    close();
    chosen(row);
  };
  const leave = h(
    "button",
    { class: "round", type: "button", "aria-label": "Fechar a lista", onclick: close },
    icon("close"),
  );
  const sheet = h(
    "div",
    { class: "sheet", role: "dialog", "aria-modal": "true", "aria-label": list.button, "data-testid": "sheet" },
    h("header", {}, leave, h("h3", {}, list.button)),
    h("div", { class: "rows" }, list.sections.flatMap((section) => sectionOf(section, choose))),
    h("p", { class: "hint" }, "Toque para escolher"),
  );
  const veil = h("div", { class: "veil" }, sheet);
  veil.addEventListener("click", (event) => event.target === veil && close());
  sheet.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else step([...sheet.querySelectorAll(".row")], event);
  });
  for (const part of behind) part.inert = true;
  device.append(veil);
  sheet.querySelector(".row")?.focus();
}

function sectionOf({ title, rows }, choose) {
  const keys = rows.map((row) =>
    h(
      "button",
      { class: "row", type: "button", "data-testid": "row", onclick: () => choose(row) },
      h("span", {}, h("b", {}, row.title), row.description && h("small", {}, row.description)),
      h("i", { class: "ring" }),
    ),
  );
  return [title && h("h4", {}, title), ...keys];
}
