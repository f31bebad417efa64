// The one dialog of the page: a title, whatever stands in it, and a way out.

import { $, el, iconButton } from "./dom.js";
import { t } from "./words.js";

const node = $("dialog");

/** Show the dialog. */
export function openDialog(title, ...content) {
  const head = el("header", {}, el("h2", { text: title }), iconButton("close", t("close"), closeDialog));
  node.replaceChildren(head, el("div", { class: "body" }, ...content));
  node.className = "dialog";
  if (!node.open) node.showModal();
}

/** Show a picture as large as the window. */
export function openPicture(url, name) {
  const close = iconButton("close", t("close"), closeDialog);
  node.replaceChildren(el("img", { src: url, alt: name, onclick: closeDialog }), close);
  node.className = "dialog picture";
  if (!node.open) node.showModal();
}

export function closeDialog() {
  if (node.open) node.close();
}

node.addEventListener("click", (event) => {
  if (event.target === node) closeDialog(); // the backdrop
});
