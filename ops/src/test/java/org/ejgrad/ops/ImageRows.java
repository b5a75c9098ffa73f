// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.List;
import java.util.function.Supplier;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.ShapeMismatchException;
import org.ejml.data.DMatrixRMaj;

/** Rows of the op table: images, and masks of dropout. */
final class ImageRows {
  private static final Class<ShapeMismatchException> MISMATCH = ShapeMismatchException.class;
  private static final Class<IllegalArgumentException> ARGUMENT = IllegalArgumentException.class;
  private static final ImageShape IMAGE = new ImageShape(2, 4, 3);

  /** Two by two pixels that are two apart, around and in images of 4 x 3: at 4 x 3 places. */
  private static final Window WINDOW = new Window(2, 2, 1, 1, 2);

  private static final int PLACES = 12;
  private static final int CORNERS = 4;

  private ImageRows() {}

  static List<OpRow> rows() {
    return List.of(patches(), paddedPatches(), patchSums(), transposeRows(), mask());
  }

  private static OpRow patches() {
    return new OpRow(
            "ops.Patches",
            "",
            x -> Images.patches(x.get(0), images(x.get(0).cols()), WINDOW),
            x -> patches(x.get(0), 0))
        .on(Domain.ANY)
        .shapes(1, 24)
        .shapes(3, 24)
        .shapes(0, 24)
        .wrong(
            () -> Images.patches(named("x", 2, 23), IMAGE, WINDOW),
            MISMATCH,
            "patches.*: each row must hold an image of 2x4x3 = 24 numbers, got x='x' 2x23, at .*")
        .wrong(
            () -> Images.patches(named("x", 2, 24), IMAGE, Window.of(5, 1)),
            ARGUMENT,
            "patches: the window must fit into the padded image, got 5x1 stride 1 padding 0 over"
                + " 2x4x3. Use more padding, or a smaller window. At .*")
        .wrong(
            () -> Images.patches(named("x", 2, 24), IMAGE, Window.of(1, 1).withStride(0)),
            ARGUMENT,
            "window: .* must be >= 1 .* got 1x1, stride=0, padding=0, dilation=1, at .*")
        .wrong(
            () -> Images.patches(named("x", 2, 24), new ImageShape(0, 4, 3), WINDOW),
            ARGUMENT,
            "imageShape: .* must be >= 1, got 0x4x3, at .*");
  }

  /** Images of 4 x 3 pixels with as many channels as the columns hold, and as many places. */
  private static ImageShape images(int cols) {
    return new ImageShape(cols / PLACES, 4, 3);
  }

  private static OpRow paddedPatches() {
    return new OpRow(
            "ops.Patches",
            "with a number of its own in the padding",
            x -> Expr.apply(new Patches(images(x.get(0).cols()), WINDOW, false, 1.5), x.get(0)),
            x -> patches(x.get(0), 1.5))
        .on(Domain.ANY)
        .shapes(1, 24)
        .shapes(2, 24);
  }

  /** Element by element, from the definition. */
  private static DMatrixRMaj patches(DMatrixRMaj x, double padding) {
    return Plain.matrix(
        x.numRows * PLACES,
        x.numCols / PLACES * CORNERS,
        (row, col) -> {
          int place = row % PLACES;
          int i = place / 3 - 1 + 2 * (col / 2 % 2);
          int j = place % 3 - 1 + 2 * (col % 2);
          boolean outside = i < 0 || i >= 4 || j < 0 || j >= 3;
          return outside ? padding : x.get(row / PLACES, (col / CORNERS * 4 + i) * 3 + j);
        });
  }

  /** What patches do to a cotangent: each pixel gets what was taken from it to a corner. */
  private static DMatrixRMaj patchSums(DMatrixRMaj x) {
    return Plain.matrix(
        x.numRows / PLACES,
        x.numCols / CORNERS * PLACES,
        (n, pixel) -> {
          double sum = 0;
          for (int corner = 0; corner < CORNERS; corner++) {
            int i = pixel / 3 % 4 + 1 - 2 * (corner / 2);
            int j = pixel % 3 + 1 - 2 * (corner % 2);
            boolean outside = i < 0 || i >= 4 || j < 0 || j >= 3;
            int col = pixel / PLACES * CORNERS + corner;
            sum += outside ? 0 : x.get(n * PLACES + i * 3 + j, col);
          }
          return sum;
        });
  }

  private static OpRow patchSums() {
    return new OpRow(
            "ops.Patches",
            "back",
            x ->
                Expr.apply(
                    new Patches(images(x.get(0).cols() / CORNERS * PLACES), WINDOW, true),
                    x.get(0)),
            x -> patchSums(x.get(0)))
        .on(Domain.ANY)
        .shapes(12, 8)
        .shapes(24, 8)
        .shapes(0, 8)
        .wrong(
            () -> Expr.apply(new Patches(IMAGE, WINDOW, true), named("x", 13, 8)),
            MISMATCH,
            "patchSums.*: rows must hold patches of 8 numbers, 12 for each image, got x='x' 13x8,.*")
        .wrong(
            () -> Expr.apply(new Patches(IMAGE, WINDOW, true), named("x", 12, 7)),
            MISMATCH,
            "patchSums.*: rows must hold patches of 8 numbers.*");
  }

  private static OpRow transposeRows() {
    return new OpRow(
            "ops.TransposeRows",
            "",
            x -> Expr.apply(new TransposeRows(Shape.of(2, x.get(0).cols() / 2)), x.get(0)),
            x -> {
              int cols = x.get(0).numCols;
              return Plain.matrix(
                  x.get(0).numRows, cols, (n, k) -> x.get(0).get(n, k % 2 * (cols / 2) + k / 2));
            })
        .on(Domain.ANY)
        .shapes(1, 6)
        .shapes(4, 6)
        .shapes(0, 6)
        .wrong(transposed(2, 5), MISMATCH, "transposeRows.2x3.: each row must .* 2x3, got .*")
        .wrong(transposed(6, 1), MISMATCH, "transposeRows.2x3.: .*x='x' 6x1, at .*")
        .wrong(transposed(2, 3), MISMATCH, "transposeRows.2x3.: .*x='x' 2x3, at .*");
  }

  private static Supplier<Expr> transposed(int rows, int cols) {
    return () -> Expr.apply(new TransposeRows(Shape.of(2, 3)), named("x", rows, cols));
  }

  private static OpRow mask() {
    return new OpRow(
            "ops.DropoutMask",
            "",
            x -> Dropout.dropout(x.get(1), 0.0, 5, x.get(0)),
            x -> x.get(1).copy())
        .on(Domain.INDEX, Domain.ANY)
        .shapes(1, 1, 1, 1)
        .shapes(1, 1, 3, 2)
        .shapes(1, 1, 0, 3)
        .wrong(
            () -> Dropout.dropout(named("x", 3, 2), 1, 5, named("step", 1, 1)),
            ARGUMENT,
            "dropout: p must be in .0, 1., got 1.0, at .*")
        .wrong(
            () -> Dropout.dropout(named("x", 3, 2), Double.NaN, 5, named("step", 1, 1)),
            ARGUMENT,
            "dropout: p must be in .0, 1., got NaN, at .*")
        .wrong(
            () -> Dropout.dropout(named("x", 3, 2), -0.1, 5, named("step", 1, 1)),
            ARGUMENT,
            "dropout: p must be in .0, 1., got -0.1, at .*")
        .wrong(
            () -> Dropout.dropout(named("x", 3, 2), 0.5, 5, named("step", 3, 1)),
            MISMATCH,
            "dropout: the step must be 1x1, got x='x' 3x2, step='step' 3x1, at .*");
  }

  private static Expr named(String name, int rows, int cols) {
    return Autograd.input(name, rows, cols);
  }
}
