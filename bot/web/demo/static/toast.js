// Short notes that pass by themselves, and alerts that wait to be read.

import { $, el } from "./dom.js";
import { openDialog, closeDialog } from "./dialog.js";
import { t } from "./words.js";

const SHOWN_FOR = 5000; // milliseconds

/** Show a note for some seconds; a press sends it away sooner. */
export function toast(text, kind = "") {
  const note = el("button", { type: "button", class: `toast ${kind}`, text, onclick: () => note.remove() });
  $("toasts").append(note);
  setTimeout(() => note.remove(), SHOWN_FOR);
}

/** Show what the bot wants to be read for certain. */
export function alertBox(text) {
  openDialog(t("bot"), el("p", { text }), el("button", { type: "button", class: "solid", text: t("ok"), onclick: closeDialog }));
}

/** Say that something did not work, and why. */
export function failed(error) {
  toast(t("failed", { why: error.message }), "bad");
}
