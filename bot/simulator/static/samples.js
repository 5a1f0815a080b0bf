// The strip of sample numbers; it stays hidden where nobody offers any.

import { h } from "./dom.js";

// A certificate to send on the page that takes one, of the company whose number stands above.
function pfx(address, value) {
  const label = `Baixar um certificado A1 de teste de ${value}; a senha é 1234`;
  return h(
    "a",
    { href: address, download: "", "aria-label": label, "data-testid": "sample-certificate" },
    "Certificado A1 (senha 1234)",
  );
}

export async function showSamples(strip, insert) {
  const answer = await fetch("registers/samples").catch(() => null);
  if (!answer?.ok) return;
  const samples = await answer.json();
  strip
    .querySelector("ul")
    .replaceChildren(
      ...samples.map(({ value, label, certificate }) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", "data-testid": "sample", onclick: () => insert(value) },
            h("b", {}, value),
            h("span", {}, label),
          ),
          ...(certificate ? [pfx(certificate, value)] : []),
        ),
      ),
    );
  strip.hidden = samples.length === 0;
  strip.open = matchMedia("(min-width: 761px)").matches;
}
