// One message becomes an element.

import { avatar, el, icon, iconButton } from "./dom.js";
import { openPicture } from "./dialog.js";
import { botLink, safeLink } from "./links.js";
import { serviceText } from "./list.js";
import { rich } from "./rich.js";
import { keyOf } from "./store.js";
import { hourOf, sizeOf, t } from "./words.js";

const TALLEST = 420; // pixels of a picture in the thread

/** Make the element of a message. `me`: who sits here; `group`: whether names are shown; `actions`: what presses do. */
export function bubble(message, { me, group, continued, actions }) {
  const own = message.from === me && !message.bot;
  if (message.service) return el("li", { class: "service", data: { key: keyOf(message) }, text: serviceText(message) });
  const parts = [
    group && !own && !continued && sender(message),
    message.reply && quote(message.reply, actions),
    message.media && media(message.media),
    message.text && el("div", { class: "text" }, ...rich(message.text, message.entities, actions)),
    foot(message),
  ];
  const body = el("div", { class: "bubble" }, ...parts);
  const node = el(
    "li",
    { class: classes(message, own, continued), tabindex: "-1", data: { key: keyOf(message) }, "aria-label": spoken(message) },
    group && !own && el("span", { class: "face" }, continued ? "" : avatar(message.from, message.name, message.bot ? "robot" : "person")),
    el("div", { class: "stack" }, body, tools(message, own, actions), buttons(message, actions), reactions(message), unheard(message, own)),
  );
  listen(node, body, message, own, actions);
  return node;
}

function classes(message, own, continued) {
  const names = ["message", own ? "own" : "", message.bot ? "from-bot" : "", continued ? "continued" : ""];
  return names.filter(Boolean).join(" ");
}

const spoken = (message) => `${message.name} ${hourOf(message.at)}`;

function sender(message) {
  return el("div", { class: `sender hue${Math.abs(message.from) % 8}` }, message.name, message.bot && el("span", { class: "tag", text: t("bot") }));
}

function quote(reply, actions) {
  const words = reply.text || t(reply.media || "document");
  return el(
    "button",
    { type: "button", class: "quoted", onclick: () => actions.show(`${reply.chat}:${reply.id}`) },
    el("strong", { text: reply.name }),
    el("span", { text: words }),
  );
}

function media(one) {
  if (one.kind === "photo") return photo(one);
  if (one.url) {
    const facts = el("span", {}, el("strong", { text: one.name }), el("small", { text: sizeOf(one.size) }));
    return el("a", { class: "file", href: one.url, download: one.name, "aria-label": t("download", { name: one.name }) }, el("span", { class: "disc" }, icon("file")), facts);
  }
  return el("div", { class: "other", text: `[${t(one.kind)}]` });
}

function photo(one) {
  const image = el("img", { src: one.url, alt: one.name });
  if (one.width) {
    // Its place is kept before it is loaded, so that nothing jumps.
    image.style.width = `${Math.round(one.width * Math.min(1, TALLEST / one.height))}px`;
    image.style.aspectRatio = `${one.width} / ${one.height}`;
  }
  return el("button", { type: "button", class: "photo", "aria-label": t("openPhoto", { name: one.name }), onclick: () => openPicture(one.url, one.name) }, image);
}

function foot(message) {
  return el("div", { class: "foot" }, message.edited && el("span", { text: t("edited") }), el("time", { datetime: message.at, text: hourOf(message.at) }));
}

function tools(message, own, actions) {
  const quietly = { tabindex: "-1" };
  return el(
    "div",
    { class: "tools" },
    iconButton("reply", t("reply"), () => actions.reply(message), quietly),
    own && !message.media && iconButton("edit", t("edit"), () => actions.edit(message), quietly),
  );
}

function buttons(message, actions) {
  if (!message.buttons.length) return null;
  const rows = message.buttons.map((row) => el("div", { class: "keys" }, ...row.map((button) => key(message, button, actions))));
  return el("div", { class: "keyboard" }, ...rows);
}

function key(message, button, actions) {
  const wanted = button.url && botLink(button.url);
  if (button.url && !wanted) {
    const href = safeLink(button.url) || undefined;
    return el("a", { class: "key", href, target: "_blank", rel: "noopener noreferrer" }, button.label, icon("link"));
  }
  const press = (event) => (wanted ? actions.link(wanted) : actions.press(message, button.data, event.currentTarget));
  return el("button", { type: "button", class: "key", onclick: press }, button.label);
}

function reactions(message) {
  if (!message.reactions.length) return null;
  return el("div", { class: "reactions" }, ...message.reactions.map((emoji) => el("span", { text: emoji })));
}

function unheard(message, own) {
  if (message.heard || message.bot || !own) return null;
  return el("div", { class: "unheard", title: t("unheardWhy") }, icon("unheard"), el("span", { text: t("unheard") }));
}

// A tap on the message itself replies to it; taps on what it holds, and selecting its text, do not.
function listen(node, body, message, own, actions) {
  body.addEventListener("click", (event) => {
    if (event.target.closest("button, a, img") || !getSelection().isCollapsed) return;
    actions.reply(message);
  });
  node.addEventListener("keydown", (event) => {
    if (event.target !== node) return;
    if (event.key === "Enter") actions.reply(message);
    else if (event.key.toLowerCase() === "e" && own && !message.media) actions.edit(message);
    else return;
    event.preventDefault();
  });
}
