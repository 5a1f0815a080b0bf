// The strip of sample numbers; it stays hidden where nobody offers any.

import { h } from "./dom.js";

export async function showSamples(strip, insert) {
  const answer = await fetch("registers/samples").catch(() => null);
  if (!answer?.ok) return;
  const samples = await answer.json();
  strip
    .querySelector("ul")
    .replaceChildren(
      ...samples.map(({ value, label }) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", "data-testid": "sample", onclick: () => insert(value) },
            h("b", {}, value),
            h("span", {}, label),
          ),
        ),
      ),
    );
  strip.hidden = samples.length === 0;
  strip.open = matchMedia("(min-width: 761px)").matches;
}
