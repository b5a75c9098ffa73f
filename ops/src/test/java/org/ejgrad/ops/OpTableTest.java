// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Node;
import org.ejgrad.graph.Shape;
import org.ejgrad.graph.Workspace;
import org.ejgrad.ops.OpTable.Case;
import org.ejgrad.ops.OpTable.Wiring;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpTableTest {
  /** Change this together with the ops: so many there are, so none was missed by the search. */
  private static final int OPS = 116;

  private static final double[] EDGES = {
    0.0,
    -0.0,
    1,
    -1,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    1e-16,
    1e150,
    -1e150,
    0.5,
    3
  };

  static List<OpRow> rows() {
    return OpTable.rows();
  }

  @Test
  void table_hasARowForEveryOpInTheCompiledClasses() {
    Set<String> compiled = OpNames.compiled();
    // Computes nothing of its own: the compiler's way to run another op, tested with its pass.
    assertTrue(compiled.remove("graph.Stretched"));
    Set<String> inTable = new TreeSet<>(OpTable.rows().stream().map(row -> row.op).toList());
    assertEquals(compiled, inTable);
    assertEquals(OPS, compiled.size());
  }

  @Test
  void table_hasAtLeastFiveThousandGradientChecks() {
    int count = OpTable.rows().stream().mapToInt(row -> OpTable.cases(row).size()).sum();
    assertTrue(count >= 5000, () -> count + " checks");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void row_reallyBuildsItsOp(OpRow row) {
    Set<String> built = new TreeSet<>();
    for (List<Shape> shapes : row.shapes) {
      Expr y = row.build.apply(inputs(shapes));
      collect(y.node(), built, new HashSet<>());
      if (Autograd.compile(y).text().contains("copy(")) {
        built.add(OpTable.COPY);
      }
    }
    assertTrue(built.contains(row.op), () -> row.op + " is not among " + built);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void value_equalsThePlainFormula(OpRow row) {
    for (List<Shape> shapes : OpTable.shapes(row)) {
      for (long seed = 1; seed <= 3; seed++) {
        List<DMatrixRMaj> x = row.arguments(shapes, seed);
        DMatrixRMaj expected = row.formula.at(x);
        DMatrixRMaj actual = row.build.apply(constants(x)).evaluate();
        assertEquals(Shape.of(expected), Shape.of(actual), () -> row + " on " + shapes);
        for (int i = 0; i < expected.getNumElements(); i++) {
          double tolerance = tolerance(expected.data[i]) / 1e-14 * row.valueTolerance;
          assertEquals(expected.data[i], actual.data[i], tolerance, () -> row + " on " + shapes);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void value_ofEdgeNumbers_equalsThePlainFormula(OpRow row) {
    if (!row.elementwise) {
      return;
    }
    int arguments = row.domains.size();
    int count = arguments == 1 ? EDGES.length : EDGES.length * EDGES.length;
    List<DMatrixRMaj> x = new ArrayList<>();
    for (int k = 0; k < arguments; k++) {
      DMatrixRMaj matrix = new DMatrixRMaj(1, count);
      for (int i = 0; i < count; i++) {
        matrix.data[i] = EDGES[k == 0 ? i % EDGES.length : i / EDGES.length];
      }
      x.add(matrix);
    }
    // A test of -infinity times 0 belongs to the losses: their formula is not the definition there.
    boolean loss = row.op.equals("ops.ElementwiseBinary.SIGMOID_CROSS_ENTROPY");
    DMatrixRMaj expected = row.formula.at(x);
    DMatrixRMaj actual = row.build.apply(constants(x)).evaluate();
    for (int i = 0; i < count; i++) {
      double e = expected.data[i];
      if (loss && !Double.isFinite(e)) {
        continue;
      }
      int at = i;
      assertEquals(
          e + 0.0,
          actual.data[i] + 0.0,
          tolerance(e),
          () -> row + " of " + x.stream().map(m -> m.data[at]).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void specialPoints_haveTheDocumentedValuesAndSlopes(OpRow row) {
    for (OpRow.Special special : row.specials) {
      List<Expr> arguments = inputs(Collections.nCopies(special.x().size(), Shape.SCALAR));
      Expr y = row.build.apply(arguments);
      List<Expr> slopes = Autograd.gradients(y, arguments, Gradients.Unreached.ZERO);
      List<Expr> results = new ArrayList<>(slopes);
      results.add(y);
      Workspace run = Autograd.compile(results.toArray(new Expr[0])).workspace();
      for (int k = 0; k < special.x().size(); k++) {
        run.set(arguments.get(k), special.x().get(k));
      }
      run.run();
      String what = row + " at " + special.x();
      assertClose(special.y(), run.scalar(y), what);
      for (int k = 0; k < special.x().size(); k++) {
        assertClose(
            special.slopes().get(k), run.scalar(slopes.get(k)), "slope " + k + " of " + what);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void wrongShapes_areRefusedWithOpOperandsShapesAndLine(OpRow row) {
    for (OpRow.Wrong wrong : row.wrongs) {
      RuntimeException thrown = assertThrows(RuntimeException.class, wrong.program()::get);
      assertEquals(wrong.type(), thrown.getClass(), thrown::toString);
      String message = String.valueOf(thrown.getMessage());
      assertTrue(
          Pattern.matches(wrong.messagePattern(), message),
          () -> row + ": \"" + message + "\" is not like \"" + wrong.messagePattern() + "\"");
    }
  }

  @Test
  void wrongs_areThreeForEachOp_butForThoseThatCanBeGivenNone() {
    Set<String> none = new TreeSet<>();
    for (String op : OpNames.compiled()) {
      List<OpRow> rows = OpTable.rows().stream().filter(row -> row.op.equals(op)).toList();
      int wrongs = rows.stream().mapToInt(row -> row.wrongs.size()).sum();
      assertTrue(wrongs == 0 || wrongs >= 3, () -> op + " has " + wrongs);
      if (wrongs == 0) {
        none.add(op);
      }
    }
    assertEquals(CannotBeWrong.OPS.keySet(), none);
  }

  @Test
  void cases_ofRowsWithTwoSmoothArguments_areOfEveryWiring() {
    for (OpRow row : OpTable.rows()) {
      if (OpTable.smooth(row).size() > 1) {
        Set<Wiring> wirings = EnumSet.noneOf(Wiring.class);
        OpTable.cases(row).forEach(one -> wirings.add(one.wiring()));
        assertEquals(EnumSet.allOf(Wiring.class), wirings, row::toString);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void gradient_agreesWithDifferences_toSecondOrder(OpRow row) {
    for (Case one : OpTable.cases(row)) {
      try {
        check(one);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError(one + ": " + failure.getMessage(), failure);
      }
    }
  }

  private static void check(Case one) {
    OpRow row = one.row();
    List<Integer> smooth = OpTable.smooth(row);
    List<DMatrixRMaj> x = row.arguments(one.shapes(), 7);
    List<Integer> free = new ArrayList<>(smooth);
    if (one.wiring() == Wiring.FIRST_CONSTANT) {
      free.remove(0);
    } else if (one.wiring() == Wiring.SECOND_CONSTANT) {
      free.remove(1);
    } else if (one.wiring() == Wiring.SAME_TWICE) {
      Domain second = row.domains.get(smooth.get(1));
      if (second != Domain.ANY) {
        x.set(smooth.get(0), second.matrix(one.shapes().get(smooth.get(0)), 0, 7));
      }
      free.remove(1);
    }
    GradientCheck.ofMany(
            arguments -> {
              List<Expr> all = constants(x);
              for (int k = 0; k < free.size(); k++) {
                all.set(free.get(k), arguments.get(k));
              }
              if (one.wiring() == Wiring.SAME_TWICE) {
                all.set(smooth.get(1), arguments.get(0));
              }
              Expr y = row.build.apply(all);
              return switch (one.wiring()) {
                case OUTPUT_TWICE -> y.elementMult(y.plus(0.5));
                case INPUT_BESIDE -> y.elementSum().plus(arguments.get(0).sin().elementSum());
                default -> y;
              };
            })
        .at(free.stream().map(x::get).toArray(DMatrixRMaj[]::new))
        .order(one.order())
        .seed(one.order())
        .verify();
  }

  private static double tolerance(double expected) {
    return Double.isFinite(expected) ? 1e-14 * Math.max(1, Math.abs(expected)) : 0;
  }

  private static void assertClose(double expected, double actual, String what) {
    // One rounding of each of two or three operations.
    double tolerance = Double.isFinite(expected) ? 4e-16 * Math.abs(expected) : 0;
    assertEquals(expected + 0.0, actual + 0.0, tolerance, what);
  }

  private static List<Expr> inputs(List<Shape> shapes) {
    List<Expr> inputs = new ArrayList<>();
    for (Shape shape : shapes) {
      inputs.add(Autograd.input("x" + inputs.size(), shape.rows(), shape.cols()));
    }
    return inputs;
  }

  private static List<Expr> constants(List<DMatrixRMaj> x) {
    return new ArrayList<>(x.stream().map(Autograd::constant).toList());
  }

  private static void collect(Node node, Set<String> names, Set<Node> seen) {
    if (seen.add(node)) {
      node.op().ifPresent(op -> names.add(OpNames.of(op)));
      node.inputs().forEach(input -> collect(input, names, seen));
    }
  }
}
