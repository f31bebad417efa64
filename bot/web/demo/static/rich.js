// A text with its entities becomes elements. Offsets are UTF-16 units, as strings here are counted.

import { el } from "./dom.js";
import { t } from "./words.js";
import { botLink, safeLink } from "./links.js";

const PLAIN = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code" };
const FOLDED_LINES = 3;

/** Turn a text into nodes. `actions`: command(text) and link(botLink) are called when those are pressed. */
export function rich(text, entities, actions) {
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, 0, text.length, ordered, actions);
}

function build(text, start, end, entities, actions) {
  const nodes = [];
  let at = start;
  let place = 0;
  while (place < entities.length) {
    const entity = entities[place];
    const stop = Math.min(entity.offset + entity.length, end);
    let next = place + 1;
    while (next < entities.length && entities[next].offset < stop) next += 1;
    if (entity.offset >= at && stop > entity.offset) {
      nodes.push(text.slice(at, entity.offset));
      const inner = build(text, entity.offset, stop, entities.slice(place + 1, next), actions);
      nodes.push(wrap(entity, text.slice(entity.offset, stop), inner, actions));
      at = stop;
    }
    place = next;
  }
  nodes.push(text.slice(at, end));
  return joined(nodes);
}

// A quote is a block: the line end after it is not shown twice.
function joined(nodes) {
  return nodes
    .map((node, place) => {
      const before = nodes[place - 1];
      const block = before instanceof Element && before.matches("blockquote, pre, .quote");
      return block && typeof node === "string" ? node.replace(/^\n/, "") : node;
    })
    .filter((node) => node !== "");
}

function wrap(entity, text, inner, actions) {
  if (PLAIN[entity.type]) return el(PLAIN[entity.type], {}, ...inner);
  switch (entity.type) {
    case "pre":
      return el("pre", {}, el("code", {}, ...inner));
    case "blockquote":
      return el("blockquote", {}, ...inner);
    case "expandable_blockquote":
      return folded(text, inner);
    case "spoiler":
      return spoiler(inner);
    case "bot_command":
      return el("button", { type: "button", class: "inline", onclick: () => actions.command(text) }, ...inner);
    case "url":
    case "text_link":
      return link(entity.url ?? text, inner, actions);
    default:
      return el("span", { class: entity.type }, ...inner);
  }
}

function link(address, inner, actions) {
  const wanted = botLink(address);
  if (wanted) return el("button", { type: "button", class: "inline", onclick: () => actions.link(wanted) }, ...inner);
  const href = safeLink(address);
  return href ? el("a", { href, target: "_blank", rel: "noopener noreferrer" }, ...inner) : el("span", {}, ...inner);
}

function folded(text, inner) {
  const quote = el("blockquote", {}, ...inner);
  const long = text.split("\n").length > FOLDED_LINES || text.length > 90;
  if (!long) return quote;
  quote.classList.add("folded");
  const toggle = () => {
    const open = !quote.classList.toggle("folded");
    more.textContent = t(open ? "collapse" : "expand");
    more.setAttribute("aria-expanded", String(open));
  };
  const more = el("button", { type: "button", class: "inline fold", "aria-expanded": "false", text: t("expand"), onclick: toggle });
  return el("div", { class: "quote" }, quote, more);
}

function spoiler(inner) {
  const node = el("button", { type: "button", class: "spoiler" }, ...inner);
  node.addEventListener("click", () => node.classList.add("seen"));
  return node;
}
