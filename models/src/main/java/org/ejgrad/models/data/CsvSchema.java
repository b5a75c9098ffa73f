// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.ejgrad.graph.Names;
import org.ejml.data.DMatrixRMaj;

/**
 * The columns of a CSV file with their categories and classes, learned from one file by {@link
 * CsvFormat#learn} and used to read it, further files and single rows alike: the same category
 * always is the same feature, and one that the first file did not have is a fault.
 *
 * <p>Columns of a further file with a header are found by their names, in any order; a column that
 * the schema does not know is a fault. Without a header they must be as many, in the same order.
 * Immutable.
 */
public final class CsvSchema {
  static final String NO_TARGET =
      "read: the format must name a target column, got none. Call target, or use readFeatures";

  private final CsvFormat format;
  private final int columnCount;
  private final ImmutableList<CsvColumn> features;
  private final Optional<CsvColumn> target;
  private final ImmutableList<String> featureNames;

  CsvSchema(
      CsvFormat format,
      int columnCount,
      ImmutableList<CsvColumn> features,
      Optional<CsvColumn> target) {
    this.format = format;
    this.columnCount = columnCount;
    this.features = features;
    this.target = target;
    featureNames =
        features.stream()
            .flatMap(column -> column.featureNames().stream())
            .collect(ImmutableList.toImmutableList());
  }

  /** The names of the features, category columns expanded. */
  public List<String> featureNames() {
    return featureNames;
  }

  /**
   * The categories of a category column, in the order of their features.
   *
   * @param name the column's, or {@code column2} for the second of a file without a header
   * @throws IllegalArgumentException if it is no category column; {@link #classNames} has a
   *     target's classes
   */
  public List<String> categories(String name) {
    List<CsvColumn> known =
        features.stream().filter(feature -> feature.kind() == CsvColumn.Kind.CATEGORY).toList();
    return known.stream()
        .filter(feature -> feature.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "categories: a category column is required, one of %s, got '%s'"
                        .formatted(
                            Names.shortened(
                                known.stream().map(CsvColumn::name).toList().toString()),
                            Names.shortened(name))))
        .values()
        .keySet()
        .asList();
  }

  /** The names of the classes in the order of their indices; none for a regression. */
  public List<String> classNames() {
    return target.map(column -> column.values().keySet().asList()).orElse(ImmutableList.of());
  }

  /**
   * The data set of a file.
   *
   * @throws DataFormatException where the file does not follow the schema
   * @throws java.io.UncheckedIOException where the file cannot be read
   * @throws IllegalStateException where the format names no target
   */
  public Dataset read(Path path) {
    checkState(target.isPresent(), NO_TARGET);
    CsvEncoder encoder = new CsvEncoder(path, this, target);
    format.pass(path, encoder);
    return new Dataset(encoder.features(), encoder.targets(), featureNames, classNames());
  }

  /**
   * A new n x d matrix of a file's features. The target column may be there, and is not read, or
   * not be there.
   *
   * @throws DataFormatException where the file does not follow the schema
   * @throws java.io.UncheckedIOException where the file cannot be read
   */
  public DMatrixRMaj readFeatures(Path path) {
    CsvEncoder encoder = new CsvEncoder(path, this, Optional.empty());
    format.pass(path, encoder);
    return encoder.features();
  }

  /**
   * A new 1 x d matrix of the features of one row.
   *
   * @param cells one for each column that is neither target nor ignored, in the order of the file
   * @throws IllegalArgumentException where a cell does not follow the schema
   */
  public DMatrixRMaj encode(String... cells) {
    checkArgument(
        cells.length == features.size(),
        "encode: a cell is required for each of the columns %s, got %s cells",
        features.stream().map(CsvColumn::name).toList(),
        cells.length);
    DMatrixRMaj row = new DMatrixRMaj(1, featureNames.size());
    int at = 0;
    for (int i = 0; i < cells.length; i++) {
      CsvColumn column = features.get(i);
      column
          .encode(cells[i], format.takesExtendedNumbers(), row.data, at)
          .ifPresent(
              problem -> {
                throw new IllegalArgumentException(
                    "encode: column '%s': %s".formatted(column.name(), problem));
              });
      at += column.width();
    }
    return row;
  }

  CsvFormat format() {
    return format;
  }

  int columnCount() {
    return columnCount;
  }

  ImmutableList<CsvColumn> features() {
    return features;
  }

  Optional<CsvColumn> target() {
    return target;
  }
}
