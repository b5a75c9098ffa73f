// The study's data and what is written about it: lookups, texts, the table.

const data = JSON.parse(document.getElementById('data').textContent);
const settings = data.settings;

const networkLabel = (widths) => (widths.length ? widths.join('-') : 'none');
const rateLabel = (rate) => String(rate);

/** Position in grid order, which is the order of data.cells. */
const cellOf = (choice, rate, optimizer) =>
  data.cells[((choice.size * settings.networks.length + choice.network) * settings.learningRates.length + rate)
    * settings.optimizers.length + optimizer];

const lastOf = (values) => values[values.length - 1];
const isDiverged = (cell) => cell.status === 'DIVERGED';
const endingOf = (cell) => (isDiverged(cell) ? `diverged at step ${formatCount(cell.divergence.step)}` : '');

const percent = (share) => `${(100 * share).toFixed(1)} %`;

function boundaryField(cell) {
  const grid = cell.boundary;
  if (!grid.values) {
    grid.values = Array.from(atob(grid.levels), (letter) => letter.charCodeAt(0) / 255);
  }
  return { ...grid, kind: 'PROBABILITY', levels: [0.5], values: grid.values };
}

/** Data points of a size as two groups, class 0 and class 1. */
function pointGroups(size) {
  const points = data.points[size];
  return [0, 1].map((label) => ({
    name: `class ${label}`,
    x: points.x.filter((_, i) => points.labels[i] === label),
    y: points.y.filter((_, i) => points.labels[i] === label),
  }));
}

const seconds = (value) => (value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : String(Math.round(value)));

const lossText = (value) => (value >= 1e-3 && value < 1e3 ? value.toPrecision(3) : formatNumber(value, 3));

/** The columns of the big table: one group of rates each. */
const MEASURES = [
  { title: 'Final loss', id: 'loss', better: (a, b) => a - b,
    value: (cell) => (isDiverged(cell) ? null : lastOf(cell.loss.y)), text: lossText },
  { title: 'Final accuracy', id: 'accuracy', better: (a, b) => b - a,
    value: (cell) => (isDiverged(cell) ? null : lastOf(cell.accuracy.y)), text: percent },
  { title: `Iterations until loss < ${formatNumber(settings.lossThreshold)}`, id: 'iterations', better: (a, b) => a - b,
    value: (cell) => cell.iterationsToThreshold, text: formatCount },
  { title: 'Seconds', id: 'seconds', better: (a, b) => a - b,
    value: (cell) => cell.seconds, text: seconds },
];

function measureCell(measure, cell, best, first, chosen) {
  const value = measure.value(cell);
  const classes = ['number'];
  if (first) classes.push('first');
  if (chosen) classes.push('chosen');
  if (value !== null && value === best) classes.push('best');
  let text = value === null ? '–' : measure.text(value);
  if (value === null && measure.id === 'loss') {
    text = `diverged @${formatCount(cell.divergence.step)}`;
    classes.push('warn');
  } else if (value === null && measure.id === 'iterations') {
    text = isDiverged(cell) ? '–' : 'never';
    classes.push('never');
  }
  const box = element('td', { class: classes.join(' '), 'data-measure': measure.id }, text);
  if (value !== null) box.dataset.value = value;
  if (isDiverged(cell)) box.title = `${endingOf(cell)}, in ${cell.divergence.operation}`;
  return box;
}

/** The best value of a column; none where all are alike, as bold would then say nothing. */
function bestOf(column, measure) {
  const values = column.filter((value) => value !== null).sort(measure.better);
  return values.length > 1 && values[0] === lastOf(values) ? null : values[0];
}

function resultTable(choice, pickRate) {
  const rates = settings.learningRates;
  const heads = element('tr', {}, element('th', { rowspan: 2 }, 'Optimizer'));
  const rateHeads = element('tr');
  for (const measure of MEASURES) {
    heads.append(element('th', { class: 'group first', colspan: rates.length, scope: 'colgroup' }, measure.title));
    rates.forEach((rate, r) => {
      const button = element('button', { type: 'button', 'aria-label': `choose learning rate ${rateLabel(rate)}` }, rateLabel(rate));
      button.addEventListener('click', () => pickRate(r));
      rateHeads.append(element('th', { class: `number${r === 0 ? ' first' : ''}${r === choice.rate ? ' chosen' : ''}`, scope: 'col' }, button));
    });
  }
  const best = MEASURES.map((measure) => rates.map((_, r) =>
    bestOf(settings.optimizers.map((_, o) => measure.value(cellOf(choice, r, o))), measure)));
  const rows = settings.optimizers.map((name, o) => {
    const row = element('tr', choice.optimizers.has(o) ? {} : { class: 'off' }, element('td', {}, swatch(o), ' ', nameText(name)));
    MEASURES.forEach((measure, m) => rates.forEach((_, r) =>
      row.append(measureCell(measure, cellOf(choice, r, o), best[m][r], r === 0, r === choice.rate))));
    return row;
  });
  return element('table', { class: 'grouped', id: 'results' }, element('thead', {}, heads, rateHeads), element('tbody', {}, ...rows));
}

/** One sentence: who got below the threshold first, among all optimizers at this rate. */
function verdict(choice) {
  const cells = settings.optimizers.map((name, o) => ({ name, cell: cellOf(choice, choice.rate, o) }));
  const reached = cells.filter(({ cell }) => cell.status === 'REACHED')
    .sort((a, b) => a.cell.iterationsToThreshold - b.cell.iterationsToThreshold);
  const diverged = cells.filter(({ cell }) => isDiverged(cell)).length;
  const tail = diverged ? ` ${diverged} of ${cells.length} diverged.` : '';
  if (!reached.length) {
    return [`No optimizer got below ${formatNumber(settings.lossThreshold)} here.${tail}`];
  }
  return [nameText(reached[0].name),
    ` is the first below ${formatNumber(settings.lossThreshold)}, after ${formatCount(reached[0].cell.iterationsToThreshold)} iterations; ${reached.length} of ${cells.length} get there.${tail}`];
}
