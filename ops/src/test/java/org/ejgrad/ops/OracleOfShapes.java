// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.ejgrad.ops.Oracle.each;
import static org.ejgrad.ops.Oracle.one;

import com.google.common.collect.ImmutableMap;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.stream.IntStream;
import org.ejgrad.ops.Oracle.Formula;

/** The oracle's formulas of {@link ShapeMethods} and of rows that hold images. */
final class OracleOfShapes {
  /** Images of the table have 4 x 3 pixels, and as many patches of 2 x 2, two pixels apart. */
  private static final int PLACES = 12;

  private static final int CORNERS = 4;

  private OracleOfShapes() {}

  static Map<String, Formula> formulas() {
    return ImmutableMap.<String, Formula>builder()
        .putAll(moves())
        .putAll(repetitions())
        .putAll(parts())
        .putAll(sorts())
        .putAll(images())
        .buildOrThrow();
  }

  private static Map<String, Formula> moves() {
    return ImmutableMap.of(
        "ops.CumulativeSum rows",
        one(OracleOfShapes::cumulated),
        "ops.CumulativeSum columns",
        one(x -> cumulated(x.flipped()).flipped()),
        "ops.Flip rows",
        rowsFrom((i, rows) -> rows - 1 - i),
        "ops.Flip columns",
        columnsFrom((j, cols) -> cols - 1 - j),
        "ops.Concat rollRows",
        rowsFrom((i, rows) -> (i + rows - 1) % rows),
        "ops.Concat rollRows up",
        rowsFrom((i, rows) -> (i + 5) % rows),
        "ops.Concat rollCols",
        columnsFrom((j, cols) -> (j + 4 * cols - 4) % cols));
  }

  private static Map<String, Formula> repetitions() {
    return ImmutableMap.of(
        "graph.Broadcast tile",
        one(x -> Jets.of(2 * x.rows(), 3 * x.cols(), (i, j) -> x.get(i % x.rows(), j % x.cols()))),
        "graph.Broadcast tile none",
        one(x -> Jets.of(0, 2 * x.cols(), x::get)),
        "graph.Broadcast repeatRows",
        one(x -> Jets.of(3 * x.rows(), x.cols(), (i, j) -> x.get(i / 3, j))),
        "graph.Broadcast repeatCols",
        one(x -> Jets.of(x.rows(), 3 * x.cols(), (i, j) -> x.get(i, j / 3))),
        "ops.MatMul outer",
        x -> JetLinear.product(column(x.get(0)), column(x.get(1)).flipped()),
        "ops.ElementwiseBinary.TIMES kron",
        x -> kronecker(x.get(0), x.get(1)));
  }

  private static Map<String, Formula> parts() {
    return ImmutableMap.of(
        "ops.TrianglePart lower",
        where((i, j) -> i - j),
        "ops.TrianglePart below",
        where((i, j) -> i - j - 1),
        "ops.TrianglePart lower and more",
        each(x -> x),
        "ops.TrianglePart upper",
        where((i, j) -> j - i),
        "ops.TrianglePart above",
        where((i, j) -> j - i - 1),
        "ops.TrianglePart upper and more",
        each(x -> x),
        "ops.Diagonal.Extracted",
        one(x -> Jets.of(Math.min(x.rows(), x.cols()), 1, (i, j) -> x.get(i, i))),
        "ops.Diagonal",
        one(x -> diagonal(x, x.size())),
        "ops.Diagonal of a wide matrix",
        one(x -> diagonal(x, x.size() + 1)));
  }

  private static Map<String, Formula> sorts() {
    return ImmutableMap.of(
        "ops.PickInRows rows",
        one(OracleOfShapes::ascending),
        "ops.PickInRows columns",
        one(x -> ascending(x.flipped()).flipped()),
        "ops.PickInRows two largest of rows",
        one(OracleOfShapes::twoLargest),
        "ops.PickInRows two largest of columns",
        one(x -> twoLargest(x.flipped()).flipped()),
        "ops.SortedColumns",
        one(x -> eachRow(x, x.cols(), OracleOfShapes::fallingOrder)),
        "ops.PickInRows.PutInRows",
        one(x -> eachRow(x, x.cols() + 3, row -> putByFallingOrder(row, x.cols() + 3))));
  }

  private static Map<String, Formula> images() {
    return ImmutableMap.of(
        "ops.Patches",
        one(x -> patches(x, Jet.ZERO)),
        "ops.Patches with a number of its own in the padding",
        one(x -> patches(x, Jet.constant(1.5))),
        "ops.Patches back",
        one(OracleOfShapes::patchSums),
        "ops.TransposeRows",
        one(x -> Jets.of(x.rows(), x.cols(), (n, k) -> x.get(n, k % 2 * (x.cols() / 2) + k / 2))));
  }

  /** Row i of the result is the row of that number, of so many. */
  private static Formula rowsFrom(IntBinaryOperator from) {
    return one(x -> Jets.of(x.rows(), x.cols(), (i, j) -> x.get(from.applyAsInt(i, x.rows()), j)));
  }

  private static Formula columnsFrom(IntBinaryOperator from) {
    Formula rows = rowsFrom(from);
    return one(x -> rows.at(List.of(x.flipped())).flipped());
  }

  /** x where the place's number is not negative, otherwise 0. */
  private static Formula where(IntBinaryOperator place) {
    return one(
        x ->
            Jets.of(
                x.rows(),
                x.cols(),
                (i, j) -> place.applyAsInt(i, j) >= 0 ? x.get(i, j) : Jet.ZERO));
  }

  private static Jets cumulated(Jets x) {
    Jet[] sums = new Jet[x.size()];
    for (int k = 0; k < sums.length; k++) {
      Jet here = x.elements().get(k);
      sums[k] = k % x.cols() == 0 ? here : sums[k - 1].plus(here);
    }
    return new Jets(x.rows(), x.cols(), List.of(sums));
  }

  private static Jets column(Jets x) {
    return x.flat().flipped();
  }

  private static Jets kronecker(Jets a, Jets b) {
    return Jets.of(
        a.rows() * b.rows(),
        a.cols() * b.cols(),
        (i, j) -> a.get(i / b.rows(), j / b.cols()).times(b.get(i % b.rows(), j % b.cols())));
  }

  private static Jets diagonal(Jets x, int cols) {
    return Jets.of(x.size(), cols, (i, j) -> i == j ? x.elements().get(i) : Jet.ZERO);
  }

  /** What becomes of the elements of one row. */
  private interface OfRow {
    List<Jet> of(List<Jet> row);
  }

  private static Jets eachRow(Jets x, int cols, OfRow f) {
    List<Jet> elements =
        IntStream.range(0, x.rows())
            .mapToObj(i -> f.of(x.row(i).elements()))
            .flatMap(List::stream)
            .toList();
    return new Jets(x.rows(), cols, elements);
  }

  private static Jets ascending(Jets x) {
    return eachRow(
        x, x.cols(), row -> row.stream().sorted(Comparator.comparingDouble(Jet::value)).toList());
  }

  private static Jets twoLargest(Jets x) {
    Jets sorted = ascending(x);
    return Jets.of(x.rows(), 2, (i, j) -> sorted.get(i, x.cols() - 1 - j));
  }

  /** Columns from the largest element to the smallest; equals stay in order. */
  private static List<Jet> fallingOrder(List<Jet> row) {
    return IntStream.range(0, row.size())
        .boxed()
        .sorted(Comparator.comparingDouble(column -> -row.get(column).value()))
        .map(Jet::constant)
        .toList();
  }

  /** Element k goes to the column of the k-th largest. */
  private static List<Jet> putByFallingOrder(List<Jet> row, int cols) {
    List<Jet> order = fallingOrder(row);
    Jet[] put = new Jet[cols];
    for (int column = 0; column < cols; column++) {
      put[column] = Jet.ZERO;
    }
    for (int k = 0; k < row.size(); k++) {
      put[(int) order.get(k).value()] = row.get(k);
    }
    return List.of(put);
  }

  /** Row and column of the pixel under a corner of the window at a place, padding included. */
  private static int[] pixel(int place, int corner) {
    return new int[] {place / 3 - 1 + 2 * (corner / 2), place % 3 - 1 + 2 * (corner % 2)};
  }

  private static boolean isInside(int[] pixel) {
    return pixel[0] >= 0 && pixel[0] < 4 && pixel[1] >= 0 && pixel[1] < 3;
  }

  private static Jets patches(Jets x, Jet padding) {
    return Jets.of(
        x.rows() * PLACES,
        x.cols() / PLACES * CORNERS,
        (row, col) -> {
          int[] pixel = pixel(row % PLACES, col % CORNERS);
          int before = col / CORNERS * PLACES;
          return isInside(pixel) ? x.get(row / PLACES, before + pixel[0] * 3 + pixel[1]) : padding;
        });
  }

  /** Each number of a patch is added to its pixel. */
  private static Jets patchSums(Jets x) {
    Jet[] sums = new Jet[x.rows() / PLACES * (x.cols() / CORNERS) * PLACES];
    for (int k = 0; k < sums.length; k++) {
      sums[k] = Jet.ZERO;
    }
    int perImage = x.cols() / CORNERS * PLACES;
    for (int row = 0; row < x.rows(); row++) {
      for (int col = 0; col < x.cols(); col++) {
        int[] pixel = pixel(row % PLACES, col % CORNERS);
        if (isInside(pixel)) {
          int before = row / PLACES * perImage + col / CORNERS * PLACES;
          int at = before + pixel[0] * 3 + pixel[1];
          sums[at] = sums[at].plus(x.get(row, col));
        }
      }
    }
    return new Jets(x.rows() / PLACES, perImage, List.of(sums));
  }
}
