// The study's page: what is chosen, the controls, the charts.

const choice = { size: 0, network: 0, rate: 0, optimizers: new Set(settings.optimizers.keys()) };

/** The choice in the address, so that a view can be kept and shared; unknown values are ignored. */
function readAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const position = (list, text) => Math.max(0, list.findIndex((item) => item === text));
  choice.size = position(settings.sizes.map(String), wanted.get('n'));
  choice.network = position(settings.networks.map(networkLabel), wanted.get('network'));
  choice.rate = position(settings.learningRates.map(rateLabel), wanted.get('rate'));
  const named = wanted.getAll('optimizer').map((name) => settings.optimizers.indexOf(name)).filter((o) => o >= 0);
  choice.optimizers = new Set(wanted.has('optimizer') ? named : settings.optimizers.keys());
  const theme = wanted.get('theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
}

function writeAddress() {
  const address = new URLSearchParams();
  address.set('n', settings.sizes[choice.size]);
  address.set('network', networkLabel(settings.networks[choice.network]));
  address.set('rate', rateLabel(settings.learningRates[choice.rate]));
  if (choice.optimizers.size < settings.optimizers.length) {
    const names = settings.optimizers.filter((_, o) => choice.optimizers.has(o));
    for (const name of names.length ? names : ['']) address.append('optimizer', name);
  }
  const theme = document.documentElement.dataset.theme;
  if (theme) address.set('theme', theme);
  history.replaceState(null, '', `#${address}`);
}

function option(kind, name, id, face, pick) {
  const input = element('input', { type: kind, name, id });
  input.addEventListener('change', () => pick(input.checked));
  return { input, box: element('label', { class: 'option' }, input, element('span', { class: 'face' }, ...face)) };
}

function oneOf(title, name, labels) {
  const options = labels.map((label, i) => option('radio', name, `${name}-${i}`, [label], () => {
    choice[name] = i;
    show();
  }));
  const box = element('div', { class: 'choice', role: 'radiogroup', 'aria-label': title },
    element('span', { class: 'title' }, title), element('div', { class: 'options' }, ...options.map((each) => each.box)));
  return { box, update: () => options.forEach((each, i) => { each.input.checked = choice[name] === i; }) };
}

function optimizerChoice() {
  const options = settings.optimizers.map((name, o) => option('checkbox', 'optimizer', `optimizer-${o}`, [swatch(o), nameText(name)], (on) => {
    if (on) choice.optimizers.add(o);
    else choice.optimizers.delete(o);
    show();
  }));
  const all = element('button', { type: 'button', id: 'all' }, 'all');
  all.addEventListener('click', () => {
    choice.optimizers = new Set(settings.optimizers.keys());
    show();
  });
  const box = element('div', { class: 'choice', role: 'group', 'aria-label': 'Optimizers' },
    element('span', { class: 'title' }, 'Optimizers'), element('div', { class: 'options' }, ...options.map((each) => each.box), all));
  return { box, update: () => options.forEach((each, o) => { each.input.checked = choice.optimizers.has(o); }) };
}

const controls = [
  oneOf('Points', 'size', settings.sizes.map(formatCount)),
  oneOf('Network', 'network', settings.networks.map(networkLabel)),
  oneOf('Learning rate', 'rate', settings.learningRates.map(rateLabel)),
  optimizerChoice(),
];

const parts = {
  loss: element('div', { id: 'loss' }),
  accuracy: element('div', { id: 'accuracy' }),
  boundaries: element('div', { class: 'boundaries', id: 'boundaries' }),
  verdict: element('p', { class: 'note', id: 'verdict', role: 'status' }),
  table: element('div', { class: 'scroll' }),
};

const panel = (title, note, ...content) =>
  element('section', { class: 'panel' }, element('h2', {}, title), ...(note ? [element('p', { class: 'note' }, note)] : []), ...content);

function build() {
  document.title = 'EJGrad: optimizer study';
  const theme = element('button', { type: 'button', id: 'theme' }, 'Light / dark');
  theme.addEventListener('click', () => {
    toggleTheme();
    show();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', show);
  const table = panel('All learning rates', 'The best of each column is bold. Click a rate to choose it.', parts.table);
  const boundaries = panel('Decision boundaries',
    'Probability of class 1 at the end: blue 0, orange 1, the line at one half. Circles are class 0, squares class 1.', parts.boundaries);
  table.classList.add('wide');
  boundaries.classList.add('wide');
  document.getElementById('page').replaceChildren(
    element('header', { class: 'head' }, element('h1', {}, 'Optimizer study'),
      element('p', { class: 'note' }, `${formatCount(data.cells.length)} cells of ${formatCount(settings.iterations)} iterations, sigmoid networks on two circles, seed ${settings.seed}`),
      theme),
    element('div', { class: 'controls' }, ...controls.map((each) => each.box)),
    parts.verdict,
    element('div', { class: 'panels' },
      panel('Loss', '', parts.loss), panel('Accuracy', '', parts.accuracy), boundaries, table));
}

const chosen = () => [...settings.optimizers.keys()].filter((o) => choice.optimizers.has(o))
  .map((o) => ({ o, name: settings.optimizers[o], cell: cellOf(choice, choice.rate, o) }));

function linesOf(curve) {
  return chosen().map(({ o, name, cell }) => ({ index: o, name, x: cell[curve].x, y: cell[curve].y, ending: endingOf(cell) }));
}

let plotted = [];

function show() {
  controls.forEach((control) => control.update());
  writeAddress();
  const x = { label: 'iteration', log: false, low: 0, high: settings.iterations };
  const empty = 'choose an optimizer';
  const [loss, accuracy] = [linesOf('loss'), linesOf('accuracy')];
  lineChart(parts.loss, { label: 'Loss per iteration', x, y: { label: 'loss', log: true }, height: 270, lines: loss, empty,
    threshold: { value: settings.lossThreshold, label: `loss = ${formatNumber(settings.lossThreshold)}` } });
  const [low] = rangeOf(accuracy.flatMap((line) => line.y), false);
  lineChart(parts.accuracy, { label: 'Accuracy per iteration', x, y: { label: 'accuracy', log: false, low: Math.max(0, Math.min(low, 0.9)), high: 1.02 },
    height: 270, lines: accuracy, empty });
  plotted = [['loss', loss], ['accuracy', accuracy]].flatMap(([chart, lines]) =>
    lines.map((line) => ({ chart, optimizer: line.name, index: line.index, x: [...line.x], y: [...line.y] })));
  const groups = pointGroups(choice.size);
  parts.boundaries.replaceChildren();
  for (const { o, name, cell } of chosen()) {
    const box = element('div');
    const outcome = isDiverged(cell)
      ? element('span', { class: 'small warn' }, `${endingOf(cell)}, in `, nameText(clipped(cell.divergence.operation, 60)))
      : element('span', { class: 'small' }, `accuracy ${percent(lastOf(cell.accuracy.y))}`);
    parts.boundaries.append(element('figure', { 'data-optimizer': o },
      element('figcaption', {}, swatch(o), nameText(name)), box, outcome));
    planeChart(box, { label: `Decision boundary of ${name}`, compact: true, groups, lines: [], field: boundaryField(cell) });
  }
  parts.verdict.replaceChildren(...verdict(choice));
  parts.table.replaceChildren(resultTable(choice, (rate) => {
    choice.rate = rate;
    show();
  }));
}

// For tests and for the curious: what is chosen and what the two charts draw. Copies, read-only.
Object.defineProperty(window, 'study', {
  value: Object.freeze({
    choice: () => Object.freeze({
      n: settings.sizes[choice.size],
      network: networkLabel(settings.networks[choice.network]),
      learningRate: settings.learningRates[choice.rate],
      optimizers: chosen().map(({ name }) => name),
    }),
    plotted: () => structuredClone(plotted),
  }),
});

readAddress();
build();
show();
window.addEventListener('hashchange', () => {
  readAddress();
  show();
});
