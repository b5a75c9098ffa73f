// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejgrad.graph.Gradients.Unreached;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.ComposedRow.Argument;
import org.ejgrad.ops.ComposedRow.At;
import org.ejgrad.ops.ComposedRow.Kink;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComposedRowsTest {
  static List<ComposedRow> rows() {
    return ComposedRows.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void cotangents_equalTheClosedForms(ComposedRow row) {
    At at = row.symbols();
    List<Expr> results = new ArrayList<>(vjp(at));
    List<Expr> closed = new ArrayList<>();
    for (int k = 0; k < at.x().size(); k++) {
      Expr zeros = at.x(k).zeros();
      closed.add(row.arguments.get(k).cotangent().map(form -> form.apply(at)).orElse(zeros));
    }
    results.addAll(closed);
    for (long seed = 1; seed <= 3; seed++) {
      Workspace run = Autograd.compile(results.toArray(new Expr[0])).workspace();
      for (int k = 0; k < at.x().size(); k++) {
        Argument argument = row.arguments.get(k);
        run.set(at.x(k), argument.domain().matrix(argument.shape(), k, seed));
      }
      run.set(at.yBar(), Domain.ANY.matrix(at.y().shape(), 17, seed));
      run.run();
      for (int k = 0; k < at.x().size(); k++) {
        DMatrixRMaj actual = run.value(results.get(k)).copy();
        DMatrixRMaj expected = run.value(closed.get(k)).copy();
        assertEquals(Shape.of(expected), Shape.of(actual), row::toString);
        // Two ways to some tens of sums and products of numbers up to ten; of matrices whose
        // condition is up to thirty, and of its square for normal equations.
        assertClose(expected, actual, 1e-11, row + ", argument " + k);
        assertEquals(
            row.arguments.get(k).cotangent().isPresent(),
            Arrays.stream(actual.data).anyMatch(v -> v != 0),
            () -> row + " has a derivative where it says it has none, or none where it says so");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void kinks_haveTheSlopesShown(ComposedRow row) {
    for (Kink kink : row.kinks) {
      List<Expr> x = new ArrayList<>();
      kink.x().forEach(matrix -> x.add(shaped(row, x.size(), matrix)));
      Expr y = row.build.apply(x);
      Expr ones = Autograd.constant(1).broadcast(y.shape());
      List<Expr> slopes = Autograd.vjp(y, ones, x, Unreached.ZERO);
      for (int k = 0; k < x.size(); k++) {
        DMatrixRMaj expected = kink.slopes().get(k);
        assertEquals(expected.numCols, slopes.get(k).shape().elements());
        // The values are halves, or one rounding from them.
        assertClose(expected, slopes.get(k).evaluate(), 1e-15, row + ": " + kink.convention());
      }
    }
    assertTrue(row.kinks.stream().noneMatch(kink -> kink.convention().isEmpty()));
  }

  /** Columns for methods of columns. */
  private static Expr shaped(ComposedRow row, int k, DMatrixRMaj numbers) {
    DMatrixRMaj matrix = numbers.copy();
    if (row.arguments.get(k).shape().cols() == 1) {
      matrix.reshape(numbers.numCols, 1);
    }
    return Autograd.parameter("x" + k, matrix);
  }

  private static List<Expr> vjp(At at) {
    return Autograd.vjp(at.y(), at.yBar(), at.x(), Unreached.ZERO);
  }

  private static void assertClose(
      DMatrixRMaj expected, DMatrixRMaj actual, double tolerance, String message) {
    for (int i = 0; i < expected.getNumElements(); i++) {
      double e = expected.data[i];
      assertEquals(e, actual.data[i], tolerance * Math.max(1, Math.abs(e)), message);
    }
  }
}
