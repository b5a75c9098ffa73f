// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.OpFailedException;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Workspace;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of the op table on numbers at the edge: in all elements or in some, of all arguments or
 * of one. The value is that of the plain formula, and the gradient that of the oracle, or the op
 * refuses as it documents. {@link ValuesApart} lists exactly where neither is so, and why.
 */
class OpTableValuesTest {
  private static final Pattern REFUSAL =
      Pattern.compile(
          "(?s).*(must not be singular|finite numbers|must be symmetric positive definite"
              + "|columns must be independent|whole number from 0|diagonal may be 0"
              + "|at most the stated|derivative needs|did not converge).*");

  /** Against the terms a slope is the sum of, as in {@link OracleTest}. */
  private static final double SLOPE_TOLERANCE = 1e-12;

  /** The oracle is asked once for each number of the arguments. */
  private static final int MOST_NUMBERS = 12;

  static List<OpRow> rows() {
    return OpTable.rows();
  }

  static List<OpRow> rowsWithOracle() {
    return rows().stream().filter(row -> Oracle.of(row).isPresent()).toList();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void value_ofEachSet_isThatOfThePlainFormula_orRefused(OpRow row) {
    Map<String, String> apart = new TreeMap<>();
    for (List<Shape> shapes : OpTable.shapes(row)) {
      List<Expr> arguments = arguments(shapes);
      Expr y = row.build.apply(arguments);
      Workspace run = Autograd.compile(y).workspace();
      for (ValueSet.Point point : ValueSet.points(row, shapes)) {
        if (!isRefused(run, arguments, point) && ValuesApart.hasOneValue(row, point)) {
          String difference = difference(row, row.formula.at(point.x()), run.value(y));
          if (!difference.isEmpty()) {
            apart.putIfAbsent(point.name(), difference + " of " + point);
          }
        }
      }
    }
    assertEquals(ValuesApart.valuesOf(row), apart.keySet(), () -> row + ": " + apart);
  }

  @ParameterizedTest
  @MethodSource("rowsWithOracle")
  void gradient_ofEachFiniteSet_isThatOfTheOracle_orRefused(OpRow row) {
    Map<String, String> apart = new TreeMap<>();
    for (List<Shape> shapes : OpTable.shapes(row)) {
      if (shapes.stream().mapToInt(Shape::elements).sum() > MOST_NUMBERS) {
        continue;
      }
      List<Expr> arguments = arguments(shapes);
      Expr y = row.build.apply(arguments);
      Expr loss = y.dot(Autograd.constant(weights(y.shape())));
      List<Expr> gradients = Autograd.gradients(loss, arguments, Gradients.Unreached.ZERO);
      Workspace run = Autograd.compile(gradients.toArray(new Expr[0])).workspace();
      for (ValueSet.Point point : ValueSet.points(row, shapes)) {
        if (point.set().isFinite() && !isRefused(run, arguments, point)) {
          for (int k : OpTable.smooth(row)) {
            String difference = slopeDifference(row, point, k, run.value(gradients.get(k)));
            if (!difference.isEmpty()) {
              apart.putIfAbsent(point.name(), difference + " of " + point);
            }
          }
        }
      }
    }
    assertEquals(ValuesApart.slopesOf(row), apart.keySet(), () -> row + ": " + apart);
  }

  @Test
  void apart_areRowsOfTheTable() {
    Set<String> names = new TreeSet<>(rows().stream().map(OpRow::toString).toList());
    assertTrue(names.containsAll(ValuesApart.rows()), () -> ValuesApart.rows().toString());
  }

  private static List<Expr> arguments(List<Shape> shapes) {
    List<Expr> arguments = new ArrayList<>();
    for (Shape shape : shapes) {
      arguments.add(Autograd.input("x" + arguments.size(), shape.rows(), shape.cols()));
    }
    return arguments;
  }

  private static boolean isRefused(Workspace run, List<Expr> arguments, ValueSet.Point point) {
    for (int k = 0; k < arguments.size(); k++) {
      run.set(arguments.get(k), point.x().get(k));
    }
    try {
      run.run();
      return false;
    } catch (OpFailedException refused) {
      String message = String.valueOf(refused.getMessage());
      assertTrue(REFUSAL.matcher(message).matches(), () -> message + " of " + point);
      return true;
    }
  }

  /** What differs, or nothing. Factorizations of one matrix never give NaN in silence. */
  private static String difference(OpRow row, DMatrixRMaj expected, DMatrixRMaj actual) {
    assertEquals(Shape.of(expected), Shape.of(actual));
    boolean mayBeNan = !row.inDouble || row.domains.size() > 1;
    double size = Math.max(1, row.inDouble ? largestFinite(expected) : 0);
    for (int i = 0; i < Plain.size(expected); i++) {
      double e = expected.data[i];
      double a = actual.data[i];
      double tolerance = row.valueTolerance * Math.max(size, Math.abs(e));
      boolean same = Double.compare(e + 0.0, a + 0.0) == 0 && (mayBeNan || !Double.isNaN(a));
      if (!same && !(Double.isFinite(e) && Math.abs(e - a) <= tolerance)) {
        return "element " + i + " is " + a + ", not " + e;
      }
    }
    return "";
  }

  private static double largestFinite(DMatrixRMaj x) {
    double largest = 0;
    for (int i = 0; i < Plain.size(x); i++) {
      largest = Double.isFinite(x.data[i]) ? Math.max(largest, Math.abs(x.data[i])) : largest;
    }
    return largest;
  }

  /** What differs where the oracle has a finite slope, or nothing. */
  private static String slopeDifference(
      OpRow row, ValueSet.Point point, int moving, DMatrixRMaj gradient) {
    for (int i = 0; i < Plain.size(gradient); i++) {
      List<Jets> x = new ArrayList<>();
      for (int k = 0; k < point.x().size(); k++) {
        DMatrixRMaj value = point.x().get(k);
        DMatrixRMaj speed = new DMatrixRMaj(value.numRows, value.numCols);
        if (k == moving) {
          speed.data[i] = 1;
        }
        x.add(Jets.moving(value, speed));
      }
      Jets y = Oracle.of(row).orElseThrow().at(x);
      DMatrixRMaj weights = weights(Shape.of(y.rows(), y.cols()));
      double slope = 0;
      double size = row.inDouble ? 1 : Double.MIN_NORMAL;
      for (int e = 0; e < y.size(); e++) {
        double term = weights.data[e] * y.elements().get(e).slope();
        slope += term;
        size += Math.abs(term);
      }
      boolean near = Math.abs(slope - gradient.data[i]) <= SLOPE_TOLERANCE * size;
      if (Double.isFinite(size) && !near) {
        return "slope "
            + i
            + " of argument "
            + moving
            + " is "
            + gradient.data[i]
            + ", not "
            + slope;
      }
    }
    return "";
  }

  /** None is like another. */
  private static DMatrixRMaj weights(Shape shape) {
    return Plain.matrix(
        shape.rows(), shape.cols(), (i, j) -> Math.cos(1 + 0.9 * (i * shape.cols() + j)));
  }
}
