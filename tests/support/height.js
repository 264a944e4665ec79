// Everything that makes the page higher than the window, where its regions should scroll by themselves.
const root = document.documentElement;
const excess = root.scrollHeight - root.clientHeight;
if (excess <= 0) return [];

const contained = (element) => {
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
    if (getComputedStyle(at).overflowY !== "visible") return true;
  }
  return false;
};

const low = [...document.querySelectorAll("body *")].filter((element) => {
  return element.getBoundingClientRect().bottom > root.clientHeight + 1 && !contained(element);
});
return [`${excess} px too high`, ...low.map((element) => `<${element.tagName.toLowerCase()} class="${element.className}">`)];
