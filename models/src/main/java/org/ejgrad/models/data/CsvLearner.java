// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.ejgrad.graph.Names;

/** The pass over a file that finds its columns and the values of those that hold names. */
final class CsvLearner implements CsvTable.Rows {
  private final Path path;
  private final CsvFormat format;
  private ImmutableList<Found> found = ImmutableList.of();
  private int columnCount;
  private int targetIndex = -1;
  private boolean needsRows;

  /** A column that is read, with the distinct names in it so far. */
  private record Found(
      String name, int index, CsvColumn.Kind kind, boolean fixed, LinkedHashSet<String> values) {
    CsvColumn column() {
      return CsvColumn.of(name, index, kind, ImmutableList.copyOf(values));
    }
  }

  CsvLearner(Path path, CsvFormat format) {
    this.path = path;
    this.format = format;
  }

  @Override
  public void columns(List<String> names, long line) {
    columnCount = names.size();
    List<CsvColumn.Kind> kinds = new ArrayList<>();
    List<List<String>> given = new ArrayList<>();
    for (int i = 0; i < columnCount; i++) {
      kinds.add(CsvColumn.Kind.NUMBER);
      given.add(ImmutableList.of());
    }
    boolean[] taken = new boolean[columnCount];
    boolean[] ignored = new boolean[columnCount];
    for (ColumnRef column : format.ignored()) {
      ignored[take(column, "ignored", taken, names, line)] = true;
    }
    for (ColumnRef column : format.categories()) {
      kinds.set(take(column, "category", taken, names, line), CsvColumn.Kind.CATEGORY);
    }
    if (format.target().isPresent()) {
      CsvFormat.Target target = format.target().get();
      int at = take(target.column(), "target", taken, names, line);
      kinds.set(at, target.kind());
      given.set(at, target.classNames());
      targetIndex = at;
    }
    ImmutableList.Builder<Found> columns = ImmutableList.builder();
    for (int i = 0; i < columnCount; i++) {
      if (!ignored[i]) {
        boolean fixed = kinds.get(i) == CsvColumn.Kind.NUMBER || !given.get(i).isEmpty();
        needsRows |= !fixed;
        columns.add(
            new Found(names.get(i), i, kinds.get(i), fixed, new LinkedHashSet<>(given.get(i))));
      }
    }
    found = columns.build();
    if (found.size() == (targetIndex < 0 ? 0 : 1)) {
      throw DataFormatException.atLine(
          path, line, "a feature is required, no column is left for one");
    }
  }

  @Override
  public boolean row(List<String> cells, long line) {
    for (Found column : found) {
      if (!column.fixed) {
        String value = CsvColumn.nameIn(cells.get(column.index));
        if (column.values.add(value) && column.values.size() > format.mostCategories()) {
          throw DataFormatException.atCell(
              path,
              line,
              column.index + 1,
              column.name,
              "a column of categories or classes may hold at most %d, got one more. Ignore the"
                      .formatted(format.mostCategories())
                  + " column or raise maxCategories");
        }
        if (value.isEmpty()) {
          throw DataFormatException.atCell(
              path, line, column.index + 1, column.name, "a name is required, the cell is empty");
        }
      }
    }
    return needsRows;
  }

  CsvSchema schema() {
    ImmutableList<CsvColumn> features =
        found.stream()
            .filter(column -> column.index != targetIndex)
            .map(Found::column)
            .collect(ImmutableList.toImmutableList());
    Optional<CsvColumn> target =
        found.stream().filter(column -> column.index == targetIndex).map(Found::column).findFirst();
    return new CsvSchema(format, columnCount, features, target);
  }

  private int take(ColumnRef column, String role, boolean[] taken, List<String> names, long line) {
    int at =
        column
            .position(names)
            .orElseThrow(
                () ->
                    DataFormatException.atLine(
                        path,
                        line,
                        "the %s column %s is required, got columns %s"
                            .formatted(role, column, Names.shortened(names.toString()))));
    if (taken[at]) {
      throw DataFormatException.atCell(
          path, line, at + 1, names.get(at), "a column may have one role, got a second: " + role);
    }
    taken[at] = true;
    return at;
  }
}
