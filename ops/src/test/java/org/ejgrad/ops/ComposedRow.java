// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/** A method that applies several ops, on sample arguments, with its derivative in closed form. */
final class ComposedRow {
  /** The arguments, the result and its cotangent. */
  record At(List<Expr> x, Expr y, Expr yBar) {
    Expr x(int k) {
      return x.get(k);
    }

    /** The first argument. */
    Expr a() {
      return x.get(0);
    }

    /** The second argument. */
    Expr b() {
      return x.get(1);
    }
  }

  /** An argument with its cotangent, if it has one. */
  record Argument(
      String name, Domain domain, Shape shape, Optional<Function<At, Expr>> cotangent) {}

  /** What holds where slopes differ from either side, shown at rows of numbers. */
  record Kink(String convention, List<DMatrixRMaj> x, List<DMatrixRMaj> slopes) {}

  final String method;
  final Function<List<Expr>, Expr> build;
  final List<Argument> arguments = new ArrayList<>();
  final List<Kink> kinks = new ArrayList<>();
  Optional<String> parameters = Optional.empty();

  /**
   * A row.
   *
   * @param method as {@link PublicMethods} calls it: {@code Expr.dot(Expr)}
   */
  ComposedRow(String method, Function<List<Expr>, Expr> build) {
    this.method = method;
    this.build = build;
  }

  ComposedRow argument(
      String name, Domain domain, int rows, int cols, Function<At, Expr> cotangent) {
    arguments.add(new Argument(name, domain, Shape.of(rows, cols), Optional.of(cotangent)));
    return this;
  }

  /** An argument that no derivative flows to. */
  ComposedRow argument(String name, Domain domain, int rows, int cols) {
    arguments.add(new Argument(name, domain, Shape.of(rows, cols), Optional.empty()));
    return this;
  }

  /** What the sample takes for arguments that are not expressions. */
  ComposedRow with(String values) {
    parameters = Optional.of(values);
    return this;
  }

  /** Of one argument: the slopes of the sum of results at a row of numbers. */
  ComposedRow kink(String convention, double[] x, double... slopes) {
    kinks.add(new Kink(convention, List.of(row(x)), List.of(row(slopes))));
    return this;
  }

  /** Of two arguments. */
  ComposedRow kink(String convention, double[] a, double[] b, double[] aSlopes, double... bSlopes) {
    kinks.add(new Kink(convention, List.of(row(a), row(b)), List.of(row(aSlopes), row(bSlopes))));
    return this;
  }

  private static DMatrixRMaj row(double... numbers) {
    return new DMatrixRMaj(1, numbers.length, true, numbers);
  }

  static double[] at(double... numbers) {
    return Arrays.copyOf(numbers, numbers.length);
  }

  /** The method applied to symbols, with a symbol for the cotangent. */
  At symbols() {
    List<Expr> x = new ArrayList<>();
    for (Argument argument : arguments) {
      x.add(Autograd.input(argument.name, argument.shape.rows(), argument.shape.cols()));
    }
    Expr y = build.apply(x);
    return new At(x, y, Autograd.input("yBar", y.rows(), y.cols()));
  }

  @Override
  public String toString() {
    return method;
  }
}
