// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients and second derivatives of every row of the op table beside the oracle's. */
class OracleTest {
  /** Against the terms an entry is the sum of: 4,500 roundings, where about a hundred happen. */
  private static final double TOLERANCE = 1e-12;

  /** Rows of the op table without a formula, and why. Any other row without one fails the build. */
  private static final Map<String, String> NOT_COVERED =
      ImmutableMap.of(
          "ops.ElementwiseWithNumber.DIVIDE by 0",
          "infinite everywhere, as its special points say: there is no derivative to compare");

  static List<OpRow> rows() {
    return OpTable.rows().stream().filter(row -> Oracle.of(row).isPresent()).toList();
  }

  @Test
  void oracle_coversTheTable_butForTheNamedRows() {
    Set<String> missing = new TreeSet<>();
    Set<String> strange = new TreeSet<>(Oracle.names());
    for (OpRow row : OpTable.rows()) {
      strange.remove(row.toString());
      if (Oracle.of(row).isEmpty()) {
        missing.add(row.toString());
      }
    }
    assertEquals(NOT_COVERED.keySet(), missing);
    assertEquals(Set.of(), strange, "formulas of no row");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void value_isThatOfTheOracle(OpRow row) {
    for (List<Shape> shapes : row.shapes) {
      Point point = new Point(row, shapes);
      DMatrixRMaj actual =
          row.build.apply(point.values.stream().map(Autograd::constant).toList()).evaluate();
      Jets expected = point.jetsAtRest();
      assertEquals(Shape.of(expected.rows(), expected.cols()), Shape.of(actual));
      for (int e = 0; e < expected.size(); e++) {
        double value = expected.elements().get(e).value();
        double size = Math.max(1, Math.abs(value));
        assertEquals(value, actual.data[e], TOLERANCE * size, () -> row + " on " + shapes);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void gradient_entryByEntry_isThatOfTheOracle(OpRow row) {
    for (List<Shape> shapes : row.shapes) {
      Point point = new Point(row, shapes);
      for (int k : OpTable.smooth(row)) {
        DMatrixRMaj gradient = point.run.value(point.gradients.get(k));
        for (int i = 0; i < Plain.size(gradient); i++) {
          DMatrixRMaj speed = new DMatrixRMaj(gradient.numRows, gradient.numCols);
          speed.data[i] = 1;
          Jets y = point.jets(k, speed);
          double slope = 0;
          double size = smallestSize(row);
          for (int e = 0; e < y.size(); e++) {
            double term = weight(e) * y.elements().get(e).slope();
            slope += term;
            size += Math.abs(term);
          }
          String what = "entry " + i + " of argument " + k + " of " + row + " on " + shapes;
          assertEquals(slope, gradient.data[i], TOLERANCE * size, what);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void secondDerivative_alongADirection_isThatOfTheOracle(OpRow row) {
    for (List<Shape> shapes : row.shapes) {
      Point point = new Point(row, shapes);
      for (int k : OpTable.smooth(row)) {
        DMatrixRMaj speed = Domain.ANY.matrix(shapes.get(k), k, 13);
        Jets y = point.jets(k, speed);
        double expected = 0;
        double size = 1;
        for (int e = 0; e < y.size(); e++) {
          double term = weight(e) * y.elements().get(e).curvature();
          expected += term;
          size += Math.abs(term);
        }
        String what = "argument " + k + " of " + row + " on " + shapes;
        assertEquals(expected, point.curvature(k, speed), TOLERANCE * size, what);
      }
    }
  }

  /**
   * Factorizations compute with numbers of about 1, whose rounding stays where slopes are nearly 0
   * or cancel, such as those of a vector of one number.
   */
  private static double smallestSize(OpRow row) {
    return row.inDouble ? 1 : Double.MIN_NORMAL;
  }

  /** Weights of the result's elements in the loss: none is like another. */
  private static double weight(int element) {
    return Math.cos(1 + 0.9 * element);
  }

  /** A row at random arguments, its result weighted to a loss, and the loss's gradients. */
  private static final class Point {
    final OpRow row;
    final List<DMatrixRMaj> values;
    final List<Expr> arguments = new ArrayList<>();
    final List<Expr> gradients;
    final Workspace run;

    Point(OpRow row, List<Shape> shapes) {
      this.row = row;
      values = row.arguments(shapes, 11);
      for (Shape shape : shapes) {
        arguments.add(Autograd.input("x" + arguments.size(), shape.rows(), shape.cols()));
      }
      Expr y = row.build.apply(arguments);
      DMatrixRMaj weights = new DMatrixRMaj(y.rows(), y.cols());
      for (int e = 0; e < Plain.size(weights); e++) {
        weights.data[e] = weight(e);
      }
      Expr loss = y.dot(Autograd.constant(weights));
      gradients = Autograd.gradients(loss, arguments, Gradients.Unreached.ZERO);
      run = run(gradients);
    }

    private Workspace run(List<Expr> results) {
      Workspace workspace = Autograd.compile(results.toArray(new Expr[0])).workspace();
      for (int k = 0; k < values.size(); k++) {
        workspace.set(arguments.get(k), values.get(k));
      }
      return workspace.run();
    }

    Jets jetsAtRest() {
      return jets(-1, new DMatrixRMaj(0, 0));
    }

    /** The oracle's result where one argument moves with this speed. */
    Jets jets(int moving, DMatrixRMaj speed) {
      List<Jets> x = new ArrayList<>();
      for (int k = 0; k < values.size(); k++) {
        DMatrixRMaj value = values.get(k);
        DMatrixRMaj rest = new DMatrixRMaj(value.numRows, value.numCols);
        x.add(Jets.moving(value, k == moving ? speed : rest));
      }
      return Oracle.of(row).orElseThrow().at(x);
    }

    double curvature(int k, DMatrixRMaj speed) {
      Expr slope = gradients.get(k).dot(Autograd.constant(speed));
      Expr second =
          Autograd.gradients(slope, List.of(arguments.get(k)), Gradients.Unreached.ZERO).get(0);
      Expr result = second.dot(Autograd.constant(speed));
      return run(List.of(result)).scalar(result);
    }
  }
}
