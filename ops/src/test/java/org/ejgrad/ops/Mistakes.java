// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.ejgrad.graph.Gradients;
import org.ejgrad.graph.Shape;

/** Reverse rules as people get them wrong, at least two for each family of ops. */
final class Mistakes {
  /** A row of the op table, and a wrong reverse rule for it. */
  record Mistake(String name, String row, MistakenOp.Rule rule) {
    OpRow in(OpRow right) {
      MistakenOp op = new MistakenOp(right.build, rule);
      OpRow wrong =
          new OpRow(
              right.op, right.title, x -> Expr.apply(op, x.toArray(new Expr[0])), right.formula);
      wrong.domains.addAll(right.domains);
      wrong.shapes.addAll(right.shapes);
      return wrong;
    }

    @Override
    public String toString() {
      return row + ": " + name;
    }
  }

  private Mistakes() {}

  static List<Mistake> all() {
    return Stream.of(elementwise(), structure(), linearAlgebra(), spectra(), controlAndImages())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Mistake> elementwise() {
    return List.of(
        unary("wrong sign", "EXP", (x, y, g) -> g.carry(y).negative()),
        unary("cotangent forgotten", "EXP", (x, y, g) -> y),
        unary("missing factor 2", "SQUARE", (x, y, g) -> g.carry(x)),
        unary("factor 2 too many", "SIN", (x, y, g) -> g.carry(x.cos()).scale(2)),
        unary("sign of the slope", "COS", (x, y, g) -> g.carry(x.sin())),
        unary("slope of x, not y", "TANH", (x, y, g) -> g.carry(x.square().scale(-1).plus(1))),
        unary("slope of y, not x", "LOG", (x, y, g) -> g.carry(y.elementExp())),
        unary("sign inside the slope", "SIGMOID", (x, y, g) -> g.carry(y.elementMult(y.plus(1)))),
        unary("slope forgotten", "RELU", (x, y, g) -> g),
        one(
            "off by 1e-6",
            "ops.ElementwiseWithNumber.SCALE by -2.5",
            (x, y, g) -> g.scale(-2.5000025)),
        one("passes outside", "ops.Clip", (x, y, g) -> g),
        both(
            "own factor",
            "ops.ElementwiseBinary.TIMES elementMult",
            (a, b, g) -> g.carry(a),
            (a, b, g) -> g.carry(b)),
        both("same sign", "ops.ElementwiseBinary.MINUS minus", (a, b, g) -> g, (a, b, g) -> g),
        both(
            "square forgotten",
            "ops.ElementwiseBinary.DIVIDE elementDiv",
            (a, b, g) -> g.elementDiv(b),
            (a, b, g) -> g.elementMult(a).elementDiv(b).negative()),
        both(
            "to the smaller",
            "ops.ElementwiseBinary.MAXIMUM maximum",
            (a, b, g) -> g.carry(a.lessThan(b)),
            (a, b, g) -> g.carry(b.lessThan(a))),
        unary("slope of log", "LOG1P", (x, y, g) -> g.elementDiv(x)),
        unary("factor forgotten", "ERF", (x, y, g) -> g.carry(x.square().negative().elementExp())),
        both(
            "arguments exchanged",
            "ops.ElementwiseBinary.ATAN2 atan2",
            (a, b, g) -> g.elementMult(a).elementDiv(a.square().plus(b.square())),
            (a, b, g) -> g.elementMult(b).elementDiv(a.square().plus(b.square())).negative()),
        one("slope forgotten", "graph.Checkpoint", (x, y, g) -> g.carry(x.sin())));
  }

  private static List<Mistake> structure() {
    return List.of(
        one("missing row sum", "ops.RowOps.SOFTMAX_ROWS", (x, y, g) -> g.carry(y)),
        one("no count", "graph.SumTo meanCols", (x, y, g) -> g.broadcast(x.shape())),
        one("from the other end", "ops.CumulativeSum rows", (x, y, g) -> g.cumSumRows()),
        one("length forgotten", "ops.NormRows rows", (x, y, g) -> x.elementMult(g)),
        one("transposes", "ops.Reshape", (x, y, g) -> g.transpose()),
        both(
            "no cotangent",
            "ops.MatMul ab",
            (a, b, g) -> g.mult(b.transpose()),
            (a, b, g) -> b.zeros()),
        both(
            "off by 1e-8",
            "ops.MatMul ab'",
            (a, b, g) -> g.mult(b).scale(1 + 1e-8),
            (a, b, g) -> g.transpose().mult(a)),
        changed("sign", "ops.RowwiseKron", 1, Expr::negative),
        one("to all", "ops.Extremum maxRows", (x, y, g) -> g.broadcast(x.shape())),
        one("not flipped", "ops.Flip rows", (x, y, g) -> g),
        one("the same way", "ops.Concat rollRows", (x, y, g) -> g.rollRows(1)),
        one("whole", "ops.TrianglePart lower", (x, y, g) -> g),
        one("order forgotten", "ops.PickInRows rows", (x, y, g) -> g),
        one(
            "as of all",
            "graph.SumTo variance of a sample",
            (x, y, g) -> x.minus(x.mean()).elementMult(g).scale(2.0 / x.shape().elements())),
        one(
            "variance's",
            "ops.NormRows standardDeviation",
            (x, y, g) -> x.minus(x.mean()).elementMult(g).scale(2.0 / x.shape().elements())),
        changed("last row forgotten", "ops.SparseMult", 0, Mistakes::withoutLastRow),
        changed("sign forgotten", "ops.SparseMult transposed", 0, Expr::abs));
  }

  private static List<Mistake> linearAlgebra() {
    return List.of(
        one(
            "not transposed",
            "ops.Factorization.LU invert",
            (x, y, g) -> y.mult(g).mult(y).negative()),
        both(
            "not transposed",
            "ops.Solve a b",
            (a, b, g) -> a.transpose().solve(g).mult(a.solve(b).transpose()).negative(),
            (a, b, g) -> a.solve(g)),
        both(
            "sign of a",
            "ops.Solve a b",
            (a, b, g) -> a.transpose().solve(g).mult(a.solve(b).transpose()),
            (a, b, g) -> a.transpose().solve(g)),
        one(
            "determinant forgotten",
            "ops.Determinant.DETERMINANT",
            (x, y, g) -> x.invert().transpose().elementMult(g)),
        one(
            "not transposed",
            "ops.Determinant.LOG_DETERMINANT",
            (x, y, g) -> x.invert().elementMult(g)),
        one(
            "not halved",
            "ops.Cholesky",
            (x, y, g) -> {
              Expr s = TrianglePart.mirroredLower(y.transpose().mult(g));
              Expr inverse = y.invert();
              return inverse.transpose().mult(s).mult(inverse);
            }),
        one(
            "not symmetrised",
            "ops.Cholesky logDeterminantSPD",
            (x, y, g) -> x.invert().transpose().elementMult(g)),
        both(
            "beyond the triangle",
            "ops.SolveTriangular LOWER",
            (a, b, g) -> {
              Expr lower = a.lowerTriangle(0);
              return lower.transpose().solve(g).mult(lower.solve(b).transpose()).negative();
            },
            (a, b, g) -> a.lowerTriangle(0).transpose().solve(g)),
        both(
            "residual forgotten",
            "ops.LeastSquares",
            (a, b, g) -> {
              Expr inverse = a.pseudoInverse();
              return inverse.transpose().mult(g).mult(inverse.mult(b).transpose()).negative();
            },
            (a, b, g) -> a.pseudoInverse().transpose().mult(g)),
        one(
            "as if regular",
            "ops.PseudoInverse",
            (x, y, g) -> y.transpose().mult(g).mult(y.transpose()).negative()));
  }

  private static List<Mistake> spectra() {
    return List.of(
        one(
            "transposes",
            "ops.FactorPart.EIGENVALUES",
            (x, y, g) -> {
              Expr v = x.symmetricEigenvectors();
              return v.transpose().elementMult(g.transpose()).mult(v);
            }),
        one(
            "not symmetrised",
            "ops.FactorPart.EIGENVECTORS",
            (x, y, g) -> {
              Expr w = x.symmetricEigenvalues();
              Expr one = LinearAlgebra.identity(x.rows());
              Expr gaps = w.transpose().minus(w).plus(one);
              Expr e = y.transpose().mult(g).elementMult(one.negative().plus(1)).elementDiv(gaps);
              return y.mult(e).mult(y.transpose());
            }),
        one(
            "cotangent forgotten",
            "ops.FactorPart.SINGULAR_VALUES",
            (x, y, g) -> x.leftSingularVectors().mult(x.rightSingularVectors().transpose())),
        one("constant q", "ops.FactorPart.QR_R", (x, y, g) -> x.qrQ().mult(g)),
        one(
            "as if it commuted",
            "ops.NormAtMost matrixExp",
            (x, y, g) -> y.transpose().mult(g).scale(0.5)));
  }

  private static List<Mistake> controlAndImages() {
    String branch = "ops.Branch of one argument, captured in a branch as well";
    return List.of(
        ofBranch("the other branch", branch, x -> x.scale(2), x -> x.sin().plus(xCos(x))),
        ofBranch("captured forgotten", branch, Mistakes::xCos, x -> x.scale(2)),
        changed("start forgotten", "ops.Loop", 0, Expr::zeros),
        changed("last step twice", "ops.Loop", 1, Mistakes::withLastRowTwice),
        changed("window off by one", "ops.Patches", 0, x -> x.rollCols(1)),
        changed("window off by one", "ops.Patches back", 0, x -> x.rollRows(1)),
        one(
            "the same way",
            "ops.TransposeRows",
            (x, y, g) -> Expr.apply(new TransposeRows(Shape.of(2, x.cols() / 2)), g)));
  }

  private static Expr xCos(Expr x) {
    return x.elementMult(x.cos());
  }

  private static Expr withoutLastRow(Expr x) {
    return x.minus(lastRow(x));
  }

  private static Expr withLastRowTwice(Expr x) {
    return x.plus(lastRow(x));
  }

  /** The last row, and 0 above it; of no rows none. */
  private static Expr lastRow(Expr x) {
    return x.elementMult(
        Autograd.constant(Plain.matrix(x.rows(), 1, (i, j) -> i + 1 == x.rows() ? 1 : 0)));
  }

  private static Mistake ofBranch(
      String name, String row, UnaryOperator<Expr> then, UnaryOperator<Expr> otherwise) {
    return new Mistake(
        name,
        row,
        (x, y, g) -> {
          Expr a = x.get(1);
          Expr slope = x.get(0).select(then.apply(a), otherwise.apply(a));
          return List.of(x.get(0).zeros(), g.carry(slope));
        });
  }

  /** The right cotangents, but for one that is changed. */
  private static Mistake changed(String name, String row, int input, UnaryOperator<Expr> change) {
    OpRow right = OpTable.row(row);
    return new Mistake(
        name,
        row,
        (x, y, g) -> {
          // Held, as arguments may be computed from each other, and g from them.
          List<Expr> held = x.stream().map(Expr::stopGradient).toList();
          Expr product = right.build.apply(held).dot(g.stopGradient());
          List<Expr> bars =
              new ArrayList<>(Autograd.gradients(product, held, Gradients.Unreached.ZERO));
          bars.set(input, change.apply(bars.get(input)));
          return bars;
        });
  }

  private interface UnaryRule {
    Expr xBar(Expr x, Expr y, Expr yBar);
  }

  private interface BinaryRule {
    Expr bar(Expr a, Expr b, Expr yBar);
  }

  private static Mistake unary(String name, String constant, UnaryRule rule) {
    return one(name, "ops.ElementwiseUnary." + constant, rule);
  }

  private static Mistake one(String name, String row, UnaryRule rule) {
    return new Mistake(name, row, (x, y, g) -> List.of(rule.xBar(x.get(0), y, g)));
  }

  /** Rules of elementwise ops are for operands of one shape; others are summed to theirs. */
  private static Mistake both(String name, String row, BinaryRule aBar, BinaryRule bBar) {
    return new Mistake(
        name,
        row,
        (x, y, g) -> {
          Expr a = x.get(0);
          Expr b = x.get(1);
          return List.of(aBar.bar(a, b, g).sumTo(a.shape()), bBar.bar(a, b, g).sumTo(b.shape()));
        });
  }
}
