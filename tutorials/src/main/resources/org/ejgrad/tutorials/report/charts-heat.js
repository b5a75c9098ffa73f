// A matrix of counts, each row shaded by its shares.

/** spec: { label, rowTitle, columnTitle, rowNames: [], columnNames: [], values: [] row by row } */
function heatMap(box, spec) {
  present(box, (width) => drawHeat(box, spec, width));
}

const clipped = (text, most) => {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`;
};

function drawHeat(box, spec, width) {
  box.classList.add('heat');
  const [rows, columns] = [spec.rowNames.length, spec.columnNames.length];
  const longest = Math.max(3, ...spec.rowNames.map((name) => [...clipped(name, 14)].length));
  const left = 34 + longest * 7;
  const size = Math.min(64, (width - left - 4) / Math.max(1, columns));
  const turned = Math.max(0, ...spec.columnNames.map((name) => [...name].length)) * 7 > size;
  const longestColumn = Math.max(1, ...spec.columnNames.map((name) => [...clipped(name, 14)].length));
  const top = 30 + (turned ? longestColumn * 7 + 4 : 18);
  const cellHeight = Math.min(size, 46);
  const height = top + rows * cellHeight + 6;
  const picture = svg('svg', { height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': spec.label });
  picture.append(
    svg('text', { class: 'axis-label', x: left + (size * columns) / 2, y: 16, 'text-anchor': 'middle' }, spec.columnTitle),
    svg('text', { class: 'axis-label', 'text-anchor': 'middle', transform: `translate(14 ${top + (rows * cellHeight) / 2}) rotate(-90)` }, spec.rowTitle));
  spec.columnNames.forEach((name, c) => {
    const at = left + size * (c + 0.5);
    picture.append(turned
      ? svg('text', { transform: `translate(${at + 4} ${top - 6}) rotate(-90)` }, clipped(name, 14))
      : svg('text', { x: at, y: top - 6, 'text-anchor': 'middle' }, name));
  });
  const tip = tooltip(box);
  spec.rowNames.forEach((rowName, r) => {
    picture.append(svg('text', { x: left - 8, y: top + cellHeight * (r + 0.5) + 4, 'text-anchor': 'end' }, clipped(rowName, 14)));
    const row = spec.values.slice(r * columns, (r + 1) * columns);
    const sum = row.reduce((a, b) => a + b, 0);
    row.forEach((value, c) => {
      const share = sum > 0 ? value / sum : 0;
      const place = { x: left + size * c, y: top + cellHeight * r, width: size, height: cellHeight };
      const cell = svg('rect', { ...place, class: 'cell', 'data-row': r, 'data-column': c, 'data-value': value });
      // a few wrong ones among many right must still be seen
      cell.style.fillOpacity = value > 0 ? 0.08 + 0.92 * Math.sqrt(share) : 0;
      picture.append(svg('rect', { ...place, class: 'under' }), cell);
      const text = formatNumber(value, 6);
      if (text.length * 7 <= size - 2 && cellHeight >= 14) {
        picture.append(svg('text', { class: `count${share > 0.3 ? ' on-dark' : ''}`, x: place.x + size / 2, y: place.y + cellHeight / 2 + 4, 'text-anchor': 'middle', 'pointer-events': 'none' }, text));
      }
      cell.addEventListener('pointerleave', tip.hide);
      cell.addEventListener('pointermove', (event) => {
        const frame = picture.getBoundingClientRect();
        tip.show(event.clientX - frame.left, event.clientY - frame.top,
          element('div', {}, `${spec.rowTitle} `, nameText(rowName)),
          element('div', {}, `${spec.columnTitle} `, nameText(spec.columnNames[c])),
          element('div', {}, `${text}, ${(100 * share).toFixed(1)} % of the row`));
      });
    });
  });
  box.append(picture);
}
