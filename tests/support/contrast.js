// Every visible text whose contrast with what lies behind it is below the limit (WCAG 2.2, 1.4.3), as
// "ratio colour on background: text". What cannot be used at the moment is exempt there, and here.
const [limit] = arguments;

const canvas = new OffscreenCanvas(1, 1);
const context = canvas.getContext("2d", { willReadFrequently: true });

// Any CSS colour as red, green, blue (0..255) and alpha (0..1).
function rgba(colour) {
  context.clearRect(0, 0, 1, 1);
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}

const over = (top, below) => {
  const mixed = [0, 1, 2].map((part) => top[part] * top[3] + below[part] * (1 - top[3]));
  return [...mixed, 1];
};

function background(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) {
    const layer = rgba(getComputedStyle(at).backgroundColor);
    layers.push(layer);
    if (layer[3] === 1) break;
  }
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const canvasColour = dark && getComputedStyle(document.documentElement).colorScheme.includes("dark");
  let colour = canvasColour ? [18, 18, 18, 1] : [255, 255, 255, 1];
  for (const layer of layers.reverse()) colour = over(layer, colour);
  return colour;
}

function luminance(colour) {
  const [red, green, blue] = colour.slice(0, 3).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function ratio(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const faults = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node = walker.nextNode(); node; node = walker.nextNode()) {
  const element = node.parentElement;
  // A space without width holds a line open and is nothing to read.
  const text = node.data.replaceAll("\u200b", "").trim();
  if (!text || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
  if (element.closest("script, style, noscript, :disabled, [aria-disabled=true], [inert]")) continue;
  const box = element.getBoundingClientRect();
  if (box.width <= 1 || box.height <= 1) continue;
  const behind = background(element);
  const own = rgba(getComputedStyle(element).color);
  // Set without any colour it is not there to be read, but to give another layer its place.
  if (own[3] === 0) continue;
  const colour = over(own, behind);
  const found = ratio(colour, behind);
  if (found < limit) {
    const print = (one) => one.slice(0, 3).map(Math.round).join(",");
    faults.add(`${found.toFixed(2)} rgb(${print(colour)}) on rgb(${print(behind)}): ${text.slice(0, 60)}`);
  }
}
return [...faults];
