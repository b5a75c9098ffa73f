// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.ejgrad.graph.Shape;
import org.ejml.data.DMatrixRMaj;

/** One row of the op table: an op, how to build it, what it must give, and what it must refuse. */
final class OpRow {
  /** The result in plain Java, from the numbers of the arguments. */
  @FunctionalInterface
  interface Formula {
    DMatrixRMaj at(List<DMatrixRMaj> x);
  }

  /** A point of 1x1 arguments with the documented value and slopes. */
  record Special(List<Double> x, double y, List<Double> slopes) {}

  /** A program that must be refused, and what the message must look like. */
  record Wrong(
      Supplier<Expr> program, Class<? extends RuntimeException> type, String messagePattern) {}

  final String op;
  final String title;
  final Function<List<Expr>, Expr> build;
  final Formula formula;
  final List<Domain> domains = new ArrayList<>();
  final List<List<Shape>> shapes = new ArrayList<>();
  final List<Special> specials = new ArrayList<>();
  final List<Wrong> wrongs = new ArrayList<>();
  boolean elementwise;
  boolean shapesCanBeWrong;

  /** Against max(1, |value|). Ten terms in another order, each off by 1e-16 of its size. */
  double valueTolerance = 1e-14;

  /** Whether float programs compute it in double. */
  boolean inDouble;

  /**
   * A row.
   *
   * @param op the class, with the constant's name for an enum; see {@link OpNames}
   * @param title what else tells this row from others of the same op
   */
  OpRow(String op, String title, Function<List<Expr>, Expr> build, Formula formula) {
    this.op = op;
    this.title = title;
    this.build = build;
    this.formula = formula;
  }

  OpRow on(Domain... arguments) {
    domains.addAll(Arrays.asList(arguments));
    return this;
  }

  /** One case: the shapes of all arguments, rows and columns in turn. */
  OpRow shapes(int... sides) {
    List<Shape> one = new ArrayList<>();
    for (int k = 0; k < sides.length; k += 2) {
      one.add(Shape.of(sides[k], sides[k + 1]));
    }
    shapes.add(one);
    return this;
  }

  /** 1x1 arguments, the value there and the slopes; a slope of NaN must be NaN. */
  OpRow special(double x, double y, double slope) {
    specials.add(new Special(List.of(x), y, List.of(slope)));
    return this;
  }

  OpRow special(double a, double b, double y, double aSlope, double bSlope) {
    specials.add(new Special(List.of(a, b), y, List.of(aSlope, bSlope)));
    return this;
  }

  OpRow wrong(
      Supplier<Expr> program, Class<? extends RuntimeException> type, String messagePattern) {
    wrongs.add(new Wrong(program, type, messagePattern));
    shapesCanBeWrong = true;
    return this;
  }

  /** An op by EJML's factorizations, whose errors grow with the condition of the matrix. */
  OpRow factorization() {
    inDouble = true;
    // Condition numbers up to ten, each of some five steps off by 1e-16 of the largest number.
    valueTolerance = 1e-13;
    return this;
  }

  List<DMatrixRMaj> arguments(List<Shape> at, long seed) {
    List<DMatrixRMaj> arguments = new ArrayList<>();
    for (int k = 0; k < at.size(); k++) {
      arguments.add(domains.get(k).matrix(at.get(k), k, seed));
    }
    return arguments;
  }

  @Override
  public String toString() {
    return title.isEmpty() ? op : op + " " + title;
  }
}
