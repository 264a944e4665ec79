// Everything that sticks out of the window sideways, so that one would have to scroll to read it.
const width = document.documentElement.clientWidth;
const faults = [];
if (document.documentElement.scrollWidth > width) faults.push(`the page is ${document.documentElement.scrollWidth} px wide`);

// A region may scroll or cut off by itself; what sticks out of it does not make the page wider.
const contained = (element) => {
  for (let at = element.parentElement; at && at !== document.body; at = at.parentElement) {
    if (getComputedStyle(at).overflowX !== "visible") return true;
  }
  return false;
};

for (const element of document.querySelectorAll("body *")) {
  if (!element.checkVisibility({ visibilityProperty: true })) continue;
  const box = element.getBoundingClientRect();
  if (box.width > 1 && (box.right > width + 1 || box.left < -1) && !contained(element)) {
    faults.push(`<${element.tagName.toLowerCase()} class="${element.getAttribute("class") ?? ""}"> from ${Math.round(box.left)} to ${Math.round(box.right)} of ${width}`);
  }
}
return faults;
