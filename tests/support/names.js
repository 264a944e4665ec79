// What assistive technology sees: the role and the accessible name of elements (WAI-ARIA 1.2, accname 1.2), as far as
// a page like this one uses them. Called with a role, a name and how the name must fit
// (`is`, `contains`), and the element to look inside of; gives every visible element that has them, in document order.
const [role, name, fit, root] = arguments;

const INPUTS = {
  radio: "radio", checkbox: "checkbox", button: "button", submit: "button", search: "searchbox", number: "spinbutton",
  range: "slider", text: "textbox", email: "textbox", url: "textbox", tel: "textbox", password: "textbox",
};
const ROLES = {
  BUTTON: "button", SUMMARY: "button", TEXTAREA: "textbox", UL: "list", OL: "list", LI: "listitem", FIELDSET: "group",
  DETAILS: "group", MAIN: "main", NAV: "navigation", HEADER: "banner", FOOTER: "contentinfo", ASIDE: "complementary",
  DIALOG: "dialog", OUTPUT: "status", H1: "heading", H2: "heading", H3: "heading", H4: "heading", TABLE: "table",
  OPTION: "option", PROGRESS: "progressbar", FORM: "form", SELECT: "combobox", LEGEND: "legend",
};
const NAMED_BY_CONTENT = new Set(["button", "link", "option", "listitem", "heading", "radio", "checkbox", "tab", "menuitem"]);

const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();

function roleOf(element) {
  const explicit = element.getAttribute("role");
  if (explicit) return explicit.trim().split(/\s+/)[0];
  if (element.tagName === "INPUT") return INPUTS[element.type] ?? "textbox";
  if (element.tagName === "A") return element.hasAttribute("href") ? "link" : "";
  if (element.tagName === "SECTION") return nameOf(element, "region") ? "region" : "";
  return ROLES[element.tagName] ?? "";
}

function nameOf(element, role) {
  const labelled = element.getAttribute("aria-labelledby");
  if (labelled) {
    const texts = labelled.split(/\s+/).map((id) => document.getElementById(id)).filter(Boolean);
    const text = clean(texts.map((one) => one.getAttribute("aria-label") ?? contentOf(one)).join(" "));
    if (text) return text;
  }
  const label = clean(element.getAttribute("aria-label"));
  if (label) return label;
  if (element.labels?.length) return clean([...element.labels].map(contentOf).join(" "));
  if (element.tagName === "FIELDSET") {
    const legend = element.querySelector(":scope > legend");
    if (legend) return contentOf(legend);
  }
  if (NAMED_BY_CONTENT.has(role)) {
    const content = contentOf(element);
    if (content) return content;
  }
  return clean(element.getAttribute("title") ?? element.getAttribute("placeholder"));
}

// The text inside, without what is hidden from assistive technology and with the names of what is not text.
function contentOf(element) {
  let text = "";
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) text += child.data;
    if (child.nodeType !== Node.ELEMENT_NODE || !perceivable(child)) continue;
    const inline = getComputedStyle(child).display.startsWith("inline");
    const content = child.getAttribute("aria-label") ?? contentOf(child);
    text += inline ? content : ` ${content} `;
  }
  return clean(text);
}

function perceivable(element) {
  return element.getAttribute("aria-hidden") !== "true" && element.checkVisibility({ visibilityProperty: true });
}

const visible = (element) => perceivable(element) && !element.closest("[aria-hidden=true], [inert]");

return [...(root ?? document.body).querySelectorAll("*")].filter((element) => {
  if (roleOf(element) !== role || !visible(element)) return false;
  const own = nameOf(element, role);
  return { is: own === name, contains: own.includes(name) }[fit];
});
