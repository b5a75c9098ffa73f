// A piece of the plane: field, contour lines, points, trajectories.

/**
 * spec: { label, x, y (labels), ratio?, ticks?, groups: [{name, x: [], y: []}],
 *         lines: [{name, index, x, y, ending}],
 *         field?: {kind, xLow, xHigh, yLow, yHigh, columns, rows, values: [], levels: []} }
 */
function planeChart(box, spec) {
  present(box, (width) => drawPlane(box, spec, width));
}

function drawPlane(box, spec, width) {
  const field = spec.field;
  const points = [...spec.groups, ...spec.lines];
  const [xLow, xHigh] = field ? [field.xLow, field.xHigh] : rangeOf(points.flatMap((group) => group.x), false);
  const [yLow, yHigh] = field ? [field.yLow, field.yHigh] : rangeOf(points.flatMap((group) => group.y), false);
  const margin = spec.compact ? { left: 26, right: 4, top: 4, bottom: 20 } : { left: leftMargin(scale(yLow, yHigh, 1, 0, false), 6), right: 14, top: 8, bottom: 42 };
  const room = width - margin.left - margin.right;
  const spans = (yHigh - yLow) / (xHigh - xLow);
  const shape = spans >= 0.5 && spans <= 1.25 ? spans : 0.75; // one unit is as long both ways where that fits
  const side = Math.min(room, (spec.compact ? 260 : 420) / shape);
  const tall = side * shape;
  const height = tall + margin.top + margin.bottom;
  const left = margin.left + (spec.compact ? 0 : (room - side) / 2);
  const x = scale(xLow, xHigh, left, left + side, false);
  const y = scale(yLow, yHigh, margin.top + tall, margin.top, false);
  const clip = `clip${clipCount++}`;
  const plot = svg('g', { 'clip-path': `url(#${clip})` });
  const picture = svg('svg', { height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': spec.label },
    svg('defs', {}, svg('clipPath', { id: clip }, svg('rect', { x: x.from, y: y.to, width: side, height: tall }))),
    axes(x, y, spec.compact ? {} : { x: spec.x, y: spec.y }, { columns: spec.compact ? 4 : 6, rows: spec.compact ? 4 : 6, lines: !field }),
    plot);
  if (field) {
    box.append(paint(field, x, y, box));
    for (const level of field.levels) {
      plot.append(svg('path', { class: field.kind === 'PROBABILITY' ? 'boundary' : 'contour', d: contour(field, level, x, y) }));
    }
  }
  for (const line of spec.lines) {
    trajectory(plot, picture, line, x, y);
  }
  spec.groups.forEach((group, g) => {
    for (let i = 0; i < group.x.length; i++) {
      if (group.x[i] === null || group.y[i] === null) continue;
      const [px, py] = [within(x.at(group.x[i]), -FAR, FAR), within(y.at(group.y[i]), -FAR, FAR)];
      plot.append(spec.lines.length ? star(g, px, py, 8) : mark(g, px, py, spec.compact ? 2 : 3.2));
    }
  });
  box.append(picture);
  if (field) fieldReadout(box, picture, spec, x, y);
}

function trajectory(plot, picture, line, x, y) {
  const color = seriesClass(line.index);
  const corners = [];
  for (let i = 0; i < line.x.length; i++) {
    if (line.x[i] !== null && line.y[i] !== null) corners.push([within(x.at(line.x[i]), -FAR, FAR), within(y.at(line.y[i]), -FAR, FAR)]);
  }
  if (!corners.length) return;
  const path = `M${corners.map((corner) => corner.map((pixel) => pixel.toFixed(1)).join(' ')).join('L')}`;
  plot.append(svg('path', { class: 'halo', d: path }), svg('path', { class: `line ${color} ${dashClass(line.index)}`, d: path, 'data-series': line.index }));
  const [first, last] = [corners[0], corners[corners.length - 1]];
  plot.append(svg('circle', { class: `dot ${color}`, cx: first[0], cy: first[1], r: 3 }));
  if (line.ending) {
    const [left, top] = [within(last[0], x.from + 7, x.to - 7), within(last[1], y.to + 7, y.from - 7)];
    picture.append(svg('path', { class: `cross ${color}`, d: `M${left - 6} ${top - 6}l12 12m0 -12l-12 12` }));
  } else {
    plot.append(svg('circle', { class: `dot ${color}`, cx: last[0], cy: last[1], r: 5.5 }));
  }
}

const parseColor = (text) => text.match(/[\d.]+/g).slice(0, 3).map(Number);
const mix = (from, to, share) => from.map((value, k) => value + (to[k] - value) * share);

/** One pixel per node, enlarged smoothly by the browser. */
function paint(field, x, y, box) {
  const canvas = element('canvas', { width: field.columns, height: field.rows, 'aria-hidden': 'true' });
  // nodes sit at pixel centres: the canvas is half a node wider on every side, and clipped back
  const stepX = (x.to - x.from) / (field.columns - 1);
  const stepY = (y.from - y.to) / (field.rows - 1);
  canvas.style.left = `${x.from - stepX / 2}px`;
  canvas.style.top = `${y.to - stepY / 2}px`;
  canvas.style.width = `${stepX * field.columns}px`;
  canvas.style.height = `${stepY * field.rows}px`;
  canvas.style.clipPath = `inset(${stepY / 2}px ${stepX / 2}px)`;
  box.append(canvas); // attached, so that its background's colour is known
  const paper = parseColor(getComputedStyle(canvas).backgroundColor);
  const dark = paper[0] + paper[1] + paper[2] < 384;
  const blue = dark ? [32, 96, 160] : [120, 180, 226];
  const orange = dark ? [176, 84, 20] : [246, 176, 116];
  const values = field.values;
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const drawing = canvas.getContext('2d');
  const image = drawing.createImageData(field.columns, field.rows);
  for (let r = 0; r < field.rows; r++) {
    for (let c = 0; c < field.columns; c++) {
      const value = values[(field.rows - 1 - r) * field.columns + c];
      const color = field.kind === 'PROBABILITY'
        ? mix(paper, value < 0.5 ? blue : orange, 0.25 * (value !== 0.5) + 0.75 * Math.abs(2 * value - 1))
        : mix(blue, paper, Math.sqrt((value - low) / (high - low || 1)));
      image.data.set([...color, 255], 4 * (r * field.columns + c));
    }
  }
  drawing.putImageData(image, 0, 0);
  canvas.remove();
  return canvas;
}

/** Line segments where the bilinear field crosses the level (marching squares). */
function contour(field, level, x, y) {
  const { columns, rows, values, xLow, xHigh, yLow, yHigh } = field;
  const px = (c) => x.at(xLow + ((xHigh - xLow) * c) / (columns - 1));
  const py = (r) => y.at(yLow + ((yHigh - yLow) * r) / (rows - 1));
  let path = '';
  for (let r = 0; r + 1 < rows; r++) {
    for (let c = 0; c + 1 < columns; c++) {
      const corners = [[c, r], [c + 1, r], [c + 1, r + 1], [c, r + 1]];
      const heights = corners.map(([i, j]) => values[j * columns + i] - level);
      const crossings = [];
      for (let k = 0; k < 4; k++) {
        const a = heights[k];
        const b = heights[(k + 1) % 4];
        if (a < 0 === b < 0) continue;
        const share = a / (a - b);
        const [from, to] = [corners[k], corners[(k + 1) % 4]];
        crossings.push(`${px(from[0] + (to[0] - from[0]) * share).toFixed(1)} ${py(from[1] + (to[1] - from[1]) * share).toFixed(1)}`);
      }
      if (crossings.length === 4) {
        // a saddle: join so that the centre's side stays together
        const centre = heights[0] + heights[1] + heights[2] + heights[3];
        if (centre < 0 === heights[0] < 0) crossings.push(crossings.shift());
      }
      for (let k = 0; k + 1 < crossings.length; k += 2) {
        path += `M${crossings[k]}L${crossings[k + 1]}`;
      }
    }
  }
  return path;
}

function fieldReadout(box, picture, spec, x, y) {
  const tip = tooltip(box);
  const field = spec.field;
  picture.addEventListener('pointerleave', tip.hide);
  picture.addEventListener('pointermove', (event) => {
    const place = picture.getBoundingClientRect();
    const px = event.clientX - place.left;
    const py = event.clientY - place.top;
    if (px < x.from || px > x.to || py < y.to || py > y.from) return tip.hide();
    const c = Math.round(((px - x.from) / (x.to - x.from)) * (field.columns - 1));
    const r = Math.round(((y.from - py) / (y.from - y.to)) * (field.rows - 1));
    const value = field.values[r * field.columns + c];
    tip.show(px, py,
      element('div', {}, `${field.kind === 'PROBABILITY' ? 'p(class 1)' : 'value'} = ${formatNumber(value, 3)}`),
      element('div', {}, `at (${formatNumber(x.value(px), 3)}, ${formatNumber(y.value(py), 3)})`));
  });
}

/** Beside paths, points are landmarks and drawn as stars. */
function groupLegend(groups, lines) {
  return groups.map((group, g) => element('li', {}, lines.length ? starSwatch(g) : pointSwatch(g), nameText(group.name)));
}
