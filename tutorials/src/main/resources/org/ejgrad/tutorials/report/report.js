// A page of panels.

const report = JSON.parse(document.getElementById('data').textContent);

const isNumeric = (text) => /^[−-]?[\d.,]+(e-?\d+)?( ?%)?$/i.test(text);

const withIndex = (lines) => lines.map((line, index) => ({ ...line, index }));

const draw = {
  text: (panel, box) => {
    box.classList.add('wide');
    box.append(...panel.paragraphs.map((paragraph) => element('p', { class: 'name text' }, paragraph)));
  },
  table: (panel, box) => {
    const numeric = panel.header.map((_, c) => panel.rows.some((row) => isNumeric(row[c])));
    const cell = (tag, text, c) => element(tag, numeric[c] ? { class: 'number' } : {}, nameText(text));
    box.classList.toggle('wide', panel.header.length > 5);
    box.append(element('div', { class: 'scroll' }, element('table', {},
      element('thead', {}, element('tr', {}, ...panel.header.map((title, c) => cell('th', title, c)))),
      element('tbody', {}, ...panel.rows.map((row) => element('tr', {}, ...row.map((text, c) => cell('td', text, c))))))));
  },
  lines: (panel, box) => {
    const lines = withIndex(panel.lines);
    const chart = element('div');
    box.append(chart, lineLegend(lines));
    return () => lineChart(chart, { label: panel.title, x: panel.x, y: panel.y, height: 340, lines });
  },
  heat: (panel, box) => {
    const chart = element('div');
    box.append(chart);
    return () => heatMap(chart, { ...panel, label: panel.title });
  },
  plane: (panel, box) => {
    const lines = withIndex(panel.lines);
    const chart = element('div');
    const legend = lineLegend(lines);
    legend.prepend(...groupLegend(panel.groups, panel.lines));
    box.append(chart, legend);
    return () => planeChart(chart, { ...panel, label: panel.title, lines });
  },
};

const redraws = [];

function build() {
  document.title = report.title;
  const theme = element('button', { type: 'button', id: 'theme' }, 'Light / dark');
  const panels = element('div', { class: 'panels' });
  const page = document.getElementById('page');
  page.replaceChildren(
    element('header', { class: 'head' }, element('h1', { class: 'name' }, report.title),
      element('p', { class: 'note name' }, report.subtitle), theme),
    panels);
  for (const panel of report.panels) {
    const box = element('section', { class: 'panel' });
    if (panel.title) box.append(element('h2', { class: 'name' }, panel.title));
    if (panel.note) box.append(element('p', { class: 'note name' }, panel.note));
    const later = draw[panel.kind](panel, box);
    if (later) redraws.push(later);
    panels.append(box);
  }
  const drawAll = () => redraws.forEach((later) => later());
  theme.addEventListener('click', () => {
    toggleTheme();
    drawAll();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  drawAll();
}

build();
