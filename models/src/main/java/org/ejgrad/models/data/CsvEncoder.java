// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ejgrad.graph.Names;
import org.ejml.data.DMatrixRMaj;

/** The pass over a file that turns its rows into numbers, as a schema says. */
final class CsvEncoder implements CsvTable.Rows {
  private final Path path;
  private final CsvSchema schema;
  private final ImmutableList<CsvColumn> columns;
  private final int[] positions;
  private final int targetWidth;
  private final double[] row;
  private double[] values = new double[0];
  private int rowCount;

  /** An encoder of the schema's features and, where one is wanted, its target. */
  CsvEncoder(Path path, CsvSchema schema, Optional<CsvColumn> wantedTarget) {
    this.path = path;
    this.schema = schema;
    columns =
        ImmutableList.<CsvColumn>builder()
            .addAll(schema.features())
            .addAll(wantedTarget.stream().iterator())
            .build();
    positions = new int[columns.size()];
    targetWidth = wantedTarget.isPresent() ? 1 : 0;
    row = new double[schema.featureNames().size() + targetWidth];
  }

  @Override
  public void columns(List<String> names, long line) {
    if (schema.format().hasHeader()) {
      findByName(names, line);
    } else {
      findByIndex(names.size(), line);
    }
  }

  private void findByName(List<String> names, long line) {
    Map<String, Integer> positionOf = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      positionOf.put(names.get(i), i);
    }
    for (int i = 0; i < positions.length; i++) {
      String name = columns.get(i).name();
      Integer position = positionOf.remove(name);
      if (position == null) {
        throw DataFormatException.atLine(
            path,
            line,
            "the column '%s' is required, got columns %s"
                .formatted(Names.shortened(name), Names.shortened(names.toString())));
      }
      positions[i] = position;
    }
    schema.target().ifPresent(target -> positionOf.remove(target.name()));
    for (ColumnRef ignored : schema.format().ignored()) {
      ignored.position(names).ifPresent(position -> positionOf.remove(names.get(position)));
    }
    for (int i = 0; i < names.size(); i++) {
      if (positionOf.containsKey(names.get(i))) {
        throw DataFormatException.atCell(
            path,
            line,
            i + 1,
            names.get(i),
            "a column must be known from the first file. Ignore it there");
      }
    }
  }

  private void findByIndex(int present, long line) {
    int learned = schema.columnCount();
    boolean withoutTarget =
        targetWidth == 0 && schema.target().isPresent() && present == learned - 1;
    if (present != learned && !withoutTarget) {
      throw DataFormatException.atLine(
          path, line, "a row must have %d cells, got %d".formatted(learned, present));
    }
    int removed = withoutTarget ? schema.target().orElseThrow().index() : learned;
    for (int i = 0; i < positions.length; i++) {
      int index = columns.get(i).index();
      positions[i] = index > removed ? index - 1 : index;
    }
  }

  @Override
  public boolean row(List<String> cells, long line) {
    int at = 0;
    for (int i = 0; i < positions.length; i++) {
      CsvColumn column = columns.get(i);
      int position = positions[i];
      Optional<String> problem =
          column.encode(cells.get(position), schema.format().takesExtendedNumbers(), row, at);
      if (problem.isPresent()) {
        throw DataFormatException.atCell(path, line, position + 1, column.name(), problem.get());
      }
      at += column.width();
    }
    append(line);
    return true;
  }

  private void append(long line) {
    int used = rowCount * row.length;
    if (values.length - used < row.length) {
      long wanted = Math.max(2L * values.length, 16L * row.length);
      // Twice: at the end this array and the matrices cut from it are alive together.
      if (!HeapBound.allows(2 * wanted)) {
        throw DataFormatException.atLine(path, line, HeapBound.refusal(2 * wanted));
      }
      values = Arrays.copyOf(values, (int) wanted);
    }
    System.arraycopy(row, 0, values, used, row.length);
    rowCount++;
  }

  /** A new matrix of the features of all rows. */
  DMatrixRMaj features() {
    return block(0, row.length - targetWidth);
  }

  /** A new matrix of the targets of all rows. */
  DMatrixRMaj targets() {
    return block(row.length - targetWidth, targetWidth);
  }

  private DMatrixRMaj block(int from, int width) {
    DMatrixRMaj block = new DMatrixRMaj(rowCount, width);
    for (int i = 0; i < rowCount; i++) {
      System.arraycopy(values, i * row.length + from, block.data, i * width, width);
    }
    return block;
  }
}
