// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.models.data;

import static com.google.common.base.Preconditions.checkArgument;
import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;

/**
 * How a CSV file is to be read: separator, target, categories. Immutable; each setting returns a
 * new format.
 *
 * <pre>{@code
 * CsvFormat format = CsvFormat.withHeader().categories("city").target("price");
 * CsvSchema schema = format.learn(path);          // columns, categories, classes
 * Dataset houses = schema.read(path);
 * DMatrixRMaj row = schema.encode("120", "4", "3.5", "Lyon");
 *
 * Dataset iris = CsvFormat.withoutHeader().skipLines(1)
 *     .classIndexTarget(-1, "setosa", "versicolor", "virginica").read(irisPath);
 * }</pre>
 *
 * <p>Every column that is neither target nor category nor ignored holds numbers: decimal digits
 * with an optional point, sign and exponent. A category column becomes one feature per category,
 * {@code city=Lyon}, 1 where the cell has it and 0 elsewhere, in order of first appearance. The
 * text is UTF-8, cells may be quoted with {@code "}, and a file that starts as gzip is unpacked.
 * Unprintable characters in names are read as '?'.
 *
 * <p>A column is chosen by name (with a header) or by index, the first being 0, the last -1.
 */
public final class CsvFormat {
  private static final int MOST_CATEGORIES = 1000;

  private final boolean header;
  private char separator = ',';
  private int skippedLines;
  private boolean extendedNumbers;
  private int mostCategories = MOST_CATEGORIES;
  private Optional<Target> target = Optional.empty();
  private ImmutableList<ColumnRef> categories = ImmutableList.of();
  private ImmutableList<ColumnRef> ignored = ImmutableList.of();

  /** The target's column and kind; for classes, their names where the user gave them. */
  record Target(ColumnRef column, CsvColumn.Kind kind, ImmutableList<String> classNames) {}

  private CsvFormat(boolean header) {
    this.header = header;
  }

  private CsvFormat(CsvFormat other) {
    header = other.header;
    separator = other.separator;
    skippedLines = other.skippedLines;
    extendedNumbers = other.extendedNumbers;
    mostCategories = other.mostCategories;
    target = other.target;
    categories = other.categories;
    ignored = other.ignored;
  }

  /** Files whose first line, after skipped ones, names the columns. */
  public static CsvFormat withHeader() {
    return new CsvFormat(true);
  }

  /** Files without names; columns are called {@code column1}, {@code column2}, ... */
  public static CsvFormat withoutHeader() {
    return new CsvFormat(false);
  }

  /** The character between cells; the default is a comma. */
  public CsvFormat separator(char character) {
    checkArgument(
        character != '"' && character != '\n' && character != '\r' && character != '\0',
        "separator: must be neither a quote nor a line break nor NUL, got character %s",
        (int) character);
    CsvFormat copy = new CsvFormat(this);
    copy.separator = character;
    return copy;
  }

  /** The number of lines before the header or first row that are not read; the default is 0. */
  public CsvFormat skipLines(int count) {
    checkArgument(count >= 0, "skipLines: count must not be negative, got %s", count);
    CsvFormat copy = new CsvFormat(this);
    copy.skippedLines = count;
    return copy;
  }

  /** The column with the number to predict. */
  public CsvFormat target(String column) {
    return target(ColumnRef.named(column), CsvColumn.Kind.NUMBER);
  }

  /** The column with the number to predict. */
  public CsvFormat target(int column) {
    return target(ColumnRef.at(column), CsvColumn.Kind.NUMBER);
  }

  /**
   * The column with the name of the class to predict.
   *
   * @param classNames the names in the order of their indices; with none, the names are learned in
   *     order of first appearance
   */
  public CsvFormat classTarget(String column, String... classNames) {
    return target(ColumnRef.named(column), CsvColumn.Kind.CLASS_NAME, classNames);
  }

  /** As {@link #classTarget(String, String...)}, by the column's index. */
  public CsvFormat classTarget(int column, String... classNames) {
    return target(ColumnRef.at(column), CsvColumn.Kind.CLASS_NAME, classNames);
  }

  /**
   * The column with the index of the class to predict, 0 to K - 1.
   *
   * @param classNames the K names
   */
  public CsvFormat classIndexTarget(String column, String... classNames) {
    checkArgument(classNames.length > 0, "classIndexTarget: class names are required, got none");
    return target(ColumnRef.named(column), CsvColumn.Kind.CLASS_INDEX, classNames);
  }

  /** As {@link #classIndexTarget(String, String...)}, by the column's index. */
  public CsvFormat classIndexTarget(int column, String... classNames) {
    checkArgument(classNames.length > 0, "classIndexTarget: class names are required, got none");
    return target(ColumnRef.at(column), CsvColumn.Kind.CLASS_INDEX, classNames);
  }

  /** Columns that hold categories, added to those named before. */
  public CsvFormat categories(String... columns) {
    CsvFormat copy = new CsvFormat(this);
    copy.categories = plus(categories, Arrays.stream(columns).map(ColumnRef::named).toList());
    return copy;
  }

  /** As {@link #categories(String...)}, by the columns' indices. */
  public CsvFormat categories(int... columns) {
    CsvFormat copy = new CsvFormat(this);
    copy.categories = plus(categories, Arrays.stream(columns).mapToObj(ColumnRef::at).toList());
    return copy;
  }

  /** Columns that are not read, such as row labels, added to those named before. */
  public CsvFormat ignore(String... columns) {
    CsvFormat copy = new CsvFormat(this);
    copy.ignored = plus(ignored, Arrays.stream(columns).map(ColumnRef::named).toList());
    return copy;
  }

  /** As {@link #ignore(String...)}, by the columns' indices. */
  public CsvFormat ignore(int... columns) {
    CsvFormat copy = new CsvFormat(this);
    copy.ignored = plus(ignored, Arrays.stream(columns).mapToObj(ColumnRef::at).toList());
    return copy;
  }

  /**
   * Takes NaN, infinities ({@code inf}, {@code Infinity}, {@code 1e999}) and hexadecimal numbers
   * ({@code 0x1p-3}, {@code 0x1f}) as numbers too; by default they are faults.
   */
  public CsvFormat acceptNonFiniteAndHex() {
    CsvFormat copy = new CsvFormat(this);
    copy.extendedNumbers = true;
    return copy;
  }

  /**
   * The most categories or classes that a column may hold, by default 1,000: a column of row labels
   * taken for a category would become as many features as there are rows.
   */
  public CsvFormat maxCategories(int count) {
    checkArgument(count >= 1, "maxCategories: count must be at least 1, got %s", count);
    CsvFormat copy = new CsvFormat(this);
    copy.mostCategories = count;
    return copy;
  }

  /**
   * Reads the columns of a file, and its categories and classes where they are not given.
   *
   * @throws DataFormatException where the file is no such CSV file
   * @throws java.io.UncheckedIOException where the file cannot be read
   */
  public CsvSchema learn(Path path) {
    CsvLearner learner = new CsvLearner(path, this);
    pass(path, learner);
    return learner.schema();
  }

  /**
   * The data set of a file, with the categories and classes found in it.
   *
   * @throws DataFormatException where the file is no such CSV file
   * @throws java.io.UncheckedIOException where the file cannot be read
   * @throws IllegalStateException where the format names no target
   */
  public Dataset read(Path path) {
    checkState(target.isPresent(), CsvSchema.NO_TARGET);
    return learn(path).read(path);
  }

  /**
   * A new n x d matrix of a file's features; the target column, if one is named, is left out.
   *
   * @throws DataFormatException where the file is no such CSV file
   * @throws java.io.UncheckedIOException where the file cannot be read
   */
  public DMatrixRMaj readFeatures(Path path) {
    return learn(path).readFeatures(path);
  }

  void pass(Path path, CsvTable.Rows rows) {
    CsvTable.read(path, header, separator, skippedLines, rows);
  }

  boolean hasHeader() {
    return header;
  }

  boolean takesExtendedNumbers() {
    return extendedNumbers;
  }

  int mostCategories() {
    return mostCategories;
  }

  Optional<Target> target() {
    return target;
  }

  ImmutableList<ColumnRef> categories() {
    return categories;
  }

  ImmutableList<ColumnRef> ignored() {
    return ignored;
  }

  private CsvFormat target(ColumnRef column, CsvColumn.Kind kind, String... classNames) {
    ImmutableList<String> names =
        Arrays.stream(classNames).map(CsvColumn::nameIn).collect(ImmutableList.toImmutableList());
    checkArgument(
        names.stream().distinct().count() == names.size() && !names.contains(""),
        "csv: class names must differ and not be empty, got %s",
        names);
    CsvFormat copy = new CsvFormat(this);
    copy.target = Optional.of(new Target(column, kind, names));
    return copy;
  }

  private ImmutableList<ColumnRef> plus(ImmutableList<ColumnRef> before, List<ColumnRef> more) {
    return ImmutableList.<ColumnRef>builder().addAll(before).addAll(more).build();
  }
}
