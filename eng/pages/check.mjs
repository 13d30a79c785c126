// Opens pages in headless Chromium, in light and dark and at two widths, and reports what a reader would see as broken.
// node check.mjs <folder with node_modules> <program of Chromium> [--out <folder of pictures>] <page>...
// --out writes <name>.png, the top of each page in light colours.
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, executablePath, ...rest] = process.argv.slice(2);
const out = rest[0] === "--out" ? rest.splice(0, 2)[1] : null;
const { chromium } = createRequire(join(modules, "package.json"))("playwright-core");
const Widths = [1280, 420], PictureWidths = { chart: 1000 }, PictureShape = 0.76, FewestColours = 12;

// Runs in the page: boxes of text that overlap, text that is cut off, and content that is wider than the page.
function inspect() {
  const found = [], boxes = [], tolerance = 3;
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} px wide, the window ${innerWidth}`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = texts.nextNode());) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("title, style, script") || !parent.checkVisibility()) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const svg = parent.closest("svg")?.getBoundingClientRect();
    for (const box of range.getClientRects()) {
      if (svg && (box.left < svg.left - 1 || box.right > svg.right + 1 || box.top < svg.top - 1 || box.bottom > svg.bottom + 1)) found.push(`'${node.data.trim()}' is cut off`);
      let [left, right] = [box.left, box.right];
      for (let up = parent; up; up = up.parentElement) {
        if (up === document.body || getComputedStyle(up).overflowX === "visible" || up instanceof SVGElement) continue;
        const clip = up.getBoundingClientRect();
        [left, right] = [Math.max(left, clip.left), Math.min(right, clip.right)];
      }
      if (right - left > 0) boxes.push({ node, left, right, top: box.top, bottom: box.bottom });
    }
  }
  boxes.sort((one, other) => one.top - other.top);
  boxes.forEach((one, i) => {
    for (let j = i + 1; j < boxes.length && boxes[j].top < one.bottom - tolerance; j++) {
      const other = boxes[j];
      if (other.node !== one.node && Math.min(one.right, other.right) - Math.max(one.left, other.left) > tolerance)
        found.push(`'${one.node.data.trim()}' and '${other.node.data.trim()}' overlap`);
    }
  });
  return boxes.length === 0 ? [...found, "there is no text"] : found;
}

// Runs in a page of its own: the number of colours of a picture, and the lightness of its corner.
async function measure(base64) {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const pixels = new Uint32Array(canvas.getImageData(0, 0, image.width, image.height).data.buffer);
  return { colours: new Set(pixels).size, corner: pixels[0] & 0xff };
}

// What is wrong with a page that load opens.
async function check(browser, load, name) {
  const found = [], corners = {};
  for (const colorScheme of ["light", "dark"]) {
    for (const width of Widths) {
      const where = `${name}, ${colorScheme}, ${width} px: `;
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 800 } });
      page.on("pageerror", error => found.push(where + error.message));
      page.on("console", message => { if (message.type() === "error") found.push(where + message.text()); });
      await load(page);
      for (const one of await page.evaluate(inspect)) found.push(where + one);
      const picture = (await page.screenshot({ fullPage: true })).toString("base64");
      const blank = await browser.newPage();
      const { colours, corner } = await blank.evaluate(measure, picture);
      await blank.close();
      if (colours < FewestColours) found.push(`${where}${colours} colours`);
      corners[colorScheme] = corner;
      for (const one of await filter(page)) found.push(where + one);
      await page.close();
    }
  }
  if (!(corners.light > 200 && corners.dark < 60)) found.push(`${name}: the page is not light in the light scheme and dark in the dark one`);
  return found;
}

// A page with a filter shows all rows, and after a code is typed the rows of that symbol only.
async function filter(page) {
  const box = page.locator(".filter input"), rows = page.locator("tr[data-symbol]");
  if (await box.count() === 0) return [];
  const all = await rows.count(), one = await rows.first().getAttribute("data-symbol");
  if (await rows.filter({ visible: true }).count() === 0) return ["no row is visible"];
  await box.fill(one.toUpperCase());
  const left = await rows.filter({ visible: true }).evaluateAll(some => some.map(row => row.dataset.symbol));
  return all > 1 && left.length < all && left.length > 0 && left.every(symbol => symbol === one) ? [] : [`the filter for ${one} left ${left.length} of ${all} rows`];
}

async function withoutScripts(browser, url, name) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(url);
  const rows = await page.locator("tr[data-symbol]").count();
  const found = rows === 0 || (!await page.locator(".filter").isVisible() && await page.locator("tr[data-symbol]").last().isVisible()) ? [] : [`${name}: it needs its script`];
  await context.close();
  return found;
}

// A page with known faults: each of them must be found.
async function checkTheCheck(browser) {
  const faults = { "overlap": "<p>one text</p><p style='margin-top:-30px'>another text</p>", "px wide": "<p style='width:2000px'>wide</p>", "is cut off": "<svg width=100><text x=90 y=20>long text</text></svg>", "colours": "", "not light": "<p>always light</p>" };
  const missed = [];
  for (const [words, body] of Object.entries(faults)) {
    const found = await check(browser, page => page.setContent(`<body style='background:#fff'>${body}</body>`), "a broken page");
    if (!found.some(text => text.includes(words))) missed.push(`a page with a fault ('${words}') passes`);
  }
  return missed;
}

const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
const found = await checkTheCheck(browser);
for (const file of rest) {
  const [url, name] = [pathToFileURL(file).href, basename(file, ".html")];
  found.push(...await check(browser, page => page.goto(url), name), ...await withoutScripts(browser, url, name));
  if (out) {
    const width = PictureWidths[name] ?? Widths[0];
    const page = await browser.newPage({ colorScheme: "light", viewport: { width, height: Math.round(width * PictureShape) } });
    await page.goto(url);

    // A picture does not end in the middle of a row.
    const bottom = await page.evaluate(limit => Math.max(0, ...[...document.querySelectorAll(".grid tr[data-symbol]")]
      .map(row => Math.ceil(row.getBoundingClientRect().bottom)).filter(end => end <= limit)), width * PictureShape * 1.2);
    if (bottom > 0)
      await page.setViewportSize({ width, height: bottom + 2 });
    await page.screenshot({ path: join(out, `${name}.png`) });
    await page.close();
  }
}
await browser.close();
for (const one of found) console.error(one);
console.log(`${rest.length} pages, ${found.length} faults`);
process.exit(found.length === 0 ? 0 : 1);
