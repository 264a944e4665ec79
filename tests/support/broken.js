// Words inside of an element that are broken over two lines, though one line could hold them.
const broken = [];
const walk = document.createTreeWalker(arguments[0], NodeFilter.SHOW_TEXT);
for (let node = walk.nextNode(); node; node = walk.nextNode()) {
  let block = node.parentElement;
  while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
  for (const word of node.data.matchAll(/\S+/g)) {
    const range = document.createRange();
    range.setStart(node, word.index);
    range.setEnd(node, word.index + word[0].length);
    const boxes = [...range.getClientRects()];
    const width = boxes.reduce((sum, box) => sum + box.width, 0);
    const { paddingLeft, paddingRight } = getComputedStyle(block);
    const room = block.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
    if (new Set(boxes.map((box) => Math.round(box.top))).size > 1 && width <= room) broken.push(word[0]);
  }
}
return broken;
