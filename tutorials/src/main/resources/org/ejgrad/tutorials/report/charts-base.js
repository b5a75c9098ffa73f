// Elements, number formats, scales and redrawing: what every chart uses.
// Texts that came from data enter the page as text nodes or aria-label, never as markup.

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

const element = (tag, attributes = {}, ...children) =>
  fill(document.createElement(tag), attributes, children);

const svg = (tag, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG_NAMESPACE, tag), attributes, children);

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const MINUS = '−';

const superscript = (whole) =>
  (whole < 0 ? '⁻' : '') + [...String(Math.abs(whole))].map((digit) => SUPERSCRIPTS[digit]).join('');

/** Digits grouped by thousands; powers of ten where a plain number would be long. */
function formatNumber(value, digits = 4) {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e-3 && size < 1e6) {
    const rounded = Number(value.toPrecision(size >= 1e3 ? Math.max(digits, 6) : digits));
    return rounded.toLocaleString('en-US', { maximumFractionDigits: 12 }).replace('-', MINUS);
  }
  const [mantissa, exponent] = value.toExponential(Math.max(0, Math.min(digits - 1, 2))).split('e');
  const factor = Number(mantissa) === 1 ? '' : `${Number(mantissa)}·`.replace('-', MINUS);
  return `${factor}10${superscript(Number(exponent))}`;
}

const formatCount = (value) => value.toLocaleString('en-US');

/** Steps of 1, 2 or 5 times a power of ten, about `count` of them. */
function evenTicks(low, high, count) {
  const raw = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw * 0.999);
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++) {
    ticks.push(Number((k * step).toPrecision(12)));
  }
  return ticks;
}

/** Powers of ten; with 2 and 5 between them where there are few. */
function logTicks(low, high, count) {
  const first = Math.floor(Math.log10(low));
  const last = Math.ceil(Math.log10(high));
  const decades = Math.log10(high / low);
  const stride = Math.max(1, Math.ceil(decades / count));
  const factors = decades < 1.2 ? [1, 2, 3, 5, 7] : decades < 3 ? [1, 2, 5] : [1];
  const ticks = [];
  for (let exponent = first; exponent <= last; exponent++) {
    if (exponent % stride !== 0) continue;
    for (const factor of factors) {
      const tick = Number(`${factor}e${exponent}`);
      if (tick >= low * 0.9999 && tick <= high * 1.0001) ticks.push(tick);
    }
  }
  return ticks.length >= 2 ? ticks : [low, high];
}

/** Maps values of [low, high] to pixels of [from, to], evenly or by their logarithm. */
function scale(low, high, from, to, logarithmic) {
  const forward = logarithmic ? Math.log10 : (value) => value;
  const back = logarithmic ? (value) => 10 ** value : (value) => value;
  const start = forward(low);
  const span = forward(high) - start || 1;
  return {
    low, high, from, to, logarithmic,
    at: (value) => from + ((forward(value) - start) / span) * (to - from),
    value: (pixel) => back(start + ((pixel - from) / (to - from)) * span),
    ticks: (count) => (logarithmic ? logTicks : evenTicks)(low, high, count),
  };
}

/** The range of all drawable values, a little wider, never empty. */
function rangeOf(values, logarithmic) {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null || (logarithmic && value <= 0)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return logarithmic ? [0.1, 1] : [0, 1];
  if (logarithmic) {
    const margin = Math.max((high / low) ** 0.04, 1.05);
    return [low / margin, high * margin];
  }
  const margin = (high - low) * 0.04 || Math.abs(high) * 0.1 || 1;
  return [low - margin, high + margin];
}

/** Draws now, and again whenever the box gets another width. */
const drawings = new WeakMap();
const watcher = new ResizeObserver((entries) => {
  requestAnimationFrame(() => {
    for (const { target } of entries) {
      if (!target.isConnected) {
        watcher.unobserve(target);
      } else if (target.clientWidth !== drawings.get(target).width) {
        redraw(target);
      }
    }
  });
});

function redraw(box) {
  const drawing = drawings.get(box);
  drawing.width = box.clientWidth;
  box.replaceChildren();
  drawing.draw(Math.max(drawing.width, 120));
}

function present(box, draw) {
  box.classList.add('chart');
  drawings.set(box, { draw, width: 0 });
  redraw(box);
  watcher.observe(box);
}

const seriesClass = (index) => `c${index % 8}`;
const dashClass = (index) => ['', '', '', 'dash1', 'dash2', '', 'dash1', 'dash2'][index % 8] || (index >= 8 ? 'dash2' : '');

/** A short piece of the line as it is drawn, for legends. */
const swatch = (index) =>
  svg('svg', { class: `swatch ${seriesClass(index)}`, viewBox: '0 0 22 10', 'aria-hidden': 'true' },
    svg('path', { class: `line ${dashClass(index)}`, d: 'M0 5H22' }));

const pointSwatch = (index) =>
  svg('svg', { class: 'swatch', viewBox: '0 0 22 10', 'aria-hidden': 'true' }, mark(index, 11, 5, 4));

/** Class 0 is a circle and class 1 a square, so that colour is not alone in telling them apart. */
function mark(group, x, y, radius) {
  const kind = group < 2 ? `class${group}` : `dot c${group % 8}`;
  return group === 1
    ? svg('rect', { class: kind, x: x - radius * 0.9, y: y - radius * 0.9, width: radius * 1.8, height: radius * 1.8 })
    : svg('circle', { class: kind, cx: x, cy: y, r: radius });
}

/** A star, for a point that paths are compared with: no curve's colour, and unlike the dots at their ends. */
function star(group, x, y, radius) {
  const arms = 5 + group;
  const corners = Array.from({ length: 2 * arms }, (_, k) => {
    const [angle, reach] = [(Math.PI * k) / arms, k % 2 ? 0.42 * radius : radius];
    return `${(x + reach * Math.sin(angle)).toFixed(1)} ${(y - reach * Math.cos(angle)).toFixed(1)}`;
  });
  return svg('path', { class: 'star', d: `M${corners.join('L')}Z` });
}

const starSwatch = (index) =>
  svg('svg', { class: 'swatch', viewBox: '0 0 22 10', 'aria-hidden': 'true' }, star(index, 11, 5, 5));

const nameText = (text) => element('bdi', { class: 'name' }, text);

/** A box beside the pointer. */
function tooltip(box) {
  const tip = element('div', { class: 'tip', role: 'status' });
  tip.hidden = true;
  box.append(tip);
  return {
    hide: () => { tip.hidden = true; },
    show: (x, y, ...content) => {
      tip.replaceChildren(...content);
      tip.hidden = false;
      const edge = box.getBoundingClientRect().left; // the tip may leave the chart, not the window
      const fits = edge + x + 14 + tip.offsetWidth <= document.documentElement.clientWidth;
      tip.style.left = `${Math.max(-edge, fits ? x + 14 : x - 14 - tip.offsetWidth)}px`;
      tip.style.top = `${Math.max(0, y - tip.offsetHeight / 2)}px`;
    },
  };
}

const tickText = (tick, axis, digits) =>
  axis.logarithmic && Math.log10(tick) % 1 === 0 && (tick < 1e-2 || tick >= 1e4)
    ? `10${superscript(Math.round(Math.log10(tick)))}`
    : formatNumber(tick, digits);

/** An axis' ticks, each with its text, in as many digits as tell them apart: [[0.9984, '0.9984'], ..]. */
function labelledTicks(axis, count) {
  const ticks = axis.ticks(count);
  for (let digits = 4; ; digits++) {
    const texts = ticks.map((tick) => tickText(tick, axis, digits));
    if (digits === 12 || new Set(texts).size === texts.length) return ticks.map((tick, k) => [tick, texts[k]]);
  }
}

const ruler = element('canvas').getContext('2d');

/** How wide a chart's text is in pixels, in the size that page.css gives it. */
function textWidth(text) {
  ruler.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  return ruler.measureText(text).width;
}

/** Pixels that the ticks of a vertical axis need; short ones get as much, so that most charts are alike. */
const tickRoom = (y, rows) => Math.max(36, ...labelledTicks(y, rows).map(([, text]) => Math.ceil(textWidth(text))));

/** From the left edge to the plot: the axis label, a gap, the ticks, a gap. */
const leftMargin = (y, rows) => tickRoom(y, rows) + 26;

/** Frame, grid lines (unless a field lies below), tick labels and axis labels around the plot's rectangle. */
function axes(x, y, labels, { columns = 6, rows = 6, lines = true } = {}) {
  const group = svg('g', { 'data-x': [x.low, x.high, x.from, x.to].join(' '), 'data-y': [y.low, y.high, y.from, y.to].join(' ') });
  for (const [tick, text] of labelledTicks(x, columns)) {
    const at = x.at(tick);
    if (lines) group.append(svg('line', { class: 'grid', x1: at, x2: at, y1: y.from, y2: y.to }));
    group.append(svg('text', { x: at, y: y.from + 16, 'text-anchor': 'middle' }, text));
  }
  for (const [tick, text] of labelledTicks(y, rows)) {
    const at = y.at(tick);
    if (lines) group.append(svg('line', { class: 'grid', x1: x.from, x2: x.to, y1: at, y2: at }));
    group.append(svg('text', { x: x.from - 6, y: at + 4, 'text-anchor': 'end' }, text));
  }
  group.append(svg('rect', { class: lines ? 'frame' : 'frame strong', x: x.from, y: y.to, width: x.to - x.from, height: y.from - y.to }));
  if (labels.x) {
    group.append(svg('text', { class: 'axis-label', x: (x.from + x.to) / 2, y: y.from + 33, 'text-anchor': 'middle' }, labels.x));
  }
  if (labels.y) {
    const middle = (y.from + y.to) / 2;
    group.append(svg('text', { class: 'axis-label', x: 0, y: 0, 'text-anchor': 'middle', transform: `translate(${x.from - tickRoom(y, rows) - 14} ${middle}) rotate(-90)` }, labels.y));
  }
  return group;
}

const isDark = () =>
  (document.documentElement.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';

function toggleTheme() {
  document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
}
