// Makes elements. Text of people only ever becomes text nodes: nothing here or elsewhere writes HTML.

/** Make an element. `props`: class, text, on<event>, data (an object), hidden, and plain attributes. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) set(node, name, value);
  node.append(...present(children));
  return node;
}

// What is absent is left out, so that a child can be written as `condition && element`.
const present = (children) => children.filter((child) => child !== null && child !== undefined && child !== false);

/** Put children in the place of those an element has. */
export function fill(node, ...children) {
  node.replaceChildren(...present(children));
}

function set(node, name, value) {
  if (value === undefined || value === null) return;
  if (name === "class") node.className = value;
  else if (name === "text") node.textContent = value;
  else if (name === "data") Object.assign(node.dataset, value);
  else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (typeof value === "boolean" && name in node) node[name] = value;
  else node.setAttribute(name, value);
}

/** Draw one of the icons of icons.svg; it says nothing to a screen reader. */
export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Make a button that shows an icon and is called by its label. */
export function iconButton(name, label, onclick, more = {}) {
  return el("button", { type: "button", class: "round", "aria-label": label, title: label, onclick, ...more }, icon(name));
}

const HUES = 8;

/** Draw the round sign of a person or group: the first letter of its name on one of a few colours. */
export function avatar(id, name, more = "") {
  const letter = [...name.replace(/^区/u, "")][0] ?? "?";
  return el("span", { class: `avatar hue${Math.abs(id) % HUES} ${more}`, "aria-hidden": "true", text: letter });
}

export const $ = (id) => document.getElementById(id);
