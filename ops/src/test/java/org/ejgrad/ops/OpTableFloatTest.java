// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Precision;
import org.ejgrad.graph.Program;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Updates;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every op and its gradient in float beside the same in double, on the same numbers. */
class OpTableFloatTest {
  /**
   * Against the largest element: some twenty roundings of 6e-8 each, and slopes up to ten by which
   * arguments magnify them.
   */
  private static final double TOLERANCE = 1e-5;

  static List<OpRow> rows() {
    return OpTable.rows();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void valueAndGradients_inFloat_areNearThoseInDouble(OpRow row) {
    for (List<Shape> shapes : row.shapes) {
      for (long seed = 1; seed <= 3; seed++) {
        List<DMatrixRMaj> x = row.arguments(shapes, seed);
        x.forEach(OpTableFloatTest::round);
        compare(row, x);
      }
    }
  }

  private static void compare(OpRow row, List<DMatrixRMaj> x) {
    List<Expr> arguments = new ArrayList<>();
    for (DMatrixRMaj matrix : x) {
      arguments.add(Autograd.input("x" + arguments.size(), matrix.numRows, matrix.numCols));
    }
    Expr y = row.build.apply(arguments);
    List<Expr> smooth = OpTable.smooth(row).stream().map(arguments::get).toList();
    Expr loss = y.square().plus(y).elementSum();
    List<Expr> results = new ArrayList<>(List.of(y));
    results.addAll(Autograd.gradients(loss, smooth, Gradients.Unreached.ZERO));
    Workspace inDouble = Autograd.compile(results, Updates.NONE).workspace();
    Program program = Autograd.compile(results, Updates.NONE, Precision.FLOAT32);
    assertTrue(row.inDouble || !program.text().contains("computed in double"), program::text);
    Workspace inFloat = program.workspace();
    for (int k = 0; k < x.size(); k++) {
      inDouble.set(arguments.get(k), x.get(k));
      inFloat.set(arguments.get(k), x.get(k));
    }
    inDouble.run();
    inFloat.run();
    for (Expr result : results) {
      DMatrixRMaj expected = inDouble.value(result);
      DMatrixRMaj actual = inFloat.value(result);
      double size = 1;
      for (int i = 0; i < expected.getNumElements(); i++) {
        size = Double.isNaN(expected.data[i]) ? size : Math.max(size, Math.abs(expected.data[i]));
      }
      for (int i = 0; i < expected.getNumElements(); i++) {
        assertEquals(expected.data[i], actual.data[i], TOLERANCE * size, () -> row + " of " + x);
      }
    }
  }

  private static void round(DMatrixRMaj matrix) {
    for (int i = 0; i < matrix.getNumElements(); i++) {
      matrix.data[i] = (float) matrix.data[i];
    }
  }
}
