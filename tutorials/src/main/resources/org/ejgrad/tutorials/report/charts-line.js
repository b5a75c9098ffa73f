// Curves over common axes, with a readout beside the pointer.

let clipCount = 0;

/**
 * spec: { label, x: {label, log, low?, high?}, y: the same, height, threshold?: {value, label},
 *         lines: [{name, index, x: [], y: [], ending}] }; null or unfit values leave a gap.
 */
function lineChart(box, spec) {
  present(box, (width) => drawLines(box, spec, width));
}

function drawLines(box, spec, width) {
  const height = spec.height;
  const [xLow, xHigh] = axisRange(spec.x, spec.lines.map((line) => line.x));
  const [yLow, yHigh] = axisRange(spec.y, spec.lines.map((line) => line.y), spec.threshold, spec.lines.map((line) => Boolean(line.ending)));
  const rows = Math.max(3, Math.floor(height / 45));
  const y = scale(yLow, yHigh, height - 42, 8, spec.y.log);
  const x = scale(xLow, xHigh, leftMargin(y, rows), width - 14, spec.x.log);
  const clip = `clip${clipCount++}`;
  const plot = svg('g', { 'clip-path': `url(#${clip})` });
  const picture = svg('svg', { height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': spec.label },
    svg('defs', {}, svg('clipPath', { id: clip },
      svg('rect', { x: x.from, y: y.to, width: x.to - x.from, height: y.from - y.to }))),
    axes(x, y, { x: spec.x.label, y: spec.y.label }, { columns: Math.max(3, Math.floor(width / 90)), rows }),
    plot);
  if (spec.threshold) {
    const at = y.at(spec.threshold.value);
    plot.append(svg('line', { class: 'threshold', x1: x.from, x2: x.to, y1: at, y2: at }));
  }
  for (const line of spec.lines) {
    drawLine(plot, picture, line, x, y);
  }
  if (spec.threshold) {
    plot.append(svg('text', { class: 'threshold-label', x: x.from + 6, y: y.at(spec.threshold.value) - 4 }, spec.threshold.label));
  }
  if (!spec.lines.some((line) => line.x.length)) {
    picture.append(svg('text', { class: 'empty', x: (x.from + x.to) / 2, y: height / 2, 'text-anchor': 'middle' }, spec.empty || 'nothing to draw'));
  }
  box.append(picture);
  readout(box, picture, spec, x, y);
}

/**
 * The range of the lines that ran to their end, and of the others what lies within a tenfold (or
 * half a span) of it: one diverging line must not press the rest flat.
 */
function axisRange(axis, columns, threshold, ended = []) {
  const whole = columns.filter((_, i) => !ended[i]).flat();
  let all = whole.length ? whole : columns.flat();
  if (threshold) all.push(threshold.value);
  let [low, high] = rangeOf(all, axis.log);
  if (whole.length && whole.length < columns.flat().length) {
    const reach = axis.log ? [low / 10, high * 10] : [low - (high - low) / 2, high + (high - low) / 2];
    all = all.concat(columns.flat().filter((value) => value !== null && value >= reach[0] && value <= reach[1]));
    [low, high] = rangeOf(all, axis.log);
  }
  return [axis.low ?? low, axis.high ?? high];
}

const FAR = 1e5; // pixels far outside every clip: keeps a diverging line's coordinates drawable
const within = (value, low, high) => Math.max(low, Math.min(high, value));

function drawLine(plot, picture, line, x, y) {
  const color = seriesClass(line.index);
  let path = '';
  let joined = false;
  let last = null;
  for (let i = 0; i < line.x.length; i++) {
    if (!drawable(line.x[i], x) || !drawable(line.y[i], y)) {
      joined = false;
      continue;
    }
    last = [x.at(line.x[i]), within(y.at(line.y[i]), -FAR, FAR)];
    path += `${joined ? 'L' : 'M'}${last[0].toFixed(2)} ${last[1].toFixed(2)}`;
    joined = true;
  }
  if (last === null) return;
  plot.append(svg('path', { class: `line ${color} ${dashClass(line.index)}`, d: path, 'data-series': line.index }));
  if (line.ending) {
    const top = within(last[1], y.to + 6, y.from - 6); // a line that left the frame is crossed out at its edge
    picture.append(svg('path', { class: `cross ${color}`, d: `M${last[0] - 5} ${top - 5}l10 10m0 -10l-10 10` }));
  } else {
    picture.append(svg('circle', { class: `dot ${color}`, cx: last[0], cy: last[1], r: 3.5 }));
  }
}

const drawable = (value, axis) => value !== null && (!axis.logarithmic || value > 0);

/** The index of the x nearest to the value; xs ascend. */
function nearest(xs, value) {
  let low = 0;
  let high = xs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= value) low = middle;
    else high = middle;
  }
  return value - xs[low] <= xs[high] - value ? low : high;
}

function readout(box, picture, spec, x, y) {
  const pointer = svg('line', { class: 'pointer', y1: y.to, y2: y.from });
  const dots = svg('g');
  const tip = tooltip(box);
  const whole = spec.lines.every((line) => line.x.every(Number.isInteger)); // steps, epochs
  const hide = () => {
    pointer.remove();
    dots.remove();
    tip.hide();
  };
  picture.addEventListener('pointerleave', hide);
  picture.addEventListener('pointermove', (event) => {
    const place = picture.getBoundingClientRect();
    const px = event.clientX - place.left;
    if (px < x.from - 4 || px > x.to + 4 || !spec.lines.length) return hide();
    const wanted = x.value(px);
    const rows = [];
    dots.replaceChildren();
    for (const line of spec.lines) {
      if (!line.x.length) continue;
      const i = nearest(line.x, wanted);
      const ended = line.ending && wanted > line.x[line.x.length - 1];
      rows.push({ line, x: line.x[i], y: line.y[i], ended });
      if (!ended && drawable(line.y[i], y)) {
        dots.append(svg('circle', { class: `dot ${seriesClass(line.index)}`, cx: x.at(line.x[i]), cy: within(y.at(line.y[i]), y.to, y.from), r: 4 }));
      }
    }
    rows.sort((a, b) => Boolean(a.ended) - Boolean(b.ended) || (b.y ?? -Infinity) - (a.y ?? -Infinity));
    pointer.setAttribute('x1', px);
    pointer.setAttribute('x2', px);
    picture.append(pointer, dots);
    tip.show(px, event.clientY - place.top,
      element('div', {}, `${spec.x.label} ${whole ? formatCount(Math.round(wanted)) : formatNumber(wanted, 3)}`),
      element('table', {}, element('tbody', {}, ...rows.map((row) =>
        element('tr', {}, element('td', {}, swatch(row.line.index)),
          element('td', {}, nameText(row.line.name)),
          element('td', { class: 'number' }, row.ended ? row.line.ending : row.y === null ? '–' : formatNumber(row.y)))))));
  });
}

/** Names of the lines; how a line ended stands beside its name. */
function lineLegend(lines) {
  return element('ul', { class: 'legend' }, ...lines.map((line) =>
    element('li', {}, swatch(line.index), nameText(line.name),
      ...(line.ending ? [element('span', { class: 'warn' }, nameText(line.ending))] : []))));
}
